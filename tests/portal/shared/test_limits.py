"""How often one may try, and what is remembered of who tried."""

from __future__ import annotations

import pytest
from django.test import RequestFactory
from pytest_django import Settings

from kitei.portal.shared.limits import Limit, TooManyTries, address_of, spend

LIMIT = Limit("test", 2, 15)

pytestmark = pytest.mark.django_db


def test_the_limit_is_for_each_and_says_how_long_to_wait() -> None:
    spend(LIMIT, "192.0.2.1")
    spend(LIMIT, "192.0.2.1")
    spend(LIMIT, "192.0.2.2")

    with pytest.raises(TooManyTries, match="15 minutes"):
        spend(LIMIT, "192.0.2.1")


@pytest.mark.parametrize(
    ("proxies", "told", "address"),
    [(0, "203.0.113.9", "192.0.2.1"), (1, "10.0.0.1, 203.0.113.9", "203.0.113.9"), (1, "", "192.0.2.1")],
)
def test_only_a_proxy_of_ours_is_believed(proxies: int, told: str, address: str, settings: Settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    request = RequestFactory().get("/", headers={"x-forwarded-for": told}, REMOTE_ADDR="192.0.2.1")

    assert address_of(request) == address
