"""The stepper of a case, and the entries of a paper in words."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest
from django.utils import translation

from kitei.forms.definition import Choice, Column, Field, Form, Label
from kitei.office.cases.queries import Standing
from kitei.procedures.procedure import Label as Title
from kitei.web.cases.presenting import marks, values


def standing(done: int, now: int, ahead: int) -> Standing:
    """A case with so many steps done, open and to come."""

    def steps(kind: str, count: int) -> list[Any]:
        return [SimpleNamespace(title=Title(f"{kind}{number}", f"{kind}{number}")) for number in range(count)]

    return cast("Standing", SimpleNamespace(done=steps("d", done), now=steps("n", now), ahead=steps("a", ahead)))


@pytest.mark.parametrize(
    ("done", "now", "ahead", "shown"),
    [
        (0, 1, 2, "n0 a0 a1"),
        (3, 1, 2, "d0 d1 d2 n0 a0 a1"),
        (9, 1, 1, "ここまで5段階 d5 d6 d7 d8 n0 a0"),
        (2, 1, 6, "d0 d1 n0 a0 a1 a2 そのあと"),
        (3, 0, 0, "d0 d1 d2"),
        (12, 0, 0, "ここまで6段階 d6 d7 d8 d9 d10 d11"),
        (1, 9, 3, "d0 n0 n1 n2 n3 n4 n5 n6 n7 n8 a0 そのあと"),
    ],
)
def test_the_stepper_shows_as_much_as_fits(done: int, now: int, ahead: int, shown: str) -> None:
    found = marks.marks(standing(done, now, ahead))

    assert " ".join(each.title for each in found) == shown
    assert {each.state for each in found if each.title.startswith("n")} <= {"now"}


FORM = Form(
    id="try",
    title=Label(ja="試し", en="Try"),
    fields=(
        Field(id="name", ja="氏名", en="Name"),
        Field(id="day", type="date", ja="日", en="Day"),
        Field(id="way", type="choice", ja="方法", en="Way", choices=(Choice(id="post", ja="郵送", en="post"),)),
        Field(id="kinds", type="choices", ja="種類", en="Kinds", choices=(Choice(id="one", ja="一", en="one"),)),
        Field(id="sure", type="flag", ja="確か", en="Sure"),
        Field(id="stamp", type="stamp", ja="受付印", en="Stamp"),
        Field(id="rows", type="table", ja="表", en="Rows", columns=(Column(id="what", ja="物", en="What"),)),
    ),
)
ENTERED: dict[str, Any] = {
    "name": "花子",
    "day": "2026-11-20",
    "way": "post",
    "kinds": ["one", "two"],
    "sure": True,
    "stamp": {"unit": "学生課", "on": "2026-11-20"},
    "rows": [{"what": "本", "much": ""}, {"what": "紙"}],
}


def test_entries_are_shown_in_the_words_of_the_form() -> None:
    assert dict(values.rows(FORM, ENTERED, "ja")) == {
        "氏名": "花子",
        "日": "令和8年11月20日（2026-11-20）",
        "方法": "郵送",
        "種類": "一、two",
        "確か": "はい",
        "受付印": "学生課、2026-11-20",
        "表": "本\n紙",
    }


def test_entries_are_shown_in_english_too() -> None:
    with translation.override("en"):
        shown = dict(values.rows(FORM, ENTERED | {"sure": False}, "en"))

    assert (shown["Day"], shown["Kinds"], shown["Sure"]) == ("2026-11-20", "one, two", "no")


def test_what_is_no_day_stays_as_it_was_written() -> None:
    assert dict(values.rows(FORM, {"day": "春ごろ"}, "ja")) == {"日": "春ごろ"}
