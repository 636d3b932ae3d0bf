"""The staff of an office run one case over HTTP: whoever's turn it is signs in and does what the page asks for."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from kitei.cli.demo.checking.browsing import Page, Visitor, WentWrong
from kitei.cli.demo.keeping import ENDS_AT
from kitei.cli.demo.plan import office_plan
from kitei.cli.demo.processes import Running
from kitei.cli.demo.seats import PASSWORD, accounts_of
from kitei.filings.book import Book
from kitei.procedures.procedure import Procedure, Step
from kitei.regulations.schema.words import Language

_ROUNDS = 40
_SOON = timedelta(days=1)


class Desk:
    """Everybody who can sign in at an office, and one case.

    Attributes:
        notes: the steps that decided something.
    """

    def __init__(self, office: Running, lang: Language, book: Book, procedure: Procedure) -> None:
        self._office, self._lang, self._procedure = office, lang, procedure
        self._bodies = {body.id for body in book.regulation.identity.bodies}
        plan = office_plan(office.home.name)
        self._plan = plan
        self._accounts = [(mail, role) for mail, role, _ in accounts_of(office.home.name, plan)]
        self._signed_in: dict[str, Visitor] = {}
        self._handed_on: set[str] = set()
        self.notes: list[str] = []

    def run(self, number: str) -> None:
        """Take every step until nothing is left to do, or only the person can go on.

        Raises:
            WentWrong: nobody can go on.
        """
        path = f"/desk/cases/{number}"
        for _ in range(_ROUNDS):
            if not self._anybody(path, number):
                return
        raise WentWrong(f"{number}: does not come to an end")

    def _anybody(self, path: str, number: str) -> bool:
        """Let whoever can take the next step; false once the case is closed."""
        seen: Page | None = None
        for mail, role in self._accounts:
            if role in {"administrator", "auditor"}:
                continue
            who = self._visitor(mail)
            page = self._look(who, path)
            if page is None:
                continue
            seen = page
            steps = [link for link in page.links(rf"{re.escape(path)}/steps/[^/]+") if not self._of_a_body(link)]
            if steps:
                self._step(who, page, steps[0])
                return True
        if seen is None:
            raise WentWrong(f"{number}: nobody at the desk sees it")
        if self._closed(seen):
            return False
        if self._forwarded(path) or self._sit(number):
            return True
        raise WentWrong(f"{number}: nobody can go on: {seen.text()[:900]}")

    def _of_a_body(self, link: str) -> bool:
        """A step of a body is taken in a meeting."""
        return self._procedure.steps[link.rpartition("/")[2]].actor in self._bodies

    def _closed(self, page: Page) -> bool:
        return not page.tree.xpath("//section[contains(@class, 'first')]//*[contains(@class, 'next')]")

    def _step(self, who: Visitor, page: Page, path: str) -> None:
        page = who.get(path)
        step = self._procedure.steps[path.rpartition("/")[2]]
        if page.has_form(".*/facts"):
            who.send(page, page.form(".*/facts"), {}, _said)
            return
        ways = page.links(rf"{re.escape(path)}/[^/]+")
        if ways:
            wanted = self._wanted(step)
            page = who.get(next((way for way in ways if way.endswith(f"/{wanted}")), ways[0]))
        title = step.title.ja if self._lang == "ja" else step.title.en
        after = who.send(page, page.form(), {"reason": _reason(self._lang)}, _said)
        if after.status >= 400:
            raise WentWrong(f"{page.path}: {after.status}: {after.text()[:900]}")
        if any(way.effect != "none" for way in step.outcomes):
            self.notes.append(title)

    def _wanted(self, step: Step) -> str:
        """Comply in part where that is to be decided, so that there is something to appeal; else as usual."""
        effects = {way.effect: way.id for way in reversed(step.outcomes)}
        if "granted" in effects and self._procedure.appeal is not None:
            return effects.get("partly") or effects.get("refused") or effects["granted"]
        return step.outcomes[0].id

    def _forwarded(self, path: str) -> bool:
        """The privacy desk hands on, once, what came in for the whole institution; to a unit that runs such cases."""
        if path in self._handed_on:
            return False
        self._handed_on.add(path)
        mail = next(mail for mail, role in self._accounts if role == "privacy_desk")
        who = self._visitor(mail)
        page = self._look(who, f"{path}/do/transfer")
        if page is None:
            return False
        form = page.form()
        unit = next(each for each in self._plan.units if each.code == self._plan.receiving[0])
        wanted = unit.ja if self._lang == "ja" else unit.en
        choices = [each.get("value") for each in form.xpath(".//option") if _plain(each.text_content()) == wanted]
        after = who.send(page, form, {"unit": choices[0], "reason": _reason(self._lang)}, _said)
        return after.status < 400

    def _sit(self, number: str) -> bool:
        """A body decides: it is convened, meets at once, and votes."""
        mail = next(mail for mail, role in self._accounts if role == "secretariat")
        who = self._visitor(mail)
        for body in sorted(self._bodies):
            page = self._look(who, f"/desk/committees/bodies/{body}/plan")
            if page is None:
                continue
            meeting = self._convened(who, page, number)
            if meeting is not None:
                self._decided(who, meeting)
                return True
        return False

    def _convened(self, who: Visitor, page: Page, number: str) -> Page | None:
        day = (ENDS_AT + _SOON).date().isoformat()
        chosen = {"held_on": day, "begins": "15:00", "ends": "16:00", "place": "第一会議室", "mode": "sitting"}
        meeting = who.send(page, page.form(), chosen, _said)
        agenda = who.get(f"{meeting.path}agenda")
        tasks = [
            label.xpath("./preceding-sibling::input/@value")[0]
            for label in agenda.tree.xpath("//label")
            if number in label.text_content() and label.xpath("./preceding-sibling::input[@name='task']")
        ]
        if not tasks:
            who.send(meeting, meeting.form(".*/cancel"), {"reason": _reason(self._lang)}, _said)
            return None
        who.send(agenda, agenda.form(), {"task": tasks}, _said)
        meeting = who.get(meeting.path)
        who.send(meeting, meeting.form(".*/convene"), {"haste": _reason(self._lang)}, _said)
        attendance = who.get(f"{meeting.path}attendance")
        present = {
            name: "present"
            for name in set(attendance.tree.xpath("//input[@type='radio']/@name"))
            if name.startswith("how.")
        }
        who.send(attendance, attendance.form(), present, _said)
        return who.get(meeting.path)

    def _decided(self, who: Visitor, meeting: Page) -> None:
        for item in meeting.links(rf"{re.escape(meeting.path)}items/\d+/"):
            page = who.get(item)
            ways = page.links(rf"{re.escape(item)}vote/[^/]+")
            if not ways:
                raise WentWrong(f"{item}: nothing to vote on: {page.text()[:600]}")
            vote = who.get(ways[0])
            asked = set(vote.tree.xpath("//main//form//*/@name"))
            votes = {name: "for" for name in asked if name.startswith("vote.")}
            without = {name: "" for name in asked if name.startswith("condition.")}
            after = who.send(vote, vote.form(), {**votes, **without, "reason": _reason(self._lang)}, _said)
            if after.status >= 400:
                raise WentWrong(f"{vote.path}: {after.text()[:900]}")
        meeting = who.get(meeting.path)
        meeting = who.send(meeting, meeting.form(".*/close"), {}, _said)
        who.send(meeting, meeting.form(".*/minutes"), {}, _said)
        self.notes.append("会議で議決" if self._lang == "ja" else "decided in a meeting")

    def _look(self, who: Visitor, path: str) -> Page | None:
        try:
            return who.get(path)
        except WentWrong:
            return None

    def _visitor(self, mail: str) -> Visitor:
        if mail not in self._signed_in:
            who = Visitor(self._office.url, self._lang)
            page = who.get("/accounts/login/")
            after = who.send(page, page.form(), {"login": mail, "password": PASSWORD}, _said)
            if after.status >= 400 or "/login" in after.path:
                raise WentWrong(f"{mail}: cannot sign in: {after.text()[:300]}")
            self._signed_in[mail] = who
        return self._signed_in[mail]


def _plain(text: str) -> str:
    """A unit's name without what shows how deep it lies in the tree."""
    return text.strip("\u3000 \u00a0–—-└├│\n")


def _reason(lang: Language) -> str:
    return "記録を確かめ、定めに照らして決めた。" if lang == "ja" else "Decided on the record, by the rules."


def _said(name: str, kind: str) -> Any:
    known = {"date": ENDS_AT.date().isoformat(), "time": "15:00", "number": "1"}
    if kind in known:
        return known[kind]
    return {"-y": "2026", "-m": "11", "-d": "30"}.get(name[-2:], "記録のとおり")
