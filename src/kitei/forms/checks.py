"""What is wrong with a form's folder: clauses that do not exist, predicates and wording that name no field."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from kitei.forms.catalogue import FormFolder
from kitei.forms.paper.payload import Setting
from kitei.forms.paper.printing import BrokenLayout, Printer
from kitei.forms.values import BadValues, read_values, required_when
from kitei.predicates.reading import PredicateError
from kitei.regulations.findings import Finding
from kitei.regulations.library import Library

_SLOT = re.compile(r"\{(@?)([a-z][a-z0-9_]*)(?:\.([a-z][a-z0-9_]*))?\}")


def check_form(folder: FormFolder, library: Library, printer: Printer, *, on: date) -> Iterator[Finding]:
    """Everything wrong with a form, its example printed as a last proof.

    Args:
        on: the day of the trial print.
    """
    yield from _clauses(folder, library)
    unread = [*_slots(folder), *_predicates(folder)]
    if unread:
        yield from unread
        return  # nothing can be filled in or printed
    setting = Setting(made_on=on)
    try:
        values = read_values(folder.form, folder.example(), on=on)
        printer.print(folder, values, setting)
        printer.print(folder, {}, setting)
    except BadValues as error:
        for fault in error.faults:
            detail = f"{fault.path}: {fault.problem} ({fault.expected})"
            yield _finding(folder, "example", "example", f"記入例の {detail}", detail)
    except BrokenLayout as error:
        yield _finding(folder, "layout", "layout", f"レイアウトを組めない({error.problem})", error.problem)


def _clauses(folder: FormFolder, library: Library) -> Iterator[Finding]:
    form = folder.form
    cited = [form.clause, *form.clauses]
    cited += [clause for citation in form.citations for clause in citation.read]
    for field in form.fields:
        cited += [field.clause, *(each.clause for each in field.choices), *(each.clause for each in field.columns)]
    for clause in filter(None, cited):
        home = clause.partition(":")[0]
        if not library.has(home) or clause not in library.get(home).clauses:
            yield _finding(
                folder, "form", "dangling_clause", f"条項 `{clause}` はない。", f"there is no clause `{clause}`"
            )


def _predicates(folder: FormFolder) -> Iterator[Finding]:
    for field in folder.form.fields:
        try:
            required_when(field, folder.form)
        except PredicateError as error:
            yield _finding(folder, "form", "predicate", f"`{field.id}`: {error}", f"`{field.id}`: {error}")


def _slots(folder: FormFolder) -> Iterator[Finding]:
    form = folder.form
    options = {field.id: {choice.id for choice in field.choices} for field in form.fields if field.printed}
    citations = {each.id for each in form.citations} | {"institution"}
    for name, piece in folder.wording.pieces.items():
        for text in piece.values():
            for slot in _SLOT.finditer(text if isinstance(text, str) else "\n".join(text)):
                sign, key, option = slot.groups()
                known = key in citations if sign else key in options and (not option or option in options[key])
                if not known:
                    ja, en = f"`{name}` の {slot[0]} は何も指さない。", f"`{name}`: {slot[0]} names nothing"
                    yield _finding(folder, "wording", "dangling_slot", ja, en)


def _finding(folder: FormFolder, file: str, code: str, ja: str, en: str) -> Finding:
    name = f"{folder.folder.name}/{file}" + (".typ" if file == "layout" else ".yaml")
    return Finding(name, 1, code, ja, en)
