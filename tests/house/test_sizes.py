"""Small rooms: budgets for files, functions and folders.

What Kitei does not fit into them is split; data (YAML) is not counted, nor are migrations, which Django writes.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath

from tests.house.sources import Source

FILE = 500  # lines
FUNCTION = 60  # lines, signature and docstring included
FUNCTION_HABIT = 40
ABOVE_HABIT = 0.02  # of all functions may be longer than the habit
FOLDER = 12  # Python files, `__init__.py` not counted


def test_no_file_is_longer_than_its_budget(sources: tuple[Source, ...]) -> None:
    lengths = {file.path: file.text.count("\n") for file in sources if "/migrations/" not in file.path}

    assert [f"{path}: {lines}" for path, lines in lengths.items() if lines > FILE] == []


def test_no_function_is_longer_than_its_budget(sources: tuple[Source, ...]) -> None:
    assert [f"{where}: {lines}" for where, lines in functions(sources) if lines > FUNCTION] == []


def test_functions_longer_than_the_habit_stay_rare(sources: tuple[Source, ...]) -> None:
    every = list(functions(sources))
    long = [f"{where}: {lines}" for where, lines in every if lines > FUNCTION_HABIT]

    assert len(long) <= ABOVE_HABIT * len(every), long


def test_no_folder_holds_more_files_than_its_budget(sources: tuple[Source, ...]) -> None:
    paths = [PurePosixPath(file.path) for file in sources]
    files = Counter(path.parent.as_posix() for path in paths if path.name != "__init__.py")

    assert {folder: count for folder, count in files.items() if count > FOLDER} == {}


def functions(sources: tuple[Source, ...]) -> Iterator[tuple[str, int]]:
    for file in sources:
        for node in ast.walk(file.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{file.path}:{node.lineno} {node.name}", (node.end_lineno or node.lineno) - node.lineno + 1
