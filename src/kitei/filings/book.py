"""What a regulation, its statutes and the office say about the papers that come in and go out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from kitei.forms.catalogue import OFFICE, Catalogue, FormFolder
from kitei.procedures.papers import load_papers
from kitei.procedures.procedure import Procedure
from kitei.regulations.regulation import Regulation
from kitei.regulations.schema.filings import Desk, Fee, Filing, Filings, Notice, Proof, Reply, Text, ValueRule
from kitei.regulations.schema.words import Words
from kitei.regulations.validation import read_model
from kitei.regulations.yamlfile import read_yaml
from kitei.text import nearest

COMMON_FILE = Path(__file__).parent / "common.yaml"
"""How the office's own letters are filled wherever no folder says otherwise."""


PLAIN = "letter"
"""The paper on which is written whatever has no paper of its own."""


class NotFiledHere(LookupError):
    """Nothing says how a procedure is filed: the institution itself starts it, or there is none of that name.

    Attributes:
        nearest: the procedure most like it that can be filed.
    """

    def __init__(self, procedure: str, known: tuple[str, ...]) -> None:
        self.procedure, self.known, self.nearest = procedure, known, nearest(procedure, known)
        super().__init__(f"`{procedure}` is not filed by a form; those are {', '.join(known)}")


@dataclass(frozen=True)
class Book:
    """The filings of one regulation with those of its statutes and of the office behind them."""

    regulation: Regulation = field(repr=False)
    statutes: tuple[Regulation, ...] = field(repr=False)
    procedures: Mapping[str, Procedure] = field(repr=False)
    catalogue: Catalogue = field(repr=False)
    _read: dict[str, FormFolder] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def layers(self) -> tuple[Filings, ...]:
        """What is said about papers: the regulation's own first, the office's last."""
        return (self.regulation.filings, *(statute.filings for statute in self.statutes), common())

    @property
    def desk(self) -> Desk | None:
        """Where requests are handed in."""
        return self.regulation.filings.desk

    @cached_property
    def filings(self) -> Mapping[str, Filing]:
        """The filing of each procedure that is started by a form."""
        found: dict[str, Filing] = {}
        for layer in reversed(self.layers):
            found |= {name: filing for filing in layer.filings for name in filing.procedures}
        return {name: filing for name, filing in found.items() if name in self.procedures}

    def filing(self, procedure: str) -> Filing:
        """How a procedure is filed.

        Raises:
            NotFiledHere: nothing says so.
        """
        try:
            return self.filings[procedure]
        except KeyError:
            raise NotFiledHere(procedure, tuple(self.filings)) from None

    def for_kind(self, kind: str) -> str | None:
        """The procedure that deals with a request kind; `None` where there is none."""
        named = (
            name
            for name, each in self.procedures.items()
            if name in self.filings and each.matter != "appeal" and kind in each.serves
        )
        return next(named, None)

    def notice(self, paper: str, procedure: str) -> Notice:
        """How a paper is filled in a procedure: the entry that names the procedure, the general one, a plain letter."""
        for layer in self.layers:
            fitting = [each for each in layer.notices if each.paper == paper and self._fits(each, procedure)]
            if fitting:
                return max(fitting, key=lambda each: bool(each.procedures))
        return next(each for each in common().notices if each.paper == PLAIN)

    def values_of(self, notice: Notice) -> Mapping[str, ValueRule]:
        """What stands in each field of a paper, with the values of its frame."""
        shared = next((each.frames[notice.frame] for each in self.layers if notice.frame in each.frames), {})
        return {**shared, **notice.values}

    def own(self, step: str, outcome: str) -> bool:
        """Whether whoever asked can end a step of his so by himself, or only the office can note it."""
        return not any(f"{step}.{outcome}" in each.office_notes for each in self.layers)

    def reply(self, paper: str) -> Reply | None:
        """What a paper sent in later says about the case; `None` where nothing is taken from it."""
        return next((each for layer in self.layers for each in layer.replies if each.paper == paper), None)

    def proof(self, name: str) -> Proof:
        """A proof by id."""
        return next(each for layer in self.layers for each in layer.proofs if each.id == name)

    def text(self, name: str) -> Text:
        """A text that papers carry, by id."""
        return next(each for layer in self.layers for each in layer.texts if each.id == name)

    def fee(self, kind: str, procedure: str) -> Fee | None:
        """What a request of a kind costs; `None` where nothing may be asked, as when a decision is looked at again."""
        way = self.procedures.get(procedure)
        if way is not None and way.matter == "appeal":
            return None
        return next((fee for layer in self.layers for fee in layer.fees if kind in fee.kinds), None)

    def printed_as(self, paper: str, procedure: str = "") -> str:
        """The form, by its name in the catalogue, on which a paper of a procedure is printed.

        The form that an entry names; a form of the same name, the regulation's own or its statute's; the office's
        letter of that name; the office's plain letter.
        """
        notice = self.notice(paper, procedure)
        if notice.form is not None and notice.paper == paper:
            return notice.form
        names = self.names
        candidates = (paper.removeprefix(f"{self.regulation.id}:"), f"{OFFICE}:{paper}")
        return next((name for name in candidates if name in names), f"{OFFICE}:{PLAIN}")

    def form(self, name: str) -> FormFolder:
        """A form by its name in the catalogue, read once.

        Raises:
            UnknownForm: there is none.
        """
        if name not in self._read:
            self._read[name] = self.catalogue.get(self._key, name)
        return self._read[name]

    def title(self, paper: str, procedure: str = "") -> Words:
        """What a paper is called."""
        named = load_papers().get(paper)
        return named if named is not None else self.form(self.printed_as(paper, procedure)).form.title

    @cached_property
    def names(self) -> frozenset[str]:
        """Every form that the institution can use."""
        return frozenset(self.catalogue.names(self._key))

    @cached_property
    def texts(self) -> tuple[Regulation, ...]:
        """The regulation and its statutes."""
        return (self.regulation, *self.statutes)

    def issued(self) -> Iterator[tuple[Procedure, str]]:
        """Every paper that goes out in a procedure that comes in by a form."""
        for name in self.filings:
            procedure = self.procedures[name]
            papers = (each.notice for step in procedure.steps.values() for each in step.outcomes)
            yield from ((procedure, paper) for paper in dict.fromkeys(papers) if paper is not None)

    @property
    def _key(self) -> str:
        """The folder, for a regulation may live outside the library."""
        return str(self.regulation.folder)

    def _fits(self, notice: Notice, procedure: str) -> bool:
        return not notice.procedures or procedure in notice.procedures


@lru_cache(maxsize=1)
def common() -> Filings:
    """What the office says about its own letters."""
    return read_model(Filings, read_yaml(COMMON_FILE))
