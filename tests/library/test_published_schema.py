"""The JSON Schemas that editors use accept every file of the library."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from kitei.regulations.library import LIBRARY_FOLDER
from kitei.regulations.schema.publishing import MODELS, schema_of
from kitei.regulations.yamlfile import read_yaml

FILES = sorted(path for name in MODELS for path in LIBRARY_FOLDER.glob(f"*/{name}.yaml"))


def as_json(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: as_json(value) for key, value in data.items()}
    if isinstance(data, list):
        return [as_json(value) for value in data]
    return data.isoformat() if isinstance(data, date) else data


@pytest.mark.parametrize("file", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_file_of_the_library_fits_the_published_schema(file: Path) -> None:
    validator = Draft202012Validator(schema_of(file.stem))

    assert [error.message for error in validator.iter_errors(as_json(read_yaml(file).data))] == []


def test_an_unknown_key_does_not_fit() -> None:
    validator = Draft202012Validator(schema_of("registers"))

    assert list(validator.iter_errors({"registres": []}))
