"""Lives the year of an office, and closes its record: every act in the tree, and a signed checkpoint."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import Q

from kitei.cli.demo.keeping import ENDS_AT
from kitei.cli.demo.living.year import CASES, spend
from kitei.cli.demo.plan import OfficePlan, office_plan
from kitei.office.cases.models import Case
from kitei.office.ground import dice
from kitei.office.post.models import Outgoing
from kitei.office.record import sequencer
from kitei.premises.home import write_private

_MOMENT = timedelta(minutes=1)
SECRETS = "requests.key"
"""The file that holds them, a number and its secret on each line."""


def run(key: str, plan: OfficePlan | None = None, cases: int = CASES) -> None:
    """The same key, plan and number of cases give the same year."""
    with dice.seeded(f"kitei demo {key}"):
        staff = spend(key, plan or office_plan(key), cases=cases)
    Outgoing.objects.all().delete()  # nobody reads the letters of people who do not exist
    _tell(staff.secrets)
    while sequencer.integrate(at=ENDS_AT - _MOMENT):
        pass


def _tell(secrets: Mapping[str, str]) -> None:
    """Keep the secrets of a few requests beside the keys: who practises follows them as whoever asked."""
    rows = Case.objects.filter(number__in=list(secrets)).order_by("-opened_on", "-id")
    wanted = (Q(outcome_effect="refused"), Q(outcome_effect="granted"), Q(state__in=Case.RUNNING))
    found = [case.number for each in wanted if (case := rows.filter(each, erased_on__isnull=True).first()) is not None]
    told = "\n".join(f"{number} {secrets[number]}" for number in dict.fromkeys(found))
    write_private(Path(settings.OFFICE["keys"]) / SECRETS, told)
