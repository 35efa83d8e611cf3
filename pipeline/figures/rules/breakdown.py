"""Whether a list of rates goes on with the subject it had, by place or time, or has a new one."""

import re

from pipeline.figures.found import Found
from pipeline.figures.page import Page

PLACES = re.compile(
    r"(?:vùng |hộ )?(?:đồng bào )?dân tộc(?: thiểu số)?|miền núi|biên giới|nông thôn|thành thị"
    r"|khu vực|đô thị(?! hóa)"
)
LINKS = frozenset((
    "còn", "giảm", "tăng", "xuống", "lên", "đạt", "là", "chiếm", "tương", "đương", "ứng",
    "bằng", "tỷ", "tỉ", "lệ", "trên", "hơn", "gần", "dưới", "khoảng", "chỉ", "đã", "được",
    "từ", "đến", "tới", "năm", "tháng", "quý", "cuối", "đầu", "nay", "hiện", "trước", "sau",
    "này", "ước", "dự", "kiến", "cao", "thấp", "nhất", "bình", "quân", "mỗi", "so", "với",
    "cùng", "kỳ", "toàn", "cả", "tỉnh", "huyện", "xã", "phường", "thôn", "bản", "ấp",
    "vùng", "của", "ở", "tại", "trong", "riêng", "thành", "phố", "thị", "trấn", "quận",
    "và", "tiếp", "theo", "đó", "lần", "lượt", "đứng", "kế", "hoạch", "mục", "tiêu", "phấn",
    "đấu", "vượt", "thêm", "nâng", "thực", "hết", "kết", "quả", "hạ", "kéo", "mức", "có",
    "các", "những", "một", "số", "không", "nghị", "quyết", "đề", "ra", "qua", "thì",
    "nhưng", "nhờ", "giai", "đoạn", "giữa", "thứ", "hai", "ba", "địa", "phương", "đơn",
    "vị", "nơi", "mình", "ta", "nhà", "cũ", "thuộc", "khu", "vực",
))  # fmt: skip
"""Words of place, time and measure, which leave a rate the subject it had."""


def of_something_else(found: Found, page: Page) -> bool:
    """Say whether a list of rates goes on with a noun of its own (`…, thất nghiệp 2%`).

    The poor are broken down by place and by time alone: names have capitals, the rest is known.
    """
    previous = found.previous
    if previous is None or previous.unit_kind != "ratio" or previous.sentence != found.sentence:
        return False
    if "nghèo" in found.lead or "nghèo" in found.near_tail:
        return False
    words = page.body[found.begin - len(found.near_lead) : found.begin]
    if not found.lead.removesuffix(found.near_lead).rstrip().endswith((",", ";")):
        return False
    noun = PLACES.sub(" ", words).split()
    return any(word.isalpha() and word.islower() and word not in LINKS for word in noun)
