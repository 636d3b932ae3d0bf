"""The tree and its proofs, against a second reading of the RFC and against every small alteration."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kitei.notary import (
    BadProof,
    Frontier,
    MemoryStorage,
    NoSuchTree,
    NotAFrontier,
    NotaryError,
    TileNodes,
    append,
    consistency_proof,
    growth,
    inclusion_proof,
    leaf_hash,
    verify_consistency,
    verify_inclusion,
)
from kitei.notary.merkle.hashing import EMPTY_ROOT, root_of
from kitei.notary.merkle.proving import is_subtree, range_root, subtree_proof
from kitei.notary.merkle.verifying import verify_subtree, verify_subtree_inclusion
from tests.notary import spec
from tests.notary.logs import ListNodes, entries_of, head_of

SIZES = st.integers(1, 80)


@given(st.lists(st.binary(max_size=40), max_size=40))
def test_the_root_is_that_of_the_rfc(entries: list[bytes]) -> None:
    leaves = [leaf_hash(entry) for entry in entries]

    assert head_of(entries).root == spec.mth(entries)
    assert root_of(b"".join(leaves)) == spec.mth(entries)


@given(SIZES, st.data())
def test_appending_in_pieces_gives_the_same_tree(size: int, data: st.DataObject) -> None:
    leaves = [leaf_hash(entry) for entry in entries_of(size)]
    cut = data.draw(st.integers(0, size))

    assert Frontier().extended(leaves[:cut]).extended(leaves[cut:]) == Frontier().extended(leaves)


@pytest.mark.parametrize(
    ("size", "hashes"), [(1, ()), (0, (bytes(32),)), (3, (bytes(32),)), (1, (bytes(31),)), (-1, (bytes(32),))]
)
def test_a_frontier_has_the_hashes_of_its_size(size: int, hashes: tuple[bytes, ...]) -> None:
    with pytest.raises(NotAFrontier, match=f"size `{size}`"):
        Frontier(size, hashes)


def test_every_proof_of_every_small_tree_is_that_of_the_rfc_and_verifies() -> None:
    for size in range(1, 34):
        entries = entries_of(size)
        nodes, root = ListNodes(entries), spec.mth(entries)
        for start in range(size):
            for end in range(start + 1, size + 1):
                if not is_subtree(start, end):
                    continue
                made = subtree_proof(nodes, start, end, size)
                inner = spec.mth(entries[start:end])

                assert list(made) == spec.subtree_proof(start, end, entries)
                assert range_root(nodes, start, end) == inner
                verify_subtree(subtree_root=inner, start=start, end=end, size=size, proof=made, root=root)
            assert list(inclusion_proof(nodes, start, size)) == spec.path(start, entries)
            assert list(consistency_proof(nodes, start + 1, size)) == spec.proof(start + 1, entries)


@given(st.integers(1, 700), st.data())
def test_proofs_from_tiles_verify(size: int, data: st.DataObject) -> None:
    entries = entries_of(size)
    storage = MemoryStorage()
    root = append(storage, Frontier(), entries).root
    index, first = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    at = data.draw(st.integers(max(first, index + 1), size))
    root_at = head_of(entries[:at]).root

    proof = inclusion_proof(TileNodes(storage, at), index, at)
    verify_inclusion(leaf=leaf_hash(entries[index]), index=index, size=at, proof=proof, root=root_at)
    verify_consistency(
        first=first,
        first_root=head_of(entries[:first]).root,
        size=size,
        proof=growth(storage, first, size),
        root=root,
    )


@given(SIZES, st.data())
def test_any_altered_bit_of_an_inclusion_proof_is_noticed(size: int, data: st.DataObject) -> None:
    entries = entries_of(size)
    index = data.draw(st.integers(0, size - 1))
    leaf, root = leaf_hash(entries[index]), head_of(entries).root
    proof = list(inclusion_proof(ListNodes(entries), index, size))

    for altered in flips([leaf, root, *proof], data):
        with pytest.raises(BadProof):
            verify_inclusion(leaf=altered[0], index=index, size=size, proof=altered[2:], root=altered[1])


@given(SIZES, SIZES, st.data())
def test_any_altered_bit_of_a_consistency_proof_is_noticed(first: int, size: int, data: st.DataObject) -> None:
    assume(first <= size)
    entries = entries_of(size)
    older, root = head_of(entries[:first]).root, head_of(entries).root
    proof = list(consistency_proof(ListNodes(entries), first, size))

    for altered in flips([older, root, *proof], data):
        with pytest.raises(BadProof):
            verify_consistency(first=first, first_root=altered[0], size=size, proof=altered[2:], root=altered[1])


def test_every_single_bit_of_a_proof_matters() -> None:
    entries = entries_of(7)
    nodes, root, older = ListNodes(entries), head_of(entries).root, head_of(entries[:5]).root
    inclusion = [leaf_hash(entries[4]), root, *inclusion_proof(nodes, 4, 7)]
    consistency = [older, root, *consistency_proof(nodes, 5, 7)]

    for a in every_bit(inclusion):
        with pytest.raises(BadProof):
            verify_inclusion(leaf=a[0], index=4, size=7, proof=a[2:], root=a[1])
    for b in every_bit(consistency):
        with pytest.raises(BadProof):
            verify_consistency(first=5, first_root=b[0], size=7, proof=b[2:], root=b[1])


def every_bit(hashes: list[bytes]) -> Iterator[list[bytes]]:
    for place, known in enumerate(hashes):
        for bit in range(8 * len(known)):
            turned = (int.from_bytes(known, "big") ^ 1 << bit).to_bytes(len(known), "big")
            yield [*hashes[:place], turned, *hashes[place + 1 :]]


def flips(hashes: list[bytes], data: st.DataObject) -> Iterator[list[bytes]]:
    """Each hash in turn with one bit turned over, and the list with one hash more, one less, or two exchanged."""
    for place, known in enumerate(hashes):
        bit = data.draw(st.integers(0, 8 * len(known) - 1))
        turned = (int.from_bytes(known, "big") ^ 1 << bit).to_bytes(len(known), "big")
        yield [*hashes[:place], turned, *hashes[place + 1 :]]
    yield [*hashes, hashes[-1]]
    if len(hashes) > 2:
        yield hashes[:-1]
    if len(hashes) > 3:
        yield [*hashes[:2], *reversed(hashes[2:])]


@given(SIZES, st.data())
def test_an_entry_is_at_no_other_place(size: int, data: st.DataObject) -> None:
    entries = entries_of(size)
    index, other = data.draw(st.integers(0, size - 1)), data.draw(st.integers(-2, 2 * size))
    assume(index != other)
    proof = inclusion_proof(ListNodes(entries), index, size)

    with pytest.raises(NotaryError):
        verify_inclusion(
            leaf=leaf_hash(entries[index]), index=other, size=size, proof=proof, root=head_of(entries).root
        )


@given(SIZES, st.integers(-2, 200), st.data())
def test_a_proof_with_another_size_leads_to_another_path(size: int, other: int, data: st.DataObject) -> None:
    entries = entries_of(size)
    index = data.draw(st.integers(0, size - 1))
    proof = list(inclusion_proof(ListNodes(entries), index, size))
    # Two sizes can have one path: which of them was signed, only the checkpoint says.
    assume(other <= index or path_shape(index, other) != path_shape(index, size))

    with pytest.raises(NotaryError):
        verify_inclusion(
            leaf=leaf_hash(entries[index]), index=index, size=other, proof=proof, root=head_of(entries).root
        )


def path_shape(index: int, size: int) -> list[bool]:
    """On which side each sibling of a path stands, from the leaf up."""
    if size == 1:
        return []
    half = spec.power_below(size)
    return [*path_shape(index, half), False] if index < half else [*path_shape(index - half, size - half), True]


@given(SIZES, SIZES, st.integers(1, 80))
def test_a_consistency_proof_is_of_two_sizes_only(first: int, size: int, other: int) -> None:
    assume(first <= size and other != first)
    entries = entries_of(size)
    proof = consistency_proof(ListNodes(entries), first, size)

    with pytest.raises(NotaryError):
        verify_consistency(
            first=other,
            first_root=head_of(entries[:first]).root,
            size=size,
            proof=proof,
            root=head_of(entries).root,
        )


def test_a_history_rewritten_has_no_consistency_proof() -> None:
    honest, rewritten = entries_of(9), entries_of(12)
    rewritten[4] = b"another"

    with pytest.raises(BadProof) as caught:
        verify_consistency(
            first=9,
            first_root=head_of(honest).root,
            size=12,
            proof=consistency_proof(ListNodes(rewritten), 9, 12),
            root=head_of(rewritten).root,
        )

    assert "証明が成り立ちません" in caught.value.ja


@pytest.mark.parametrize(("start", "end"), [(1, 3), (2, 5), (3, 2), (-2, 0), (4, 9), (0, 9)])
def test_a_range_that_is_no_subtree_has_no_proof(start: int, end: int) -> None:
    with pytest.raises(NoSuchTree, match=f"no subtree from `{start}` to `{end}`"):
        subtree_proof(ListNodes(entries_of(8)), start, end, 8)
    with pytest.raises(NoSuchTree):
        verify_subtree(subtree_root=EMPTY_ROOT, start=start, end=end, size=8, proof=[], root=EMPTY_ROOT)


def test_of_the_empty_tree_there_is_nothing_to_prove() -> None:
    nodes = ListNodes(entries_of(2))

    assert subtree_proof(nodes, 1, 1, 2) == ()
    assert range_root(nodes, 1, 1) == EMPTY_ROOT
    with pytest.raises(NoSuchTree):
        consistency_proof(nodes, 0, 2)
    with pytest.raises(NoSuchTree):
        verify_consistency(first=0, first_root=EMPTY_ROOT, size=0, proof=[], root=EMPTY_ROOT)


@pytest.mark.parametrize("index", [3, 8])
def test_a_leaf_outside_its_subtree_is_not_in_it(index: int) -> None:
    with pytest.raises(NoSuchTree):
        verify_subtree_inclusion(
            leaf=bytes(32), index=index, start=4, end=8, proof=[bytes(32)] * 2, subtree_root=bytes(32)
        )
