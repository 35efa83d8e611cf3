"""Five verdicts from separate evidence."""

from datetime import date, timedelta

import pytest

from scrapers.health import Evidence, is_tet, judge, lost, read_evidence
from scrapers.state import State

DAY = date(2026, 10, 20)
FULL = {"title": 1.0, "body": 1.0, "published": 1.0, "section": 0.8}


def evidence(**kwargs) -> Evidence:
    defaults = {"night": DAY.isoformat(), "answered": 9, "listings": 2, "listed": 20, "new": 3,
                "read": 4, "coverage": FULL, "body_length": 2400.0}  # fmt: skip
    return Evidence(**(defaults | kwargs))


def history(days: int = 10, **kwargs) -> list[Evidence]:
    return [
        evidence(night=(DAY - timedelta(days=n)).isoformat(), **kwargs) for n in range(1, days + 1)
    ]


SILENT = {"new": 0, "read": 1}


@pytest.mark.parametrize(
    ("tonight", "past", "verdict"),
    [
        ({}, history(), "fine"),
        ({}, [], "fine"),
        (SILENT, history(), "fine"),
        (SILENT, history(**SILENT), "quiet"),
        (SILENT, history(days=3, **SILENT), "fine"),
        (SILENT | {"night": "2026-02-18"}, history(**SILENT), "fine"),
        ({"answered": 0, "listings": 0, "listed": 0, "read": 0, "faults": {"dns": 1}}, history(), "dead"),
        ({"listings": 0, "listed": 0, "read": 0, "faults": {"http_5xx": 3}}, [], "dead"),
        ({"listings": 0, "listed": 0, "read": 0, "faults": {"blocked": 3}}, history(), "blocked"),
        ({"listings": 0, "listed": 0, "read": 0, "faults": {"robots_denied": 1}}, [], "blocked"),
        ({"listings": 0, "listed": 0, "read": 0, "faults": {"challenge_page": 1}}, [], "blocked"),
        ({"faults": {"blocked": 1}}, history(), "fine"),
        ({"faults": {"timeout_read": 1}}, history(), "fine"),
        ({"unread": 4, "read": 0}, history(), "broken"),
        ({"unread": 1, "read": 9}, history(), "fine"),
        ({"listed": 0, "read": 0}, history(), "broken"),
        ({"degraded": 1}, history(), "broken"),
        ({"coverage": FULL | {"published": 0.0}}, history(), "broken"),
        ({"coverage": FULL | {"section": 0.0}}, history(), "fine"),
        ({"coverage": FULL | {"section": 0.0}, "read": 8}, history(), "broken"),
        ({"body_length": 120.0}, history(), "broken"),
        ({"agreement": 0.3}, history(agreement=0.9), "broken"),
        ({"agreement": 0.8}, history(agreement=0.9), "fine"),
        ({"listed": 0, "read": 1, "unchanged_listings": 2, "new": 0}, history(), "fine"),
    ],
)  # fmt: skip
def test_verdict(tonight, past, verdict):
    diagnosis = judge(evidence(**tonight), past, at_least=3)
    assert diagnosis.verdict == verdict
    assert bool(diagnosis.reasons) == (verdict != "fine")


def test_evidence_is_kept_as_it_was():
    kept = evidence(faults={"dns": 2}, agreement=0.5)
    assert read_evidence(kept.to_json()) == kept


def test_lost_parts():
    assert lost("title body published 2000", "title body 1900") == ("published",)
    assert lost("title body published 2000", "title body published 100") == ("most of the body",)
    assert lost("title body 500", "title body 100") == ()


def test_tet():
    assert is_tet(date(2026, 2, 17))
    assert not is_tet(date(2026, 3, 17))


def test_shadow_sees_a_body_that_is_still_filled_but_wrong(server, crawler):
    site = server.site("a.test", count=3, edits=dict.fromkeys(range(1, 30), "Một câu nữa. " * 30))
    portal, plain, verdicts = crawler.portal(site), site.article, []

    def moved(number):
        note = "Chuyên mục này giới thiệu những quy định mới nhất của cổng đến bạn đọc gần xa."
        new = f"<div class='entry-content'><p>{note}</p></div><div class='noi-dung'>"
        return plain(number).replace("<div class='entry-content'>", new)

    for day in range(1, 6):
        if day == 5:
            site.article = moved
        verdicts.append(crawler.night(portal, day=day, shadow_pages=2).count.verdict)
        site.count += 2
    assert verdicts == ["fine", "fine", "fine", "fine", "broken"]
    with State(crawler.root / "crawl.db") as state:
        kept = [read_evidence(text) for text in state.history("a", before=99)]
    assert [night.agreement > 0.5 for night in kept] == [False, True, True, True, True]
