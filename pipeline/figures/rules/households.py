"""Poor households: how many, who left, who is told apart; and households that gave land."""

from pipeline.figures.cues import cue
from pipeline.figures.found import Found
from pipeline.figures.page import Page
from pipeline.figures.rules import land

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
LEAVE_LIST = cue(
    r"^ ?(?:đã |được |vươn lên |tự nguyện |làm đơn |viết đơn |nộp đơn |có đơn |đăng ký |xin )*"
    r"(?:ra|rút|rời|rút tên|thoát)(?: ra)?(?: khỏi)? (?:danh sách|diện)(?!\w| chính sách)"
)
"""Whose list it is, the sentence has said before."""
NEWLY_POOR = cue(r"^ (?:mới )?phát sinh|^ (?:rơi vào|quay lại) ")
NEWLY_BEFORE = cue(r"phát sinh(?: mới| thêm)?(?: là| có| chỉ)*\s*$")
LEAVE_BEFORE = cue(r"(?:thoát nghèo|tái nghèo|phát sinh nghèo)(?: (?:cho|được|là|có|mới))*\s*$")
STILL_POOR = cue(r"^ (?:chưa|không)(?: thể)? thoát (?:được )?nghèo")
POOR_AFTER = cue(
    r"^(?: (?:dân(?: tộc(?: thiểu số)?)?|gia đình|hội viên|phụ nữ|nông dân|giáo dân|đồng bào))*"
    r" nghèo"
)
POOR_BEFORE = cue(
    r"hộ nghèo(?: đa chiều)?(?: (?:là )?(?:người |đồng bào )?dân tộc(?: thiểu số)?)?"
    r"(?: (?:theo )?chuẩn \w{1,5})?(?::? (?:đầu|cuối) kỳ)?"
    r"(?: (?:của|theo|trong|toàn|đầu|cuối|trên|ở|đến|tại|năm) [^,;\d]{0,30}?)?"
    r"(?: (?:cao|nhiều|đông|thấp|ít) nhất)?"
    r"(?: (?:là|với|còn|có|giảm|tăng|từ|xuống|lại|chỉ|trên|dưới|hơn|gần|khoảng|tới|được|đến nay"
    r"|hiện|nay))*[\s:(]*$"
)
THE_POOR_LEFT = cue(
    r"\W*(?:đưa |kéo |hạ )?(?:tổng )?(?:số )?hộ nghèo(?: [^\W\d]+){1,6}?"
    r" (?:xuống còn|còn|giảm còn|chỉ còn)"
    r"(?: lại| tới| trên| hơn| gần| khoảng)*\s*"
)
"""Poor households of a kind are the subject (`hộ nghèo người Dao còn`)."""
PLACE_STILL_HAS = cue(
    r"\W*(?:riêng |và |các )?(?:xã|phường|thôn|bản|ấp|xóm|khóm|làng|buôn) [^\d,;]{2,30}"
    r" (?:vẫn |chỉ |hiện )*còn(?: hơn| trên| gần| khoảng| tới)*\s*"
)
WHY_POOR = cue(r"nguyên nhân[^.;:,\d]{0,30} nghèo|nghèo(?: [^\W\d]+){0,3} (?:do|vì) ")
WANT = cue(
    r"(?:^ ?|[,;(] ?|do |vì |và )(?:thiếu|không có|không biết|đông|ốm|bệnh|già|neo đơn|tai nạn"
    r"|lười|chưa)[^.;:,(\d]*[( ]"
)
"""The last words of what makes poor, in a list of causes."""
POOR_OF_A_KIND = cue(
    r"(?:^|.*[^\w\s] ?)(?:trong đó |riêng |có |và |thì )*(?:số )?hộ(?: [^\W\d]+){1,7}?"
    r" (?:là|còn|có|chiếm|với)(?: chỉ| hơn| trên| gần| khoảng| tới)*\s*"
)
OF_THE_POOR = cue(r"(?:trong|số) (?:tổng )?(?:số )?(?:\d[\d.]* )?hộ nghèo")
"""`Trong số hộ nghèo, hộ dân tộc thiểu số là 12 hộ`."""
THAT_IS = cue(
    r"\W*(?:tương ứng|tương đương|tức|bằng)(?: với| là| còn| khoảng| gần| hơn| trên)*\s*"
)
LISTED_PLACE = cue(
    r"(?:\)| nghèo)?(?:[,;]| và)(?: và)?(?: (?:tiếp|kế|rồi) (?:đến|theo|đó|tiếp)(?: là)?)?"
    r" (?:các )?(?:xã|phường|thị trấn|huyện|thôn|bản|ấp|xóm|khóm|làng|buôn|(?:hộ )?(?:người"
    r"|dân tộc|đồng bào)(?: dân tộc)?|hộ) ([^,.;:()\d]{2,30})"
)
NUMBER_OF_POOR = cue(
    r"^\W*(?:tổng )?số hộ nghèo(?:[^.;\d]|(?<=năm )\d{4}){0,90}(?: là| còn| có|:)\s*$"
)
GOES_ON = cue(r"còn|giảm|tăng|cuối|đầu|đến|xuống|lên")
NEXT_STOCK = cue(
    r"\W*(?:(?:đến|tới|hết|cuối|đầu|năm|tháng|quý|kỳ|nay|hiện|này|toàn|cả|huyện|xã|tỉnh|ước"
    r"|chỉ|đã|dự kiến|\d{1,4}(?:/\d{4})?)\W+)*(?:còn|giảm còn|giảm xuống còn|xuống còn|còn lại)"
    r"(?: lại| có)?\s*"
)
"""A later stock of what was counted before: time, and `còn`."""
AT_THE_TIME = cue(r"^ (?:vào |hồi |lúc )?(?:cuối|đầu|giữa) (?:năm|kỳ|nhiệm kỳ|giai đoạn)")
AMONG = cue(r"trong (?:đó|số đó|số này)(?: có| riêng)?\s*$")
COMPARED = cue(r" (?:lúc|hồi|năm|đầu|cuối|trước|cùng|của năm|thời)")
GIVEN_TO = cue(
    r"(?:tặng|trao|hỗ trợ|giúp|giúp đỡ|thăm|cho|xây|sửa|cấp|vay|khám|dạy|tập huấn|vốn"
    r"|với|(?<!có )(?<!còn )(?<!lên )(?<!là )(?:tới|đến)|bàn giao|trợ cấp|miễn|ủng hộ)"
    r"(?: (?:trên|hơn|gần|khoảng|được|các|số|thêm|quà|vốn|nhà|cho|suất|tết))*\s*$"
)


def decide(found: Found, page: Page) -> str | None:
    """Name the indicator of households."""
    name = found.unit_name
    if name == "hộ" or (name in {"người", "khẩu"} and LEAVE.match(found.near_tail)):
        gives = land.is_giver(found, page)
        return poor(found, page) or ("hiendat_ho" if gives else _some_of(found))
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
    if _joins_or_leaves(found):
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
    if "hộ nghèo" in found.before and PLACE_STILL_HAS.fullmatch(found.near_lead):
        return "cận nghèo" not in found.before
    if OF_THE_POOR.search(found.before) and POOR_OF_A_KIND.fullmatch(found.lead):
        return "cận nghèo" not in found.before
    if WANT.search(found.lead) and WHY_POOR.search(found.before):
        return "cận nghèo" not in found.before
    previous = found.previous
    if previous is None or previous.sentence != found.sentence:
        return False
    listed = LISTED_PLACE.fullmatch(found.lead)
    if listed is None or previous.indicator not in {"ngheo_ho", "ngheo_tl"}:
        return False
    return page.body[found.begin - len(found.lead) + listed.start(1)].isupper()


def _joins_or_leaves(found: Found) -> bool:
    """Say whether households enter or leave the list of the poor that the sentence is about."""
    if LEAVE_LIST.match(found.near_tail):
        words = found.before + found.near_tail
        return "nghèo" in words and "cận nghèo" not in found.near_lead + found.near_tail
    if NEWLY_POOR.match(found.near_tail) or NEWLY_BEFORE.search(found.near_lead):
        previous = found.previous
        return previous is not None and previous.indicator in {"ngheo_ho", "ngheo_tl", "tngheo"}
    return False


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
    if previous.unit_name == "%" and THAT_IS.fullmatch(found.lead) and not found.near_tail.strip():
        return True
    bare = found.near_tail.strip() in {"", "còn", "xuống", "xuống còn", "lên"}
    bare = bare or found.near_tail.startswith(" so ")
    bare = bare or AT_THE_TIME.match(found.near_tail) is not None
    if found.lead.endswith("so với ") and COMPARED.match(found.near_tail):
        return previous.sentence == found.sentence and found.unit_name == previous.unit_name
    if not bare or previous.unit_name not in {"hộ", "%"}:
        return False
    if previous.sentence != found.sentence:
        return NEXT_STOCK.fullmatch(found.lead) is not None
    return bool(GOES_ON.search(found.near_lead))
