"""References to laws and directives: `Nghị quyết số 25-NQ/TW ngày 3/6/2013`.

A symbol is kept as printed but for the spaces and dashes round its parts. A number shared along
a list (`số 18, 19-NQ/TW`) gives one document each; a date no calendar has stays None and flagged.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from msgspec import structs

from corpus.records import Document
from pipeline.mentions.dates import day_of, plain_words

TYPES = (
    "Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh", "Nghị quyết liên tịch", "Nghị quyết", "Nghị định",
    "Quyết định", "Chỉ thị", "Kết luận", "Quy định", "Quy chế phối hợp", "Quy chế", "Hướng dẫn",
    "Kế hoạch liên tịch", "Kế hoạch phối hợp", "Kế hoạch", "Chương trình hành động",
    "Chương trình phối hợp", "Chương trình", "Đề án", "Thông tư liên tịch", "Thông tư",
    "Thông báo kết luận", "Thông báo", "Thông tri", "Công văn", "Công điện", "Báo cáo", "Tờ trình",
    "Văn bản hợp nhất", "Văn bản", "Phương án", "Dự án", "Biên bản", "Thông cáo", "Giấy mời",
)  # fmt: skip
CODES = {
    "NQ": "Nghị quyết", "NĐ": "Nghị định", "QĐ": "Quyết định", "CT": "Chỉ thị", "TT": "Thông tư",
    "TTLT": "Thông tư liên tịch", "PL": "Pháp lệnh", "CĐ": "Công điện", "KH": "Kế hoạch",
    "KL": "Kết luận", "HD": "Hướng dẫn", "QĐi": "Quy định", "QyĐ": "Quy định",
    "CTr": "Chương trình",
    "BC": "Báo cáo", "TTr": "Tờ trình", "TB": "Thông báo", "ĐA": "Đề án", "CV": "Công văn",
    "VBHN": "Văn bản hợp nhất", "TTri": "Thông tri", "CTHĐ": "Chương trình hành động",
}  # fmt: skip
_CANON = {name.lower(): name for name in TYPES}
_TYPE = "|".join(name.replace(" ", r"\s{1,3}") for name in TYPES)
_DATE = (
    r"(?P<date>(?P<d>\d{1,2})(?:\s{0,2}[/.–-]\s{0,2}|\s{1,2}tháng\s{1,2})(?P<m>\d{1,2})"
    r"(?:(?:\s{0,2}[/.–-]\s{0,2}|,?\s{1,2}năm\s{1,2})(?P<y>\d{4,6}))?(?!\d))"
)
_SYMBOL = r"[A-ZĐ][A-Za-zĐđÀ-ỹ0-9]{0,15}"
_REFERENCE = re.compile(
    r"[0-9](?:(?<![\w/.,][0-9])|(?<=số[0-9]))[0-9]{0,4}(?:[a-zA-Z](?![a-zA-Z]))?(?:\.\d{1,2})?"
    r"(?P<year>\s{0,2}/\s{0,2}(?:19|20)\d\d)?\s{0,2}[-–—/_]\s{0,2}"
    rf"(?P<symbol>{_SYMBOL}(?:\s{{0,2}}[-–—_./&]\s{{0,2}}{_SYMBOL}){{0,5}})"
)
_CODED = re.compile(r"[-–—/_]\s{0,2}[A-ZĐ]")
"""What every symbol has: far cheaper to ask first."""
_NUMBER = re.compile(r"\d{1,5}[a-zA-Z]?(?:\.\d{1,2})?")
_AFTER = re.compile(
    rf"\s{{0,3}}[,(]?\s{{0,2}}(?:ban\s{{1,2}}hành\s{{1,2}}|ký\s{{1,2}})?ngày\s{{0,3}}{_DATE}",
    re.IGNORECASE,
)
_HEAD = re.compile(
    rf"(?<!\w)(?P<type>{_TYPE})\s{{0,3}}(?:(?:liên\s{{1,2}}(?:tịch|ngành)|phối\s{{1,2}}hợp|công\s{{1,2}}tác|chuyên\s{{1,2}}đề)\s{{1,2}})?"
    r"(?:số\s{0,2}:?\s{0,2})?"
    r"(?P<chain>(?:\d{1,5}[a-zA-Z]?\s{0,2}(?:,|;|và|[-–—])\s{0,2}(?:số\s{0,2}:?\s{0,2})?){0,8})$",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"\s{0,2}(?:,|;|và|,\s{0,2}và|hoặc)\s{0,2}(?:số\s{0,2}:?\s{0,2})?", re.IGNORECASE
)
_NO = re.compile(r"số\s{0,2}:?\s{0,2}$", re.IGNORECASE)
_BARE = re.compile(
    r"(?P<type>Nghị\s{1,2}quyết|Nghị\s{1,2}định|Chỉ\s{1,2}thị|Kết\s{1,2}luận|Quyết\s{1,2}định"
    r"|Quy\s{1,2}định|Đề\s{1,2}án|Thông\s{1,2}tư|Công\s{1,2}văn|Công\s{1,2}điện|Hướng\s{1,2}dẫn"
    r"|Kế\s{1,2}hoạch)"
    r"(?P<no>\s{1,2}số:?)?\s{1,2}(?P<chain>\d{1,4}(?:\s{0,2}(?:,|và)\s{0,2}\d{1,4}){0,8})"
    r"(?![\w/%]|[.,]\d|\s{0,2}[-–/]\s{0,2}[A-ZĐ\d])"
)
_BARE_GOES_ON = re.compile(
    r"\s{0,2}(?:[,.;:)\]”\"'’…–-]|$|(?:về|của|ngày|ban|do|và|năm\s\d{4}|đã|được|khóa|khoá|tại"
    r"|trong|theo|là|vào|đi|cũng|như|với|trên|tới|đến|mà|thì|gắn|nhằm|để|có)(?!\w)|[A-ZĐ])"
)
_ISSUER = re.compile(
    r"\s{0,2}\)?\s{0,2}(?:do|của)\s{1,2}(?P<issuer>(?:Ban|Bộ|Thủ|Chính|Quốc|Ủy|Uỷ|UBND|HĐND|Tỉnh|Thành"
    r"|Huyện|Trung|Thường|Hội|Chủ|Thanh|MTTQ|Đảng|BTV|BCH|Sở|Quân|Văn|UBTVQH)(?!\w)[^,.;:()\n“”\"]{0,80})"
)
_ISSUER_ENDS = re.compile(
    r"\s+(?:về|đã|được|trong|ban hành|tại|giai đoạn|năm|nhằm|khóa|khoá|quy định|ký|là"
    r"|và(?=\s+[a-zđ])|gắn|với|đến|có|triển khai|đối với|ngày|cho|phê duyệt|đề ra|theo|trên"
    r"|bằng|hướng dẫn|để)(?!\w)"
)
_GLUED = re.compile(r"(?<=[A-ZĐ0-9g])(?:ngày|của|về)$")


_LAW = re.compile(r"Bộ luật|Luật|Nghị quyết|Pháp lệnh")


class Alias(NamedTuple):
    """What a bare mention stands for while the term of office it was numbered in lasts."""

    symbol: str
    issued: date
    until: date | None = None


_CONGRESS_14 = date(2026, 1, 19)
ALIASES: dict[tuple[str, int], Alias] = {
    ("Nghị quyết", 18): Alias("18-NQ/TW", date(2017, 10, 25), _CONGRESS_14),
    ("Nghị quyết", 19): Alias("19-NQ/TW", date(2017, 10, 25), _CONGRESS_14),
    ("Nghị quyết", 25): Alias("25-NQ/TW", date(2013, 6, 3), _CONGRESS_14),
    ("Nghị quyết", 43): Alias("43-NQ/TW", date(2023, 11, 24), _CONGRESS_14),
    ("Nghị quyết", 57): Alias("57-NQ/TW", date(2024, 12, 22), _CONGRESS_14),
    ("Chỉ thị", 5): Alias("05-CT/TW", date(2016, 5, 15), _CONGRESS_14),
    ("Đề án", 6): Alias("06/QĐ-TTg", date(2022, 1, 6)),
    ("Quy định", 23): Alias("23-QĐ/TW", date(2021, 7, 30), _CONGRESS_14),
}
"""Party numbers start again at 01 with every Congress, so each holds only for its own term."""


@dataclass(frozen=True, slots=True)
class _Dated:
    """A date after a reference: where it ends, and what it says."""

    finish: int
    day: date | None
    flags: tuple[str, ...]


def find_documents(body: str, *, on: date | None) -> tuple[Document, ...]:
    """Find every document referred to, in order of appearance.

    Args:
        body: NFC text.
        on: the day the article is from; lends its year to a date without one, and decides
            whether a bare number such as `Nghị quyết 18` can be told.
    """
    found = list(_with_symbol(body, on)) if _CODED.search(body) else []
    found += _bare(body, on)
    if not found:
        return ()
    documents = list(_without_overlaps(sorted(found, key=lambda document: document.start)))
    return tuple(_with_shared_dates(body, documents))


def _with_symbol(body: str, on: date | None) -> Iterator[Document]:
    last: Document | None = None
    for found in _REFERENCE.finditer(body):
        symbol_end = found.end() - len(_glued(found["symbol"]))
        number = _NUMBER.match(body, found.start())
        if number is None:
            continue
        parts = re.split(r"[-–—_./&\s]+", body[found.start("symbol") : symbol_end])
        if not _are_codes(parts):
            continue
        head = _HEAD.search(body, max(0, found.start() - 110), found.start())
        linked = last is not None and _LINK.fullmatch(body, last.end, found.start()) is not None
        if not _is_reference(parts, known=head is not None or linked):
            continue
        dated = _date_after(body, symbol_end, on)
        kind = _canon(head["type"]) if head else _type_of(parts, last if linked else None)
        if kind is None and parts[0].startswith(("QH", "UBTVQH")):
            kind = _law_before(body, found.start())
        symbol = _clean(body[found.start() : symbol_end])
        documents = list(_chain(body, head, symbol[len(number[0]) :], kind, dated) if head else ())
        start = found.start() if documents else _start(body, found.start(), head)
        last = Document(
            type=kind, symbol=symbol, number=number[0], date=dated.day,
            issuer=_issuer(body, dated.finish), text=body[start : dated.finish], start=start,
            end=dated.finish, flags=dated.flags,
        )  # fmt: skip
        yield from (structs.replace(document, issuer=last.issuer) for document in documents)
        yield last


def _glued(symbol: str) -> str:
    """Give the word that lost its space after a symbol, as in `ĐA-CPngày`."""
    found = _GLUED.search(symbol)
    return found[0] if found else ""


def _are_codes(parts: list[str]) -> bool:
    """Tell a symbol from a name after a dash: its parts are codes, not words."""
    return all(part in ("", "L") or sum(c.isupper() for c in part) >= 2 for part in parts)


def _is_reference(parts: list[str], *, known: bool) -> bool:
    codes = [part for part in parts if part]
    return known or len(codes) > 1 or re.match(r"(?:QH|UBTVQH)\d", codes[0]) is not None


def _type_of(parts: list[str], last: Document | None) -> str | None:
    """Take the type from the symbol's first code, where that code means one thing only."""
    code = next(part for part in parts if part)
    if last is not None and code in re.split(r"[-/]", last.symbol):
        return last.type
    return None if "TW" in parts and code == "QĐ" else CODES.get(code)


def _law_before(body: str, begin: int) -> str | None:
    """Take the type of an act of the National Assembly from the words before its number."""
    laws = _LAW.findall(re.split(r"[.;\n]", body[max(0, begin - 80) : begin])[-1])
    return _canon(laws[-1]) if laws else None


def _start(body: str, begin: int, head: re.Match[str] | None) -> int:
    if head is not None:
        return head.start()
    number = _NO.search(body, max(0, begin - 8), begin)
    return number.start() if number else begin


def _chain(
    body: str, head: re.Match[str], suffix: str, kind: str | None, dated: _Dated
) -> Iterator[Document]:
    """Yield the numbers of a list that share the symbol at its end."""
    flags = dated.flags
    if re.search(r"\d[a-zA-Z]?\s{0,2}[-–—]", head["chain"]):
        flags = (*flags, "range")
    for index, number in enumerate(re.finditer(r"\d{1,5}[a-zA-Z]?", head["chain"])):
        begin, end = (head.start("chain") + offset for offset in number.span())
        start = begin if index else head.start()
        yield Document(
            type=kind, symbol=number[0] + suffix, number=number[0], date=dated.day, issuer=None,
            text=body[start:end], start=start, end=end, flags=flags,
        )  # fmt: skip


def _date_after(body: str, begin: int, on: date | None) -> _Dated:
    found = _AFTER.match(body, begin)
    if found is None:
        return _Dated(begin, None, ())
    finish = found.end("date")
    written = found["y"]
    month, day = int(found["m"]), int(found["d"])
    if written is None:
        return _Dated(finish, *_year_lent(month, day, on))
    that = day_of(int(written), month, day) if len(written) == 4 else None
    return _Dated(finish, that, () if that else ("malformed_date",))


def _year_lent(month: int, day: int, on: date | None) -> tuple[date | None, tuple[str, ...]]:
    if day_of(2000, month, day) is None:
        return None, ("malformed_date",)
    if on is None:
        return None, ("year_unknown",)
    that = day_of(on.year, month, day)
    if that is None or that > on:
        that = day_of(on.year - 1, month, day)
    return that, ("year_inferred",)


def _issuer(body: str, begin: int) -> str | None:
    found = _ISSUER.match(body, begin)
    if found is None:
        return None
    end = _ISSUER_ENDS.search(found["issuer"])
    return (found["issuer"][: end.start()] if end else found["issuer"]).strip() or None


def _clean(symbol: str) -> str:
    """Delete spaces round separators; write every dash and underscore as a hyphen."""
    return re.sub(r"\s*([-–—_./&])\s*", lambda m: "-" if m[1] in "–—_" else m[1], symbol).strip()


def _canon(words: str) -> str:
    return _CANON[plain_words(words)]


def _bare(body: str, on: date | None) -> Iterator[Document]:
    """Yield mentions by number alone; only a few can be told, the others stay unresolved."""
    for found in _BARE.finditer(body):
        goes_on = _BARE_GOES_ON.match(body, found.end())
        if goes_on is None or (found["no"] is None and not _party_like(found["type"])):
            continue
        kind = _canon(found["type"])
        dated = _date_after(body, found.end(), on)
        numbers = list(re.finditer(r"\d+", found["chain"]))
        for index, number in enumerate(numbers):
            begin, end = (found.start("chain") + offset for offset in number.span())
            start = found.start() if index == 0 else begin
            finish = dated.finish if index == len(numbers) - 1 else end
            alias = _alias(kind, int(number[0]), on)
            yield Document(
                type=kind, symbol=alias.symbol if alias else number[0], number=number[0],
                date=dated.day, issuer=_issuer(body, dated.finish), text=body[start:finish],
                start=start, end=finish,
                flags=(*dated.flags, "alias" if alias else "unresolved"),
            )  # fmt: skip


def _party_like(words: str) -> bool:
    return plain_words(words).startswith(("nghị", "chỉ", "kết", "đề"))


def _alias(kind: str, number: int, on: date | None) -> Alias | None:
    alias = ALIASES.get((kind, number))
    if alias is None or (on is not None and on < alias.issued):
        return None
    return None if on is not None and alias.until and on >= alias.until else alias


def _without_overlaps(documents: list[Document]) -> Iterator[Document]:
    end = 0
    for document in documents:
        if document.start >= end:
            end = document.end
            yield document


def _with_shared_dates(body: str, documents: list[Document]) -> list[Document]:
    """Let `số 217-QĐ/TW, 218-QĐ/TW ngày 12/12/2013` date both: one date for all of a list."""
    for index in range(len(documents) - 2, -1, -1):
        first, second = documents[index], documents[index + 1]
        bare = second.text[:1].isdigit() or second.text[:2].lower() == "số"
        alike = first.type == second.type and first.date is None and not first.flags
        linked = bare and alike and _LINK.fullmatch(body, first.end, second.start)
        if linked and second.date is not None:
            documents[index] = structs.replace(first, date=second.date)
    return documents
