"""The day of the paper picks the edition of a form."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kitei.cli.forms import app
from kitei.forms.catalogue import Catalogue, NotInEdition, UnknownForm
from kitei.regulations.library import Library
from kitei.regulations.regulation import NotInForce
from tests.forms.samples import CATALOGUE, LIBRARY, text_of

BEFORE, NOW, LATER = date(2014, 5, 1), date(2026, 11, 21), date(2027, 6, 1)


@pytest.fixture
def amended(tmp_path: Path) -> Path:
    """Josai's regulation with an amendment of 2027 that mends form 3, keeps form 4 and drops form 6."""
    folder = tmp_path / "josai-amended"
    shutil.copytree(LIBRARY.get("josai").folder, folder)
    identity = folder / "regulation.yaml"
    text = identity.read_text(encoding="utf-8")
    edition = (
        "  - id: 2027-04-01\n    effective_on: 2027-04-01\n    applies_from: 2027-04-01\n"
        "    clause: josai:supp(3)\n    text: supplied\n"
    )
    identity.write_text(text.replace("\ndocuments:", f"{edition}\ndocuments:", 1), encoding="utf-8")
    forms = folder / "forms"
    shutil.copytree(forms / "form3", forms / "form3/2027-04-01")
    _replace(forms / "form3/2027-04-01/form.yaml", "'2015-11-10'", "'2027-04-01'")
    _replace(forms / "form3/2027-04-01/form.yaml", "第12条及び第16条", "第13条及び第17条")
    _replace(forms / "form4/form.yaml", "['2015-11-10']", "['2015-11-10', '2027-04-01']")
    return folder


def _replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_each_day_has_the_form_of_its_edition(amended: Path) -> None:
    catalogue, key = Catalogue(Library()), str(amended)

    assert catalogue.get(key, "form3", NOW).form.editions == ("2015-11-10",)
    assert catalogue.get(key, "form3", LATER).form.editions == ("2027-04-01",)
    assert catalogue.get(key, "form3").form.editions == ("2027-04-01",)
    assert [each.folder.name for each in catalogue.editions(key, "form3")] == ["form3", "2027-04-01"]


def test_a_form_that_an_amendment_keeps_is_the_same_and_one_that_it_drops_is_gone(amended: Path) -> None:
    catalogue, key = Catalogue(Library()), str(amended)

    assert catalogue.get(key, "form4", LATER).folder == catalogue.get(key, "form4", NOW).folder
    assert "form6" in catalogue.names(key, NOW)
    assert "form6" not in catalogue.names(key, LATER)
    with pytest.raises(NotInEdition) as caught:
        catalogue.get(key, "form6", LATER)
    assert (caught.value.edition, caught.value.editions) == ("2027-04-01", ("2015-11-10",))


def test_an_edition_whose_forms_were_not_supplied_has_none() -> None:
    with pytest.raises(NotInEdition):
        CATALOGUE.get("josai", "form3", BEFORE)
    assert [name for name in CATALOGUE.names("josai", BEFORE) if not name.startswith("office:")] == []
    with pytest.raises(NotInForce):
        CATALOGUE.get("josai", "form3", date(1999, 1, 1))


def test_the_papers_of_the_office_and_of_the_act_go_by_their_own_day() -> None:
    assert CATALOGUE.get("josai", "office:minutes", BEFORE).form.id == "minutes"
    assert "appi:disclosure-request" in CATALOGUE.names("muroran-it", NOW)
    with pytest.raises(UnknownForm):
        CATALOGUE.get("josai", "appi:disclosure-request", NOW)


def test_an_edition_is_no_form(amended: Path) -> None:
    with pytest.raises(UnknownForm):
        Catalogue(Library()).get(str(amended), "2027-04-01")
    assert not any("2027" in name for name in Catalogue(Library()).names(str(amended)))


@pytest.mark.parametrize(("on", "printed"), [("2026-11-21", "第12条及び第16条"), ("令和9年6月1日", "第13条及び第17条")])
def test_the_command_prints_the_edition_of_the_day(amended: Path, tmp_path: Path, on: str, printed: str) -> None:
    out = tmp_path / "x.pdf"

    result = CliRunner().invoke(app, ["render", str(amended), "form3", "--blank", "-o", str(out), "--on", on])

    assert result.exit_code == 0, result.output
    assert printed in text_of(out.read_bytes())


def test_without_a_day_the_one_that_stands_on_the_paper_counts(amended: Path, tmp_path: Path) -> None:
    out, values = tmp_path / "x.pdf", tmp_path / "v.yaml"
    values.write_text("date: 2027-06-01\nname: 山田\n", encoding="utf-8")

    words = ["render", str(amended), "form3", str(values), "--partial", "-o", str(out)]

    assert CliRunner().invoke(app, words).exit_code == 0
    assert "第13条及び第17条" in text_of(out.read_bytes())


def test_the_list_is_of_the_day_asked_for(amended: Path) -> None:
    def listed(on: str) -> str:
        return CliRunner().invoke(app, ["list", str(amended), "--on", on, "--lang", "en"]).stdout

    assert "form6" in listed("2026-11-21")
    assert "form6" not in listed("2027-06-01")
    assert "2027-04-01" in listed("2027-06-01")


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_form_of_another_edition_is_refused_in_one_sentence(tmp_path: Path, lang: str) -> None:
    out = tmp_path / "x.pdf"
    words = ["render", "josai", "form3", "--blank", "-o", str(out), "--on", "2014-05-01", "--lang", lang]

    result = CliRunner().invoke(app, words)

    assert result.exit_code == 2
    assert "2013-04-01" in result.stderr
    assert "2015-11-10" in result.stderr
    assert not out.exists()


def test_the_check_looks_at_every_edition(amended: Path) -> None:
    _replace(amended / "forms/form3/2027-04-01/wording.yaml", "{@basis}", "{@base}")

    result = CliRunner().invoke(app, ["check", str(amended), "form3"])

    assert result.exit_code == 1
    assert "2027-04-01/wording.yaml" in result.stdout
