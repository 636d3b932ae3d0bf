"""From papers to facts and back, purely: who may file, kinds of request, proofs and their age, grounds, notices."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from kitei.filings.book import Book, NotFiledHere
from kitei.filings.filing import (
    Appealed,
    KindLeftOpen,
    KindNotServed,
    MayNotFile,
    claimants,
    read_filing,
    read_reply,
)
from kitei.filings.grounds import grounds_of
from kitei.filings.noticing import Occasion, fill, to_write
from kitei.filings.proving import NoSuchPaper, TooOld, check_paper, needed
from kitei.forms.values import read_values
from tests.filings.books import UNIVERSITIES, book

DAY = date(2026, 11, 9)


def read(own: Book, procedure: str, **values: Any) -> Any:
    form = own.form(own.filing(procedure).form).form
    return read_values(form, values, on=DAY, partial=True)


def occasion(own: Book, procedure: str, step: str, outcome: str, **more: Any) -> Occasion:
    found = own.procedures[procedure]
    at = found.steps[step]
    ending = next(each for each in at.outcomes if each.id == outcome)
    known: dict[str, Any] = {"officer_name": "﨑山 一郎", "recipient": "髙橋 花子", "title": "成績", "desk": "窓口"}
    return Occasion(
        number="R8-D-0001",
        issued_on=DAY,
        received_on=DAY,
        procedure=found,
        step=at,
        outcome=ending,
        officer="個人情報管理者 﨑山 一郎",
        **(known | more),
    )


@pytest.mark.parametrize("key", UNIVERSITIES)
def test_every_paper_of_a_filed_procedure_can_be_filled_by_typing_what_is_lacking(key: str) -> None:
    own = book(key)
    for name in own.filings:
        procedure = own.procedures[name]
        for step in procedure.steps.values():
            for outcome in step.outcomes:
                if outcome.notice is not None:
                    check_filled(own, name, step.id, outcome.id)


def check_filled(own: Book, procedure: str, step: str, outcome: str) -> None:
    filing = own.filing(procedure)
    example = read_values(own.form(filing.form).form, own.form(filing.form).example(), on=DAY)
    kind = next(iter(own.procedures[procedure].serves), None)
    asked = read_filing(own, procedure, sane(own, procedure, example), received_on=DAY, claimant="principal", kind=kind)
    now = occasion(own, procedure, step, outcome)
    ground = next(iter(grounds_of(own, now.step, now.outcome, kind)), None)
    now = occasion(
        own, procedure, step, outcome, facts=dict(asked[0].facts), entries=asked[0].entries, ground=ground,
        reason="理由" if now.outcome.reason else None, extended_to=DAY,
    )  # fmt: skip
    made = fill(own, str(now.outcome.notice), now, {})
    may = to_write(own, str(now.outcome.notice), procedure)

    assert {fault.path for fault in made.lacking} <= set(may), (procedure, step, outcome, made.lacking)
    assert str(made.values.get("date", made.values.get("held_on", DAY))) == DAY.isoformat()


def sane(own: Book, procedure: str, example: Any) -> dict[str, Any]:
    """An example that asks for what the procedure serves, for oneself."""
    filing = own.filing(procedure)
    values = dict(example)
    if filing.kind is not None:
        rule = next(each for each in filing.facts if each.fact == "request_kind" and each.field == filing.kind)
        serves = set(own.procedures[procedure].serves)
        values[filing.kind] = (next(choice for choice, kinds in rule.values.items() if serves & set(kinds)),)
    if filing.claimant_field is not None:
        values[filing.claimant_field] = ("principal",)
    return values


def test_what_the_institution_starts_itself_is_filed_by_nobody() -> None:
    with pytest.raises(NotFiledHere) as error:
        book("josai").filing("disclosures")

    assert error.value.nearest == "disclosure"


def test_form_3_says_which_procedure_and_which_kind() -> None:
    own = book("josai")
    values = read(own, "correction", name="髙橋 花子", kinds=["correct", "erase"], information="住所")
    first, second = read_filing(own, "correction", values, received_on=DAY)

    assert (first.procedure, first.facts["request_kind"]) == ("correction", "correct")
    assert (second.procedure, second.facts["request_kind"]) == ("cessation", "erase")
    assert first.title == "訂正の請求:住所"
    assert first.principal == "髙橋 花子"
    assert first.facts["received_on"] == DAY


def test_a_kind_that_another_procedure_serves_is_refused_there() -> None:
    own = book("josai")
    with pytest.raises(KindNotServed):
        read_filing(own, "correction", read(own, "correction", kinds=["disclose"]), received_on=DAY)


def test_a_box_that_stands_for_two_kinds_needs_a_word_more() -> None:
    own = book("iuj")
    values = read(own, "cessation", kinds=["suspend"], claimant="principal")
    with pytest.raises(KindLeftOpen):
        read_filing(own, "cessation", values, received_on=DAY)
    (asked,) = read_filing(own, "cessation", values, received_on=DAY, kind="erase")

    assert asked.facts["request_kind"] == "erase"


def test_who_may_file_follows_from_the_form_and_the_folder() -> None:
    own = book("muroran-it")
    filing = own.filing("disclosure")

    assert claimants(filing, read(own, "disclosure", claimant="legal")) == ("legal_representative",)
    with pytest.raises(MayNotFile):
        read_filing(own, "disclosure", read(own, "disclosure", claimant="legal"), received_on=DAY, claimant="principal")
    with pytest.raises(MayNotFile):
        read_filing(book("iuj"), "disclosure", read(book("iuj"), "disclosure", claimant="legal"), received_on=DAY)
    (asked,) = read_filing(own, "disclosure", read(own, "disclosure", claimant="legal"), received_on=DAY)
    assert asked.claimant == "legal_representative"


def test_a_consent_form_ends_its_step_as_it_was_filled_in() -> None:
    own = book("muroran-it")
    (refused,) = read_filing(own, "consent-at-enrolment", read(own, "consent-at-enrolment", co_op="refuse"),
                             received_on=DAY)  # fmt: skip
    (given,) = read_filing(own, "consent-at-enrolment", read(own, "consent-at-enrolment", alumni="agree"),
                           received_on=DAY)  # fmt: skip

    assert (refused.outcome, given.outcome) == ("not_given", "given")


def test_an_appeal_takes_what_was_decided_from_the_case() -> None:
    own = book("josai")
    values = read(own, "appeal", name="髙橋 花子", matter="", grounds="不当")
    decided = Appealed("R8-D-0001", "開示:成績", {"request_kind": "disclose"}, "refused", date(2026, 11, 1), first=True)
    (asked,) = read_filing(own, "appeal", values, received_on=DAY, appealed=decided)

    assert asked.facts["decided_on"] == date(2026, 11, 1)
    assert asked.facts["same_content"] is False
    assert asked.title.endswith("開示:成績")


def test_a_long_subject_is_cut_in_the_title() -> None:
    own = book("josai")
    values = read(own, "disclosure", kinds=["disclose"], information="成績の記録" * 40)
    (asked,) = read_filing(own, "disclosure", values, received_on=DAY)

    assert asked.title.endswith("…")
    assert len(asked.title) < 100


def test_a_paper_sent_in_later_says_something_about_the_case() -> None:
    own = book("muroran-it")
    values = read_values(own.form("appi:method-application").form, {"method": ["post"]}, on=DAY, partial=True)

    assert read_reply(own, "appi:method-application", values, received_on=DAY) == {"requested_method": "paper"}
    assert read_reply(own, "appi:third-party-opinion", values, received_on=DAY) == {}


def test_proofs_depend_on_who_asks_and_by_which_way() -> None:
    own = book("muroran-it")
    filing = own.filing("disclosure")

    def asked(claimant: Any, channel: Any) -> list[str]:
        return [each.proof.id for each in needed(own, filing, claimant, channel)]

    assert asked("principal", "counter") == ["statute-identity"]
    assert asked("principal", "post") == ["statute-identity", "statute-residence"]
    assert asked("legal_representative", "counter") == ["statute-identity", "statute-authority"]
    assert asked("appointed_agent", "counter") == ["statute-identity", "statute-mandate"]


def test_a_document_is_listed_and_of_the_last_thirty_days() -> None:
    own = book("muroran-it")
    residence = needed(own, own.filing("disclosure"), "principal", "post")[1]

    assert (
        check_paper(residence, "residence_record", made_on=DAY - timedelta(days=30), received_on=DAY).ja
        == "住民票の写し"
    )
    for made_on in (DAY - timedelta(days=31), DAY + timedelta(days=1), None):
        with pytest.raises(TooOld):
            check_paper(residence, "residence_record", made_on=made_on, received_on=DAY)
    with pytest.raises(NoSuchPaper) as error:
        check_paper(residence, "residence_records", made_on=DAY, received_on=DAY)
    assert error.value.nearest == "residence_record"


@pytest.mark.parametrize(
    ("key", "procedure", "step", "outcome", "kind", "expected"),
    [
        ("josai", "disclosure", "decide", "refused", "disclose", {"evaluation": ("must", "manager")}),
        ("josai", "disclosure", "refuse-by-committee", "refused", "disclose",
         {"hinders_operations": ("must", "operating_committee")}),
        ("josai", "correction", "investigate", "refused", "correct", {"no_necessity": ("may", "manager")}),
        ("iuj", "disclosure", "decide", "refused", "disclose", {"hinders_operations": ("may", "operations_manager")}),
        ("nihon-cst", "disclosure", "refuse", "refused", "disclose", {"other": ("may", "committee")}),
        ("shibaura-it", "disclosure", "decide", "refused", "disclose",
         {"violates_law": ("may", "information_officer")}),
        ("muroran-it", "disclosure", "decide", "refused", "disclose", {"evaluation": ("may", "body_head")}),
        ("shibaura-it", "cessation", "investigate", "stopped", "erase", {"incident": (None, "information_officer")}),
    ],
)  # fmt: skip
def test_every_ground_has_its_nature_and_its_decider(
    key: str, procedure: str, step: str, outcome: str, kind: str, expected: dict[str, tuple[str | None, str]]
) -> None:
    now = occasion(book(key), procedure, step, outcome)
    found = {each.ground: each for each in grounds_of(book(key), now.step, now.outcome, kind)}

    assert {name: (found[name].nature, found[name].decider) for name in expected} == expected
    assert all(each.clauses and each.title.ja and each.title.en for each in found.values())
    assert all(each.clauses[0].partition(":")[0] in (key, "appi") for each in found.values())


def test_a_title_or_a_text_is_found_in_either_language() -> None:
    own = book("iuj")
    english = fill(
        own, "letter-disclosure-decision", occasion(own, "disclosure", "decide", "refused"), {}, language="en"
    )

    assert "appeal in writing" in english.values["appeal"]
    assert own.title("letter-amendment").ja == "補正の求め"
    assert own.title("letter-disclosure-decision").en.startswith("Notice of decision")
    assert own.for_kind("disclose") == "disclosure"
    assert own.for_kind("nothing") is None
    assert own.fee("disclose", "disclosure") is None
    fee = book("muroran-it").fee("disclose", "disclosure")
    assert fee is not None
    assert fee.guide == 300


def test_looking_at_a_decision_again_costs_nothing() -> None:
    assert book("muroran-it").fee("disclose", "review") is None


def test_a_paper_of_no_folder_is_a_plain_letter() -> None:
    own = book("josai")

    assert own.printed_as("letter-contract") == "office:letter"
    assert own.notice("letter-contract", "entrustment").paper == "letter"
