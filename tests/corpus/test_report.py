"""The report of a run: its numbers are SQL's, and its page needs nothing else."""

import json
import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from rich.console import Console

from corpus.queries import open_reader
from corpus.records import Issue, PortalCount, RunReport
from corpus.report import (
    format_decimal,
    format_duration,
    format_number,
    make_bars,
    read_overview,
    render_html,
    render_json,
    render_terminal,
)

START = datetime(2026, 3, 2, 18, 30, tzinfo=UTC)


@pytest.fixture
def report() -> RunReport:
    return RunReport(
        run="2026-03-03",
        started_at=START,
        finished_at=START + timedelta(minutes=14, seconds=8),
        portals=(
            PortalCount(portal="cao_bang", found=12, new=2, unchanged=10),
            PortalCount(portal="lao_cai", fetched=9, gone=1, refused=2, failed=3, verdict="dead"),
        ),
        articles=3,
        figures=4,
        fields={"he_thong_chinh_tri": 3},
        issues=(
            Issue(
                run="2026-03-03",
                portal="lao_cai",
                stage="fetch",
                level="error",
                message="<script>alert(1)</script>",
                url="https://laocai.example/rss",
            ),
        ),
    )


@pytest.fixture
def overview(store, build, corpus_path):
    store.keep(build.entry("a1"))
    store.keep(build.entry("a2", published=None))
    store.keep(build.plain_entry("a3", "Đối thoại"))
    store.keep(build.entry("gone"))
    store.mark_gone("gone")
    with open_reader(corpus_path) as connection:
        return read_overview(connection)


VOID = {"meta", "br", "line"}


class Page(HTMLParser):
    """Collects the addresses a page asks for, and whether its tags close."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.addresses += [v for k, v in attributes if k in {"src", "href", "srcset", "data"}]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open.pop() == tag


def test_the_page_stands_alone(report, overview):
    text = render_html(report, overview)
    page = Page(text)
    assert page.open == []
    assert page.addresses == []
    assert not re.search(r"@import|url\(|<script|<iframe", text)
    assert '<html lang="vi">' in text


def test_the_numbers_are_what_sql_says(report, overview, corpus_path):
    told = json.loads(render_json(report, overview))["corpus"]
    kept = "JOIN article a ON a.key = x.article_key AND a.state = 'kept'"
    with closing(sqlite3.connect(corpus_path)) as connection:

        def ask(statement: str) -> dict:
            return dict(connection.execute(statement).fetchall())

        assert ask(f"SELECT 1, count(*) FROM figure x {kept}") == {1: told["figures"]}
        assert ask("SELECT state, count(*) FROM article GROUP BY 1")["kept"] == told["articles"]
        assert told["figures_by_family"] == ask(
            f"SELECT x.family, count(*) FROM figure x {kept} GROUP BY 1"
        )
        assert told["articles_by_field"] == ask(
            "SELECT s.field, count(*) FROM label_score s JOIN label x ON x.key = s.label_key"
            f" {kept} WHERE x.current AND s.verdict = 'yes' GROUP BY 1"
        )
        assert told["articles_by_year"] == ask(
            "SELECT coalesce(CAST(year AS TEXT), ''), count(*) FROM article"
            " WHERE state = 'kept' GROUP BY 1"
        )
        assert told["checks_that_do_not_hold"] == 2


def test_the_page_says_what_a_person_must_know(report, overview):
    text = render_html(report, overview)
    for words in (
        "✗ không trả lời",
        "1 bài không rõ ngày đăng; không đoán.",
        "Con số trong bài không khớp nhau (2)",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "03/03/2026 01:30",
        '<strong class="bad">1/2</strong>',
    ):
        assert words in text


def test_an_empty_night_is_a_page_too(report, store, corpus_path):
    with open_reader(corpus_path) as connection:
        overview = read_overview(connection)
    text = render_html(replace(report, portals=(), issues=()), overview)
    assert "Lượt này không ghé cổng nào." in text
    assert "Chưa có bài nào rõ năm đăng." in text
    Page(text)


def test_the_terminal_gets_the_same_numbers_in_eighty_columns(report, overview):
    console = Console(width=80, record=True, force_terminal=False)
    with console.capture() as capture:
        console.print(render_terminal(report, overview))
    text = capture.get()
    assert re.search(r"lao_cai\s+0\s+9\s+0\s+0\s+0\s+1\s+2\s+3\s+dead", text)
    assert re.search(r"figures\s+4\b", text)
    assert "…" not in text


def test_a_year_without_articles_is_seen(store, build, corpus_path, report):
    from corpus.records import Published

    for year in (2020, 2022):
        at = Published(at=datetime(year, 5, 1, tzinfo=UTC), precision="day", source="meta")
        store.keep(build.plain_entry(str(year), "x", published=at))
    with open_reader(corpus_path) as connection:
        text = render_html(report, read_overview(connection))
    assert "2020: 1; 2021: 0; 2022: 1" in text


def test_short_bars_are_put_together():
    bars = make_bars({f"f{i:02}": 20 - i for i in range(16)} | {"": 1}, {"f00": "Đầu"})
    assert [bar.label for bar in bars[:2]] == ["Đầu", "f01"]
    assert (bars[0].percent, bars[-1].label, bars[-1].count) == (100.0, "3 loại khác", 12)
    assert make_bars({"": 2}, {})[0].label == "chưa rõ"


@pytest.mark.parametrize(
    ("seconds", "words"), [(8, "0 min 08 s"), (848, "14 min 08 s"), (7260, "2 h 01 min")]
)
def test_durations(seconds, words):
    assert format_duration(timedelta(seconds=seconds)) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [("33838", "33.838"), ("91.30", "91,30"), ("-0.5", "-0,5"), ("-1200", "-1.200"), ("0", "0")],
)
def test_decimals_keep_every_digit(number, words):
    assert format_decimal(Decimal(number)) == words


def test_numbers_are_grouped_the_vietnamese_way():
    assert format_number(33838) == "33.838"
