"""Checkpoints go out to a folder, by mail and to a time-stamping authority; what went out is an act."""

from __future__ import annotations

import shutil
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from typer.testing import CliRunner

from kitei.cli.record import commands
from kitei.jobs.record import witnessing
from kitei.jobs.record.tasks import send_out as daily
from kitei.notary import open_checkpoint
from kitei.office.record import queries, sequencer, stamps
from kitei.office.record.models import Act, Head
from kitei.office.record.signing import verifier
from kitei.office.record.verifying import verify
from tests.office.record.acts import act, past_the_triggers
from tests.office.tables import AT

pytestmark = pytest.mark.django_db

OPENSSL = """
[ tsa ]
default_tsa = own
[ own ]
serial = serial
crypto_device = builtin
signer_cert = tsa.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
accuracy = secs:1
ess_cert_id_alg = sha256
[ req ]
distinguished_name = name
[ name ]
[ root ]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
[ stamp ]
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
"""


class _Home:
    """An office's folder whose witnesses a test names."""

    def __init__(self, folder: Path, named: dict[str, Any]) -> None:
        self.folder = folder
        self._named = named

    def section(self, _: str) -> dict[str, Any]:
        return self._named


@pytest.fixture
def named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    def name(**witnesses: Any) -> None:
        monkeypatch.setattr(settings, "HOME", _Home(tmp_path, witnesses))

    return name


def openssl(folder: Path, *arguments: str) -> None:
    program = shutil.which("openssl")
    if program is None:
        pytest.skip("openssl is not on this machine")
    subprocess.run([program, *arguments], cwd=folder, check=True, capture_output=True)  # noqa: S603


@pytest.fixture
def authority(tmp_path: Path) -> Iterator[str]:
    """A time-stamping authority of our own, on loopback."""
    folder = tmp_path / "authority"
    folder.mkdir()
    (folder / "tsa.cnf").write_text(OPENSSL, encoding="ascii")
    (folder / "serial").write_text("01\n", encoding="ascii")
    for name, subject, extension, by in (
        ("root", "/CN=Root", "root", ("-x509",)),
        ("tsa", "/CN=TSA", "stamp", ("-x509", "-CA", "root.pem", "-CAkey", "root.key")),
    ):
        openssl(
            folder, "req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", f"{name}.key", "-out", f"{name}.pem",
            "-subj", subject, "-config", "tsa.cnf", "-extensions", extension, "-days", "30", *by,
        )  # fmt: skip
    shutil.copyfile(folder / "root.pem", tmp_path / "root.pem")

    class Authority(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = self.rfile.read(int(self.headers["Content-Length"]))
            (folder / "q.tsq").write_bytes(asked)
            openssl(folder, "ts", "-reply", "-queryfile", "q.tsq", "-out", "a.tsr", "-config", "tsa.cnf")
            self.send_response(200)
            self.end_headers()
            self.wfile.write((folder / "a.tsr").read_bytes())

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Authority)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    thread.join()
    server.server_close()


def recorded() -> bytes:
    act()
    sequencer.integrate(at=AT)
    return bytes(Head.objects.get().note)


def test_with_nothing_recorded_or_no_witness_nothing_goes_out(named: Any) -> None:
    named(folder="/nowhere")
    assert witnessing.send_out(at=AT) == []
    recorded()
    named()
    assert witnessing.send_out(at=AT) == []


def test_a_folder_gets_a_file_of_its_own_for_every_checkpoint(named: Any, tmp_path: Path) -> None:
    named(folder=[str(tmp_path / "one"), str(tmp_path / "other")])
    note = recorded()
    assert [(one.witness, one.size, one.fault) for one in witnessing.send_out(at=AT)] == [("file", 1, None)] * 2
    assert (tmp_path / "one" / "checkpoint-000000000001.txt").read_bytes() == note
    assert queries.act(Act.objects.latest("id").id).name == "record.checkpoint"
    assert queries.witnessings().count() == 2
    report = verify(outside=[note])
    assert (report.is_clean, report.rows) == (True, 2)


def test_only_news_goes_out(named: Any, tmp_path: Path) -> None:
    named(folder=str(tmp_path / "one"))
    recorded()
    assert len(witnessing.send_out(at=AT)) == 1
    sequencer.integrate(at=AT)  # the act of sending is in the tree now, and is no news
    assert witnessing.send_out(at=AT) == []
    recorded()
    assert [one.size for one in witnessing.send_out(at=AT)] == [3]


def test_a_file_that_is_there_already_is_never_changed(named: Any, tmp_path: Path) -> None:
    named(folder=str(tmp_path))
    note = recorded()
    file = tmp_path / "checkpoint-000000000001.txt"
    file.write_bytes(note)
    assert witnessing.send_out(at=AT)[0].fault is None
    past_the_triggers("DELETE FROM record_witnessing")
    file.write_bytes(b"another history")
    (sent,) = witnessing.send_out(at=AT)
    assert isinstance(sent.fault, witnessing.WitnessDisagrees)
    assert file.read_bytes() == b"another history"


def test_a_witness_that_is_away_stops_no_other(named: Any, tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file, no folder", encoding="ascii")
    named(folder=[str(blocked), str(tmp_path / "good")], authority="ftp://no")
    recorded()
    faults = [one.fault for one in witnessing.send_out(at=AT)]
    assert [isinstance(fault, witnessing.WitnessAway) for fault in faults] == [True, False, True]
    assert queries.witnessings().count() == 1


def test_a_mail_carries_the_checkpoint_in_its_text_and_as_a_file(named: Any) -> None:
    named(mail=["auditor@example.ac.jp"])
    note = recorded()
    witnessing.send_out(at=AT)
    (sent,) = mail.outbox
    assert sent.to == ["auditor@example.ac.jp"]
    assert sent.body.endswith(note.decode())
    assert sent.attachments[0].content == note.decode()
    assert open_checkpoint(sent.attachments[0].content.encode(), verifier()).head.size == 1


def test_an_authority_stamps_the_checkpoint_and_the_stamp_checks(named: Any, authority: str, tmp_path: Path) -> None:
    named(authority=authority, certificate="root.pem")
    note = recorded()
    assert witnessing.send_out(at=AT)[0].fault is None
    kept = queries.witnessings().get()
    checked = CliRunner().invoke(commands.app, ["witness", "check", "--certificate", str(tmp_path / "root.pem")])
    assert checked.exit_code == 0, checked.output
    assert f"1 {authority}" in checked.stdout
    assert "外部のチェックポイント 1 件" in checked.stdout
    trusted = stamps.read_certificates((tmp_path / "root.pem").read_bytes())
    assert stamps.check(bytes(kept.answer), note, trusted).serial == 2
    with pytest.raises(stamps.NoStamp):
        stamps.check(bytes(kept.answer), note + b"x", trusted)
    with pytest.raises(stamps.NoStamp):
        stamps.check(bytes(kept.answer)[:-1], note, trusted)
    with pytest.raises(stamps.NoStamp):
        stamps.check(bytes(kept.answer), note, trusted, stamps.question(note))  # another question's nonce
    with pytest.raises(stamps.NoStamp):
        stamps.read_certificates(b"none")


def test_an_authority_that_is_not_trusted_is_no_witness(named: Any, authority: str, tmp_path: Path) -> None:
    named(authority=authority, certificate="other.pem")
    openssl(
        tmp_path, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "other.key", "-out", "other.pem",
        "-subj", "/CN=Other", "-days", "30",
    )  # fmt: skip
    recorded()
    (sent,) = witnessing.send_out(at=AT)
    assert isinstance(sent.fault, stamps.NoStamp)
    assert not queries.witnessings().exists()


def test_it_is_done_every_day(named: Any, tmp_path: Path) -> None:
    named(folder=str(tmp_path))
    recorded()
    daily(0)
    assert queries.witnessings().count() == 1
