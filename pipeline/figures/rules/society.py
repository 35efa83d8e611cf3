"""Dialogues, rewards, organisation, countryside and the other counted things."""

from pipeline.figures.cues import cue, phrases
from pipeline.figures.found import Found
from pipeline.figures.page import Page

DIALOGUE = cue(r"đối thoại")
MEET = cue(
    r"^ (?:tiếp xúc|gặp gỡ|gặp mặt|trao đổi|làm việc|lắng nghe"
    r"|hội nghị)(?: trực tiếp)?(?:, | và | - |,)(?:tiếp xúc, |gặp gỡ, )?đối thoại"
)
OTHER_MEETING = cue(
    r"tiếp xúc cử tri|tập huấn|kiểm tra|giám sát|tuyên truyền|thanh tra|diễn tập|họp"
)
WITH_WHOM = cue(
    r"đối thoại (?:trực tiếp |định kỳ )?(?:giữa|của|với) [^.;:\d]{4,110} (?:ít nhất|tối thiểu"
    r"|được|là|hơn|trên|gần|khoảng)?\s*$|đối thoại (?:trực tiếp |định kỳ )?với [^.;:,\d]{4,60} $"
)
"""Who speaks to whom may take a long phrase with commas of its own."""
AHEAD = cue(
    r"^(?: một năm| trong năm)?, [^.;\d]{0,70}(?<!phải )đối thoại (?:trực tiếp |định kỳ )?với"
)
MEETING_GOES_ON = cue(r" (?:mới|thì|như|so|ngay|tại|theo|vì|do|được|với|ở|cho|riêng|cấp)\b")
BETWEEN_STATES = cue(
    r"đối thoại (?:hòa bình|chiến lược|quốc phòng|chính sách|quốc tế|song phương|cấp cao|an ninh"
    r"|hạt nhân|kinh tế|kín)|giữa (?:hai |các |\d )?(?:nước|quốc gia|miền|chính phủ)|giữa $"
    r"|hai (?:bên|nước|miền) "
)
(COURT,) = phrases("tòa án")
PERFORMER = cue(
    r"vận động viên|\bvđv|huấn luyện viên|\bhlv\b|cầu thủ|huy chương|giải đấu|vô địch|diễn viên"
    r"|ca sĩ|hoa hậu|sea games"
)
REWARD = cue(
    r"khen|biểu dương|tuyên dương|kỷ niệm chương|vinh danh|huân chương|phần thưởng|tôn vinh"
)
BLAME = cue(r"kỷ luật|xử lý|kiểm điểm|kiến nghị xử|khiển trách|khởi tố")
ORGANISED = cue(
    r"thành lập|sáp nhập|sắp xếp|giải thể|kiện toàn|hợp nhất|giảm|tinh gọn|ra mắt"
    r"|chia tách|còn lại"
)
UNITS = frozenset((
    "đơn vị hành chính", "xóm", "thôn", "bản", "buôn", "ấp", "khu phố", "tổ dân phố",
    "tổ công tác", "tổ", "đội", "ban", "chi bộ", "đơn vị", "xã", "huyện",
    "phường, thị trấn", "xã, thị trấn",
    "đảng bộ", "phòng", "đầu mối", "tổ dân vận", "câu lạc bộ",
))  # fmt: skip
MEETINGS = frozenset(("cuộc", "buổi", "hội nghị", "lần", "phiên", "lượt"))
HELD = frozenset(("cuộc", "buổi", "hội nghị"))
PEOPLE = frozenset(("người", "lượt người", "lượt"))
FACE_TO_FACE = cue(r"đối thoại(?: trực tiếp)? với(?: (?:hơn|trên|gần|khoảng))?\s*$")
ROAD = cue(r"đường|bê tông")
COUNTRYSIDE = cue(r"nông thôn mới|\bntm\b|đạt chuẩn|kiểu mẫu")
SIMPLE = {
    "ngày công": "ngaycong", "suất": "qua", "phần quà": "qua", "căn": "nha", "nhà": "nha",
    "đơn vị máu": "hienmau", "đảng viên": "dangvien", "đoàn viên": "doanvien",
    "hội viên": "doanvien", "tổ dân vận": "todv",
}  # fmt: skip


def decide(found: Found, _page: Page) -> str | None:
    """Name the indicator of meetings, rewards, bodies, communes and other counts."""
    name = found.unit_name
    if name in MEETINGS and _dialogue(found):
        if COURT in found.before:
            return None
        between_states = BETWEEN_STATES.search(found.near_lead + found.near_tail)
        return None if between_states else "dt_cuoc"
    if name in {"tập thể", "cá nhân", "bằng khen", "giấy khen"}:
        return "dvk_kt" if _rewarded(found) else None
    if name in {"xã", "tiêu chí", "huyện", "xã, thị trấn", "thôn"} and _countryside(found):
        return "ntm_tc" if name == "tiêu chí" else "ntm_xa"
    if name in UNITS and ORGANISED.search(_doing(found)):
        return "to_chuc"
    if name in PEOPLE and FACE_TO_FACE.search(found.near_lead):
        return "dt_nguoi"
    return _built_or_made(found) or SIMPLE.get(name)


def _built_or_made(found: Found) -> str | None:
    """Name roads by the kilometre and the products that a place is known for."""
    if found.unit_name == "km" and ROAD.search(found.near_lead + found.near_tail[:30]):
        return "duong"
    ocop = found.unit_name == "sản phẩm" and "ocop" in found.before + found.near_tail
    return "ocop" if ocop else None


def _rewarded(found: Found) -> bool:
    """Say whether bodies or persons are praised, and not for sport or song."""
    if PERFORMER.search(found.before[-100:] + found.near_tail) or BLAME.search(found.lead):
        return False
    praised = REWARD.search(found.before + found.near_tail) is not None
    return praised or found.unit_name.endswith("khen")


def _doing(found: Found) -> str:
    """Give the words that say what was done; those before `từ 14 xuống còn 9` reach further."""
    moved = found.change is not None or found.near_lead.endswith("từ ")
    return found.before[-80:] if moved else found.near_lead[-50:]


def _dialogue(found: Found) -> bool:
    if found.unit_name in HELD and _of_those_meetings(found):
        return True
    if WITH_WHOM.search(found.lead) and not OTHER_MEETING.search(found.lead):
        return not found.near_tail.strip(" /năm")
    if found.unit_name == "lượt":
        return False
    if found.unit_name == "lần" and AHEAD.match(found.tail):
        return True
    if DIALOGUE.search(found.near_tail[:50]) or MEET.match(found.tail):
        return True
    words = found.near_lead
    place = max((m.end() for m in DIALOGUE.finditer(words)), default=-1)
    return place >= 0 and len(words) - place < 60 and not OTHER_MEETING.search(words[place:])


def _of_those_meetings(found: Found) -> bool:
    """Say whether bare `3 cuộc` are some of the dialogues that the sentence has counted."""
    bare = not found.near_tail.strip() or MEETING_GOES_ON.match(found.near_tail)
    if not bare or OTHER_MEETING.search(found.near_lead):
        return False
    for item in found.earlier():
        if item.sentence != found.sentence:
            return False
        if item.unit_name in HELD:
            return item.indicator == "dt_cuoc"
    return False


def _countryside(found: Found) -> bool:
    if COUNTRYSIDE.search(found.near_tail[:70]) or COUNTRYSIDE.search(found.near_lead[-60:]):
        return True
    previous = found.previous
    return (
        found.unit_name == "tiêu chí"
        and previous is not None
        and previous.indicator.startswith("ntm")
    )
