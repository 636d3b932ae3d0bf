"""Floors 0 to 2 answer from what they are given: no clock, no environment, no conversation.

Imports of clock, dice and network are refused by the contracts in `pyproject.toml`; here are the calls that need no
import of their own.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.house.sources import Source

PURE = ("calendar", "notary", "text", "predicates", "regulations", "decisions", "procedures", "forms", "filings")
CLOCK = {"now", "today", "utcnow"}
ENVIRONMENT = {"environ", "getenv"}
CONVERSATION = {"print", "input"}


def test_floors_0_to_2_do_not_read_the_clock_or_the_environment(sources: tuple[Source, ...]) -> None:
    assert [f"{file.path}:{place}" for file in pure(sources) for place in looks_outside(file.tree)] == []


@pytest.mark.parametrize(
    ("code", "seen"),
    [
        ("datetime.now(UTC)", True),
        ("date.today()", True),
        ("os.environ['TZ']", True),
        ("os.getenv('TZ')", True),
        ("print(day)", True),
        ("self.today", False),  # a day handed in may be called so
        ("sys.stdout.write(text)", False),
    ],
)
def test_the_check_sees_what_it_looks_for(code: str, seen: bool) -> None:
    assert bool(list(looks_outside(ast.parse(code)))) is seen


def looks_outside(tree: ast.AST) -> Iterator[str]:
    """The places, `line name`, at which code reads the clock or the environment, or talks."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr=name)) if name in CLOCK:
                yield f"{node.lineno} {name}"
            case ast.Call(func=ast.Name(id=name)) if name in CONVERSATION:
                yield f"{node.lineno} {name}"
            case ast.Attribute(attr=name) if name in ENVIRONMENT:
                yield f"{node.lineno} {name}"
            case _:
                pass


def pure(sources: tuple[Source, ...]) -> Iterator[Source]:
    rooms = tuple(f"src/kitei/{room}/" for room in PURE)
    return (file for file in sources if file.path.startswith(rooms))
