"""A request while it is being written: the draft behind it, what was entered, and how far it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest

from kitei.office.requests.models import Draft
from kitei.office.requests.services import drafts
from kitei.portal.filing.fields import Sheet
from kitei.portal.filing.reading import Fault, faults_of, values_of
from kitei.portal.filing.sheets import Filed
from kitei.portal.shared.limits import DRAFTS_OF_ADDRESS, address_of, spend
from kitei.portal.shared.visits import draft_of
from kitei.regulations.schema.words import Language

PRINCIPAL = "principal"


@dataclass(frozen=True, slots=True)
class Writing:
    """What a visitor has written so far.

    Attributes:
        token: of the draft; `None` while nothing was saved.
        entered: by field of the form, as the inputs carry it.
        claimant: who asks. kind: the kind of request meant, where what was ticked stands for several.
        against: number and secret of the case whose outcome is challenged.
    """

    filed: Filed
    on: date
    token: str | None = None
    draft: Draft | None = None
    entered: Mapping[str, Any] = field(default_factory=dict)
    claimant: str = PRINCIPAL
    kind: str = ""
    email: str = ""
    against: tuple[str, str] | None = None

    @property
    def known(self) -> dict[str, Any]:
        """What was entered, with what the form says by itself."""
        preset = self.filed.preset(self.claimant, self.on)
        always = {name: preset.pop(name) for name in self._given() if name in preset}
        return {**preset, **self.entered, **always}

    def sheet(self, language: Language) -> Sheet:
        """The form as it stands, for a page."""
        return Sheet(self.filed.law, self.filed.form, self.known, self.on, language, self.filed.complete)

    def shown(self, sheet: str) -> tuple[str, ...]:
        """The fields of a page that matter."""
        return self.filed.shown(sheet, self.known, self.claimant, on=self.on)

    def faults(self, sheet: str, language: Language) -> tuple[Fault, ...]:
        """What is wrong on a page."""
        shown = self.shown(sheet)
        found = list(faults_of(self.filed.form, self.known, shown, on=self.on, language=language))
        unnamed = (name for name in shown if self.filed.names_agent(name) and not self.known.get(name))
        for name in unnamed if self.claimant != PRINCIPAL else ():
            label = self.filed.form.field(name).of(language)
            said = f"「{label}」を入力してください。" if language == "ja" else f"Enter “{label}”."
            found.append(Fault(name, label, said))
        return tuple(found)

    def values(self) -> dict[str, Any]:
        """The values of the form, of the fields that matter."""
        shown = {name for sheet in self.filed.sheets() for name in self.shown(sheet)} | set(self._given())
        return values_of(self.filed.form, {name: each for name, each in self.known.items() if name in shown})

    def with_entries(self, entered: Mapping[str, Any]) -> Writing:
        """With more entered."""
        return replace(self, entered={**self.entered, **entered})

    def _given(self) -> tuple[str, ...]:
        """The fields that nobody types: the day, and who asks."""
        who = (self.filed.filing.claimant_field,) if self.filed.filing.claimant_field else ()
        return (*self.filed.filed_on, *who)


def taken_up(request: HttpRequest, filed: Filed, at: datetime, on: date) -> Writing:
    """What the visitor was writing for this procedure; nothing yet where there is no draft of it."""
    token = draft_of(request)
    if token is None:
        return Writing(filed, on)
    try:
        draft = drafts.resume_draft(token=token, at=at)
    except drafts.NoSuchDraft:
        return Writing(filed, on)
    if draft.procedure != filed.procedure.id:
        return Writing(filed, on)
    return read(filed, draft, token, on)


def read(filed: Filed, draft: Draft, token: str, on: date) -> Writing:
    """What a draft holds."""
    kept = draft.entered if isinstance(draft.entered, dict) else {}
    fields = kept.get("fields")
    claimant = str(kept.get("claimant", PRINCIPAL))
    return Writing(
        filed,
        on,
        token,
        draft,
        entered=fields if isinstance(fields, dict) else {},
        claimant=claimant if claimant in filed.claimants else PRINCIPAL,
        kind=str(kept.get("kind", "")),
        against=_pair(kept.get("against")),
        email=str(draft.email or ""),
    )


def save(request: HttpRequest, writing: Writing, at: datetime, language: Language) -> Writing:
    """Keep what was written.

    Raises:
        TooManyTries: too many drafts were begun from this address.
        DraftTooLarge: more was entered than a draft holds.
    """
    if writing.token is None:
        spend(DRAFTS_OF_ADDRESS, address_of(request))
    saved = drafts.save_draft(
        procedure=writing.filed.procedure.id,
        entered={
            "fields": dict(writing.entered),
            "claimant": writing.claimant,
            "kind": writing.kind,
            "against": list(writing.against or ()),
        },
        at=at,
        email=writing.email,
        language=language,
        token=writing.token,
    )
    return replace(writing, token=saved.token, draft=saved.draft)


def _pair(kept: object) -> tuple[str, str] | None:
    return (str(kept[0]), str(kept[1])) if isinstance(kept, list) and len(kept) == 2 else None
