"""The premises (between office and doors): an office's folder with its keys and settings, and its embedded database."""
