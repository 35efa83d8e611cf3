"""`danvan portals`: the profiles, and what they yield."""

import json
from typing import Annotated

import typer

from pipeline.commands.options import LogFormat, LogOption, start

portals = typer.Typer(
    help="List, show, check and draft the profiles of portals.", no_args_is_help=True
)


def list_(log_format: LogOption = LogFormat.text) -> None:
    """List the profiles.

    Example: danvan portals list
    """
    start(None, log_format)
    from rich.console import Console
    from rich.table import Table

    from scrapers.profiles import load_portals

    table = Table()
    for column in ("slug", "kind", "engine", "home", "until", "verified"):
        table.add_column(column, overflow="fold")
    found = load_portals()
    for portal in found:
        until = portal.valid_until.isoformat() if portal.valid_until else ""
        verified = "yes" if portal.verified else "no"
        table.add_row(portal.slug, portal.kind, portal.engine, portal.home, until, verified)
    Console().print(table)
    print(f"{len(found)} profiles")


def show(
    slug: Annotated[str, typer.Argument(metavar="SLUG")], log_format: LogOption = LogFormat.text
) -> None:
    """Show one profile, defaults included.

    Example: danvan portals show cao-bang
    """
    start(None, log_format)
    import msgspec

    from scrapers.profiles import load_portal

    print(json.dumps(msgspec.to_builtins(load_portal(slug)), ensure_ascii=False, indent=1))


portals.command("list")(list_)
portals.command("show")(show)
