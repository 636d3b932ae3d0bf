"""The five given documents against the clause register; again as PDF, DOCX and HTML; again with damage."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from kitei.regulations.importing import Imported, import_regulation
from tests.regulations.importing.damage import damaged
from tests.regulations.importing.truth import SEEDS, register, scores

_WANTED = 0.99
_WANTED_DAMAGED = 0.97
_EDITIONS = {
    "muroran-it": [("2022-10-31", "2022-10-31")],
    "shibaura-it": [
        (day, day) for day in ("2005-04-01", "2008-06-26", "2017-04-01", "2017-05-30", "2018-04-18", "2022-04-01")
    ],
    "iuj": [("2015-01-07", "2015-01-07"), ("2018-03-31", "2017-05-30"), ("2023-05-19", "2023-05-19")],
    "josai": [(day, day) for day in ("2009-04-01", "2013-04-01", "2015-11-10")],
    "nihon-cst": [("2018-04-01", "2018-04-01"), ("2022-04-01", "2022-04-01")],
}


def _text(shared: Path, key: str) -> str:
    return (shared / "seeds" / SEEDS[key]).read_text(encoding="utf-8")


def _check(found: Imported, shared: Path, key: str, least: float) -> None:
    for level, score in scores((clause.id for clause in found.clauses), register(shared, key)).items():
        about = f"{key} {level}: missing {sorted(score.missing)[:9]}, invented {sorted(score.invented)[:9]}"
        assert score.recall >= least, about
        assert score.precision >= least, about


@pytest.mark.parametrize("key", SEEDS)
def test_every_article_paragraph_item_and_sub_item_of_the_register_is_found_and_none_invented(
    shared: Path, key: str
) -> None:
    found = import_regulation(_text(shared, key).encode(), "given.txt")
    _check(found, shared, key, 1.0)


@pytest.mark.parametrize("key", SEEDS)
def test_every_id_of_the_register_is_given_provisos_forms_and_supplementary_provisions_included(
    shared: Path, key: str
) -> None:
    found = import_regulation(_text(shared, key).encode(), "given.txt")
    assert register(shared, key) - {clause.id for clause in found.clauses} == _implied(register(shared, key), found)


def _implied(wanted: set[str], found: Imported) -> set[str]:
    """Ids that the register writes as a bare article's first paragraph, or the other way round."""
    got = {clause.id for clause in found.clauses}
    return {own for own in wanted - got if own.removesuffix("(1)") in got or f"{own}(1)" in got}


@pytest.mark.parametrize("key", SEEDS)
def test_references_are_resolved(shared: Path, key: str) -> None:
    found = import_regulation(_text(shared, key).encode(), "given.txt")
    resolved = len(found.references) - len(found.unresolved)
    assert resolved >= 0.98 * len(found.references), found.unresolved


@pytest.mark.parametrize("key", SEEDS)
def test_editions_are_read_from_the_supplementary_provisions_and_the_header(shared: Path, key: str) -> None:
    found = import_regulation(_text(shared, key).encode(), "given.txt")
    assert [(str(each.effective_on), str(each.applies_from)) for each in found.editions] == _EDITIONS[key]


def test_a_reference_that_fits_nothing_is_read_as_it_must_be_and_reported(shared: Path) -> None:
    found = import_regulation(_text(shared, "nihon-cst").encode(), "given.txt")
    [corrected] = [each for each in found.references if each.corrected]
    assert (corrected.clause, corrected.printed) == ("24(1)(4)", "前項各号")
    assert corrected.targets == ("24(1)(1)", "24(1)(2)", "24(1)(3)")
    assert any(doubt.code == "reference_corrected" for doubt in found.doubts)


def test_a_reference_into_the_parent_regulation_names_that_regulation(shared: Path) -> None:
    found = import_regulation(_text(shared, "nihon-cst").encode(), "given.txt")
    [parent] = [each for each in found.references if each.clause == "9"]
    assert (parent.printed, parent.document, parent.targets) == ("規程第10条", "日本大学個人情報取扱規程", ())


def test_the_fields_of_a_form_are_read_from_its_table(shared: Path) -> None:
    found = import_regulation(_text(shared, "josai").encode(), "given.txt")
    fields = {field.label: field for field in found.forms["form3"]}
    assert fields["請求の区分"].options == ("開示", "訂正", "利用停止", "削除")
    assert {"所属", "請求者氏名", "住所", "請求の理由", "処理事項"} <= set(fields)


@pytest.fixture(scope="session")
def converted(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Path]:
    """The given documents in other forms, made by LibreOffice."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not on this machine")
    folder = tmp_path_factory.mktemp("converted")
    files = [str(shared / "seeds" / name) for name in SEEDS.values()]
    for form in ("pdf", "docx", "html"):
        profile, reading = f"-env:UserInstallation=file://{folder}/profile", "--infilter=Text (encoded):UTF8,LF,,,"
        command = [office, profile, "--headless", reading, "--convert-to", form, "--outdir", str(folder), *files]
        subprocess.run(command, check=True, capture_output=True, timeout=300)  # noqa: S603 (our own arguments)
    return lambda key, form: (folder / SEEDS[key]).with_suffix(f".{form}")


@pytest.mark.parametrize("form", ["pdf", "docx", "html"])
@pytest.mark.parametrize("key", SEEDS)
def test_the_same_document_in_another_form_gives_the_same_clauses(
    shared: Path, converted: Callable[[str, str], Path], key: str, form: str
) -> None:
    file = converted(key, form)
    _check(import_regulation(file.read_bytes(), file.name), shared, key, _WANTED)


@pytest.mark.parametrize("key", SEEDS)
def test_a_damaged_document_still_gives_its_clauses(shared: Path, key: str, *, full: bool) -> None:
    text = _text(shared, key)
    for seed in range(40 if full else 6):
        found = import_regulation(damaged(text, seed).encode(), "damaged.txt")
        _check(found, shared, key, _WANTED_DAMAGED)
