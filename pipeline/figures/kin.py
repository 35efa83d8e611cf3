"""What an elliptic figure counts: the same as an earlier one that it tells further by its words.

`812 hộ nghèo, nhiều nhất là Tân Lập 145 hộ` counts the poor twice: nothing stands between the two
but a place, a time or a rank, and nothing after the second says that it is something else.
"""

import re

from pipeline.figures.cues import cue, word_set
from pipeline.figures.found import Found
from pipeline.figures.page import Page
from pipeline.figures.rules.breakdown import LINKS, PLACES

MORE_LINKS = word_set(
    "nhiều ít mạnh sâu nhanh dẫn tiếp lại kỳ trước ngoái thấp cao riêng như là gồm bao đáng chú ý "
    "quý tháng tổng vẫn lên đến tới thì bản buôn làng khóm khu xóm ấp"
)
BODIES = frozenset(("Hội", "Đoàn", "Mặt", "Ủy", "Ban", "Sở", "Công", "Quỹ", "Chi", "Liên"))
"""What opens the name of a body, not of a place: `Hội Nông dân 40 hộ`."""
NEXT_PART = re.compile(r"[,;:.(]")
WITHIN = cue(r"^(?:riêng )?trong (?:số )?(?:đó|này|ấy)[, ]")
ONE_OF = cue(r"^(?: (?:ở|thuộc|về|của|tại|trong|là|do|liên quan)(?!\w)|\s*$)")
THEN = cue(r"cùng kỳ|(?:năm|tháng|quý|kỳ) (?:trước|ngoái)|năm \d{4}")
HAS = cue(r"(?<!\w)có(?: [^\W\d]+)? $")
LONGEST = 14
ALONE = cue(r"\s*(?:\)|so với [^.;,]{1,30})?$")
OWN_STATE = cue(r"giải quyết|tiếp nhận|xử lý|trả|đang|đúng|trước|trễ|quá|chậm|muộn|sớm")
STATES = frozenset(("hs_qua", "hs_dung", "hs_truoc"))
ANY_STATE = frozenset(("khac", "hs_nhan", "hs_gq"))
TIERS = frozenset(("xã", "huyện", "tỉnh", "thôn", "phường", "đơn vị", "địa phương", "nơi"))
"""Places counted before they are named: `ba xã giảm sâu nhất là …`."""
PEOPLE = frozenset(("người", "khẩu", "lượt người", "lượt", "cá nhân", "tập thể"))


def kin(page: Page, item: Found, found: list[Found]) -> str | None:
    """Name a figure by the earlier one whose count it breaks down, lists or compares."""
    if item.part_of is None and item.indicator != "khac":
        return None
    total = found[item.part_of] if item.part_of is not None else None
    if total is not None and total.indicator in STATES and item.indicator in ANY_STATE:
        return None if OWN_STATE.search(item.near_lead) else total.indicator
    if item.indicator != "khac":
        return None
    if item.kind == "change":
        return _moved_too(page, item) if item.unit_kind == "ratio" else None
    if item.kind != "level" or item.unit_kind not in {"count", "area"}:
        return None
    if total is not None and total.indicator != "khac" and _of_total(page, item, total):
        return total.indicator
    if item.unit_name in PEOPLE:
        return None
    before = _before(item)
    if before is None or not _told_further(page, item, before):
        return None
    return before.indicator


def _before(item: Found) -> Found | None:
    """Give the last figure with the unit of this one, if it is named and nothing else between."""
    for earlier in item.earlier():
        if earlier.unit_kind == "ratio" or earlier.kind == "change":
            continue
        same = earlier.unit_name == item.unit_name and earlier.kind == "level"
        return earlier if same and earlier.indicator != "khac" else None
    return None


def _of_total(page: Page, item: Found, total: Found) -> bool:
    """Say whether a part of a named total is said to be no more than a part of it."""
    if item.unit_name != total.unit_name or item.unit_name in PEOPLE:
        return False
    if item.inherited_unit:
        return True
    within = WITHIN.match(item.near_lead.lstrip()) or WITHIN.match(item.lead.lstrip(" ,;)"))
    last = item.previous
    goes_on = last is not None and last.part_of == item.part_of and _same(last, total)
    return bool((within or goes_on or _bare(page, item)) and ONE_OF.match(item.near_tail))


def _same(first: Found, second: Found) -> bool:
    return first.indicator == second.indicator


def _told_further(page: Page, item: Found, before: Found) -> bool:
    """Say whether only places, times and ranks stand between a figure and the one before it."""
    if not ALONE.match(item.near_tail) and not _only_links(page, item.end, item.near_tail):
        return False
    then = THEN.search(item.lead) is not None
    if not then and item.value >= before.value:
        return False
    if item.previous is not None and item.previous.sentence != item.sentence:
        return not HAS.search(item.lead) and _only_links(page, item.begin, item.lead, ends=True)
    return _bare(page, item)


def _bare(page: Page, item: Found) -> bool:
    """Say whether what leads to a figure, after the phrase of the one before, names no thing."""
    if item.previous is None:
        return _only_links(page, item.begin, item.lead, ends=True)
    mark = NEXT_PART.search(item.lead)
    if mark is None:
        return False
    return _only_links(page, item.begin, item.lead[mark.end() :], ends=True)


def _only_links(page: Page, at: int, words: str, *, ends: bool = False) -> bool:
    """Say whether words hold only names, places and links; they end or begin at a position."""
    start = at - len(words) if ends else at
    said = re.findall(r"[^\W\d_]+", PLACES.sub(" ", page.body[start : start + len(words)]))
    if not said or len(said) > LONGEST or not BODIES.isdisjoint(said):
        return False
    first, second = said[0], said[1] if len(said) > 1 else ""
    opens = start == page.sentence_at(start)[0] and bool(second) and not second[0].isupper()
    linked = _is_link(first.lower()) if opens else _is_link(first) or first[0].isupper()
    return linked and all(word[0].isupper() or _is_link(word) for word in said[1:])


def _is_link(word: str) -> bool:
    """Say whether a word is one of place, time, measure or rank."""
    return word in LINKS or word in MORE_LINKS


def _moved_too(page: Page, item: Found) -> str | None:
    """Name a change listed by place after the share that moved (`… giảm sâu nhất là xã A 6 %`)."""
    for earlier in item.earlier():
        if earlier.sentence != item.sentence:
            return None
        if earlier.unit_kind == "ratio":
            named = earlier.indicator != "khac" and _bare(page, item)
            return earlier.indicator if named else None
        if earlier.unit_name not in TIERS:
            return None
    return None
