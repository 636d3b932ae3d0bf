"""The commands of `kitei case` put together; those that need no more than a reason are made here."""

from __future__ import annotations

from collections.abc import Callable

import typer

from kitei.cli.cases import acting, reading
from kitei.cli.cases.calling import USUAL, KeyOption, NumberArgument, ReasonOption, TokenOption, UrlOption, at
from kitei.cli.cases.showing import detail
from kitei.cli.door import JsonOption, LangOption

_REASONED = (
    ("withdraw", "withdraw", "取下げを記録する / note that the request was taken back"),
    ("reopen", "reopen", "再び取り上げる / take a case up again"),
    ("stop", "clock/stop", "期限を止める(補正)/ stop the clock"),
)


def app() -> typer.Typer:
    """`kitei case …`."""
    made = typer.Typer(
        help="案件。API にトークンで尋ねる / cases, by the API with a person's token", no_args_is_help=True
    )
    made.command("list")(reading.list_cases)
    for each in (reading.search, reading.todo, reading.due, reading.show, reading.timeline, reading.held):
        made.command(each.__name__)(each)
    made.command("paper")(reading.paper)
    made.command("ask")(reading.ask)
    made.command("open")(acting.open_case)
    made.command("file")(acting.file_request)
    made.command("hand-over")(acting.hand_over)
    for act in (acting.step, acting.facts, acting.note, acting.message, acting.attach, acting.assign):
        made.command(act.__name__)(act)
    made.command("transfer")(acting.transfer)
    made.command("merge")(acting.merge)
    for name, path, said in _REASONED:
        made.command(name, help=said)(_reasoned(path))
    made.command("resume")(resume)
    return made


def resume(
    number: NumberArgument,
    key: KeyOption = None,
    url: UrlOption = USUAL,
    token_file: TokenOption = None,
    as_json: JsonOption = False,
    lang: LangOption = "ja",
) -> None:
    """期限を再び進める / let the clock go on."""
    there = reading.called(url, token_file, lang)
    found = there.post(f"/cases/{at(number)}/clock/resume", {}, key)
    reading.say(found, detail(found, there.lang), as_json=as_json)


def _reasoned(path: str) -> Callable[..., None]:
    def act(
        number: NumberArgument,
        reason: ReasonOption,
        key: KeyOption = None,
        url: UrlOption = USUAL,
        token_file: TokenOption = None,
        as_json: JsonOption = False,
        lang: LangOption = "ja",
    ) -> None:
        there = reading.called(url, token_file, lang)
        found = there.post(f"/cases/{at(number)}/{path}", {"reason": reason}, key)
        reading.say(found, detail(found, there.lang), as_json=as_json)

    return act
