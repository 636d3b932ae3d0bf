"""`kitei bench`: measurements beside a peer or a limit, in the same run, printed as JSON."""

from __future__ import annotations

import typer

app = typer.Typer(help="測定 / measurements", no_args_is_help=True)
