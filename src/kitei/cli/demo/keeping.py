"""The years of the offices for practice, kept as dumps that are named by what they were made from."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import kitei
from kitei.cli.demo.plan import FOLDER, NAMES
from kitei.cli.demo.seats import PASSWORD
from kitei.premises.databases import database_of, make_database, migrate
from kitei.premises.dumps import read_beside, read_dump, write_dump
from kitei.premises.home import SETTINGS, Home, read_home
from kitei.premises.postgres import ADMINISTRATOR, OWNER, Server

KEPT = Path(__file__).parent / "kept"
ENDS_AT = datetime(2026, 11, 30, 0, 30, tzinfo=UTC)
"""The moment at which every office opens for the first time: a Monday morning, half past nine in Tokyo."""

_SOURCES = Path(kitei.__file__).parent
_MADE_BY = ("office", "cli/demo", "regulations/library/appi", "regulations/vocabulary", "procedures", "forms/library")


def data_home() -> Path:
    """Where the offices for practice live: the user's data folder; root's is one that other users can reach."""
    if named := os.environ.get("KITEI_DEMO_HOME"):
        return Path(named)
    if os.geteuid() == 0:
        return Path("/var/lib/kitei/demo")
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "kitei" / "demo"


def inputs_digest(key: str) -> str:
    """Sixteen hexadecimal digits that change with anything the year of an office is made from."""
    found = hashlib.sha256()
    folders = [_SOURCES / name for name in (*_MADE_BY, f"regulations/library/{key}")]
    for file in sorted({*_files(folders), FOLDER / f"{key}.yaml", NAMES}):
        found.update(f"{file.relative_to(_SOURCES)}\0".encode() + hashlib.sha256(file.read_bytes()).digest())
    return found.hexdigest()[:16]


def _files(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        for file in folder.rglob("*"):
            passed = "__pycache__" in file.parts or KEPT in file.parents or FOLDER in file.parents
            if file.is_file() and not passed and file.suffix in {".py", ".yaml", ".typ"}:
                yield file


def kept(key: str) -> Path | None:
    """The dump of an office's year, if one is kept: the one made from what is here now, else the one there is."""
    exact = KEPT / f"{key}-{inputs_digest(key)}.tar.xz"
    if exact.is_file():
        return exact
    return next(iter(sorted(KEPT.glob(f"{key}-*.tar.xz"))), None) if not _strict() else None


def _strict() -> bool:
    """Whether a dump made from something else is no dump; for who works on the demo."""
    return bool(os.environ.get("KITEI_DEMO_EXACT"))


def restore(server: Server, home_folder: Path, key: str, url: str, file: Path) -> Home:
    """Open an office from its dump: folder, keys, database, and a clock that goes on from where the year ended."""
    home = write_home(server, home_folder, key, url, offset_seconds=(ENDS_AT - datetime.now(UTC)).total_seconds())
    for name, content in read_beside(file).items():
        target = home.keys / name
        target.touch(mode=0o600)
        target.write_bytes(content)
    name = database_of(home)
    server.psql(f'DROP DATABASE IF EXISTS "{name}"')
    make_database(server, name, template(server, home))
    read_dump(server.url(name, ADMINISTRATOR), file)
    return home


def keep(server: Server, home: Home, key: str) -> Path:
    """Write the dump of an office that was made, and drop older ones."""
    KEPT.mkdir(exist_ok=True)
    target = KEPT / f"{key}-{inputs_digest(key)}.tar.xz"
    write_dump(server.url(database_of(home), ADMINISTRATOR), target, beside=home.keys.glob("*.key"))
    for old in KEPT.glob(f"{key}-*.tar.xz"):
        if old != target:
            old.unlink()
    return target


def write_home(server: Server, folder: Path, key: str, url: str, *, offset_seconds: float) -> Home:
    """Make (anew) the folder of an office for practice; its keys come from elsewhere."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "keys").mkdir(parents=True, mode=0o700)
    return settle(server, folder, key, url, offset_seconds=offset_seconds)


def settle(server: Server, folder: Path, key: str, url: str, *, offset_seconds: float) -> Home:
    """Write the settings of an office for practice: where it is today, and how far its clock is from ours."""
    lines = [
        f'name = "{key}"',
        f'regulation = "{key}"',
        f'base_url = "{url}"',
        f'origin = "{key}.demo.kitei.example"',
        "demo = true",
        "keeps_papers = false",  # a dump of what was filled in is a hundredth of the size
        "[practice]",
        f'password = "{PASSWORD}"',  # with it go the pages that lead round, and sign in as anybody
        "[signin]",
        'second_factor = "optional"',  # whoever practises has no authenticator at hand; a real office asks for it
        "[database]",
        f'embedded = "{server.folder}"',
        "[clock]",
        f"offset_seconds = {offset_seconds}",
    ]
    (folder / SETTINGS).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return read_home(folder)


def schema_digest() -> str:
    """Twelve hexadecimal digits that change with the tables."""
    found = hashlib.sha256()
    for file in sorted(_SOURCES.rglob("migrations/*.py")):
        found.update(f"{file.relative_to(_SOURCES)}\0".encode() + hashlib.sha256(file.read_bytes()).digest())
    return found.hexdigest()[:12]


def template(server: Server, home: Home) -> str:
    """A database with all tables and no rows, made once: a copy of it is quicker than the migrations."""
    name = f"kitei_template_{schema_digest()}"
    if not server.has_database(name):
        making = f"{name}_new"
        server.psql(f'DROP DATABASE IF EXISTS "{making}"')
        make_database(server, making)
        migrate(home, server.url(making, OWNER))
        server.psql(f'ALTER DATABASE "{making}" RENAME TO "{name}"')
    return name
