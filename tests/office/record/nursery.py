"""Raises processes that are to be killed: it has loaded Django already, and forks writers and sequencers on command.

A command is a line of JSON on stdin: `{"fork": "write", "file": …}`, `{"fork": "sequence"}`, `{"check": [files]}`. What
was acknowledged to a writer stands in its file, a line for every act, before the next one begins.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

import django

django.setup()

from django.db import Error, connection, transaction  # noqa: E402 - Django is set up first

from kitei import clock  # noqa: E402
from kitei.office.ground.actors import Actor  # noqa: E402
from kitei.office.ground.identifiers import new_id  # noqa: E402
from kitei.office.people.models import Unit  # noqa: E402
from kitei.office.record import sequencer  # noqa: E402
from kitei.office.record.models import Act, Leaf, Tile  # noqa: E402
from kitei.office.record.services import write  # noqa: E402
from kitei.office.record.verifying import verify  # noqa: E402

CLERK = Actor("person:k3v9w2mz", "clerk")


def write_on(file: str, *, durable: bool = True) -> None:
    """Act after act until killed: a new row, and the row before changed."""
    done = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    before: list[Unit] = []
    with connection.cursor() as cursor:
        cursor.execute(f"SET synchronous_commit = {'on' if durable else 'off'}")
    while True:
        at = clock.now()
        unit = Unit(id=new_id(at), code=new_id(at).hex, title_ja="課", title_en="Unit", kind="office")
        for row in before:
            row.title_ja = "室"
        with transaction.atomic():
            act = write(
                act="unit.added", actor=CLERK, at=at, payload={"code": unit.code}, case=None, rows=[*before, unit]
            )
        os.write(done, f"{act} {unit.id}\n".encode())
        before = [unit]


def sequence_on() -> None:
    """Integrate until killed."""
    while True:
        sequencer.integrate(at=clock.now(), most=7)


def check(files: list[str]) -> dict[str, Any]:
    """What was acknowledged and is not there; what a verification finds before and after the tree has caught up."""
    acknowledged = [line.split() for file in files for line in _lines(file)]
    acts = {int(act) for act, _ in acknowledged}
    units = {unit for _, unit in acknowledged}
    lost = acts - set(Act.objects.filter(id__in=acts).values_list("id", flat=True))
    gone = units - {str(unit) for unit in Unit.objects.filter(id__in=units).values_list("id", flat=True)}
    found = [str(finding) for finding in verify().findings]
    sequencer.find_forgotten(at=clock.now())
    while sequencer.integrate(at=clock.now()):
        pass
    report = verify()
    return {
        "acknowledged": len(acts), "lost": sorted(lost), "rows_lost": sorted(gone),
        "findings": found + [str(finding) for finding in report.findings],
        "acts": report.acts, "placed": Leaf.objects.count(), "tiles": Tile.objects.count(),
    }  # fmt: skip


def _lines(file: str) -> list[str]:
    try:
        with open(file, encoding="ascii") as read:  # noqa: PTH123 - a name, no path
            return read.read().split("\n")[:-1]
    except FileNotFoundError:
        return []


def _child(command: dict[str, Any]) -> int:
    pid = os.fork()
    if pid:
        return pid
    try:
        if command["fork"] == "write":
            write_on(command["file"], durable=command.get("durable", True))
        else:
            sequence_on()
    except Error:
        pass  # the database was killed
    finally:
        os._exit(0)


def main() -> None:
    """Obey until stdin ends."""
    for line in sys.stdin:
        command = json.loads(line)
        if "fork" in command:
            answer: Any = _child(command)
        elif "reap" in command:
            answer = [os.waitpid(pid, 0)[0] for pid in command["reap"]]
        else:
            answer = check(command["check"])
            connection.close()  # children must not share it
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


main()
