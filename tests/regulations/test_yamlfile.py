"""Strict reading: every problem with file and line, and nothing that could hurt."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kitei.regulations.yamlfile import UnreadableFile, parse_yaml, read_text, read_yaml

FILE = Path("x.yaml")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("true", True), ("false", False), ("null", None), ("~", None),
        ("on", "on"), ("yes", "yes"), ("no", "no"), ("off", "off"), ("True", "True"), ("NULL", "NULL"),
        ("0", 0), ("12", 12), ("-12", -12), ("+12", 12), ("012", 12.0), ("0o17", "0o17"), ("0x1F", "0x1F"), ("1_000",
             "1_000"),
        ("1:30", "1:30"), ("1.5", 1.5), (".5", 0.5), ("5.", 5.0), ("1e3", 1000.0), ("-1.5E-2", -0.015), (".", "."),
             ("e3", "e3"),
        ("2026-05-11", date(2026, 5, 11)), ("2026-02-30", "2026-02-30"), ("2026-5-11", "2026-5-11"),
        ("2026-05-11T10:00:00", "2026-05-11T10:00:00"),
        ("'true'", "true"), ('"12"', "12"), ("'2026-05-11'", "2026-05-11"), ("''", ""), ("個人情報", "個人情報"),
    ],
)  # fmt: skip
def test_plain_words_are_read_by_the_core_schema_of_yaml_1_2(written: str, expected: object) -> None:
    value = parse_yaml(f"a: {written}\n", FILE).data["a"]

    assert value == expected
    assert type(value) is type(expected)


def test_a_block_is_always_a_text() -> None:
    data = parse_yaml("a: |\n  12\nb: >-\n  true\nc:\n", FILE).data

    assert data == {"a": "12\n", "b": "true", "c": None}


def test_json_is_read_as_well() -> None:
    assert parse_yaml('{"a": [1, {"b": null}], "on": "x"}', FILE).data == {"a": [1, {"b": None}], "on": "x"}


NESTED = """
# a comment
a: 1
list:
  - x
  - key: y
    more: [p,
      q]
last: {k: v}
"""


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ((), 3), (("a",), 3), (("list",), 4), (("list", 0), 5), (("list", 1), 6), (("list", 1, "key"), 6),
        (("list", 1, "more"), 7), (("list", 1, "more", 1), 8), (("last", "k"), 9),
        (("last", "unknown"), 9), (("list", 1, "key", "deeper", 3), 6), (("nothing",), 3),
    ],
)  # fmt: skip
def test_every_value_has_its_line_and_what_has_none_that_of_what_surrounds_it(
    place: tuple[str | int, ...], line: int
) -> None:
    assert parse_yaml(NESTED, FILE).line(place) == line


def test_without_any_place_the_line_is_the_first() -> None:
    document = parse_yaml("a: 1", FILE)

    assert type(document)(document.file, document.data, {}).line(("a",)) == 1


PROBLEMS: list[tuple[str, int | None, str, str]] = [
    ("", None, "empty", ""),
    ("# only a comment\n", None, "empty", ""),
    ("a: 1\nb: 2\na: 3\n", 3, "duplicate_key", "a"),
    ("x:\n  - {k: 1, k: 2}\n", 2, "duplicate_key", "k"),
    ("a: &name 1\n", 1, "alias", "&name"),
    ("a: 1\nb: &name [1]\nc: *name\n", 2, "alias", "&name"),
    ("a: &x {b: 1}\n", 1, "alias", "&x"),
    ("&k a: 1\n", 1, "syntax", "?"),
    ("? [a]\n: 1\n", 1, "syntax", "?"),
    ("a: 1\n---\nb: 2\n", 3, "syntax", "---"),
    ("a: [1, 2\n", 2, "syntax", "did not find expected ',' or ']'"),
    ("a: 1\n b: 2\n", 2, "syntax", "mapping values are not allowed in this context"),
    ("a: \x07\n", None, "syntax", "unacceptable character #x0007: control characters are not allowed"),
]


@pytest.mark.parametrize(("written", "line", "problem", "detail"), PROBLEMS)
def test_what_cannot_be_read_is_named_with_its_line(written: str, line: int | None, problem: str, detail: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        parse_yaml(written, FILE)

    error = caught.value
    assert (error.file, error.line, error.problem, error.detail) == ("x.yaml", line, problem, detail)
    assert str(error) == f"x.yaml{f':{line}' if line else ''}: {problem} {detail}".rstrip()


def test_a_bomb_of_aliases_is_refused_before_it_grows() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{new}: &{new} [*{old}, *{old}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )

    with pytest.raises(UnreadableFile) as caught:
        parse_yaml(bomb, FILE)

    assert (caught.value.problem, caught.value.line) == ("alias", 1)


@pytest.mark.parametrize(("depth", "refused"), [(60, False), (61, True), (5_000, True)])
def test_nothing_a_person_writes_is_nested_sixty_deep(depth: int, *, refused: bool) -> None:
    written = "[" * depth + "]" * depth

    if not refused:
        assert parse_yaml(f"a: {written[1:-1]}", FILE).data
        return
    with pytest.raises(UnreadableFile) as caught:
        parse_yaml(f"a: {written}", FILE)
    assert (caught.value.problem, caught.value.detail, caught.value.line) == ("depth", "60", 1)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_yaml(tmp_path / "none.yaml")

    assert (caught.value.problem, caught.value.line) == ("missing", None)
    assert caught.value.detail == "No such file or directory"
    assert caught.value.file == str(tmp_path / "none.yaml")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_yaml(tmp_path)

    assert caught.value.problem == "missing"


def test_a_file_larger_than_a_person_writes_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("a: " + "x" * 997, encoding="utf-8")

    assert len(read_text(file, 1000)) == 1000
    with pytest.raises(UnreadableFile) as caught:
        read_yaml(file, 999)
    assert (caught.value.problem, caught.value.detail) == ("too_large", "1,000 > 999")


def test_bytes_that_are_no_utf_8_are_named_with_their_line(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes("a: 1\nb: 個人\n".encode() + b"c: \x8c\xa2\n")

    with pytest.raises(UnreadableFile) as caught:
        read_yaml(file)

    assert (caught.value.problem, caught.value.line, caught.value.detail) == ("not_utf8", 3, "0x8c")


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"\xef\xbb\xbfa: 1\n")

    document = read_yaml(file)

    assert (document.data, document.file) == ({"a": 1}, file)
