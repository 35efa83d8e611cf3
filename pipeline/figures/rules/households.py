"""Poverty and land given: households, shares, areas."""

from pipeline.figures.cues import cue
from pipeline.figures.found import Found
from pipeline.figures.page import Page

NEAR_POOR = cue(r"cận nghèo")
LEAVE = cue(
    r"^ ?(?:đã |được |vươn lên |dân |tự nguyện |làm đơn |viết đơn |nộp đơn |đăng ký |xin )*"
    r"(?:thoát nghèo|tái nghèo|ra khỏi (?:diện "
    r"|danh sách )?hộ nghèo|(?:ra khỏi|rời|rời khỏi|thoát khỏi) (?:diện |danh sách )(?:hộ )?nghèo)"
    r"|^ (?:do|được|là|của|thuộc|trong|ở|hội viên|phụ nữ|người|đồng bào) [^,.;:()\d]{1,45} "
    r"(?:đã |vươn lên |được )+thoát nghèo"
    r"|^ (?:do|trong) [^,.;:()\d]{1,40} thoát nghèo"
    r"|^ (?:phụ nữ|hội viên|nông dân|đồng bào|người|gia đình)"
    r"(?: (?!(?:để|nhằm|muốn|mong|xin|cần|sẽ|chưa|không|vay|giúp|tư vấn) )[^\W\d]+){0,6}"
    r" thoát nghèo"
    r"|^ [^,.;:()\d]{1,20} ra khỏi danh sách (?:hộ )?nghèo"
    r"|^ không còn nghèo"
)
LEAVE_BEFORE = cue(r"(?:thoát nghèo|tái nghèo|phát sinh nghèo)(?: (?:cho|được|là|có|mới))*\s*$")
STILL_POOR = cue(r"^ (?:chưa|không)(?: thể)? thoát (?:được )?nghèo")
POOR_AFTER = cue(
    r"^(?: (?:dân(?: tộc(?: thiểu số)?)?|gia đình|hội viên|phụ nữ|nông dân|giáo dân|đồng bào))*"
    r" nghèo"
)
POOR_BEFORE = cue(
    r"hộ nghèo(?: đa chiều)?(?: (?:theo )?chuẩn \w{1,5})?(?::? (?:đầu|cuối) kỳ)?"
    r"(?: (?:của|theo|trong|toàn|đầu|cuối|trên|ở|đến|tại|năm) [^,;\d]{0,30}?)?"
    r"(?: (?:cao|nhiều|đông|thấp|ít) nhất)?"
    r"(?: (?:là|với|còn|có|giảm|tăng|xuống|lại|chỉ|trên|dưới|hơn|gần|khoảng|tới|được|đến nay"
    r"|hiện|nay))*[\s:(]*$"
)
THE_POOR_LEFT = cue(
    r"\W*(?:tổng )?(?:số )?hộ nghèo(?: [^\W\d]+){1,5}? (?:còn|giảm còn|chỉ còn)"
    r"(?: lại| tới| trên| hơn| gần| khoảng)*\s*"
)
"""Poor households of a kind are the subject (`hộ nghèo người Dao còn`)."""
WHY_POOR = cue(r"nguyên nhân[^.;:,\d]{0,30} nghèo|nghèo(?: [^\W\d]+){0,3} (?:do|vì) ")
WANT = cue(
    r"(?:^ ?|[,;(] ?|do |vì |và )(?:thiếu|không có|không biết|đông|ốm|bệnh|già|neo đơn|tai nạn"
    r"|lười|chưa)[^.;:,(\d]*[( ]"
)
"""The last words of what makes poor, in a list of causes."""
LISTED_PLACE = cue(
    r"(?:\)| nghèo)?(?:[,;]| và)(?: và)?(?: (?:tiếp|kế|rồi) (?:đến|theo|đó|tiếp)(?: là)?)?"
    r" (?:các )?(?:xã|phường|thị trấn|huyện|thôn|bản|ấp|xóm|khóm|làng|buôn) ([^,.;:()\d]{2,30})"
)
NUMBER_OF_POOR = cue(r"^\W*(?:tổng )?số hộ nghèo[^.;\d]{0,90}(?: là| còn| có|:)\s*$")
GOES_ON = cue(r"còn|giảm|tăng|cuối|đầu|đến|xuống|lên")
NEXT_STOCK = cue(
    r"\W*(?:(?:đến|tới|hết|cuối|đầu|năm|tháng|quý|kỳ|nay|hiện|này|toàn|cả|huyện|xã|tỉnh|ước"
    r"|chỉ|đã|dự kiến|\d{1,4}(?:/\d{4})?)\W+)*(?:còn|giảm còn|giảm xuống còn|xuống còn|còn lại)"
    r"(?: lại| có)?\s*"
)
"""A later stock of what was counted before: time, and `còn`."""
AMONG = cue(r"trong (?:đó|số đó|số này)(?: có| riêng)?\s*$")
COMPARED = cue(r" (?:lúc|hồi|năm|đầu|cuối|trước|cùng|của năm|thời)")
GIVEN_TO = cue(
    r"(?:tặng|trao|hỗ trợ|giúp|giúp đỡ|thăm|cho|xây|sửa|cấp|vay|khám|dạy|tập huấn|vốn"
    r"|với|tới|đến|bàn giao|trợ cấp|miễn|ủng hộ)"
    r"(?: (?:trên|hơn|gần|khoảng|được|các|số|thêm|quà|vốn|nhà|cho|suất|tết))*\s*$"
)
BESIDE_LAND = cue(r"(?: đất)?(?:,| của| với| từ| -|/)? ?")
GIVE_LAND = cue(
    r"\bhiến(?: tặng)?\b(?! máu| kế| mô| tạng| giác mạc| thận| xác| tóc)|\bnhường(?: lại)?"
    r"(?: (?:tính ra|tổng cộng|được|là|hơn|trên|gần|khoảng|đất|phần))*\s*$"
)
GIVERS = cue(
    r"^(?: (?:ở|tại|của|thuộc|trong) \d+ \w+)?[^.;()\d]{0,90}?\bhiến(?: tặng)?"
    r"(?= đất| ruộng| vườn| mặt bằng| phần đất"
    r"| (?:hơn |trên |gần |khoảng |tổng |cộng |được |theo |thêm )*(?:\d|diện tích|$)"
    r"|$| ?[,.;])(?! máu)"
)
OTHERS_GIVE = cue(
    r"vận động|nhân dân|người dân|bà con|[,:] dân"
    r"|hộ khác|các hộ|gia đình ông|ông |bà |trong đó|nhiều hộ"
)
CELL = cue(r"\s*(?:[-+*•] )?[^.;,:\d]{0,40}: |; | \| ")
CELL_END = cue(r"\s*(?:;|\||\n|$)")
GIVING = cue(r"hiến đất")
LAND_ELSE = cue(
    r"trồng|rừng|thu hồi|quy hoạch|khai hoang|chuyển đổi|tường rào|tường bao|mặt bằng"
    r"|bê tông|xây dựng nhà|sân|nhà văn hóa rộng"
)
NOT_LAND = cue(r"^ (?:tường|sân|nhà|bê tông|hàng rào|đường|rừng|sàn|mái|rào|vỉa hè|mặt đường)")


def decide(found: Found, page: Page) -> str | None:
    """Name the indicator of households or of land given."""
    name, kind = found.unit_name, found.unit_kind
    if name == "hộ" or (name in {"người", "khẩu"} and LEAVE.match(found.near_tail)):
        gives = _gives_land(found, page) or _givers(found) or _tabled(found, page)
        return poor(found, page) or ("hiendat_ho" if gives else _some_of(found))
    if name in {"m²", "ha", "sào", "mẫu", "công đất"} and kind in {"area", "measure"}:
        return "hiendat" if _land(found) or _tabled(found, page) else None
    return None


def poor(found: Found, page: Page) -> str | None:
    """Tell poor households from near-poor ones and from those merely given something."""
    tail = found.near_tail
    if tail.startswith(" cận nghèo") or (
        NEAR_POOR.search(found.near_lead[-24:]) and not POOR_AFTER.match(tail)
    ):
        return "cngheo"
    if STILL_POOR.match(tail):
        return "ngheo_ho"
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
    return "ngheo_ho" if _counts_on(found) or _told_apart(found, page) else None


def _told_apart(found: Found, page: Page) -> bool:
    """Say whether poor households are told apart by kind, by cause or by place."""
    if "nghèo" not in found.before or found.near_tail.strip():
        return False
    if THE_POOR_LEFT.fullmatch(found.near_lead):
        return True
    if WANT.search(found.lead) and WHY_POOR.search(found.before):
        return "cận nghèo" not in found.before
    previous = found.previous
    if previous is None or previous.sentence != found.sentence:
        return False
    listed = LISTED_PLACE.fullmatch(found.lead)
    if listed is None or previous.indicator not in {"ngheo_ho", "ngheo_tl"}:
        return False
    return page.body[found.begin - len(found.lead) + listed.start(1)].isupper()


def _some_of(found: Found) -> str | None:
    """Name households that are some of those just counted (`…, trong đó 12 hộ nhờ vốn vay`)."""
    previous = found.previous
    if previous is None or previous.indicator not in {"ngheo_ho", "tngheo"}:
        return None
    same = previous.sentence == found.sentence and found.value <= previous.value
    return previous.indicator if same and AMONG.search(found.near_lead) else None


def _counts_on(found: Found) -> bool:
    """Say whether `hộ` goes on with the poor households just counted."""
    previous = found.previous
    if previous is None or previous.indicator not in {"ngheo_ho", "ngheo_tl"}:
        return False
    if found.lead.rstrip().endswith("(") and (
        previous.kind == "change"
        or (previous.unit_name == "%" and found.lead.strip() == "(" and not found.near_tail)
    ):
        return True
    bare = found.near_tail.strip() in {"", "còn", "xuống", "xuống còn", "lên"}
    bare = bare or found.near_tail.startswith(" so ")
    if found.lead.endswith("so với ") and COMPARED.match(found.near_tail):
        return previous.sentence == found.sentence and found.unit_name == previous.unit_name
    if not bare or previous.unit_name not in {"hộ", "%"}:
        return False
    if previous.sentence != found.sentence:
        return NEXT_STOCK.fullmatch(found.lead) is not None
    return bool(GOES_ON.search(found.near_lead))


def _givers(found: Found) -> bool:
    """Say whether households stand right beside the land they gave (`hiến 5,4 ha, 712 hộ`)."""
    previous = found.previous
    beside = previous is not None and previous.indicator == "hiendat"
    return beside and bool(BESIDE_LAND.fullmatch(found.lead)) and not found.near_tail.strip()


def _gives_land(found: Found, page: Page) -> bool:
    """Say whether these households are the ones who give (`31 hộ dỡ rào, hiến 640 m2`)."""
    match = GIVERS.match(page.low[found.end : min(found.sentence[1], found.end + 110)])
    return match is not None and not OTHERS_GIVE.search(match.group())


def _tabled(found: Found, page: Page) -> bool:
    """Say whether a bare cell stands under a heading on land given (`Xóm Trung: 20 hộ;`)."""
    if not CELL.fullmatch(found.lead) or not CELL_END.match(found.tail):
        return False
    return GIVING.search(page.title) is not None or GIVING.search(page.low[:160]) is not None


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
