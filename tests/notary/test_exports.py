"""An export is checked by Kitei and, without Kitei, by `tools/verify-log`; both notice the same alterations."""

from __future__ import annotations

import json
import runpy
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from kitei.notary import (
    FileStorage,
    ForgedSignature,
    NotThisLog,
    SigningKey,
    TileMissing,
    TooFewWitnesses,
    TreeHead,
    Unsigned,
    cosign,
    read_entries,
    sign_checkpoint,
    verify_export,
    write_export,
)
from kitei.notary.signed.notes import Note
from kitei.notary.tiled.bundles import pack
from tests.notary.logs import entries_of, head_of

VERIFIER = Path(__file__).parents[2] / "tools/verify-log"
SIZE = 600
Export = Callable[[int], FileStorage]


def verify(storage: FileStorage, key: SigningKey, *more: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the stand-alone verifier: a bare interpreter, without our environment."""
    return subprocess.run(  # noqa: S603 - our own script
        [sys.executable, "-I", "-S", VERIFIER, storage.folder, "--key", key.verifier.text, *more],
        capture_output=True,
        encoding="utf-8",
        env={"PYTHONUTF8": "1"},
        check=False,
    )


def notices(storage: FileStorage, key: SigningKey, outside: Path) -> tuple[bool, bool]:
    """Whether Kitei and the stand-alone verifier notice something, given a checkpoint kept elsewhere."""
    clean = verify_export(storage, key.verifier, outside=[outside.read_bytes()]).audit.is_clean
    return not clean, verify(storage, key, "--checkpoint", outside).returncode == 1


@pytest.fixture
def outside(tmp_path: Path, log_key: SigningKey) -> Path:
    """A checkpoint of the honest log, kept elsewhere."""
    path = tmp_path / "kept-elsewhere"
    path.write_bytes(sign_checkpoint(head_of(entries_of(550)), log_key))
    return path


def rewrite(storage: FileStorage, entries: list[bytes], key: SigningKey) -> None:
    """Compute and sign everything anew, as whoever holds the log's key can."""
    shutil.rmtree(storage.folder)
    write_export(storage, entries, sign_checkpoint(head_of(entries), key), key.verifier)


@pytest.mark.parametrize("size", [0, 1, 255, 256, 257, SIZE, 1_024])
def test_an_honest_export_passes(size: int, exported: Export, log_key: SigningKey) -> None:
    storage = exported(size)

    assert verify_export(storage, log_key.verifier).audit.is_clean
    assert list(read_entries(storage, size)) == entries_of(size)
    ran = verify(storage, log_key)
    assert (ran.returncode, ran.stdout.count(f"{size} entries, nothing altered")) == (0, 1)
    assert "no checkpoint from outside" in ran.stderr


def test_the_verifier_checks_tiles_of_the_second_level(exported: Export, log_key: SigningKey) -> None:
    storage = exported(65_537)
    assert verify(storage, log_key).returncode == 0

    (storage.folder / "tile/2/000.p/1").write_bytes(bytes(32))
    assert "from entry 0 on: not what tile 2 says" in verify(storage, log_key).stderr


def test_an_export_agrees_with_older_checkpoints(exported: Export, log_key: SigningKey, outside: Path) -> None:
    storage = exported(SIZE)

    assert notices(storage, log_key, outside) == (False, False)
    assert "1 outside checkpoints agree" in verify(storage, log_key, "--checkpoint", outside).stdout


ALTERED = [*entries_of(300), b"forged", *entries_of(SIZE)[301:]]
REMOVED = entries_of(SIZE)[:300] + entries_of(SIZE)[301:]
INSERTED = [*entries_of(300), b"forged", *entries_of(SIZE)[300:]]
REORDERED = [*entries_of(300), b"entry 301", b"entry 300", *entries_of(SIZE)[302:]]
CUT = entries_of(SIZE)[:500]


@pytest.mark.parametrize(
    "entries", [ALTERED, REMOVED, INSERTED, REORDERED, CUT], ids=["alter", "remove", "insert", "move", "cut"]
)
def test_entries_computed_and_signed_anew_are_noticed(
    entries: list[bytes], exported: Export, log_key: SigningKey, outside: Path
) -> None:
    storage = exported(SIZE)
    rewrite(storage, entries, log_key)

    assert notices(storage, log_key, outside) == (True, True)
    # Without a checkpoint kept elsewhere nobody can tell; the verifier says that it was given none.
    assert verify(storage, log_key).returncode == 0


@pytest.mark.parametrize("entries", [ALTERED, REMOVED, INSERTED, REORDERED], ids=["alter", "remove", "insert", "move"])
def test_entries_altered_in_place_are_noticed(
    entries: list[bytes], exported: Export, log_key: SigningKey, outside: Path
) -> None:
    storage = exported(SIZE)
    for bundle, path in enumerate(("000", "001", "002.p/88")):
        (storage.folder / "tile/entries" / path).write_bytes(pack(entries[256 * bundle :][:256]))

    assert notices(storage, log_key, outside) == (True, True)
    assert verify(storage, log_key).returncode == 1


@pytest.mark.parametrize("path", ["tile/0/001", "tile/0/002.p/88", "tile/1/000.p/2", "tile/entries/002.p/88"])
@pytest.mark.parametrize("how", ["flip", "remove", "shorten"])
def test_any_file_altered_is_noticed(path: str, how: str, exported: Export, log_key: SigningKey, outside: Path) -> None:
    storage = exported(SIZE)
    file = storage.folder / path
    content = file.read_bytes()
    if how == "flip":
        file.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    elif how == "remove":
        file.unlink()
    else:
        file.write_bytes(content[:-1])

    assert notices(storage, log_key, outside) == (True, True)


def test_a_forged_checkpoint_is_noticed(exported: Export, log_key: SigningKey) -> None:
    storage = exported(SIZE)
    forged = Note.parse(storage.read_checkpoint())
    storage.write_checkpoint(Note(forged.text.replace("600", "601"), forged.signatures).encode())

    with pytest.raises(ForgedSignature):
        verify_export(storage, log_key.verifier)
    ran = verify(storage, log_key)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "the signature of `example.jp/record` does not fit" in ran.stderr


def test_a_checkpoint_of_another_key_is_noticed(exported: Export, log_key: SigningKey) -> None:
    storage = exported(3)
    other = SigningKey(log_key.name, bytes(32))

    assert "there is no signature of `example.jp/record`" in verify(storage, other).stderr


def test_a_checkpoint_of_another_log_is_noticed(exported: Export, log_key: SigningKey) -> None:
    storage = exported(3)
    note = Note.parse(storage.read_checkpoint())
    storage.write_checkpoint(Note(note.text.replace("record", "other"), ()).signed(log_key).encode())

    assert "no checkpoint of `example.jp/record`" in verify(storage, log_key).stderr


def test_witnesses_are_checked(exported: Export, log_key: SigningKey, witness_key: SigningKey, noon: datetime) -> None:
    storage = exported(3)
    asked = ("--witness", witness_key.verifier.text, "--at-least", "1")
    assert "fewer than 1 witnesses" in verify(storage, log_key, *asked).stderr
    with pytest.raises(TooFewWitnesses):
        verify_export(storage, log_key.verifier, witnesses=[witness_key.verifier], at_least=1)

    storage.write_checkpoint(cosign(storage.read_checkpoint(), witness_key, at=noon))
    assert verify(storage, log_key, *asked).returncode == 0
    assert verify_export(storage, log_key.verifier, witnesses=[witness_key.verifier], at_least=1).audit.is_clean

    note = storage.read_checkpoint()
    storage.write_checkpoint(note[:-6] + b"AAA==\n")
    assert "the signature of `witness.example/w1` does not fit" in verify(storage, log_key, *asked).stderr


@pytest.mark.parametrize("key", ["nonsense", "a+00000000+AAAA", "a+00000000+!"])
def test_the_verifier_says_what_it_cannot_check(
    key: str, exported: Export, log_key: SigningKey, tmp_path: Path
) -> None:
    storage = exported(1)
    ran = verify(storage, log_key, "--key", key)

    assert (ran.returncode, ran.stdout) == (2, "")
    assert "検証できません" in ran.stderr
    assert verify(FileStorage(tmp_path / "nothing"), log_key).returncode == 2


def test_the_verifier_is_short_and_stands_alone() -> None:
    text = VERIFIER.read_text(encoding="utf-8")
    modules = {line.split()[1] for line in text.splitlines() if line.startswith(("import ", "from "))}

    assert text.count("\n") < 200
    assert modules <= set(sys.stdlib_module_names)


@pytest.mark.parametrize("number", range(40))
def test_the_verifiers_ed25519_agrees_with_the_library(number: int) -> None:
    key = SigningKey(f"log{number}", bytes([number]) * 32)
    signed_by = runpy.run_path(str(VERIFIER))["signed_by"]
    message = json.dumps(number).encode()
    signature = key.sign(message)
    order = 2**252 + 27742317777372353535851937790883648493
    again = (int.from_bytes(signature[32:], "little") + order).to_bytes(
        32, "little"
    )  # the same number, spelt otherwise

    assert signed_by(key.verifier.public, signature, message)
    assert not signed_by(key.verifier.public, signature, message + b" ")
    assert not signed_by(key.verifier.public, signature[:31] + bytes([signature[31] ^ 1]) + signature[32:], message)
    assert not signed_by(key.verifier.public, signature[:32] + again, message)
    assert not signed_by(key.verifier.public, signature[:63], message)
    assert not signed_by(b"\xff" * 32, signature, message)


def test_nothing_is_published_that_the_checkpoint_does_not_say(tmp_path: Path, log_key: SigningKey) -> None:
    storage = FileStorage(tmp_path)

    with pytest.raises(NotThisLog, match="nothing was published") as caught:
        write_export(storage, entries_of(4), sign_checkpoint(head_of(entries_of(5)), log_key), log_key.verifier)
    assert "書き出しを中止しました" in caught.value.ja
    with pytest.raises(TileMissing):
        verify_export(storage, log_key.verifier)


def test_an_outside_checkpoint_must_be_the_logs_own(exported: Export, log_key: SigningKey) -> None:
    forged = sign_checkpoint(TreeHead(3, bytes(32)), SigningKey(log_key.name, bytes(32)))

    with pytest.raises(Unsigned):
        verify_export(exported(3), log_key.verifier, outside=[forged])
