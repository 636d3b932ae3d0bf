"""Reading a paper that comes in: for which procedure, filled in as it must be, by somebody who may."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from kitei.filings.book import Book, NotFiledHere
from kitei.filings.filing import Appealed, Asked, FilingFault, read_filing
from kitei.forms.definition import Form
from kitei.forms.values import BadValues, ValueFault, Values, read_values
from kitei.office.ground.errors import OfficeError
from kitei.regulations.schema.filings import Claimant, Filing


class NotFiled(OfficeError):
    """A paper that cannot be taken as it is: for the procedure, for whoever asks, or for what was ticked."""


class NotFilledIn(OfficeError):
    """Entries of a form that are missing or cannot be read.

    Attributes:
        form: the form. faults: every fault, in the order of the form.
    """

    def __init__(self, form: str, faults: Sequence[ValueFault]) -> None:
        self.form, self.faults = form, tuple(faults)
        shown = ", ".join(f"{fault.path}({fault.expected})" for fault in self.faults)
        super().__init__(
            ja=f"`{form}` に不足又は誤りがあります: {shown}", en=f"`{form}` is not filled in as it must be: {shown}"
        )


def filing_of(book: Book, procedure: str) -> Filing:
    """How a procedure is filed.

    Raises:
        NotFiled: nobody files it.
    """
    try:
        return book.filing(procedure)
    except NotFiledHere as error:
        raise NotFiled(
            ja=f"手続 `{procedure}` は申出によるものではありません。申し出られるのは {', '.join(error.known)} です",
            en=str(error),
        ) from error


def read_paper(
    book: Book,
    procedure: str,
    values: Mapping[str, Any],
    came_on: date,
    *,
    claimant: Claimant | None,
    kind: str | None,
    appealed: Appealed | None,
    partial: bool,
) -> tuple[tuple[Asked, ...], Values]:
    """What a paper asks for, and what was filled in.

    Args:
        partial: entries may be missing; what the institution itself fills in is taken then, and else left out.

    Raises:
        NotFiled: the procedure is not started so, or not by this person, or not for this kind.
        NotFilledIn: entries are missing or cannot be read.
    """
    filing = filing_of(book, procedure)
    form = book.form(filing.form).form
    given = values if partial else {name: each for name, each in values.items() if not _of_office(form, name)}
    try:
        read = read_values(form, given, on=came_on, partial=partial)
    except BadValues as error:
        raise NotFilledIn(filing.form, error.faults) from error
    long = tuple(_too_long(form, read))
    if long:
        raise NotFilledIn(filing.form, long)
    try:
        asked = read_filing(book, procedure, read, received_on=came_on, claimant=claimant, kind=kind, appealed=appealed)
    except FilingFault as error:
        raise NotFiled(ja=error.ja, en=error.en) from error
    return asked, {**read}


def _too_long(form: Form, read: Values) -> Iterator[ValueFault]:
    """Lines longer than the form has room for: names and the like, by which a case is found."""
    for field in form.fields:
        value = read.get(field.id)
        if field.type == "line" and isinstance(value, str) and len(value) > field.max_length:
            yield ValueFault(field.id, "too_long", f"{field.max_length:,}", clause=field.clause)


def _of_office(form: Form, name: str) -> bool:
    """What only the institution fills in."""
    return any(field.id == name and field.office for field in form.fields)
