"""A run in numbers: as one page of HTML, as JSON, and for the terminal; asks, never writes."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from corpus import queries
from corpus.queries import CheckRow
from corpus.records import RunReport
from corpus.vocab.loader import load_families, load_fields, load_identities

if TYPE_CHECKING:
    from rich.console import Group

TEMPLATES: Final = Path(__file__).parent / "templates"
HANOI: Final = timezone(timedelta(hours=7))
VERDICTS: Final = {
    "fine": "ổn",
    "quiet": "không có bài mới",
    "dead": "không trả lời",
    "blocked": "bị chặn",
    "broken": "đọc không được",
}
LEVELS: Final = {"info": "ghi nhận", "warning": "cảnh báo", "error": "lỗi"}
NOT_KNOWN: Final = "chưa rõ"
_LONGEST_CHART: Final = 14
_COUNTS: Final = (
    "found",
    "fetched",
    "new",
    "changed",
    "unchanged",
    "gone",
    "refused",
    "failed",
)
_HEADS: Final = {"unchanged": "same"}
_ALWAYS: Final = {"found", "new", "changed", "unchanged", "failed"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What the whole corpus holds, counted in SQL."""

    articles: int
    figures: int
    fields: Mapping[str, int]
    years: Mapping[str, int]
    article_provinces: Mapping[str, int]
    families: Mapping[str, int]
    figure_provinces: Mapping[str, int]
    broken_checks: tuple[CheckRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar of a chart, with its share of the longest."""

    label: str
    count: int
    percent: float


def read_overview(connection: sa.Connection) -> Overview:
    """Count what the corpus holds."""
    return Overview(
        articles=queries.count_articles(connection),
        figures=queries.count_figures(connection),
        fields=queries.count_fields(connection),
        years=queries.count_by(connection, "articles.year"),
        article_provinces=queries.count_by(connection, "articles.province"),
        families=queries.count_by(connection, "figures.family"),
        figure_provinces=queries.count_by(connection, "figures.province"),
        broken_checks=tuple(queries.checks(connection, holds=False)),
    )


def render_html(report: RunReport, overview: Overview) -> str:
    """Give one page that asks nothing of the network."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined
    )
    environment.filters.update(
        number=format_number, decimal=format_decimal, moment=format_moment, hours=format_duration
    )
    fields = {code: field.label for code, field in load_fields().items()}
    by_field = {**dict.fromkeys(fields, 0), **overview.fields}
    years = {name: overview.years[name] for name in sorted(overview.years) if name}
    return environment.get_template("report.html").render(
        report=report,
        overview=overview,
        verdicts=VERDICTS,
        levels=LEVELS,
        identities=load_identities(),
        troubled=[p for p in report.portals if p.verdict not in {"fine", "quiet"}],
        undated=overview.years.get("", 0),
        charts=[
            (
                "Bài theo lĩnh vực",
                make_bars(by_field, fields),
            ),
            ("Bài theo tỉnh", make_bars(overview.article_provinces, {})),
            ("Số liệu theo tỉnh", make_bars(overview.figure_provinces, {})),
            ("Số liệu theo nhóm", make_bars(overview.families, load_families())),
        ],
        years=[Bar(label=y, count=n, percent=_share(n, years)) for y, n in _all_years(years)],
    )


def render_json(report: RunReport, overview: Overview) -> str:
    """Give the same numbers as JSON, for machines."""
    content = {
        "run": {
            **asdict(report),
            "started_at": report.started_at.isoformat(),
            "finished_at": report.finished_at.isoformat(),
            "fields": dict(report.fields),
        },
        "corpus": {
            "articles": overview.articles,
            "figures": overview.figures,
            "articles_by_field": dict(overview.fields),
            "articles_by_year": dict(overview.years),
            "articles_by_province": dict(overview.article_provinces),
            "figures_by_family": dict(overview.families),
            "figures_by_province": dict(overview.figure_provinces),
            "checks_that_do_not_hold": len(overview.broken_checks),
        },
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def render_terminal(report: RunReport, overview: Overview) -> "Group":
    """Give the same numbers as tables for a terminal."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Group
    from rich.table import Table

    title = f"Run {report.run} · {format_duration(report.finished_at - report.started_at)}"
    portals = Table(title=title, title_justify="left", box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    portals.add_column("portal", overflow="fold")
    names = [n for n in _COUNTS if n in _ALWAYS or any(getattr(p, n) for p in report.portals)]
    for name in names:
        portals.add_column(_HEADS.get(name, name), justify="right", no_wrap=True)
    portals.add_column("verdict")
    for count in report.portals:
        numbers = [format_number(getattr(count, name)) for name in names]
        colour = "green" if count.verdict in {"fine", "quiet"} else "red"
        portals.add_row(count.portal, *numbers, f"[{colour}]{count.verdict}[/]")
    totals = Table(title="Corpus", title_justify="left", show_header=False, box=SIMPLE_HEAD)
    totals.add_column()
    totals.add_column(justify="right")
    for label, number in _totals(report, overview):
        totals.add_row(label, format_number(number))
    return Group(portals, totals)


def make_bars(counts: Mapping[str, int], labels: Mapping[str, str]) -> list[Bar]:
    """Give the longest bars, and one for all the others together."""
    named = [(labels.get(name, name) or NOT_KNOWN, n) for name, n in counts.items()]
    shown, others = named[:_LONGEST_CHART], named[_LONGEST_CHART:]
    if others:
        shown.append((f"{len(others)} loại khác", sum(n for _, n in others)))
    longest = dict(shown)
    return [Bar(label=name, count=n, percent=_share(n, longest)) for name, n in shown]


def format_number(number: int) -> str:
    """Write a number the Vietnamese way: 33.838."""
    return f"{number:,}".replace(",", ".")


def format_decimal(number: Decimal) -> str:
    """Write a decimal the Vietnamese way, every digit kept: 33.838 and 91,30."""
    whole, _, decimals = format(number, "f").partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    sign = "-" if number < 0 and not grouped.startswith("-") else ""
    return f"{sign}{grouped},{decimals}" if decimals else grouped


def format_moment(moment: datetime) -> str:
    """Write a moment in Hà Nội's time."""
    return f"{moment.astimezone(HANOI):%d/%m/%Y %H:%M}"


def format_duration(duration: timedelta) -> str:
    """Write how long something took."""
    minutes, seconds = divmod(round(duration.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min {seconds:02} s"


def _totals(report: RunReport, overview: Overview) -> list[tuple[str, int]]:
    fields = [(f"  {name}", n) for name, n in overview.fields.items()]
    return [
        ("articles", overview.articles),
        *fields,
        ("figures", overview.figures),
        ("checks that do not hold", len(overview.broken_checks)),
        ("failures", sum(p.failed for p in report.portals)),
        ("issues", len(report.issues)),
    ]


def _share(count: int, counts: Mapping[str, int]) -> float:
    return round(100 * count / max(counts.values(), default=1), 2) if count else 0.0


def _all_years(years: Mapping[str, int]) -> list[tuple[str, int]]:
    """Name the years without articles too: a gap must be seen as one."""
    if not years:
        return []
    first, last = (int(edge) for edge in (min(years), max(years)))
    last = min(last, date.max.year)
    return [(str(year), years.get(str(year), 0)) for year in range(first, last + 1)]
