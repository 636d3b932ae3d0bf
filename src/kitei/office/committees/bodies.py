"""The bodies (会議体) that the office's regulation has."""

from __future__ import annotations

from kitei.office.ground.errors import OfficeError
from kitei.office.lawbook import current
from kitei.regulations.schema.identity import Body
from kitei.text import nearest


class NoSuchBody(OfficeError):
    """The regulation has no body of that name."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        closest = nearest(name, known)
        super().__init__(
            ja=f"会議体 `{name}` はこの規程にありません。近いもの: {closest}",
            en=f"this regulation has no body `{name}`; nearest: {closest}",
        )


def body_named(name: str) -> Body:
    """A body of the office's regulation.

    Raises:
        NoSuchBody: there is none.
    """
    own = {body.id: body for body in current().regulation.identity.bodies}
    if name not in own:
        raise NoSuchBody(name, tuple(own))
    return own[name]
