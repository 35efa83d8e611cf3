"""The order of the night: crawl, read, keep, publish, report; no parsing, no SQL."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from corpus import queries
from corpus.outputs.catalogue import OUTPUTS
from corpus.records import Article, Entry, Issue, PortalCount, Province, RunReport
from corpus.report import read_overview, render_html, render_json
from corpus.store import Store, open_store
from corpus.vocab.places import provinces
from pipeline.logs import get_logger
from pipeline.reprints import link_reprints
from pipeline.settings import Settings
from pipeline.text.clean import without_contacts
from scrapers.archive import Archive
from scrapers.crawl import CrawlOptions, Found, crawl_portals
from scrapers.portal import Portal
from scrapers.state import State

if TYPE_CHECKING:
    from spacy.language import Language

Clock = Callable[[], datetime]
NO_CONTACT = "contact not set"
HOME_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
SHADOW_PAGES = 2
"""Pages a portal and night that a general extractor reads too, to see a layout drift."""
Watch = Callable[[str, int], None]
"""Told what goes on and how many articles are done, for whoever shows progress."""


def now() -> datetime:
    """Give the moment, in UTC."""
    return datetime.now(UTC)


def be_quiet(what: str, done: int) -> None:
    """Show nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """What one night is told to do."""

    portals: tuple[Portal, ...]
    since: date | None = None
    night: date | None = None
    publish: bool = True
    clock: Clock = now
    watch: Watch = be_quiet


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the night left behind."""

    report: RunReport
    kept: Mapping[str, int]
    """How many articles were new, changed, unchanged or gone."""
    files: Mapping[str, Path]

    @property
    def needs_a_person(self) -> bool:
        """Say whether a portal failed or fell below its floor."""
        bad = any(count.verdict in {"dead", "blocked", "broken"} for count in self.report.portals)
        return bad or any(issue.level == "error" for issue in self.report.issues)


@dataclass(slots=True)
class _Desk:
    """Where found articles are read and kept, one transaction each."""

    store: Store
    nlp: "Language | None"
    run: str
    provinces: Mapping[str, Province | None]
    watch: Watch
    clock: Clock
    kept: dict[str, int] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)

    def keep(self, found: Found) -> None:
        what = self._kept(found)
        self.kept[what] = self.kept.get(what, 0) + 1
        self.watch(found.portal, sum(self.kept.values()))

    def _kept(self, found: Found) -> str:
        if found.change == "gone":
            return "gone" if self.store.mark_gone(found.article_id) else "unchanged"
        if found.article is None:
            return "unchanged"
        article = without_contacts(
            replace(found.article, id=found.article_id, portal=found.portal, url=found.url)
        )
        return self.store.keep(self.entry(article, self.provinces.get(found.portal)))

    def entry(self, article: Article, province: Province | None) -> Entry:
        from pipeline.reading import read, unread

        if self.nlp is None:
            reading = unread(article, province)
        else:
            reading = read(self.nlp, article, province=province)
        return Entry(article=article, reading=reading, run=self.run)


def nightly(nlp: "Language | None", night: Night, settings: Settings) -> Outcome:
    """Crawl the portals, read what is new, keep it, publish, and report.

    Without a reader (`nlp` None) articles are kept as published, for `danvan tag` to read.

    What a killed night had kept is kept; the next one goes on from there.

    Raises:
        LockedError: another run holds the corpus.
        StoreError: the corpus cannot be opened.
    """
    started = night.clock()
    run = started.strftime("%Y%m%dT%H%M%SZ")
    log = get_logger().bind(run=run)
    with open_store(settings.corpus) as store:
        store.begin_run(run, started)
        desk = _Desk(store, nlp, run, _provinces(night.portals), night.watch, night.clock)
        log.info("night began", portals=len(night.portals))
        counts = _crawl(night, settings, desk)
        if set(desk.kept) & {"new", "changed"}:
            log.info("reprints linked", reprints=link_reprints(store, night.portals))
        report = _report(store, run, started, counts, desk)
        store.finish_run(report)
    files = publish(settings, report) if night.publish else {}
    log.info("night ended", articles=report.articles, figures=report.figures, **desk.kept)
    return Outcome(report=report, kept=desk.kept, files=files)


def _provinces(portals: Sequence[Portal]) -> dict[str, Province | None]:
    return {portal.slug: province_of(portal) for portal in portals}


def province_of(portal: Portal) -> Province | None:
    """Give the province a portal speaks for, or None when its profile does not say."""
    known = {p.code_old: (p.name_old, p.code_new) for p in provinces()}
    if portal.province_old is not None:
        name, new = known[portal.province_old]
        return Province(name=name, code_old=portal.province_old, code_new=new, source="portal")
    names = {p.code_new: p.name_new for p in provinces()}
    if portal.province_new is None:
        return None
    return Province(
        name=names[portal.province_new],
        code_old=None,
        code_new=portal.province_new,
        source="portal",
    )


def _crawl(night: Night, settings: Settings, desk: _Desk) -> tuple[PortalCount, ...]:
    settings.data.mkdir(parents=True, exist_ok=True)
    options = CrawlOptions(
        run=desk.run,
        night=night.night or night.clock().astimezone(HOME_ZONE).date(),
        since=night.since,
        clock=night.clock,
        contact=settings.contact or NO_CONTACT,
        shadow_pages=SHADOW_PAGES,
    )
    with State(settings.data / "crawl.db") as state:
        archive = Archive(settings.data / "archive")
        counts = crawl_portals(
            night.portals,
            options,
            state=state,
            archive=archive,
            keep=desk.keep,
            note=desk.issues.append,
        )
        archive.expire(options.night, settings.keep_bytes_days)
    return counts


def _report(
    store: Store,
    run: str,
    started: datetime,
    counts: tuple[PortalCount, ...],
    desk: "_Desk",
) -> RunReport:
    with queries.open_reader(store.path) as connection:
        return RunReport(
            run=run,
            started_at=started,
            finished_at=desk.clock(),
            portals=counts,
            articles=queries.count_articles(connection),
            figures=queries.count_figures(connection),
            fields=queries.count_fields(connection),
            issues=tuple(desk.issues),
        )


def publish(settings: Settings, report: RunReport | None = None) -> Mapping[str, Path]:
    """Write what others read: the Parquet export, and the report of a run."""
    folder = settings.data / "published"
    folder.mkdir(parents=True, exist_ok=True)
    files = {name: folder / name for name in OUTPUTS}
    for name, write in OUTPUTS.items():
        write(settings.corpus, files[name])
    if report is None:
        return files
    with queries.open_reader(settings.corpus) as connection:
        overview = read_overview(connection)
    files |= {"report": folder / "report.html", "report_json": folder / "report.json"}
    files["report"].write_text(render_html(report, overview), encoding="utf-8")
    files["report_json"].write_text(render_json(report, overview), encoding="utf-8")
    return files
