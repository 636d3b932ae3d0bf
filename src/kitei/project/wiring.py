"""Who is told of what: the only calls upwards, made by subscription."""

from __future__ import annotations

from kitei.jobs.post import tasks as post_tasks
from kitei.jobs.programs import tasks as program_tasks
from kitei.office.post import services as post
from kitei.office.programs import services as programs
from kitei.office.record.services import subscribe


def wire() -> None:
    """Subscribe; doing it twice changes nothing."""
    post.on_queued(post_tasks.defer)
    programs.on_queued(program_tasks.defer)
    subscribe("", program_tasks.announce)
