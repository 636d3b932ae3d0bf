"""How often one may try, and what is remembered of who tried."""

from __future__ import annotations

import pytest

from kitei.portal.shared.limits import Limit, TooManyTries, spend

LIMIT = Limit("test", 2, 15)

pytestmark = pytest.mark.django_db


def test_the_limit_is_for_each_and_says_how_long_to_wait() -> None:
    spend(LIMIT, "192.0.2.1")
    spend(LIMIT, "192.0.2.1")
    spend(LIMIT, "192.0.2.2")

    with pytest.raises(TooManyTries, match="15 minutes"):
        spend(LIMIT, "192.0.2.1")
