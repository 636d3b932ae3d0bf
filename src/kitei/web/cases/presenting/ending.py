"""The ways in which a step can end: on which grounds, with which paper, and whether the engine agrees."""

from __future__ import annotations

from dataclasses import dataclass

from kitei.filings.grounds import RefusedOn
from kitei.office.cases.acting.judging import agrees
from kitei.office.cases.models import Case
from kitei.office.cases.queries import Choice, Judgement, Standing, Wanted
from kitei.office.lawbook import current
from kitei.office.requests.acting.filling import grounds
from kitei.web.look.showing.clauses import citation
from kitei.web.look.words import Language, say, t


@dataclass(frozen=True, slots=True)
class Ending:
    """One way.

    Attributes:
        grounds: of which one must be named. paper: what the paper that goes with it is called; empty if none goes out.
        agrees: whether the engine's answer bears it out; `None` where it says nothing about it.
        leads: what comes next, by title; empty if it closes the case.
    """

    choice: Choice
    title: str
    effect: str
    grounds: tuple[RefusedOn, ...]
    paper: str
    agrees: bool | None
    leads: tuple[str, ...]

    def ground_options(self, language: Language) -> list[tuple[str, str, str]]:
        """The grounds as a page offers them: which, and whether the institution may or must refuse."""
        return [(each.ground, each.title.of(language), _nature(each, language)) for each in self.grounds]


def endings(case: Case, standing: Standing, wanted: Wanted, judged: Judgement | None) -> tuple[Ending, ...]:
    """Every way in which an open step can end on the facts known."""
    return tuple(_ending(case, standing, wanted, each, judged) for each in wanted.choices)


def _ending(case: Case, standing: Standing, wanted: Wanted, way: Choice, judged: Judgement | None) -> Ending:
    law, steps = current(), standing.procedure.steps
    family = law.vocabulary.questions[judged.question].family if judged else ""
    then = next(each.then for each in steps[wanted.step].outcomes if each.id == way.id)
    return Ending(
        choice=way,
        title=say(way.title),
        effect=way.effect,
        grounds=grounds(law, case, wanted.step, way.id) if way.grounds else (),
        paper=say(standing.papers[way.notice]) if way.notice and way.notice in standing.papers else way.notice or "",
        agrees=agrees(family, judged.outcome, way.effect) if judged else None,
        leads=tuple(say(steps[name].title) for name in then if name in steps),
    )


def _nature(ground: RefusedOn, language: Language) -> str:
    law = current()
    kind = law.vocabulary.term("refusal_nature", ground.nature, language) if ground.nature else ""
    decider = law.role_title(ground.decider, language)
    cited = t("・", ", ").join(citation(each) for each in ground.clauses)
    return t(f"{kind}　判断する者：{decider}　{cited}", f"{kind}; judged by: {decider}; {cited}").strip("　; ")
