"""The public vectors of other projects: right proofs are accepted, wrong ones refused."""

from __future__ import annotations

import json
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest

from kitei.notary import (
    FileStorage,
    Frontier,
    NotaryError,
    VerifierKey,
    leaf_hash,
    open_checkpoint,
    read_entries,
    verify_consistency,
    verify_export,
    verify_inclusion,
)
from kitei.notary.merkle.verifying import verify_subtree, verify_subtree_inclusion
from kitei.notary.signed.notes import Note
from kitei.notary.tiled.layout import Tile
from tests.notary import spec

VECTORS = Path(__file__).parents[1] / "data/vectors"
COUNTS = {"inclusion": 98, "consistency": 98, "subtreeinclusion": 204, "subtreeconsistency": 118}


def read_merkle(kind: str) -> list[Any]:
    lines = (VECTORS / "merkle" / f"{kind}.jsonl").read_text(encoding="utf-8").splitlines()
    return [pytest.param(vector := json.loads(line), id=vector["file"]) for line in lines]


def raw(text: str | None) -> bytes:
    return b64decode(text or "")


def hashes(vector: dict[str, Any]) -> list[bytes]:
    return [raw(known) for known in vector["proof"] or []]


def accepts_inclusion(vector: dict[str, Any]) -> None:
    verify_inclusion(
        leaf=raw(vector["leafHash"]),
        index=vector["leafIdx"],
        size=vector["treeSize"],
        proof=hashes(vector),
        root=raw(vector["root"]),
    )


def accepts_consistency(vector: dict[str, Any]) -> None:
    verify_consistency(
        first=vector["size1"],
        first_root=raw(vector["root1"]),
        size=vector["size2"],
        proof=hashes(vector),
        root=raw(vector["root2"]),
    )


def accepts_subtreeinclusion(vector: dict[str, Any]) -> None:
    verify_subtree_inclusion(
        leaf=raw(vector["leafHash"]),
        index=vector["leafIdx"],
        start=vector["start"],
        end=vector["end"],
        proof=hashes(vector),
        subtree_root=raw(vector["root"]),
    )


def accepts_subtreeconsistency(vector: dict[str, Any]) -> None:
    verify_subtree(
        subtree_root=raw(vector["root1"]),
        start=vector["start"],
        end=vector["end"],
        size=vector["size"],
        proof=hashes(vector),
        root=raw(vector["root2"]),
    )


def agrees(accepts: Any, vector: dict[str, Any]) -> bool:
    try:
        accepts(vector)
    except NotaryError:
        return bool(vector["wantErr"])
    return not vector["wantErr"]


@pytest.mark.parametrize("kind", COUNTS)
def test_no_vector_is_missing(kind: str) -> None:
    assert len(read_merkle(kind)) == COUNTS[kind]


@pytest.mark.parametrize("vector", read_merkle("inclusion"))
def test_inclusion_proofs(vector: dict[str, Any]) -> None:
    assert agrees(accepts_inclusion, vector)


@pytest.mark.parametrize("vector", read_merkle("consistency"))
def test_consistency_proofs(vector: dict[str, Any]) -> None:
    assert agrees(accepts_consistency, vector)


@pytest.mark.parametrize("vector", read_merkle("subtreeinclusion"))
def test_subtree_inclusion_proofs(vector: dict[str, Any]) -> None:
    assert agrees(accepts_subtreeinclusion, vector)


@pytest.mark.parametrize("vector", read_merkle("subtreeconsistency"))
def test_subtree_consistency_proofs(vector: dict[str, Any]) -> None:
    assert agrees(accepts_subtreeconsistency, vector)


def test_the_roots_of_rfc_6962s_eight_leaves() -> None:
    given = json.loads((VECTORS / "certificate-transparency/rfc6962_eight_leaves.json").read_text(encoding="utf-8"))
    frontier = Frontier()
    roots = []
    for leaf in given["leaves"]:
        frontier = frontier.extended([leaf_hash(bytes.fromhex(leaf))])
        roots.append(frontier.root.hex())

    assert roots == given["roots"]
    assert Frontier().root.hex() == given["empty"]


def test_tesseras_log_at_every_size() -> None:
    log = FileStorage(VECTORS / "tessera/log")
    key = tessera_key()
    frontier = Frontier()
    for size in range(16):
        head = open_checkpoint((log.folder / f"checkpoint.{size}").read_bytes(), key).head
        entries = list(read_entries(log, size))
        if size:
            frontier = frontier.extended([leaf_hash(entries[-1])])
            assert log.read(Tile(0, 0, size)) == b"".join(leaf_hash(entry) for entry in entries)

        assert frontier.head == head


def test_tesseras_log_is_an_export_like_ours() -> None:
    log = FileStorage(VECTORS / "tessera/log")
    outside = [(log.folder / f"checkpoint.{size}").read_bytes() for size in range(16)]

    verified = verify_export(log, tessera_key(), outside=outside)

    assert verified.audit.is_clean
    assert verified.witnessed.head.size == 15


def tessera_key() -> VerifierKey:
    return VerifierKey.parse((VECTORS / "tessera/PUBLIC_KEY.txt").read_text(encoding="utf-8").rpartition(" ")[2])


def test_gos_signed_note() -> None:
    # The example in the documentation of golang.org/x/mod/sumdb/note.
    note = Note.parse(
        "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n"
        "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
        "".encode()
    )

    note.verify([VerifierKey.parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")])


def test_an_entry_of_a_real_certificate_log() -> None:
    head = azul("get-sth")
    proof = azul("get-proof-by-hash")
    entry = raw(azul("get-entries-10000")["entries"][0]["leaf_input"])

    verify_inclusion(
        leaf=leaf_hash(entry),
        index=proof["leaf_index"],
        size=head["tree_size"],
        proof=[raw(known) for known in proof["audit_path"]],
        root=raw(head["sha256_root_hash"]),
    )


def test_the_growth_of_a_real_certificate_log() -> None:
    head = azul("get-sth")
    proof = [raw(known) for known in azul("get-sth-consistency-3654490")["consistency"]]
    older, newer = spec.roots_of_proof(3_654_490, head["tree_size"], list(proof), None)

    assert newer == raw(head["sha256_root_hash"])
    verify_consistency(first=3_654_490, first_root=older, size=head["tree_size"], proof=proof, root=newer)


def azul(name: str) -> dict[str, Any]:
    return dict(json.loads((VECTORS / "azul" / f"{name}.json").read_text(encoding="utf-8")))
