"""Mediation at the grassroots: cases, outcomes, teams, mediators."""

from pipeline.figures.cues import cue, last_of, phrases
from pipeline.figures.found import Found
from pipeline.figures.page import Page

MEDIATE = cue(r"hòa giải|\bhgv\b|\bhgcs\b")
ELSE = cue(
    r"khiếu nại|tố cáo|phạm pháp|vi phạm|tai nạn|ma túy|trộm|thi hành|xét xử|tội phạm"
    r"|cháy|bạo lực|đơn thư|đụng độ|xung đột|tấn công|đánh bom"
)
SETTLED = cue(r"thành(?: công)?(?:\s|:|là|được)*$|hòa giải thành|hòa giải được")
FAILED = cue(r"không thành|chưa thành|đang")
COURT = cue(
    r"tòa án|\btòa\b|thương mại|thẩm phán|trọng tài|đối thoại tại tòa|hòa giải viên lao động"
)
OTHER_MEDIATOR = cue(r"^ (?:lao động|thương mại|tại tòa|của tòa|tòa án)")
MEDIATED_NEXT = cue(r" (?:thì|,)(?: cả)? \d+(?: vụ việc| vụ| việc)?(?: đã| được)? hòa giải")
MEMBERS = cue(r"(?: với|,| gồm| có)(?: hơn| gần)? [\d.]+ hòa giải viên")
AMONG_THEM = cue(
    r"[\s,(]*(?:trong đó|trong số đó|gồm|có)(?: có| riêng)? (?:nữ|nam)(?: là| có)? "
    r"|(?:[\s,;(]|trong đó|trong số đó|riêng|số|người|và|là|có)*(?:trình độ|bằng|chuyên môn"
    r"|được (?:tập huấn|bồi dưỡng)|đảng viên|dân tộc|người có uy tín)(?: [^\W\d]+){0,6} "
)
OF_MEDIATORS = phrases(" hòa giải viên ", " số hòa giải viên ")
OF_PERSONS = phrases(" là người", " là nữ", " là nam", " là đảng viên")
CHAIN = cue(r"thụ lý|thành|tiếp nhận|hòa giải|chưa|đang|còn|rút|không|phát sinh|nảy sinh|xảy ra")


def decide(found: Found, page: Page) -> str | None:
    """Name the indicator of cases, teams and mediators of mediation."""
    name = found.unit_name
    if name == "tổ hòa giải" or (name == "tổ" and _team(found, page)):
        return "hg_to"
    if name == "hòa giải viên":
        return None if OTHER_MEDIATOR.match(found.near_tail) else "hgv"
    if name == "người":
        return "hgv" if _among_mediators(found) else None
    if name in {"vụ", "vụ việc", "việc"} and about(found, page):
        return _case(found, page)
    return None


def _team(found: Found, page: Page) -> bool:
    """Say whether teams are those of mediators (`tổ hòa giải`, `40 tổ với 210 hòa giải viên`)."""
    if found.near_tail.startswith(" hòa giải"):
        return True
    if found.kind == "change":
        last = next((x for x in found.earlier() if x.unit_name.startswith("tổ")), None)
        return last is not None and last.indicator == "hg_to"
    return MEMBERS.match(page.low, found.end, found.sentence[1]) is not None


def _among_mediators(found: Found) -> bool:
    """Say whether persons are some of the mediators just counted (`…, trong đó nữ 40 người`)."""
    previous = found.previous
    if previous is None or not goes_on_with_mediators(found):
        return False
    return found.value <= previous.value and AMONG_THEM.fullmatch(found.lead) is not None


def shares_persons(found: Found) -> bool:
    """Say whether a share is one of persons (`60% là nữ`), which no outcome of mediation is."""
    return found.near_tail.startswith(OF_PERSONS)


def goes_on_with_mediators(found: Found) -> bool:
    """Say whether the figure before it in the sentence counts mediators."""
    previous = found.previous
    if previous is None or previous.indicator != "hgv":
        return False
    return previous.sentence == found.sentence


def about(found: Found, page: Page) -> bool:
    """Say whether cases here are those of mediation: said before or after, or carried on."""
    if MEDIATE.search(found.near_tail[:40]):
        return True
    if MEDIATE.search(found.tail[:80]) and not ELSE.search(found.before + found.tail[:80]):
        return True
    if MEDIATE.search(found.before) or ELSE.search(found.before):
        return last_of(found.before, MEDIATE, ELSE)
    if MEDIATED_NEXT.match(page.low, found.end, found.sentence[1]):
        return True
    for item in found.earlier():
        if item.unit_name == found.unit_name or item.indicator.startswith("hg"):
            return item.indicator.startswith("hg")
    goes_on = page.theme == "hg" or MEDIATE.search(page.title) is not None
    return goes_on and CHAIN.search(found.near_lead) is not None


def _case(found: Found, page: Page) -> str:
    if COURT.search(found.before + found.near_tail) or COURT.search(page.title):
        return "hg_toa"
    if FAILED.search(found.near_lead[-20:]):
        return "hg_nhan"
    settled = SETTLED.search(found.near_lead[-24:]) or "hòa giải thành" in found.near_tail
    return "hg_thanh" if settled else "hg_nhan"
