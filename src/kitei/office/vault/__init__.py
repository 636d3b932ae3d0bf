"""The vault: keys, and what they seal.

- `masters`: the master keys, from the office's folder or the environment. They never enter the database.
- `sealing`: AES-256-GCM, bound to the place where the ciphertext stands.
- `models`, `keys`: a key for each case, wrapped by a master key; made, opened, wrapped anew, destroyed.
- `fields`: the model field that seals a column.
- `index`: a blind index, by which sealed names are found.
"""
