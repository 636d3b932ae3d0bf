"""From a regulation folder to the norms of one question: selected by day, predicates read, exceptions expanded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from pydantic import ValidationError

from kitei.decisions.building.attaching import AttachmentReader
from kitei.decisions.norms import Attachments, Exemption, Layer, Norm, StepNeeded, TopicState
from kitei.decisions.outcomes import lifted, on_condition
from kitei.predicates.expression import TRUE, All, AnyOf, Expression, Has, Is
from kitei.predicates.facts import Fact, Kind
from kitei.predicates.reading import PredicateError, Reader
from kitei.regulations.regulation import Regulation
from kitei.regulations.schema.identity import Purpose
from kitei.regulations.schema.norms import ExceptionModel, NormModel
from kitei.regulations.yamlfile import Place
from kitei.text import nearest


class BadNorm(ValueError):
    """A norm that cannot be read.

    Attributes:
        place: where in `norms.yaml`.
        problem, expected, nearest: as in `PredicateError`.
    """

    def __init__(
        self, regulation: Regulation, place: Place, problem: str, expected: str, near: str | None = None
    ) -> None:
        self.regulation, self.place = regulation, place
        self.problem, self.expected, self.nearest = problem, expected, near
        document = regulation.documents["norms"]
        super().__init__(f"{document.file}:{document.line(place)}: {problem}; expected {expected}")


@dataclass(frozen=True, slots=True)
class LayerBuilder:
    """Builds the layer of one regulation for one question.

    Attributes:
        facts: the facts of the question.
        statute: the statute's folder, for `is: appi/name`.
        entity: the entity type whose norms count in a statute.
    """

    regulation: Regulation
    question: str
    family: str
    facts: Mapping[str, Fact]
    statutes: tuple[Regulation, ...]
    entity: str
    on: date

    def build(self) -> Layer:
        """Read every norm of the question that counts on the day.

        Raises:
            BadNorm: at the first norm that cannot be read.
        """
        norms: list[Norm] = []
        for index, model in enumerate(self.regulation.norms.norms):
            if model.question == self.question:
                expanded = self._expanded(model, index)
                norms.extend(self._norm(each, place) for place, each in expanded if self._counts(each))
        return Layer(tuple(norms), self._topic())

    def _expanded(self, model: NormModel, index: int) -> Iterator[tuple[Place, NormModel]]:
        try:
            yield from expand(model, index)
        except ValidationError as error:
            first = error.errors()[0]
            key = ".".join(str(part) for part in first["loc"])
            near = nearest(key, [field.alias or name for name, field in NormModel.model_fields.items()])
            problem = f"`{key}` in an entry of `each`: {first['msg']}"
            raise BadNorm(self.regulation, ("norms", index, "each"), problem, "the keys of a norm", near) from error

    def _counts(self, model: NormModel) -> bool:
        if model.entity is not None and model.entity != self.entity:
            return False
        return (model.since is None or model.since <= self.on) and (model.until is None or self.on < model.until)

    def _topic(self) -> TopicState:
        topic = self.regulation.norms.topics.get(self.question)
        if topic is None:
            return TopicState("silent")
        return TopicState(topic.state, topic.near, topic.refers, topic.document, topic.escalate_to, topic.warnings)

    def _norm(self, model: NormModel, place: Place) -> Norm:
        attach = AttachmentReader(self.regulation, self._predicates(self.regulation), model.clause[0])
        try:
            exemptions = [self._exemption(each, model, attach, index) for index, each in enumerate(model.unless)]
            if model.purposes:
                exemptions.extend(self._purpose(each, model, attach) for each in self.regulation.identity.purposes)
            return Norm(
                id=model.id,
                clauses=model.clause,
                when=self._when(model.when, "when"),
                outcome=model.outcome,
                effect=model.effect,
                unless=tuple(exemptions),
                conditions=attach.duties(model.conditions, "conditions"),
                attachments=attach.all(model),
                warnings=model.warnings,
                escalate_to=model.escalate_to,
                basis=model.basis,
                only_if=model.only_if,
                yields_to=model.yields_to,
            )
        except PredicateError as error:
            where = (*place, *_keys(error.path))
            raise BadNorm(self.regulation, where, error.problem, error.expected, error.nearest) from error

    def _exemption(self, model: ExceptionModel, norm: NormModel, attach: AttachmentReader, index: int) -> Exemption:
        path = f"unless[{index}]"
        inner = attach.under(model.clause[0])
        claims = [self._when(model.claimed, f"{path}.claimed")] if model.claimed is not None else []
        if model.ground is not None:
            claims.append(self._ground(model.ground, f"{path}.ground"))
        standing = norm.outcome
        return Exemption(
            clauses=model.clause,
            claim=_all(claims) if claims else None,
            test=self._when(model.when, f"{path}.when"),
            steps=tuple(
                StepNeeded(self._step(name, f"{path}.steps"), inner.duties(conditions, f"{path}.steps.{name}"))
                for name, conditions in model.steps.items()
            ),
            outcome=model.outcome or (lifted(self.family, standing) if standing else None),
            conditional=on_condition(self.family, standing) if standing else None,
            attachments=inner.all(model, path),
            warnings=model.warnings,
            basis=model.basis,
            escalate_to=model.escalate_to,
            mandatory=model.mandatory,
        )

    def _purpose(self, purpose: Purpose, norm: NormModel, attach: AttachmentReader) -> Exemption:
        """A stated purpose as an exception to `outside the stated purposes`; a catch-all needs a written reason."""
        persons, activity = self.facts["subject_kinds"], self.facts["activity"]
        claim = AnyOf(tuple(Has(persons, each) for each in purpose.persons))
        steps: tuple[StepNeeded, ...] = ()
        test: Expression = Is(activity, frozenset(purpose.activities))
        if purpose.catch_all:
            necessity = attach.under(purpose.clause).single("record_necessity")
            steps = (StepNeeded(self.facts["necessity_recorded"], (necessity,)),)
            test = TRUE
        return Exemption(
            clauses=(purpose.clause,),
            claim=None,
            test=All((claim, test)) if test != TRUE else claim,
            steps=steps,
            outcome=lifted(self.family, norm.outcome or ""),
            conditional=on_condition(self.family, norm.outcome or ""),
            attachments=Attachments(),
            warnings=purpose.warnings,
            basis=None,
            escalate_to=None,
            mandatory=False,
        )

    def _ground(self, ground: str, path: str) -> Expression:
        fact = self.facts.get("grounds")
        if fact is None:
            raise PredicateError(path, "the question has no `grounds`", "`claimed`")
        return self._when({"grounds": {"has": ground}}, path)

    def _step(self, name: str, path: str) -> Fact:
        fact = self._predicates(self.regulation).fact(name, path)
        if fact.kind is not Kind.STEP:
            raise PredicateError(
                path, f"`{name}` is no step", ", ".join(n for n, f in self.facts.items() if f.kind is Kind.STEP)
            )
        return fact

    def _when(self, raw: object, path: str) -> Expression:
        return TRUE if raw is None else self._predicates(self.regulation).read(raw, path)

    def _predicates(self, regulation: Regulation, inside: frozenset[str] = frozenset()) -> Reader:
        """A reader whose `is:` looks in the regulation's own definitions, and through `statute/name` in a statute's.

        Args:
            inside: the definitions being read, none of which may come up again.
        """

        def definition(name: str) -> Expression | None:
            folder, _, own = name.rpartition("/")
            home = regulation if not folder else next((s for s in self.statutes if s.id == folder), None)
            model = home.norms.definitions.get(own) if home else None
            if home is None or model is None:
                return None
            full = f"{home.id}/{own}"
            if full in inside:
                raise PredicateError(f"definitions.{own}", f"`{own}` is defined by itself", "other definitions")
            return self._predicates(home, inside | {full}).read(model.when, f"definitions.{own}")

        return Reader(self.facts, definition)


def expand(model: NormModel, index: int) -> Iterator[tuple[Place, NormModel]]:
    """One norm for each entry of `each`, the entry's keys laid over the norm's own."""
    if not model.each:
        yield ("norms", index), model
        return
    base = model.model_dump(by_alias=True, exclude_unset=True, exclude={"each"})
    for number, entry in enumerate(model.each):
        yield (
            ("norms", index, "each", number),
            NormModel.model_validate({**base, "id": f"{model.id}-{number + 1}", **entry}),
        )


def _all(parts: list[Expression]) -> Expression:
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def _keys(path: str) -> Place:
    parts = path.replace("[", ".").replace("]", "").split(".")
    return tuple(int(part) if part.isdigit() else part for part in parts)
