"""The two questions that the texts themselves answer: which edition governs, and whether a clause may be relied on."""

from __future__ import annotations

from datetime import date

from kitei.decisions.answer import Answer, Asked, Cite, StatuteEdition
from kitei.decisions.norms import Program
from kitei.decisions.outcomes import SILENT, UNDETERMINED
from kitei.predicates.expression import Case
from kitei.regulations.regulation import NotInForce, Regulation, edition_for
from kitei.regulations.schema.clauses import Clause


def governing_edition(regulation: Regulation, program: Program, case: Case) -> Answer:
    """Which text governs a past handling, as far as the texts were known on a given day (question `edition`)."""
    handled, known = case.facts.get("handled_on"), case.facts.get("known_at", case.on)
    if not isinstance(handled, date) or not isinstance(known, date):
        first = regulation.identity.editions[0]
        return _open(program, case, "handled_on", first.clause[0], regulation)
    try:
        edition = edition_for(regulation, handled_on=handled, known_at=known)
    except NotInForce:
        first = regulation.identity.editions[0]
        return _answer(
            program, case, "invalid", [_cite(regulation, each, "defines") for each in first.clause], edition=first.id
        )
    cites = [_cite(regulation, each, "defines") for each in edition.clause]
    return _answer(program, case, "valid", cites, edition=edition.id, warnings=edition.warnings)


def cited_clause(regulation: Regulation, program: Program, case: Case) -> Answer:
    """Whether a clause or form may be relied on, and how its printed references must be read (question `citation`)."""
    name = case.facts.get("clause")
    if not isinstance(name, str):
        return _open(program, case, "clause", next(iter(regulation.clauses)), regulation)
    clause = regulation.clauses[name]
    gone = deleted_part(regulation, clause)
    if gone is not None:
        cites = [_cite(regulation, clause.id, "defines")]
        return _answer(program, case, "invalid", cites, warnings=(*gone.warnings, *clause.warnings))
    read_as = [target for printed in clause.printed for target in printed.read]
    cites = [_cite(regulation, target, "refers") for target in dict.fromkeys(read_as) if target in program.wording]
    warnings = (*clause.warnings, *(each for printed in clause.printed for each in printed.warnings))
    return _answer(program, case, "valid", [_cite(regulation, clause.id, "defines"), *cites], warnings=warnings)


def deleted_part(regulation: Regulation, clause: Clause) -> Clause | None:
    """The deleted clause that a clause is, or stands in; `None` if it stands."""
    at: Clause | None = clause
    while at is not None:
        if at.deleted:
            return at
        above = regulation.parents[at.id]
        at = regulation.clauses[above] if above else None
    return None


def _cite(regulation: Regulation, clause: str, effect: str) -> Cite:
    says = regulation.clauses[clause].says if clause in regulation.clauses else None
    return Cite(clause, effect, says.ja if says else "", says.en if says else "")


def _open(program: Program, case: Case, fact: str, clause: str, regulation: Regulation) -> Answer:
    prompt = program.prompts[fact]
    asked = (Asked(fact, clause, prompt.ja, prompt.en),)
    return _answer(program, case, UNDETERMINED, [_cite(regulation, clause, "defines")], questions=asked)


def _answer(
    program: Program,
    case: Case,
    outcome: str,
    because: list[Cite],
    *,
    edition: str | None = None,
    warnings: tuple[str, ...] = (),
    questions: tuple[Asked, ...] = (),
) -> Answer:
    return Answer(
        regulation=program.regulation.id,
        edition=edition or program.regulation.edition,
        statutes=tuple(StatuteEdition(each.id, each.edition) for each in program.statutes),
        on=case.on,
        question=program.question,
        outcome=outcome,
        regulation_says=outcome,
        statute_says=outcome if program.is_statute else SILENT,
        basis="text",
        because=tuple(because),
        questions=questions,
        warnings=tuple(dict.fromkeys(warnings)),
    )
