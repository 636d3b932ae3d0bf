"""A request begun, kept, and taken up again: on this device, by its link, by e-mail."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from kitei import clock
from kitei.office.post.models import Outgoing
from kitei.office.requests.models import Draft, Link
from kitei.office.requests.services import drafts
from kitei.portal.shared.limits import Limit
from tests.portal.walking import Walker, open_office, said

pytestmark = [pytest.mark.django_db, pytest.mark.regulation("josai"), pytest.mark.usefixtures("office")]

PERSON = "/file/disclosure/person/"


def _saved() -> tuple[Walker, str]:
    """Somebody who wrote his name and saved; and the path of the link he was shown."""
    walker = Walker()
    walker.go("/file/disclosure/who/")
    answer = walker.post(PERSON, {"name": "髙橋 𠮷彦", "go": "later"})
    assert answer.headers["Location"] == "/draft/saved/", said(answer)
    page = walker.get("/draft/saved/").content.decode()
    found = re.search(r'href="http://testserver(/draft/go-on/[^"]+)"', page)
    assert found
    return walker, found[1]


def test_half_a_page_can_be_kept_and_is_there_on_this_device() -> None:
    walker, _ = _saved()

    page = walker.get("/draft/").content.decode()

    assert "自己に関する個人情報の開示の請求" in page
    assert "髙橋 𠮷彦" in walker.get(PERSON).content.decode()


def test_the_link_opens_the_draft_in_another_browser_once_the_button_is_pressed() -> None:
    _, link = _saved()
    other = Walker()

    asked = other.get(link)
    nothing_yet = other.get("/draft/").content.decode()
    gone_on = other.post(link, {})

    assert asked.status_code == 200
    assert "髙橋" not in asked.content.decode()
    assert "端末で書いている途中の請求" not in nothing_yet
    assert gone_on.headers["Location"] == "/file/disclosure/"
    assert "髙橋 𠮷彦" in other.get(PERSON).content.decode()


def test_the_link_is_sent_by_e_mail_and_confirms_the_address() -> None:
    walker, _ = _saved()

    walker.post("/draft/mail/", {"email": "yoshihiko@example.ac.jp"})

    letter = Outgoing.objects.get().letter
    assert letter is not None
    found = re.search(r"http://testserver(/draft/go-on/\S+)", letter["body"])
    assert found
    other = Walker()
    assert other.post(found[1], {}).headers["Location"] == "/file/disclosure/"
    assert Link.objects.get().used_at is not None
    again = Walker()
    assert again.post(found[1], {}).headers["Location"] == "/file/disclosure/"


def test_a_link_asked_for_again_and_again_is_refused_with_a_sentence() -> None:
    walker, _ = _saved()
    for _ in range(3):
        assert walker.post("/draft/mail/", {"email": "y@example.ac.jp"}).status_code == 200

    answer = walker.post("/draft/mail/", {"email": "y@example.ac.jp"})

    assert answer.status_code == 422
    assert "1時間に3回まで" in answer.content.decode()


@pytest.mark.parametrize("token", ["x", "A" * 32, "../../etc", "高橋"])
def test_a_forged_link_opens_nothing(token: str) -> None:
    answer = Client().get(f"/draft/go-on/{token}/")

    assert answer.status_code == 404


def test_a_draft_that_is_too_old_is_gone() -> None:
    _, link = _saved()
    Draft.objects.update(expires_on=clock.today() - timedelta(days=1))

    answer = Walker().get(link)

    assert answer.status_code == 404
    assert "下書きはありません" in answer.content.decode()


def test_a_draft_can_be_erased_by_whoever_wrote_it() -> None:
    walker, link = _saved()

    erased = walker.post("/draft/erase/", {})

    assert "消しました" in erased.content.decode()
    assert not Draft.objects.exists()
    assert Walker().get(link).status_code == 404
    assert walker.post("/draft/erase/", {}).status_code == 200
    assert walker.get("/draft/saved/").status_code == 302
    assert walker.post("/draft/mail/", {}).status_code == 302


def test_a_draft_erased_in_another_window_says_so() -> None:
    walker, link = _saved()
    drafts.discard_draft(token=link.split("/")[3], at=clock.now())

    assert "下書きはありません" in walker.post("/draft/erase/", {}).content.decode()


def test_a_draft_of_another_procedure_is_not_mixed_up() -> None:
    walker, _ = _saved()

    assert walker.get("/file/correction/person/").headers["Location"] == "/file/correction/who/"


def test_looking_for_links_without_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    limit = "kitei.portal.drafts.views.GUESSES_OF_ADDRESS"
    monkeypatch.setattr(limit, Limit("t", 1, 15))
    Client().get("/draft/go-on/one/")

    assert Client().get("/draft/go-on/two/").status_code == 429


def test_the_address_of_a_filed_request_is_confirmed_once() -> None:
    open_office()
    Walker().file("disclosure")
    bodies = [each.letter["body"] for each in Outgoing.objects.all() if each.letter]
    found = next(match for body in bodies if (match := re.search(r"http://testserver(/confirm/\S+)", body)))

    asked = Walker().get(found[1])
    done = Walker().post(found[1], {})
    replayed = Walker().post(found[1], {})

    assert "私のアドレスです" in asked.content.decode()
    assert "確認できました" in done.content.decode()
    assert replayed.status_code == 422
    assert "このリンクは使えません" in replayed.content.decode()
