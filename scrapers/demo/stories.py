"""The demo's articles as written down in `articles/*.toml`, and what of them a night shows."""

import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

from corpus.records import FieldCode
from scrapers.demo.errors import StoryError

Family = Literal["nukeviet", "wordpress"]
Trap = Literal[
    "nfd", "spaces", "lead_twice", "caption_paragraph", "related_inside", "sticky", "password",
    "image_only", "offsite", "contact", "parts",
]  # fmt: skip

HANOI = timezone(timedelta(hours=7))
SUFFIX = ".toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A PDF an article links to."""

    file: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What the newsroom changed after publication, and from which night on it shows."""

    night: int
    at: datetime
    swaps: tuple[tuple[str, str], ...] = ()
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One article of the demo with what is true of it."""

    id: int
    family: Family
    slug: str
    title: str
    lead: str
    paragraphs: tuple[str, ...]
    published: datetime
    sections: tuple[str, ...]
    captions: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()
    byline: str | None = None
    source: str | None = None
    fields: tuple[FieldCode, ...] = ()
    """Subject fields, the main one first; none when the article is off topic."""
    relevant: bool = True
    traps: frozenset[Trap] = field(default_factory=frozenset)
    papers: tuple[Paper, ...] = ()
    old_slug: str | None = None
    adds_up: bool = True
    """False when a sum, share or fraction in the text is wrong on purpose."""
    reprints: int | None = None
    """Id of the other family's article whose text this one carries."""
    from_night: int = 1
    until_night: int | None = None
    modified: datetime | None = None
    revision: Revision | None = None

    @property
    def primary(self) -> FieldCode | None:
        """Give the main field, or None for an article off topic."""
        return self.fields[0] if self.fields else None

    @property
    def touched(self) -> datetime:
        """Give when the article was last changed."""
        return self.modified or self.published

    def on(self, night: int) -> "Story | None":
        """Give the article as it stands on a night, or None when it is not there."""
        if night < self.from_night or (self.until_night is not None and night > self.until_night):
            return None
        if self.revision is None or night < self.revision.night:
            return self
        return replace(
            self,
            paragraphs=tuple(map(self._swap, self.paragraphs)) + self.revision.more,
            title=self._swap(self.title),
            lead=self._swap(self.lead),
            modified=self.revision.at,
        )

    def _swap(self, text: str) -> str:
        for old, new in self.revision.swaps if self.revision else ():
            text = text.replace(old, new)
        return text

    def dress(self, text: str) -> str:
        """Give a text the way a careless editor's browser would have saved it."""
        if "spaces" in self.traps:
            words = text.split(" ")
            text = "".join(
                word + ("" if last else "\u00a0" if place % 6 == 2 else " ")
                for place, (word, last) in enumerate(
                    (word, at == len(words) - 1) for at, word in enumerate(words)
                )
            ).replace(". ", ". \u200b")
        return unicodedata.normalize("NFD", text) if "nfd" in self.traps else text


@cache
def all_stories() -> tuple[Story, ...]:
    """Read every article file, newest article first.

    Raises:
        StoryError: A file holds something an article does not have, or lacks what it must have.
    """
    by_id = {story.id: story for story in _read_all()}
    stories = [_reprinted(story, by_id) for story in _read_all()]
    stories.sort(key=lambda story: (story.published, story.id), reverse=True)
    for attribute in ("id", "slug"):
        values = [getattr(story, attribute) for story in stories]
        twice = sorted({str(value) for value in values if values.count(value) > 1})
        if twice:
            raise StoryError(f"articles: {attribute} used twice: {', '.join(twice)}; rename one")
    return tuple(stories)


def stories_on(night: int, family: Family) -> tuple[Story, ...]:
    """Give what one site shows on a night, newest first."""
    shown = (story.on(night) for story in all_stories() if story.family == family)
    return tuple(story for story in shown if story is not None)


def _read_all() -> Iterator[Story]:
    folder = files("scrapers.demo") / "articles"
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(SUFFIX):
            for row in tomllib.loads(entry.read_text(encoding="utf-8"))["article"]:
                yield _story(row, entry.name)


def _reprinted(story: Story, by_id: Mapping[int, Story]) -> Story:
    if story.reprints is None:
        return story
    return replace(story, paragraphs=by_id[story.reprints].paragraphs)


def _story(row: Mapping[str, Any], file: str) -> Story:
    known = dict(row)
    where = f"{file}, article {row.get('id')}"
    try:
        papers = tuple(Paper(**paper) for paper in known.pop("papers", ()))
        revision = known.pop("revision", None)
        table = tuple(tuple(line) for line in known.pop("table", ()))
        traps = frozenset(known.pop("traps", ()))
        for name in ("paragraphs", "sections", "captions", "fields"):
            known[name] = tuple(known.get(name, ()))
        story = Story(
            **known, papers=papers, table=table, traps=traps,
            revision=None if revision is None else _revision(revision),
        )  # fmt: skip
    except TypeError as error:
        raise StoryError(
            f"{where}: {error}; see DATA_CARD.md for what an article holds"
        ) from error
    return _checked(story, where)


def _revision(row: Mapping[str, Any]) -> Revision:
    swaps = tuple((old, new) for old, new in row.get("swaps", ()))
    return Revision(**{**row, "swaps": swaps, "more": tuple(row.get("more", ()))})


def _checked(story: Story, where: str) -> Story:
    faults = {
        "published needs an offset": story.published.tzinfo is None,
        "unknown field": not set(story.fields) <= set(get_args(FieldCode)),
        "unknown trap": not story.traps <= set(get_args(Trap)),
        "unknown family": story.family not in get_args(Family),
        "no section": not story.sections,
        "a swap that changes nothing": story.revision is not None
        and story.on(story.revision.night) == replace(story, modified=story.revision.at),
    }
    found = [name for name, holds in faults.items() if holds]
    if found:
        raise StoryError(f"{where}: {', '.join(found)}; correct the file")
    return story
