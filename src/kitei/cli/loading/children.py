"""Processes of the bench: each is told something as JSON, and answers in JSON."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

from kitei.premises.databases import environment
from kitei.premises.home import Home


class ChildFailed(RuntimeError):
    """A process of the bench ended in an error, which is the message."""


def run(home: Home, task: str, **options: Any) -> Any:
    """Do a task of `child` inside an office, as the role that owns the tables.

    Raises:
        ChildFailed: it ended in an error.
    """
    command = [sys.executable, "-P", "-m", "kitei.cli.loading.child", task]
    return said(command, options, {**environment(home), "KITEI_AS_OWNER": "1"})


def said(command: list[str], told: Mapping[str, Any], env: Mapping[str, str] | None) -> Any:
    """What a process answers to what it is told.

    Raises:
        ChildFailed: it ended in an error.
    """
    done = subprocess.run(  # noqa: S603 - a process of ours
        command, input=json.dumps(told), env=env, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise ChildFailed(f"{command[-1]}: ended with {done.returncode}: {done.stderr.strip()[-2000:]}")
    return json.loads(done.stdout)
