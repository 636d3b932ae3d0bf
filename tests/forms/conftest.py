"""One printer for all tests of the forms: its fonts are read once."""

from __future__ import annotations

import pytest

from kitei.forms.paper.payload import Setting
from kitei.forms.paper.printing import Printer
from tests.forms.samples import PRINTER, SETTING


@pytest.fixture(scope="session")
def printer() -> Printer:
    return PRINTER


@pytest.fixture(scope="session")
def setting() -> Setting:
    return SETTING
