"""An office, called over its API with a person's token; what it refuses is said in one sentence, with exit status 2."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote, urlsplit
from uuid import uuid4

import requests
import typer

from kitei.cli.door import fail, language
from kitei.regulations.schema.words import Language

UrlOption = Annotated[
    str, typer.Option("--url", metavar="URL", envvar="KITEI_URL", help="事務局のアドレス / the office's address")
]
TokenOption = Annotated[
    Path | None,
    typer.Option("--token-file", metavar="FILE", help="トークンを書いたファイル / a file that holds the token"),
]
KeyOption = Annotated[
    str | None,
    typer.Option("--key", metavar="KEY", help="同じ依頼を二度行わないための印 / makes a repeated request act once"),
]
NumberArgument = Annotated[str, typer.Argument(metavar="NUMBER", help="案件の番号 / the case's number")]
ReasonOption = Annotated[str, typer.Option("--reason", metavar="TEXT", help="理由 / why")]
USUAL = "http://127.0.0.1:8000"
_TOKEN = "KITEI_TOKEN"  # noqa: S105 - the name of a variable
_TIMEOUT = 60.0  # seconds
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


class _Bearer(requests.auth.AuthBase):
    """The token, whatever a file of passwords on this machine says of the host."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


@dataclass(frozen=True, slots=True)
class Office:
    """An office, and the language in which it is spoken of."""

    base: str
    token: str
    lang: Language

    def get(self, path: str, **asked: Any) -> Any:
        """Read."""
        return self._answered(self._ask("GET", path, params=asked)).json()

    def post(self, path: str, body: Any, key: str | None = None) -> Any:
        """Act; a request that is repeated under the same key acts once."""
        headers = {"Idempotency-Key": key or str(uuid4())}
        return self._answered(self._ask("POST", path, json=body, headers=headers)).json()

    def fetch(self, path: str) -> bytes:
        """A file."""
        return self._answered(self._ask("GET", path)).content

    def _ask(self, method: str, path: str, **more: Any) -> requests.Response:
        try:
            return requests.request(
                method, f"{self.base}/api/v1{path}", auth=_Bearer(self.token), timeout=_TIMEOUT,
                allow_redirects=False, **more,
            )  # fmt: skip
        except requests.RequestException as error:
            kind = type(error).__name__
            return fail(
                f"{self.base} に届きません({kind})。アドレス(--url)と、事務局が開いているかを確かめてください"
                if self.lang == "ja"
                else f"{self.base} cannot be reached ({kind}); check the address (--url), and that the office is open"
            )

    def _answered(self, answer: requests.Response) -> requests.Response:
        if answer.ok and not answer.is_redirect:
            return answer
        try:
            problem = answer.json()
            lines = [str(problem[self.lang]), *(f"{each['where']}: {each['what']}" for each in problem["faults"])]
        except (ValueError, KeyError, TypeError):
            lines = [
                f"{self.base} の応答({answer.status_code})を読めません。Kitei の事務局のアドレスか確かめてください"
                if self.lang == "ja"
                else f"{self.base} answered {answer.status_code}, which is no answer of an office; check the address"
            ]
        return fail("\n".join(lines))


def office(url: str, token_file: Path | None, lang: str, environ: dict[str, str]) -> Office:
    """The office that is meant.

    Args:
        environ: where `KITEI_TOKEN` stands, if no file is named.

    Raises:
        typer.Exit: there is no token, or it would be sent in clear.
    """
    words = language(lang)
    base = url.rstrip("/")
    parts = urlsplit(base)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        fail(
            f"--url: `{url}` はアドレスではありません(例: https://privacy.example.ac.jp)"
            if words == "ja"
            else f"--url: `{url}` is no address (such as https://privacy.example.ac.jp)"
        )
    if parts.scheme == "http" and parts.hostname not in _LOCAL:
        fail(
            f"--url: {parts.hostname} へは https:// で。トークンを暗号化せずに送ることはしません"
            if words == "ja"
            else f"--url: use https:// for {parts.hostname}; a token is not sent in clear"
        )
    return Office(base, _token(token_file, words, environ), words)


def entries(pairs: list[str], name: str, lang: Language) -> dict[str, Any]:
    """`NAME=VALUE` arguments; a value that is JSON is read as such, anything else is a text.

    Raises:
        typer.Exit: one has no `=`.
    """
    found: dict[str, Any] = {}
    for pair in pairs:
        left, sign, right = pair.partition("=")
        if not sign or not left:
            fail(
                f"{name}: `{pair}` を読めません。名前=値 の形で書いてください"
                if lang == "ja"
                else f"{name}: `{pair}` cannot be read; write NAME=VALUE"
            )
        try:
            found[left] = json.loads(right)
        except ValueError:
            found[left] = right
    return found


def text_of(argument: str) -> str:
    """A text; `-` is what comes in on stdin, so that it stands in no list of processes."""
    return sys.stdin.read() if argument == "-" else argument


def json_of(file: str, lang: Language) -> Any:
    """A JSON file, or stdin for `-`.

    Raises:
        typer.Exit: it cannot be read.
    """
    try:
        return json.loads(sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        return fail(f"{file}: JSON として読めません: {error}" if lang == "ja" else f"{file}: no JSON: {error}")


def at(number: str) -> str:
    """A number as a part of a path."""
    return quote(number, safe="")


def _token(file: Path | None, lang: Language, environ: dict[str, str]) -> str:
    if file is not None:
        try:
            token = file.read_text(encoding="utf-8").strip()
        except (OSError, ValueError) as error:
            fail(f"--token-file {file}: {error}")
    else:
        token = environ.get(_TOKEN, "").strip()
    if not token or not token.isascii() or not token.isprintable():
        fail(
            f"トークンがありません。机上の「連携プログラム」で発行し、--token-file か環境変数 {_TOKEN} で渡してください"
            if lang == "ja"
            else f"there is no token; issue one under `Programs` at the desk and give it by --token-file or {_TOKEN}"
        )
    return token
