"""The log as tiles, in the layout of C2SP tlog-tiles, so that public tools can read it.

- `layout`: which tiles a tree has, and where they lie.
- `bundles`: entries, packed by 256.
- `storage`: what a storage can do; one in memory, one in files.
- `appending`: new entries into the tiles.
- `reading`: the hashes and entries of a tree, from its tiles.
- `auditing`: everything recomputed and compared.
"""
