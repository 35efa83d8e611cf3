"""Receptions of citizens: visits, persons, groups, sessions."""

from pipeline.figures.cues import cue, last_of
from pipeline.figures.found import Found
from pipeline.figures.page import Page

RECEIVE = cue(
    r"(?<!trực )(?<!gián )(?<!kế )(?<!giao )(?<!đón )\btiếp (?:được "
    r"|đón )?(?:thường xuyên|định kỳ|đột xuất"
    r"|công dân|dân\b|người dân|nhân dân|tổng|trên|hơn|gần|khoảng|\d|và giải|và xử)"
    r"|lượt tiếp|buổi tiếp"
    r"|tiếp công dân|tiếp dân\b|\btcd\b|tiếp\W{0,2}$|tiếp được|tiếp là|đã tiếp|được tiếp|tiếp đón"
)
OTHER = cue(
    r"tuyên truyền|khám|tập huấn|tham gia|đối thoại|truy cập|tham dự|vận động"
    r"|huấn luyện|cấp phát|tư vấn"
    r"|bồi dưỡng|huy động|\bthăm\b|tặng|hiến máu|tham quan|du khách|hành khách"
    r"|hội viên|tương tác|trợ giúp"
    r"|phục vụ|đưa đón|sinh hoạt|điều trị|hỗ trợ|cán bộ, chiến|học tập|quán triệt"
    r"|phổ biến|tiếp cận"
)
PERSON_LINK = cue(
    r"^[\s(,;]*(?:/|với|gồm|và|=|cho)?\s*(?:tổng số|tổng cộng|có|là"
    r"|số người(?: được tiếp)?:?)?\s*$"
)
CAME = cue(
    r"^ (?:dân |công dân )?(?:đã |được )?(?:tới|đến) (?:các )?(?:trụ sở|ban|phòng|nơi|trung tâm)"
)
CITIZENS = cue(r"công dân|tiếp dân|người dân")
SENT_TO = cue(r"^ ?(?:đến|tới|được tiếp|khiếu nại|phản ánh|kiến nghị)")


def decide(found: Found, page: Page) -> str | None:
    """Name the indicator of a number of visits, persons or groups."""
    if found.unit_kind == "ratio":
        return None
    name = found.unit_name
    previous = found.previous
    after_visit = previous is not None and previous.indicator in {"tcd_luot", "tcd_doan"}
    if name in {"đoàn", "lượt đoàn"}:
        near = "đông người" in found.near_tail or "đông người" in found.before[-40:]
        return "tcd_doan" if after_visit or near or _receives(found, page) else None
    if previous is not None and after_visit and _visitors(found, previous):
        return "tcd_doan_nguoi" if previous.indicator == "tcd_doan" else "tcd_nguoi"
    if name in {"lượt", "lượt người"}:
        return "tcd_luot" if _visits(found, page) else None
    if (
        name == "người"
        and CITIZENS.search(page.low[found.start : found.end] + page.title + found.before)
        and (
            (SENT_TO.match(found.near_tail) and _receives(found, page))
            or RECEIVE.search(found.lead[-14:] + " ")
        )
    ):
        return "tcd_nguoi"
    if name in {"kỳ", "buổi", "phiên"} and _receives(found, page):
        return "tcd_lanhdao"
    if name in {"vụ việc", "vụ"} and after_visit and "tiếp" in found.before:
        return "tcd_vu"
    return None


def _visitors(found: Found, visits: Found) -> bool:
    """Say whether persons are those who came on the visits just counted."""
    persons = found.unit_name in {"người", "lượt người"} and visits.unit_name != "lượt người"
    return persons and PERSON_LINK.match(found.lead) is not None


def _visits(found: Found, page: Page) -> bool:
    """Say whether visits are receptions: said here, in the unit, by the figure before or above."""
    unit_words = page.low[found.start : found.end]
    if "tiếp" in unit_words or "công dân" in unit_words or found.near_tail.startswith(" tiếp "):
        return not OTHER.search(found.near_lead)
    if _receives(found, page):
        return True
    if OTHER.search(found.before):
        return False
    if any(item.indicator == "tcd_luot" for item in found.earlier()):
        return True
    titled = page.theme == "tcd" or RECEIVE.search(page.title) is not None
    return titled and (found.unit_name == "lượt" or CAME.match(found.near_tail) is not None)


def _receives(found: Found, page: Page) -> bool:
    """Say whether the sentence, up to the number, is about receiving citizens."""
    return last_of(found.before + page.low[found.start : found.start + 2], RECEIVE, OTHER)
