"""Why a number with its unit is no figure: rank or date, label, score, name, length of time."""

import re
from collections.abc import Sequence

from pipeline.figures.cues import cue, word_set
from pipeline.figures.found import Found
from pipeline.figures.in_rows import names_in_row
from pipeline.figures.labels import LABELS, LAST_WORDS, UNIT_AFTER_WINS, label_kind, next_name
from pipeline.figures.lengths import lasts
from pipeline.figures.masks import DAY_WORDS, is_slogan, short_date, year_like
from pipeline.figures.page import Page
from pipeline.figures.page_foot import counts_visits
from pipeline.figures.signs import (
    CUE_BEFORE_PAIR,
    ONE,
    RANKED,
    SPORT,
    SURE_KINDS,
    THOUSAND,
)

SCORE = re.compile(r"\d{1,2} ?[-–:] ?\d{1,2}(?!\d)")
MEDALS = frozenset(("huy chương", "hcv", "hcb", "hcđ", "bạc", "vàng", "đồng"))
METALS = frozenset(("bạc", "vàng", "đồng"))
MEDAL = re.compile(r"huy chương|(?<!\w)hc[vbđ](?!\w)")
EXCHANGE = re.compile(r" ?/ ?(?:usd|eur|euro|đô la|jpy|cny|nhân dân tệ|gbp|yên)(?!\w)")
PLACES = frozenset((
    "phường, thị trấn", "xã", "xã, thị trấn", "huyện", "tỉnh", "thôn", "ấp", "khu phố", "bản",
    "buôn", "xóm", "tổ dân phố",
))  # fmt: skip
ENDED = re.compile(r"\)?\s*(?:[,;.)\n]|\Z)")
DISPATCHED = word_set("lượt người xe tàu xuồng máy") | {"ca nô", "cán bộ", "chiến sĩ"}
"""What is sent (`điều 12 xe`), where else `điều 12` would be an article."""
DAYS = cue(r"(?<!\w)(?:ngày|sáng|chiều|tối|hôm|từ|đến|dịp)(?!\w)")
TIMES = word_set("năm tháng quý ngày")
LAST_DAY = 31
YEAR_WORDS = frozenset(("năm", "cup", "kỳ"))
LOOSE = frozenset(("none", "other"))
NEAR = 8
"""Farther apart than this two numbers are no list of names."""
LEAGUES = frozenset(("tỉnh", "huyện", "xã", "phường, thị trấn", "xã, thị trấn", "đơn vị"))
BEFORE_SHARE = word_set("khoảng gần hơn quá chừng chiếm")
EACH = frozenset(("mỗi", "hằng", "hàng"))
ENDS = frozenset(',;:.)”"')
NEVER_LARGE = frozenset({"unit_name", "class", "grade", "article"})
"""Kinds of names that no number of four digits ends."""
SHORT_NAMED = NEVER_LARGE | {"date", "address"}
RANK_ENDS = RANKED | {"thứ", "từ"}
CLIMBED = frozenset(("lên", "xuống", "vươn", "tụt"))
NEXT_RANK = cue(r" (?:vươn |tụt |tăng |giảm )?(?:lên|xuống)(?: (?:vị trí|hạng|thứ))* ")
SHORT_LABELS = frozenset(("kn", "tc", "knpa", "kntc", "pakn", "tcd", "tthc", "dvc"))


def refusal(
    page: Page, found: Found, words: Sequence[str], text: str, last: Found | None
) -> str | None:
    """Say why a number with its unit is no figure, or None when it may be one.

    `last` is the figure before it, which may say that this one is a rank.
    """
    low, start = page.low, found.start
    counted = found.unit_kind
    sure = counted in SURE_KINDS
    word = words[-1] if words else ""
    if _ranks(page, found, words, last):
        found.kind = "rank"
        found.counts(None)
        found.end = max(start + len(text), found.denominator_end)
        return None
    if (not sure or word in YEAR_WORDS) and year_like(text, low, start):
        return "year"
    if word in DAY_WORDS and (not sure or counted == "day") and short_date(low, start):
        return "date"
    if (counted != "count" or found.unit_name == "huy chương") and (
        named := _in_a_name(page, found)
    ) is not None:
        return named
    labelled = word in LAST_WORDS and low[start - 1] in " \u00a0"
    kind = label_kind(words) if labelled else None
    if kind is not None and _no_label(page, found, kind, words, text):
        kind = None
    if kind is not None and not _unit_wins(page, found, kind, words):
        return kind
    before = page.masked.found[-1].end if page.masked.found else -NEAR
    if start - before < NEAR and text.isdecimal() and (listed := _one_more_name(page, found)):
        return listed
    if (masked := _mask_by_unit(page, found, words, last)) is not None:
        return masked
    loose = counted in LOOSE and is_slogan(page.body, low, start, start + len(text))
    return "slogan" if loose else None


def _ranks(page: Page, found: Found, words: Sequence[str], last: Found | None) -> bool:
    """Say whether a number is a place in an order, by its own words or those of the last."""
    word = words[-1] if words else ""
    if word in RANK_ENDS and _is_rank(words, found):
        return True
    if last is not None and last.kind == "rank" and _is_next_rank(page, found, last):
        return True
    return word == "đầu" and _is_first(words, found)


def _no_label(page: Page, found: Found, kind: str, words: Sequence[str], text: str) -> bool:
    """Say whether what looks like a label ends a name, sends out, or tells when one counted."""
    if kind in SHORT_NAMED and _ends_a_name(page.body, found.start, words):
        return True
    if kind == "article":
        return words[-1] == "điều" and found.unit_name in DISPATCHED
    timed = kind == "date" and words[-1] in TIMES and found.value > LAST_DAY
    return timed and _no_year(text)


def _no_year(text: str) -> bool:
    """Say whether a number is not written as a year: `cuối năm 1.204`, `mỗi năm 120`."""
    return not text.isdecimal() or len(text) < len("1945")


def _ends_a_name(body: str, start: int, words: Sequence[str]) -> bool:
    """Say whether a label is the last syllable of a place's name: `Trùng Khánh 75`."""
    if len(words) < 2 or " ".join(words[-2:]) in LABELS:
        return False
    last = body.rfind(words[-1][1:], 0, start) - 1
    return last > 1 and body[last].isupper() and body[last - 1 - len(words[-2])].isupper()


def _mask_by_unit(
    page: Page, found: Found, words: Sequence[str], last: Found | None
) -> str | None:
    """Mask ages, durations, map scales, matches, counters, names that end in a number."""
    low, start = page.low, found.start
    name, kind = found.unit_name, found.unit_kind
    if kind == "money" and not found.value and not found.denominator:
        return "name"
    if name in {"tuổi", "mùa xuân", "tuổi đảng"}:
        return "age"
    if kind == "day" and not lasts(low, start, found.end, name):
        return "duration"
    if kind in {"none", "other"} or kind == "point":
        again = last is not None and kind == "other" and last.unit_name == name
        return None if again else _mask_loose(page, found, words, last)
    if name == "lượt" and low.startswith((" xem", " truy cập", " đọc", " trận"), found.end):
        return "counter"
    return None


def _mask_loose(page: Page, found: Found, words: Sequence[str], last: Found | None) -> str | None:
    """Mask a number without a known unit that is a scale, a score, a name or a list mark."""
    low, body, start = page.low, page.body, found.start
    if found.denominator is not None:
        if found.value == 1 and any(w in {"tỷ", "tỉ"} for w in words[-3:]):
            return "map_scale"
        whole = found.value == found.value.to_integral_value() and found.unit_kind != "point"
        small = whole and found.value <= 31 and found.denominator <= 12
        if (
            small
            and (not words or words[-1] not in CUE_BEFORE_PAIR)
            and not _is_share(page, found, words)
            and not _one_more_share(page, found, last)
        ):
            return "date"
    if counts_visits(low, start, words):
        return "counter"
    line_start = body.rfind("\n", max(0, start - 40), start) + 1
    line_end = body.find("\n", start, start + 40)
    if (
        (line_start or start < 40)
        and (line_end >= 0 or len(body) - start < 40)
        and (line_start or line_end >= 0)
        and not any(c.isalpha() for c in body[line_start : line_end if line_end >= 0 else None])
    ):
        return "counter"
    if (
        found.value_max is None
        and SCORE.match(low, start)
        and SPORT.search(low[max(0, start - 40) : start])
    ):
        return "score"
    if (
        body[start - 1 : start] == "("
        and body[found.end : found.end + 1] == ")"
        and found.value <= 20
        and not (words and words[-1] == "(" and ENDED.match(low, found.end))
    ):
        return "list_mark"
    return "name" if _after_name(body, start, found) and not names_in_row(body, start) else None


def _is_share(page: Page, found: Found, words: Sequence[str]) -> bool:
    """Say whether a small fraction cannot be a date: `3/4 số hộ`, `khoảng 2/3 diện tích`."""
    if page.low.startswith((" số ", " tổng số ", " dân số", " diện tích"), found.denominator_end):
        return True
    return words[-1:] != [] and words[-1] in BEFORE_SHARE and found.unit is not None


def _one_more_share(page: Page, found: Found, last: Found | None) -> bool:
    """Say whether a fraction goes on with one: `hòa giải thành 8/9 vụ, xã Tân Lập 5/6`."""
    if last is None or not (last.denominator or last.denominator_end):
        return False
    between = page.low[max(last.end, last.denominator_end) : found.start]
    return (
        len(between) < 60
        and not DAYS.search(between)
        and bool(ENDED.match(page.low, found.denominator_end))
    )


def _after_name(body: str, start: int, found: Found) -> bool:
    """Say whether a bare small number ends a proper name (`Cò Chạy 2`, `Galaxy 20`)."""
    if found.value > 50 or start < 2 or body[start - 1] != " " or found.denominator is not None:
        return False
    decimal = found.value != found.value.to_integral_value()
    if decimal and (found.unit_kind == "point" or "," in body[start : found.end]):
        # `PAPI 43,5 điểm`, `DTI 0,71`: an index and its score.
        return False
    head = body.rfind(" ", 0, start - 1) + 1
    word = body[head : start - 1]
    if word.lower() in SHORT_LABELS or word[-1:] in ENDS:
        return False
    return bool(word) and word[0].isupper() and not _starts_sentence(body, head)


def _starts_sentence(body: str, at: int) -> bool:
    before = body[max(0, at - 8) : at].rstrip(' "“-–')
    return before[-1:] in {"", ".", "\n", "!", "?", ":"}


def _in_a_name(page: Page, found: Found) -> str | None:
    """Name what is measured of wares, roads and matches: medals, speeds, rates of exchange."""
    low, end, name = page.low, found.end, found.unit_name
    if name in MEDALS and (
        name not in METALS or MEDAL.search(low[max(0, found.start - 60) : found.start])
    ):
        return "medal"
    if name == "km" and (low.startswith("/h", end) or (found.unit and "/" in found.unit.name)):
        return "speed"
    if name.startswith(("sao", "độ vĩ", "độ kinh")) and found.unit_kind == "other":
        return None if name == "sao la" else "name"
    if found.unit_kind == "money" and EXCHANGE.match(low, end):
        return "exchange_rate"
    if name == "%" and low.startswith(" tấm", end):
        return "name"
    return None


def _address(page: Page, found: Found, kind: str) -> bool:
    """Say whether label, number and the place after it are one address (`tổ 4 phường 12`)."""
    after = page.body[found.end : found.end + 2]
    place = after[:1] == " " and (after[1:].isdigit() or after[1:].isupper())
    return kind == "unit_name" and place and found.unit_name in PLACES


def _one_more_name(page: Page, found: Found) -> str:
    """Give the kind of a list of names that a number only goes on with: `số 7, 19 và 33`."""
    kind, sure = next_name(page.low, page.masked.found, found.start)
    if not kind or found.unit is None:
        return kind
    if found.unit_kind in SURE_KINDS and not _address(page, found, kind):
        # `thôn 1, 2 và 5 tổ chức họp`: here the word is a verb more often than a noun.
        verb = page.low[found.unit.end - 7 : found.unit.end] == "tổ chức"
        return kind if verb and sure else ""
    number = str(found.value - 1)
    last = page.masked.found[-1]
    return kind if sure or page.low[last.start : last.end].lstrip("0") == number else ""


def _unit_wins(page: Page, found: Found, kind: str, words: Sequence[str]) -> bool:
    """Say whether the unit after a number outweighs the label before it."""
    if _address(page, found, kind):
        return False
    if found.value >= THOUSAND and kind in NEVER_LARGE:
        return found.unit is not None
    if kind == "date" and EACH.intersection(words[-3:-1]):
        return found.unit is not None
    if found.unit_kind not in SURE_KINDS:
        return False
    if kind in UNIT_AFTER_WINS:
        return (
            kind != "ordinal"
            or words[-1] in {"kỳ", "đợt", "phần", "lần"}
            or found.unit_kind in {"money", "ratio"}
        )
    if kind == "date":
        if found.unit_kind in {"money", "ratio"}:
            return True
        return found.value > 31 and words[-1] not in {"khánh", "lễ", "tết", "cup", "kỳ", "khóa"}
    return kind in {"phone", "counter"} and not found.unit_name.startswith("lượt")


def _is_rank(words: Sequence[str], found: Found) -> bool:
    """Tell a rank (`thứ 20/63`, `xếp hạng 5`) from a fraction."""
    last = words[-1]
    if found.unit_kind in {"ratio", "money"}:
        return False
    if last == "thứ":
        ranked = any(word in RANKED or word in CLIMBED for word in words[-4:])
        return ranked or (found.denominator is not None and found.denominator >= 5)
    if last == "từ" and words[-2:-1] in (["hạng"], ["bậc"]):
        return found.denominator is not None
    if last in RANKED:
        if found.denominator is not None:
            return True
        listed = "xếp" in words[-3:] or (last == "trí" and "từ" in words[-3:])
        return last in {"hạng", "trí"} and listed and found.unit_kind == "none"
    return False


def _is_first(words: Sequence[str], found: Found) -> bool:
    """Read `đứng đầu 34 tỉnh` as the first of them."""
    if found.unit_name not in LEAGUES:
        return False
    if words[-2:-1] not in (["đứng"], ["dẫn"]):
        return False
    found.value, found.denominator, found.denominator_end = ONE, found.value, found.end
    return True


def _is_next_rank(page: Page, found: Found, last: Found) -> bool:
    """Say whether a bare number is where a rank moved to: `từ vị trí 20 lên 15`."""
    if found.unit_kind != "none":
        return False
    end = max(last.end, last.denominator_end)
    return NEXT_RANK.fullmatch(page.low, end, found.start) is not None
