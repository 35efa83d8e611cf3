"""The labelled corpus: enough of everything, nobody's copy, and none of the outside gold in it."""

import json
import re
import tomllib
import unicodedata
from collections import Counter
from itertools import pairwise
from math import log
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXTS = ROOT / "models" / "labelled" / "texts"
FIELDS = {"kinh_te", "van_hoa_xa_hoi", "an_ninh_quoc_phong", "he_thong_chinh_tri"}
GENRES = {
    "hoi_nghi", "chan_dung", "mo_hinh", "thong_ke", "ke_hoach", "kiem_tra", "phong_van", "chu_thich",
    "tin_ngan", "ngoai_le", "gan_giong",
}  # fmt: skip
HEAPS = (0.62, 0.82)
"""Between 60 and 12,000 words; the outside articles give about .7 over the same range."""


def read_rows() -> list[dict]:
    return [
        json.loads(line)
        for file in sorted(TEXTS.glob("*.jsonl"))
        for line in file.read_text(encoding="utf-8").splitlines()
    ]


ROWS = read_rows()
RELEVANT = [row for row in ROWS if row["labels"]]


def words(text: str) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFC", text).lower())


def four_grams(text: str) -> set[tuple[str, ...]]:
    found = words(text)
    return set(zip(found, found[1:], found[2:], found[3:], strict=False))


def alike(texts: dict[str, str], others: dict[str, str], least: float) -> list[tuple]:
    """Give pairs of texts whose word 4-grams overlap by more than `least` (Jaccard)."""
    grams = {name: four_grams(text) for name, text in {**texts, **others}.items()}
    holders: dict[tuple, list[str]] = {}
    for name in others:
        for gram in grams[name]:
            holders.setdefault(gram, []).append(name)
    shared: Counter[tuple[str, str]] = Counter()
    for name in texts:
        for gram in grams[name]:
            shared.update((name, other) for other in holders.get(gram, ()) if other != name)
    return [
        (a, b, round(n / len(grams[a] | grams[b]), 3))
        for (a, b), n in shared.items()
        if n / len(grams[a] | grams[b]) > least
    ]


def test_rows_are_whole_and_nfc() -> None:
    assert len({row["id"] for row in ROWS}) == len(ROWS)
    for row in ROWS:
        assert set(row["labels"]) <= FIELDS
        assert (row["primary"] in row["labels"]) if row["labels"] else row["primary"] is None
        assert row["genre"] in GENRES
        assert unicodedata.is_normalized("NFC", row["title"] + row["text"])
        assert 2012 <= row["year"] <= 2026


def test_there_is_enough_of_everything() -> None:
    labels = Counter(label for row in ROWS for label in row["labels"])
    assert len(ROWS) >= 900
    assert len(RELEVANT) >= 650
    assert len(ROWS) - len(RELEVANT) >= 250
    assert min(labels[field] for field in FIELDS) >= 160
    assert sum(len(row["labels"]) >= 2 for row in ROWS) >= 180
    assert {row["genre"] for row in ROWS} == GENRES
    assert {row["regime"] for row in ROWS} == set("ABCD")
    assert {row["year"] for row in ROWS} == set(range(2012, 2027))


def test_every_edge_case_of_the_codebook_is_there() -> None:
    edges = Counter(edge for row in ROWS for edge in row["edge"])
    assert [edge for edge in range(1, 41) if edges[edge] < 4] == []


def test_all_provinces_and_both_maps_are_there() -> None:
    from pipeline.mentions.places import province_named

    named = {row["province"]: province_named(row["province"]) for row in ROWS if row["province"]}
    assert [
        name for name, province in named.items() if province is None and name != "Việt Nam"
    ] == []
    old = {p.code_old for row in ROWS if row["year"] < 2025 and (p := named.get(row["province"]))}
    new = {p.code_new for row in ROWS if row["year"] > 2025 and (p := named.get(row["province"]))}
    assert len(old) == 63
    assert len(new) >= 30


def test_no_two_texts_share_their_wording() -> None:
    texts = {row["id"]: row["text"] for row in ROWS}
    assert alike(texts, texts, 0.3) == []


def test_no_one_opening_and_no_one_voice_dominates() -> None:
    openings = Counter(" ".join(words(row["text"])[:2]) for row in ROWS)
    assert openings.most_common(1)[0][1] <= len(ROWS) * 0.03
    sentences = [s for row in ROWS for s in re.split(r"(?<=[.!?…])\s+", row["text"]) if s]
    firsts = Counter(" ".join(words(s)[:2]) for s in sentences if len(words(s)) > 2)
    assert firsts.most_common(1)[0][1] <= len(sentences) * 0.03


def growth(texts: list[str]) -> float:
    """Give Heaps' exponent: how fast new words come as text goes on."""
    seen: set[str] = set()
    points, total = [], 0
    for text in texts:
        for word in words(text):
            total += 1
            seen.add(word)
            if total in {2**k for k in range(6, 14)}:
                points.append((log(total), log(len(seen))))
    slopes = [(y2 - y1) / (x2 - x1) for (x1, y1), (x2, y2) in pairwise(points)]
    return sum(slopes) / len(slopes)


def test_vocabulary_grows_as_in_real_news() -> None:
    assert HEAPS[0] < growth([row["text"] for row in ROWS]) < HEAPS[1]


def test_vocabulary_grows_as_in_the_outside_articles(shared: Path) -> None:
    outside = [p.read_text(encoding="utf-8") for p in sorted((shared / "dev/text").glob("*.txt"))]
    assert growth([row["text"] for row in ROWS]) == pytest.approx(growth(outside), abs=0.08)


def test_none_of_the_outside_gold_is_in_the_corpus(shared: Path) -> None:
    outside = {
        path.stem: path.read_text(encoding="utf-8")
        for folder in ("dev/text", "seeds")
        for path in (shared / folder).glob("*.txt")
    }
    assert len(outside) >= 59
    assert alike({row["id"]: row["text"] for row in ROWS}, outside, 0.05) == []


def test_none_of_the_outside_gold_is_in_the_demo(shared: Path) -> None:
    outside = {p.stem: p.read_text(encoding="utf-8") for p in (shared / "dev/text").glob("*.txt")}
    demo = {
        f"{file.stem}-{n}": "\n".join(article.get("paragraphs", []))
        for file in (ROOT / "scrapers/demo/articles").glob("*.toml")
        for n, article in enumerate(tomllib.loads(file.read_text("utf-8")).get("article", []))
    }
    assert len(demo) >= 60
    assert alike(demo, outside, 0.05) == []
