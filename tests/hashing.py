"""The office's own way to keep passwords, with a hundredth of the work: for tests that are about something else."""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2(Argon2PasswordHasher):
    """Argon2 with so little to do that a test does not notice."""

    time_cost = 1
    memory_cost = 64
    parallelism = 1
