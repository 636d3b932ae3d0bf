"""Who is told of what: the only calls upwards, made by subscription."""

from __future__ import annotations

from kitei.jobs.post import tasks as post_tasks
from kitei.office.post import services as post


def wire() -> None:
    """Subscribe; doing it twice changes nothing."""
    post.on_queued(post_tasks.defer)
