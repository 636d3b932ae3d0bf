"""Letters about accounts: both languages, no case, and none about what is not worth one."""

from __future__ import annotations

import pytest

from kitei.web.signin import letters

pytestmark = pytest.mark.django_db  # attempts are counted there


@pytest.mark.parametrize("prefix", ["account/email/password_changed", "mfa/email/webauthn_added"])
def test_what_happened_is_said_in_both_languages(prefix: str) -> None:
    letter = letters.notice(prefix, "学校", "https://kitei.example.ac.jp")
    assert letter is not None
    assert " / " in letter.subject
    assert "管理者" in letter.body
    assert "administrator" in letter.body
    assert letter.body.rstrip().endswith("https://kitei.example.ac.jp")


def test_nothing_is_said_about_the_rest() -> None:
    assert letters.notice("account/email/unheard_of", "学校", "https://kitei.example.ac.jp") is None
