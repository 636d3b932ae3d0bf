"""The printed page: `payload` says what stands on it, `printing` sets it, `finishing` completes the tags.

`fillable` makes the version to be completed on a screen, `lettering` knows which characters there are.
"""
