"""`kitei case open | file | step | facts | note | message | attach | assign | …`: acts, for a token's person."""

from __future__ import annotations

from base64 import b64encode
from mimetypes import guess_type
from pathlib import Path
from typing import Annotated, Any

import typer

from kitei.cli.cases import showing
from kitei.cli.cases.calling import (
    USUAL,
    KeyOption,
    NumberArgument,
    Office,
    ReasonOption,
    TokenOption,
    UrlOption,
    at,
    entries,
    json_of,
    text_of,
)
from kitei.cli.cases.reading import called, say
from kitei.cli.door import JsonOption, LangOption, fail, read_on

FileArgument = Annotated[str, typer.Argument(metavar="FILE", help="JSON ファイル。- は標準入力 / JSON, or - for stdin")]
TextArgument = Annotated[str, typer.Argument(metavar="TEXT", help="文。- は標準入力 / a text, or - for stdin")]
_MOST = 20 * 2**20


def _told(there: Office, found: dict[str, Any], *, as_json: bool) -> None:
    """What an act answered: the case in full, or the row it made."""
    rows = showing.detail(found, there.lang) if "done" in found else [str(found.get("case") or found.get("number"))]
    say(found, rows, as_json=as_json)


def open_case(
    file: FileArgument,
    key: KeyOption = None,
    url: UrlOption = USUAL,
    token_file: TokenOption = None,
    as_json: JsonOption = False,
    lang: LangOption = "ja",
) -> None:
    """案件を開く / open a case: procedure, title, who, unit, facts."""
    there = called(url, token_file, lang)
    _told(there, there.post("/cases", json_of(file, there.lang), key), as_json=as_json)


def file_request(
    file: FileArgument,
    key: KeyOption = None,
    url: UrlOption = USUAL,
    token_file: TokenOption = None,
    as_json: JsonOption = False,
    lang: LangOption = "ja",
) -> None:
    """様式に記入された請求を受け付ける / file a request: procedure, and the values of its form."""
    there = called(url, token_file, lang)
    found = there.post("/requests", json_of(file, there.lang), key)
    say(found, [*found["numbers"], found["secret"]], as_json=as_json)


def step(
    number: NumberArgument,
    step_id: Annotated[str, typer.Argument(metavar="STEP", help="段階(show に出る)/ as `show` gives it")],
    outcome: Annotated[str, typer.Argument(metavar="OUTCOME", help="結果 / how it ends")],
    ground: Annotated[str | None, typer.Option("--ground", help="根拠 / the legal ground")] = None,
    reason: Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="理由 / why")] = None,
    fact: Annotated[list[str] | None, typer.Option("--fact", metavar="NAME=VALUE", help="事実 / a fact")] = None,
    typed: Annotated[
        str | None, typer.Option("--typed", metavar="FILE", help="文書に書く内容(JSON)/ entries of the paper")
    ] = None,
    key: KeyOption = None,
    url: UrlOption = USUAL,
    token_file: TokenOption = None,
    as_json: JsonOption = False,
    lang: LangOption = "ja",
) -> None:
    """段階を進める。文書は案件から埋まる / take a step; the paper that goes with it is filled in from the case."""
    there = called(url, token_file, lang)
    body = {
        "step": step_id,
        "outcome": outcome,
        "ground": ground,
        "reason": reason,
        "facts": entries(fact or [], "--fact", there.lang),
        "typed": json_of(typed, there.lang) if typed else {},
    }
    _told(there, there.post(f"/requests/{at(number)}/answer", body, key), as_json=as_json)


def facts(
    number: NumberArgument,
    known: Annotated[list[str], typer.Argument(metavar="NAME=VALUE…", help="null で取り消す / null takes one back")],
    key: KeyOption = None,
    url: UrlOption = USUAL,
    token_file: TokenOption = None,
    as_json: JsonOption = False,
    lang: LangOption = "ja",
) -> None:
    """分かった事実を記録する / set what is known."""
    there = called(url, token_file, lang)
    body = {"facts": entries(known, "NAME=VALUE", there.lang)}
    _told(there, there.post(f"/cases/{at(number)}/facts", body, key), as_json=as_json)


def note(
    number: NumberArgument,
    text: TextArgument,
    key: KeyOption = None,
    url: UrlOption = USUAL,
    token_file: TokenOption = None,
    as_json: JsonOption = False,
    lang: LangOption = "ja",
) -> None:
    """部内のメモを残す / add a note of the office to itself."""
    there = called(url, token_file, lang)
    _told(there, there.post(f"/cases/{at(number)}/notes", {"body": text_of(text)}, key), as_json=as_json)


def message(
    number: NumberArgument,
    text: TextArgument,
    subject: Annotated[str, typer.Option("--subject", help="件名 / subject")] = "",
    channel: Annotated[str, typer.Option("--channel", help="portal | mail | letter | phone | counter")] = "portal",
    received: Annotated[bool, typer.Option("--received", help="本人から受けた / it came from the person")] = False,
    key: KeyOption = None,
    url: UrlOption = USUAL,
    token_file: TokenOption = None,
    as_json: JsonOption = False,
    lang: LangOption = "ja",
) -> None:
    """本人へ連絡する、又は連絡を記録する / write to the person, or note what came."""
    there = called(url, token_file, lang)
    body = {
        "body": text_of(text), "subject": subject, "channel": channel, "direction": "in" if received else "out",
    }  # fmt: skip
    _told(there, there.post(f"/cases/{at(number)}/messages", body, key), as_json=as_json)


def attach(
    number: NumberArgument,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="ファイル(20 MB まで)/ up to 20 MB")],
    purpose: Annotated[str, typer.Option("--purpose", help="identity | authority | scan | other")] = "other",
    key: KeyOption = None,
    url: UrlOption = USUAL,
    token_file: TokenOption = None,
    as_json: JsonOption = False,
    lang: LangOption = "ja",
) -> None:
    """ファイルを加える / add a file."""
    there = called(url, token_file, lang)
    try:
        content = file.read_bytes()
    except OSError as error:
        fail(str(error))
    if len(content) > _MOST:
        fail(f"{file}: 20 MB を超えています" if there.lang == "ja" else f"{file}: more than 20 MB")
    body = {
        "filename": file.name,
        "media_type": guess_type(file.name)[0] or "application/octet-stream",
        "content": b64encode(content).decode(),
        "purpose": purpose,
    }
    _told(there, there.post(f"/cases/{at(number)}/files", body, key), as_json=as_json)


def hand_over(
    number: NumberArgument,
    paper: Annotated[str, typer.Argument(metavar="PAPER", help="文書の id / the paper's id")],
    how: Annotated[str, typer.Option("--how", help="portal | mail | letter | counter | electronic | other")],
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="渡した日 / the day")],
    proof: Annotated[str, typer.Option("--proof", help="控え / what proves it")] = "",
    key: KeyOption = None,
    url: UrlOption = USUAL,
    token_file: TokenOption = None,
    as_json: JsonOption = False,
    lang: LangOption = "ja",
) -> None:
    """文書を渡したことを記録する / note that a paper reached the person."""
    there = called(url, token_file, lang)
    body = {"how": how, "on": str(read_on(on, there.lang)), "proof": proof}
    found = there.post(f"/cases/{at(number)}/papers/{at(paper)}/handed-over", body, key)
    say(found, [f"{found['form']}  {found['delivered_on']}  {found['how']}"], as_json=as_json)


def assign(
    number: NumberArgument,
    person: Annotated[str | None, typer.Argument(metavar="EMAIL", help="なければ部署 / none: the unit")] = None,
    key: KeyOption = None,
    url: UrlOption = USUAL,
    token_file: TokenOption = None,
    as_json: JsonOption = False,
    lang: LangOption = "ja",
) -> None:
    """担当者を決める / give the case to a person."""
    there = called(url, token_file, lang)
    _told(there, there.post(f"/cases/{at(number)}/assign", {"person": person}, key), as_json=as_json)


def transfer(
    number: NumberArgument,
    unit: Annotated[str, typer.Argument(metavar="UNIT", help="部署のコード / the unit's code")],
    reason: ReasonOption,
    key: KeyOption = None,
    url: UrlOption = USUAL,
    token_file: TokenOption = None,
    as_json: JsonOption = False,
    lang: LangOption = "ja",
) -> None:
    """他の部署へ移送する / hand on to another unit."""
    there = called(url, token_file, lang)
    body = {"unit": unit, "reason": reason}
    _told(there, there.post(f"/cases/{at(number)}/transfer", body, key), as_json=as_json)


def merge(
    number: NumberArgument,
    into: Annotated[str, typer.Argument(metavar="INTO", help="続ける案件 / the case that goes on")],
    reason: ReasonOption,
    key: KeyOption = None,
    url: UrlOption = USUAL,
    token_file: TokenOption = None,
    as_json: JsonOption = False,
    lang: LangOption = "ja",
) -> None:
    """重複する案件に併合する / merge a duplicate into the case that goes on."""
    there = called(url, token_file, lang)
    body = {"into": into, "reason": reason}
    _told(there, there.post(f"/cases/{at(number)}/merge", body, key), as_json=as_json)
