"""What the foot of a page counts of itself: views, visits, readers; none of it is a figure."""

from collections.abc import Sequence

from pipeline.figures.cues import cue, word_set

COUNTER = cue(
    r"(?:(?<!\w)(?:lượt|lần|đang|đã) (?:xem|truy cập|đọc|tải|online|trực tuyến)"
    r"(?: (?:trang|tin|bài|hôm nay|hôm qua|(?:trong )?(?:ngày|tuần|tháng|năm)(?: này)?))*"
    r"|(?<!\w)(?:views?|hits?|visitors?|online|khách online|tổng lượt)):? ?\Z"
)
LAST_WORDS = word_set(
    "xem cập đọc tải online tuyến trang tin bài nay qua ngày tuần tháng năm này view views hit"
    " hits visitor visitors lượt"
)
LONGEST = 48


def counts_visits(low: str, start: int, words: Sequence[str]) -> bool:
    """Say whether the words before a number make it the counter of a page."""
    if not words or words[-1].rstrip(":") not in LAST_WORDS:
        return False
    return COUNTER.search(low, max(0, start - LONGEST), start) is not None
