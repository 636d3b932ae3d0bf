"""Lives the year of an office, and closes its record: every act in the tree, and a signed checkpoint."""

from __future__ import annotations

from datetime import timedelta

from kitei.cli.demo.keeping import ENDS_AT
from kitei.cli.demo.living.year import CASES, spend
from kitei.cli.demo.plan import OfficePlan, office_plan
from kitei.office.ground import dice
from kitei.office.post.models import Outgoing
from kitei.office.record import sequencer

_MOMENT = timedelta(minutes=1)


def run(key: str, plan: OfficePlan | None = None, cases: int = CASES) -> None:
    """The same key, plan and number of cases give the same year."""
    with dice.seeded(f"kitei demo {key}"):
        spend(key, plan or office_plan(key), cases=cases)
    Outgoing.objects.all().delete()  # nobody reads the letters of people who do not exist
    while sequencer.integrate(at=ENDS_AT - _MOMENT):
        pass
