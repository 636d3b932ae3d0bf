"""The Jinja environment of all pages: what every template may call, beside its own context."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from jinja2 import Environment, StrictUndefined

from kitei.web.look import days, words
from kitei.web.look.showing import clauses, icons, naming


def environment(**options: Any) -> Environment:
    """The environment, as Django's Jinja2 backend asks for it (`OPTIONS = {"environment": …}`).

    Globals: `t(ja, en)`, `say(label)`, `named` (states, effects, channels in words), `language()`, `url(name, …)`,
    `static(path)`, `day`, `moment`, `left`, `urgency`, `icon(name)`, `clause(id)`, `cite(id)`, `clause_title(id)`,
    `clause_words(id)`.
    """
    made = Environment(**{**options, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True})  # noqa: S701 - Django sets autoescape
    made.globals.update(
        t=words.t,
        say=words.say,
        named=naming,
        language=words.language,
        url=_url,
        static=static,
        day=days.day,
        moment=days.moment,
        left=days.left,
        due_mark=days.due_mark,
        urgency=days.urgency,
        icon=icons.icon,
        clause=clauses.link,
        cite=clauses.citation,
        clause_title=clauses.title,
        clause_words=clauses.says,
    )
    return made


def _url(name: str, *args: object, **kwargs: object) -> str:
    return reverse(name, args=args or None, kwargs=kwargs or None)
