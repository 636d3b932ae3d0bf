"""Publishes the schema as JSON Schema, one file for each file of a regulation folder."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from kitei.regulations.schema.clauses import Clauses
from kitei.regulations.schema.filings import Filings
from kitei.regulations.schema.identity import Identity
from kitei.regulations.schema.norms import Norms
from kitei.regulations.schema.procedures import Procedures
from kitei.regulations.schema.registers import Registers

MODELS: dict[str, type[BaseModel]] = {
    "regulation": Identity,
    "clauses": Clauses,
    "norms": Norms,
    "registers": Registers,
    "procedures": Procedures,
    "filings": Filings,
}


def schema_of(name: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of one file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **MODELS[name].model_json_schema(by_alias=True),
        "title": f"{name}.yaml",
    }


def write_schemas(folder: Path) -> Iterator[Path]:
    """Write all schemas and yield the files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in MODELS:
        file = folder / f"{name}.schema.json"
        file.write_text(json.dumps(schema_of(name), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        yield file
