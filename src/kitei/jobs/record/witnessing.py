"""Sends the newest checkpoint to the witnesses that `office.toml` names, where the office's administrator cannot reach.

[witness]
folder = ["/mnt/other-department/kitei"]       # a checkpoint in a file of its own, never overwritten
mail = ["auditor@example.ac.jp"]
authority = "https://tsa.example.jp/"          # RFC 3161
certificate = "keys/tsa.pem"                   # the authority's, from the office's folder
"""

from __future__ import annotations

import logging
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage

from kitei.office.ground.actors import system
from kitei.office.ground.errors import OfficeError
from kitei.office.record import queries, stamps
from kitei.office.record.models import Head
from kitei.office.record.services.witnessing import Witness, note_witness

TIMEOUT = 20.0  # seconds
MOST = 1_000_000  # bytes of an authority's answer

_log = logging.getLogger("kitei.record")


class WitnessAway(OfficeError):
    """A witness that could not be reached."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(
            ja=f"証人 `{where}` に届きません({why})。office.toml の [witness] を確かめてください。次回また送ります",
            en=f"the witness `{where}` cannot be reached ({why}); look at [witness] in office.toml. It is tried again",
        )


class WitnessDisagrees(OfficeError):
    """A witness holds another checkpoint of the same size: there are two histories."""

    def __init__(self, where: str) -> None:
        super().__init__(
            ja=f"証人 `{where}` に、同じ件数の別のチェックポイントがあります。"
            "記録が書き換えられたか、古い控えから戻されています。"
            f"`kitei record verify --checkpoint {where}` で調べてください",
            en=f"the witness `{where}` holds another checkpoint of the same size: the record was rewritten, or put "
            f"back from an old backup; look with `kitei record verify --checkpoint {where}`",
        )


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of one witness. `fault` is empty if it has the checkpoint."""

    witness: Witness
    where: str
    size: int
    fault: OfficeError | None = None


def send_out(*, at: datetime) -> list[Sent]:
    """Send the newest checkpoint to every witness that has not seen what happened since; each on its own."""
    head = queries.head()
    if head is None:
        return []
    done = []
    for witness, where in _witnesses(settings.HOME.section("witness")):
        if not queries.news_for(where, head.size):
            continue
        try:
            answer = _deliver(witness, where, head, at)
        except OfficeError as fault:
            _log.warning("witness: %s", fault.en)
            done.append(Sent(witness, where, head.size, fault))
            continue
        note_witness(
            witness=witness, where=where, size=head.size, note=bytes(head.note), answer=answer,
            actor=system("witness"), at=at,
        )  # fmt: skip
        done.append(Sent(witness, where, head.size))
    return done


def _witnesses(section: Mapping[str, Any]) -> Iterator[tuple[Witness, str]]:
    kinds: tuple[tuple[str, Witness], ...] = (("folder", "file"), ("mail", "mail"), ("authority", "rfc3161"))
    for name, witness in kinds:
        named = section.get(name, [])
        for where in [named] if isinstance(named, str) else named:
            yield witness, str(where)


def _deliver(witness: Witness, where: str, head: Head, at: datetime) -> bytes:
    """Hand the checkpoint over; what comes back, if anything does."""
    note = bytes(head.note)
    try:
        match witness:
            case "file":
                _write(Path(where), f"checkpoint-{head.size:012}.txt", note)
            case "mail":
                _mail(where, head.size, note, at)
            case "rfc3161":
                return _stamp(where, note)
    except (OSError, SMTPException, urllib.error.URLError, ValueError) as error:
        raise WitnessAway(where, str(error)) from error
    return b""


def _write(folder: Path, name: str, note: bytes) -> None:
    """Write a file once; what is there already is not ours to change."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with (folder / name).open("xb") as file:
            file.write(note)
    except FileExistsError:
        if (folder / name).read_bytes() != note:
            raise WitnessDisagrees(str(folder / name)) from None


def _mail(where: str, size: int, note: bytes, at: datetime) -> None:
    day = at.date().isoformat()
    text = (
        f"{settings.OFFICE['origin']} の記録 {size} 件のチェックポイントです。このまま保管してください。\n"
        "後日「kitei record verify --checkpoint ファイル」で、記録が書き換えられていないことを確かめられます。\n\n"
        f"This is the checkpoint of {size} entries of the record of {settings.OFFICE['origin']}; please keep it.\n"
        "`kitei record verify --checkpoint FILE` later shows that nothing was rewritten.\n\n"
    ) + note.decode()
    subject = f"記録のチェックポイント / checkpoint {settings.OFFICE['origin']} {size} ({day})"
    message = EmailMessage(subject, text, to=[where])
    message.attach(f"checkpoint-{size:012}.txt", note.decode(), "text/plain")
    message.send()


def _stamp(where: str, note: bytes) -> bytes:
    named = settings.HOME.section("witness").get("certificate", "")
    certificates = stamps.read_certificates((settings.HOME.folder / str(named)).read_bytes())
    asked = stamps.question(note)
    if not where.startswith(("https://", "http://")):
        raise ValueError("http(s)")
    request = urllib.request.Request(  # noqa: S310 - the scheme was looked at
        where, data=asked.as_bytes(), headers={"Content-Type": "application/timestamp-query"}
    )
    with urllib.request.urlopen(request, timeout=TIMEOUT) as reply:  # noqa: S310
        answer: bytes = reply.read(MOST)
    stamps.check(answer, note, certificates, asked)
    return answer
