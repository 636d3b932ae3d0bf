"""Taking a step: every check, and the rows it makes. Nothing is saved here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kitei.office.cases.acting.judging import Judged, check_against, judge
from kitei.office.cases.acting.locking import faster
from kitei.office.cases.acting.permits import Deed, Taker, taker
from kitei.office.cases.acting.printing import document_of, notice_for
from kitei.office.cases.models import Case, StepDone
from kitei.office.cases.noticing import about_notice
from kitei.office.cases.running import Run, facts_in_guards, run_of
from kitei.office.cases.values import PaperDraft
from kitei.office.ground.errors import OfficeError
from kitei.office.ground.rows import ActedRow
from kitei.office.lawbook import Law
from kitei.office.people.access import CaseSight
from kitei.predicates.expression import Case as Asked
from kitei.predicates.expression import truth
from kitei.procedures.procedure import Outcome, Step
from kitei.procedures.progress import Next


class StepNotOpen(OfficeError):
    """A step that cannot be taken now.

    Attributes:
        open: the steps that can.
    """

    def __init__(self, case: Case, step: str, run: Run) -> None:
        self.open = tuple(each.step.id for each in run.progress.steps)
        known = run.procedure.steps.get(step)
        titles_ja = "、".join(f"「{each.step.title.ja}」" for each in run.progress.steps) or "なし"
        titles_en = ", ".join(f'"{each.step.title.en}"' for each in run.progress.steps) or "none"
        super().__init__(
            ja=f"{case.number} では「{known.title.ja if known else step}」を今は行えません。"
            f"今できるのは {titles_ja} です",
            en=f'in {case.number} "{known.title.en if known else step}" cannot be done now; open: {titles_en}',
        )


class NoSuchOutcome(OfficeError):
    """A way in which a step cannot end, or not on these facts.

    Attributes:
        open: the ways in which it can.
    """

    def __init__(self, each: Next, outcome: str) -> None:
        self.open = tuple(way.id for way in each.outcomes)
        ja = "、".join(f"{way.id}({way.title.ja})" for way in each.outcomes)
        en = ", ".join(f"{way.id} ({way.title.en})" for way in each.outcomes)
        super().__init__(
            ja=f"「{each.step.title.ja}」を `{outcome}` で終えることはできません。できるのは {ja} です",
            en=f'"{each.step.title.en}" cannot end in `{outcome}`; it can end in {en}',
        )


class GuardUnknown(OfficeError):
    """A step of which the known facts do not say whether it is needed.

    Attributes:
        facts: the facts on which it hangs.
    """

    def __init__(self, law: Law, each: Next) -> None:
        self.facts = tuple(fact.id for fact in facts_in_guards(each.step))
        named = [law.vocabulary.facts[name] for name in self.facts if name in law.vocabulary.facts]
        super().__init__(
            ja=f"「{each.step.title.ja}」が要るかどうかは、次の事実で決まります: "
            f"{'、'.join(fact.ja for fact in named)}。先に入力してください",
            en=f'whether "{each.step.title.en}" is needed hangs on: {", ".join(fact.en for fact in named)}; '
            "enter that first",
        )


class GroundMissing(OfficeError):
    """An outcome that needs a legal ground, and none of its grounds was named.

    Attributes:
        grounds: those it can rest on.
    """

    def __init__(self, outcome: Outcome, ground: str | None) -> None:
        self.grounds = outcome.grounds
        listed = ", ".join(outcome.grounds) or "–"
        super().__init__(
            ja=f"「{outcome.title.ja}」の理由として `{ground or ''}` は選べません。選べるのは {listed} です",
            en=f'"{outcome.title.en}" cannot rest on `{ground or ""}`; choose one of {listed}',
        )


class ReasonMissing(OfficeError):
    """Something that needs a reason in writing."""

    def __init__(self, ja: str, en: str) -> None:
        super().__init__(
            ja=f"「{ja}」には理由が必要です。理由を書いてください", en=f'"{en}" needs a reason; write it down'
        )


class NeedsMeeting(OfficeError):
    """A body's decision that did not come from a meeting: no vote, no quorum.

    Attributes:
        body: whose step it is.
    """

    def __init__(self, law: Law, case: Case, step: Step) -> None:
        self.body = step.actor
        ja, en = law.role_title(step.actor, "ja"), law.role_title(step.actor, "en")
        super().__init__(
            ja=f"「{step.title.ja}」は{ja}が会議（又は持ち回り）で議決することです。"
            f"{case.number} を議題にして採決してください",
            en=f'"{step.title.en}" is for the {en} to decide by vote, sitting or by circulation; '
            f"put {case.number} on the agenda of a meeting",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """A step as it is asked for.

    Attributes:
        voted: the body whose step it is decided it by vote.
    """

    step: str
    outcome: str
    ground: str | None = None
    reason: str | None = None
    document: PaperDraft | None = None
    voted: bool = False


def by_meeting(law: Law, step: Step) -> bool:
    """Whether a step is a body's, and its decision comes from a meeting."""
    return step.meeting and step.actor in law.bodies


@dataclass(frozen=True, slots=True)
class Taken:
    """A step as it was taken.

    Attributes:
        rows: the rows it makes, in an order in which they can be saved.
        payload: what the record keeps of it. clauses: those it rests on.
    """

    row: StepDone
    taker: Taker
    rows: tuple[ActedRow, ...]
    payload: Mapping[str, Any]
    clauses: tuple[str, ...]


def take(
    law: Law, case: Case, done: Sequence[StepDone], taking: Taking, deed: Deed, sight: CaseSight | None = None
) -> Taken:
    """Take a step of a case that is locked.

    Args:
        done: all steps taken so far.
        sight: what decides who may see the case, if it is at hand; for a case only now being opened it must be given.

    Raises:
        SomebodyWasFaster: the step was taken meanwhile.
        StepNotOpen, NoSuchOutcome, GuardUnknown, GroundMissing, ReasonMissing: it cannot be taken so.
        NotPermitted, NotYours, WithoutPowers: not by this actor. NeedsMeeting: not without a body's vote.
        StillUnknown, AgainstEngine: the engine does not bear it out, and no reason is given.
        NoticeMissing, NoSuchPaper, PaperNotReady: the paper that goes with it is not ready.
    """
    each, outcome = _open(law, case, done, taking, deed)
    acting = taker(deed, sight or case, each.step)
    if by_meeting(law, each.step) and not taking.voted:
        raise NeedsMeeting(law, case, each.step)
    ground = _ground(outcome, taking.ground)
    reason = (taking.reason or "").strip() or None
    judged = None
    if each.step.question:
        known = about_notice(law.procedures[case.procedure], each.step.question, case.facts, done)
        judged = judge(law, case, each.step.question, deed, known)
    against = judged is not None and check_against(law, judged.decision, outcome, reason)
    if outcome.reason and reason is None:
        raise ReasonMissing(outcome.title.ja, outcome.title.en)
    row = StepDone(
        id=deed.new_id(),
        key=case.key,
        case=case,
        order=len(done) + 1,
        step=each.step.id,
        outcome=outcome.id,
        effect=outcome.effect,
        ground=ground or "",
        by_id=acting.actor.person,
        role=acting.role,
        acted_for=acting.acted_for,
        against_engine=against,
        decision=judged.row if judged else None,
        at=deed.at,
        reason=reason,
    )
    paper = notice_for(law, case, outcome, taking.document, reason)
    papers = [document_of(law, case, paper, deed, step=row)] if paper else []
    clauses = tuple(dict.fromkeys((*each.step.clauses, *outcome.clauses)))
    said = _payload(row, reason, judged, [document.form for document in papers])
    return Taken(row, acting, (*(judged.new if judged else ()), row, *papers), said, clauses)


def _open(law: Law, case: Case, done: Sequence[StepDone], taking: Taking, deed: Deed) -> tuple[Next, Outcome]:
    run = run_of(law, case, done, deed.day)
    each = run.open(taking.step)
    if each is None:
        if any(row.step == taking.step for row in run.counted):
            raise faster(case)
        raise StepNotOpen(case, taking.step, run)
    if truth(each.step.when, Asked(run.facts, deed.day)) is None:
        raise GuardUnknown(law, each)
    outcome = next((way for way in each.outcomes if way.id == taking.outcome), None)
    if outcome is None:
        raise NoSuchOutcome(each, taking.outcome)
    return each, outcome


def _ground(outcome: Outcome, ground: str | None) -> str | None:
    if bool(outcome.grounds) != bool(ground) or (ground and ground not in outcome.grounds):
        raise GroundMissing(outcome, ground)
    return ground


def _payload(row: StepDone, reason: str | None, judged: Judged | None, papers: list[str]) -> dict[str, Any]:
    said: dict[str, Any] = {"step": row.step, "outcome": row.outcome, "order": row.order}
    said |= {"ground": row.ground} if row.ground else {}
    said |= {"reason": reason} if reason else {}
    said |= {"acted_for": row.acted_for} if row.acted_for else {}
    said |= {"papers": papers} if papers else {}
    if judged:
        answer = judged.decision.answer
        said |= {"question": answer.question, "engine": answer.outcome, "against_engine": row.against_engine}
    return said
