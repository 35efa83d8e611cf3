"""Pages made to cost their reader dear: an article is still read, or refused, within bounds."""

import json
import signal
import subprocess
import sys

import pytest

from scrapers import bounds
from scrapers.bounds import narrow_cells, tame
from scrapers.elements import parse_html
from scrapers.errors import LayoutError
from scrapers.extraction import StoppedError, Worker
from scrapers.layouts import generic
from scrapers.read import read_html

TEXT = "".join(
    f"<p>Đoạn {n}: toàn xã có {n}20 hộ tham gia, {n}5 ý kiến được trả lời ngay tại hội nghị.</p>"
    for n in range(1, 6)
)
ARTICLE = f"<h1>Xã Hòa Tiến họp dân</h1>{TEXT}"
PAGES = {
    "comments": ARTICLE + "<!--" * 100_000,
    "attributes": ARTICLE + "<div " + " ".join(f"a{n}='x'" for n in range(100_000)) + ">x</div>",
    "headings": "<h1>Xã Hòa Tiến họp dân</h1>" * 50_000 + TEXT,
    "links": "".join(f"<a href='/{n}'>Xã số {n} họp với dân</a> " for n in range(50_000))
    + ARTICLE,
    "cells": ARTICLE + "<table>" + ("<tr>" + "<td>5 hồ sơ</td>" * 50) * 2_000 + "</table>",
    "spans": f"{ARTICLE}<table>"
    + "<tr><td rowspan=65534 colspan=1000>9 hồ sơ</td></tr>" * 100
    + "</table>",
    "scripts": ARTICLE + "<script" * 100_000,
    "meta": ARTICLE + "<meta name=generator " * 50_000,
    "portlets": f"<a href='{'_WAR_' * 60_000}'>Xem</a>{ARTICLE}",
}
# The child's own processor time is bounded, not the clock's: a busy machine changes nothing.
READ_ALL = """
import json, signal, sys
from scrapers.read import read_html
for name, html in json.load(sys.stdin).items():
    signal.setitimer(signal.ITIMER_PROF, 15)
    article = read_html(f"<body><div>{html}</div></body>".encode())
    print(name, article.title, sum("ý kiến được trả lời" in one for one in article.paragraphs))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no timer of processor time")
def test_an_article_beside_endless_markup_is_read():
    command = [sys.executable, "-c", READ_ALL]
    child = subprocess.run(
        command, input=json.dumps(PAGES), capture_output=True, text=True, check=False
    )
    assert child.returncode != -signal.SIGPROF, f"too dear after: {child.stdout}"
    assert child.stdout.splitlines() == [f"{name} Xã Hòa Tiến họp dân 5" for name in PAGES]


def test_an_element_with_hundreds_of_attributes_keeps_its_name_alone():
    many = " ".join(f'a{n}="{n} > 0"' for n in range(1_000))
    assert tame(f"<p id=x>1</p><div {many}>2</div>") == "<p id=x>1</p><div>2</div>"


@pytest.mark.parametrize(
    "html",
    [
        f"<img alt='{'một hai ' * 2_000}'>",
        f'<img src="data:image/png;base64,{"A/b=" * 5_000}">',
        f"<script>if (a<b {'x ' * 1_000}) {{}}</script><p>1</p>",
        f"<!-- <p {'x ' * 1_000}> -->",
        "<p class='a' id=b>1 < 2</p>",
    ],
)
def test_other_markup_is_left_as_it_is(html):
    assert tame(html) == html


def test_cells_that_claim_hundreds_of_rows_are_one_wide():
    cell = "<td rowspan='65534' colspan=1000 class=x>5</td><td colspan=\"12\">"
    assert narrow_cells(cell) == "<td rowspan='1' colspan=1 class=x>5</td><td colspan=\"12\">"


@pytest.mark.parametrize(("limit", "what"), [("MOST_TAGS", "tags"), ("MOST_CHARACTERS", "charac")])
def test_a_page_too_large_is_refused_before_it_is_parsed(monkeypatch, limit, what):
    monkeypatch.setattr(bounds, limit, 10)
    with pytest.raises(LayoutError, match=what):
        parse_html("<p>1</p>" * 20)


def test_an_extraction_that_is_stopped_leaves_our_own_reading(monkeypatch):
    worker = Worker((sys.executable, "-c", "raise SystemExit"))
    monkeypatch.setattr(generic, "WORKER", worker)
    article = read_html(f"<body><div>{ARTICLE}</div></body>".encode())
    assert (article.layout, len(article.paragraphs)) == ("generic/density", 5)
    with pytest.raises(StoppedError):
        read_html(b"<body><h1>X</h1></body>")


def test_a_page_of_very_many_tags_is_not_given_to_the_helper():
    worker = Worker(("no-such-program",))
    with pytest.raises(StoppedError, match="30,000 tags"):
        worker.extract("<i>" * 30_000, where="https://vidu.vn/1")


def test_linked_data_nested_without_end_is_no_linked_data():
    script = "<script type='application/ld+json'>{}</script>"
    deep = "".join(
        script.format(data) for data in ("[" * 100_000, '{"@graph":' * 900 + "1" + "}" * 900)
    )
    said = script.format('[[[{"@type": "NewsArticle", "datePublished": "2023-05-06"}]]]')
    html = f"<head>{deep}{said}</head><body><div>{ARTICLE}</div></body>"
    article = read_html(html.encode())
    assert article.published is not None
    assert article.published.at.date().isoformat() == "2023-05-06"
