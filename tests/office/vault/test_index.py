"""Sealed names are found by what people type, and the table shows no name."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from kitei.office.vault import index
from kitei.office.vault.masters import NoMaster

STORED = index.tokens("髙橋　一郎", "タカハシ イチロウ")


@pytest.mark.parametrize(
    "typed",
    [
        "高橋",
        "髙橋",
        "高橋 一郎",
        "髙橋一郎",
        "一郎 高橋",
        "タカハシ",
        "たかはし",
        "ﾀｶﾊｼ",
        "たかは",
        "いちろう",
        "高橋一",
    ],
)
def test_a_name_is_found_in_every_way_of_writing_it(typed: str) -> None:
    asked = index.query(typed)
    assert asked
    assert set(asked) <= set(STORED)


@pytest.mark.parametrize("typed", ["橋", "高", "", "　", "佐藤", "高橋 二郎", "かはし"])
def test_it_is_not_found_by_too_little_or_by_another_name(typed: str) -> None:
    asked = index.query(typed)
    assert not asked or not set(asked) <= set(STORED)


def test_the_numbers_fit_a_bigint_and_depend_on_the_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert all(0 <= number < 2**63 for number in STORED)
    index.forget()
    monkeypatch.setitem(settings.OFFICE, "keys", tmp_path)
    (tmp_path / index.FILE).write_text("11" * 32, encoding="ascii")
    assert not set(index.tokens("髙橋　一郎")) & set(STORED)
    (tmp_path / index.FILE).unlink()
    index.forget()
    with pytest.raises(NoMaster, match=r"index\.key"):
        index.tokens("x y")
    index.forget()
