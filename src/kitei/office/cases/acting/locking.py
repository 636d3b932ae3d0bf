"""One act at a time on a case: the row is locked, and whoever comes second is told what happened meanwhile."""

from __future__ import annotations

from kitei.calendar import wareki
from kitei.office.cases.models import Case, StepDone
from kitei.office.ground.days import TOKYO
from kitei.office.ground.errors import OfficeError
from kitei.office.lawbook import Law, current
from kitei.office.record.services import CaseRef


class SomebodyWasFaster(OfficeError):
    """The case has moved since the page was shown: somebody else acted meanwhile.

    Attributes:
        number: the case.
    """

    def __init__(self, law: Law, case: Case, last: StepDone | None) -> None:
        self.number = case.number
        ja, en = _what(law, case, last)
        super().__init__(
            ja=f"{case.number} は、この画面を開いた後に進んでいます。{ja}。今の状態を見てから、もう一度行ってください",
            en=f"{case.number} has moved since this page was opened{en}; look at it as it is now, and act again",
        )


class NotRunning(OfficeError):
    """A case in which nothing can be done any more."""

    def __init__(self, case: Case) -> None:
        ja = {"closed": "終了", "withdrawn": "取下げ", "merged": "併合"}[case.state]
        day = case.closed_on or case.opened_on
        super().__init__(
            ja=f"{case.number} は {wareki(day)} に{ja}となっています。続けるには、理由を付けて再開してください",
            en=f"{case.number} was {case.state} on {day.isoformat()}; to go on, reopen it with a reason",
        )


class Erased(OfficeError):
    """A case whose key was destroyed."""

    def __init__(self, case: Case) -> None:
        super().__init__(
            ja=f"{case.number} の内容は消去済みです。書き足すことはできません",
            en=f"what {case.number} held is erased; nothing can be added",
        )


def locked(case: Case, *, seen: int | None = None, running: bool = True) -> Case:
    """The case as it stands, locked until the end of the transaction.

    Args:
        seen: the turn that the caller's page showed; `None` to act whatever has happened.
        running: refuse a case in which nothing is left to do.

    Raises:
        SomebodyWasFaster: the case has moved since.
        NotRunning, Erased: nothing can be done.
    """
    found: Case = Case.objects.select_for_update().get(pk=case.pk)
    if found.erased_on is not None:
        raise Erased(found)
    if seen is not None and seen != found.turn:
        raise faster(found)
    if running and not found.running:
        raise NotRunning(found) if case.turn == found.turn else faster(found)
    return found


def faster(case: Case) -> SomebodyWasFaster:
    """The error that tells what was done last."""
    return SomebodyWasFaster(current(), case, StepDone.objects.filter(case=case).order_by("-order").first())


def ref(case: Case) -> CaseRef:
    """The case as the record knows it."""
    return CaseRef(number=case.number, key=case.key)


def _what(law: Law, case: Case, last: StepDone | None) -> tuple[str, str]:
    """Who did what and when, without a name: whoever reads it may not be allowed to see more."""
    procedure = law.procedures.get(case.procedure)
    step = procedure.steps.get(last.step) if procedure and last else None
    if last is None or step is None:
        return "別の担当者が先に処理しました", ": somebody else was faster"
    time = last.at.astimezone(TOKYO)
    ja = f"{law.role_title(last.role, 'ja')}が {wareki(time.date())} {time:%H:%M} に「{step.title.ja}」を終えました"
    en = f': {law.role_title(last.role, "en")} finished "{step.title.en}" on {time:%Y-%m-%d at %H:%M}'
    return ja, en
