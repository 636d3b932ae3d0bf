"""`kitei decide --rows`: a table in, the same table with answers out, in batches of flat memory."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

import polars as pl
import typer

from kitei.cli.door import BAD_INPUT, fail
from kitei.decisions.compiled.rows import BadRows, Bulk, check_columns
from kitei.decisions.deciding import Engine
from kitei.predicates.facts import FactFault, read_facts
from kitei.regulations.schema.words import Language
from kitei.regulations.yamlfile import UnreadableFile, read_yaml

BATCH = 250_000
"""Rows decided at a time; memory is that of one batch."""


def decide_rows(
    home: Engine,
    rows: Path,
    regulation: str | None,
    question: str | None,
    facts: Path | None,
    kept: list[str],
    out: Path | None,
    on: date,
    lang: Language,
) -> None:
    """Decide every row and write the result; exit status 2 if a row could not be read.

    Raises:
        BadRows: a column is no fact; nothing is written.
        UnreadableFile: the table cannot be read.
    """
    if regulation is None or question is None:
        fail(
            "--rows には --regulation と --question が必要です"
            if lang == "ja"
            else "--rows needs --regulation and --question"
        )
    ready = home.programs.get(home.library.get(regulation), question, on)
    common = read_facts(_common(facts), ready.program.facts, ready.program.clause_ids)
    source = _scan(rows)
    check_columns(str(rows), source.collect_schema().names(), ready.program.facts, kept)
    bulk = Bulk(home, ready, on, common)
    failed = _write(_decided(bulk, source), out)
    if failed:
        message = (
            f"{failed} 行に読めない値があります。error 列を見てください"
            if lang == "ja"
            else (f"{failed} rows have values that cannot be read; see the error column")
        )
        print(message, file=sys.stderr)
        raise typer.Exit(BAD_INPUT)


def _common(file: Path | None) -> Mapping[str, Any]:
    if file is None:
        return {}
    data = read_yaml(file, max_bytes=1_000_000).data
    if not isinstance(data, dict):
        raise BadRows(str(file), [FactFault("$", "missing", "{fact: value}")])
    inner = data.get("facts", data)
    return inner if isinstance(inner, dict) else {}


def _scan(file: Path) -> pl.LazyFrame:
    try:
        match file.suffix.lower():
            case ".csv":
                _require_utf8(file)
                return pl.scan_csv(file, infer_schema=False)
            case ".parquet":
                return pl.scan_parquet(file)
            case ".xlsx":
                return pl.read_excel(file, infer_schema_length=0).lazy()
            case suffix:
                raise UnreadableFile(file, None, "table", suffix or "?")
    except (pl.exceptions.PolarsError, OSError) as error:
        raise UnreadableFile(file, None, "missing", str(error).splitlines()[0][:200]) from error


def _require_utf8(file: Path) -> None:
    with file.open("rb") as stream:
        head = stream.read(1_000_000)
    try:
        head.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.start < len(head) - 4:
            line = head[: error.start].count(b"\n") + 1
            raise UnreadableFile(file, line, "not_utf8", f"0x{head[error.start]:02x}") from error


def _decided(bulk: Bulk, source: pl.LazyFrame) -> Iterator[pl.DataFrame]:
    for batch in source.collect_batches(chunk_size=BATCH, maintain_order=True):
        yield bulk.decide(batch)


def _write(batches: Iterator[pl.DataFrame], out: Path | None) -> int:
    """Write all batches; the output appears whole or not at all. Returns the number of rows with an error."""
    if out is None:
        return _csv(batches, sys.stdout.buffer)
    part = out.with_name(f".{out.name}.part")
    try:
        match out.suffix.lower():
            case ".parquet":
                failed = _parquet(batches, part)
            case ".xlsx":
                failed = _xlsx(batches, part)
            case _:
                with part.open("wb") as stream:
                    failed = _csv(batches, stream)
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
    return failed


def _csv(batches: Iterator[pl.DataFrame], stream: BinaryIO) -> int:
    failed, first = 0, True
    for batch in batches:
        failed += _failed(batch)
        lists = [name for name, kind in batch.schema.items() if isinstance(kind, pl.List)]
        flat = batch.with_columns(pl.col(name).list.join(";") for name in lists)
        stream.write(flat.write_csv(include_header=first).encode())
        first = False
    return failed


def _parquet(batches: Iterator[pl.DataFrame], file: Path) -> int:
    failed = 0
    head = next(batches, pl.DataFrame())

    def counted() -> Iterator[pl.DataFrame]:
        nonlocal failed
        for batch in chain((head,), batches):
            failed += _failed(batch)
            yield batch

    stream = counted()
    pl.io.plugins.register_io_source(lambda *_: stream, schema=head.schema).sink_parquet(file)
    return failed


def _xlsx(batches: Iterator[pl.DataFrame], file: Path) -> int:
    whole = pl.concat(list(batches))
    whole.write_excel(file)
    return _failed(whole)


def _failed(batch: pl.DataFrame) -> int:
    return int(batch["error"].is_not_null().sum()) if "error" in batch.columns else 0
