"""`make bench`: reading a known portal's pages beside trafilatura with metadata, on the same pages."""

import json
import os
import unicodedata
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean, median
from time import perf_counter

import pytest

from corpus.records import Page
from scrapers.demo.server import serve_demo
from scrapers.portal import Portal
from scrapers.read import add_part, part_addresses, read_article

pytestmark = pytest.mark.bench
ROUNDS = 3


@dataclass(frozen=True)
class Sample:
    """The pages of one article, the profile they are read by, and the article's own words."""

    pages: tuple[Page, ...]
    portal: Portal
    truth: str


def get(url: str, portal: Portal) -> Page:
    with urllib.request.urlopen(url, timeout=30) as answer:
        headers = tuple((name.lower(), value) for name, value in answer.getheaders())
        now = datetime.now(UTC)
        return Page(
            portal=portal.slug,
            url=url,
            fetched_at=now,
            status=answer.status,
            headers=headers,
            body=answer.read(),
        )


def all_pages(url: str, portal: Portal) -> tuple[Page, ...]:
    first = get(url, portal)
    return (first, *(get(part, portal) for part in part_addresses(first, portal)))


def demo_samples() -> list[Sample]:
    with serve_demo(night=1) as demo:
        portals = {portal.slug: portal for portal in demo.portals}
        return [
            Sample(
                pages=all_pages(row["url"], portals[row["portal"]]),
                portal=portals[row["portal"]],
                truth=" ".join([*row["text"], *(cell for line in row["table"] for cell in line)]),
            )
            for row in demo.truth()
            if row["readable"]
        ]


def rig_samples(shared: Path) -> list[Sample]:
    home = Path(os.environ.get("RIG_WP_HOME", shared / "rig" / "wp"))
    if not (home / "manifest.jsonl").exists():
        pytest.skip(f"no WordPress rig under {home}")
    rows = map(json.loads, (home / "manifest.jsonl").read_text(encoding="utf-8").splitlines())
    found = []
    for row in rows:
        if row["status"] != "publish" or "password" in row["flags"]:
            continue
        base = "/".join(row["url"].split("/", 3)[:3])
        portal = Portal(slug="rig", name="rig", home=f"{base}/", engine="wordpress")
        try:
            pages = all_pages(row["url"], portal)
        except urllib.error.HTTPError:
            continue
        except OSError:
            pytest.skip(f"the WordPress rig under {home} is not up")
        found.append(Sample(pages=pages, portal=portal, truth=" ".join(row["paragraphs"])))
    return found


def ours(sample: Sample) -> str:
    article = read_article(sample.pages[0], sample.portal)
    for part in sample.pages[1:]:
        article = add_part(article, part, sample.portal)
    cells = [cell for table in article.tables for row in table for cell in row]
    return " ".join([article.lead or "", *article.paragraphs, *cells])


def theirs(sample: Sample) -> str:
    import trafilatura

    texts = []
    for page in sample.pages:
        found = trafilatura.extract(
            page.body, output_format="json", with_metadata=True, include_comments=False
        )
        texts.append(json.loads(found)["text"] if found else "")
    return " ".join(texts)


def f1(told: str, truth: str) -> float:
    """Compare two texts as bags of words."""
    mine, gold = (Counter(unicodedata.normalize("NFC", text).split()) for text in (told, truth))
    shared = sum((mine & gold).values())
    return 2 * shared / ((sum(mine.values()) + sum(gold.values())) or 1)


def milliseconds(job: Callable[[Sample], str], samples: Sequence[Sample]) -> float:
    started = perf_counter()
    for sample in samples:
        job(sample)
    return (perf_counter() - started) * 1000 / sum(len(sample.pages) for sample in samples)


def compare(name: str, samples: Sequence[Sample]) -> None:
    milliseconds(ours, samples[:3]), milliseconds(theirs, samples[:3])
    rounds = [(milliseconds(ours, samples), milliseconds(theirs, samples)) for _ in range(ROUNDS)]
    mine, other = (median(times) for times in zip(*rounds, strict=True))
    ratio = median(b / a for a, b in rounds)
    print(f"\n{name}: {len(samples)} articles, {sum(len(s.pages) for s in samples)} pages")
    print(f"  a page in {mine:.2f} ms, trafilatura {other:.2f} ms: {ratio:.1f} times faster")
    print(f"  body F1 {score(ours, samples):.4f}, trafilatura {score(theirs, samples):.4f}")


def score(job: Callable[[Sample], str], samples: Iterable[Sample]) -> float:
    return mean(f1(job(sample), sample.truth) for sample in samples)


def test_demo_pages() -> None:
    samples = demo_samples()
    for slug in sorted({sample.portal.slug for sample in samples}):
        compare(slug, [sample for sample in samples if sample.portal.slug == slug])


def test_rig_pages(shared: Path) -> None:
    compare("rig", rig_samples(shared))
