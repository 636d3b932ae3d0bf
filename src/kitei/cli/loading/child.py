"""What is done inside the office that is measured: `python -m … child TASK`, options as JSON on stdin."""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import django

django.setup()

from allauth.account.internal.flows.login import record_authentication  # noqa: E402
from django.conf import settings  # noqa: E402 - Django is set up first
from django.db import connection  # noqa: E402
from django.http import HttpRequest  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils.crypto import get_random_string  # noqa: E402

from kitei import clock  # noqa: E402
from kitei.office.cases import filling  # noqa: E402
from kitei.office.cases.models import Case  # noqa: E402
from kitei.office.cases.queries import Filters, list_page  # noqa: E402
from kitei.office.ground.actors import system  # noqa: E402
from kitei.office.lawbook import current  # noqa: E402
from kitei.office.people import access, services  # noqa: E402
from kitei.office.people.access import charge  # noqa: E402
from kitei.office.people.models import Account, Person, Unit  # noqa: E402
from kitei.office.record import queries as record  # noqa: E402
from kitei.office.record import sequencer  # noqa: E402
from kitei.office.record.verifying import verify  # noqa: E402

SETUP = system("setup")
UNITS = 8
PEOPLE = 8
PAGE = 50


def people() -> dict[str, Any]:
    """Units and office-holders, each with an account and a session signed in by a second factor; cookies by person."""
    at, law = clock.now(), current()
    if not Person.objects.exists():
        whole = services.add_unit(
            code="whole", title_ja="法人", title_en="Corporation", parent=None, kind="corporation", actor=SETUP, at=at
        )
        units = [
            services.add_unit(
                code=f"u{number}", title_ja=f"第{number}学部", title_en=f"Faculty {number}", parent=whole,
                kind="college", actor=SETUP, at=at,
            )
            for number in range(UNITS)
        ]  # fmt: skip
        roles = {
            role
            for name in filling.REQUESTED
            if name in law.procedures
            for role in charge.in_charge(law, law.procedures[name])
        }
        for number in range(PEOPLE):
            person = services.add_person(
                name=f"担当 {number}", email=f"p{number}@example.ac.jp", unit=units[number % UNITS], actor=SETUP, at=at
            )
            for role in sorted(roles):
                services.appoint(person=person, role=role, unit=whole, from_on=date(2020, 4, 1), actor=SETUP, at=at)
            invited = services.invite(person=person, actor=SETUP, at=at)
            services.accept_invitation(secret=invited.secret, password="correct horse battery staple", at=at)  # noqa: S106
    return {"sessions": [_session(account) for account in Account.objects.order_by("id")]}


def _session(account: Account) -> dict[str, str]:
    client = Client(headers={"host": "localhost"})
    client.force_login(account)
    signed_in = HttpRequest()
    signed_in.session = client.session
    record_authentication(signed_in, account, method="mfa", type="totp")
    signed_in.session.save()
    token = get_random_string(32)
    return {
        settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value,
        settings.CSRF_COOKIE_NAME: token,
    }


def counted() -> dict[str, Any]:
    """How many cases there are, and the last serial number of each year and kind."""
    last = filling.last_serials()
    return {"cases": Case.objects.count(), "last": [[year, kind, serial] for (year, kind), serial in last.items()]}


def fill(
    *, count: int, last: list[tuple[str, str, int]], seed: int = 1, part: int = 0, parts: int = 1
) -> dict[str, Any]:
    """So many more cases: one part of several."""
    plan = filling.Plan(
        units=list(Unit.objects.order_by("code")), until=clock.now(), seed=seed, part=part, parts=parts,
        last={(year, kind): serial for year, kind, serial in last},
    )  # fmt: skip
    for _ in filling.fill(plan, count):
        pass
    return {"made": count}


def settle() -> dict[str, Any]:
    """Acts taken into the tree, and the tables as the server's own upkeep would leave them."""
    begun, taken = time.perf_counter(), 0
    while some := sequencer.integrate(at=clock.now()):
        taken += some
    integrated = time.perf_counter() - begun
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE) cases_case, cases_task, cases_stepdone, record_act, record_pending, vault_key")
        cursor.execute("SELECT pg_database_size(current_database())")
        size = int(cursor.fetchone()[0])
    return {"taken": taken, "integrate_s": round(integrated, 1), "database_mb": round(size / 1e6)}


def places(*, far: int) -> dict[str, Any]:
    """Paths that are asked for: cases by number, and the mark of a far page."""
    powers = access.powers(Person.objects.order_by("email").first(), clock.today())
    newest = list(Case.objects.filter(state__in=Case.RUNNING).order_by("-opened_on", "-id")[:200])
    rows = Case.objects.order_by("-opened_on", "-id")
    at = max(min((far - 1) * PAGE, rows.count() - 2 * PAGE), 0)
    before = rows[at : at + 1].get()
    mark = list_page(powers, Filters(until=before.opened_on), None, 1).next
    return {
        "numbers": [case.number for case in newest],
        "mark": mark,
        "page": at // PAGE + 1,
        "seen": len(list_page(powers, Filters(), mark).lines),
    }


def checked() -> dict[str, Any]:
    """The whole record verified: tree, acts, and every row against its act."""
    head = record.head()
    begun, server = time.process_time(), time.perf_counter()
    report = verify()
    return {
        "leaves": head.size if head else 0,
        "clean": report.is_clean,
        "findings": [str(each) for each in report.findings[:5]],
        "rows": report.rows,
        "cpu_s": round(time.process_time() - begun, 1),
        "wall_s": round(time.perf_counter() - server, 1),
        "memory_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


TASKS: dict[str, Callable[..., dict[str, Any]]] = {
    "people": people,
    "counted": counted,
    "fill": fill,
    "settle": settle,
    "places": places,
    "checked": checked,
}
"""What can be done, by name."""


def main() -> None:
    """Do one task."""
    print(json.dumps(TASKS[sys.argv[1]](**json.loads(sys.stdin.read() or "{}"))))


if __name__ == "__main__":
    main()
