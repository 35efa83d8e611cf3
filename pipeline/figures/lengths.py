"""Lengths of time: most only frame what is told, those that are bounded or shortened count."""

from pipeline.figures.cues import cue, phrases, word_set
from pipeline.figures.signs import DURATION

BOUNDED = cue(
    r"(?<!\w)(?:không dưới|không ít hơn|ít nhất|tối thiểu|chưa quá|không vượt quá|chậm nhất"
    r"|nhiều nhất)(?: là)? \Z"
)
BRIEF = cue(
    r"(?<!\w)(?:chưa (?:đầy|tới|đến)|chỉ(?: (?:mất|cần|còn|tốn|khoảng))*"
    r"|mất(?: (?:khoảng|hơn|gần))?|(?:bình quân|trung bình)(?: (?:mất|khoảng|là|chỉ))?) \Z"
)
SHORT = word_set("phút giờ ngày buổi")
LATER = phrases(" sau", " trước", " nữa", " qua", " nay")
LONGEST = 40


def lasts(low: str, start: int, end: int, unit: str) -> bool:
    """Say whether a length of time is itself told: a limit, a wait or how much shorter it is."""
    since = max(0, start - LONGEST)
    if DURATION.search(low[since:start]) or BOUNDED.search(low, since, start):
        return True
    if unit.partition(" ")[0] not in SHORT or low.startswith(LATER, end):
        return False
    return BRIEF.search(low, since, start) is not None
