"""From the open step of a case to a decision of the body, its conditions and the minutes."""

from __future__ import annotations

from datetime import date

import pytest

from kitei.office.cases.models import Document, StepDone, Task
from kitei.office.committees.counting import Choice
from kitei.office.committees.models import AgendaItem, Meeting, Motion
from kitei.office.committees.services import closing, minuting, recusing, voting
from kitei.office.committees.services.carrying import NewCondition, Proposal
from kitei.office.committees.services.voting import Ballots
from kitei.office.record.models import Act
from tests.office.committees.building import OWN, appeal, committee, on_agenda, opened, planned

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]

FOR, AGAINST = Choice.FOR, Choice.AGAINST


@pytest.mark.regulation("josai")
def test_a_carried_vote_takes_the_step_of_the_case_with_one_leaf_for_both() -> None:
    made = committee("operating_committee", own=OWN)
    case = appeal(made, ("receive", "admitted"), ("hear", "not_needed"))
    meeting = planned(made)
    item = on_agenda(made, meeting, case, "deliberate")
    opened(made, meeting, present=4)
    before = Act.objects.count()

    motion = voting.vote(
        item=item,
        proposal=Proposal(
            outcome="partly",
            conditions=(NewCondition(text="黒塗りの範囲を確かめること", actor="manager", due_on=date(2026, 12, 20)),),
        ),
        ballots=Ballots(
            votes={each.id: FOR for each in made.members[:3]} | {made.members[3].id: AGAINST},
            opinions={made.members[3].id: "全部に応じるべきである"},
        ),
        **made.by(),
    )

    assert Act.objects.count() == before + 1
    act = Act.objects.latest("id")
    assert (act.name, act.case, act.role) == ("meeting.voted", case.number, "secretariat")
    assert motion.result == Motion.Result.CARRIED
    assert motion.step == StepDone.objects.get(case=case, step="deliberate", outcome="partly")
    assert AgendaItem.objects.get(pk=item.pk).state == AgendaItem.State.DECIDED
    task = Task.objects.get(case=case, kind="condition")
    assert (task.ref, task.actor, task.due_on) == (motion.conditions.get().id, "manager", date(2026, 12, 20))
    assert Task.objects.filter(case=case, step="answer", done_at__isnull=True).exists()


@pytest.mark.regulation("iuj")
def test_the_chair_decides_a_tie_and_the_minutes_say_so() -> None:
    made = committee("committee", members=6)
    case = appeal(made, ("receive", "passed_on"))
    meeting = planned(made)
    item = on_agenda(made, meeting, case, "form-panel")
    opened(made, meeting, present=4)
    proposal = Proposal(outcome="formed")

    tied = voting.vote(
        item=item,
        proposal=proposal,
        ballots=Ballots(
            votes={each.id: choice for each, choice in zip(made.members[:4], [FOR, FOR, AGAINST, AGAINST], strict=True)}
        ),
        **made.by(),
    )
    assert tied.result == Motion.Result.TIE
    assert not StepDone.objects.filter(case=case, step="form-panel").exists()
    decided = voting.cast(motion=tied, carried=True, proposal=proposal, **made.by(made.chair))

    assert (decided.result, decided.casting) == (Motion.Result.CARRIED, True)
    assert StepDone.objects.get(case=case, step="form-panel").outcome == "formed"
    extract = Document.objects.get(case=case, form="office:minutes")
    assert extract.pdf.startswith(b"%PDF")
    assert "委員長が可とした" in extract.values["items"][0]["record"]
    recusing.take_down(item=item, record="決定に関わった委員を外すことを確かめた。", **made.by())
    closing.close(meeting=meeting, **made.by())
    minutes = minuting.issue(meeting=meeting, **made.by())
    assert minutes.pdf.startswith(b"%PDF")
    said = minutes.values["items"][0]
    assert "委員長が可とした" in said["record"]
    assert said["votes"] == "2−2"
    assert "委員6名中4名出席" in minutes.values["quorum"]
    added = minuting.correct(meeting=meeting, text="賛成の委員の氏名を改める。", **made.by())
    assert added.position == 1
    assert Meeting.objects.get(pk=meeting.pk).state == Meeting.State.CLOSED
