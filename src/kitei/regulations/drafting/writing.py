"""Writes a drafted regulation folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from kitei.regulations.drafting.composing import compose
from kitei.regulations.drafting.interview import Answers
from kitei.regulations.regulation import FILES

_NOTE = (
    "# Drafted by `kitei regulation new`. It is yours: change it, then run `kitei regulation check` on the folder.\n"
)


class FolderInUse(FileExistsError):
    """The folder holds something already and is not overwritten.

    Attributes:
        ja, en: one sentence.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ja = f"{folder} にはすでにファイルがあります。空のフォルダーか、新しい名前を指定してください。"
        self.en = f"{folder} is not empty; name a new or an empty folder"
        super().__init__(self.en)


class _Plain(yaml.SafeDumper):
    """Writes every value out: no anchors."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - the base class hands it in
        return True


def write_folder(answers: Answers, folder: Path) -> tuple[Path, ...]:
    """Write the folder, and the answers beside it, so that the interview can be repeated.

    Raises:
        FolderInUse: it is not empty.
        BadAnswers: an answer is none of the options.
        OSError: it cannot be written.
    """
    if folder.exists() and any(folder.iterdir()):
        raise FolderInUse(folder)
    files = compose(answers)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name in FILES:
        file = folder / f"{name}.yaml"
        file.write_text(_NOTE + dump(files[name]), encoding="utf-8")
        written.append(file)
    kept = folder / "answers.yaml"
    kept.write_text(dump(answers.model_dump()), encoding="utf-8")
    return (*written, kept)


def dump(value: Any) -> str:
    """YAML as a person would write it: keys in our order, Japanese as it is."""
    return yaml.dump(value, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=110)
