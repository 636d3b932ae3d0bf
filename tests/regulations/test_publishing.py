"""The schema is published as JSON Schema, one file for each file of a folder, for editors to check while typing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kitei.regulations.regulation import FILES
from kitei.regulations.schema.publishing import MODELS, schema_of, write_schemas


def test_every_file_of_a_folder_has_its_schema(tmp_path: Path) -> None:
    written = list(write_schemas(tmp_path / "a/b"))

    assert [file.name for file in written] == [f"{name}.schema.json" for name in MODELS]
    assert set(FILES) <= set(MODELS)
    for file, name in zip(written, MODELS, strict=True):
        text = file.read_text(encoding="utf-8")
        assert json.loads(text) == schema_of(name)
        assert text.endswith("}\n")


@pytest.mark.parametrize("name", list(MODELS))
def test_a_schema_says_which_version_and_which_file(name: str) -> None:
    schema = schema_of(name)

    assert (schema["$schema"], schema["title"]) == ("https://json-schema.org/draft/2020-12/schema", f"{name}.yaml")


def test_keys_stand_in_the_schema_as_they_are_written() -> None:
    norms = schema_of("norms")["$defs"]

    assert {"from", "until", "each"} <= set(norms["NormModel"]["properties"])
    assert "since" not in norms["NormModel"]["properties"]
    assert norms["NormModel"]["additionalProperties"] is False
    assert norms["NormModel"]["required"] == ["id", "question"]


def test_writing_again_replaces(tmp_path: Path) -> None:
    first = [file.read_bytes() for file in write_schemas(tmp_path)]
    again = [file.read_bytes() for file in write_schemas(tmp_path)]

    assert first == again
