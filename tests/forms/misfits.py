"""Papers that go wrong in a worker process; a module of its own, for a worker must not read all forms to find them."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Mapping
from typing import Any

from kitei.forms.batch import Done


def deadly(number: int, _: Mapping[str, Any]) -> Done:
    """The fifth paper kills the process that prints it."""
    if number == 5:
        os.kill(os.getpid(), signal.SIGKILL)
    return Done(number, f"{number}.pdf", "")


def endless(number: int, _: Mapping[str, Any]) -> Done:
    """The second paper never ends."""
    if number == 2:
        time.sleep(3600)
    return Done(number, f"{number}.pdf", "")
