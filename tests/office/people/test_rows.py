"""The table as it is read holds every grant, and names everything in both languages."""

from __future__ import annotations

import pytest

from kitei.office.lawbook import law_of
from kitei.office.people.access import Reach, access_table
from kitei.office.people.access.acts import STEP
from kitei.office.people.access.rows import rows_by_role
from kitei.office.people.access.titles import ACT_TITLES


@pytest.mark.parametrize("key", ["josai", "iuj", "nihon-cst", "shibaura-it", "muroran-it"])
def test_no_grant_is_lost_and_none_is_made_up(key: str) -> None:
    law = law_of(key)
    expected = {(each.role, each.act, each.reach, each.procedure, each.step) for each in access_table(law)}
    shown: set[tuple[str, str, Reach, str | None, str | None]] = set()
    for each in rows_by_role(law):
        assert law.vocabulary.term("held_by", each.held, "ja")
        for row in each.rows:
            shown |= {(each.role, act, row.reach, row.procedure, None) for act in row.acts}
            shown |= {(each.role, STEP, row.reach, row.procedure, step) for step in row.steps}
    assert shown == expected


@pytest.mark.parametrize("key", ["josai", "iuj", "nihon-cst", "shibaura-it", "muroran-it"])
def test_every_act_has_a_name(key: str) -> None:
    assert {each.act for each in access_table(law_of(key))} <= set(ACT_TITLES)
