"""`kitei golden`: runs a folder of cases and prints every difference with the explanation."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from kitei.cli.door import JsonOption, LangOption, language, print_json, reported
from kitei.cli.trees import draw
from kitei.decisions.deciding import engine
from kitei.decisions.explaining.tree import Explainer
from kitei.decisions.explaining.wording import Wording
from kitei.decisions.golden import Verdict, judge, read_cases
from kitei.regulations.schema.words import Language
from kitei.regulations.yamlfile import read_yaml


def golden(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="事例のフォルダー / folder of cases")],
    regulation: Annotated[str | None, typer.Option(metavar="R", help="この規程だけ / only this regulation")] = None,
    disagreements: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="期待値に同意しない事例の一覧 / cases we are convinced are wrong"),
    ] = None,
    as_json: JsonOption = False,
    lang: LangOption = "ja",
) -> None:
    """事例集を実行し、違いを説明とともに示す / run a folder of golden cases."""
    words = language(lang)
    with reported(words):
        home = engine()
        disputed = read_disagreements(disagreements)
        verdicts = [judge(home, case) for case in read_cases(folder) if regulation in (None, case.regulation)]
        failed = [v for v in verdicts if not v.passed and not v.case.contestable and _key(v) not in disputed]
        contestable = [v for v in verdicts if not v.passed and v.case.contestable]
        known = [v for v in verdicts if not v.passed and not v.case.contestable and _key(v) in disputed]
        counted = len(verdicts) - len(contestable) - len(known)
        if as_json:
            print_json(_summary(verdicts, counted - len(failed), len(failed)))
        else:
            explainer = Explainer(Wording(home.library.vocabulary))
            for verdict in failed:
                _print(verdict, explainer, words)
            _list("争いのある事例の違い / contestable differences", contestable)
            _list("同意しない事例 / known disagreements", known, disputed)
            print(f"{counted - len(failed)} passed, {len(failed)} failed")
    raise typer.Exit(1 if failed else 0)


def read_disagreements(file: Path | None) -> dict[tuple[str, str], str]:
    """Cases whose expectation we are convinced is wrong, with the clause that shows it."""
    if file is None:
        return {}
    from_file = read_yaml(file).data
    return {(str(each["case"]), str(each["regulation"])): str(each["because"]) for each in from_file}


def _key(verdict: Verdict) -> tuple[str, str]:
    return verdict.case.id, verdict.case.regulation


def _print(verdict: Verdict, explainer: Explainer, lang: Language) -> None:
    case = verdict.case
    print(f"✗ {case.id} {case.regulation} {case.question}: {case.title}  ({case.file}:{case.line})")
    for each in verdict.differences:
        print(f"    {each.key}: {each.expected!r} ≠ {each.got!r}")
    if verdict.decision:
        draw(explainer.explain(verdict.decision), lang, indent=4)


def _list(heading: str, verdicts: list[Verdict], why: dict[tuple[str, str], str] | None = None) -> None:
    if verdicts:
        print(f"{heading}:")
    for verdict in verdicts:
        shown = "; ".join(f"{d.key} {d.expected!r} ≠ {d.got!r}" for d in verdict.differences)
        reason = f"  [{why[_key(verdict)]}]" if why else ""
        print(f"  {verdict.case.id} {verdict.case.regulation}: {shown}{reason}")


def _summary(verdicts: list[Verdict], passed: int, failed: int) -> dict[str, Any]:
    return {
        "passed": passed,
        "failed": failed,
        "cases": [
            {
                "id": v.case.id,
                "regulation": v.case.regulation,
                "question": v.case.question,
                "passed": v.passed,
                "contestable": v.case.contestable,
                "differences": [{"key": d.key, "expected": str(d.expected), "got": str(d.got)} for d in v.differences],
            }
            for v in verdicts
        ],
    }
