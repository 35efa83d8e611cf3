"""Take private persons' names out of evidence that leaves the house; pure, and by rule alone."""

import re
from typing import Final

MASK: Final = "[người]"
_CAPITAL: Final = "A-ZÀ-ÝĂĐĨŨƠƯ" + "".join(map(chr, range(0x1EA0, 0x1EFA, 2)))
_NAME: Final = rf"[{_CAPITAL}][^\W\d_]*"
_OFFICE: Final = r"(?:Bí|Phó|Chủ|Trưởng|Ủy|Uỷ|Giám|Tổng|Thủ|Bộ|Đại|Thường|Viện|Hiệu)\b"
_LOWER: Final = re.compile(
    rf"(?<!\w)((?:gia đình|hộ)?\s*(?:ông|bà|anh|chị|đồng chí|em|cháu|bé|cụ))\s+"
    rf"(?!{_OFFICE}){_NAME}(?:\s+{_NAME}){{0,4}}"
)
# At the head of a sentence the title has a capital too, and `Bà Rịa` is a place: two at least.
_UPPER: Final = re.compile(
    rf"(?<!\w)((?:Gia đình |Hộ )?(?:Ông|Bà|Anh|Chị|Đồng chí|Em|Cháu|Bé|Cụ))\s+"
    rf"(?!{_OFFICE}){_NAME}(?:\s+{_NAME}){{1,4}}"
)
_AFTER_FAMILY: Final = re.compile(
    rf"(?<!\w)((?:[Gg]ia đình|[Hh]ộ))\s+{_NAME}(?:\s+{_NAME}){{1,4}}"
)


def mask_names(text: str) -> str:
    """Write `[người]` for each name that follows a form of address; offices stay."""
    for pattern in (_LOWER, _UPPER, _AFTER_FAMILY):
        text = pattern.sub(rf"\1 {MASK}", text)
    return text
