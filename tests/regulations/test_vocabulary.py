"""The words of the vocabulary, and the guide for authors that leans on them.

Every screen of the guide is run: a block that begins with `$ ./kitei` must show what the command prints. A comment
`<!-- screen … -->` (YAML) before a block may say what is changed in the example first (`changes`), what is typed
(`typed`), which exit status is expected (`exit`), and which lines the page leaves out (`skip`: from, to).
`KITEI_REFRESH_GUIDE=1` writes screens and list of words anew, where the command line has changed what it says.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from typer.testing import CliRunner

from kitei.cli.application import application
from kitei.regulations.schema.procedures import Matter
from kitei.regulations.schema.vocabulary import EnumValue
from kitei.regulations.schema.words import Language, Words
from kitei.regulations.vocabulary import Vocabulary, load_vocabulary

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs/guide"
REFRESH = bool(os.environ.get("KITEI_REFRESH_GUIDE"))

Labels = Mapping[str, Iterable[tuple[str, str]]]


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary()


# ── labels ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def labels(vocabulary: Vocabulary) -> Labels:
    """Every list of labels that stand beside each other on a page, in Japanese and English."""
    lists: dict[str, Iterable[Any]] = {
        "facts": vocabulary.facts.values(),
        "questions": vocabulary.questions.values(),
        "kinds": vocabulary.kinds.values(),
        "reasons": vocabulary.reasons.values(),
        **{f"enum {name}": enum.values for name, enum in vocabulary.enums.items()},
        **{f"glossary {concept}": terms.values() for concept, terms in vocabulary.glossary.items()},
    }
    return {
        name: [(each.ja, each.en) for each in listed if not says_nothing(name, each)] for name, listed in lists.items()
    }


def says_nothing(name: str, term: Any) -> bool:
    """`none` of the time words: no word at all, on purpose."""
    return name == "glossary due_word" and isinstance(term, EnumValue) and term.id == "none"


def test_no_label_is_empty(vocabulary: Vocabulary) -> None:
    assert [name for name, listed in labels(vocabulary).items() if any(not ja or not en for ja, en in listed)] == []


def test_every_kind_of_case_is_called_something(vocabulary: Vocabulary) -> None:
    assert set(vocabulary.glossary["matter"]) == set(get_args(Matter))


def test_no_two_labels_of_one_list_are_equal(vocabulary: Vocabulary) -> None:
    for name, listed in labels(vocabulary).items():
        for language in zip(*listed, strict=True):
            assert sorted(language) == sorted(set(language)), name


def test_a_regulation_may_add_values_but_not_repeat_a_label(vocabulary: Vocabulary) -> None:
    for file in (ROOT / "src/kitei/regulations/library").glob("*/regulation.yaml"):
        for name, added in (yaml.safe_load(file.read_text(encoding="utf-8")).get("extends") or {}).items():
            known = {label for value in vocabulary.enums[name].values for label in (value.ja, value.en)}
            assert known.isdisjoint(label for value in added for label in (value["ja"], value["en"])), file


def test_every_fact_can_be_asked(vocabulary: Vocabulary) -> None:
    assert [fact.id for fact in vocabulary.facts.values() if fact.ask is None] == []
    assert [fact.id for fact in vocabulary.facts.values() if fact.ask and not reads_as_question(fact.ask)] == []


def test_every_question_is_one_sentence(vocabulary: Vocabulary) -> None:
    assert [each.id for each in vocabulary.questions.values() if each.ask is None] == []
    assert [each.id for each in vocabulary.questions.values() if each.ask and not reads_as_question(each.ask)] == []


def reads_as_question(words: Words) -> bool:
    return (
        words.ja.endswith("か。") and words.ja.count("。") == 1 and words.en.endswith("?") and words.en.count("?") == 1
    )


def test_no_two_facts_ask_the_same(vocabulary: Vocabulary) -> None:
    for language in ("ja", "en"):
        asked = [fact.ask.of(language) for fact in vocabulary.facts.values() if fact.ask]
        assert sorted(asked) == sorted(set(asked))


def test_every_step_says_what_yes_no_and_nothing_mean(vocabulary: Vocabulary) -> None:
    steps = [fact for fact in vocabulary.facts.values() if fact.type == "step"]

    assert [fact.id for fact in steps if fact.help is None or "空けておきます" not in fact.help.ja] == []
    assert [fact.id for fact in steps if fact.help is None or "Leave it open" not in fact.help.en] == []


def test_every_fact_of_a_question_exists_and_every_fact_is_asked_somewhere(vocabulary: Vocabulary) -> None:
    taken = {fact for question in vocabulary.questions.values() for fact in question.facts}

    assert taken == set(vocabulary.facts)
    assert [f.id for f in vocabulary.facts.values() if (f.type in ("one", "any")) != (f.enum in vocabulary.enums)] == []


# ── the contract ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def contract(shared: Path) -> Mapping[str, str]:
    """The sections of the contract, by number."""
    file = shared / "design/decisions.md"
    if not file.is_file():
        pytest.skip("the contract (../shared/design/decisions.md) is not beside this project")
    parts = re.split(r"^## (\d)\. .*$", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_the_questions_are_those_of_the_contract(contract: Mapping[str, str], vocabulary: Vocabulary) -> None:
    groups = {
        name: listed.strip(" .").split(", ")
        for name, listed in re.findall(r"\*\*([A-Z])\*\* = ([^*]+?)(?=\s\*\*|\n\n|$)", contract["6"], flags=re.DOTALL)
    }
    for row in rows(contract["6"]):
        wanted = [fact for name in row[3].split(", ") for fact in groups.get(name, [name])]
        assert list(vocabulary.questions[row[0]].facts) == wanted, row[0]


def test_the_facts_are_those_of_the_contract(contract: Mapping[str, str], vocabulary: Vocabulary) -> None:
    for name, kind, *_ in rows(contract["7"]):
        fact = vocabulary.facts[name]
        assert fact.type == kind.split(" ")[0], name
        listed = re.fullmatch(r"(?:one|any) of: (.+)", kind)
        if listed:
            assert set(listed[1].split(", ")) <= {value.id for value in vocabulary.values_of(fact)}, name


def test_the_enums_are_those_of_the_contract(contract: Mapping[str, str], vocabulary: Vocabulary) -> None:
    for name, listed in rows(contract["8"]):
        wanted = set(re.sub(r" \(.*\)", "", listed).split(", "))
        assert wanted <= {value.id for value in vocabulary.enums[name].values}, name


def test_the_kinds_are_those_of_the_contract(contract: Mapping[str, str], vocabulary: Vocabulary) -> None:
    found = re.search(r"\*\*Obligation kinds \(closed\)\*\*:(.+?)\n- ", contract["5"], flags=re.DOTALL)

    assert found
    assert set(re.findall(r"`(\w+)`", found[1])) == set(vocabulary.kinds)


def rows(section: str) -> list[list[str]]:
    """The rows of the tables in a section; code marks taken off."""
    lines = [[cell.strip().strip("`") for cell in line.strip("|").split(" | ")] for line in section.splitlines()]
    return [
        [cell.strip("| `") for cell in cells]
        for line, cells in zip(section.splitlines(), lines, strict=True)
        if line.startswith("|") and not re.match(r"\|\s*(-|question|fact|enum|family)", line)
    ]


# ── the guide ───────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Screen:
    """A command of the guide, and what the guide says it prints."""

    page: Path
    number: int
    command: str
    shown: str
    setting: Mapping[str, Any]

    def __str__(self) -> str:
        return f"{self.page.relative_to(GUIDE)}-{self.number}"


_BLOCK = re.compile(
    r"(?:<!-- screen\n(?P<setting>.*?)-->\n+)?```console\n\$ \./kitei (?P<command>[^\n]*)\n(?P<shown>.*?)```", re.DOTALL
)


def screens() -> Iterator[Screen]:
    for page in sorted(GUIDE.rglob("*.md")):
        for number, found in enumerate(_BLOCK.finditer(page.read_text(encoding="utf-8")), start=1):
            setting = yaml.safe_load(found["setting"] or "") or {}
            yield Screen(page, number, found["command"], found["shown"], setting)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as the guide's reader has it: the guide, and a copy of the example named by its key."""
    shutil.copytree(GUIDE, tmp_path / "docs/guide")
    shutil.copytree(GUIDE / "example", tmp_path / "shiomizaka")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "88")
    monkeypatch.delenv("KITEI_LANG", raising=False)
    return tmp_path


@pytest.mark.parametrize("screen", tuple(screens()), ids=str)
def test_the_guide_shows_what_is_printed(screen: Screen, desk: Path) -> None:
    printed = run(screen, desk)
    if REFRESH and printed != screen.shown:
        text = screen.page.read_text(encoding="utf-8")
        found = list(_BLOCK.finditer(text))[screen.number - 1]
        screen.page.write_text(text[: found.start("shown")] + printed + text[found.end("shown") :], encoding="utf-8")
        return

    assert printed == screen.shown


def run(screen: Screen, desk: Path) -> str:
    """What a terminal shows: both streams, and what is typed."""
    for change in screen.setting.get("changes", []):
        file = desk / "shiomizaka" / change["file"]
        text = file.read_text(encoding="utf-8")
        assert text.count(change["from"]) == 1, change
        file.write_text(text.replace(change["from"], change["to"]), encoding="utf-8")
    terminal = io.StringIO()
    keyboard = Keyboard(terminal, screen.setting.get("typed", []))
    with redirect_stdout(terminal), redirect_stderr(terminal), keyboard, pytest.raises(SystemExit) as end:
        application()(shlex.split(screen.command))
    printed = terminal.getvalue()
    assert (end.value.code or 0) == screen.setting.get("exit", 0), printed
    lines = [line.rstrip() for line in printed.replace(f"{desk}/", "…/").rstrip("\n").splitlines()]
    return "".join(f"{line}\n" for line in left_out(lines, screen.setting.get("skip")))


class Keyboard:
    """Typed lines in place of stdin; the terminal shows each as it is read."""

    def __init__(self, terminal: io.StringIO, typed: list[str]) -> None:
        self.terminal, self.typed, self.real = terminal, list(typed), sys.stdin

    def readline(self) -> str:
        line = f"{self.typed.pop(0)}\n" if self.typed else ""
        self.terminal.write(line)
        return line

    def __enter__(self) -> None:
        sys.stdin = self

    def __exit__(self, *_: object) -> None:
        sys.stdin = self.real


def left_out(lines: list[str], skip: list[str] | None) -> list[str]:
    """The lines of a screen, with one `…` for those between two beginnings of lines, as the page shows them."""
    if skip is None:
        return lines
    first, after = (next(n for n, line in enumerate(lines) if line.startswith(start)) for start in skip)
    return [*lines[:first], "…", *lines[after:]]


def test_the_example_of_the_guide_has_no_finding() -> None:
    done = CliRunner().invoke(application(), ["regulation", "check", str(GUIDE / "example")])

    assert (done.exit_code, done.output) == (0, "1 件の規程を検査しました。指摘はありません。\n")


def test_every_page_of_the_guide_is_there_in_both_languages() -> None:
    pages = {lang: sorted(page.name for page in (GUIDE / lang).glob("*.md")) for lang in ("ja", "en")}

    assert pages["ja"] == pages["en"] != []


def test_what_the_guide_quotes_of_the_example_stands_there() -> None:
    """A block of YAML that names its file in the first line is a piece of that file."""
    for page in sorted(GUIDE.rglob("*.md")):
        for name, body in re.findall(
            r"```yaml\n# (\w+\.yaml)[^\n]*\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL
        ):
            held = without_remarks((GUIDE / "example" / name).read_text(encoding="utf-8"))
            for piece in without_remarks(body).split("…\n"):
                assert piece.strip("\n") in held, f"{page.name}: {name}: {piece}"


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_list_of_words_is_the_vocabulary(lang: Language, vocabulary: Vocabulary) -> None:
    page, wanted = GUIDE / lang / "words.md", "\n".join(word_list(vocabulary, lang)) + "\n"
    if REFRESH:
        page.write_text(wanted, encoding="utf-8")

    assert page.read_text(encoding="utf-8") == wanted


_WORDS = {
    "ja": {
        "title": "# 言葉の一覧\n\n[English](../en/words.md) · [目次](index.md)\n\n"
        "`norms.yaml` と問いのファイルに書く名前と、その意味です。左の名前を、そのまま書きます。",
        "questions": "## 問い {#questions}\n\n| 名前 | 尋ねること | 使える事実 |\n|---|---|---|",
        "facts": "## 事実 {#facts}\n\n| 名前 | 書くもの | 尋ねること |\n|---|---|---|",
        "enums": "## 選ぶ値 {#values}",
        "kinds": "## しなければならないこと {#kinds}\n\n| 名前 | 意味 |\n|---|---|",
        "value": "| 名前 | 意味 |\n|---|---|",
    },
    "en": {
        "title": "# List of words\n\n[日本語](../ja/words.md) · [Contents](index.md)\n\n"
        "The names that `norms.yaml` and question files use, and what they mean. Write each as it stands on the left.",
        "questions": "## Questions {#questions}\n\n| name | what it asks | facts it takes |\n|---|---|---|",
        "facts": "## Facts {#facts}\n\n| name | what to write | what it asks |\n|---|---|---|",
        "enums": "## Values to choose from {#values}",
        "kinds": "## What must be done {#kinds}\n\n| name | meaning |\n|---|---|",
        "value": "| name | meaning |\n|---|---|",
    },
}


def word_list(vocabulary: Vocabulary, lang: Language) -> Iterator[str]:
    """The page that lists every name of the vocabulary with its meaning."""
    heads = _WORDS[lang]
    yield f"{heads['title']}\n\n{heads['questions']}"
    for question in vocabulary.questions.values():
        yield f"| `{question.id}` | {said(question.ask, lang)} | {', '.join(f'`{name}`' for name in question.facts)} |"
    yield f"\n{heads['facts']}"
    for fact in vocabulary.facts.values():
        kind = vocabulary.term("fact_type", fact.type, lang)
        shown = f"{kind} ([{fact.enum}](#{fact.enum}))" if fact.enum else kind
        help_text = f" <br> {fact.help.of(lang)}" if fact.help else ""
        yield f"| `{fact.id}` | {shown} | {said(fact.ask, lang)}{help_text} |"
    yield f"\n{heads['enums']}"
    for enum in vocabulary.enums.values():
        yield f"\n### {enum.id} {{#{enum.id}}}\n\n{heads['value']}"
        yield from (f"| `{value.id}` | {value.ja if lang == 'ja' else value.en} |" for value in enum.values)
    yield f"\n{heads['kinds']}"
    yield from (f"| `{kind.id}` | {kind.ja if lang == 'ja' else kind.en} |" for kind in vocabulary.kinds.values())


def said(words: Words | None, lang: Language) -> str:
    assert words is not None
    return words.of(lang)


def without_remarks(text: str) -> str:
    return "".join(
        re.sub(r"\s+#.*", "", f"\n{line}")[1:] + "\n" for line in text.splitlines() if not line.lstrip().startswith("#")
    )
