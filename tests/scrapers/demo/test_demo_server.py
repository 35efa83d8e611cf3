"""The demo's sites seen from outside, over real HTTP."""

import http.client
from urllib.parse import urlsplit

import pytest

from scrapers.demo.server import serve_demo


def ask(url, method="GET", **headers):
    parts = urlsplit(url)
    link = http.client.HTTPConnection(parts.netloc, timeout=10)
    try:
        link.request(
            method, parts.path + (f"?{parts.query}" if parts.query else ""), headers=headers
        )
        answer = link.getresponse()
        return (
            answer.status,
            {k.lower(): v for k, v in answer.getheaders()},
            answer.read().decode(),
        )
    finally:
        link.close()


@pytest.fixture(scope="module")
def demo():
    with serve_demo(night=1) as running:
        yield running


def test_every_article_stands_at_its_address(demo):
    assert {ask(row["url"])[0] for row in demo.truth()} == {200}
