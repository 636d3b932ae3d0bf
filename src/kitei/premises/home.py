"""An office's folder: which regulation it runs, its keys, its database. `KITEI_HOME` names it.

office.toml            what `kitei init` wrote and an administrator may change
keys/master-1.key      wraps the keys of cases; 32 bytes in hexadecimal digits, never in a backup of the database
keys/log.key           signs the record's checkpoints
keys/secret.key        signs sessions and links
postgres/              the embedded database, where no other is named
"""

from __future__ import annotations

import os
import re
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SETTINGS = "office.toml"
_NAME = re.compile(r"[a-z][a-z0-9-]{0,40}")


class NoOffice(RuntimeError):
    """There is no office in the folder, or its settings cannot be read."""


@dataclass(frozen=True, slots=True)
class Home:
    """An office's folder, read.

    Attributes:
        name: the office's short name; names its database and its cookies.
        regulation: the key of a regulation of the library, or a folder.
        base_url: the address by which people reach it, without a slash at the end.
        raw: the whole of `office.toml`.
    """

    folder: Path
    name: str
    regulation: str
    base_url: str
    raw: Mapping[str, Any]

    @property
    def keys(self) -> Path:
        """Where the keys lie."""
        return self.folder / "keys"

    def section(self, name: str) -> Mapping[str, Any]:
        """A table of `office.toml`; empty if it is not there."""
        found = self.raw.get(name, {})
        return found if isinstance(found, dict) else {}

    def secret(self, name: str) -> str:
        """The content of a key file.

        Raises:
            NoOffice: it is not there.
        """
        try:
            return (self.keys / name).read_text(encoding="ascii").strip()
        except OSError as error:
            raise NoOffice(f"{self.keys / name}: 鍵が読めません / the key cannot be read") from error


def read_home(folder: Path | None = None) -> Home:
    """Read the office's folder; by default the one `KITEI_HOME` names.

    Raises:
        NoOffice: there is none, or `office.toml` is wrong.
    """
    at = folder or (Path(os.environ["KITEI_HOME"]) if os.environ.get("KITEI_HOME") else None)
    if at is None:
        raise NoOffice(
            "KITEI_HOME が設定されていません。`kitei init フォルダー` で事務局を作り、--home で示してください / "
            "KITEI_HOME is not set; make an office with `kitei init FOLDER` and name it with --home"
        )
    try:
        raw = tomllib.loads((at / SETTINGS).read_text(encoding="utf-8"))
    except OSError as error:
        raise NoOffice(f"{at}: {SETTINGS} がありません / holds no {SETTINGS}; `kitei init {at}`") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise NoOffice(f"{at / SETTINGS}: {error}") from error
    for key in ("name", "regulation", "base_url"):
        if not isinstance(raw.get(key), str):
            raise NoOffice(f"{at / SETTINGS}: `{key}` がありません / `{key}` is missing")
    return Home(at, raw["name"], raw["regulation"], raw["base_url"].rstrip("/"), raw)


def make_home(folder: Path, *, name: str, regulation: str, base_url: str, extra: str = "") -> Home:
    """Make an office's folder with fresh keys.

    Args:
        extra: further lines of `office.toml`.

    Raises:
        NoOffice: there is one already, or the name cannot be one.
    """
    if (folder / SETTINGS).exists():
        raise NoOffice(f"{folder}: すでに事務局があります / there is an office already")
    if not _NAME.fullmatch(name):
        raise NoOffice(f"`{name}`: 英小文字・数字・ハイフンで名付けてください / use lower case, digits and hyphens")
    keys = folder / "keys"
    keys.mkdir(parents=True, mode=0o700, exist_ok=True)
    (folder / "static").mkdir(exist_ok=True)
    for file, size in (("master-1.key", 32), ("log.key", 32), ("index.key", 32), ("secret.key", 48)):
        write_private(keys / file, secrets.token_hex(size))
    lines = [f'name = "{name}"', f'regulation = "{regulation}"', f'base_url = "{base_url}"', extra]
    (folder / SETTINGS).write_text("\n".join(line for line in lines if line) + "\n", encoding="utf-8")
    return read_home(folder)


def write_private(file: Path, content: str) -> None:
    """Write a secret where only its owner can read it."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as out:
        out.write(content + "\n")
