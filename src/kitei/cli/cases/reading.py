"""`kitei case list | search | todo | due | show | timeline | held | paper | ask`: cases read, for a token's person."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from kitei.cli.cases import showing
from kitei.cli.cases.calling import USUAL, NumberArgument, Office, TokenOption, UrlOption, at, office
from kitei.cli.door import JsonOption, LangOption, fail, print_json, read_on

StateOption = Annotated[list[str] | None, typer.Option("--state", help="open | waiting | closed | withdrawn | merged")]
_MOST = 10_000


def called(url: str, token_file: Path | None, lang: str) -> Office:
    """The office that the options name."""
    return office(url, token_file, lang, dict(os.environ))


def say(found: Any, rows: Iterable[str], *, as_json: bool) -> None:
    """Print what was answered, for a machine or for a person."""
    if as_json:
        print_json(found)
        return
    for row in rows:
        print(row)


def list_cases(
    state: StateOption = None,
    kind: Annotated[list[str] | None, typer.Option("--kind", help="種類 / such as disclosure")] = None,
    late: Annotated[bool, typer.Option("--late", help="期限超過だけ / only what is late")] = False,
    mine: Annotated[bool, typer.Option("--mine", help="自分の担当だけ / only mine")] = False,
    by_due: Annotated[bool, typer.Option("--by-due", help="期限の順 / by last day")] = False,
    most: Annotated[int, typer.Option("--most", min=1, max=_MOST, help="何件まで / how many at most")] = 50,
    url: UrlOption = USUAL,
    token_file: TokenOption = None,
    as_json: JsonOption = False,
    lang: LangOption = "ja",
) -> None:
    """案件の一覧 / list cases."""
    there = called(url, token_file, lang)
    asked: dict[str, Any] = {
        "state": state or [], "kind": kind or [], "late": late, "mine": mine, "order": "due" if by_due else "newest",
    }  # fmt: skip
    found: list[dict[str, Any]] = []
    after: dict[str, str] = {}
    while True:
        page = there.get("/cases", **asked, size=min(200, most - len(found)), **after)
        found += page["cases"]
        if not page["after"] or len(found) >= most:
            break
        after = {"after": page["after"]}
    say(found, showing.lines(found, there.lang), as_json=as_json)


def search(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="番号、氏名、受付日 / number, name, day")],
    url: UrlOption = USUAL,
    token_file: TokenOption = None,
    as_json: JsonOption = False,
    lang: LangOption = "ja",
) -> None:
    """案件を探す / find cases."""
    there = called(url, token_file, lang)
    found = there.get("/cases/search", q=text)
    say(found, showing.lines(found, there.lang), as_json=as_json)


def todo(
    url: UrlOption = USUAL, token_file: TokenOption = None, as_json: JsonOption = False, lang: LangOption = "ja"
) -> None:
    """今すること / what is to do."""
    there = called(url, token_file, lang)
    found = there.get("/cases/todo")
    say(found, showing.todo(found, there.lang), as_json=as_json)


def due(
    since: Annotated[str, typer.Option("--from", metavar="DATE", help="始まりの日 / first day")],
    until: Annotated[str, typer.Option("--to", metavar="DATE", help="終わりの日(含む)/ last day, inclusive")],
    url: UrlOption = USUAL,
    token_file: TokenOption = None,
    as_json: JsonOption = False,
    lang: LangOption = "ja",
) -> None:
    """期限の一覧 / what is due."""
    there = called(url, token_file, lang)
    first, last = read_on(since, there.lang, "--from"), read_on(until, there.lang, "--to")
    found = there.get("/cases/due", since=str(first), until=str(last))
    say(found, showing.due(found, there.lang), as_json=as_json)


def show(
    number: NumberArgument,
    url: UrlOption = USUAL,
    token_file: TokenOption = None,
    as_json: JsonOption = False,
    lang: LangOption = "ja",
) -> None:
    """案件の内容と、今できる段階 / a case, and what can be done now."""
    there = called(url, token_file, lang)
    found = there.get(f"/cases/{at(number)}")
    say(found, showing.detail(found, there.lang), as_json=as_json)


def timeline(
    number: NumberArgument,
    url: UrlOption = USUAL,
    token_file: TokenOption = None,
    as_json: JsonOption = False,
    lang: LangOption = "ja",
) -> None:
    """経過 / what was done."""
    there = called(url, token_file, lang)
    found = there.get(f"/cases/{at(number)}/timeline")
    say(found, showing.timeline(found, there.lang), as_json=as_json)


def held(
    number: NumberArgument,
    url: UrlOption = USUAL,
    token_file: TokenOption = None,
    as_json: JsonOption = False,
    lang: LangOption = "ja",
) -> None:
    """ファイル、連絡、メモ / files, messages and notes."""
    there = called(url, token_file, lang)
    found = there.get(f"/cases/{at(number)}/held")
    say(found, showing.held(found), as_json=as_json)


def paper(
    number: NumberArgument,
    paper_id: Annotated[str, typer.Argument(metavar="PAPER", help="文書の id(show に出る)/ as `show` gives it")],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="書き出す PDF / the PDF to write")],
    url: UrlOption = USUAL,
    token_file: TokenOption = None,
    lang: LangOption = "ja",
) -> None:
    """文書を PDF で取り出す / take a paper as PDF."""
    content = called(url, token_file, lang).fetch(f"/cases/{at(number)}/papers/{at(paper_id)}.pdf")
    try:
        out.write_bytes(content)
    except OSError as error:
        fail(str(error))
    print(out)


def ask(
    number: NumberArgument,
    question: Annotated[str | None, typer.Argument(metavar="QUESTION", help="問い / a question")] = None,
    keep: Annotated[bool, typer.Option("--keep", help="答えを案件に残す / keep the answer with the case")] = False,
    url: UrlOption = USUAL,
    token_file: TokenOption = None,
    lang: LangOption = "ja",
) -> None:
    """規程と法令に尋ねる(JSON で出力)/ ask the engine; prints JSON."""
    there = called(url, token_file, lang)
    print_json(there.post(f"/cases/{at(number)}/question", {"question": question, "keep": keep}))
