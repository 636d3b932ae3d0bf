"""`python -m kitei.jobs`: everything an office does in the background, in one process, until it is told to stop."""

from __future__ import annotations

import django

if __name__ == "__main__":
    django.setup()

    from kitei.jobs.running import run

    run()
