"""Contact data taken out of text before anything is kept; pure, and counts only."""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple


class _Rule(NamedTuple):
    """What is looked for, what stands in its place, and what must hold of a match."""

    name: str
    pattern: re.Pattern[str]
    group: str | int
    mark: str
    holds: Callable[[re.Match[str]], bool]


_UNIT = (
    r"\s*(?:đồng|tỷ|tỉ|triệu|nghìn|ngàn|vnđ|vnd|usd|đ(?!\w)|m2|m²|m3|ha(?!\w)|km|kg|tấn|tạ(?!\w)|%|"
    r"lượt|người|hộ(?!\w)|cán\s+bộ|hồ\s+sơ|đơn(?!\w)|ý\s+kiến|mô\s+hình|công\s+trình)"
)
_EMAIL = re.compile(
    r"(?<![\w.+-])[A-Za-z0-9](?:[\w.+-]{0,62}[\w+-])?\s?(?:@|\(at\)|\[at\])\s?"
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}(?![\w@])"
)
_PHONE = re.compile(
    r"(?<![\d.,+-])(?<!\d\s)(?P<number>(?:\(\s?)?(?P<country>\+\s?84|0084|84|0)"
    r"(?:[\s\u00a0]?[.\-–()]?[\s\u00a0]?\d){7,11})(?![\d%]|[.,:]\d)"
    rf"(?!{_UNIT})",
    re.IGNORECASE,
)
_SERVICE = re.compile(
    r"(?:điện\s*thoại|hotline|đường\s*dây\s*nóng|tổng\s*đài|tel|đt|sđt|zalo|fax|máy\s*bàn|gọi|liên\s*hệ|số)"
    r"[^\d\n]{0,25}(?P<number>1[89]00[\s.\-]?\d{2,4}(?:[\s.\-]?\d{2,4})?)(?!\d)",
    re.IGNORECASE,
)
_PHONE_TRIGGER = re.compile(
    r"(?:điện\s*thoại|hotline|đường\s*dây\s*nóng|tổng\s*đài|(?<!\w)tel|(?<!\w)đt|sđt|zalo|(?<!\w)fax|"
    r"di\s*động|liên\s*hệ|phone|mobile)[^\d\n]{0,30}$",
    re.IGNORECASE,
)
_IDENTITY = re.compile(
    r"(?<!\w)(?:cccd|cmnd|cmtnd|cmt|căn\s*cước(?:\s*công\s*dân)?|chứng\s*minh\s*(?:nhân\s*dân|thư)|"
    r"định\s*danh(?:\s*cá\s*nhân)?|hộ\s*chiếu|passport|mã\s*số\s*bhxh|số\s*(?:thẻ\s*)?bhyt)"
    r"[^\d\n]{0,25}?(?P<number>(?:[A-Z]{1,2}\s?\d{7,8}|\d(?:[\s.]?\d){8,11}))(?!\d)",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(
    r"(?<!\w)(?:số\s*tài\s*khoản|tài\s*khoản(?:\s*số)?|stk|số\s*tk|tk\s*số|account)"
    r"[^\d\n]{0,25}?(?P<number>\d(?:[\s.\-]?\d){5,18})(?!\d)"
    rf"(?!{_UNIT})",
    re.IGNORECASE,
)
_PLATE = re.compile(
    r"(?<!\w)(?:biển\s*(?:kiểm\s*soát|số|đăng\s*ký)|bks|bsx?)(?!\w)[^\d\n]{0,15}"
    r"(?P<number>\d{2}\s?-?\s?[A-ZĐ][A-Z0-9Đ]?\s?[-–.\s]?\s?(?:\d{3}\.?\d{2}|\d{4,5}))(?!\d)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"(?<!\w)(?P<number>số\s+nhà\s+\d+[A-Za-z]?(?:\s?[/-]\s?\d+[A-Za-z]?)*"
    r"(?:\s*,?\s*(?:ngõ|ngách|hẻm|kiệt|đường|phố|tổ)\s+(?:số\s+)?[\w/]+(?:\s+[A-ZĐÀ-Ỹ]\w*){0,4}){0,4})",
    re.IGNORECASE,
)
_YEARS = re.compile(r"(?:19|20)\d{2}\s?[-–]\s?(?:19|20)\d{2}")
_DAY = re.compile(r"\(?\s?\d{1,2}([./-])\d{1,2}\1[12]\d{3}(?!\d)")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.\s]\d{3})+")
_CARRIER = re.compile(r"0(?:[35789]\d{8}|2\d{8,9}|1[2689]\d{8}|[3-8]\d{7,8})")


def _always(_: re.Match[str]) -> bool:
    return True


def _is_phone(match: re.Match[str]) -> bool:
    """Tell a telephone number from the dates, ranges and amounts that resemble one."""
    raw = match["number"]
    if _YEARS.search(raw) or _DAY.match(raw):
        return False
    named = _PHONE_TRIGGER.search(match.string, max(0, match.start() - 60), match.start())
    country = match["country"]
    if country == "84" and not named and _THOUSANDS.fullmatch(raw):
        return False
    digits = re.sub(r"\D", "", raw)
    national = "0" + digits[len(re.sub(r"\D", "", country)) :] if country != "0" else digits
    return _CARRIER.fullmatch(national) is not None or bool(named and 8 <= len(digits) <= 13)


def _is_account(match: re.Match[str]) -> bool:
    return _THOUSANDS.fullmatch(match["number"]) is None


_RULES = (
    _Rule("email", _EMAIL, 0, "[e-mail]", _always),
    _Rule("identity", _IDENTITY, "number", "[số giấy tờ]", _always),
    _Rule("account", _ACCOUNT, "number", "[số tài khoản]", _is_account),
    _Rule("phone", _PHONE, "number", "[điện thoại]", _is_phone),
    _Rule("phone", _SERVICE, "number", "[điện thoại]", _always),
    _Rule("plate", _PLATE, "number", "[biển số]", _always),
    _Rule("address", _ADDRESS, "number", "[địa chỉ]", _always),
)
_MAY_HOLD = re.compile(r"@|\(at\)|\[at\]|\d{3}|số\s+nhà|\d\D{1,3}\d\D{1,3}\d", re.IGNORECASE)


def redact(text: str) -> tuple[str, Mapping[str, int]]:
    """Put a mark where contact data stood; the counts never say what it was.

    Amounts (`1.647.000.000 đồng`), dates and document numbers (`08/2022/QĐ-UBND`) stay.
    """
    counts: dict[str, int] = {}
    if not _MAY_HOLD.search(text):
        return text, counts
    for rule in _RULES:
        text = _apply(rule, text, counts)
    return text, counts


def _apply(rule: _Rule, text: str, counts: dict[str, int]) -> str:
    parts: list[str] = []
    position = 0
    for match in rule.pattern.finditer(text):
        start, end = match.span(rule.group)
        if start < position or not rule.holds(match):
            continue
        parts += [text[position:start], rule.mark]
        position = end
        counts[rule.name] = counts.get(rule.name, 0) + 1
    if not parts:
        return text
    return "".join([*parts, text[position:]])
