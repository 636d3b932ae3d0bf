"""The portal's first page, and where to turn."""
