"""`kitei demo --check`: a request from the portal to the notice and an appeal, over HTTP; then the record."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from kitei.cli.demo.checking.browsing import Page, Visitor, WentWrong
from kitei.cli.demo.checking.desk import Desk
from kitei.cli.demo.processes import Running
from kitei.filings.book import Book
from kitei.forms.catalogue import Catalogue
from kitei.premises.databases import environment
from kitei.procedures.procedure import Procedure
from kitei.procedures.reading import ProcedureReader
from kitei.regulations.library import Library
from kitei.regulations.schema.words import Language

_KIND = "disclose"
_SHEETS = 14  # pages of a form, at most
_ANSWERS = {"name": "検査 花子", "email": "hanako@example.jp", "tel": "000-0000-0000"}


@dataclass(frozen=True, slots=True)
class Line:
    """How it went at one office."""

    good: bool
    text: str


@dataclass(slots=True)
class Through:
    """One request on its way through an office.

    Attributes:
        notes: what happened, in the order in which it did.
    """

    office: Running
    lang: Language
    book: Book
    notes: list[str] = field(default_factory=list)

    def play(self) -> None:
        """File, decide, tell, appeal, answer.

        Raises:
            WentWrong: a page was not as expected.
        """
        person = Visitor(self.office.url, self.lang)
        name = self.book.for_kind(_KIND)
        if name is None:
            raise WentWrong(f"no procedure for {_KIND}")
        number, secret = self._file(person, f"/file/{name}/")
        self._decide(number, self.book.procedures[name])
        self._told(person, number, secret)
        appeal = self.book.procedures[name].appeal
        if appeal is not None and appeal in self.book.filings:
            self._appeal(person, self.book.procedures[appeal])

    def _file(self, person: Visitor, start: str) -> tuple[str, str]:
        page = person.get(start)
        for _ in range(_SHEETS):
            if page.path.endswith("/done/"):
                return self._receipt(page)
            last = page.path.endswith("/check/")
            page = person.send(page, page.form(), {}, _written, {"go": "send" if last else "on"})
        raise WentWrong(f"{page.path}: {page.text()[:600]}")

    def _receipt(self, page: Page) -> tuple[str, str]:
        said = page.content.decode()
        number = re.search(r"[RHS]\d+-[A-Z]+-\d{4,}", said)
        secret = re.search(r"[A-Z2-7]{4}(?:-[A-Z2-7]{4}){3}", said)
        if number is None or secret is None:
            raise WentWrong(f"{page.path}: no number or secret: {page.text()[:300]}")
        self.notes.append(number[0])
        return number[0], secret[0]

    def _decide(self, number: str, procedure: Procedure) -> None:
        desk = Desk(self.office, self.lang, self.book, procedure)
        desk.run(number)
        self.notes.extend(desk.notes)

    def _told(self, person: Visitor, number: str, secret: str) -> None:
        """The person asks how it stands, and takes the notice."""
        page = person.get("/status/")
        page = person.send(page, page.form(), {"number": number, "secret": secret}, _written)
        papers = page.links(r"/status/case/document/.*")
        if not papers:
            raise WentWrong(f"{page.path}: no notice: {page.text()[:600]}")
        if not all(person.file(path).startswith(b"%PDF-") for path in papers):
            raise WentWrong(f"{page.path}: a notice is no PDF")
        self.notes.append("通知を受領" if self.lang == "ja" else "notice received")

    def _appeal(self, person: Visitor, appeal: Procedure) -> None:
        page = person.get("/status/case/")
        page = person.send(page, page.form(".*/appeal/"), {}, _written)
        number, _ = self._file(person, page.path)
        self._decide(number, appeal)


def through(office: Running, lang: Language) -> Line:
    """Play one request through at an office, and verify its record."""
    library = Library()
    home = library.get(office.home.regulation)
    title = home.identity.institution.of(lang)
    try:
        way = Through(office, lang, _book(library, office.home.regulation))
        way.play()
        acts = _verified(office)
    except WentWrong as error:
        return Line(good=False, text=f"{title}: {'通りませんでした' if lang == 'ja' else 'failed'}: {error}")
    record = f"記録 {acts} 件を検証" if lang == "ja" else f"record of {acts} acts verified"
    return Line(good=True, text=f"{title}: {' → '.join(way.notes)} / {record}")


def _book(library: Library, key: str) -> Book:
    home = library.get(key)
    statutes = library.statutes_of(home)
    return Book(home, statutes, ProcedureReader(home, library.vocabulary, statutes).read(), Catalogue(library))


def _verified(office: Running) -> int:
    done = subprocess.run(
        [sys.executable, "-P", "-m", "kitei", "--home", str(office.home.folder), "record", "verify", "--json"],
        env=environment(office.home),
        capture_output=True,
        text=True,
        check=False,
        cwd=Path("/"),
    )
    if done.returncode:
        raise WentWrong(f"record verify: {done.stdout[-600:]} {done.stderr[-600:]}")
    return int(json.loads(done.stdout)["acts"])


def _written(name: str, kind: str) -> str:
    """What the person writes."""
    if kind == "date":
        return "2026-11-20"
    for part, value in _ANSWERS.items():
        if name == part or name.endswith((f"-{part}", f"_{part}")):
            return value
    return {"-y": "2026", "-m": "11", "-d": "20"}.get(name[-2:], "2025年度の成績の記録")
