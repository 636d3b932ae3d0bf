"""The Merkle tree of RFC 6962 (and RFC 9162): hashing, tree heads, proofs. It knows no storage.

- `hashing`: leaves, nodes, the root of a list of hashes.
- `frontier`: the right edge of a tree: enough to append and to know the root.
- `proving`: inclusion and consistency proofs, and those of subtrees.
- `verifying`: the same proofs, checked.
"""
