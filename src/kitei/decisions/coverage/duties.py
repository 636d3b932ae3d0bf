"""`duties.yaml` of a statute: the duties and rights it lays on institutions, and how each is tested on a regulation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from pydantic import Field

from kitei.regulations.regulation import Regulation
from kitei.regulations.schema.identity import EntityType
from kitei.regulations.schema.words import ClauseIds, Model, Slug, Words
from kitei.regulations.validation import read_model
from kitei.regulations.yamlfile import read_yaml

FILE = "duties.yaml"

Severity = Literal["A", "B", "C"]
RawFacts = Mapping[str, Any]
Spread = Literal["values", "missing"] | tuple[Any, ...]


class AskTest(Model):
    """Ask a question of both texts, and find facts on which they part.

    Attributes:
        given: facts of every probe; facts not given are free.
        each: one fact, and its values: `values` = each value of its list alone, `missing` = all of them but one.
        probes: sets of facts, asked one by one.
    """

    ask: str
    given: RawFacts = Field(default_factory=dict)
    each: Mapping[str, Spread] = Field(default_factory=dict)
    probes: tuple[RawFacts, ...] = ({},)


class TasksTest(Model):
    """Decide one case by both texts, and compare what must be done: kinds, time words, days, items, retention."""

    tasks: str
    facts: RawFacts = Field(default_factory=dict)


class TopicTest(Model):
    """Whether the text rules a question at all, where the Act lays down only a general duty."""

    topic: str


class SetTest(Model):
    """Compare a list of items with the regulation's.

    Attributes:
        id: the statute's clause set, or `None` where `required` names the items.
        ours: ids under which regulations keep theirs, as a clause set or a register.
        desirable: items whose absence is only pointed out.
    """

    id: str | None = Field(default=None, alias="set")
    ours: tuple[str, ...]
    required: tuple[str, ...] = ()
    desirable: tuple[str, ...] = ()


class RegisterTest(Model):
    """Compare the required fields and retention of a register."""

    id: str = Field(alias="register")


class RefusalTest(Model):
    """Compare the grounds on which requests of these kinds may be refused."""

    requests: tuple[str, ...] = Field(alias="refusals")


class MentionTest(Model):
    """Look for words in the paraphrases, where no question of the vocabulary turns on the duty.

    Attributes:
        words: regular expressions, any of which is enough.
        what: what they are about, if not the whole duty.
    """

    words: tuple[str, ...] = Field(alias="mentions")
    what: Words | None = None


Test = AskTest | TasksTest | TopicTest | SetTest | RegisterTest | RefusalTest | MentionTest


class Duty(Model):
    """One duty or right.

    Attributes:
        kind: an exception of the Act need not be taken up: silence on it is no shortfall.
        severity: how grave its lack is: A changes a decision or a legal duty, B a document, C data.
        points: what an amendment must settle where the regulation is silent or falls short.
        optional: the Act does not ask the regulation itself to rule it; silence is graver than C only by its traps.
    """

    id: Slug
    chapter: Slug
    kind: Literal["duty", "right", "exception"] = "duty"
    title: Words
    clauses: ClauseIds
    entities: tuple[EntityType, ...] = ("private_school_corporation", "national_university_corporation")
    severity: Severity
    optional: bool = False
    tests: tuple[Test, ...] = Field(min_length=1)
    points: tuple[Words, ...] = Field(min_length=1)


class DutyChapter(Model):
    """A group of duties."""

    id: Slug
    title: Words


class Duties(Model):
    """The whole of `duties.yaml`.

    Attributes:
        usual: the plain case; a witness departs from it as little as it can.
        aliases: item names of regulations → the statute's.
        deciders: who refuses a request under the part of the statute that reaches an entity type.
        words: labels of items that no list of the statute names.
    """

    chapters: tuple[DutyChapter, ...]
    usual: RawFacts
    aliases: Mapping[str, str] = Field(default_factory=dict)
    deciders: Mapping[EntityType, Slug] = Field(default_factory=dict)
    words: Mapping[str, Words] = Field(default_factory=dict)
    duties: tuple[Duty, ...]

    def reaching(self, entity: str) -> Iterator[Duty]:
        """The duties that reach institutions of this type, chapter by chapter."""
        for chapter in self.chapters:
            yield from (each for each in self.duties if each.chapter == chapter.id and entity in each.entities)


class NoDuties(ValueError):
    """No statute the regulation stands on lists its duties, so there is nothing to hold it against."""

    def __init__(self, regulation: str) -> None:
        self.regulation = regulation
        super().__init__(f"no statute of `{regulation}` lists its duties ({FILE})")


def load_duties(regulation: Regulation, statutes: tuple[Regulation, ...]) -> tuple[Regulation, Duties]:
    """The duties of the first statute that lists them.

    Raises:
        NoDuties: none does.
        BadRegulation, UnreadableFile: the file cannot be used.
    """
    for statute in statutes:
        if (statute.folder / FILE).is_file():
            return statute, read_model(Duties, read_yaml(statute.folder / FILE))
    raise NoDuties(regulation.id)
