"""Words that make the number after them a name: `điều 5`, `tổ 3`, `số 7, 19 và 33`; pure."""

import re
from collections.abc import Sequence

from pipeline.figures.cues import word_set
from pipeline.figures.spelling import place_tones

_LABELS: dict[str, str] = {
    **dict.fromkeys(("điều", "khoản", "mục", "chương", "phụ lục", "luật", "bộ luật"), "article"),
    **dict.fromkeys(
        ("nghị quyết", "chỉ thị", "kết luận", "quyết định", "nghị định", "thông tư", "kế hoạch",
         "hướng dẫn", "công văn", "tờ trình", "thông báo", "báo cáo", "chương trình", "đề án",
         "pháp lệnh", "công điện", "danh mục",
         "hạng mục", "đầu mục", "quy định", "văn bản", "dự án"), "document"),
    **dict.fromkeys(
        ("top", "khóa", "lần", "lần thứ", "đợt", "câu", "mũi",
         "đạt giải", "đoạt giải", "giành giải", "kỳ", "thứ", "tập", "phần", "bài", "trang", "ảnh",
         "hình", "bảng", "biểu", "bước", "vòng", "lượt trận", "năm thứ", "giai đoạn"), "ordinal"),
    **dict.fromkeys(
        ("quốc lộ", "tỉnh lộ", "huyện lộ", "đường", "đường tỉnh", "đường huyện", "cao tốc", "hẻm",
         "ngõ", "ngách", "kiệt", "lô", "thửa", "số nhà", "km",
         "tờ bản đồ", "mốc", "cột mốc", "lý trình", "phòng", "tầng"),
        "address"),
    **dict.fromkeys(
        ("tổ", "thôn", "xóm", "ấp", "bản", "buôn", "khu phố", "khu", "phố", "khóm", "quận",
         "phường", "tổ dân phố", "đội", "chi bộ", "tổ dân vận", "chi hội", "cụm", "khu vực",
         "tiểu khu", "liên gia", "khối", "xã", "tdp", "nhóm", "trạm", "đồn", "vùng"), "unit_name"),
    **dict.fromkeys(
        ("tiểu đoàn", "trung đoàn", "sư đoàn", "lữ đoàn", "quân khu", "quân đoàn", "hải đội",
         "binh đoàn", "đại đội", "trung đội", "hải đoàn", "đoàn kinh tế"), "regiment"),
    **dict.fromkeys(("lớp", "trường", "khối lớp"), "class"),
    **dict.fromkeys(
        ("cấp", "cấp gió", "gió cấp", "giật cấp", "cấp độ", "mức", "mức độ", "loại", "hạng"),
        "grade"),
    **dict.fromkeys(
        ("tổng đài", "điện thoại", "đt", "hotline", "fax", "sđt", "đường dây nóng", "tel",
         "zalo", "liên hệ", "gọi"), "phone"),
    **dict.fromkeys(("tài khoản", "mã số", "biển số", "stk", "id", "mã",
                    "số đeo", "số báo danh", "số hiệu", "ban chỉ đạo"), "identifier"),
    **dict.fromkeys(("năm", "tháng", "quý", "ngày", "mùng", "mồng", "hôm", "tết", "lễ",
                     "quốc khánh",
                     "world cup", "cup", "nhiệm kỳ", "niên khóa", "năm học"), "date"),
    **dict.fromkeys(("tuổi", "sinh năm", "sn"), "age"),
    **dict.fromkeys(("lượt xem", "truy cập", "lượt truy cập", "lượt đọc", "view", "count",
                     "đã xem", "xem", "bình luận"), "counter"),
    **dict.fromkeys(("tỷ số", "tỉ số"), "score"),
    **dict.fromkeys(("covid", "sars-cov"), "name"),
}  # fmt: skip
LABELS = {place_tones(label): kind for label, kind in _LABELS.items()}
LAST_WORDS = frozenset(label.split()[-1] for label in LABELS) | {"số", "no", "số:"}
UNIT_AFTER_WINS = frozenset({"unit_name", "class", "address", "ordinal", "document", "grade"})
LISTED = UNIT_AFTER_WINS | {"article", "number_name", "regiment"}
"""Kinds of names that are told in a row after one label: `tổ 3, 4 và 5`."""
_INSIDE_A_WORD = {
    "luật": "kỷ pháp", "xã": "tác cấp", "phường": "cấp", "cấp": "trợ cung phụ phân bao nâng sơ",
    "kỳ": "định thời trong đầu cuối", "biểu": "đại tiêu phát",
    "hình": "điển tình loại", "bản": "văn cơ kịch",
    "tập": "học thực luyện", "phần": "cổ thành một toàn", "trang": "khang", "gọi": "kêu",
    "phòng": "quốc dự văn", "trường": "môi thị hiện hội nông lâm điểm", "đội": "quân bộ",
    "loại": "phân chủng", "mức": "định", "bài": "tin", "chương": "huy huân hiến", "tầng": "hạ",
    "khoản": "điều", "quý": "cao đá", "lễ": "tế nghi", "câu": "thi",
    "số": "tổng trong con là có đạt dân chỉ hệ sĩ quân đa thiểu doanh tham một nhiều",
}  # fmt: skip
INSIDE_A_WORD = {place_tones(last): word_set(before) for last, before in _INSIDE_A_WORD.items()}
"""What may stand before the last syllable of a longer word that is no label: `kỷ luật 5 …`."""
_VERBS = {
    "điều": "đã sẽ đang vừa phải được", "hướng dẫn": "đã sẽ đang chưa phải được",
    "kết luận": "đã sẽ chưa phải", "quyết định": "đã sẽ chưa phải", "báo cáo": "đã sẽ chưa phải",
    "thông báo": "đã sẽ chưa phải", "quy định": "đã",
}  # fmt: skip
VERBS = {place_tones(label): word_set(before) for label, before in _VERBS.items()}
"""Labels that are verbs after such words: `đã hướng dẫn 42 đơn`."""
TIERS = frozenset(("tỉnh", "huyện", "thành"))
NEXT_NAME = re.compile(r"(?:,|,? và|,? hoặc|;) ")
MANY = re.compile(r"(?<!\w)(?:các|những) (?:[^\W\d_]+ ){1,3}\Z")


def label_kind(words: Sequence[str]) -> str | None:
    """Say what kind of label the words before a number are (`điều`, `quốc lộ`, `tổ dân phố`)."""
    if not words or words[-1] not in LAST_WORDS:
        return None
    for count in (3, 2):
        if len(words) >= count:
            label = " ".join(words[-count:])
            kind = LABELS.get(label)
            if kind is not None:
                return None if _is_verb(label, words[:-count]) else kind
    last = words[-1].rstrip(":")
    if len(words) > 1 and words[-2] in INSIDE_A_WORD.get(last, ()):
        return None
    if last in {"xã", "phường"} and _after_higher_tier(words):
        return None
    if _is_verb(last, words[:-1]):
        return None
    if last == "tháng" and words[-2:-1] and words[-2].isdecimal():
        # `9 tháng 12 xã`: a length of time; a day of a month was recognised before.
        return None
    return "number_name" if last in {"số", "no"} else LABELS.get(words[-1])


def _is_verb(label: str, before: Sequence[str]) -> bool:
    """Say whether the word before a label shows that it tells what was done."""
    return bool(before) and before[-1].lstrip("(") in VERBS.get(label, ())


def _after_higher_tier(words: Sequence[str]) -> bool:
    """Say whether counts by tier go on: `tỉnh 205, huyện 88, xã …`."""
    return len(words) > 2 and words[-3] in TIERS and words[-2].rstrip(",;").isdecimal()


def next_name(low: str, listed: Sequence[tuple[int, int, str]], start: int) -> tuple[str, bool]:
    """Say which list of names a number goes on with (`tổ 3, 4`), and whether it is one for sure.

    `listed` are the stretches left out so far; with one name only `tổ 3, 12 hộ` may count anew.
    """
    if not listed:
        return "", False
    begin, end, kind = listed[-1]
    if kind not in LISTED or NEXT_NAME.fullmatch(low, end, start) is None:
        return "", False
    many = MANY.search(low, max(0, begin - 40), begin) is not None
    return kind, many or bool(next_name(low, listed[-2:-1], begin)[0])
