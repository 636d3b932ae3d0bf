"""By which rules a body meets: what the regulation says, and the body's own rules where the regulation is silent.

A rule of the regulation carries its clause. A rule without one is the body's own (委員会の定め): entered by the
secretariat, shown as not prescribed by the regulation, and never able to replace a rule of the regulation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar, cast, get_args

from kitei.office.committees.counting import Counting, Majority, Recused, ShareName, TieRule, Whole
from kitei.office.ground.errors import OfficeError
from kitei.regulations.schema.identity import Body

Value = TypeVar("Value")
Circulation = Literal["none", "as_meeting", "all_agree"]
"""Whether a body decides in writing, without sitting (持ち回り): never, by the same majority, or only if all agree."""


class RulesMissing(OfficeError):
    """Neither the regulation nor the body's own rules say how it counts."""

    def __init__(self, body: str, missing: tuple[str, ...]) -> None:
        self.missing = missing
        super().__init__(
            ja=f"「{body}」の定めが足りません({'、'.join(NAMES[name][0] for name in missing)})。"
            "規程に定めがないので、委員会の定めを登録してから議決してください",
            en=f"{body} has no rule on {', '.join(NAMES[name][1] for name in missing)}; "
            "the regulation is silent: enter the body's own rules first",
        )


class RuledByRegulation(OfficeError):
    """An own rule on something the regulation prescribes."""

    def __init__(self, name: str, clause: str) -> None:
        super().__init__(
            ja=f"{NAMES[name][0]}は規程({clause})が定めているので、委員会の定めで変えることはできません",
            en=f"{NAMES[name][1]} is prescribed by {clause}; a body's own rules cannot replace it",
        )


class NoSuchRule(OfficeError):
    """An own rule that is not one of those a body can have."""

    def __init__(self, name: str, value: object) -> None:
        super().__init__(
            ja=f"委員会の定め `{name}` に `{value}` という値はありません",
            en=f"`{value}` is no rule a body can have for `{name}`",
        )


NAMES: dict[str, tuple[str, str]] = {
    "quorum": ("定足数", "quorum"),
    "decision": ("議決の要件", "the majority needed"),
    "tie": ("可否同数のとき", "ties"),
    "guests_vote": ("委員でない者の議決権", "guests' votes"),
    "chair_votes": ("委員長の表決", "the chair's vote"),
    "recused": ("利害関係のある委員の数え方", "how recused members count"),
    "circulation": ("持ち回りの議決", "decisions by circulation"),
    "notice_days": ("招集通知の日数", "days of notice"),
}


@dataclass(frozen=True, slots=True)
class Ruled(Generic[Value]):
    """One rule and where it comes from.

    Attributes:
        clause: of the regulation; `None` for the body's own rule.
    """

    value: Value
    clause: str | None

    @property
    def own(self) -> bool:
        """Whether it is the body's own rule, not prescribed by the regulation."""
        return self.clause is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Everything that is ruled for a body; `None` where nobody ruled."""

    body: str
    quorum: Ruled[Majority] | None = None
    decision: Ruled[Majority] | None = None
    tie: Ruled[TieRule] | None = None
    guests_vote: Ruled[bool] | None = None
    chair_votes: Ruled[bool] | None = None
    recused: Ruled[Recused] | None = None
    circulation: Ruled[Circulation] | None = None
    notice_days: Ruled[int] | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """What must be ruled before the body can vote at all."""
        return tuple(name for name in ("quorum", "decision", "tie") if getattr(self, name) is None)

    @property
    def clauses(self) -> tuple[str, ...]:
        """The clauses that rule the vote."""
        found = (rule.clause for rule in (self.quorum, self.decision, self.tie) if rule is not None and rule.clause)
        return tuple(dict.fromkeys(found))

    @property
    def on_guests(self) -> tuple[str, ...]:
        """The clause on people heard who are no members."""
        return (self.guests_vote.clause,) if self.guests_vote is not None and self.guests_vote.clause else ()

    def counting(self) -> Counting:
        """The rules as the arithmetic takes them.

        Where nobody says whether the chair votes with the members, the chair does: a member present like any other.

        Raises:
            RulesMissing: the body cannot count.
        """
        if self.quorum is None or self.decision is None or self.tie is None:
            raise RulesMissing(self.body, self.missing)
        return Counting(
            quorum=self.quorum.value,
            decision=self.decision.value,
            tie=self.tie.value,
            chair_votes=self.chair_votes is None or self.chair_votes.value,
            recused=None if self.recused is None else self.recused.value,
        )


def rules_of(body: Body, own: Mapping[str, Any] | None = None) -> Rules:
    """The rules of a body.

    Args:
        own: the body's own rules, as `own_rules` returns them.
    """
    prescribed = _prescribed(body)
    added = {name: Ruled(_value(name, value), None) for name, value in (own or {}).items() if value is not None}
    return Rules(body=body.title.ja, **cast("dict[str, Any]", {**added, **prescribed}))


def frozen(rules: Rules) -> dict[str, Any]:
    """Rules as a meeting keeps them: value and clause by name."""
    found: dict[str, Any] = {}
    for name in NAMES:
        ruled: Ruled[Any] | None = getattr(rules, name)
        if ruled is not None:
            value = ruled.value
            plain = {"share": value.share, "of": value.of} if isinstance(value, Majority) else value
            found[name] = {"value": plain, "clause": ruled.clause}
    return found


def thawed(body: str, kept: Mapping[str, Any]) -> Rules:
    """The rules that a meeting keeps.

    Args:
        body: what the body is called.
    """
    found = {name: Ruled(_majority(each["value"]), each["clause"]) for name, each in kept.items()}
    return Rules(body=body, **cast("dict[str, Any]", found))


def own_rules(body: Body, given: Mapping[str, Any]) -> dict[str, Any]:
    """A body's own rules, checked and ready to be kept.

    Raises:
        RuledByRegulation: the regulation already prescribes one of them.
        NoSuchRule: an unknown rule or value.
    """
    prescribed = _prescribed(body)
    found: dict[str, Any] = {}
    for name, value in given.items():
        if value is None:
            continue
        _value(name, value)
        if name in prescribed:
            raise RuledByRegulation(name, str(prescribed[name].clause))
        found[name] = value
    return found


def prescribed_names(body: Body) -> frozenset[str]:
    """What the regulation itself rules for a body."""
    return frozenset(_prescribed(body))


def _prescribed(body: Body) -> dict[str, Ruled[Any]]:
    found: dict[str, Ruled[Any]] = {}
    for name, share in (("quorum", body.quorum), ("decision", body.decision)):
        if share is not None:
            found[name] = Ruled(Majority(share.share, share.of), share.clause)
    if body.tie is not None:
        found["tie"] = Ruled("chair", body.tie.clause)  # whoever the text names presides when it says so
    if body.guests is not None:
        found["guests_vote"] = Ruled(body.guests.vote, body.guests.clause)
    return found


def _majority(value: Any) -> Any:
    return Majority(value["share"], value["of"]) if isinstance(value, Mapping) else value


def _value(name: str, value: Any) -> Any:
    allowed: dict[str, tuple[Any, ...]] = {
        "tie": get_args(TieRule),
        "recused": get_args(Recused),
        "circulation": get_args(Circulation),
        "chair_votes": (True, False),
        "guests_vote": (False,),  # whoever votes is a member; a body that lets others vote appoints them
    }
    if name in ("quorum", "decision"):
        wholes = ("members",) if name == "quorum" else get_args(Whole)
        if isinstance(value, Mapping) and value.get("share") in get_args(ShareName) and value.get("of") in wholes:
            return Majority(value["share"], value["of"])
    elif name == "notice_days":
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 90:
            return value
    elif value in allowed.get(name, ()):
        return value
    raise NoSuchRule(name, value)
