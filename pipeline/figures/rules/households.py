"""Poverty and land given: households, shares, areas."""

from pipeline.figures.cues import cue
from pipeline.figures.found import Found
from pipeline.figures.page import Page

NEAR_POOR = cue(r"cận nghèo")
LEAVE = cue(
    r"^ ?(?:đã |được |vươn lên |dân |tự nguyện |làm đơn |viết đơn |nộp đơn |đăng ký |xin )*"
    r"(?:thoát nghèo|tái nghèo|ra khỏi (?:diện "
    r"|danh sách )?hộ nghèo)"
)
LEAVE_BEFORE = cue(r"(?:thoát nghèo|tái nghèo|phát sinh nghèo)(?: (?:cho|được|là|có|mới))*\s*$")
POOR_AFTER = cue(r"^(?: dân| gia đình)? nghèo")
POOR_BEFORE = cue(
    r"hộ nghèo(?: đa chiều)?(?: (?:của|theo|trong|toàn|đầu|cuối|trên|ở|đến|tại"
    r"|năm) [^,;\d]{0,30}?)?"
    r"(?: (?:là|còn|có|giảm|tăng|xuống|lại|chỉ|trên|dưới|hơn|gần|khoảng|được|đến nay"
    r"|hiện|nay))*[\s:(]*$"
)
NUMBER_OF_POOR = cue(r"^\W*(?:tổng )?số hộ nghèo[^.;\d]{0,90}(?: là| còn| có|:)\s*$")
GOES_ON = cue(r"còn|giảm|tăng|cuối|đầu|đến|xuống|lên")
GIVEN_TO = cue(
    r"(?:tặng|trao|hỗ trợ|giúp|giúp đỡ|thăm|cho|xây|sửa|cấp|vay|khám|dạy|tập huấn|vốn"
    r"|với|tới|đến|bàn giao|trợ cấp|miễn|ủng hộ)"
    r"(?: (?:trên|hơn|gần|khoảng|được|các|số|thêm|quà|vốn|nhà|cho|suất|tết))*\s*$"
)
BESIDE_LAND = cue(r"(?: đất)?(?:,| của| với| từ| -|/)? ?")
GIVE_LAND = cue(
    r"\bhiến(?: tặng)?\b(?! máu| kế| mô)|\bnhường(?: lại)?"
    r"(?: (?:hơn|trên|gần|khoảng|đất|phần))*\s*$"
)
LAND_ELSE = cue(
    r"trồng|rừng|thu hồi|quy hoạch|khai hoang|chuyển đổi|tường rào|tường bao|mặt bằng"
    r"|bê tông|xây dựng nhà|sân|nhà văn hóa rộng"
)
NOT_LAND = cue(r"^ (?:tường|sân|nhà|bê tông|hàng rào|đường|rừng|sàn|mái|rào|vỉa hè|mặt đường)")


def decide(found: Found, _page: Page) -> str | None:
    """Name the indicator of households or of land given."""
    name, kind = found.unit_name, found.unit_kind
    if name == "hộ" or (name in {"người", "khẩu"} and LEAVE.match(found.near_tail)):
        gives = _gives_land(found) or _givers(found)
        return poor(found) or ("hiendat_ho" if gives else None)
    if name in {"m²", "ha", "sào", "mẫu", "công đất"} and kind in {"area", "measure"}:
        return "hiendat" if _land(found) else None
    return None


def poor(found: Found) -> str | None:
    """Tell poor households from near-poor ones and from those merely given something."""
    tail = found.near_tail
    if tail.startswith(" cận nghèo") or (
        NEAR_POOR.search(found.near_lead[-24:]) and not POOR_AFTER.match(tail)
    ):
        return "cngheo"
    if LEAVE.match(tail) or LEAVE_BEFORE.search(found.near_lead):
        return "tngheo"
    if POOR_AFTER.match(tail):
        if GIVEN_TO.search(found.lead):
            return None
        return "ngheo_ho"
    if POOR_BEFORE.search(found.lead[-80:]):
        return "ngheo_ho"
    if NUMBER_OF_POOR.search(found.before[-130:]):
        return "ngheo_ho"
    return "ngheo_ho" if _counts_on(found) else None


def _counts_on(found: Found) -> bool:
    """Say whether a bare `hộ` goes on with the poor households just counted."""
    previous = found.previous
    if previous is None or previous.indicator not in {"ngheo_ho", "ngheo_tl"}:
        return False
    if previous.kind == "change" and found.lead.rstrip().endswith("("):
        return True
    same = previous.sentence == found.sentence and previous.unit_name in {"hộ", "%"}
    bare = not found.near_tail.strip() or found.near_tail.startswith(" so ")
    return same and bare and bool(GOES_ON.search(found.near_lead))


def _givers(found: Found) -> bool:
    """Say whether households stand right beside the land they gave (`hiến 5,4 ha, 712 hộ`)."""
    previous = found.previous
    beside = previous is not None and previous.indicator == "hiendat"
    return beside and bool(BESIDE_LAND.fullmatch(found.lead)) and not found.near_tail.strip()


def _gives_land(found: Found) -> bool:
    return bool(
        cue(
            r"^(?: dân| gia đình| đã| được| tự nguyện| đồng thuận| tham gia"
            r"| vận động| ký| biên bản| thống nhất| đồng ý| cam kết)* hiến(?: tặng)?(?! máu)"
        ).match(found.near_tail)
    )


def _listed_after(found: Found, previous: Found) -> bool:
    """Say whether an area goes on a list of given land (`…, 380 m2 cho nhà văn hóa`)."""
    listed = found.lead.rstrip().endswith((",", ";", "và")) and len(found.lead) < 60
    same = previous.sentence == found.sentence and previous.unit_name == found.unit_name
    return same and listed and found.near_tail.startswith((" cho ", " để ", " làm "))


def _land(found: Found) -> bool:
    if NOT_LAND.match(found.near_tail):
        return False
    previous = found.previous
    if previous is not None and previous.indicator == "hiendat" and _listed_after(found, previous):
        return True
    words = found.before[-160:]
    ends = [match.end() for match in GIVE_LAND.finditer(words)]
    if not ends:
        return "hiến" in found.near_tail[:24] and not LAND_ELSE.search(found.near_lead)
    return not LAND_ELSE.search(words[ends[-1] :])
