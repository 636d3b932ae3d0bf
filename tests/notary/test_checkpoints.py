"""Keys, notes, checkpoints, cosignatures and receipts: read back, and refused when forged."""

from __future__ import annotations

import traceback
from base64 import b64encode
from datetime import datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from kitei.notary import (
    BadProof,
    Checkpoint,
    Cosignature,
    ForgedSignature,
    Frontier,
    KeyKind,
    MemoryStorage,
    NotACheckpoint,
    NotAKey,
    NotANote,
    NotAReceipt,
    NotaryError,
    Receipt,
    SigningKey,
    TooFewWitnesses,
    TreeHead,
    Unsigned,
    VerifierKey,
    WrongOrigin,
    append,
    cosign,
    open_checkpoint,
    receipt,
    sign_checkpoint,
)
from kitei.notary.signed.notes import LONGEST, MOST_SIGNATURES, Note, Signature
from tests.notary.logs import entries_of, head_of

HEAD = head_of(entries_of(5))


def test_keys_are_read_back(log_key: SigningKey, witness_key: SigningKey) -> None:
    for key in (log_key, witness_key):
        assert SigningKey.parse(key.text) == key
        assert VerifierKey.parse(f"{key.verifier.text}\n") == key.verifier
        assert key.verifier.kind is key.kind


@pytest.mark.parametrize("spoilt", ["{}A", "{}=", "{}!", "x{}", "{} x"])
def test_a_secret_is_not_shown(spoilt: str, log_key: SigningKey) -> None:
    assert "secret" not in repr(log_key)
    with pytest.raises(NotAKey) as caught:
        SigningKey.parse(spoilt.format(log_key.text))

    shown = "".join(traceback.format_exception(caught.value, chain=True))
    assert log_key.text.rpartition("+")[2][8:40] not in shown


@pytest.mark.parametrize(
    "text",
    [
        "",
        "example.jp/log",
        "example.jp/log+00000000+",
        "example.jp/log+00000000+AAAA",
        "example.jp/log+00000000+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx",  # another name's id
        "example.com/log/testdata+33d7b496+AuHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx",  # an unknown kind
        "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkS_",
        "two words+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx",
    ],
)
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(NotAKey):
        VerifierKey.parse(text)
    with pytest.raises(NotAKey):
        SigningKey.parse(text)


@pytest.mark.parametrize(("name", "length"), [("", 32), ("a b", 32), ("a+b", 32), ("a\x01", 32), ("a", 31)])
def test_a_key_has_a_name_and_32_bytes(name: str, length: int) -> None:
    with pytest.raises(NotAKey):
        VerifierKey(name, bytes(length))
    with pytest.raises(NotAKey):
        SigningKey(name, bytes(length))


def test_a_checkpoint_is_signed_and_opened(log_key: SigningKey) -> None:
    note = sign_checkpoint(HEAD, log_key)

    opened = open_checkpoint(note, log_key.verifier)

    assert opened.head == HEAD
    assert opened.cosignatures == ()
    assert note.decode().startswith(f"example.jp/record\n5\n{b64encode(HEAD.root).decode()}\n\n— example.jp/record ")
    assert Note.parse(note).encode() == note


def test_only_the_right_kind_of_key_signs(log_key: SigningKey, witness_key: SigningKey, noon: datetime) -> None:
    with pytest.raises(NotAKey):
        sign_checkpoint(HEAD, witness_key)
    with pytest.raises(NotAKey):
        cosign(sign_checkpoint(HEAD, log_key), log_key, at=noon)


def test_extension_lines_are_kept(log_key: SigningKey) -> None:
    checkpoint = Checkpoint(log_key.name, HEAD, ("more",))
    note = Note(checkpoint.text, ()).signed(log_key).encode()

    assert open_checkpoint(note, log_key.verifier).checkpoint == checkpoint


@pytest.mark.parametrize(
    "text",
    [
        "",
        "origin\n5\n",
        "origin\n5\nAAAA\n",
        "origin\n05\n{root}\n",
        "origin\n-5\n{root}\n",
        "origin\n５\n{root}\n",
        "\n5\n{root}\n",
        "origin\n5\n{root}",
        "origin\n5\n{root}\n\nmore\n",
        "origin\n5\n{root}=\n",
        "origin\n5\n!\n",
    ],
)
def test_text_of_another_form_is_no_checkpoint(text: str) -> None:
    with pytest.raises(NotACheckpoint):
        Checkpoint.parse(text.format(root=b64encode(HEAD.root).decode()))


@given(st.data())
def test_no_byte_of_a_checkpoint_can_be_altered(log_key: SigningKey, data: st.DataObject) -> None:
    note = bytearray(sign_checkpoint(HEAD, log_key))
    note[data.draw(st.integers(0, len(note) - 1))] ^= data.draw(st.integers(1, 255))

    with pytest.raises(NotaryError):
        open_checkpoint(bytes(note), log_key.verifier)


def test_a_forged_head_is_noticed(log_key: SigningKey) -> None:
    other = SigningKey(log_key.name, bytes(32))
    forged = Checkpoint(log_key.name, TreeHead(5, bytes(32))).text
    signature = Note.parse(sign_checkpoint(HEAD, log_key)).signatures

    with pytest.raises(ForgedSignature, match=r"`example\.jp/record` does not fit"):
        open_checkpoint(Note(forged, signature).encode(), log_key.verifier)
    with pytest.raises(Unsigned, match=r"no signature of `example\.jp/record`"):
        open_checkpoint(sign_checkpoint(HEAD, other), log_key.verifier)


def test_a_forged_signature_beside_a_good_one_is_noticed(log_key: SigningKey) -> None:
    good = Note.parse(sign_checkpoint(HEAD, log_key))
    forged = Note.parse(sign_checkpoint(TreeHead(6, HEAD.root), log_key)).signatures

    with pytest.raises(ForgedSignature):
        Note(good.text, good.signatures + forged).verify([log_key.verifier])


def test_a_checkpoint_of_another_log_is_refused(log_key: SigningKey) -> None:
    note = Note(Checkpoint("example.jp/other", HEAD).text, ()).signed(log_key).encode()

    with pytest.raises(WrongOrigin, match=r"expected one of `example\.jp/record`") as caught:
        open_checkpoint(note, log_key.verifier)
    assert "`example.jp/other` のチェックポイントです" in caught.value.ja


LINE = "— a AAAAAAA="  # four bytes of id and one of signature


@pytest.mark.parametrize(
    "note",
    [
        b"",
        b"text",
        b"text\n\n",
        b"\xff\n\n" + LINE.encode() + b"\n",
        f"text\n\n{LINE}".encode(),
        f"text\n{LINE}\n".encode(),
        f"te\x01xt\n\n{LINE}\n".encode(),
        f"te\rxt\n\n{LINE}\n".encode(),
        "text\n\n— a\x01 AAAAAAA=\n".encode(),
        "text\n\n— a  AAAAAAA=\n".encode(),
        b"text\n\n- a AAAAAAA=\n",
        "text\n\n— a+b AAAAAAA=\n".encode(),
        "text\n\n— a AAAAAAB=\n".encode(),  # bits left over: not canonical
        "text\n\n— a AAAAAAA\n".encode(),
        "text\n\n— a AAAAAA==\n".encode(),  # the id alone
        f"text\n\n{LINE}\n\n".encode(),
        b"x" * (LONGEST + 1),
        b"text\n\n" + f"{LINE}\n".encode() * (MOST_SIGNATURES + 1),
    ],
)
def test_what_is_no_note_is_refused(note: bytes) -> None:
    with pytest.raises(NotANote):
        Note.parse(note)


def test_a_note_may_have_empty_lines_and_many_signatures() -> None:
    note = Note.parse(b"text\n\nmore\n\n" + f"{LINE}\n".encode() * MOST_SIGNATURES)

    assert note.text == "text\n\nmore\n"
    assert len(note.signatures) == MOST_SIGNATURES


def test_a_witness_adds_the_time(log_key: SigningKey, witness_key: SigningKey, noon: datetime) -> None:
    local = noon.astimezone().replace(microsecond=999_999)
    note = cosign(sign_checkpoint(HEAD, log_key), witness_key, at=local)

    opened = open_checkpoint(note, log_key.verifier, witnesses=[witness_key.verifier], at_least=1)

    assert opened.cosignatures == (Cosignature(witness_key.name, noon),)


def test_a_cosignature_is_that_of_the_specification(
    log_key: SigningKey, witness_key: SigningKey, noon: datetime
) -> None:
    note = Note.parse(cosign(sign_checkpoint(HEAD, log_key), witness_key, at=noon))
    data = note.signatures[1].data
    seconds = int(noon.timestamp())

    assert data[:8] == seconds.to_bytes(8, "big")
    # Raises if the signature does not fit.
    Ed25519PublicKey.from_public_bytes(witness_key.verifier.public).verify(
        data[8:], f"cosignature/v1\ntime {seconds}\n{note.text}".encode()
    )


def test_too_few_witnesses_are_not_enough(log_key: SigningKey, witness_key: SigningKey, noon: datetime) -> None:
    other = SigningKey("witness.example/w2", bytes(32), KeyKind.WITNESS)
    note = cosign(sign_checkpoint(HEAD, log_key), witness_key, at=noon)
    twice = cosign(note, witness_key, at=noon + timedelta(hours=1))
    known = [witness_key.verifier, other.verifier]

    assert open_checkpoint(note, log_key.verifier, witnesses=known, at_least=1).head == HEAD
    with pytest.raises(TooFewWitnesses, match="1 of the trusted witnesses cosigned; expected at least 2"):
        open_checkpoint(twice, log_key.verifier, witnesses=known, at_least=2)
    with pytest.raises(TooFewWitnesses, match="2 of the trusted witnesses cosigned; expected at least 3"):
        open_checkpoint(cosign(note, other, at=noon), log_key.verifier, witnesses=known, at_least=3)


@pytest.mark.parametrize("place", [0, 7, 8, 71])
def test_a_forged_cosignature_is_noticed(
    place: int, log_key: SigningKey, witness_key: SigningKey, noon: datetime
) -> None:
    note = Note.parse(cosign(sign_checkpoint(HEAD, log_key), witness_key, at=noon))
    line = note.signatures[1]
    data = bytearray(line.data)
    data[place] ^= 0x80
    forged = Note(note.text, (note.signatures[0], type(line)(line.name, line.key_id, bytes(data)))).encode()

    with pytest.raises(ForgedSignature, match=r"witness\.example/w1"):
        open_checkpoint(forged, log_key.verifier, witnesses=[witness_key.verifier])
    # Whoever does not know the witness does not look.
    assert open_checkpoint(forged, log_key.verifier).head == HEAD


def test_a_cosignature_cut_short_is_noticed(log_key: SigningKey, witness_key: SigningKey, noon: datetime) -> None:
    note = Note.parse(cosign(sign_checkpoint(HEAD, log_key), witness_key, at=noon))
    line = note.signatures[1]
    forged = Note(note.text, (note.signatures[0], type(line)(line.name, line.key_id, line.data[:-1]))).encode()

    with pytest.raises(ForgedSignature):
        open_checkpoint(forged, log_key.verifier, witnesses=[witness_key.verifier])


def test_a_time_that_no_calendar_has_is_noticed(log_key: SigningKey, witness_key: SigningKey) -> None:
    note = Note.parse(sign_checkpoint(HEAD, log_key))
    seconds = 2**63 - 1
    data = seconds.to_bytes(8, "big") + witness_key.sign(f"cosignature/v1\ntime {seconds}\n{note.text}".encode())
    mine = Signature(witness_key.name, witness_key.verifier.key_id, data)

    with pytest.raises(ForgedSignature):
        open_checkpoint(
            Note(note.text, (*note.signatures, mine)).encode(), log_key.verifier, witnesses=[witness_key.verifier]
        )


@pytest.mark.parametrize("size", [1, 2, 257, 600])
def test_a_receipt_proves_its_entry(size: int, log_key: SigningKey) -> None:
    entries = entries_of(size)
    storage = MemoryStorage()
    note = sign_checkpoint(append(storage, Frontier(), entries).head, log_key)
    made = receipt(storage, size - 1, note, size)

    handed_over = Receipt.parse(made.encode())

    assert handed_over == made
    assert handed_over.verify(entries[-1], log_key.verifier).head.size == size
    with pytest.raises(BadProof):
        handed_over.verify(b"another", log_key.verifier)


def test_a_receipt_is_as_good_as_its_witnesses(log_key: SigningKey, witness_key: SigningKey, noon: datetime) -> None:
    storage = MemoryStorage()
    note = cosign(sign_checkpoint(append(storage, Frontier(), entries_of(5)).head, log_key), witness_key, at=noon)
    made = receipt(storage, 2, note, 5)
    known = [witness_key.verifier]

    assert made.verify(b"entry 2", log_key.verifier, witnesses=known, at_least=1).cosignatures[0].at == noon
    with pytest.raises(TooFewWitnesses):
        made.verify(b"entry 2", log_key.verifier, at_least=1)


def test_a_receipt_may_carry_more(log_key: SigningKey) -> None:
    made = Receipt(3, (bytes(32),), sign_checkpoint(HEAD, log_key))

    assert Receipt.parse(made.encode().replace(b"index", b"extra AAAA\nindex")) == made


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"c2sp.org/tlog-proof@v1\n\nnote",
        b"c2sp.org/tlog-proof@v2\nindex 1\n\nnote",
        b"c2sp.org/tlog-proof@v1\nindex 01\n\nnote",
        b"c2sp.org/tlog-proof@v1\nindex 1\nAAA\n\nnote",
        b"c2sp.org/tlog-proof@v1\nextra AAA\nindex 1\n\nnote",
        b"c2sp.org/tlog-proof@v1\nextra AAAA\n\nnote",
        b"c2sp.org/tlog-proof@v1\nindex 1\n",
        b"c2sp.org/tlog-proof@v1\nindex \xff\n\nnote",
    ],
)
def test_what_is_no_receipt_is_refused(text: bytes) -> None:
    with pytest.raises(NotAReceipt):
        Receipt.parse(text)
