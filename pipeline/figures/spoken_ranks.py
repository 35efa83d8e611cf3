"""Ranks in words, `xếp thứ ba`: without a verb of ranking they may be days of the week."""

from collections.abc import Sequence
from decimal import Decimal

from pipeline.figures.cues import cue
from pipeline.figures.found import Found
from pipeline.figures.page import Page
from pipeline.figures.spelling import place_tones

PLACE = cue(r"thứ (nhất|nhì|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)(?!\w)(?! (?:mươi|\d))")
PLACES = {
    place_tones(word): Decimal(value)
    for value, line in enumerate(
        ("nhất", "nhì hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười"), 1
    )
    for word in line.split()
}
RANKED_OF = cue(r" ?/ ?(\d{1,3})(?!\d)| (?:trong|trên)(?: tổng)?(?: số)? (\d{1,3})(?= )")
RANKING = frozenset(("xếp", "hạng", "đứng"))
CLIMBING = frozenset(("vươn", "leo", "nhảy", "hạng", "tụt"))


def find_ranks(page: Page) -> list[Found]:
    """Find the ranks that are said in words."""
    low = page.low
    ranks: list[Found] = []
    for match in PLACE.finditer(low) if "thứ " in low else ():
        if not _ranks(low[max(0, match.start() - 34) : match.start()].split()):
            continue
        item = Found(
            start=match.start(), end=match.end(), value=PLACES[match[1]], unit=None, kind="rank",
            begin=match.start(), words=True,
        )  # fmt: skip
        whole = RANKED_OF.match(low, match.end())
        if whole is not None and int(whole[whole.lastindex or 1]) >= item.value:
            item.denominator = Decimal(whole[whole.lastindex or 1])
            item.denominator_end = whole.end()
        ranks.append(item)
    return ranks


def _ranks(words: Sequence[str]) -> bool:
    """Say whether the words before speak of a rank."""
    if not words:
        return False
    climbs = words[-1] in {"lên", "xuống"} and any(word in CLIMBING for word in words[-4:])
    return words[-1] in RANKING or words[-2:] == ["vị", "trí"] or climbs
