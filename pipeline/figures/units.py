"""Units as written to units as named, read from `corpus/vocab/units.toml`."""

import re
import tomllib
from functools import lru_cache
from importlib.resources import files

from msgspec import Struct

from pipeline.figures.cues import word_set
from pipeline.figures.numerals import NUMERAL_WORDS, Style
from pipeline.figures.signs import NOT_COUNTED, SPENT, STOPS, VERB_AFTER
from pipeline.figures.spelling import fold

STYLES: dict[str, Style] = {
    "ratio": "ratio", "point": "ratio", "money": "money", "area": "area", "measure": "measure",
    "count": "whole", "day": "whole", "other": "thing",
}  # fmt: skip
WORD = re.compile(
    r"[ \u00a0]?([%‰$€£¥]|us\$|[^\W\d_]+[23²³]?(?![^\W\d_])(?:[-–](?=[^\W\d_])[^\W\d_]+)*)"
)
BETWEEN_WORDS = re.compile(r"(?<=[^,–-]) (?=[^–-])")
PER = re.compile(r" ?/ ?(?:\d ?)?([^\W\d_]+[23²]?(?: [^\W\d_]+)?)")
NEXT_WORD = re.compile(r" ([^\W\d_]+)")
AFTER_POINTS = word_set(
    "phần và với so xếp tăng giảm trên là thì đứng cao thấp trong để năm của ở tại cho thuộc "
    "theo nhưng hơn sau mỗi môn từ trở sàn chuẩn bình đạt về khi ưu cộng trung tối nhờ do vượt "
    "kém hiệu bằng này"
)
"""What may follow the points of a score; any other word is a part of the name of a place."""
TOGETHER = (
    "nhiệm vụ", "thí sinh", "tài xế", "thắc mắc", "vướng mắc", "đầu mối", "huy chương",
    "giải pháp", "vận động viên", "bệnh nhân", "du khách", "hành khách", "nạn nhân", "sinh viên",
    "cựu chiến binh", "phụ nữ", "cử tri", "mục tiêu", "nghị quyết", "kế hoạch", "chương trình",
    "hoạt động", "phong trào", "dự án", "tác phẩm", "tiết mục", "chuyên gia", "nghệ nhân",
    "công nhân", "nông dân", "bác sĩ", "cơ sở", "cơ quan", "cửa hàng", "tài khoản", "sự kiện",
    "hợp đồng",
)  # fmt: skip
"""Counted things of more than one syllable whose first alone names nothing."""
ALONE = word_set(
    "xe thùng chiếc cái bộ quyển cuốn tờ bao gói hộp kiện chai trường lớp sở phòng bài trận bàn "
    "giờ cụm khối giải tuyến trạm cầu giếng ao hồ đèn cột bóng máy tàu thuyền bè lồng chuồng "
    "trâu bò lợn gà dê cá em cháu bạn anh chị ông bà cụ vị bác thầy cô nghề làng chợ chùa đình "
    "đền nhóm chốt tin clip video phim ngôi phần gốc luống vườn trại kênh mương cống bể đập mặt "
    "hàng bữa chuyến mẻ nước vùng nhánh lượng liều mũi ca mẫu quả trái bông bó cành hạt bậc cấp"
)
"""Words that are counted by themselves, whatever follows them."""
SECOND = re.compile(r" ([^\W\d_]{2,})(?![\w-])")
FIRST = re.compile(r"[^\W_]+[23²³]?|[%‰$€£¥]")


class Unit(Struct, frozen=True, gc=False):
    """What is counted: its normal name, its kind, and where its words end."""

    name: str
    kind: str
    end: int
    base: str = ""
    """The name without what stands after a slash."""


@lru_cache(maxsize=1)
def known_units() -> dict[str, tuple[str, str]]:
    """Load the table once: written form to (name, kind)."""
    table = _table()
    found: dict[str, tuple[str, str]] = {}
    for kind in STYLES:
        for name, variants in table.get(kind, {}).items():
            for variant in variants:
                found[fold(variant)] = (name, kind)
    for name in TOGETHER:
        found.setdefault(fold(name), (name, "count"))
    return found


@lru_cache(maxsize=1)
def per_names() -> frozenset[str]:
    """Load the names that may stand after the slash of a compound unit."""
    return frozenset(fold(name) for name in _table()["per"]["names"])


@lru_cache(maxsize=1)
def regional_units() -> frozenset[str]:
    """Load the units whose size depends on the region."""
    return frozenset(_table()["regional"]["names"])


def _table() -> dict[str, dict[str, list[str]]]:
    path = files("corpus.vocab") / "units.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _beginnings() -> dict[str, tuple[tuple[str, str] | None, re.Pattern[str] | None]]:
    """Give, for each word a unit may begin with, what it is alone and how longer units go on."""
    longer: dict[str, list[str]] = {}
    for variant in sorted(known_units(), key=len, reverse=True):
        match = FIRST.match(variant)
        first = match.group() if match else variant
        more = longer.setdefault(first, [])
        if first != variant:
            more.append(variant[len(first) :])
    return {first: (known_units().get(first), _ways_on(more)) for first, more in longer.items()}


def _ways_on(endings: list[str]) -> re.Pattern[str] | None:
    """Compile the ends of units that begin with one word, the longest first."""
    ways = (BETWEEN_WORDS.sub("[ \u00a0]", re.escape(x).replace("\\ ", " ")) for x in endings)
    return re.compile(rf"(?:{'|'.join(ways)})(?![^\W\d_])") if endings else None


def read_unit(low: str, at: int) -> Unit | None:
    """Read the longest known unit at `at` of a folded text; a lone other word is a count."""
    if low.startswith("%", at) and not low.startswith(" điểm", at + 1):
        return Unit("%", "ratio", at + 1, "%")
    match = WORD.match(low, at)
    if match is None:
        return None
    word = match[1]
    start, end = match.span(1)
    begun = _beginnings().get(word)
    if begun is None:
        return _unknown(low, word, end) if start > at and word[0].isalpha() else None
    entry, ways_on = begun
    if ways_on is not None and (more := ways_on.match(low, end)) is not None:
        end = more.end()
        entry = known_units()[low[start:end].replace("\u00a0", " ")]
    if entry is None:
        return _unknown(low, word, end) if start > at else None
    name, kind = entry
    return _point(low, end) if name == "điểm" else with_per(low, name, kind, end)


def _unknown(low: str, word: str, end: int) -> Unit:
    """Take two syllables as what is counted where the first is no word that is counted alone."""
    second = None if word in STOPS or word in ALONE else SECOND.match(low, end)
    if second is None or second[1] in NOT_COUNTED or second[1] in NUMERAL_WORDS:
        return Unit(word, "other", end, word)
    name = f"{word} {second[1]}"
    return Unit(name, "other", second.end(), name)


def _point(low: str, end: int) -> Unit:
    """Tell points of a score from places called `điểm` (`3.280 điểm cầu`)."""
    match = NEXT_WORD.match(low, end)
    if match is None or match[1] in AFTER_POINTS:
        return Unit("điểm", "point", end, "điểm")
    name = f"điểm {match[1]}"
    return Unit(name, "count", match.end(), name)


def with_per(low: str, base: str, kind: str, end: int) -> Unit:
    """Read `đồng/người/tháng`, `tiêu chí/xã`, `người/km2` as one unit."""
    name = base
    for _ in range(2):
        if "/" not in low[end : end + 2] or kind == "ratio":
            break
        match = PER.match(low, end)
        if match is None:
            break
        part = match[1]
        if part not in per_names():
            part = part.split(" ")[0]
        if part not in per_names():
            break
        name += "/" + {"km2": "km²", "m2": "m²", "m3": "m³"}.get(part, part)
        end = match.start(1) + len(part)
    return Unit(name, kind, end, base)


def counted_unit(low: str, at: int, *, large: bool = False) -> Unit | None:
    """Read the unit after a number; grammar words and verbs are none, least after an amount."""
    unit = read_unit(low, at)
    if unit is None or unit.kind != "other":
        return unit
    if VERB_AFTER.match(low, at):
        return None
    first = unit.name.partition(" ")[0]
    verb = first in NOT_COUNTED or (large and first in SPENT)
    return None if verb or low[at : at + 1] not in " \u00a0" else unit
