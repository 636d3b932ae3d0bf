"""One checkpoint from elsewhere against the tree as it stands: an answer at once, from its hashes alone."""

from __future__ import annotations

from dataclasses import dataclass

from kitei.notary import TileMissing, open_checkpoint, read_frontier
from kitei.office.record.models import Head
from kitei.office.record.signing import verifier
from kitei.office.record.storage import TableStorage


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a checkpoint from elsewhere says.

    Attributes:
        size: how many entries it vouches for.
        have: how many the tree has.
        agrees: whether the tree begins with the one that was signed.
    """

    size: int
    have: int
    agrees: bool


def compare(note: bytes) -> Comparison:
    """Compare a signed checkpoint with the tree. That the tree is the acts', `verify` makes sure.

    Raises:
        NotANote, NotACheckpoint, WrongOrigin, Unsigned, ForgedSignature: it cannot be believed.
    """
    signed = open_checkpoint(note, verifier()).head
    newest = Head.objects.first()
    have = 0 if newest is None else newest.size
    try:
        agrees = signed.size <= have and read_frontier(TableStorage(), signed.size).head == signed
    except TileMissing:
        agrees = False
    return Comparison(signed.size, have, agrees)
