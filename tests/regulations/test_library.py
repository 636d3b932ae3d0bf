"""Where regulations are found: the library that ships with Kitei, or a folder given by path."""

from __future__ import annotations

from pathlib import Path

import pytest

from kitei.regulations.library import LIBRARY_FOLDER, Library, UnknownRegulation
from tests.regulations.faulty import TEXTS, Copy


def test_the_names_are_those_of_the_folders_universities_before_statutes(tmp_path: Path) -> None:
    copy = Copy.at(tmp_path)
    (copy.folder / "notes").mkdir()
    (copy.folder / "zebra").mkdir()
    (copy.folder / "zebra/regulation.yaml").write_text("kind: regulation", encoding="utf-8")

    assert copy.library.names() == ("school", "zebra", "law")
    assert copy.library.universities() == ("school", "zebra")
    assert copy.library.has("school")
    assert not copy.library.has("notes")


def test_a_regulation_is_found_by_key_or_by_path_and_read_once() -> None:
    library = Library(folder=TEXTS)

    assert library.get("school") is library.get(TEXTS / "school") is library.get(str(TEXTS / "school"))
    assert library.get("school").id == "school"


def test_a_folder_elsewhere_is_found_by_path(tmp_path: Path) -> None:
    copy = Copy.at(tmp_path)

    assert Library().get(copy.folder / "school").folder == (copy.folder / "school").resolve()


def test_an_unknown_name_comes_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(UnknownRegulation, match=r"^unknown regulation `schol`$") as caught:
        Library(folder=TEXTS).get("schol")

    assert (caught.value.nearest, caught.value.known) == ("school", ("law", "school"))
    with pytest.raises(UnknownRegulation):
        Library(folder=TEXTS).get(tmp_path)


def test_the_statutes_of_a_regulation_are_read_with_it() -> None:
    library = Library(folder=TEXTS)

    assert library.statutes_of(library.get("school")) == (library.get("law"),)
    assert library.statutes_of(library.get("law")) == ()


def test_the_library_that_ships_holds_five_universities_and_their_statutes() -> None:
    library = Library()

    assert library.folder == LIBRARY_FOLDER
    assert set(library.universities()) >= {"iuj", "josai", "muroran-it", "nihon-cst", "shibaura-it"}
    assert set(library.names()) - set(library.universities()) >= {"appi"}
