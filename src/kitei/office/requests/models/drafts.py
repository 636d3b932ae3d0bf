"""Requests begun and not yet filed, and links that are good for once."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from kitei.office.cases.models import Case
from kitei.office.vault.fields import Sealed, SealedRow


class Draft(SealedRow):
    """A request begun on the portal (下書き), sealed under a key of its own, which ends with it.

    Attributes:
        secret_digest: SHA-256 of the secret in the link by which the person goes on.
        expires_on: the last day on which it can be taken up; then its key is destroyed.
        entered: what was filled in so far, as the portal keeps it.
    """

    procedure = models.CharField(max_length=64)
    language = models.CharField(max_length=2, default="ja")
    secret_digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    expires_on = models.DateField()
    entered = Sealed("json")
    email = Sealed("text", null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["secret_digest"], name="requests_draft_secret_once"),)
        indexes = (models.Index(fields=["expires_on"], name="requests_draft_expires"),)

    def __str__(self) -> str:
        return f"{self.procedure} ({self.expires_on})"


class DraftFile(SealedRow):
    """A file uploaded to a draft; it becomes an attachment of the case when the request is filed.

    Attributes:
        purpose: identity, authority, scan or other.
    """

    draft = models.ForeignKey(Draft, models.PROTECT, db_index=False, related_name="files")
    media_type = models.CharField(max_length=128)
    size = models.PositiveIntegerField()
    purpose = models.CharField(max_length=16)
    filename = Sealed("text")
    content = Sealed("bytes")

    class Meta:
        indexes = (models.Index(fields=["draft", "id"], name="requests_draft_file_of_draft"),)

    def __str__(self) -> str:
        return f"{self.purpose} {self.size}"


class Link(SealedRow):
    """A link sent to the address a visitor gave (一回限りのリンク): whoever opens it has that address.

    Attributes:
        token_digest: SHA-256 of the token in the link. used_at: it opens once.
        sent_to: the address.
    """

    case = models.ForeignKey(Case, models.PROTECT, null=True, db_index=False, related_name="links")
    draft = models.ForeignKey(Draft, models.PROTECT, null=True, related_name="links")
    token_digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    sent_to = Sealed("text")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["token_digest"], name="requests_link_token_once"),
            models.CheckConstraint(
                condition=Q(case__isnull=False, draft__isnull=True) | Q(case__isnull=True, draft__isnull=False),
                name="requests_link_to_one_thing",
            ),
        )
        indexes = (models.Index(fields=["case", "-made_at"], name="requests_link_of_case"),)

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d %H:%M}"
