"""The master keys: they wrap the keys of cases and never enter the database.

They lie in `KITEI_HOME/keys/master-<n>.key` (64 hexadecimal digits), or in the environment as `KITEI_MASTER_KEY`,
several parted by commas. All of them open; the first of the environment, or else the file with the highest number,
wraps.
"""

from __future__ import annotations

import os
import re
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from kitei.office.ground.errors import OfficeError
from kitei.office.vault.sealing import KEY_SIZE

VARIABLE = "KITEI_MASTER_KEY"
_FILE = re.compile(r"master-(\d+)\.key")


class NoMaster(OfficeError):
    """A master key is missing or cannot be read."""

    def __init__(self, what: str) -> None:
        super().__init__(
            ja=f"マスター鍵({what})がありません。`keys/master-<番号>.key` か環境変数 {VARIABLE} に置いてください",
            en=f"the master key ({what}) is not there; put it in `keys/master-<number>.key` or in {VARIABLE}",
        )


def live() -> dict[str, bytes]:
    """Every master key at hand by its id, the one that wraps first. Read anew each time: one may have been added.

    Raises:
        NoMaster: there is none, or one cannot be read.
    """
    texts = [(VARIABLE, text) for text in os.environ.get(VARIABLE, "").split(",") if text.strip()]
    folder = Path(settings.OFFICE["keys"])
    numbered = [(int(found[1]), file) for file in folder.glob("master-*.key") if (found := _FILE.fullmatch(file.name))]
    texts += [(file.name, file.read_text(encoding="ascii")) for _, file in sorted(numbered, reverse=True)]
    keys = [_read(name, text) for name, text in texts]
    if not keys:
        raise NoMaster(str(folder / "master-1.key"))
    return {identity(key): key for key in keys}


def identity(key: bytes) -> str:
    """The id of a master key: it says nothing of the key."""
    return sha256(b"kitei master key" + key).hexdigest()[:16]


def _read(name: str, text: str) -> bytes:
    try:
        key = bytes.fromhex(text.strip())
    except ValueError as error:
        raise NoMaster(name) from error
    if len(key) != KEY_SIZE:
        raise NoMaster(name)
    return key
