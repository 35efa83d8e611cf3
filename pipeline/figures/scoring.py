"""Figures read against figures a person marked: one to one, slot by slot; pure.

A figure is found when family and value agree. A gold row may allow other families (`also`) or
say that a figure is neither wanted nor wrong (`optional`). Only families that gold marks
exhaustively can be spurious: the others come as `other:…` and count for recall of values alone.
"""

import calendar
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from corpus.records import Figure

EXHAUSTIVE = frozenset(
    {
        "luot_tiep_dan", "don_thu", "khieu_nai", "to_cao", "kien_nghi_phan_anh", "ty_le_hai_long",
        "ho_so_tthc", "ho_so_dung_han", "ho_so_tre_han", "thu_tuc_hanh_chinh", "hoa_giai",
        "mo_hinh_dan_van_kheo", "dien_hinh_dan_van_kheo", "ho_ngheo", "hien_dat", "so_tien",
        "doi_thoai",
    }
)  # fmt: skip
SLOTS = ("qualifier", "kind", "period", "place")
SHOWN = 40
PERIOD = re.compile(
    r"(?P<y>\d{4})(?:-(?:H(?P<half>[12])|Q(?P<quarter>[1-4])|(?P<count>\d{1,2})M"
    r"|(?P<month>\d{2})(?:-(?P<day>\d{2}))?))?"
)
TYPES = re.compile(
    r"^(?:tinh|thanh pho|tp|huyen|h|quan|q|thi xa|tx|thi tran|tt|xa|x|phuong|p)\s+(?=\S)"
)

GoldRow = Mapping[str, Any]
GoldFigure = Mapping[str, Any]


@dataclass(slots=True)
class Tally:
    """What was right and wrong over all articles."""

    right: Counter[str] = field(default_factory=Counter)
    spurious: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    slot_right: Counter[str] = field(default_factory=Counter)
    slot_seen: Counter[str] = field(default_factory=Counter)
    values: int = 0
    values_found: int = 0
    examples: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


def score(gold: Sequence[GoldRow], read: Mapping[str, Sequence[Figure]]) -> Mapping[str, Any]:
    """Compare what was read with gold; every rate is between 0 and 1, four digits."""
    tally = Tally()
    for row in gold:
        _score_article(row, list(read.get(str(row["id"]), ())), tally)
    families = sorted({*tally.right, *tally.spurious, *tally.missed})
    return {
        "articles": len(gold),
        "without_prediction": sorted(str(r["id"]) for r in gold if str(r["id"]) not in read),
        "value_recall": _share(tally.values_found, tally.values),
        "families": _rates(tally, families),
        **{f"{s}_accuracy": _share(tally.slot_right[s], tally.slot_seen[s]) for s in SLOTS},
        "per_family": {family: _rates(tally, [family]) for family in families},
        "examples": {kind: rows[:SHOWN] for kind, rows in tally.examples.items()},
    }


def pinned_scores(report: Mapping[str, Any]) -> dict[str, float]:
    """Pick out of a report the scores that are held; for all of them more is better."""
    families = {f"families_{name}": report["families"][name] for name in ("precision", "recall")}
    slots = {f"{slot}_accuracy": report[f"{slot}_accuracy"] for slot in SLOTS}
    return {"value_recall": report["value_recall"], **families, **slots}


def _score_article(row: GoldRow, read: list[Figure], tally: Tally) -> None:
    marked = list(row["figures"])
    left = list(read)
    for wanted in marked:
        if wanted.get("optional"):
            continue
        tally.values += 1
        tally.values_found += any(
            _same(wanted["value"], number)
            for figure in read
            for number in (figure.value, figure.value_max, figure.denominator)
        )
        if wanted["indicator"] in EXHAUSTIVE:
            _score_figure(str(row["id"]), wanted, read, left, tally)
    for figure in left:
        if figure.family in EXHAUSTIVE and not _tolerated(figure, marked):
            tally.spurious[figure.family] += 1
            tally.examples["spurious"].append(
                f"{row['id']}: {figure.family}={figure.value} «{figure.quote}»"
            )


def _score_figure(
    article: str, wanted: GoldFigure, read: list[Figure], left: list[Figure], tally: Tally
) -> None:
    family = wanted["indicator"]
    hit = next((f for f in left if _matches(wanted, f)), None)
    if hit is None:
        base = any(
            f.family in _allowed(wanted) and _same(wanted["value"], f.denominator) for f in read
        )
        (tally.right if base else tally.missed)[family] += 1
        if not base:
            line = f"{article}: {family}={wanted['value']} «{wanted.get('quote', '')}»"
            tally.examples["missed"].append(line)
        return
    left.remove(hit)
    tally.right[family] += 1
    for slot, right in _slots(wanted, hit).items():
        tally.slot_seen[slot] += 1
        tally.slot_right[slot] += right
        if not right:
            got = getattr(hit, slot)
            line = f"{article}: {family}={wanted['value']} {wanted.get(slot)!r} / {_short(got)!r}"
            tally.examples[slot].append(line)


def _slots(wanted: GoldFigure, figure: Figure) -> dict[str, bool]:
    found = {"qualifier": (wanted.get("qualifier") or "exact") == figure.qualifier}
    if wanted.get("kind") != "words":
        found["kind"] = (wanted.get("kind") or "level") == figure.kind
    stretch = read_period(wanted.get("period"))
    if stretch and not wanted.get("period_soft"):
        period = figure.period
        found["period"] = stretch == ((period.start, period.end) if period else (None, None))
    if wanted.get("place") and not wanted.get("place_soft"):
        place = figure.place.text if figure.place else ""
        found["place"] = bare(place) == bare(wanted["place"])
    return found


def _matches(wanted: GoldFigure, figure: Figure) -> bool:
    upper = wanted.get("value_max")
    return (
        figure.family in _allowed(wanted)
        and _same(wanted["value"], figure.value)
        and (upper is None or _same(upper, figure.value_max))
    )


def _allowed(wanted: GoldFigure) -> set[str]:
    return {wanted["indicator"], *wanted.get("also", ())}


def _tolerated(figure: Figure, marked: Sequence[GoldFigure]) -> bool:
    return any(
        (wanted.get("optional") or wanted.get("also"))
        and figure.family in _allowed(wanted)
        and _same(wanted["value"], figure.value)
        for wanted in marked
    )


def _same(a: object, b: object) -> bool:
    if a is None or b is None:
        return False
    x, y = Decimal(str(a)), Decimal(str(b))
    return abs(x - y) <= Decimal("1e-6") * max(Decimal(1), abs(x), abs(y))


def read_period(text: str | None) -> tuple[date, date] | None:
    """Read a period as gold writes it: `2019`, `2019-02`, `2019-H1`, `2019-Q3`, `A/B`."""
    if not text:
        return None
    if "/" in text:
        first, last = (read_period(part) for part in text.split("/", 1))
        return (first[0], last[1]) if first and last else None
    match = PERIOD.fullmatch(text)
    if match is None:
        return None
    part = {name: int(value) for name, value in match.groupdict().items() if value}
    if "day" in part:
        day = date(part["y"], part["month"], part["day"])
        return day, day
    return _months(part["y"], *_month_span(part))


def _month_span(part: Mapping[str, int]) -> tuple[int, int]:
    if "half" in part:
        return (1, 6) if part["half"] == 1 else (7, 12)
    if "quarter" in part:
        return 3 * part["quarter"] - 2, 3 * part["quarter"]
    if "count" in part:
        return 1, part["count"]
    return (part["month"], part["month"]) if "month" in part else (1, 12)


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


def bare(place: str) -> str:
    """Give a place's name without type, diacritics and marks, for comparison."""
    text = unicodedata.normalize("NFD", place.lower().replace("đ", "d"))
    text = "".join(c if c.isascii() and c.isalnum() else " " for c in text if c.isascii())
    return TYPES.sub("", " ".join(text.split()))


def _short(value: object) -> object:
    return getattr(value, "text", value)


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


def _rates(tally: Tally, families: Sequence[str]) -> Mapping[str, float | int]:
    right = sum(tally.right[f] for f in families)
    spurious = sum(tally.spurious[f] for f in families)
    missed = sum(tally.missed[f] for f in families)
    return {
        "precision": _share(right, right + spurious),
        "recall": _share(right, right + missed),
        "f1": _share(2 * right, 2 * right + spurious + missed),
        "tp": right,
        "fp": spurious,
        "fn": missed,
    }
