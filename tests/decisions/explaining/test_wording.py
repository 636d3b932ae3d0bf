"""Every test, value and task as one line in both languages."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kitei.decisions.answer import Task
from kitei.decisions.explaining.wording import Wording, titles_of
from kitei.decisions.norms import Label, Program
from kitei.predicates.expression import FALSE, TRUE, All, AnyOf, Compare, Day, Has, Is
from kitei.predicates.facts import Fact, Value
from kitei.predicates.reading import Reader
from kitei.regulations.regulation import load_regulation
from kitei.regulations.vocabulary import load_vocabulary
from tests.decisions.conftest import TEXTS
from tests.decisions.explaining.plain import plain_engine, plain_vocabulary
from tests.decisions.inline import ON

WORDING = Wording(plain_vocabulary())


def program(question: str) -> Program:
    home = plain_engine()
    return home.programs.get(home.library.get("school"), question, ON).program


PREDICATES: list[tuple[str, dict[str, Any], str, str]] = [
    ("use", {"consent": True}, "CONSENT:はい", "consent: yes"),
    ("use", {"consent": False}, "CONSENT:いいえ", "consent: no"),
    ("provision", {"relation": ["joint_use", "entrustment"]}, "RELATION:ENTRUSTMENT又はJOINT_USE",
         "relation: entrustment or joint_use"),
    ("use", {"grounds": {"has": "law"}}, "GROUNDSにLAWが含まれる", "grounds includes law"),
    ("use", {"grounds": {"lacks": "law"}}, "「GROUNDSにLAWが含まれる」でない", "not: grounds includes law"),
    ("use", {"grounds": {"only": ["vital", "law"]}}, "GROUNDSがLAW、VITALに限られる",
         "grounds: nothing but law, vital"),
    ("use", {"grounds": {"empty": True}}, "GROUNDS:該当なし", "grounds: none"),
    ("use", {"grounds": {"has_all": ["law", "vital"]}}, "GROUNDSにLAWが含まれる、かつGROUNDSにVITALが含まれる",
         "grounds includes law and grounds includes vital"),
    ("use", {"grounds": {"has_any": ["law", "vital"]}}, "GROUNDSにLAWが含まれる、又はGROUNDSにVITALが含まれる",
         "grounds includes law or grounds includes vital"),
    ("purpose", {"announced_purposes": {"has_value_of": "activity"}},
         "ANNOUNCED_PURPOSESに、問われたACTIVITYが含まれる",
         "announced_purposes: includes the activity asked about"),
    ("provision", {"withdrawn_on": {"given": True}}, "WITHDRAWN_ONがある", "withdrawn_on: there is one"),
    ("provision", {"withdrawn_on": {"given": False}}, "「WITHDRAWN_ONがある」でない",
         "not: withdrawn_on: there is one"),
    ("meeting", {"members": {"above": 1000}}, "MEMBERSが1,000より大きい", "members is above 1,000"),
    ("meeting", {"members": {"below": 5}}, "MEMBERSが5未満", "members is below 5"),
    ("meeting", {"members": {"at_least": 5}}, "MEMBERSが5以上", "members is at least 5"),
    ("meeting", {"members": {"at_most": 5}}, "MEMBERSが5以下", "members is at most 5"),
    ("meeting", {"votes_for": {"equals": "votes_against"}}, "VOTES_FORがVOTES_AGAINSTと等しい",
         "votes_for equals votes_against"),
    ("meeting", {"votes_for": {"above": "members/2"}}, "VOTES_FORがMEMBERSの2分の1より大きい",
         "votes_for is above 1/2 of members"),
    ("provision", {"provided_on": {"after": "2026-04-01"}}, "PROVIDED_ONが令和8年4月1日より後",
         "provided_on is after 2026-04-01"),
    ("provision", {"provided_on": {"before": "on"}}, "PROVIDED_ONが判断の日より前",
         "provided_on is before the day of the question"),
    ("provision", {"provided_on": {"on_or_after": "recorded_on"}}, "PROVIDED_ONがRECORDED_ON以後",
         "provided_on is on or after recorded_on"),
    ("provision", {"withdrawn_on": {"on_or_before": "provided_on|on"}}, "WITHDRAWN_ONがPROVIDED_ON又は判断の日以前",
         "withdrawn_on is on or before provided_on or the day of the question"),
    ("appeal", {"filed_on": {"after": "decided_on + 3 months"}}, "FILED_ONがDECIDED_ONから3月より後",
         "filed_on is after decided_on + 3 months"),
    ("appeal", {"filed_on": {"after": "decided_on + 2 years"}}, "FILED_ONがDECIDED_ONから2年より後",
         "filed_on is after decided_on + 2 years"),
    ("appeal", {"filed_on": {"after": "decided_on + 14 days"}}, "FILED_ONがDECIDED_ONから14日より後",
         "filed_on is after decided_on + 14 days"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "raw", "ja", "en"), PREDICATES)
def test_a_predicate_is_told_in_one_line(question: str, raw: dict[str, Any], ja: str, en: str) -> None:
    at = program(question)
    read = Reader(at.facts, lambda _: None).read(raw)

    assert WORDING.predicate(at, read) == Label(ja, en)


def test_constants_are_told() -> None:
    at = program("use")

    assert WORDING.predicate(at, TRUE) == Label("常に真", "always")
    assert WORDING.predicate(at, FALSE) == Label("常に偽", "never")


@pytest.mark.parametrize(
    ("question", "name", "value", "ja", "en"),
    [
        ("use", "consent", True, "CONSENT:はい", "consent: yes"),
        ("provision", "relation", "joint_use", "RELATION:JOINT_USE", "relation: joint_use"),
        ("provision", "relation", "gone", "RELATION:gone", "relation: gone"),
        ("use", "grounds", frozenset(), "GROUNDS:該当なし", "grounds: none"),
        ("use", "grounds", frozenset({"vital", "law"}), "GROUNDS:LAW、VITAL", "grounds: law, vital"),
        ("provision", "provided_on", date(2026, 5, 1), "PROVIDED_ON:令和8年5月1日", "provided_on: 2026-05-01"),
        ("breach-report", "subjects_count", 12345, "SUBJECTS_COUNT:12,345", "subjects_count: 12,345"),
    ],
)
def test_a_fact_is_told_with_its_value(question: str, name: str, value: Value, ja: str, en: str) -> None:
    assert WORDING.fact_is(program(question), name, value) == Label(ja, en)


def test_a_task_is_told_with_who_and_when() -> None:
    day = date(2026, 5, 1)
    full = Task("make_record", "school:4", "情報管理者", "promptly", day, (), day, "duty")
    bare = Task("make_record", "school:4", None, "none", None, (), None, "duty")

    assert WORDING.task(full) == Label(
        "MAKE_RECORD(情報管理者) PROMPTLY 期限 令和8年5月1日 保存 令和8年5月1日まで",
        "make_record (情報管理者), promptly, due 2026-05-01, keep until 2026-05-01",
    )
    assert WORDING.task(bare) == Label("MAKE_RECORD", "make_record")


def test_a_role_is_told_by_its_title_in_either_language() -> None:
    task = Task("make_record", "school:4", "情報管理者", "none", None, (), None, "duty")
    titles = titles_of([load_regulation(TEXTS / "school"), load_regulation(TEXTS / "law")])

    assert titles == {"情報管理者": "Keeper", "情報評議会": "Council"}
    assert Wording(plain_vocabulary(), titles).task(task) == Label("MAKE_RECORD(情報管理者)", "make_record (Keeper)")


def test_a_period_is_told_unit_by_unit() -> None:
    at = program("appeal")
    atom = Compare(at.facts["filed_on"], "after", Day(("on",), days=3, months=2, years=1))

    assert WORDING.predicate(at, atom) == Label(
        "FILED_ONが判断の日から1年から2月から3日より後",
        "filed_on is after the day of the question + 1 years + 2 months + 3 days",
    )


def test_only_alternatives_that_pair_the_same_two_facts_value_by_value_are_told_as_shared() -> None:
    at = program("purpose")
    activity, announced, kinds = (at.facts[name] for name in ("activity", "announced_purposes", "subject_kinds"))

    def pair(value: str, held: Fact = announced, has: str | None = None) -> All:
        return All((Is(activity, frozenset((value,))), Has(held, has or value)))

    shared = "ANNOUNCED_PURPOSESに、問われたACTIVITYが含まれる"
    fees, events = (f"ACTIVITY:{name}、かつANNOUNCED_PURPOSESに{name}が含まれる" for name in ("FEES", "EVENTS"))
    told = {
        AnyOf((pair("fees"), pair("events"))): shared,
        AnyOf((pair("fees"),)): fees,
        AnyOf(
            (pair("fees"), pair("events", kinds))
        ): f"{fees}、又はACTIVITY:EVENTS、かつSUBJECT_KINDSにeventsが含まれる",
        AnyOf((pair("fees"), Has(kinds, "donor"))): f"{fees}、又はSUBJECT_KINDSにDONORが含まれる",
        AnyOf((Has(kinds, "donor"), pair("events"))): f"SUBJECT_KINDSにDONORが含まれる、又は{events}",
        AnyOf(
            (pair("fees"), pair("events", has="fees"))
        ): f"{fees}、又はACTIVITY:EVENTS、かつANNOUNCED_PURPOSESにFEESが含まれる",
    }

    assert {part: WORDING.predicate(at, part).ja for part in told} == told


def test_the_words_are_the_vocabularys_in_both_languages() -> None:
    real = load_vocabulary()
    kind, role = real.kinds["make_record"], real.roles["manager"]

    assert Wording(real).kind("make_record") == Label(kind.ja, kind.en)
    assert Wording(real).role("manager") == Label(role.ja, role.en)
    assert len({kind.ja, kind.en, "make_record", role.ja, role.en, "manager"}) == 6


def test_a_name_the_vocabulary_does_not_know_is_told_as_it_is() -> None:
    assert WORDING.term("outcome", "nothing") == Label("nothing", "nothing")
    assert WORDING.term("outcome", "allow") == Label("ALLOW", "allow")
    assert WORDING.kind("nothing") == Label("nothing", "nothing")
    assert WORDING.kind("make_record") == Label("MAKE_RECORD", "make_record")
    assert WORDING.role("nobody") == Label("nobody", "nobody")
    assert WORDING.role("manager") == Label("MANAGER", "manager")
