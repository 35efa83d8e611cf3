"""Lines that pages put round an article and that are no part of it; patterns only, pure."""

import re
import unicodedata

_DROPPED = re.compile(
    r"""(?:
      (?:cỡ|size)\s*chữ\s*:?.{0,12} | a\s*[-+]?\s*a\s*[-+]?\s*a?\s*[-+]? | [aа]\s?[-+]
    | (?:số\s*)?(?:lượt|lần)\s*(?:xem|đọc|truy\s*cập|tải)\s*:?\s*[\d.,]*
    | [\d.,]+\s*(?:lượt|lần)\s*(?:xem|đọc)
    | (?:đã\s*xem|lượt\s*truy\s*cập|views?|hits?)\s*:?\s*[\d.,]+
    | \d{1,3}(?:[.,]\d{3})* | [★☆✩✰*\s]+ | \d(?:[.,]\d)?\s*/\s*5(?:\s*\(.*\))?
    | (?:\{\s*[\w.$]+\s*\}\s*)+ | (?:\$\{[^}]*\}\s*)+
    | (?:chia\s*sẻ|share|facebook|zalo|twitter|tweet|google\+?|linkedin|pinterest|
        copy\s*link|sao\s*chép|bản\s*in|in\s*(?:bài|trang|tin)(?:\s*(?:viết|này))?|in|print|
        email|e-mail|gửi\s*(?:e?mail|bài|cho\s*bạn\s*bè)(?:\s*viết)?|
        phản\s*hồi|thích|like|bình\s*luận|nghe(?:\s*(?:bài\s*viết|đọc\s*bài|audio))?|đọc\s*bài\s*viết|
        quay\s*lại|trở\s*(?:lại|về)|về\s*đầu\s*trang|lên\s*đầu\s*trang|[,|/·•\-–\s])+
    | (?:tags?|từ\s*khó[aá]|từ\s*khoá|thẻ|keywords?)\s*:.* | tags?
    | press\s+down\s+arrow\s+to\s+access\s+calendar
    | tìm\s*thấy\s*\d+\s*(?:văn\s*bản|kết\s*quả).*
    | tổng\s*số\s*điểm\s*của\s*bài\s*viết\s*là.* | click\s*để\s*đánh\s*giá\s*bài\s*viết
    | (?:xếp\s*hạng|đánh\s*giá)\s*:?\s*[\d.,/\s]*(?:phiếu\s*bầu|sao|đánh\s*giá|bài\s*viết)?.{0,25}
    | (?:\(\s*)?(?:\d+\s*)?(?:phiếu\s*bầu|đánh\s*giá)(?:\s*\))?
    | đang\s*tải.{0,12} | loading.{0,5}
    | your\s+browser\s+does\s+not\s+support.* | trình\s*duyệt\s*(?:của\s*bạn\s*)?không\s*hỗ\s*trợ.*
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_RELATED = re.compile(
    r"(?:các\s*)?(?:tin(?:\s*tức)?|bài(?:\s*viết)?|bài\s*báo|nội\s*dung|những\s*tin)\s*"
    r"(?:bài\s*)?(?:liên\s*quan|khác|cùng\s*(?:chuyên\s*mục|loại|chủ\s*đề|danh\s*mục)|mới\s*(?:hơn|nhất)?|cũ\s*hơn"
    r"|đã\s*đưa|đã\s*đăng|nổi\s*bật|đọc\s*nhiều|xem\s*nhiều)(?:\s*nhất)?\s*[:.…]*"
    r"|(?:xem|đọc)\s*(?:thêm|nhiều(?:\s*nhất)?|tiếp)\s*[:.…]*|có\s*thể\s*bạn\s*quan\s*tâm\s*:?"
    r"|cùng\s*chuyên\s*mục\s*:?|ý\s*kiến\s*(?:bạn\s*đọc|của\s*bạn)\s*:?(?:\s*\(\d+\))?"
    r"|thông\s*tin\s*người\s*gửi\s*phản\s*hồi\s*:?|bình\s*luận\s*(?:\(\d+\))?\s*:?",
    re.IGNORECASE,
)
_POINTER = re.compile(r"(?:>>+|»|>|\*|\-)?\s*(?:xem|đọc)\s*thêm\s*:|^>>+", re.IGNORECASE)
_DOMAIN = r"(?:https?://)?(?:[\w-]+\.)+(?:vn|com|net|org|info)(?:/\S*)?"
_SOURCE = re.compile(
    rf"(?:\(\s*)?(?:nguồn(?:\s*(?:tin|bài|trích|dẫn))?\s*:\s*(?P<named>[^:]{{2,120}}?)"
    rf"|theo\s*:?\s+(?P<after>[^,.:;()]{{2,60}}|{_DOMAIN})|(?P<bare>{_DOMAIN}))\s*(?:\)\s*)?\.?",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?:\(\s*)?(?:(?:tác\s*giả(?:\s*bài\s*viết)?|người\s*viết|biên\s*tập|thực\s*hiện|tin(?:\s*bài)?|bài(?:\s*viết)?"
    r"|tin\s*,\s*bài|ảnh|video|clip)\s*(?:(?:,|và|&|-|/)\s*(?:tin|bài|ảnh|video|clip)\s*)*:\s*)"
    r"(?P<name>[^:]{2,80}?)\s*(?:\)\s*)?\.?",
    re.IGNORECASE,
)
_PHOTO_CREDIT = re.compile(
    r"(?:^\(?\s*(?:ảnh|hình|photo)(?:\s*(?:minh\s*họa|tư\s*liệu|\d+))?\s*[:.]|"
    r"\(?\s*(?:ảnh|hình)\s*(?:minh\s*họa|tư\s*liệu|:\s*[^()]{2,50})\s*\)?\.?$)",
    re.IGNORECASE,
)
_LONGEST = 300
_NAME_WORD = re.compile(r"[A-ZĐÀ-ỸƠƯ][\w.]*|[-–&,]|và", re.UNICODE)


def is_furniture(line: str) -> bool:
    """Tell whether a whole line is a counter, a share bar, a font switch or the like."""
    plain = _plain(line)
    return len(plain) <= _LONGEST and _DROPPED.fullmatch(plain) is not None


def opens_related(line: str) -> bool:
    """Tell whether a line opens the list of other articles (`Tin liên quan`)."""
    return len(line) < 60 and _RELATED.fullmatch(_plain(line)) is not None


def is_pointer(line: str) -> bool:
    """Tell whether a line only points to another article (`>> Xem thêm: …`)."""
    return _POINTER.match(_plain(line)) is not None


def source_of(line: str) -> str | None:
    """Give the outlet a closing line names (`Nguồn: …`, `(baocaobang.vn)`, `Theo …`)."""
    found = _SOURCE.fullmatch(_plain(line))
    if not found:
        return None
    named = found["named"] or found["bare"]
    if named:
        return named.strip(" .")
    after = found["after"].strip()
    return after if after[0].isupper() or "." in after else None


def byline_of(line: str, *, styled: bool) -> str | None:
    """Give the author a closing line names; a bare name only counts when it looks like one."""
    plain = _plain(line)
    found = _BYLINE.fullmatch(plain)
    if found:
        return found["name"].strip()
    bare = plain.strip("() ")
    words = bare.split()
    longest = 8 if styled else 4
    if not 0 < len(words) <= longest or len(bare) > 60 or bare.endswith(("?", "!", ":", ";")):
        return None
    if bare.endswith(".") and not bare[:-1].endswith("."):
        bare = bare[:-1]
    return bare if all(_NAME_WORD.fullmatch(word.rstrip(",")) for word in words) else None


def is_photo_credit(line: str) -> bool:
    """Tell whether a line credits or announces a picture (`Ảnh: …`)."""
    return _PHOTO_CREDIT.search(_plain(line)) is not None


def _plain(line: str) -> str:
    return unicodedata.normalize("NFC", line).strip()
