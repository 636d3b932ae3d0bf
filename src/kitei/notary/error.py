"""What every error of the notary has in common."""

from __future__ import annotations


class NotaryError(ValueError):
    """Something about a log, a proof, a checkpoint or a leaf that does not hold.

    The tree::

        NotaryError
        ├─ NotAFrontier       a compact range whose hashes do not fit its size
        ├─ NoSuchTree         a size or a range that the tree does not have
        ├─ BadProof           a proof that does not lead from its leaf or its tree to the root
        ├─ EntryTooLong       an entry that does not fit into a bundle
        ├─ BrokenBundle       a bundle of entries that cannot be read
        ├─ TileMissing        a tile that the tree needs is not there
        ├─ TileChanged        a tile would be overwritten with something else
        ├─ TilesDisagree      the stored tiles are not those of the tree head
        ├─ NotAKey            a key, or the name of one, that cannot be read
        ├─ NotANote           text that is no signed note
        ├─ ForgedSignature    a known key's signature does not fit the text
        ├─ Unsigned           a trusted signature is missing
        ├─ TooFewWitnesses    fewer trusted witnesses cosigned than are asked for
        ├─ NotACheckpoint     a note whose text is no checkpoint
        ├─ WrongOrigin        a checkpoint of another log
        ├─ NotAReceipt        text that is no receipt
        ├─ NotCanonical       a value that has no canonical JSON
        ├─ NotALeaf           a leaf with a field that is missing, unknown or unreadable
        ├─ WrongSalt          a salt of the wrong length
        └─ NotThisLog         entries that are not those of the checkpoint

    Attributes:
        ja: what is wrong, one sentence for the person in charge, in Japanese.
        en: the same in English; also the exception's own text.
    """

    def __init__(self, *, ja: str, en: str) -> None:
        super().__init__(en)
        self.ja = ja
        self.en = en
