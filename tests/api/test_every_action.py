"""Whatever the desk offers, a program can do: every address of the desk, and every act on a case, has its operation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from kitei.web.cases.actions import ACTIONS

DESK = "desk/"
ADDRESSES: dict[str, tuple[str, ...]] = {
    "home:home": ("get_todo",),
    "cases:list": ("list_cases", "search_cases"),
    "cases:export": ("export_cases",),
    "cases:passed_list": ("list_handed_on",),
    "cases:passed": ("get_handed_on",),
    "cases:passed_paper": ("get_handed_on_paper",),
    "cases:passed_attachment": ("get_handed_on_file",),
    "cases:kinds": ("list_procedures",),
    "cases:begin": ("open_case",),
    "cases:retention": ("list_cases", "erase_case"),
    "cases:letters": ("list_forms", "get_form"),
    "cases:letter": ("issue_paper",),
    "cases:correct": ("issue_paper",),
    "cases:case": ("get_case", "get_held", "get_timeline", "ask_engine", "get_beside"),
    "cases:facts": ("set_facts", "ask_engine"),
    "cases:step": ("get_case",),
    "cases:take": ("take_step", "answer_request"),
    "cases:preview": ("preview_answer",),
    "cases:document": ("get_paper",),
    "cases:values": ("get_paper_values",),
    "cases:handed_over": ("hand_over",),
    "cases:attachment": ("get_file",),
    "cases:decision": ("replay_decision",),
    "cases:record": ("get_timeline",),
    "cases:receipt": ("get_receipt_of_case",),
    "calendar:month": ("list_due",),
    "calendar:of": ("list_due",),
    "calendar:feed": ("get_calendar",),
    "lawbook:contents": ("list_clauses",),
    "lawbook:clause": ("get_clause",),
    "lawbook:comparison": ("compare",),
    "lawbook:procedures": ("list_procedures",),
    "lawbook:procedure": ("get_procedure",),
    "lawbook:drawing": ("get_drawing",),
    "lawbook:forms": ("list_forms", "get_form"),
    "lawbook:blank": ("get_blank_form",),
    "requests:kinds": ("list_kinds",),
    "requests:enter": ("file_request", "file_appeal"),
    "requests:identity": ("get_beside", "check_identity"),
    "statistics:overview": ("get_figures",),
    "statistics:cases": ("export_figures_of_cases",),
    "statistics:export": ("export_chart",),
    "record:overview": ("get_record", "list_acts", "list_verifications"),
    "record:act": ("get_act",),
    "record:receipt": ("get_receipt",),
    "record:entry": ("get_entry",),
    "record:checkpoint": ("get_record",),
    "record:compare": ("compare_checkpoint",),
    "record:verify": ("verify_record",),
    "record:verification": ("get_verification",),
    "people:list": ("list_people",),
    "people:add": ("add_person",),
    "people:units": ("list_units", "add_unit"),
    "people:unit": ("change_unit",),
    "people:access": ("get_access",),
    "people:person": ("get_person",),
    "people:change": ("change_person",),
    "people:leave": ("leave",),
    "people:invite": ("invite",),
    "people:withdraw": ("withdraw_invitation",),
    "people:switch": ("switch_account",),
    "people:appoint": ("appoint",),
    "people:end": ("end_appointment",),
    "committees:list": ("list_bodies",),
    "committees:body": ("get_body",),
    "committees:rules": ("set_body_rules",),
    "committees:plan": ("plan_meeting",),
    "committees:meeting": ("get_meeting",),
    "committees:replan": ("replan_meeting",),
    "committees:convene": ("convene_meeting",),
    "committees:attendance": ("open_meeting", "set_attendance"),
    "committees:guest": ("add_guest",),
    "committees:adjourn": ("adjourn_meeting",),
    "committees:close": ("close_meeting",),
    "committees:cancel": ("cancel_meeting",),
    "committees:agenda": ("add_item",),
    "committees:agenda_pdf": ("get_agenda",),
    "committees:issue": ("issue_minutes",),
    "committees:correct": ("correct_minutes",),
    "committees:item": ("get_item",),
    "committees:withdraw": ("withdraw_item",),
    "committees:record": ("record_item",),
    "committees:recuse": ("recuse",),
    "committees:hear": ("hear",),
    "committees:add_paper": ("lay_paper",),
    "committees:vote_matter": ("vote", "decide_tie", "circulate", "count_replies"),
    "committees:vote": ("vote", "decide_tie", "circulate", "count_replies"),
    "committees:reply": ("reply",),
    "committees:met": ("meet_condition",),
    "committees:paper": ("read_paper",),
    "committees:withdraw_paper": ("withdraw_paper",),
    "committees:minutes": ("get_minutes",),
    "programs:tokens": ("list_tokens",),
    "programs:revoke": ("revoke_token",),
    "programs:webhooks": ("list_webhooks",),
    "programs:add": ("add_webhook",),
    "programs:deliveries": ("list_deliveries",),
    "programs:remove": ("remove_webhook",),
}
"""The operations by which a program does what an address of the desk is for."""

WITHOUT: dict[str, str] = {
    "cases:act": "one page for the acts on a case, which are listed below one by one",
    "calendar:address": "a secret address for calendar programs that cannot show a token; `due.ics` needs none",
    "requests:begin": "the first half of keying in a paper: a program sends day, channel and picture with the form",
    "requests:filed": "what was filed, shown once: the program has it as its answer",
    "requests:picture": "the picture beside the form while somebody keys it in: the program sent it",
    "programs:issue": "a token is issued to a person who has just shown again who he is, not to a program",
}
"""Addresses without an operation, and why."""

ON_A_CASE: dict[str, str] = {
    "note": "add_note",
    "message": "add_message",
    "received": "add_message",
    "attach": "attach_file",
    "keep": "ask_engine",
    "assign": "assign_case",
    "transfer": "transfer_case",
    "merge": "merge_case",
    "stop": "stop_clock",
    "resume": "resume_clock",
    "withdraw": "withdraw_case",
    "reopen": "reopen_case",
    "fee": "set_fee",
    "fee-settled": "settle_fee",
    "opinion": "receive_opinion",
    "died": "requester_died",
    "erase": "erase_case",
}
"""The operation for each act on a case that the desk offers."""

PROGRAMS_ONLY = frozenset({"note_third_party", "ask", "get_half_year"})
"""What the desk reaches by another way: a third party by its step; or what programs alone want."""


def addresses(patterns: list[Any], name: str = "", path: str = "") -> Iterator[str]:
    """Every name under the desk."""
    for each in patterns:
        at = path + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from addresses(each.url_patterns, f"{each.app_name}:" if each.app_name else name, at)
        elif isinstance(each, URLPattern) and at.startswith(DESK):
            yield f"{name}{each.name}"


@pytest.fixture
def operations(db: None, office: str) -> set[str]:
    """Every operation that the API describes."""
    del db, office
    described = Client().get("/api/v1/openapi.json").json()
    return {each["operationId"] for methods in described["paths"].values() for each in methods.values()}


def test_every_address_of_the_desk_has_its_operation_or_a_reason_why_not(operations: set[str]) -> None:
    known = set(addresses(get_resolver().url_patterns))

    assert known - set(ADDRESSES) - set(WITHOUT) == set(), "the desk offers this, and the API does not"
    assert (set(ADDRESSES) | set(WITHOUT)) - known == set(), "the desk no longer has this"
    assert not set(ADDRESSES) & set(WITHOUT)
    named = {each for those in ADDRESSES.values() for each in those}
    assert named - operations == set()


def test_every_act_on_a_case_has_its_operation(operations: set[str]) -> None:
    assert set(ON_A_CASE) == set(ACTIONS)
    assert set(ON_A_CASE.values()) - operations == set()


def test_every_operation_is_known_here(operations: set[str]) -> None:
    named = {each for those in ADDRESSES.values() for each in those} | set(ON_A_CASE.values())

    assert operations - named == PROGRAMS_ONLY
