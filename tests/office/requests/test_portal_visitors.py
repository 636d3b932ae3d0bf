"""Visitors of the portal: drafts, links that open once, status by number and secret, messages, taking back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from kitei.office.cases.acting import printing
from kitei.office.cases.acting.inspecting import ForbiddenFile
from kitei.office.cases.models import Attachment, Case, Document, Note
from kitei.office.cases.services import corresponding
from kitei.office.cases.services.aside import erasing
from kitei.office.cases.values import FileDraft
from kitei.office.post.models import Outgoing
from kitei.office.record.models import Act
from kitei.office.requests.acting import tokens
from kitei.office.requests.books import current_book
from kitei.office.requests.models import Draft, DraftFile, Link, ProofSeen
from kitei.office.requests.queries.status import NoSuchRequest, status
from kitei.office.requests.services import drafts, links, visiting
from kitei.office.requests.services.ending import requester_died
from kitei.office.requests.services.filing import Claim, file_request
from kitei.office.vault import keys
from kitei.office.vault.models import Key
from tests.office.cases.staffing import Staff, staffed
from tests.office.requests.clauses import NAME, answers, filed, form_values, paper, shows

pytestmark = [pytest.mark.django_db, pytest.mark.regulation("josai"), pytest.mark.usefixtures("office")]

CARD = FileDraft(filename="学生証.txt", content="学生証の写し".encode(), media_type="text/plain", purpose="identity")


@pytest.fixture(autouse=True)
def quick_papers() -> Iterator[None]:
    """No paper is read here, and setting each takes its time."""
    before = printing.render_with(lambda folder, values, _: f"%PDF {folder.name} {len(values)}".encode())
    yield
    printing.render_with(before)


def test_a_draft_is_taken_up_again_by_its_link_and_ends_when_it_is_filed() -> None:
    staff = staffed()
    saved = drafts.save_draft(procedure="disclosure", entered={"name": NAME}, at=staff.later(), email="h@example.jp")
    drafts.save_draft(procedure="disclosure", entered={"name": NAME, "tel": "1"}, at=staff.later(), token=saved.token)
    drafts.add_file(token=saved.token, file=CARD, at=staff.later())

    draft = drafts.resume_draft(token=saved.token, at=staff.later())
    assert draft.entered == {"name": NAME, "tel": "1"}
    request = file_request(
        procedure="disclosure", values=form_values(current_book(), "disclosure"), draft=draft,
        files=drafts.files_of(draft), unit=staff.unit, at=staff.later(),
    )  # fmt: skip

    assert Attachment.objects.get(case=request.case).content == CARD.content
    assert not Draft.objects.exists()
    assert not DraftFile.objects.exists()
    assert Key.objects.get(purpose="draft").wrapped is None
    with pytest.raises(drafts.NoSuchDraft):
        drafts.resume_draft(token=saved.token, at=staff.later())


def test_a_draft_is_erased_thirty_days_after_it_was_last_saved() -> None:
    staff = staffed()
    old = drafts.save_draft(procedure="disclosure", entered={}, at=staff.now)
    kept = drafts.save_draft(procedure="appeal", entered={}, at=staff.now + timedelta(days=5))
    links.send_link(about=old.draft, to="h@example.jp", address="https://x/{token}", at=staff.now)

    assert drafts.expire_drafts(at=staff.now + timedelta(days=30)) == 0
    assert drafts.expire_drafts(at=staff.now + timedelta(days=31)) == 1
    assert list(Draft.objects.values_list("id", flat=True)) == [kept.draft.id]
    assert not Link.objects.exists()
    with pytest.raises(drafts.NoSuchDraft):
        drafts.resume_draft(token=kept.token, at=staff.now + timedelta(days=36))


def test_a_draft_holds_so_much_and_nothing_that_acts_by_itself() -> None:
    staff = staffed()
    saved = drafts.save_draft(procedure="disclosure", entered={}, at=staff.now)
    page = FileDraft(filename="x.txt", content=b"<html><script>1</script>", media_type="text/plain")
    with pytest.raises(ForbiddenFile):
        drafts.add_file(token=saved.token, file=page, at=staff.later())
    with pytest.raises(drafts.DraftTooLarge):
        drafts.save_draft(procedure="disclosure", entered={"x": "あ" * 300_000}, at=staff.later())
    for _ in range(drafts.MOST_FILES):
        row = drafts.add_file(token=saved.token, file=CARD, at=staff.later())
    with pytest.raises(drafts.DraftTooLarge):
        drafts.add_file(token=saved.token, file=CARD, at=staff.later())
    drafts.remove_file(token=saved.token, file=str(row.id), at=staff.later())
    drafts.remove_file(token=saved.token, file="none", at=staff.later())
    assert DraftFile.objects.count() == drafts.MOST_FILES - 1
    drafts.discard_draft(token=saved.token, at=staff.later())
    with pytest.raises(drafts.NoSuchDraft):
        drafts.add_file(token=saved.token, file=CARD, at=staff.later())


def test_a_link_opens_once_and_within_a_day() -> None:
    staff = staffed()
    case = filed(staff, "disclosure").case
    token = sent_token(staff, case)

    opened = links.open_link(token=token, at=staff.later())
    assert (opened.case, opened.draft, opened.sent_to) == (case, None, "h@example.jp")
    with pytest.raises(links.LinkSpent):
        links.open_link(token=token, at=staff.later())
    late = sent_token(staff, case)
    with pytest.raises(links.LinkSpent):
        links.open_link(token=late, at=staff.now + timedelta(days=1))
    with pytest.raises(links.LinkSpent):
        links.open_link(token=tokens.new_token(), at=staff.now)
    sent_token(staff, case)
    with pytest.raises(links.TooManyLinks):
        sent_token(staff, case)


def sent_token(staff: Staff, case: Case) -> str:
    """The token of a link, read out of the letter that carries it."""
    links.send_link(about=case, to="h@example.jp", address="https://x/l/{token}", at=staff.later())
    letter = Outgoing.objects.order_by("id").reverse()[0].letter
    return str(letter["body"]).partition("https://x/l/")[2].split()[0]


def test_number_and_secret_tell_how_it_stands_however_they_are_typed() -> None:
    staff = staffed()
    request = filed(staff, "disclosure", information="成績")
    typed = request.secret.lower().replace("-", " ")

    seen = status(number="ｒ８-d-1", secret=typed, at=staff.now)
    assert seen.case == request.case
    assert [(each.step.id, each.place) for each in seen.stages][:3] == [
        ("request", "done"), ("identity", "now"), ("search", "ahead"),
    ]  # fmt: skip
    assert seen.title.ja.startswith("自己に関する")
    assert seen.waits == ()
    assert seen.withdrawable
    for number, secret in [(request.number, "AAAA-BBBB-CCCC-DDDD"), ("R8-D-0002", request.secret), ("", "")]:
        with pytest.raises(NoSuchRequest):
            status(number=number, secret=secret, at=staff.now)


def test_no_secret_stands_in_the_database_and_no_name_in_the_record() -> None:
    staff = staffed()
    request = filed(staff, "disclosure", Claim(email="h@example.jp", language="en"))

    assert request.case.secret_digest == tokens.secret_digest(request.secret)
    act = Act.objects.get(name="request.filed")
    assert act.actor.startswith("requester:")
    assert NAME.encode() not in bytes(act.entry)
    letter = Outgoing.objects.get().letter
    assert "R8-D-0001" in letter["subject"]
    assert request.secret not in letter["body"]
    assert NAME not in letter["body"]


def test_the_same_filing_sent_twice_is_one_case_with_one_secret() -> None:
    staff = staffed()
    values = form_values(current_book(), "disclosure")
    asked: dict[str, Any] = {"procedure": "disclosure", "values": values, "unit": staff.unit, "idempotency_key": "k1"}
    first = file_request(**asked, claim=Claim(email="h@example.jp"), at=staff.later())
    second = file_request(**asked, claim=Claim(email="h@example.jp"), at=staff.later())

    assert (first.number, first.secret) == (second.number, second.secret)
    assert Case.objects.count() == 1
    assert Outgoing.objects.count() == 1


def test_what_is_missing_is_asked_for_and_supplied_over_the_portal() -> None:
    staff = staffed()
    request = filed(staff, "disclosure")
    case = request.case
    answers(
        staff, case, "identity", "incomplete", reason="写しが読めない",
        typed={"missing": "本人確認書類の鮮明な写し", "until": "2026-11-24"},
    )  # fmt: skip

    seen = status(number=request.number, secret=request.secret, at=staff.now)
    assert [each.step.id for each in seen.waits] == ["amend"]
    visiting.reply(
        number=request.number, secret=request.secret, step="amend", outcome="completed", files=[CARD],
        message="送り直します。", at=staff.later(),
    )  # fmt: skip
    corresponding.send(case=case, body="受け取りました。", **staff.acts("manager"))

    seen = status(number=request.number, secret=request.secret, at=staff.now)
    assert [message.body for message in seen.messages] == ["送り直します。", "受け取りました。"]
    assert [file.filename for file in seen.files] == ["学生証.txt"]
    shows(staff, case, "manager", "identity", "student_card", copy_kept=True)


def test_messages_go_both_ways_and_papers_count_as_handed_over_when_downloaded() -> None:
    staff = staffed()
    request = filed(staff, "disclosure")
    case = request.case
    visiting.write_message(
        number=request.number, secret=request.secret, body="いつになりますか。", files=[CARD], at=staff.later()
    )
    answers(
        staff, case, "identity", "elsewhere", reason="他の管理者の情報",
        typed={"where": "図書館", "reason": "図書館の記録である。"},
    )  # fmt: skip
    letter = paper(case, "office:letter-elsewhere")

    got = visiting.note_download(
        number=request.number, secret=request.secret, document=str(letter.id), at=staff.later()
    )
    again = visiting.note_download(number=request.number, secret=request.secret, document=str(got.id), at=staff.later())
    assert (got.how, again.delivered_on) == ("portal", got.delivered_on)
    with pytest.raises(NoSuchRequest):
        visiting.note_download(number=request.number, secret=request.secret, document="none", at=staff.later())
    assert Document.objects.get(id=letter.id).delivered_on is not None


def test_whoever_asked_takes_it_back() -> None:
    staff = staffed()
    request = filed(staff, "disclosure")
    visiting.take_back(number=request.number, secret=request.secret, reason="不要になった", at=staff.later())

    request.case.refresh_from_db()
    assert request.case.state == Case.State.WITHDRAWN
    assert not status(number=request.number, secret=request.secret, at=staff.now).withdrawable


@pytest.mark.parametrize("goes_on", [False, True])
def test_a_request_ends_with_the_death_of_whoever_asked_unless_an_heir_takes_it_up(goes_on: bool) -> None:
    staff = staffed()
    case = filed(staff, "disclosure").case
    day = staff.now.date()
    requester_died(case=case, died_on=day, told_by="家族から届出", goes_on=goes_on, **staff.acts("manager"))

    case.refresh_from_db()
    assert case.state == (Case.State.OPEN if goes_on else Case.State.WITHDRAWN)
    assert "家族から届出" in Note.objects.get(case=case).body


def test_an_erased_request_is_told_to_nobody_and_leaves_nothing_readable() -> None:
    staff = staffed()
    request = filed(staff, "disclosure", Claim(email="h@example.jp"))
    case = request.case
    sent_token(staff, case)
    shows(staff, case, "manager", "identity", "other", named="会員証")
    visiting.take_back(number=request.number, secret=request.secret, at=staff.later())
    erasing.destroy_key(case=case, reason="保存期間の満了", **staff.acts("manager"))
    keys.forget()

    with pytest.raises(NoSuchRequest):
        status(number=request.number, secret=request.secret, at=staff.now)
    assert str(ProofSeen.objects.get().named) == "消去済み"
    assert str(Link.objects.get().sent_to) == "消去済み"
