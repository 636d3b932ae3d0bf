"""`kitei regulation list` and `show`: what there is, and what a clause says and does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any

import typer
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from kitei.cli.door import (
    JsonOption,
    LangOption,
    OnOption,
    console,
    fail,
    language,
    print_json,
    read_on,
    reported,
    today,
)
from kitei.regulations.library import Library
from kitei.regulations.regulation import Regulation
from kitei.regulations.schema.clauses import Clause
from kitei.regulations.schema.identity import Body, Role
from kitei.regulations.schema.words import Language
from kitei.regulations.vocabulary import Vocabulary
from kitei.text import nearest


def list_regulations(as_json: JsonOption = False, lang: LangOption = "ja") -> None:
    """規程の一覧 / the regulations there are."""
    words = language(lang)
    with reported(words):
        library = Library()
        regulations = [library.get(name) for name in library.names()]
    if as_json:
        print_json([_summary(each) for each in regulations])
        return
    table = Table(pad_edge=False)
    for heading in (
        "",
        "機関" if words == "ja" else "Institution",
        "文書" if words == "ja" else "Document",
        "版" if words == "ja" else "Editions",
        "条項" if words == "ja" else "Clauses",
    ):
        table.add_column(heading, overflow="fold")
    for each in regulations:
        editions = "\n".join(
            edition.id + ("" if edition.text == "supplied" else " *") for edition in each.identity.editions
        )
        identity = each.identity
        table.add_row(
            each.id, identity.institution.of(words), identity.title.of(words), editions, str(len(each.clauses))
        )
    console().print(table)
    console().print("* 本文は提供されていない" if words == "ja" else "* text not supplied")


def show(
    regulation: Annotated[str, typer.Argument(metavar="R|DIR", help="規程又はフォルダー / regulation or folder")],
    clause: Annotated[str | None, typer.Argument(metavar="CLAUSE", help="条項 / clause id")] = None,
    on: OnOption = None,
    as_json: JsonOption = False,
    lang: LangOption = "ja",
) -> None:
    """規程又は一つの条項を示す / show a regulation, or one clause with its norms."""
    words = language(lang)
    day = read_on(on, words)
    with reported(words):
        library = Library()
        home = library.get(regulation)
        edition = home.text_on(day or today())
    chosen = list(home.clauses.values())
    if clause is not None:
        chosen = _below(home, _found(home, clause, words))
    if as_json:
        print_json([clause_json(home, each) for each in chosen])
        return
    out = console()
    out.print(
        Text(f"{home.identity.institution.of(words)}  {home.identity.title.of(words)} ({edition.id})", style="bold")
    )
    if clause is None:
        _print_identity(home, library.vocabulary, words)
    out.print(_tree(home, chosen, words))
    if clause is not None:
        _print_norms(home, chosen[0], library.vocabulary, words)


def clause_json(home: Regulation, clause: Clause) -> dict[str, Any]:
    """One clause, flat."""
    return {
        "id": clause.id,
        "kind": clause.kind,
        "parent": home.parents[clause.id],
        "title_ja": clause.title.ja,
        "title_en": clause.title.en,
        "paraphrase_ja": clause.says.ja,
        "paraphrase_en": clause.says.en,
        "force": clause.force,
        "deleted": clause.deleted,
        "topics": list(clause.topics),
        "norms": list(norms_citing(home, clause.id)),
        "printed": [{"as": p.printed, "read": list(p.read)} for p in clause.printed],
        "warnings": list(clause.warnings),
    }


def norms_citing(home: Regulation, clause: str) -> Iterator[str]:
    """The norms that rest on a clause, or whose exceptions or attachments do."""
    for norm in home.norms.norms:
        if clause in _strings(norm.model_dump(mode="json")):
            yield norm.id


def _strings(data: object) -> frozenset[str]:
    if isinstance(data, str):
        return frozenset((data,))
    inner = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return frozenset(text for each in inner for text in _strings(each))


def _found(home: Regulation, clause: str, lang: Language) -> str:
    name = clause if ":" in clause else f"{home.id}:{clause}"
    if name not in home.clauses:
        near = nearest(name, tuple(home.clauses))
        fail(
            f"条項 `{name}` はありません。" + (f"`{near}` ではありませんか。" if near else "")
            if lang == "ja"
            else f"there is no clause `{name}`" + (f"; did you mean `{near}`?" if near else "")
        )
    return name


def _below(home: Regulation, top: str) -> list[Clause]:
    wanted = {top}
    for name in home.clauses:
        if home.parents[name] in wanted:
            wanted.add(name)
    return [clause for name, clause in home.clauses.items() if name in wanted]


def _tree(home: Regulation, clauses: list[Clause], lang: Language) -> Tree:
    root = Tree("", hide_root=True, guide_style="dim")
    nodes: dict[str, Tree] = {}
    for clause in clauses:
        above = nodes.get(home.parents[clause.id] or "", root)
        style = "dim strike" if clause.deleted else ""
        line = Text(clause.id, style="cyan") + Text(f"  {clause.title.of(lang)}", style="bold " + style)
        nodes[clause.id] = above.add(line + Text(f"\n{clause.says.of(lang)}", style=style))
    return root


def _print_identity(home: Regulation, vocabulary: Vocabulary, lang: Language) -> None:
    out, identity = console(), home.identity
    people: list[Role | Body] = [*identity.roles, *identity.bodies]
    for each in people:
        out.print(Text(f"  {each.title.of(lang)}  ", style="bold") + Text(each.clause, style="cyan"))
    for document in identity.documents:
        label = "未提供の文書" if lang == "ja" else "not supplied"
        out.print(f"  {label}: {document.title.of(lang)} ({', '.join(document.named_by)})")
    states: dict[str, list[str]] = {}
    for name, topic in home.norms.topics.items():
        question = vocabulary.questions[name]
        states.setdefault(topic.state, []).append(question.ja if lang == "ja" else name)
    for state, names in states.items():
        out.print(f"  {vocabulary.term('topic', state, lang)}: {', '.join(names)}")


def _print_norms(home: Regulation, clause: Clause, vocabulary: Vocabulary, lang: Language) -> None:
    out = console()
    cited = set(norms_citing(home, clause.id))
    for norm in home.norms.norms:
        if norm.id in cited:
            question = vocabulary.questions[norm.question]
            outcome = vocabulary.term("outcome", norm.outcome, lang) if norm.outcome else ""
            out.print(f"  {norm.id}  {question.ja if lang == 'ja' else question.en}  {outcome}")


def _summary(home: Regulation) -> dict[str, Any]:
    identity = home.identity
    return {
        "id": home.id,
        "kind": identity.kind,
        "title_ja": identity.title.ja,
        "title_en": identity.title.en,
        "institution_ja": identity.institution.ja,
        "institution_en": identity.institution.en,
        "entity_type": identity.entity_type,
        "statutes": list(identity.statutes),
        "editions": [_edition(each.id, each.effective_on, each.applies_from, each.text) for each in identity.editions],
        "clauses": len(home.clauses),
        "norms": len(home.norms.norms),
        "sha256": home.digest,
    }


def _edition(name: str, effective: date, applies: date, text: str) -> dict[str, str]:
    return {"id": name, "effective_on": effective.isoformat(), "applies_from": applies.isoformat(), "text": text}
