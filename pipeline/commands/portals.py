"""`danvan portals`: the profiles, and what they yield."""

import json
import sys
from pathlib import Path
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
    from pipeline.commands.ask import print_table
    from scrapers.profiles import load_portals

    found = load_portals()
    rows = [
        (
            portal.slug,
            portal.kind,
            portal.engine,
            portal.home,
            portal.valid_until.isoformat() if portal.valid_until else "",
            "yes" if portal.verified else "no",
        )
        for portal in found
    ]
    print_table(("slug", "kind", "engine", "home", "until", "verified"), rows)
    print(f"{len(found)} profiles", file=sys.stderr)


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


def check(
    slugs: Annotated[list[str], typer.Argument(metavar="SLUG…")],
    pages: Annotated[int, typer.Option(min=1, max=20, help="Article pages to fetch.")] = 4,
    log_format: LogOption = LogFormat.text,
) -> None:
    """Fetch a few pages live, politely, and say what a profile yields; nothing is kept.

    Example: danvan portals check cao-bang
    """
    settings = start(None, log_format)
    from rich.console import Console

    from pipeline.visits import check_portal
    from scrapers.profiles import load_portal

    bad = 0
    from scrapers.profiles import read_profile

    profiles = [read_profile(Path(s)) if s.endswith(".toml") else load_portal(s) for s in slugs]
    for portal in profiles:
        with Console(stderr=True).status(f"visiting {portal.home}"):
            lines, good = check_portal(portal, settings, pages=pages)
        print("\n".join(lines))
        bad += not good
    raise typer.Exit(1 if bad else 0)


def probe(
    url: Annotated[str, typer.Argument(metavar="URL", help="A portal's front page or list page.")],
    log_format: LogOption = LogFormat.text,
) -> None:
    """Recognise a portal's engine from a few pages; print a profile draft, then what it yields.

    Example: danvan portals probe https://portal.example > my-portal.toml
    """
    settings = start(None, log_format)
    from rich.console import Console

    from pipeline.visits import probe_portal

    with Console(stderr=True).status(f"visiting {url}"):
        toml, preview = probe_portal(url, settings)
    print(toml)
    for line in preview:
        print(line, file=sys.stderr)


portals.command("check")(check)
portals.command("probe")(probe)
