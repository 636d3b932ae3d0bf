"""`kitei person invite | add | list | appoint | end | leave | unlock | token | access | unit …`.

Whoever may start these commands has the office's folder, and so its keys: they act as the machine, and the record says
so.
"""

from __future__ import annotations

from typing import Annotated

import typer
from django.db import transaction

from kitei import clock
from kitei.cli.door import JsonOption, LangOption, fail, language, print_json, read_on
from kitei.cli.people import units
from kitei.cli.people.finding import appointment_at, day, person_at, said, unit_at
from kitei.office.ground.actors import system
from kitei.office.lawbook import current
from kitei.office.people import queries, services
from kitei.office.people.access import access_table
from kitei.office.programs.services import issue_token
from kitei.web.signin.posting import invitation_url, post_invitation

app = typer.Typer(name="person", help="人と任命 / persons and appointments", no_args_is_help=True)
app.add_typer(units.app, name="unit")

Email = Annotated[str, typer.Argument(metavar="EMAIL", help="メールアドレス / e-mail address")]
RoleOption = Annotated[str, typer.Option("--role", help="役割 / role or body of the regulation or the office")]
UnitOption = Annotated[str | None, typer.Option("--unit", metavar="CODE", help="部署 / unit")]
FromOption = Annotated[str | None, typer.Option("--from", metavar="DATE", help="始まりの日 / first day")]
ToOption = Annotated[str | None, typer.Option("--to", metavar="DATE", help="終わりの日(含まない)/ exclusive")]
CapacityOption = Annotated[str, typer.Option("--capacity", help="holder | chair | vice_chair | member | secretary")]
CLI = system("cli")


@app.command()
def invite(
    email: Email,
    name: Annotated[str | None, typer.Option("--name", help="氏名(新しい人のとき)/ name of somebody new")] = None,
    role: Annotated[str | None, typer.Option("--role", help="今日から任命する役割 / appoint from today")] = None,
    unit: UnitOption = None,
    as_json: JsonOption = False,
    lang: LangOption = "ja",
) -> None:
    """招待し、リンクを印字してメールでも送る / invite; prints the link and sends it by mail, too."""
    words, at = language(lang), clock.now()
    with said(words), transaction.atomic():
        where = unit_at(unit, words)
        person = queries.person_at(email) or services.add_person(
            name=name or email.partition("@")[0], email=email, unit=where, language=words, actor=CLI, at=at
        )
        if role is not None:
            services.appoint(person=person, role=role, unit=where, from_on=clock.today(), actor=CLI, at=at)
        invited = services.invite(person=person, actor=CLI, at=at)
        post_invitation(invited, at)
    url = invitation_url(invited.secret)
    if as_json:
        until = invited.invitation.expires_at.isoformat()
        print_json({"person": person.pseudonym, "url": url, "expires_at": until})
    else:
        print(url)


@app.command()
def add(
    email: Email,
    name: Annotated[str, typer.Option("--name", help="氏名 / name")],
    kana: Annotated[str, typer.Option("--kana", help="フリガナ / reading")] = "",
    unit: UnitOption = None,
    tongue: Annotated[str, typer.Option("--language", help="ja | en")] = "ja",
    lang: LangOption = "ja",
) -> None:
    """人を登録する / add a person."""
    words = language(lang)
    with said(words):
        person = services.add_person(
            name=name,
            kana=kana,
            email=email,
            unit=unit_at(unit, words),
            language=tongue,
            actor=CLI,
            at=clock.now(),
        )
    print(person.pseudonym)


@app.command("list")
def listing(
    words: Annotated[str, typer.Argument(metavar="TEXT", help="氏名の一部など / part of a name")] = "",
    as_json: JsonOption = False,
    lang: LangOption = "ja",
) -> None:
    """人と、今日の役割 / persons and their roles today."""
    tongue = language(lang)
    law, after = current(), ""
    found: list[queries.PersonRow] = []
    with said(tongue):
        while True:
            rows, after = queries.persons_page(clock.today(), text=words, after=after, size=200)
            found += rows
            if not after:
                break
    if as_json:
        print_json([_as_json(row) for row in found])
        return
    for row in found:
        roles = ", ".join(law.role_title(each.role, tongue) for each in row.appointments)
        print(f"{row.person.email}  {row.person.name}  {roles or '–'}")


@app.command()
def appoint(
    email: Email,
    role: RoleOption,
    unit: UnitOption = None,
    capacity: CapacityOption = "holder",
    since: FromOption = None,
    to: ToOption = None,
    lang: LangOption = "ja",
) -> None:
    """任命する / appoint."""
    words = language(lang)
    with said(words):
        services.appoint(
            person=person_at(email, words),
            role=role,
            unit=unit_at(unit, words),
            capacity=capacity,
            from_on=day(since, "--from", words),
            to_on=read_on(to, words, "--to"),
            actor=CLI,
            at=clock.now(),
        )


@app.command()
def end(
    email: Email,
    role: RoleOption,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="その日から効力なし / from that day")] = None,
    lang: LangOption = "ja",
) -> None:
    """任命を終える / end an appointment."""
    words = language(lang)
    with said(words):
        last = day(on, "--on", words)
        found = appointment_at(person_at(email, words), role, last, words)
        services.end_appointment(appointment=found, on=last, actor=CLI, at=clock.now())


@app.command()
def leave(
    email: Email,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="在職しない最初の日 / first day gone")] = None,
    lang: LangOption = "ja",
) -> None:
    """離職を記録する / record that somebody leaves."""
    words = language(lang)
    with said(words):
        services.leave(person=person_at(email, words), on=day(on, "--on", words), actor=CLI, at=clock.now())


@app.command()
def unlock(email: Email, lang: LangOption = "ja") -> None:
    """停止又はロックされたアカウントを開く / open a closed or locked account again."""
    words = language(lang)
    with said(words):
        account = queries.account_of(person_at(email, words))
        if account is None:
            fail("アカウントがありません" if words == "ja" else "there is no account")
        services.reopen_account(account=account, actor=CLI, at=clock.now())


@app.command()
def token(
    email: Email,
    scope: Annotated[list[str], typer.Option("--scope", metavar="ACT", help="範囲 / such as case.read, case.")],
    label: Annotated[str, typer.Option("--label", help="使いみち / what it is for")] = "API",
    days: Annotated[int, typer.Option("--days", help="有効な日数 / how long it lives")] = 90,
    lang: LangOption = "ja",
) -> None:
    """プログラムが使うトークンを発行する(一度だけ表示) / issue a token for a program; shown once."""
    words = language(lang)
    with said(words):
        person = person_at(email, words)
        issued = issue_token(person=person, label=label, scopes=scope, days=days, actor=CLI, at=clock.now())
    print(issued.plain)


@app.command()
def access(as_json: JsonOption = False, lang: LangOption = "ja") -> None:
    """権限の表 / the table of who may do what."""
    words, law = language(lang), current()
    grants = access_table(law)
    if as_json:
        print_json(
            [
                {
                    "role": each.role,
                    "act": each.act,
                    "reach": each.reach.value,
                    "procedure": each.procedure,
                    "step": each.step,
                    "actor": each.actor,
                    "capacities": sorted(each.capacities),
                    "clauses": list(each.clauses),
                }
                for each in grants
            ]
        )
        return
    for each in grants:
        where = " ".join(part for part in (each.procedure, each.step, each.actor) if part)
        print(f"{law.role_title(each.role, words)}  {each.act}  {each.reach.value}  {where}".rstrip())


def _as_json(row: queries.PersonRow) -> dict[str, object]:
    return {
        "person": row.person.pseudonym,
        "name": row.person.name,
        "kana": row.person.kana,
        "email": row.person.email,
        "unit": row.person.unit.code if row.person.unit else None,
        "left_on": row.person.left_on.isoformat() if row.person.left_on else None,
        "roles": [
            {"role": each.role, "unit": each.unit.code if each.unit else None, "capacity": each.capacity}
            for each in row.appointments
        ],
        "account": None if row.account is None else ("open" if row.account.activated_at else "invited"),
    }
