"""What is wrong with a form's folder is found and named before anyone prints it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kitei.forms.catalogue import FormFolder, read_form
from kitei.forms.checks import check_form
from kitei.forms.paper.printing import Printer
from kitei.regulations.findings import BadRegulation
from kitei.regulations.yamlfile import UnreadableFile
from tests.forms.samples import DAY, LIBRARY, form

ISSUER = ("試験大学", "Test University")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "form2"
    shutil.copytree(form("josai:form2").folder, copy)
    return copy


def changed(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def codes(folder: FormFolder) -> list[str]:
    return [each.code for each in check_form(folder, LIBRARY, Printer(), on=DAY)]


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("form.yaml", "'josai:12(1)(1)'", "'josai:12(9)'", "dangling_clause"),
        ("form.yaml", "'josai:12(1)(1)'", "'nowhere:1'", "dangling_clause"),
        ("form.yaml", "required: {stage: change}", "required: {stge: change}", "predicate"),
        ("form.yaml", "required: {stage: change}", "required: {stage: changed}", "predicate"),
        ("wording.yaml", "{@basis}", "{@base}", "dangling_slot"),
        ("wording.yaml", "{@basis}", "{stage.chang}", "dangling_slot"),
        ("example.yaml", "stage: change", "stage: chang", "example"),
        ("layout.typ", "#show: paper", "#show: papr", "layout"),
    ],
)
def test_a_fault_is_found(folder: Path, file: str, old: str, new: str, code: str) -> None:
    changed(folder, file, old, new)

    assert code in codes(read_form(folder, "josai", ISSUER))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("filled_by: manager", "filed_by: manager"),
        ("type: choice\n", "type: text\n"),
        ("id: remarks,", "id: reason,"),
        ("type: text, ja: 理由", "type: table, ja: 理由"),
        ("{id: conditional,", "{id: conditional, text: nowhere,"),
    ],
)
def test_a_definition_that_cannot_be_is_refused(folder: Path, old: str, new: str) -> None:
    changed(folder, "form.yaml", old, new)

    with pytest.raises(BadRegulation) as caught:
        read_form(folder, "josai", ISSUER)
    assert caught.value.findings[0].file == "form2/form.yaml"


def test_wording_in_one_language_is_refused(folder: Path) -> None:
    (folder / "wording.yaml").write_text("opening: {ja: あ}\n", encoding="utf-8")

    with pytest.raises(BadRegulation):
        read_form(folder, "josai", ISSUER)


def test_a_form_without_its_layout_cannot_be_read(folder: Path) -> None:
    (folder / "layout.typ").unlink()

    with pytest.raises(UnreadableFile):
        read_form(folder, "josai", ISSUER)


def test_an_institution_may_put_its_own_words(folder: Path) -> None:
    (folder / "wording.yaml").write_text(
        "to: {ja: 委員長　殿, en: To the chair}\n"
        "opening: {ja: '{@institution}の定めにより届け出る。', en: 'Filed under {@institution}.'}\n"
        "change: {ja: 変更, en: Change}\n",
        encoding="utf-8",
    )

    assert codes(read_form(folder, "josai", ISSUER)) == []
