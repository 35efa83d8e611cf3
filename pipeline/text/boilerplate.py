"""Lines that a portal prints around its articles, and how to know them; patterns and pure tests.

Seen on provincial portals of every engine: share bars, font-size buttons, view counters, rating
boxes, document-search widgets, unrendered template names, related-article headings.
"""

import re

NOISE_LINE = re.compile(
    r"""^(?:
      gửi\ (?:cho\ )?bạn\ bè | phản\ hồi | thông\ tin\ người\ gửi\ phản\ hồi | in\ (?:bài\ viết|trang)
    | chia\ sẻ(?:\ bài\ viết)?:? | (?:viết\ )?bình\ luận(?:\ mới)? | ý\ kiến\ (?:bạn\ đọc|của\ bạn) | trả\ lời
    | tags?:? | từ\ khóa:? | image\ banner | skip\ to\ content | trang\ chủ | chuyên\ mục | thống\ kê
    | hit\ counter | analytic | detailcontroller | leftcenterrightdel | xem\ chi\ tiết(?:\ tại\ đây)?
    | press\ down\ arrow\ to\ access\ calendar | tìm\ kiếm\ văn\ bản | tải\ về | đọc\ tiếp | xem\ thêm:?
    | tìm\ thấy\ \d+\ (?:văn\ bản|kết\ quả)\b.* | \{\w+\} | (?:tổng\ )?(?:số\ )?lượt\ (?:xem|truy\ cập|đọc)\b.*
    | (?:cms-)?view-count:?.* | cỡ\ chữ\b.* | tăng\ tương\ phản.* | giảm\ tương\ phản.* | nghe\ đọc\ bài.*
    | tổng\ số\ điểm\ của\ bài\ viết.* | click\ để\ đánh\ giá.* | xếp\ hạng:\ .*\bphiếu.* | email\ của\ bạn\ sẽ.*
    | (?:họ\ (?:và\ )?tên|chức\ vụ|số\ điện\ thoại|điện\ thoại|email|e-mail|fax|địa\ chỉ)\s*:.*
    | (?:đường\ dây\ nóng|hotline)\b.* | theo\ dõi\ .*\btrên\b.* | trở\ (?:lại|về)\b.{0,20} | về\ đầu\ trang
    | \d{1,3}(?:[.,]\d{3})+ | \d{1,4} | [|•·*\-–—_=.\s]+ | [★☆✩✪]+
    | facebook | twitter | zalo | google\+? | print | email | sao\ chép\ liên\ kết
    )\s*$""",
    re.IGNORECASE | re.VERBOSE,
)
"""A whole line that is never part of an article."""

TAIL = re.compile(
    r"""^(?:
      (?:các\ )?(?:tin|bài)(?:\ viết)?\ (?:liên\ quan|khác|cùng\ chuyên\ mục|mới\ hơn|cũ\ hơn|đã\ đưa|mới\ nhất|đọc\ nhiều)
    | những\ tin\ (?:mới\ hơn|cũ\ hơn|cùng\ chuyên\ mục) | xem\ nhiều(?:\ nhất)? | đọc\ nhiều(?:\ nhất)?
    | có\ thể\ bạn\ quan\ tâm | tin\ nổi\ bật | gửi\ (?:cho\ )?bạn\ bè | ý\ kiến\ (?:bạn\ đọc|của\ bạn)
    | viết\ bình\ luận(?:\ mới)? | bình\ luận | trả\ lời | để\ lại\ (?:một\ )?bình\ luận | tags?:?
    | tìm\ kiếm\ văn\ bản | thông\ tin\ người\ gửi\ phản\ hồi
    )\s*(?::|\(\d+\))?\s*$""",
    re.IGNORECASE | re.VERBOSE,
)
"""A heading after which only other articles, comments or widgets follow."""

CAPTION = re.compile(
    r"""^(?:
      \(?\s*(?:ảnh|hình|video|clip|đồ\ họa|infographic)(?:\ (?:minh\ họa|tư\ liệu|\d{1,2}))?\s*[:.](?!\d).*
    | (?:quang|toàn)\ cảnh\ [^.;!?]{0,80} | một\ số\ hình\ ảnh\ [^.;!?]{0,80}
    | .{0,200}\((?:ảnh|nguồn\ ảnh|ảnh\ tư\ liệu)\s*:[^)]{1,60}\)\s*[.|]?
    | .{0,200}[-–.,]\s*(?:ảnh|nguồn\ ảnh)\s*:\s*[^.;]{1,40}(?:\.[^.;\s]{1,20}){0,2}\s*\|?
    | .{0,160}\s-\ ảnh\ \d{1,2}\.?
    )\s*$""",
    re.IGNORECASE | re.VERBOSE,
)
"""Words under a picture; none of them reports a figure of the article."""

SOURCE_NOTE = re.compile(
    r"^\(?\s*(?:nguồn(?:\s+tin)?\s*:|theo\s*:?)\s+(?P<named>(?:[^()\s,.;]+\s*){1,9}?)\s*\)?[.]?$"
    r"|^\(\s*(?P<host>(?:[\w-]+\.)+(?:vn|com|net|org)(?:\.vn)?)\s*\)$",
    re.IGNORECASE,
)
OFFICE = re.compile(
    r"^(?:Phòng|Ban|Sở|Văn phòng|Trung tâm|Cổng|Báo|Đài|UBND|Ủy ban|Uỷ ban|Hội|Thanh tra|Công an|"
    r"Bộ Chỉ huy|Tỉnh đoàn|Huyện đoàn|Đoàn|BBT|Tổ)\b"
)
SIGNED = re.compile(r"^(?:tin|bài)(?:\s*(?:,|và|&|-|–)\s*(?:ảnh|bài|tin))*\s*:\s*", re.IGNORECASE)
"""`Tin, ảnh: …`: who wrote it, though it also says who took the picture."""
INITIALS = re.compile(r"^[A-ZĐÀ-Ỹ]{1,4}(?:\.[A-ZĐÀ-Ỹ]{1,3})*\.?$")


def is_noise(line: str) -> bool:
    """Say whether the line is a button, a counter, a widget or another piece of the frame."""
    return len(line) <= 160 and NOISE_LINE.match(line) is not None


def is_tail(line: str) -> bool:
    """Say whether the line opens what stands below an article."""
    return len(line) <= 60 and TAIL.match(line) is not None


def is_caption(line: str) -> bool:
    """Say whether the line is the words under a picture."""
    return len(line) <= 260 and CAPTION.match(line) is not None


def source_named(line: str) -> str | None:
    """Read who the line says wrote it first: `(Nguồn: …)`, `(Theo …)`, `(host.vn)`."""
    match = SOURCE_NOTE.match(line) if len(line) <= 90 else None
    return (match["named"] or match["host"]).strip() if match else None


def byline_named(line: str) -> str | None:
    """Read a line that is nothing but its author's name, or None."""
    if len(line) > 60 or not line or line[-1] in ":;,?!…":
        return None
    signed = SIGNED.match(line)
    name = line[signed.end() :] if signed else line
    name = name.strip(" |./")
    words = [w for w in re.split(r"[\s,\-–&]+", name) if w]
    if not words or len(words) > 8 or any(c.isdigit() for c in name):
        return None
    if signed or INITIALS.match(name):
        return name
    return name if len(words) <= 6 and _reads_as_names(name) else None


def _reads_as_names(name: str) -> bool:
    people = [p.split() for p in re.split(r"\s*[,\-–&]\s*|\s+và\s+", name) if p.strip()]
    return bool(people) and all(
        1 <= len(p) <= 4 and all(w[0].isupper() for w in p) and (len(p) > 1 or "." in p[0])
        for p in people
    )
