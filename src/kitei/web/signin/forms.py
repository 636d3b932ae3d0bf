"""Forms of the sign-in that are ours."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from kitei.office.people.models import Account
from kitei.web.signin.texts import lazy_t

SIGNS = 4096  # more is no password but a load


class ChooseAPassword(forms.Form):
    """A first password, twice."""

    password1 = forms.CharField(max_length=SIGNS, strip=False)
    password2 = forms.CharField(max_length=SIGNS, strip=False)

    def __init__(self, *args: Any, email: str, **more: Any) -> None:
        self._account = Account(email=email)  # for the check that the password is not the address
        super().__init__(*args, **more)

    def clean(self) -> dict[str, Any]:
        """Equal, long enough, and none of the common ones."""
        found: dict[str, Any] = super().clean() or {}
        first, second = found.get("password1"), found.get("password2")
        if first and second and first != second:
            self.add_error("password2", lazy_t("二つの入力が違います。", "The two entries differ."))
        if first:
            try:
                validate_password(first, self._account)
            except ValidationError as error:
                self.add_error("password1", error)
        return found
