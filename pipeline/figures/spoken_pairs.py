"""Two numbers said in words that are one: `hai phần ba`, `bảy trên mười`, `năm, sáu chục`."""

from collections.abc import Sequence
from decimal import Decimal

from pipeline.figures.cues import cue
from pipeline.figures.found import Found
from pipeline.figures.labels import label_kind
from pipeline.figures.numerals import SCALES, TEN, longest_words
from pipeline.figures.page import Page
from pipeline.figures.signs import WORD_RUN
from pipeline.figures.units import ALONE, Unit, counted_unit

DIGIT = "hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín|mười"
PARTS = cue(rf" phần (?P<parts>{DIGIT}|tư|nghìn)(?! (?:mươi|mốt|lăm|trăm|nghìn))(?!\w)(?! \d)")
OUT_OF = cue(r" (?:trên|trong)(?: tổng)?(?: số)? ")
NEIGHBOUR = cue(
    rf"(?:,? | - | – | đến | hoặc )(?P<upper>{DIGIT})"
    r"(?: (?P<scale>mươi|chục|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ))?(?!\w)"
)
PORTION = cue(r" (?:của )?(?:(?:tổng )?số(?: lượng)?)(?= [^\W\d_])")
TENS = {"mươi": TEN, "chục": TEN, "trăm": TEN * TEN} | SCALES
WHOLES = frozenset(("diện tích", "dân số", "sản lượng", "quân số", "chặng đường"))
HUNDRED = Decimal(100)
OPENS = frozenset((", ", " -", " –", " đ", " h", " t", " b", " n", " s", " c", " m"))
"""What may open the second number; cheap to ask."""
COUNTABLE = frozenset(("count", "measure", "area", "money"))


def read_pair(
    page: Page, start: int, end: int, value: Decimal, words: Sequence[str]
) -> Found | None:
    """Read a share, a part of a whole or a range that begins with a numeral in words."""
    low = page.low
    if low.startswith(" phần", end):
        return _percent(low, start, end) or _parts(low, start, end, value)
    near = low[end : end + 2]
    if near not in OPENS or label_kind(words) is not None:
        return None
    return (_out_of(low, start, end, value) if near == " t" else None) or _range(
        low, start, end, value
    )


def _percent(low: str, start: int, end: int) -> Found | None:
    """Read `trăm phần trăm`: all of them."""
    if low[start:end] != "trăm" or not low.startswith(" phần trăm", end):
        return None
    stop = end + len(" phần trăm")
    unit = Unit("%", "ratio", stop, "%")
    return Found(start=start, end=stop, value=HUNDRED, unit=unit, words=True)


def _parts(low: str, start: int, end: int, value: Decimal) -> Found | None:
    """Read `hai phần ba`, with what the whole is made of where that is said."""
    match = PARTS.match(low, end)
    read = longest_words([match["parts"]]) if match else None
    parts = SCALES["nghìn"] if match and match["parts"] == "nghìn" else read and read[0]
    if match is None or not parts or value > parts:
        return None
    portion = PORTION.match(low, match.end())
    unit = counted_unit(low, portion.end() if portion else match.end())
    whole = portion is not None or (unit is not None and unit.name in WHOLES)
    if unit is None or not (unit.kind == "count" or (unit.kind == "other" and whole)):
        unit = Unit("tỷ lệ", "ratio", match.end(), "tỷ lệ")
    return Found(
        start=start, end=unit.end, value=value, unit=unit, words=True,
        denominator=parts, denominator_end=match.end(),
    )  # fmt: skip


def _out_of(low: str, start: int, end: int, value: Decimal) -> Found | None:
    """Read `bảy trên mười hộ`."""
    link = OUT_OF.match(low, end)
    run = WORD_RUN.match(low, link.end()) if link else None
    read = longest_words(run.group().split()) if run else None
    if run is None or read is None or read[0] < value:
        return None
    stop = run.start() + len(" ".join(run.group().split()[: read[1]]))
    unit = counted_unit(low, stop)
    if unit is None or unit.kind != "count":
        return None
    return Found(
        start=start, end=unit.end, value=value, unit=unit, words=True,
        denominator=read[0], denominator_end=stop,
    )  # fmt: skip


def _range(low: str, start: int, end: int, value: Decimal) -> Found | None:
    """Read two neighbours before one thing: `năm, sáu hộ`, `ba bốn chục người`."""
    whole = value < TEN and value == value.to_integral_value()
    match = NEIGHBOUR.match(low, end) if whole else None
    read = longest_words([match["upper"]]) if match else None
    if match is None or read is None or read[0] != value + 1:
        return None
    if low.endswith(("vài ", "đôi ", "dăm ", "mấy ", "thứ "), 0, start):
        return None
    if match["upper"] == "năm" and not low.startswith(",", end):
        # `bốn năm liên tục` is four years.
        return None
    factor = TENS[match["scale"]] if match["scale"] else Decimal(1)
    unit = counted_unit(low, match.end())
    if unit is None or not (unit.kind in COUNTABLE or unit.name.split()[0] in ALONE):
        return None
    return Found(
        start=start, end=unit.end, value=value * factor, value_max=read[0] * factor, unit=unit,
        qualifier="range", words=True,
    )  # fmt: skip
