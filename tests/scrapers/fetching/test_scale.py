"""A hundred portals side by side: bounded memory, and about as long as the slowest of them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import fault_server as faults
import pytest

SCRIPT = Path(__file__).with_name("crawl_many.py")
ROOT = Path(__file__).parents[3]
PORTALS = 100
PAGES = 12 if "DANVAN_SOAK" in os.environ else 6
DELAY = 0.25
MOST_KIB = 300 * 1024

HEAVY = {
    "flood": faults.flood,
    "announced": faults.announced_flood,
    "bomb": faults.gzip_bomb,
}


def heavy(server, name, fault):
    """Serve every second article so that it would fill memory, if it were let."""
    site = server.site(f"{name}.test", count=PAGES)
    for number in range(1, PAGES + 1, 2):
        site.faults[f"/bai-viet-so-hay-{number}/"] = fault
    return site


def endless(server, name):
    """Serve a pager that never ends, of articles that all exist."""
    site = server.site(f"{name}.test", count=PAGES)

    async def page(wire):
        number = int(wire.request.query.get("page", 1))
        padding = f"<!-- {'x' * 2_000_000} -->"
        link = f'<a href="/bai-viet-so-hay-{number % PAGES + 1}/">Bài số {number}</a>'
        more = f'<a rel=next href="/?page={number + 1}">Sau</a>'
        await wire.answer(200, f"<html><body>{link}{more}{padding}</body></html>")

    site.faults["/"] = page
    return site


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    folder = tmp_path_factory.mktemp("many")
    with faults.FaultServer() as server:
        names = [f"p{number}" for number in range(PORTALS - 3 * len(HEAVY) - 3)]
        for name in names:
            server.site(f"{name}.test", count=PAGES)
        for kind, fault in HEAVY.items():
            for number in range(3):
                names.append(f"{kind}{number}")
                heavy(server, names[-1], fault)
        for number in range(3):
            names.append(f"endless{number}")
            endless(server, names[-1])
        done = subprocess.run(
            [sys.executable, str(SCRIPT), str(folder), str(server.port), str(DELAY), *names],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        )
        return json.loads(done.stdout), server.log, names


def spans(log):
    """Give, by host, when it was first asked and when it last answered."""
    found = {}
    for access in log:
        first, last = found.get(access.host, (access.started, access.finished))
        found[access.host] = min(first, access.started), max(last, access.finished)
    return found


def test_hundred_portals_fit_in_memory(crawled):
    told, _, _ = crawled
    assert told["peak_kib"] <= MOST_KIB


def test_every_article_that_can_be_had_is_found(crawled):
    told, _, names = crawled
    assert len(names) == PORTALS
    expected = {n: PAGES // 2 if n.startswith(tuple(HEAVY)) else PAGES for n in names}
    assert told["found"] == expected


def test_hundred_portals_take_about_as_long_as_the_slowest(crawled):
    _, log, _ = crawled
    by_host = spans(log)
    slowest = max(last - first for first, last in by_host.values())
    whole = max(last for _, last in by_host.values()) - min(first for first, _ in by_host.values())
    assert whole <= 1.25 * slowest
