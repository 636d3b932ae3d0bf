"""`kitei case` asks the office over its API for the person of a token, and says plainly what cannot be done."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pytest_django.live_server_helper import LiveServer
from typer.testing import CliRunner, Result

from kitei.cli.application import application
from kitei.office.cases.models import Case
from kitei.office.programs.services import issue_token
from tests.office.cases.staffing import SETTER, Staff, staffed

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def staff(office: str) -> Staff:
    assert office
    return staffed()


class Terminal:
    """A terminal of somebody with a token, at the office that is served."""

    def __init__(self, server: LiveServer, token: str) -> None:
        self._server, self._token = server, token

    def __call__(self, *words: str, entered: str = "", **environ: str) -> Result:
        known = {"KITEI_URL": self._server.url, "KITEI_TOKEN": self._token, "KITEI_LANG": "ja", **environ}
        return CliRunner().invoke(application(), ["case", *words], env=known, input=entered)

    def json(self, *words: str) -> Any:
        """What is printed with `--json`."""
        found = self(*words, "--json")
        assert found.exit_code == 0, found.output
        return json.loads(found.stdout)


@pytest.fixture
def terminal(staff: Staff, live_server: LiveServer) -> Terminal:
    issued = issue_token(
        person=staff.people["manager"], label="端末", scopes=["case.", "request."], days=30, actor=SETTER, at=staff.now
    )
    return Terminal(live_server, issued.plain)


def opened(staff: Staff) -> Case:
    return staff.opens("disclosure", outcome="submitted", facts={"claimant": "principal"})


def test_cases_are_listed_found_and_shown(staff: Staff, terminal: Terminal) -> None:
    case = opened(staff)

    assert [each["number"] for each in terminal.json("list", "--most", "1")] == [case.number]
    assert case.number in terminal("search", "高橋").stdout
    assert case.number in terminal("todo").stdout
    assert terminal("due", "--from", "2026-11-01", "--to", "2027-03-31").exit_code == 0
    shown = terminal("show", case.number).stdout
    assert "件名: 成績の記録" in shown
    assert "[ ] identity" in shown
    assert "title: 成績の記録" in terminal("show", case.number, "--lang", "en").stdout
    assert terminal.json("timeline", case.number)[0]["act"] == "case.opened"
    assert len(terminal("timeline", case.number).stdout.splitlines()) == 1
    assert terminal("list", "--late", "--mine", "--by-due", "--state", "open").stdout == ""


def test_a_case_is_opened_and_goes_on_step_by_step(staff: Staff, terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "case.json"
    body = {"procedure": "disclosure", "title": "成績", "who": {"name": "甲"}, "unit": staff.unit.code}
    file.write_text(json.dumps({**body, "facts": {"claimant": "principal"}, "outcome": "submitted"}), encoding="utf-8")

    made = terminal.json("open", str(file), "--key", "k1")
    again = terminal.json("open", str(file), "--key", "k1")
    number = made["number"]
    done = terminal.json("step", number, "identity", "verified", "--fact", 'requested_method="paper"')

    assert again["number"] == number
    assert [each["step"] for each in done["done"]] == ["request", "identity"]
    assert done["facts"]["requested_method"] == "paper"
    assert terminal("facts", number, "requested_method=null").exit_code == 0
    assert "requested_method" not in terminal.json("show", number)["facts"]


def test_notes_messages_and_files_are_added_and_read(staff: Staff, terminal: Terminal, tmp_path: Path) -> None:
    number = opened(staff).number
    file = tmp_path / "memo.txt"
    file.write_text("控え", encoding="utf-8")

    assert terminal("note", number, "-", entered="電話で確認").exit_code == 0
    assert terminal("message", number, "来週お知らせします", "--subject", "ご連絡").exit_code == 0
    assert terminal("message", number, "分かりました", "--received", "--channel", "phone").exit_code == 0
    assert terminal("attach", number, str(file)).exit_code == 0

    held = terminal("held", number).stdout
    for said in ("電話で確認", "来週お知らせします", "分かりました", "memo.txt"):
        assert said in held


def test_the_other_acts_are_there_too(staff: Staff, terminal: Terminal, tmp_path: Path) -> None:
    number, other = opened(staff).number, opened(staff).number
    asked = terminal("ask", number, "--keep")
    assert json.loads(asked.stdout)["kept"]

    for words in (
        ("assign", number, staff.people["clerk"].email),
        ("assign", number),
        ("merge", other, number, "--reason", "同じ請求"),
        ("withdraw", number, "--reason", "本人から取下げ"),
        ("reopen", number, "--reason", "誤り"),
    ):
        found = terminal(*words)
        assert found.exit_code == 0, (words, found.output)
    assert terminal("transfer", number, "careers", "--reason", "所管").exit_code == 0
    missing = terminal("paper", other, "00000000-0000-7000-8000-000000000000", "-o", str(tmp_path / "a.pdf"))
    assert missing.exit_code == 2


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("show", "R8-D-9999"), "見つかりません"),
        (("note", "R8-D-9999", "x"), "見つかりません"),
        (("facts", "R8-D-9999", "nothing"), "名前=値"),
        (("open", "/nowhere.json"), "JSON"),
        (("due", "--from", "someday", "--to", "2026-11-01"), "--from"),
        (("list", "--state", "nothing"), "state"),
        (("attach", "R8-D-9999", "/nowhere"), "/nowhere"),
        (("list", "--url", "ftp://example.jp"), "アドレスではありません"),
        (("list", "--url", "http://example.jp"), "https://"),
        (("list", "--url", "http://127.0.0.1:9"), "届きません"),
        (("list", "--token-file", "/nowhere"), "/nowhere"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_exit_status_2(
    terminal: Terminal, words: tuple[str, ...], says: str
) -> None:
    found = terminal(*words)

    assert (found.exit_code, says in found.stderr) == (2, True), found.output
    assert "Traceback" not in found.output


def test_without_a_token_or_with_a_wrong_one_nothing_is_told(terminal: Terminal, tmp_path: Path) -> None:
    assert "KITEI_TOKEN" in terminal("list", KITEI_TOKEN="").stderr
    file = tmp_path / "token"
    file.write_text("kitei_wrong\n", encoding="utf-8")

    found = terminal("list", "--token-file", str(file), "--lang", "en")

    assert (found.exit_code, "no valid token" in found.stderr) == (2, True)


def test_an_address_that_is_no_office_is_told_so(live_server: LiveServer, terminal: Terminal) -> None:
    found = terminal("list", "--url", f"{live_server.url}/nowhere")

    assert (found.exit_code, "応答(404)" in found.stderr) == (2, True)
