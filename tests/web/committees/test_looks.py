"""Every page of a meeting in a browser: axe finds nothing, nothing is wider than the screen, in both languages."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kitei.office.committees.counting import Choice
from kitei.office.committees.models import Meeting
from kitei.office.committees.services import agenda, closing, minuting, planning, recusing, voting
from kitei.office.committees.services.carrying import NewCondition, Proposal
from tests.office.committees.building import OWN, Committee, appeal, committee, on_agenda, opened, planned
from tests.web.committees.conftest import account_of

if TYPE_CHECKING:
    from tests.browser import Visitor

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("office")]

HOME = "/desk/committees/"
PICTURES = os.environ.get("KITEI_PICTURES")
"""A folder into which the pictures of all pages go, to be looked at."""


def told(made: Committee) -> tuple[Meeting, Meeting]:
    """One meeting that is over, with everything in it, and one that goes on."""
    first = appeal(made, ("receive", "admitted"), ("hear", "not_needed"))
    second = appeal(made, ("receive", "admitted"), ("hear", "not_needed"), name="髙橋 花子")
    third = appeal(made, ("receive", "admitted"), name="澤田 薫")
    del third
    over, now = planned(made), planned(made)
    for meeting, case in ((over, first), (now, second)):
        item = on_agenda(made, meeting, case, "deliberate")
        for document in case.documents.all():
            agenda.add_paper(item=item, paper=agenda.NewPaper(document=document), **made.by())
        note = agenda.NewPaper(
            title="論点の整理", filename="論点.txt", media_type="text/plain", content="論点".encode()
        )
        agenda.add_paper(item=item, paper=note, **made.by())
        agenda.add_matter(meeting=meeting, title="個人情報保護方針の改定について", presenter="総務課長", **made.by())
        opened(made, meeting)
        recusing.recuse(item=item, person=made.members[4], reason="申立人の指導教員である", **made.by())
        recusing.hear(item=item, name="葛城 﨑子", standing="principal", statement="記載は事実と異なる。", **made.by())
        recusing.take_down(item=item, record="資料1-1及び1-2に基づき、担当課の説明を聴いて審議した。", **made.by())
    item = over.items.get(position=1)
    ballots = {each.id: Choice.FOR for each in made.members[:3]} | {made.members[3].id: Choice.AGAINST}
    voting.vote(
        item=item,
        proposal=Proposal(
            outcome="partly",
            reason="所見のうち事実の記載は開示しても支障がない。",
            conditions=(NewCondition(text="評価の記載を除いて写しを作ること", actor="manager"),),
        ),
        ballots=voting.Ballots(votes=ballots, opinions={made.members[3].id: "全部に応じるべきである。"}),
        **made.by(),
    )
    recusing.take_down(item=over.items.get(position=2), record="説明を受けた。", state="reported", **made.by())
    closing.close(meeting=over, **made.by())
    minuting.issue(meeting=over, **made.by())
    minuting.correct(meeting=over, text="出席者のうち「委員 3」を「委員 03」に改める。", **made.by())
    return over, now


def pages(over: Meeting, now: Meeting, planned_one: Meeting) -> dict[str, str]:
    body = f"{HOME}bodies/operating_committee/"
    return {
        "list": HOME,
        "body": body,
        "rules": f"{body}rules",
        "plan": f"{body}plan",
        "planned": f"{HOME}meetings/{planned_one.id}/",
        "agenda": f"{HOME}meetings/{planned_one.id}/agenda",
        "over": f"{HOME}meetings/{over.id}/",
        "over-item": f"{HOME}meetings/{over.id}/items/1/",
        "now": f"{HOME}meetings/{now.id}/",
        "attendance": f"{HOME}meetings/{now.id}/attendance",
        "adjourn": f"{HOME}meetings/{now.id}/adjourn",
        "item": f"{HOME}meetings/{now.id}/items/1/",
        "vote": f"{HOME}meetings/{now.id}/items/1/vote/partly",
        "vote-matter": f"{HOME}meetings/{now.id}/items/2/vote",
    }


@pytest.mark.regulation("josai")
def test_every_page_reads_well_to_machines(visit: Callable[..., Visitor]) -> None:
    made = committee("operating_committee", own=OWN | {"circulation": "as_meeting", "notice_days": 7})
    over, now = told(made)
    coming = planning.plan(body=made.body, unit=None, when=planning.Plan(held_on=over.held_on), **made.by())
    account = account_of(made.secretary)
    found: list[str] = []

    for lang, size in (("ja", "laptop"), ("en", "phone")):
        visitor = visit(account, lang=lang, size=size)
        for name, path in pages(over, now, coming).items():
            visitor.open(path)
            found += visitor.findings()
            _picture(visitor, f"{name}-{lang}-{size}")
    member = visit(account_of(made.members[2]))
    for name, path in (("member-list", HOME), ("member-item", f"{HOME}meetings/{now.id}/items/1/")):
        member.open(path)
        found += member.findings()
        _picture(member, name)

    assert found == []


def _picture(visitor: Any, name: str) -> None:
    if PICTURES:
        visitor.picture(Path(PICTURES) / f"{name}.png")
