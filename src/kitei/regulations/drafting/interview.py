"""The interview: what is asked, what was answered, and whether the answers can be used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from kitei.regulations.drafting.choices import Choice, Option, load_choices
from kitei.regulations.schema.identity import EntityType
from kitei.regulations.schema.words import Model, Words
from kitei.regulations.validation import read_model
from kitei.regulations.yamlfile import read_yaml
from kitei.text import nearest


class BadAnswers(ValueError):
    """An answer that is none of the options, or to no question.

    Attributes:
        ja, en: one sentence.
    """

    def __init__(self, ja: str, en: str) -> None:
        self.ja, self.en = ja, en
        super().__init__(en)


class Answers(Model):
    """What was answered.

    Attributes:
        id: the key before the colon of every clause id.
        choices: by question, the option chosen; a question left out takes its default.
    """

    id: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$")]
    title: Words
    institution: Words
    entity_type: EntityType = "private_school_corporation"
    effective_on: date
    choices: Mapping[str, str] = Field(default_factory=dict)


def read_answers(file: Path) -> Answers:
    """Read a file of answers.

    Raises:
        BadRegulation, UnreadableFile: it cannot be read.
        BadAnswers: it answers what is not asked.
    """
    answers = read_model(Answers, read_yaml(file))
    settle(answers)
    return answers


def default_answers(key: str, effective_on: date) -> Answers:
    """Answers that leave everything to the defaults; titles are to be filled in."""
    return Answers(
        id=key,
        title=Words(ja="個人情報保護規程", en="Regulation on the protection of personal information"),
        institution=Words(ja="(法人の名称)", en="(name of the institution)"),
        effective_on=effective_on,
    )


def settle(answers: Answers) -> dict[str, Option]:
    """The option chosen for every question that is asked.

    Raises:
        BadAnswers: an answer is none of the options, or to no question.
    """
    known = {choice.id: choice for choice in load_choices()}
    for name in answers.choices:
        if name not in known:
            near = nearest(name, tuple(known))
            hint = (f"`{near}` ではありませんか。", f"; did you mean `{near}`?") if near else ("", "")
            raise BadAnswers(f"`{name}` という問いはありません。{hint[0]}", f"there is no question `{name}`{hint[1]}")
    chosen: dict[str, Option] = {}
    for choice in asked(answers.entity_type, chosen):
        chosen[choice.id] = pick(choice, answers.choices.get(choice.id, default_option(choice, chosen)), chosen)
    return chosen


def asked(entity: str, chosen: Mapping[str, Option]) -> Iterator[Choice]:
    """The questions to ask, each once the earlier ones are settled in `chosen`."""
    for choice in load_choices():
        if choice.only in (None, entity) and _met(choice.needs, chosen):
            yield choice


def open_options(choice: Choice, chosen: Mapping[str, Option]) -> tuple[Option, ...]:
    """The options that go with what was chosen before."""
    return tuple(option for option in choice.options if _met(option.needs, chosen))


def pick(choice: Choice, name: str, chosen: Mapping[str, Option]) -> Option:
    """The option of that name.

    Raises:
        BadAnswers: there is none, or it does not go with what was chosen before.
    """
    found = {option.id: option for option in open_options(choice, chosen)}
    if name in found:
        return found[name]
    listed = ", ".join(found)
    ja = f"`{choice.id}`: `{name}` は選べません。選べるもの: {listed}"
    raise BadAnswers(ja, f"`{choice.id}`: `{name}` is no option; choose from {listed}")


def default_option(choice: Choice, chosen: Mapping[str, Option]) -> str:
    """What is taken where nothing is answered: the default, or the first option that goes with the rest."""
    return choice.default if _met(choice.option(choice.default).needs, chosen) else open_options(choice, chosen)[0].id


def _met(needs: Mapping[str, Any], chosen: Mapping[str, Option]) -> bool:
    return all(name in chosen and chosen[name].id in allowed for name, allowed in needs.items())
