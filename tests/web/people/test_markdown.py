"""The documentation shows the very table that the office asks."""

from __future__ import annotations

from pathlib import Path

from kitei.office.lawbook import law_of
from kitei.regulations.library import Library
from kitei.web.people.markdown import page

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "access.md"


def test_the_page_is_what_the_regulations_say_today() -> None:
    made = page(law_of(key) for key in Library().universities())
    assert PAGE.read_text(encoding="utf-8") == made, "run tools/access-table"
