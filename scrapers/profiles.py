"""Profiles of portals: read from TOML, checked strictly, handed out by slug."""

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from scrapers.elements import compile_selector
from scrapers.errors import ProfileError
from scrapers.layouts import LAYOUTS
from scrapers.look import selectable
from scrapers.portal import Portal

_SLUG = re.compile(r"[a-z0-9]+(?:[_-][a-z0-9]+)*")
SHORTEST_DELAY_SECONDS = 5.0


def portals_folder() -> Path:
    """Give the folder of the profiles that come with the project."""
    return Path(str(files("scrapers") / "portals"))


@lru_cache(maxsize=1)
def load_portals() -> tuple[Portal, ...]:
    """Read every profile that comes with the project, in the order of their slugs."""
    portals = tuple(read_profile(path) for path in sorted(portals_folder().glob("*.toml")))
    known = {portal.slug for portal in portals}
    for portal in portals:
        if portal.successor is not None and portal.successor not in known:
            raise ProfileError(f"{portal.slug}.toml: successor: no profile {portal.successor!r}")
    return portals


def load_portal(slug: str) -> Portal:
    """Read one profile; raises ProfileError when there is none of that slug."""
    path = portals_folder() / f"{slug}.toml"
    if not _SLUG.fullmatch(slug) or not path.is_file():
        raise ProfileError(f"no portal {slug!r}; `danvan portals list` names those we know")
    return read_profile(path)


def read_profile(path: Path) -> Portal:
    """Read and check one profile.

    Raises:
        ProfileError: naming the file and the key that does not say what it must.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ProfileError(f"{path.name}: cannot be read: {error}") from error
    portal = parse_profile(text, name=path.name)
    if portal.slug != path.stem:
        raise ProfileError(f"{path.name}: slug: is {portal.slug!r}, must be {path.stem!r}")
    return portal


def parse_profile(text: str, *, name: str) -> Portal:
    """Check a profile's text; `name` is what messages call it."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(f"{name}: is no TOML: {error}") from error
    unknown = sorted(values.keys() - set(Portal.__dataclass_fields__))
    if unknown:
        raise ProfileError(f"{name}: {unknown[0]}: no such key")
    try:
        portal = msgspec.convert(values, Portal)
    except msgspec.ValidationError as error:
        message, _, place = str(error).partition(" - at ")
        key = place.strip("`").removeprefix("$.") or "profile"
        raise ProfileError(f"{name}: {key}: {message}") from error
    for key, fault in _faults(portal):
        raise ProfileError(f"{name}: {key}: {fault}")
    return portal


def _faults(portal: Portal) -> Iterator[tuple[str, str]]:
    if not _SLUG.fullmatch(portal.slug):
        yield "slug", f"{portal.slug!r} is not lower-case letters, digits and single dashes"
    for key, engine in (("engine", portal.engine), *(("past", one.engine) for one in portal.past)):
        if engine not in LAYOUTS:
            yield key, f"{engine!r} is none of {', '.join(LAYOUTS)}"
    if portal.delay_seconds < SHORTEST_DELAY_SECONDS and not portal.allow_private:
        yield "delay_seconds", f"{portal.delay_seconds:g} is under {SHORTEST_DELAY_SECONDS:g}"
    if portal.at_least < 0:
        yield "at_least", f"{portal.at_least} is below nothing"
    yield from _address_faults(portal)
    yield from _time_faults(portal)
    yield from _pattern_faults(portal)
    yield from _selector_faults(portal)


def _address_faults(portal: Portal) -> Iterator[tuple[str, str]]:
    single = {"home": (portal.home,), "rest": (portal.rest,) if portal.rest else ()}
    many = {"feeds": portal.feeds, "sitemaps": portal.sitemaps, "lists": portal.lists}
    for key, addresses in (single | many).items():
        for address in addresses:
            parts = urlsplit(address)
            if parts.scheme not in {"http", "https"} or not parts.hostname:
                yield key, f"{address!r} is no http address"
    if portal.pager is not None and "{page}" not in portal.pager:
        yield "pager", f"{portal.pager!r} has no {{page}}"


def _time_faults(portal: Portal) -> Iterator[tuple[str, str]]:
    try:
        ZoneInfo(portal.timezone)
    except (ZoneInfoNotFoundError, ValueError):
        yield "timezone", f"{portal.timezone!r} is no time zone"
    if portal.valid_from and portal.valid_until and portal.valid_from > portal.valid_until:
        yield "valid_until", f"{portal.valid_until} is before valid_from {portal.valid_from}"
    if portal.date_format is not None and "%d" not in portal.date_format:
        yield "date_format", f"{portal.date_format!r} has no %d"


def _pattern_faults(portal: Portal) -> Iterator[tuple[str, str]]:
    patterns = {"article_pattern": portal.article_pattern, "id_pattern": portal.id_pattern}
    for key, pattern in patterns.items():
        try:
            groups = re.compile(pattern or "()").groups
        except re.error as error:
            yield key, f"{pattern!r} is no regular expression: {error}"
            continue
        if key == "id_pattern" and groups < 1:
            yield key, f"{pattern!r} has no group that holds the article's id"


def _selector_faults(portal: Portal) -> Iterator[tuple[str, str]]:
    named = [
        ("selectors", portal.selectors),
        *(("past.selectors", one.selectors) for one in portal.past),
    ]
    for where, selectors in named:
        for key, many in selectors.items():
            if key not in selectable():
                yield f"{where}.{key}", f"is none of {', '.join(selectable())}"
            for selector in many:
                try:
                    compile_selector(selector)
                except ValueError as error:
                    yield f"{where}.{key}", str(error)
