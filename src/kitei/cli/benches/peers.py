"""The peers' own environment, made on request from hashed requirements, and their child processes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

CHILD = Path(__file__).with_name("child.py")
REQUIREMENTS = Path(__file__).parents[4] / "requirements" / "peers.txt"
MADE_FROM = "made-from.txt"
PATIENCE = 600
"""Seconds after which a peer, or its set-up, is given up."""


class NoPeers(RuntimeError):
    """The peers cannot be had; the rest is measured without them."""


def environment() -> Path:
    """The Python of the peers' environment, made or renewed first.

    Raises:
        NoPeers: it cannot be made, for want of a network for instance.
    """
    if not REQUIREMENTS.is_file():
        raise NoPeers(f"{REQUIREMENTS} is not there; peers are measured from a clone of the project")
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kitei" / "peers"
    python, made_from = home / "bin" / "python", home / MADE_FROM
    wanted = REQUIREMENTS.read_text(encoding="utf-8")
    if made_from.is_file() and made_from.read_text(encoding="utf-8") == wanted and python.exists():
        return python
    print(f"setting up the peers in {home} …", file=sys.stderr)
    _run([sys.executable, "-m", "venv", "--clear", str(home)])
    _run([str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", "--retries", "1",
          "--require-hashes", "--only-binary", ":all:", "-r", str(REQUIREMENTS)])  # fmt: skip
    made_from.write_text(wanted, encoding="utf-8")
    return python


def ask(python: Path, task: dict[str, Any]) -> dict[str, Any]:
    """What a peer measured.

    Raises:
        NoPeers: it failed; its last words are in the message.
    """
    found = _run([str(python), "-I", "-W", "ignore", str(CHILD)], typed=json.dumps(task))
    return json.loads(found)  # type: ignore[no-any-return]


def _run(words: list[str], typed: str | None = None) -> str:
    try:
        done = subprocess.run(words, input=typed, capture_output=True, text=True, timeout=PATIENCE, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NoPeers(str(error)) from error
    if done.returncode != 0:
        raise NoPeers((done.stderr.strip().splitlines() or [f"exit status {done.returncode}"])[-1])
    return done.stdout
