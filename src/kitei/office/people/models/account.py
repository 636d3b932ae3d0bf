"""Accounts: how a person signs in."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower

from kitei.office.people.models.person import Person


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by their address; making one is the service's business."""

    def get_by_natural_key(self, username: str | None) -> Account:
        """The account of an address, in any case."""
        return self.get(email=(username or "").strip().lower())


class Account(AbstractBaseUser, PermissionsMixin):
    """What somebody signs in with (利用者アカウント).

    No row of business: passwords and the time of the last sign-in change without an act. What an account may do follows
    from the person's appointments alone; the flags and groups of the framework give nothing.

    Attributes:
        email: the login; lower case.
        failures: failed sign-ins in a row.
        locked_until: no sign-in before.
        activated_at: when the invitation was taken up.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    email = models.CharField(max_length=254)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="account")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    activated_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)
    locked_until = models.DateTimeField(null=True, blank=True)

    objects = AccountManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        db_table = "people_account"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["email"], name="people_account_email_once"),
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="people_account_email_lower"),
        ]

    def __str__(self) -> str:
        return str(self.id)
