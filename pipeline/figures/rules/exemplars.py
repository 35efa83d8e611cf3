"""Models and exemplars of Dân vận khéo, and those that are not called so."""

import re

from pipeline.figures.cues import cue
from pipeline.figures.found import Found
from pipeline.figures.page import Page

DVK = cue(r"dân vận ?[-–]? ?khéo|\bdvk\b|khéo dân vận")
OTHER_SORT = cue(
    r"^[ “\"]*(?:phát triển|sản xuất|chăn nuôi|trồng|cây|nuôi|dưa|kinh tế|xóa|xoá"
    r"|tự quản|an ninh|camera|bảo vệ"
    r"|phòng|hợp tác|tổ hợp|khuyến nông|du lịch|nông nghiệp|về kinh tế|đời sống"
    r"|học tập|câu lạc bộ|chuyển đổi"
    r"|liên kết|vườn|nhà|làm kinh tế|tiết kiệm|thắp sáng|xanh|thu gom|rác|giúp|an toàn"
    r"|quần chúng|toàn dân)"
)
FIELD = cue(
    r"lĩnh vực|riêng|trong đó|cấp (?:tỉnh|huyện|xã|quận|thành phố|cơ sở|phường)"
    r"|về (?:phát triển )?kinh tế|văn hóa|quốc phòng|hệ thống chính trị|xây dựng đảng"
    r"|chia ra|gồm|còn lại|khác|:"
)
FIELDS_GO_ON = cue(
    r"^[\s\-+*•–]*(?:riêng |trong đó,? |về |ở )?(?:các )?(?:lĩnh vực|cấp (?:tỉnh|huyện"
    r"|xã|quận|cơ sở)|khối)"
)
PARTS = cue(
    r"[^.;\d]{0,70}(?:trong đó|bao gồm|gồm|chia ra|với|\()(?: có)?\s*"
    r"|(?:,| và|, và|;)(?: có)?\s*"
)
"""What may stand before the collective or individual models that a total is made of."""
CHOSEN = cue(r"\s*(?:đã |được |trong đó )*(?:công nhận|đăng ký|nhân rộng|duy trì)(?: được)? ")
CALLED_AFTER = cue(
    r"(?:,| và)? ?(?:\d+ )?(?:cá nhân )?(?:(?:đăng ký|xây dựng|thực hiện) )+(?:các )?"
    r"(mô hình|điển hình)[^.;,\d]{0,12}(?:dân vận khéo|khéo)"
)
PLACE_HAS = cue(
    r"(?:^|\W)(?:xã|phường|thị trấn|huyện|thị xã|quận|thành phố|tỉnh|thôn|ấp|bản)"
    r"(?: [^\W\d]+){0,4}(?: (?:đã|đang|hiện))* (?:có|duy trì|đăng ký)(?: được)?\s*$"
)
OTHER_MODELS = cue(
    r"(?:mô hình|điển hình) (?:phát triển|sản xuất|chăn nuôi|trồng|nuôi|kinh tế|tự quản|làm)"
)
GOES_ON = cue(
    r"^(?: (?:đang |đã |còn )?(?:hoạt động|để|làm điểm|chỉ đạo|chọn|điểm|tiêu biểu|được|đạt|chưa"
    r"|hiệu quả|có hiệu quả|mới|cấp|đăng ký|xuất sắc|cần|phải|trở lên|xếp loại|thực chất"
    r"|yếu|trung bình|khá|tốt|tập thể|cá nhân|duy trì|công nhận|nhân rộng)(?!\w)|\s*$)"
)
"""What is said of models that the text has named before."""
COUNTED = cue(r"\d (?:mô hình|điển hình)")
STAGE = cue(
    r"hiệu quả|đăng ký|công nhận|tiêu biểu|nhân rộng|duy trì|xây dựng|mới|cấp"
    r"|điển hình|được|tập thể|cá nhân|thuộc|ở |trên|có |đang|tăng|giảm|so với"
)


def decide(found: Found, page: Page) -> str | None:
    """Name the indicator of a number of models or exemplars."""
    name = found.unit_name
    if name in {"tập thể", "cá nhân"}:
        return _bodies(found, page)
    if name not in {"mô hình", "mô hình, điển hình", "điển hình"}:
        return None
    if not called_dvk(found, page):
        return None
    if name == "điển hình":
        return "dvk_dh"
    return "dvk_lv" if found.part_of is not None else "dvk_tong"


def _bodies(found: Found, page: Page) -> str | None:
    """Name models told apart by who runs them (`gồm 40 tập thể và 25 cá nhân`)."""
    if (called := CALLED_AFTER.match(page.low, found.end, found.sentence[1])) is not None:
        return "dvk_tong" if called[1] == "mô hình" else "dvk_dh"
    previous = found.previous
    if previous is None or previous.sentence != found.sentence or previous.kind == "change":
        return None
    counted = previous.unit_name in {"tập thể", "cá nhân"} or previous.value > found.value
    if not counted or not previous.indicator.startswith("dvk_") or previous.indicator == "dvk_kt":
        return None
    if found.inherited_unit and CHOSEN.fullmatch(found.near_lead):
        return previous.indicator
    if not PARTS.fullmatch(found.lead):
        return None
    return "dvk_lv" if previous.indicator == "dvk_tong" else previous.indicator


def called_dvk(found: Found, page: Page) -> bool:
    """Say whether the text calls these models Dân vận khéo, here or right before."""
    tail = found.tail
    if DVK.search(tail[:60]) or DVK.search(found.near_tail[:110]):
        return True
    if len(tail) < 25 and tail.rstrip().endswith((",", " và", "và")):
        following = re.split(r"[.;\n]", page.low[found.end : found.end + 90])[0]
        if COUNTED.search(following) and DVK.search(following):
            return True
    if OTHER_SORT.match(tail) and not _inside_list(found):
        return False
    if DVK.search(found.before):
        return True
    return _continues(found, page) or _headed(found, page)


def _inside_list(found: Found) -> bool:
    previous = found.previous
    return (
        previous is not None
        and previous.indicator.startswith("dvk")
        and (found.part_of is not None or bool(FIELD.search(found.lead)))
    )


def _continues(found: Found, page: Page) -> bool:
    """Say whether models named Dân vận khéo just before are being broken down or compared."""
    goes_on = GOES_ON.match(found.near_tail) is not None
    for item in found.earlier():
        if item.indicator.startswith("dvk"):
            same = item.sentence == found.sentence or goes_on
            return same or bool(FIELD.search(found.before)) or found.kind == "change"
        if item.unit_name == found.unit_name:
            if item.sentence == found.sentence:
                return False
            goes_on = False
    if goes_on and page.theme == "dvk":
        return _called_last(page.low[max(0, found.start - 1200) : found.start])
    if FIELDS_GO_ON.match(found.before) is None and not found.inherited_unit:
        return False
    return page.theme == "dvk" or DVK.search(page.title) is not None


def _headed(found: Found, page: Page) -> bool:
    """Say whether models stand under a title on Dân vận khéo, or a place has some of those."""
    words = found.near_tail.strip()
    if words and not STAGE.match(words):
        return False
    if DVK.search(page.title):
        return True
    placed = PLACE_HAS.search(found.near_lead[-60:]) is not None
    if words and not placed:
        return False
    reach = 1200 if placed else 600
    return _called_last(page.low[max(0, found.start - reach) : found.start])


def _called_last(words: str) -> bool:
    """Say whether the models told of last are called Dân vận khéo."""
    last = max((match.end() for match in DVK.finditer(words)), default=-1)
    return last >= 0 and OTHER_MODELS.search(words, last) is None
