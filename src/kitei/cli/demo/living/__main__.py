"""`python -m kitei.cli.demo.living KEY`: the year of one office, lived in a process of its own."""

from __future__ import annotations

import sys

import django

if __name__ == "__main__":
    django.setup()

    from kitei.cli.demo.living.run import run

    run(sys.argv[1])
