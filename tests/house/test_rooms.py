"""Same room, same name, on every floor: what lies in `src/kitei/<room>` is tested in `tests/<room>`."""

from __future__ import annotations

from pathlib import Path


def test_every_room_has_its_tests(root: Path) -> None:
    rooms = {path.parent.name for path in (root / "src/kitei").glob("*/__init__.py")}
    tested = {path.name for path in (root / "tests").iterdir() if any(path.rglob("test_*.py"))}

    assert rooms - tested == set()


def test_every_folder_of_ours_is_a_package(root: Path) -> None:
    folders = {path.parent for path in (root / "src/kitei").rglob("*.py")}

    assert [str(folder) for folder in sorted(folders) if not (folder / "__init__.py").is_file()] == []
