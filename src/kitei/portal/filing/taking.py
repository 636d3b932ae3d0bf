"""What one page of a request takes from the browser, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest

from kitei.portal.filing.reading import Fault, typed
from kitei.portal.filing.sheets import PERSON, WHO, WISH
from kitei.portal.filing.writing import Writing
from kitei.portal.shared.answering import t
from kitei.regulations.schema.words import Language

_LONGEST_EMAIL = 254
_KIND = "kind"


@dataclass(frozen=True, slots=True)
class Taken:
    """A page as it came back.

    Attributes:
        wrong: what is wrong with what is asked beside the form.
        more: the answers call for fields that the page did not have; that is no mistake of the visitor's.
    """

    writing: Writing
    faults: tuple[Fault, ...]
    wrong: tuple[Fault, ...]
    more: bool

    @property
    def right(self) -> bool:
        """Whether the next page may come."""
        return not self.faults and not self.wrong and not self.more


def take(request: HttpRequest, writing: Writing, sheet: str, language: Language) -> Taken:
    """Read a page that was sent."""
    sent = request.POST
    before = set(writing.shown(sheet))
    after = writing.with_entries(typed(writing.filed.form, before, sent))
    wrong: list[Fault] = []
    if sheet == WHO:
        after = _claimant(after, sent.get("claimant", ""), wrong)
    if sheet == PERSON:
        after = _email(after, sent.get("email", ""), wrong)
    if sheet == WISH:
        after = replace(after, kind=sent.get("kind", ""))
        asked_before = bool(writing.filed.open_kinds(writing.known))
        wrong.extend(each for each in kind_faults(after, language) if each.field != _KIND or asked_before)
    fresh = set(after.shown(sheet)) - before
    opened = bool(after.filed.open_kinds(after.known)) and not writing.filed.open_kinds(writing.known)
    faults = tuple(fault for fault in after.faults(sheet, language) if fault.field not in fresh)
    return Taken(after, faults, tuple(wrong), more=bool(fresh) or (sheet == WISH and opened))


def kind_faults(writing: Writing, language: Language) -> tuple[Fault, ...]:
    """That nothing was ticked which this procedure deals with, or that it is still open what is meant."""
    plan = writing.filed
    ticked = writing.known.get(str(plan.filing.kind), ())
    own = plan.own_choices()
    if ticked and own and not any(choice.id in ticked for choice in own):
        named = t("、", ", ").join(
            f"「{choice.of(language)}」" if language == "ja" else choice.of(language) for choice in own
        )
        label = plan.form.field(str(plan.filing.kind)).of(language)
        said = t(
            f"この手続では、{label}の{named}のどれかを選んでください。",
            f"For this procedure tick at least one of: {named}.",
        )
        return (Fault(str(plan.filing.kind), label, said),)
    kinds = plan.open_kinds(writing.known)
    if kinds and writing.kind not in kinds:
        return (Fault(_KIND, "", t("どれを求めるかを選んでください。", "Say which of these you ask for.")),)
    return ()


def _claimant(writing: Writing, claimant: str, wrong: list[Fault]) -> Writing:
    if claimant not in writing.filed.claimants:
        wrong.append(
            Fault(
                "claimant", "", t("だれの情報についての請求かを選んでください。", "Say whose information it is about.")
            )
        )
        return writing
    return replace(writing, claimant=claimant)


def _email(writing: Writing, email: str, wrong: list[Fault]) -> Writing:
    email = email.strip()
    try:
        if email:
            validate_email(email)
    except ValidationError:
        email_wrong = len(email) <= _LONGEST_EMAIL
    else:
        email_wrong = False
    if email_wrong or len(email) > _LONGEST_EMAIL:
        wrong.append(
            Fault(
                "email",
                "",
                t(
                    "メールアドレスの形が正しくありません。例：taro@example.ac.jp",
                    "This is no e-mail address. One looks like this: taro@example.ac.jp",
                ),
            )
        )
        return replace(writing, email=email[:_LONGEST_EMAIL])
    return replace(writing, email=email)
