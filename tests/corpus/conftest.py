"""Small records of our own, and a corpus with a few of them."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from corpus.records import (
    Article,
    Check,
    Document,
    Entry,
    Figure,
    Label,
    Period,
    Place,
    Province,
    Published,
    Reading,
    Text,
)
from corpus.store import Store, open_store

MOMENT = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)
BODY = (
    "Năm 2024, huyện Thạch An nhận được 175 đơn thư do bà con gửi tới.\n"
    "Đến nay đã giải quyết 33.838 hồ sơ, đạt 91,3%; còn lại chuyển kỳ sau."
)


@dataclass(frozen=True)
class Builder:
    """Makes records that differ only where a test says so."""

    moment: datetime = MOMENT
    body: str = BODY
    quotes: tuple[tuple[str, str, str], ...] = field(
        default=(("175 đơn thư", "175", "don_thu"), ("91,3%", "91.3", "ty_le_giai_quyet"))
    )

    def article(self, name: str = "a1", **changes: object) -> Article:
        values: dict[str, object] = {
            "id": name,
            "portal": "cao_bang",
            "url": f"https://caobang.example/{name}.html",
            "title": "Thạch An: nghe trước khi làm",
            "lead": None,
            "paragraphs": tuple(self.body.split("\n")),
            "published": Published(
                at=datetime(2025, 1, 15, 7, 30, tzinfo=UTC), precision="day", source="meta"
            ),
            "page_sha256": "0" * 64,
            "page_clock": date(2026, 3, 2),
        }
        return Article(**{**values, **changes})  # type: ignore[arg-type]

    def figure(self, quote: str, value: str, family: str, **changes: object) -> Figure:
        start = self.body.index(quote)
        values: dict[str, object] = {
            "indicator": {"don_thu": "don_nhan"}.get(family, family),
            "family": family,
            "value": Decimal(value),
            "unit": "%" if "%" in quote else "đơn",
            "period": self.period(),
            "place": self.place(),
            "quote": quote,
            "start": start,
            "end": start + len(quote),
            "confidence": 0.9,
            "rule": f"{family}@1",
        }
        return Figure(**{**values, **changes})  # type: ignore[arg-type]

    def period(self) -> Period:
        return Period(
            text="Năm 2024", start=date(2024, 1, 1), end=date(2024, 12, 31), begin=0, finish=8
        )

    def place(self) -> Place:
        return Place(
            text="huyện Thạch An",
            level="huyện",
            name="Thạch An",
            code="053",
            era="2025-06",
            province_old="04",
            province_new="04",
            begin=10,
            finish=24,
        )

    def label(self, **changes: object) -> Label:
        values: dict[str, object] = {
            "scores": {"kinh_te": 0.1, "he_thong_chinh_tri": 0.95, "van_hoa_xa_hoi": 0.4},
            "tags": ("he_thong_chinh_tri",),
            "unsure": ("van_hoa_xa_hoi",),
            "primary": "he_thong_chinh_tri",
            "relevance": 0.97,
            "relevant": True,
            "by": "fields@1",
        }
        return Label(**{**values, **changes})  # type: ignore[arg-type]

    def reading(self, article: Article, **changes: object) -> Reading:
        text = Text(
            article_id=article.id,
            title=article.title,
            lead=article.lead,
            body="\n".join(article.paragraphs),
            removed={"phone": 1},
        )
        values: dict[str, object] = {
            "text": text,
            "province": Province(name="Cao Bằng", code_old="04", code_new="04", source="portal"),
            "event_date": None,
            "figures": tuple(self.figure(*q) for q in self.quotes),
            "checks": (
                Check(identity="sum", holds=False, difference=Decimal(715), figures=(0, 1)),
            ),
            "periods": (self.period(),),
            "places": (self.place(),),
            "documents": (
                Document(
                    type="Nghị quyết",
                    symbol="25-NQ/TW",
                    number="25",
                    date=date(2013, 6, 3),
                    issuer=None,
                    text="Nghị quyết số 25-NQ/TW",
                    start=0,
                    end=22,
                ),
            ),
            "label": self.label(),
        }
        return Reading(**{**values, **changes})  # type: ignore[arg-type]

    def entry(self, name: str = "a1", *, run: str = "r1", **changes: object) -> Entry:
        """Build an entry; changes of an article go to the article, the others to its reading."""
        names = Article.__dataclass_fields__
        article = self.article(name, **{k: v for k, v in changes.items() if k in names})
        reading = self.reading(article, **{k: v for k, v in changes.items() if k not in names})
        return Entry(article=article, reading=reading, run=run)

    def plain_entry(self, name: str, body: str, title: str = "Tin", **changes: object) -> Entry:
        """Build an entry without figures round a body of one's own."""
        bare = {"figures": (), "checks": (), "periods": (), "places": (), "documents": ()}
        return self.entry(
            name, paragraphs=tuple(body.split("\n")), title=title, **{**bare, **changes}
        )


@pytest.fixture(scope="session")
def build() -> Builder:
    return Builder()


@pytest.fixture(scope="session")
def blank_corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an empty corpus once: the migrations take longer than most tests."""
    path = tmp_path_factory.mktemp("blank") / "corpus.db"
    open_store(path).close()
    return path


@pytest.fixture
def corpus_path(tmp_path: Path, blank_corpus: Path) -> Path:
    return Path(shutil.copy(blank_corpus, tmp_path / "corpus.db"))


@pytest.fixture
def store(corpus_path: Path) -> Iterator[Store]:
    with open_store(corpus_path, clock=lambda: MOMENT) as opened:
        yield opened


@pytest.fixture
def kept(store: Store, build: Builder) -> Callable[..., list[str]]:
    """Keep some entries and say what became of each."""

    def keep(*entries: Entry) -> list[str]:
        return [store.keep(entry) for entry in entries]

    return keep
