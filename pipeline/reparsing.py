"""The archive read again: what today's profiles and layouts would make of yesterday's pages."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from corpus.records import Article, Entry
from corpus.store import Store, open_store
from pipeline.batch import read_all
from pipeline.nightly import province_of
from pipeline.settings import Settings
from pipeline.text.clean import without_contacts
from scrapers.archive import Archive
from scrapers.portal import Portal
from scrapers.reparse import differences, reread
from scrapers.state import State

EXAMPLES = 3


@dataclass(slots=True)
class Replay:
    """What reading one portal's archive again came to."""

    portal: str
    pages: int = 0
    unread: int = 0
    """Pages of articles the corpus has that cannot be read any more."""
    changed: int = 0
    attributes: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)
    replaced: int = 0


def reparse(
    settings: Settings, portals: Sequence[Portal], *, since: date | None, apply: bool
) -> list[Replay]:
    """Compare, attribute by attribute, the corpus with what its archived pages say today.

    Nothing is replaced unless `apply` is given; then the articles that differ are read and kept
    again, and what they were stays in their history.

    Raises:
        LockedError: another run holds the corpus.
    """
    archive = Archive(settings.data / "archive")
    with open_store(settings.corpus) as store, store.lock():
        kept = {article.id: article for article in store.iter_articles()}
        with State(settings.data / "crawl.db") as state:
            replays = [_replay(p, archive, state, since, kept) for p in portals]
        if apply:
            for portal, (replay, found) in zip(portals, replays, strict=True):
                replay.replaced = _replace(store, settings, portal, found)
    return [replay for replay, _ in replays]


def _replay(
    portal: Portal,
    archive: Archive,
    state: State,
    since: date | None,
    kept: Mapping[str, Article],
) -> tuple[Replay, dict[str, Article]]:
    replay, latest = Replay(portal.slug), {}
    addresses = {article.url for article in kept.values()}
    for again in reread(portal, archive, state, since):
        replay.pages += 1
        if again.article is None:
            if again.page.url in addresses:
                replay.unread += 1
                _show(replay, f"{again.page.url}: {again.error}")
        else:
            latest[again.article.id] = without_contacts(again.article)
    return replay, _differing(replay, latest, kept)


def _differing(
    replay: Replay, latest: Mapping[str, Article], kept: Mapping[str, Article]
) -> dict[str, Article]:
    found = {}
    for article_id, article in latest.items():
        if article_id not in kept:
            continue
        # The archive's latest page is what the corpus was read from, or a later one.
        pairs = differences(kept[article_id], article)
        if pairs:
            replay.changed += 1
            replay.attributes.update(pairs.keys())
            name, (before, after) = next(iter(pairs.items()))
            _show(replay, f"{article.url}: {name}: {_brief(before)} -> {_brief(after)}")
            found[article_id] = article
    return found


def _show(replay: Replay, line: str) -> None:
    if len(replay.examples) < EXAMPLES:
        replay.examples.append(line)


def _brief(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:77]}…"


def _replace(
    store: Store, settings: Settings, portal: Portal, found: Mapping[str, Article]
) -> int:
    province = province_of(portal)
    work = ((article, province) for article in found.values())
    replaced = 0
    for article, reading in read_all(work, model=settings.model):
        entry = Entry(article=replace(article, portal=portal.slug), reading=reading, run="reparse")
        replaced += store.keep(entry) == "changed"
    return replaced
