"""Who is told of what, and asked by rooms below: the only calls upwards, made by subscription."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from kitei.jobs.post import tasks as post_tasks
from kitei.jobs.programs import tasks as program_tasks
from kitei.office.committees.queries import finding
from kitei.office.people import access
from kitei.office.post import services as post
from kitei.office.programs import services as programs
from kitei.office.record.services import subscribe
from kitei.office.record.services.subscribing import Recorded
from kitei.office.requests.services import notifying


def wire() -> None:
    """Subscribe; doing it twice changes nothing."""
    post.on_queued(post_tasks.defer)
    programs.on_queued(program_tasks.defer)
    access.called_by(finding.called_cases)
    subscribe("", program_tasks.announce)
    subscribe("", _tell_of_news)


def _tell_of_news(recorded: Recorded) -> None:
    """Whoever asked hears that a paper or a message waits for him."""
    base = str(settings.OFFICE["base_url"]).rstrip("/")
    notifying.tell_of_news(recorded=recorded, status_page=f"{base}{reverse('portal:status')}")
