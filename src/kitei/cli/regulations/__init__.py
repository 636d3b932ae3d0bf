"""Commands about regulation folders: list, show, check, compare, import, confirm, export."""
