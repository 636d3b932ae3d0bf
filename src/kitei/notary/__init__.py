"""The notary: a log of acts that cannot be altered without its being noticed. It knows no act and no database.

- `merkle`: the tree of RFC 6962: hashing, tree heads, proofs and their verification.
- `tiled`: the log as tiles (C2SP tlog-tiles) over a storage: appending, reading, auditing.
- `signed`: checkpoints with cosignatures, and receipts (C2SP signed-note, tlog-checkpoint, tlog-proof).
- `leaves`: what one entry says, and salted digests.
- `exports`: a log in a folder that anyone can check; `tools/verify-log` does, without this package.
- `bench`: how fast it is.

All functions are pure but for the storage they are given: no clock, no dice.
"""

from kitei.notary.canonical import NotCanonical, canonical
from kitei.notary.error import NotaryError
from kitei.notary.exports import NotThisLog, Verified, growth, receipt, verify_export, write_export
from kitei.notary.leaves import Leaf, NotALeaf, WrongSalt, salted_digest
from kitei.notary.merkle.frontier import Frontier, NotAFrontier, TreeHead
from kitei.notary.merkle.hashing import leaf_hash
from kitei.notary.merkle.proving import NoSuchTree, consistency_proof, inclusion_proof
from kitei.notary.merkle.verifying import BadProof, verify_consistency, verify_inclusion
from kitei.notary.signed.checkpoints import (
    Checkpoint,
    Cosignature,
    NotACheckpoint,
    TooFewWitnesses,
    Witnessed,
    WrongOrigin,
    cosign,
    open_checkpoint,
    sign_checkpoint,
)
from kitei.notary.signed.keys import KeyKind, NotAKey, SigningKey, VerifierKey
from kitei.notary.signed.notes import ForgedSignature, NotANote, Unsigned
from kitei.notary.signed.receipts import NotAReceipt, Receipt
from kitei.notary.tiled.appending import TilesDisagree, append, integrate
from kitei.notary.tiled.auditing import audit
from kitei.notary.tiled.bundles import BrokenBundle, EntryTooLong
from kitei.notary.tiled.findings import Audit, Fault, Finding
from kitei.notary.tiled.layout import Tile
from kitei.notary.tiled.reading import TileNodes, read_entries, read_entry, read_frontier
from kitei.notary.tiled.storage import FileStorage, MemoryStorage, Storage, TileChanged, TileMissing

__all__ = [
    "Audit",
    "BadProof",
    "BrokenBundle",
    "Checkpoint",
    "Cosignature",
    "EntryTooLong",
    "Fault",
    "FileStorage",
    "Finding",
    "ForgedSignature",
    "Frontier",
    "KeyKind",
    "Leaf",
    "MemoryStorage",
    "NoSuchTree",
    "NotACheckpoint",
    "NotAFrontier",
    "NotAKey",
    "NotALeaf",
    "NotANote",
    "NotAReceipt",
    "NotCanonical",
    "NotThisLog",
    "NotaryError",
    "Receipt",
    "SigningKey",
    "Storage",
    "Tile",
    "TileChanged",
    "TileMissing",
    "TileNodes",
    "TilesDisagree",
    "TooFewWitnesses",
    "TreeHead",
    "Unsigned",
    "Verified",
    "VerifierKey",
    "Witnessed",
    "WrongOrigin",
    "WrongSalt",
    "append",
    "audit",
    "canonical",
    "consistency_proof",
    "cosign",
    "growth",
    "inclusion_proof",
    "integrate",
    "leaf_hash",
    "open_checkpoint",
    "read_entries",
    "read_entry",
    "read_frontier",
    "receipt",
    "salted_digest",
    "sign_checkpoint",
    "verify_consistency",
    "verify_export",
    "verify_inclusion",
    "write_export",
]
