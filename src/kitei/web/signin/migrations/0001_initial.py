"""The table in which attempts are counted, so that all processes of an office count together."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

_MAKE = """
CREATE UNLOGGED TABLE signin_attempts (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);
CREATE INDEX signin_attempts_expires ON signin_attempts (expires);
"""


class Migration(migrations.Migration):
    """As Django's own cache in a database wants it; what is counted may be lost with the server."""

    initial = True
    operations: ClassVar = [migrations.RunSQL(_MAKE, "DROP TABLE signin_attempts")]
