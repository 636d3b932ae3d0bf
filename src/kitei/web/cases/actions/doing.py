"""The calls and the inputs that several actions share."""

from __future__ import annotations

from datetime import date
from typing import Any

from kitei.office.cases import queries
from kitei.office.cases.models import Case
from kitei.office.cases.services import assigning, deciding, documents, merging, transferring
from kitei.office.cases.services.aside import erasing
from kitei.office.cases.values import FileDraft
from kitei.office.people import queries as rows
from kitei.office.people.models import Person
from kitei.office.requests.queries.answers import Beside
from kitei.web.cases.actions.kinds import Entry, NotConfirmed, NothingChosen, Sent
from kitei.web.cases.finding import case_for
from kitei.web.look.desk import Desk
from kitei.web.look.showing import naming as words
from kitei.web.look.words import language, t

MOST_COLLEAGUES = 500


def always(case: Case, _: Beside) -> bool:
    """Whether anything is left to add to."""
    return case.erased_on is None


def reason(help_ja: str, help_en: str) -> Entry:
    """A reason in writing."""
    return Entry(name="reason", kind="area", label=t("理由", "Reason"), help=t(help_ja, help_en))


def body(label_ja: str, label_en: str, help_ja: str = "", help_en: str = "") -> Entry:
    """A text."""
    return Entry(name="body", kind="area", label=t(label_ja, label_en), help=t(help_ja, help_en))


def channels(*names: str) -> Entry:
    """How something was said."""
    return Entry(
        name="channel",
        kind="select",
        label=t("手段", "How"),
        options=tuple((each, words.channel(each)) for each in names),
    )


def people(case: Case, desk: Desk) -> tuple[Entry, ...]:
    """Who may be given the case: those of its unit."""
    found = tuple((str(each.pk), each.name) for each in _colleagues(case, desk.today))
    none = t("だれにも割り当てない（部署に戻す）", "Nobody (back to the unit)")
    return (Entry(name="person", kind="select", label=t("担当者", "Person"), options=found, required=False, none=none),)


def units(case: Case, desk: Desk) -> tuple[Entry, ...]:
    """The other units."""
    del desk
    lang = language()
    found = tuple(
        (str(row.unit.pk), "　" * row.depth + row.unit.title(lang))
        for row in rows.units_tree()
        if row.unit.pk != case.unit_id
    )
    return (
        Entry(
            name="unit",
            kind="select",
            label=t("移送先の部署", "Unit"),
            options=found,
            none=t("選んでください", "Choose"),
        ),
        reason("移送先の部署に伝わります。", "The other unit reads it."),
    )


def assign(sent: Sent) -> object:
    """Give the case to a person, or back to the unit."""
    key = sent.text("person")
    person = next((each for each in _colleagues(sent.case, sent.desk.today) if str(each.pk) == key), None)
    return assigning.assign(case=sent.case, person=person, seen=sent.seen, **sent.common)


def transfer(sent: Sent) -> object:
    """Hand it on."""
    unit = next((row.unit for row in rows.units_tree() if str(row.unit.pk) == sent.text("unit")), None)
    if unit is None:
        raise NothingChosen("移送先の部署", "a unit")
    return transferring.transfer(case=sent.case, unit=unit, reason=sent.text("reason"), seen=sent.seen, **sent.common)


def merge(sent: Sent) -> object:
    """Merge it into a case this person may see as well."""
    into = case_for(sent.desk, sent.text("into"))
    return merging.merge(case=sent.case, into=into, reason=sent.text("reason"), seen=sent.seen, **sent.common)


def attach(sent: Sent) -> object:
    """Keep a file."""
    file = sent.files.get("file")
    if file is None:
        raise NothingChosen("ファイル", "a file")
    purpose: Any = sent.text("purpose") or "other"
    draft = FileDraft(
        filename=file.name or "file", content=file.read(), media_type=file.content_type or "", purpose=purpose
    )
    return documents.attach(case=sent.case, file=draft, **sent.common)


def keep(sent: Sent) -> object:
    """Keep what the engine says: to the question of the first open step that has one, or of the procedure."""
    standing = queries.progress(sent.case, sent.desk.today)
    question = next((each.question for each in standing.now if each.question), None) or standing.procedure.question
    return deciding.store_decision(case=sent.case, question=question, **sent.common)


def erase(sent: Sent) -> object:
    """Destroy the key, once the number was typed."""
    if sent.text("number") != sent.case.number:
        raise NotConfirmed(sent.case.number)
    return erasing.destroy_key(case=sent.case, reason=sent.text("reason"), **sent.common)


def _colleagues(case: Case, on: date) -> tuple[Person, ...]:
    found, _ = rows.persons_page(on, unit=case.unit, size=MOST_COLLEAGUES)
    return tuple(each.person for each in found if each.person.works_on(on))
