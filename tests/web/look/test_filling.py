"""Paper forms and facts as inputs of a page, and what comes back."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import QueryDict

from kitei.forms.definition import Choice, Column, Field, Form, Label
from kitei.forms.values import BadValues, read_values
from kitei.office.lawbook import law_of
from kitei.predicates.facts import FactFault
from kitei.web.look.filling import facts, papers
from tests.web.conftest import NOON

FORM = Form(
    id="try",
    title=Label(ja="試し", en="Try"),
    fields=(
        Field(id="name", ja="氏名", en="Name", required=True),
        Field(id="text", type="text", ja="本文", en="Text", required={"way": "post"}),
        Field(id="day", type="date", ja="日", en="Day"),
        Field(
            id="way", type="choice", ja="方法", en="Way", choices=(Choice(id="post", mark="a", ja="郵送", en="Post"),)
        ),
        Field(id="kinds", type="choices", ja="種類", en="Kinds", choices=(Choice(id="one", ja="一", en="One"),)),
        Field(id="sure", type="flag", ja="確か", en="Sure"),
        Field(id="count", type="number", ja="数", en="Count"),
        Field(id="stamp", type="stamp", ja="受付印", en="Stamp"),
        Field(id="seal", type="seal", ja="印", en="Seal"),
        Field(id="rows", type="table", ja="表", en="Rows", columns=(Column(id="what", ja="物", en="What"),)),
    ),
)
SENT = (
    "v-name=花子%00&v-text=一%0D%0A二&v-day=2026-11-20&v-way=post&v-kinds=one&v-sure=1&v-count=3"
    "&v-stamp.unit=学生課&v-stamp.on=2026-11-20&v-rows.rows=2&v-rows.0.what=本&v-rows.1.what="
)
VALUES: dict[str, Any] = {
    "name": "花子",
    "text": "一\n二",
    "day": "2026-11-20",
    "way": "post",
    "kinds": ["one"],
    "sure": True,
    "count": 3,
    "stamp": {"unit": "学生課", "on": "2026-11-20"},
    "rows": [{"what": "本"}],
}


def test_every_kind_of_entry_comes_back_as_the_form_reads_it() -> None:
    found = papers.sent(FORM, QueryDict(SENT))

    assert found == VALUES
    assert read_values(FORM, found, on=NOON.date())["name"] == "花子"


def test_what_is_left_empty_is_left_out() -> None:
    assert papers.sent(FORM, QueryDict("v-name=+&v-rows.rows=x&v-count=")) == {}
    assert papers.sent(FORM, QueryDict("v-count=many")) == {"count": "many"}


def test_values_are_shown_again_in_the_order_asked_for() -> None:
    shown = {each.name: each for each in papers.inputs(FORM, "en", VALUES, order=("text", "name"))}

    assert list(shown)[:2] == ["v-text", "v-name"]
    assert "v-seal" not in shown  # set by hand
    assert shown["v-way"].options == (("post", "a Post"),)
    assert shown["v-kinds"].value == ("one",)
    assert len(shown["v-rows"].value) == 1 + papers.SPARE_ROWS
    assert shown["v-text"].required is None
    assert papers.inputs(FORM, "ja", {"way": ["post"], "kinds": "one", "stamp": "x"})[3].value == "post"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ja", {"name": "「氏名」を記入してください", "day": "「日」を読み取れません"}),
        ("en", {"name": "“Name” is missing", "day": "“Day” cannot be read"}),
    ],
)
def test_what_is_wrong_is_told_by_the_label(language: Any, said: dict[str, str]) -> None:
    with pytest.raises(BadValues) as error:
        read_values(FORM, {"day": "いつか"}, on=NOON.date())

    told = papers.told(FORM, error.value.faults, language)

    assert {name: told[name].startswith(words) for name, words in said.items()} == dict.fromkeys(said, True)


@pytest.mark.parametrize(("language", "said"), [("ja", "「氏名」は100,000字以内です"), ("en", "“Name” takes 100,000")])
def test_too_long_is_told_with_the_limit(language: Any, said: str) -> None:
    with pytest.raises(BadValues) as error:
        read_values(FORM, {"name": "あ" * 100_001}, on=NOON.date())

    assert papers.told(FORM, error.value.faults, language)["name"].startswith(said)


def test_unknown_is_not_no() -> None:
    vocabulary = law_of("josai").vocabulary
    names = ["exists", "claimant", "refusal_grounds", "received_on", "nonsense"]
    sent = QueryDict("fact-exists=no&fact-claimant=&fact-refusal_grounds=-&fact-received_on=2026-11-20")

    assert facts.answered(vocabulary, names, sent) == {
        "exists": False,
        "claimant": None,
        "refusal_grounds": [],
        "received_on": "2026-11-20",
    }
    assert facts.answered(vocabulary, ["exists", "refusal_grounds"], QueryDict()) == {
        "exists": None,
        "refusal_grounds": None,
    }
    shown = {each.id: each for each in facts.asked(vocabulary, names, {"exists": False, "refusal_grounds": []}, "ja")}
    assert (shown["exists"].value, shown["exists"].known) == ("no", True)
    assert (shown["claimant"].value, shown["claimant"].known) == ("", False)
    assert (shown["refusal_grounds"].value, shown["refusal_grounds"].known) == ((), True)


def test_a_number_is_a_number_or_what_was_typed() -> None:
    vocabulary = law_of("josai").vocabulary
    name = next(each.id for each in vocabulary.facts.values() if each.type == "int")

    assert facts.answered(vocabulary, [name], QueryDict(f"fact-{name}=12")) == {name: 12}
    assert facts.answered(vocabulary, [name], QueryDict(f"fact-{name}=many")) == {name: "many"}
    assert facts.answered(vocabulary, [name], QueryDict()) == {name: None}


@pytest.mark.parametrize(
    ("name", "value", "ja", "en"),
    [
        ("exists", True, "はい", "yes"),
        ("exists", False, "いいえ", "no"),
        ("claimant", "principal", "本人", "the person"),
        ("refusal_grounds", [], "該当なし", "none"),
        ("received_on", "2026-11-20", "令和8年11月20日（2026-11-20）", "2026-11-20"),
        ("received_on", "いつか", "いつか", "いつか"),
        ("nonsense", 1, "1", "1"),
    ],
)
def test_a_fact_in_words(name: str, value: object, ja: str, en: str) -> None:
    vocabulary = law_of("josai").vocabulary

    assert facts.said(vocabulary, name, value, "ja") == ja
    assert facts.said(vocabulary, name, value, "en").casefold() == en


def test_a_fact_that_cannot_be_read_is_named() -> None:
    vocabulary = law_of("josai").vocabulary
    faults = [
        FactFault("facts.received_on", "bad_value", "2026-05-11"),
        FactFault("facts.nonsense", "unknown_fact", ""),
    ]

    assert facts.told(vocabulary, faults, "ja") == {"received_on": "読み取れません（例 2026-05-11）"}
    assert facts.told(vocabulary, faults, "en") == {"received_on": "cannot be read; e.g. 2026-05-11"}
