"""`kitei decide --rows`: a table in, the same table with answers out, in batches of flat memory."""

from __future__ import annotations

import codecs
import signal
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

import fastexcel
import polars as pl
import typer

from kitei.cli.door import BAD_INPUT, fail
from kitei.decisions.compiled.rows import BadRows, Bulk, check_columns
from kitei.decisions.compiled.single import FastProgram
from kitei.decisions.deciding import Engine
from kitei.predicates.facts import FactFault, read_facts
from kitei.regulations.schema.words import Language
from kitei.regulations.yamlfile import UnreadableFile, read_yaml

BATCH = 250_000
"""Rows decided at a time; memory is that of one batch."""

TABLES = (".csv", ".parquet", ".xlsx")
SHEET = 1_048_575
"""Rows that a sheet of xlsx holds below its header."""

PROGRESS = 1_000_000
"""Rows after which a line on stderr says how far it is."""

SHOWN = 10
"""Rows with bad cells named on stderr; the error column has them all."""

CHUNK = 8 * 2**20
"""Bytes of a CSV file read at a time to see that it is UTF-8."""


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
    if regulation is None or not question:
        fail(
            "--rows には --regulation と --question が必要です"
            if lang == "ja"
            else "--rows needs --regulation and --question"
        )
    ready = home.programs.get(home.library.get(regulation), question, on)
    common = read_facts(_common(facts), ready.program.facts, ready.program.clause_ids)
    source = _scan(rows)
    check_columns(str(rows), source.collect_schema().names(), ready.program.facts, kept)
    bulk = Bulk(FastProgram(home, ready, on), common)
    tally = Tally(rows, lang)
    with _ended_like_cancelled():
        _write(tally.watch(_decided(bulk, source, rows)), out)
    if tally.failed:
        tally.say_what_failed()
        raise typer.Exit(BAD_INPUT)


@dataclass(slots=True)
class Tally:
    """Counts the rows that go by: says how far it is, and in the end which rows could not be read."""

    rows: Path
    lang: Language
    done: int = 0
    failed: int = 0
    _first: list[str] = field(default_factory=list)

    def watch(self, batches: Iterator[pl.DataFrame]) -> Iterator[pl.DataFrame]:
        """The same batches."""
        header = 0 if self.rows.suffix.lower() == ".parquet" else 1
        for batch in batches:
            wrong = batch.select("error").with_row_index("row", offset=self.done + header + 1).drop_nulls()
            for row, error in wrong.head(SHOWN - len(self._first)).iter_rows():
                self._first.append(
                    f"{self.rows}: {row} 行目: {error}" if self._ja else f"{self.rows}: row {row}: {error}"
                )
            self.failed += wrong.height
            before, self.done = self.done, self.done + batch.height
            if before // PROGRESS != self.done // PROGRESS:
                print(f"{self.done:,} 行…" if self._ja else f"{self.done:,} rows …", file=sys.stderr)
            yield batch

    def say_what_failed(self) -> None:
        """Name the first rows that could not be read, and how many there are."""
        print("\n".join(self._first), file=sys.stderr)
        print(
            f"{self.failed:,} 行に読めない値があります。error 列を見てください"
            if self._ja
            else f"{self.failed:,} rows have values that cannot be read; see the error column",
            file=sys.stderr,
        )

    @property
    def _ja(self) -> bool:
        return self.lang == "ja"


@contextmanager
def _ended_like_cancelled() -> Iterator[None]:
    """A polite end (SIGTERM) cleans up as Ctrl-C does: no half file stays."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _common(file: Path | None) -> Mapping[str, Any]:
    if file is None:
        return {}
    data = read_yaml(file, max_bytes=1_000_000).data
    if not isinstance(data, dict):
        raise BadRows(str(file), [FactFault("$", "missing", "{fact: value}")])
    inner = data.get("facts", data)
    if not isinstance(inner, dict):
        raise BadRows(str(file), [FactFault("facts", f"bad_value:{inner!r}"[:80], "{fact: value}")])
    return inner


def _scan(file: Path) -> pl.LazyFrame:
    suffix = file.suffix.lower()
    if suffix not in TABLES:
        raise UnreadableFile(file, None, "table", suffix or "?")
    try:
        if file.stat().st_size == 0:
            raise UnreadableFile(file, None, "empty", "")
        if suffix == ".csv":
            _require_utf8(file)
            source = pl.scan_csv(file, infer_schema=False)
        else:
            source = (
                pl.scan_parquet(file) if suffix == ".parquet" else pl.read_excel(file, infer_schema_length=0).lazy()
            )
        source.collect_schema()
    except OSError as error:
        raise UnreadableFile(file, None, "missing", error.strerror or str(error)) from error
    except (pl.exceptions.PolarsError, fastexcel.FastExcelError) as error:
        raise _unreadable(file, error) from error
    return source


def _unreadable(file: Path, error: Exception) -> UnreadableFile:
    return UnreadableFile(file, None, "syntax", (str(error).strip().splitlines() or ["?"])[0][:200])


def _require_utf8(file: Path) -> None:
    """The whole file, before anything is decided: half a result is worse than none.

    Raises:
        UnreadableFile: with the line of the first byte that is not UTF-8.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    lines = 1
    with file.open("rb") as stream:
        while True:
            chunk = stream.read(CHUNK)
            try:
                decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                line = lines + error.object[: error.start].count(b"\n")
                raise UnreadableFile(file, line, "not_utf8", f"0x{error.object[error.start]:02x}") from error
            if not chunk:
                return
            lines += chunk.count(b"\n")


def _decided(bulk: Bulk, source: pl.LazyFrame, file: Path) -> Iterator[pl.DataFrame]:
    try:
        empty = True
        for batch in source.collect_batches(chunk_size=BATCH, maintain_order=True):
            empty = False
            yield bulk.decide(batch)
        if empty:
            yield bulk.decide(source.head(0).collect())
    except pl.exceptions.PolarsError as error:
        raise _unreadable(file, error) from error


def _write(batches: Iterator[pl.DataFrame], out: Path | None) -> None:
    """Write all batches; the output appears whole or not at all.

    Raises:
        UnreadableFile: the output cannot be written there, or is no kind of table.
    """
    if out is None:
        _csv(batches, sys.stdout.buffer)
        return
    if out.suffix.lower() not in TABLES:
        raise UnreadableFile(out, None, "table", out.suffix or "?")
    try:
        # A folder of its own, gone in any case: a writer that is still busy when all is cancelled finds no place.
        with TemporaryDirectory(prefix=f".{out.name}.", dir=out.parent, ignore_cleanup_errors=True) as folder:
            part = Path(folder) / out.name
            match out.suffix.lower():
                case ".parquet":
                    _parquet(batches, part)
                case ".xlsx":
                    _xlsx(batches, part)
                case _:
                    with part.open("wb") as stream:
                        _csv(batches, stream)
            part.replace(out)
    except OSError as error:
        raise UnreadableFile(out, None, "missing", error.strerror or str(error)) from error


def _csv(batches: Iterator[pl.DataFrame], stream: BinaryIO) -> None:
    first = True
    for batch in batches:
        stream.write(_flat(batch).write_csv(include_header=first).encode())
        first = False


def _flat(batch: pl.DataFrame) -> pl.DataFrame:
    """Lists as the text in which they are read again."""
    lists = [name for name, kind in batch.schema.items() if isinstance(kind, pl.List)]
    return batch.with_columns(
        pl.when(pl.col(name).list.len() == 0)
        .then(pl.lit("[]"))
        .otherwise(pl.col(name).cast(pl.List(pl.String)).list.join(";"))
        .alias(name)
        for name in lists
    )


def _parquet(batches: Iterator[pl.DataFrame], file: Path) -> None:
    head = next(batches)
    stream = chain((head,), batches)
    pl.io.plugins.register_io_source(lambda *_: stream, schema=head.schema).sink_parquet(file)


def _xlsx(batches: Iterator[pl.DataFrame], file: Path) -> None:
    whole = pl.concat(list(batches))
    if whole.height > SHEET:
        raise BadRows(str(file), [FactFault("rows", f"bad_value:{whole.height:,}", f"≤ {SHEET:,}, .csv, .parquet")])
    _flat(whole).write_excel(file)
