"""The drafted folder: every choice gives a regulation whose parts agree and that says what was chosen."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kitei.regulations.checks import Checker
from kitei.regulations.drafting.choices import Option, load_choices, load_frame
from kitei.regulations.drafting.interview import (
    Answers,
    BadAnswers,
    asked,
    default_answers,
    open_options,
    read_answers,
    settle,
)
from kitei.regulations.drafting.writing import FolderInUse, write_folder
from kitei.regulations.library import Library
from kitei.regulations.regulation import Regulation
from kitei.regulations.schema.identity import EntityType

ENTITIES: tuple[EntityType, ...] = ("private_school_corporation", "national_university_corporation")
MOST_OPTIONS = max(len(choice.options) for choice in load_choices())
DAY = date(2027, 4, 1)
LIBRARY = Library()  # reads each statute once


def plain(
    entity: EntityType = "private_school_corporation", choices: dict[str, str] | None = None, **more: str
) -> Answers:
    chosen = {**(choices or {}), **more}
    return default_answers("sample", DAY).model_copy(update={"entity_type": entity, "choices": chosen})


def every_nth(entity: EntityType, number: int) -> Answers:
    """The n-th option of every question, or its last."""
    settled: dict[str, Option] = {}
    for choice in asked(entity, settled):
        options = open_options(choice, settled)
        settled[choice.id] = options[min(number, len(options) - 1)]
    return plain(entity, {name: option.id for name, option in settled.items()})


def drafted(answers: Answers, folder: Path) -> Regulation:
    write_folder(answers, folder)
    return LIBRARY.get(folder)


def title(regulation: Regulation, en: str) -> str:
    return next(clause.id for clause in regulation.clauses.values() if clause.title.en == en)


@pytest.mark.parametrize("entity", ENTITIES)
@pytest.mark.parametrize("number", range(MOST_OPTIONS))
def test_every_option_of_every_question_gives_a_folder_without_findings(
    entity: EntityType, number: int, tmp_path: Path
) -> None:
    library = LIBRARY
    write_folder(every_nth(entity, number), tmp_path)
    regulation = library.get(tmp_path)

    assert [
        str(each) for each in Checker(regulation, library.vocabulary, library.statutes_of(regulation)).findings()
    ] == []


def test_articles_are_numbered_without_gaps_in_the_order_of_the_frame(tmp_path: Path) -> None:
    regulation = drafted(plain(), tmp_path)

    articles = [clause for clause in regulation.clauses.values() if clause.kind == "article"]
    assert [clause.id for clause in articles] == [f"sample:{n}" for n in range(1, len(articles) + 1)]
    order = [article.title.en for article in load_frame().articles]
    assert sorted((c.title.en for c in articles), key=order.index) == [c.title.en for c in articles]


def test_an_article_of_one_paragraph_is_cited_bare_and_its_items_with_paragraph_one(tmp_path: Path) -> None:
    regulation = drafted(plain(opt_out="forbidden", academic="none"), tmp_path)

    article = title(regulation, "Opt-out")
    assert article in regulation.clauses
    assert f"{article}(1)" not in regulation.clauses


def test_who_decides_requests_is_named_in_the_norms(tmp_path: Path) -> None:
    regulation = drafted(plain(committee="elsewhere", decider="committee"), tmp_path)

    norm = next(each for each in regulation.norms.norms if each.id == "request-disclose")
    assert {duty.role for duty in norm.obligations} == {"committee"}
    assert {each.decider for each in regulation.registers.refusal_grounds} == {"committee"}


def test_texts_name_the_body_that_was_chosen(tmp_path: Path) -> None:
    without = drafted(plain(committee="none", amendment="body"), tmp_path / "without")
    with_one = drafted(plain(committee="here", amendment="body"), tmp_path / "with")

    assert "general manager" in without.clauses[title(without, "Amendment")].says.en
    assert "committee" in with_one.clauses[title(with_one, "Amendment")].says.en


@pytest.mark.parametrize(("welfare", "said"), [("children", "children"), ("students", "students"), ("none", "")])
def test_for_whom_the_exception_for_upbringing_is_stands_in_text_and_norm(
    welfare: str, said: str, tmp_path: Path
) -> None:
    regulation = drafted(plain(welfare=welfare), tmp_path)

    text = " ".join(clause.says.en for clause in regulation.clauses.values())
    norm = next(each for each in regulation.norms.norms if each.id == "use-beyond-purpose")
    assert ("sound upbringing of" in text) == bool(said)
    assert said in text
    assert ("welfare" in {each.ground for each in norm.unless}) == bool(said)


def test_a_contract_of_five_clauses_asks_for_five(tmp_path: Path) -> None:
    regulation = drafted(plain(contract="five"), tmp_path)

    (listed,) = [each for each in regulation.registers.clause_sets if each.id == "entrustment_contract"]
    assert len(listed.items) == 5
    (lacking,) = [each for each in regulation.norms.norms if each.id == "contract-lacking"]
    assert len(lacking.each) == 5


def test_the_answers_are_kept_beside_it_and_draft_the_same_again(tmp_path: Path) -> None:
    write_folder(plain(take_out="reason"), tmp_path / "first")
    write_folder(read_answers(tmp_path / "first" / "answers.yaml"), tmp_path / "second")

    for file in (tmp_path / "first").iterdir():
        assert file.read_text(encoding="utf-8") == (tmp_path / "second" / file.name).read_text(encoding="utf-8")


def test_a_folder_that_holds_something_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")

    with pytest.raises(FolderInUse):
        write_folder(plain(), tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]


def test_questions_that_hang_on_an_earlier_answer_are_asked_only_then() -> None:
    assert "breach_committee" in settle(plain(committee="here"))
    assert "breach_committee" not in settle(plain(committee="none"))
    assert "appeal" not in settle(plain("national_university_corporation"))


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        ({"comittee": "here"}, "did you mean `committee`"),
        ({"committee": "perhaps"}, "choose from none, elsewhere, here"),
        ({"committee": "none", "decider": "committee"}, "choose from manager, general_manager"),
    ],
)
def test_an_answer_that_does_not_fit_names_what_would(choices: dict[str, str], said: str) -> None:
    with pytest.raises(BadAnswers, match=said):
        settle(plain(choices=choices))


def test_every_option_that_some_university_chose_names_one_of_the_library() -> None:
    known = set(LIBRARY.universities())

    named = {name for choice in load_choices() for option in choice.options for name in option.like}
    assert named == known
