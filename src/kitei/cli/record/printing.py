"""What `kitei record` prints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.table import Table

from kitei import clock
from kitei.calendar import wareki
from kitei.cli.door import console
from kitei.jobs.record.witnessing import Sent
from kitei.office.record.models import Act, Witnessing
from kitei.office.record.verifying import Report


def print_report(report: Report, lang: str) -> None:
    """A report for people: one line if all is well, else every finding."""
    for finding in report.findings:
        print(f"✗ {finding.ja if lang == 'ja' else finding.en}")
    for fault, count in report.further.items():
        print(f"  … {fault}: 他 {count} 件" if lang == "ja" else f"  … {fault}: {count} more")
    if lang == "ja":
        state = "改変なし" if report.is_clean else "改変が見つかりました"
        print(
            f"{state}: 行為 {report.acts} 件(木に {report.size} 件、待ち {report.waiting} 件)、"
            f"{report.tables} 表 {report.rows} 行、内容 {report.payloads} 件(消去済み {report.erased} 件)、"
            f"外部のチェックポイント {report.outside} 件、根 {report.root}"
        )
        if not report.outside:
            print("外で保管したチェックポイントを --checkpoint で渡すと、鍵を持つ管理者による書き換えも分かります")
    else:
        state = "nothing altered" if report.is_clean else "ALTERED"
        print(
            f"{state}: {report.acts} acts ({report.size} in the tree, {report.waiting} waiting), {report.rows} rows of "
            f"{report.tables} tables, {report.payloads} payloads ({report.erased} erased), "
            f"{report.outside} outside checkpoints, root {report.root}"
        )
        if not report.outside:
            print("checkpoints kept elsewhere (--checkpoint) show what an administrator with the key could hide")


def print_acts(acts: Sequence[Act], lang: str) -> None:
    """Acts as a table."""
    heads = ("番号", "時刻", "行為", "事案", "行為者", "役割", "条項") if lang == "ja" else (
        "act", "at", "what", "case", "actor", "role", "clauses"
    )  # fmt: skip
    table = Table(*heads, box=None)
    for act in acts:
        table.add_row(str(act.id), moment(act), act.name, act.case or "", act.actor, act.role, " ".join(act.clauses))
    console().print(table)


def moment(act: Act | Witnessing) -> str:
    """A moment in Japan: wareki and ISO."""
    at = act.at.astimezone(clock.TOKYO)
    return f"{wareki(at.date())} {at.isoformat(sep=' ', timespec='seconds')}"


def act_as_json(act: Act) -> dict[str, Any]:
    """An act for `--json`."""
    return {
        "id": act.id, "at": act.at.isoformat(), "act": act.name, "case": act.case, "actor": act.actor,
        "role": act.role, "clauses": act.clauses, "rows": act.rows,
    }  # fmt: skip


def print_sent(done: Sequence[Sent], lang: str) -> None:
    """What became of each witness."""
    if not done:
        print(
            "送るものがありません(証人が未設定か、最新のものを持っています)"
            if lang == "ja"
            else "nothing to send: no witness is named in office.toml, or each has the newest checkpoint"
        )
    for one in done:
        fault = "" if one.fault is None else f": {one.fault.of(lang)}"
        print(f"{'✗' if one.fault else '✓'} {one.witness} {one.where} {one.size}{fault}")


def sent_as_json(one: Sent) -> dict[str, Any]:
    """What became of one witness, for `--json`."""
    return {
        "witness": one.witness, "where": one.where, "size": one.size, "ok": one.fault is None,
        "fault": None if one.fault is None else {"ja": one.fault.ja, "en": one.fault.en},
    }  # fmt: skip


def print_witnessings(found: Sequence[Witnessing], lang: str) -> None:
    """What the witnesses have, as a table."""
    heads = ("時刻", "証人", "宛先", "件数") if lang == "ja" else ("at", "witness", "where", "size")
    table = Table(*heads, box=None)
    for one in found:
        table.add_row(moment(one), one.witness, one.where, str(one.size))
    console().print(table)


def witnessing_as_json(one: Witnessing) -> dict[str, Any]:
    """One witnessing for `--json`."""
    return {
        "at": one.at.isoformat(), "witness": one.witness, "where": one.where, "size": one.size,
        "checkpoint": bytes(one.note).decode(),
    }  # fmt: skip
