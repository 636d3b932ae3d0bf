"""Signed checkpoints and receipts, in the formats of C2SP.

- `keys`: the keys of a log and of its witnesses.
- `notes`: text with signatures under it.
- `checkpoints`: a tree head as a signed note, with the cosignatures of witnesses.
- `receipts`: the proof that an entry was recorded, on its own.
"""
