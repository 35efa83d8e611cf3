"""Capitalised names in a text that may be places, with the type that stands before them.

Only names are found here; which unit each means is decided in `places`. A name is a run of
capitalised syllables; the longest beginning of it that the table knows is taken.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from operator import attrgetter

from msgspec import Struct

from corpus.vocab.places import Unit, gazetteer, key_of
from pipeline.mentions.dates import plain_words

_UPPER = "".join(
    chr(code)
    for code in (*range(0x41, 0x5B), *range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA))
    if chr(code).isupper()
)
_SYLLABLE = rf"[{_UPPER}][\w'’]{{0,24}}"
_PAIRED = r"(?:Vũng Tàu|VT|Tháp Chàm|Huế|Lăng Cô|Đà Lạt|Quốc Tử Giám)"
"""The second halves of names that are written with a dash."""
_WORD = re.compile(r"\S+")
_RUN = re.compile(
    rf"[{_UPPER}](?<![\w@/][{_UPPER}])[\w'’]{{0,24}}"
    rf"(?:\s?[-–]\s?(?:{_PAIRED}|{_PAIRED.upper()})(?!\w)"
    rf"|(?<=[Nn]ông) trường(?= [{_UPPER}])"
    rf"|[ \u00a0]{{1,2}}(?:{_SYLLABLE}|\d{{1,2}}(?![\w%/]|[.,]\d))){{0,24}}"
)
_NOT_COUNTED = (
    r"(?!\s{1,2}(?:xã|thôn|hộ(?! ông| bà| anh| chị)|người(?! dân)|mô hình|tổ(?! chức)|buổi|cuộc"
    r"|lượt|lần|đơn(?! vị)|vụ|ý kiến|hội (?:nghị|viên)|ngày(?! \d)|tháng(?! \d)|năm(?! \d)"
    r"|căn|nhà(?! văn| nước)|công(?! an| tác| bố| khai)|km|m2|m²|ha|tỷ|triệu|nghìn|ngàn"
    r"|đồng(?! bào| chí| thuận| ý| lòng)|đảng viên|khẩu|nhân khẩu|suất|phần|cây|tuyến|điểm"
    r"|công trình|tiêu chí)(?!\w))"
)
"""After the number of a hamlet or ward what it would count: `họp thôn 12 buổi` names none."""
_NUMBERED = re.compile(
    r"(?P<type>[PpQq](?:(?<=[Pp])hường|(?<=[Qq])uận|(?<=P)HƯỜNG|(?<=Q)UẬN|(?<=[PQ])\.))"
    rf"\s{{0,2}}(?P<name>\d{{1,2}})(?![\w%/]|[.,]\d){_NOT_COUNTED}"
)
_BY_LEVEL = re.compile(r"[,;]?\s(?:và\s)?(?:phường|xã|thị\strấn)\s\d{1,2}(?!\w)", re.IGNORECASE)
"""`quận 6, phường 46` goes from large to small: it tells how many each level held."""
"""Patterns that run over whole texts open with a set of letters: that is quick."""
_WORDED = re.compile(rf" {_SYLLABLE} {_SYLLABLE}")
"""What follows the number in `phường 3 Bảo Lộc`."""
_SAIGON = re.compile(r"(?:T\.?[Pp]\.?\s?|Thành phố\s|thành phố\s)(?P<name>HCM)(?!\w)")
_HAMLET_NUMBERED = re.compile(
    r"(?P<type>[TtXxẤấKkBb](?<!\w[TtXxẤấKkBb])"
    r"(?:(?<=[Tt])(?:hôn|ổ dân phố)|(?<=[Xx])óm|(?<=[Ấấ])p|(?<=[Kk])hu phố|(?<=[Kk])hóm"
    r"|(?<=[Bb])uôn))\s{1,2}"
    rf"(?P<name>(?:số\s)?\d{{1,3}})(?![\w%/]|[.,]\d){_NOT_COUNTED}"
)
_MAY_NAME = re.compile(
    r"[0-9](?<=[\sgGnN.].)(?:(?<=(?:ờng|ỜNG|uận|UẬN|hôn|phố|xóm|Xóm|hóm|uôn)\s.)"
    r"|(?<=(?:ấp|Ấp|số|[PQ]\.)\s.)|(?<=(?:\s\s|[PQ]\.).)|(?<=[gGnN].))"
)
"""A number after the end of a type: a text without one need not be searched for its type."""
TYPES = {
    "tỉnh": "tỉnh", "thành phố": "thành phố", "tp": "thành phố", "t.p": "thành phố",
    "thành": "thành phố", "thị xã": "thị xã", "tx": "thị xã", "thị": "thị xã",
    "thị trấn": "thị trấn", "tt": "thị trấn", "quận": "quận", "q": "quận", "huyện": "huyện",
    "h": "huyện", "phường": "phường", "p": "phường", "xã": "xã", "x": "xã", "đặc khu": "đặc khu",
    "thủ đô": "thành phố", "tphcm": "thành phố",
}  # fmt: skip
HAMLETS = (
    "thôn", "bản", "xóm", "buôn làng", "buôn", "bon", "làng", "ấp", "khóm", "sóc", "khu phố",
    "tổ dân phố", "khu dân cư", "khối phố", "khối", "phố", "đồn biên phòng", "đồn bp", "đồn",
)  # fmt: skip
_OPENING_HAMLETS = {"thôn", "bản", "xóm", "buôn", "bon", "làng", "ấp", "khóm", "sóc"}
_NUMBER_ENDS = re.compile(r"\s\d{1,2}$")
"""`phố` before a name is a street, before a name with a number a part of a ward."""
_TYPE_BEFORE = re.compile(
    r"(?<![^\W\d_])(?:(?P<type>tỉnh|thành\sphố|tp\.?|t\.p\.?|thị\sxã|tx\.?|thị\strấn|tt\.|quận|q\.|huyện|h\."
    r"|phường|p\.|xã|x\.|đặc\skhu|thủ\sđô|thành(?=\s[ủu])|thị(?=\s[ủu]))(?P<party>\s(?:ủy|uỷ))?"
    r"|(?P<hamlet>" + "|".join(name.replace(" ", r"\s") for name in HAMLETS) + r"))"
    r"(?::?[ \u00a0\n]{1,2}|(?<=\.))(?P<mark>[“\"])?$",
    re.IGNORECASE,
)
_ENDS = (
    "tỉnh", "phố", "tp", "t.p", "xã", "tx", "trấn", "tt.", "quận", "q.", "huyện", "h.", "phường",
    "p.", "x.", "khu", "đô", "ủy", "uỷ", "tp.", "tx.", *{name.split()[-1] for name in HAMLETS},
)  # fmt: skip
_TYPE_ENDS = {
    last: tuple(end for end in _ENDS if end[-1] == last) for last in {end[-1] for end in _ENDS}
}
"""How a text ends where `_TYPE_BEFORE` can match, by its last letter: far cheaper to ask first."""
_NOT_HAMLET = re.compile(
    r"(?:văn|cơ|căn|kịch|xuất|phiên|ấn|biên|nhật|dị|thành|tái|lâm|dị|già)\s$", re.I
)
_HEAD_OF = re.compile(r"(?<!\w)trưởng\s$", re.IGNORECASE)
_FULL_NAME = re.compile(rf"{_SYLLABLE} (?:Văn|Thị|Đình|Xuân|Ngọc|Minh|Đức) {_SYLLABLE}")
"""After `trưởng thôn` a name of this form is the person's, not the hamlet's."""
_TAGLINE = re.compile(r"(?:\s(?:ngày|hôm)\snay)?\s(?:online|điện\stử)(?!\w)", re.IGNORECASE)
"""`Huế ngày nay Online` names a newspaper."""
_PERSON = re.compile(
    r"(?<!\w)(?:ông|bà|anh|chị|em|cô|chú|bác|cụ|đ/c|đồng\schí|già\slàng|thầy|bí\sthư|chủ\stịch|trưởng\sthôn"
    r"|chiến\ssĩ|liệt\ssĩ|họ|tên|nhà\sthơ|nhạc\ssĩ|mẹ)\s$",
    re.IGNORECASE,
)
_THING = re.compile(
    r"(?<!\w)(?:đường|(?<!thành\s)phố|sông|núi|chợ|cầu|trường|chùa|đền|hồ|biển|vịnh|đèo|báo|công\sty|trận|chiến\sdịch"
    r"|giải|nghĩa\strang|sân\svận\sđộng|htx|hợp\stác\sxã|khách\ssạn|nhà\smáy|ga|bến|đảo|suối|dòng)\s$",
    re.IGNORECASE,
)
_OPENERS = {
    "ở", "tại", "về", "từ", "đến", "do", "của", "trong", "cả", "riêng", "cùng", "với", "theo",
    "sau", "nay", "khi", "qua", "như", "và", "tới", "vùng", "người", "dân", "nơi", "nhờ", "bởi",
    "cho", "thăm", "rời", "lên", "xuống", "ra", "vào", "trên", "toàn",
}  # fmt: skip
_SURNAMES = {
    "nguyễn", "trần", "phạm", "huỳnh", "võ", "đặng", "bùi", "đỗ", "ngô", "lò", "giàng", "thào",
    "sùng", "quàng", "điểu", "vừ", "hạng", "lầu",
}  # fmt: skip


class Name(Struct, frozen=True, kw_only=True, gc=False):
    """A name as found: its place in the text, its type in full, the units that bear it."""

    begin: int
    finish: int
    name_begin: int
    level: str
    """The full type, `thôn` for anything below a commune, empty for a bare name."""
    key: str
    units: tuple[Unit, ...]
    whole: bool
    """True when the name is the whole run of capitals it stands in."""


_BEGIN = attrgetter("begin")


@lru_cache(maxsize=16384)
def _known(run: str) -> tuple[tuple[int, str], ...]:
    """Give every beginning of a run that names a unit, longest first: (characters, key)."""
    table = gazetteer()
    ends = [found.end() for found in _WORD.finditer(run)][: table.longest + 2]
    known = []
    for end in reversed(ends):
        key = key_of(run[:end])
        if key in table.by_key:
            known.append((end, key))
    return tuple(known)


@lru_cache(maxsize=16384)
def _parts(run: str) -> tuple[tuple[int, str], ...]:
    """Part a run before every type word inside it: (offset of the name, type or nothing)."""
    words = [(found.start(), found.end(), found[0].lower()) for found in _WORD.finditer(run)]
    parts, index = [(0, "")], 0
    while index < len(words):
        for count in (2, 1):
            label = " ".join(word for _, _, word in words[index : index + count]).rstrip(".")
            last = min(index + count, len(words))
            if index == 0 and label in _OPENING_HAMLETS and last < len(words):
                parts.append((words[last][0], f"0:{label}"))
                break
            if label in TYPES and label not in ("h", "p", "q", "x", "thành", "thị", "tt"):
                if last < len(words) and words[last][2] in ("ủy", "uỷ"):
                    last += 1
                if last < len(words):
                    parts.append((words[last][0], f"{words[index][0]}:{label}"))
                index = last - 1
                break
        index += 1
    return tuple(parts)


def find_names(body: str) -> list[Name]:
    """Find the names that may be places, in order, without overlaps."""
    names = list(_runs(body))
    if _MAY_NAME.search(body) or "HCM" in body:
        names += _numbered(body)
    names.sort(key=_BEGIN)
    return names


def _numbered(body: str) -> Iterator[Name]:
    table = gazetteer()
    counted = 0
    for found in _NUMBERED.finditer(body):
        begin = found.start()
        if begin < counted or (begin and body[begin - 1].isalnum()):
            continue
        level = TYPES[found["type"].lower().rstrip(".")]
        by_level = _BY_LEVEL.match(body, found.end()) if level == "quận" else None
        if by_level:
            counted = by_level.end()
            continue
        key, finish = str(int(found["name"])), found.end()
        more = _WORDED.match(body, finish)
        if more and key_of(key + more[0]) in table.by_key:
            key, finish = key_of(key + more[0]), more.end()
        units = tuple(unit for unit in table.by_key.get(key, ()) if unit.level == level)
        if units:
            yield Name(begin=begin, finish=finish, name_begin=found.start("name"),
                       level=level, key=key, units=units, whole=True)  # fmt: skip
    for found in _SAIGON.finditer(body):
        key = key_of("Hồ Chí Minh")
        yield Name(begin=found.start(), finish=found.end(), name_begin=found.start("name"),
                   level="thành phố", key=key, units=table.by_key[key], whole=True)  # fmt: skip
    for found in _HAMLET_NUMBERED.finditer(body):
        if _NOT_HAMLET.search(body, max(0, found.start() - 6), found.start()):
            continue
        yield Name(begin=found.start(), finish=found.end(), name_begin=found.start("name"),
                   level="thôn", key=key_of(found["name"]), units=(), whole=True)  # fmt: skip


def _runs(body: str) -> Iterator[Name]:
    last: Name | None = None
    for found in _RUN.finditer(body):
        run, start = found[0], found.start()
        if _is_no_place(run) and not _is_typed(body, start):
            continue
        for name in _names_in(body, run, start, last):
            last = name
            yield name


@lru_cache(maxsize=16384)
def _is_no_place(run: str) -> bool:
    """Tell words that open a sentence and names of persons, unless a type stands before them."""
    if len(_parts(run)) > 1 or _bare_part(run):
        return False
    return not (_is_known(run) or _is_known(_unnumbered(run)))


def _is_known(run: str) -> bool:
    known = _known(run)
    return bool(known) and known[0][0] == len(run)


def _is_typed(body: str, begin: int) -> bool:
    before = body[begin - 12 if begin > 12 else 0 : begin].rstrip(' \u00a0\n“":').lower()
    ends = _TYPE_ENDS.get(before[-1:])
    return ends is not None and before.endswith(ends)


def _names_in(body: str, run: str, start: int, last: Name | None) -> Iterator[Name]:
    for offset, label in _parts(run):
        begin = start + offset
        if label:
            where, kind = label.split(":")
            opens = start + int(where)
            name = (
                _typed(run[offset:], begin, opens, TYPES[kind])
                if kind in TYPES
                else _hamlet(run[offset:], begin, opens, kind)
            )
        else:
            name = _unmarked(body, run, begin, last)
        if name is not None:
            last = name
            yield name


def _unmarked(body: str, run: str, begin: int, last: Name | None) -> Name | None:
    typed = _is_typed(body, begin)
    before = _TYPE_BEFORE.search(body, max(0, begin - 20), begin) if typed else None
    if before is not None and before["hamlet"]:
        kind = plain_words(before["hamlet"])
        if _NOT_HAMLET.search(body, max(0, before.start() - 6), before.start()):
            return None
        if _HEAD_OF.search(body, max(0, before.start() - 8), before.start()) and (
            _FULL_NAME.match(run)
        ):
            return None
        if kind == "phố" and not _NUMBER_ENDS.search(run):
            return None
        return _hamlet(run, begin, before.start(), kind)
    if before is not None:
        kind = plain_words(before["type"].rstrip("."))
        opens = begin if before["party"] or ":" in before[0] else before.start()
        return _typed(run, begin, opens, TYPES[kind])
    if last is not None and last.level not in ("", "thôn"):
        beside = _LIST.fullmatch(body, last.finish, begin)
        told = None if beside else _LIST_TOLD.fullmatch(body, last.finish, begin)
        listed = (
            _listed(_unnumbered(run) if told else run, begin, last) if beside or told else None
        )
        if listed is not None:
            return listed
    return _bare(body, run, begin)


_LIST = re.compile(r"\s{0,2},\s{1,2}|,?\s{1,2}(?:và|với|hoặc)\s{1,2}")
_LIST_TOLD = re.compile(
    r"\s\(?\d[\d.,]{0,9}(?:\s?%|\s?[^\W\d]{1,6}){0,2}\)?(?:[,;]|\svà)\s(?:(?:xã|và)\s)?"
)
"""The same where each name has its number: `xã Cổ Linh 71,2%, Cao Tân 68%`."""


def _unnumbered(run: str) -> str:
    """Take the number off a run of capitals that ends with one: `Quảng Hòa 59`."""
    return _NUMBER_ENDS.sub("", run)


def _typed(run: str, begin: int, opens: int, level: str) -> Name | None:
    table = gazetteer()
    for length, key in _known(run):
        units = tuple(unit for unit in table.by_key[key] if unit.level == level)
        if units:
            return Name(begin=opens, finish=begin + length, name_begin=begin, level=level,
                        key=key, units=units, whole=length == len(run))  # fmt: skip
    if level in ("xã", "phường", "thị trấn"):
        return _unknown(run, begin, opens, level)
    return None


def _unknown(run: str, begin: int, opens: int, level: str) -> Name | None:
    """Keep a typed name that the table lacks: a commune that was gone before 2023."""
    length = _name_length(run)
    words = run[:length].lower().split()
    if run[:length].isupper() or words[0] in _SURNAMES or {"thị", "văn"} & set(words[1:2]):
        return None
    return Name(begin=opens, finish=begin + length, name_begin=begin, level=level,
                key=key_of(run[:length]), units=(), whole=length == len(run))  # fmt: skip


def _name_length(run: str) -> int:
    """Give where a name that no table knows ends: after a number, before a person."""
    end = 0
    for index, word in enumerate(_WORD.finditer(run)):
        if index >= 1 and (word[0].lower() in _SURNAMES or index == 4):
            break
        end = word.end()
        if word[0].isdigit():
            break
    return end


def _hamlet(run: str, begin: int, opens: int, kind: str) -> Name | None:
    length = _name_length(run)
    name = run[:length]
    if kind == "khối" and " " not in name:
        return None
    return Name(begin=opens, finish=begin + length, name_begin=begin, level="thôn",
                key=key_of(name), units=(), whole=length == len(run))  # fmt: skip


_TIERS = {"tỉnh": 2, "thành phố": 3, "thị xã": 3, "quận": 3, "huyện": 3}


def _listed(run: str, begin: int, last: Name) -> Name | None:
    """Take the next of `các xã A, B và C`: the type before the list holds for all."""
    table = gazetteer()
    digits = 2 if last.level == "tỉnh" else _TIERS.get(last.level, 5)
    for length, key in _known(run):
        if length != len(run):
            continue
        units = tuple(
            unit
            for unit in table.by_key[key]
            if len(unit.code) == digits or (digits == 2 and len(unit.code) == 2)
        )
        if units:
            same = tuple(unit for unit in units if unit.level == last.level)
            units = same or units
            return Name(begin=begin, finish=begin + length, name_begin=begin,
                        level=units[0].level, key=key, units=units, whole=True)  # fmt: skip
    return None


def _bare(body: str, run: str, begin: int) -> Name | None:
    """Take a bare name when it is all of its run, after leading initials such as UBND."""
    part = _bare_part(run)
    if part is None:
        return None
    offset, finish, key, units = part
    if _TAGLINE.match(body, begin + finish):
        return None
    window = max(0, begin - 14)
    if offset == 0 and (_PERSON.search(body, window, begin) or _THING.search(body, window, begin)):
        return None
    return Name(begin=begin + offset, finish=begin + finish, name_begin=begin + offset, level="",
                key=key, units=units, whole=True)  # fmt: skip


@lru_cache(maxsize=16384)
def _bare_part(run: str) -> tuple[int, int, str, tuple[Unit, ...]] | None:
    """Give where a bare name lies in its run, its key and its units."""
    offset = _past_openers(run)
    whole = run[offset:]
    known = _known(whole)
    rest = whole[: known[0][0]] if known else ""
    if not known or rest not in (whole, _unnumbered(whole)) or rest.isdigit():
        return None
    length, key = known[0]
    units = gazetteer().by_key[key]
    if " " not in rest and not any(len(unit.code) == 2 for unit in units):
        return None
    return offset, offset + length, key, units


@lru_cache(maxsize=16384)
def _past_openers(run: str) -> int:
    words = list(_WORD.finditer(run))
    offset = 0
    for word in words[:-1]:
        if not (len(word[0]) > 1 and word[0].isupper() and not run.isupper()) and (
            word[0].lower() not in _OPENERS
        ):
            break
        offset = word.end() + 1
    return min(offset, words[-1].start())
