"""`kitei record verify | checkpoint | export | receipt | acts | witness … | rewrap`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kitei import clock
from kitei.cli.door import JsonOption, LangOption, fail, language, print_json
from kitei.cli.record import printing
from kitei.cli.record.sayings import said
from kitei.jobs.record.witnessing import send_out
from kitei.notary import NotaryError, VerifierKey
from kitei.office.ground.actors import system
from kitei.office.record import exporting, queries, sequencer, signing, stamps
from kitei.office.record.services import rewrap_keys
from kitei.office.record.verifying import verify as verify_record

NOT_CLEAN = 1

app = typer.Typer(name="record", help="記録と検証 / the record and its verification", no_args_is_help=True)
witness = typer.Typer(help="証人 / witnesses", no_args_is_help=True)
app.add_typer(witness, name="witness")


@app.command()
def verify(
    checkpoint: Annotated[
        list[Path] | None,
        typer.Option(
            "--checkpoint", metavar="FILE", exists=True, dir_okay=False, help="外で保管したもの / kept elsewhere"
        ),
    ] = None,
    key: Annotated[str | None, typer.Option("--key", metavar="KEY", help="公表した公開鍵 / the published key")] = None,
    payloads: Annotated[bool, typer.Option(help="内容も開いて確かめる / open payloads too")] = True,
    as_json: JsonOption = False,
    lang: LangOption = "ja",
) -> None:
    """記録の全体を計算し直し、全ての行と比べる / recompute the whole record and compare it with every row."""
    words = language(lang)
    with said(words):
        outside = [note for file in checkpoint or [] for note in _notes(file)]
        known = VerifierKey.parse(key) if key else None
        report = verify_record(outside=outside, key=known, payloads=payloads)
    if as_json:
        print_json(report.as_json())
    else:
        printing.print_report(report, words)
    raise typer.Exit(0 if report.is_clean else NOT_CLEAN)


@app.command()
def checkpoint(as_json: JsonOption = False, lang: LangOption = "ja") -> None:
    """署名された最新のチェックポイントを印字する / print the newest signed checkpoint."""
    words = language(lang)
    with said(words):
        sequencer.integrate(at=clock.now())
        head = queries.head()
        if head is None:
            raise exporting.NothingToExport
        public = signing.verifier().text
    note = bytes(head.note).decode()
    if as_json:
        print_json({"size": head.size, "checkpoint": note, "key": public, "signed_at": head.signed_at.isoformat()})
    else:
        print(note, end="")


@app.command()
def key() -> None:
    """公開鍵を印字する(検証する人に渡す) / print the public key, for those who check."""
    with said("ja"):
        print(signing.verifier().text)


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="書き出すフォルダー / folder to write")],
    as_json: JsonOption = False,
    lang: LangOption = "ja",
) -> None:
    """誰でも検証できる形で書き出す(個人の内容は入らない) / write the log out for anyone to check; no payloads."""
    words = language(lang)
    with said(words):
        sequencer.integrate(at=clock.now())
        head = exporting.export(folder)
        public = signing.verifier().text
    if as_json:
        print_json({"folder": str(folder), "size": head.size, "root": head.root.hex(), "key": public})
        return
    print(
        f"{folder} に {head.size} 件を書き出しました。検証: tools/verify-log {folder} --key {public}"
        if words == "ja"
        else f"{folder} holds {head.size} entries; check them with: tools/verify-log {folder} --key {public}"
    )


@app.command()
def receipt(
    act: Annotated[int, typer.Argument(metavar="ACT", help="行為の番号 / number of the act")],
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="書き出すファイル / file")] = None,
    as_json: JsonOption = False,
    lang: LangOption = "ja",
) -> None:
    """一つの行為が記録された証明を作る / prove that one act was recorded."""
    words = language(lang)
    with said(words):
        sequencer.integrate(at=clock.now())
        proof = queries.receipt_of(act).encode().decode()
        entry = bytes(queries.act(act).entry).decode()
        public = signing.verifier().text
    if as_json:
        print_json({"act": act, "entry": entry, "receipt": proof, "key": public})
    elif out is None:
        print(proof, end="")
    else:
        out.write_text(proof, encoding="utf-8")
        out.with_suffix(".entry.json").write_text(entry, encoding="utf-8")
        print(out)


@app.command()
def acts(
    case: Annotated[str | None, typer.Option("--case", metavar="NUMBER", help="事案の番号 / number of a case")] = None,
    size: Annotated[int, typer.Option("--size", min=1, max=10_000)] = 50,
    before: Annotated[int | None, typer.Option("--before", metavar="ACT")] = None,
    as_json: JsonOption = False,
    lang: LangOption = "ja",
) -> None:
    """行為の一覧(誰が・いつ・何を・どの条項で) / acts: who, when, what, under which clause."""
    words = language(lang)
    with said(words):
        found = queries.acts(before=before, size=size) if case is None else list(queries.acts_of(case)[:size])
    if as_json:
        print_json([printing.act_as_json(act) for act in found])
    else:
        printing.print_acts(found, words)


@app.command()
def rewrap(lang: LangOption = "ja") -> None:
    """全ての鍵を最新のマスター鍵で包み直す(停止は不要) / wrap every key by the newest master key, without a stop."""
    words = language(lang)
    total = 0
    with said(words):
        while count := rewrap_keys(actor=system("rewrap"), at=clock.now()):
            total += count
    print(f"{total} 個の鍵を包み直しました" if words == "ja" else f"{total} keys were wrapped anew")


@witness.command("send")
def send(as_json: JsonOption = False, lang: LangOption = "ja") -> None:
    """最新のチェックポイントを証人に送る / send the newest checkpoint to the witnesses."""
    words = language(lang)
    with said(words):
        sequencer.integrate(at=clock.now())
        done = send_out(at=clock.now())
    if as_json:
        print_json([printing.sent_as_json(one) for one in done])
    else:
        printing.print_sent(done, words)
    raise typer.Exit(NOT_CLEAN if any(one.fault for one in done) else 0)


@witness.command("list")
def listed(as_json: JsonOption = False, lang: LangOption = "ja") -> None:
    """証人に渡したものの一覧 / what the witnesses have."""
    words = language(lang)
    with said(words):
        found = list(queries.witnessings()[:1000])
    if as_json:
        print_json([printing.witnessing_as_json(one) for one in found])
    else:
        printing.print_witnessings(found, words)


@witness.command("check")
def check(
    certificate: Annotated[Path, typer.Option("--certificate", metavar="PEM", exists=True, dir_okay=False)],
    lang: LangOption = "ja",
) -> None:
    """時刻認証局の応答を確かめ、記録がその時のままか調べる / check time stamps, and the record against them."""
    words = language(lang)
    with said(words):
        trusted = stamps.read_certificates(certificate.read_bytes())
        stamped = [one for one in queries.witnessings() if one.witness == "rfc3161"]
        times = [stamps.check(bytes(one.answer), bytes(one.note), trusted) for one in stamped]
        report = verify_record(outside=[bytes(one.note) for one in stamped], payloads=False)
    for one, stamp in zip(stamped, times, strict=True):
        print(f"{stamp.at.isoformat()} {one.size} {one.where}")
    printing.print_report(report, words)
    raise typer.Exit(0 if report.is_clean else NOT_CLEAN)


def _notes(file: Path) -> list[bytes]:
    """The checkpoints in a file: one, or a mail or print in which one stands."""
    try:
        return [file.read_bytes()]
    except (OSError, NotaryError) as error:
        fail(f"{file}: {error}")
