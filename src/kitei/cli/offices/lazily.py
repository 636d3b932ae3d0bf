"""Loads the rooms that need an office only when one of them is called: `kitei decide` waits for no Django."""

from __future__ import annotations

import os
from importlib import import_module
from typing import Any

import django
import typer
import typer.main
from typer.core import TyperGroup

from kitei.cli.door import fail
from kitei.premises.databases import SETTINGS, start
from kitei.premises.home import NoOffice, read_home
from kitei.premises.postgres import NoPostgres

ROOMS = {
    "record": ("kitei.cli.record.commands", "記録と検証 / the record and its verification"),
    "person": ("kitei.cli.people.commands", "人と任命 / persons and appointments"),
}
"""The rooms by the word that calls them; each has an `app`."""


class OfficeGroup(TyperGroup):
    """The root of the command line; see the module."""

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """Put the real room where a sign on the door stood."""
        if args and args[0] in ROOMS:
            open_office(ctx.params.get("home"))
            room = import_module(ROOMS[args[0]][0])
            self.commands[args[0]] = typer.main.get_command(room.app)
        return super().resolve_command(ctx, args)


def add_signs(app: typer.Typer) -> None:
    """Name the rooms in the help without loading them."""
    for name, (_, said) in ROOMS.items():
        app.add_typer(typer.Typer(name=name, help=said), name=name)


def open_office(folder: str | None = None) -> None:
    """Start the office's own database if it has one, and make its settings known to this process."""
    if folder:
        os.environ["KITEI_HOME"] = folder
    try:
        start(read_home())
    except (NoOffice, NoPostgres) as error:
        fail(str(error))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    django.setup()
