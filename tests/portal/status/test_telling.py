"""Where a request is, in words: every way in which it can have ended, and what is said while it runs."""

from __future__ import annotations

import pytest

from kitei.office.cases.models import Case
from kitei.office.lawbook import law_of
from kitei.office.requests.queries.status import Stage, Status
from kitei.portal.status.telling import now
from kitei.regulations.schema.words import Words


def _status(key: str, *, state: str, effect: str = "", at: str | None = None) -> Status:
    procedure = law_of(key).procedures["disclosure"]
    stages = (Stage(procedure.steps[at], "now", None, None, Words(ja="x", en="x")),) if at else ()
    return Status(
        case=Case(number="R8-D-0001", state=state, outcome_effect=effect),
        procedure=procedure,
        stages=stages,
        waits=(),
        papers=(),
        messages=(),
        files=(),
        due=None,
        appeal=None,
        appeals=(),
        withdrawable=False,
    )


@pytest.mark.parametrize(
    ("state", "effect", "title", "tone"),
    [
        ("closed", "granted", "求めに応じました", "good"),
        ("closed", "partly", "求めの一部に応じました", "care"),
        ("closed", "refused", "求めに応じられませんでした", "care"),
        ("closed", "none", "手続が終わりました", "good"),
        ("withdrawn", "", "取り下げました", "info"),
        ("merged", "", "ほかの請求とまとめました", "info"),
        ("open", "", "手続の途中です", "info"),
    ],
)
def test_every_end_has_its_words(state: str, effect: str, title: str, tone: str) -> None:
    told = now(law_of("josai"), _status("josai", state=state, effect=effect), "ja")

    assert (told.title, told.tone) == (title, tone)


@pytest.mark.parametrize(
    ("key", "at", "said"),
    [
        ("josai", "decide", "決定は「遅滞なく」行うことになっています"),
        ("josai", "arrange", "日数の定めはありません"),
        ("muroran-it", "decide", "請求を受け取った日から30日以内"),
    ],
)
def test_while_it_runs_the_time_word_or_its_absence_is_told(key: str, at: str, said: str) -> None:
    assert said in now(law_of(key), _status(key, state="open", at=at), "ja").says
