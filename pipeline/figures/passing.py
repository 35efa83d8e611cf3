"""Places that are only named in passing: neighbours, examples, visitors, what a unit once was."""

from corpus.records import Place
from pipeline.figures.cues import cue, phrases

WINDOW = 48
PLURAL = cue(r"(?:^|[^\w])(?:các|những|hai|ba|bốn|nhiều|một số|(?!(?:19|20)\d\d )\d+) $")
BESIDE = cue(
    r"(?:giáp|sang|so với|khác|gần|cùng với|học tập|đến từ|quê) (?:tỉnh |huyện )?$"
    r"|(?:đưa|chở|gửi|chuyển|trở|quay|bán|mang|nộp|trả)(?: [^\W\d]+){0,2} về $"
    r"|(?:cao tốc|quốc lộ|tỉnh lộ|đường sắt|sân bay|cảng|khu công nghiệp|vành đai|ga|liên) $"
    r"|(?:đại học|cao đẳng|học viện|công ty|tập đoàn|trưởng) $"
)
LISTED = cue(
    r"(?:^|[^\w])(?:như|nhất|nhất cả|nhất của|tính cả|kể cả|gồm cả|bao gồm|gồm) (?:tỉnh |huyện )?$"
)
MERGED = cue(
    r"(?:sáp nhập|hợp nhất|chia tách|tách)(?: (?:từ|hai|ba|bốn|các|tỉnh|huyện|xã|phường|toàn bộ"
    r"|một phần|với|đơn vị))* $"
)
FORMER = cue(
    r" \(?(?:cũ(?!\w)|trước đây(?: ?[).]|$)|trước (?:khi |thời điểm )?(?:sáp nhập|hợp nhất))"
)
ITS_OWN = cue(r" cũ (?:\(|có|còn|đã|tiếp|nhận|hiến|góp|đạt|giảm)")
AREA_OF = cue(r"(?:khu vực|địa bàn|vùng) (?:thuộc )?(?:tỉnh |huyện )?$")
VISITORS = cue(
    r"đoàn (?:công tác|cán bộ|đại biểu|khảo sát|tham quan|thiện nguyện|từ thiện|của)"
    r"(?: [^\W\d]+){0,3} $"
)
VISIT = cue(
    r"(?: ?\([^)]{1,30}\))?,? (?:đã |vừa )?(?:đến|tới|thăm|sang|về|lên|tặng|trao|học)(?!\w)"
)
CHARGE = cue(
    r"(?:phụ trách|quản lý|đóng quân|đứng chân)(?: (?:trên|tại|các|khu vực|địa bàn|của|ở))+ $"
)
LAST = phrases(
    "các ", "những ", "hai ", "ba ", "bốn ", "nhiều ", "số ", "giáp ", "sang ", "với ", "khác ",
    "gần ", "tập ", "từ ", "quê ", "tỉnh ", "huyện ", "về ", "tốc ", "lộ ", "sắt ", "bay ",
    "cảng ", "nghiệp ", "đai ", "ga ", "liên ", "học ", "đẳng ", "viện ", "ty ", "đoàn ",
    "trưởng ", "như ", "nhất ", "cả ", "của ", "gồm ", "nhập ", "tách ", "xã ", "phường ", "bộ ",
    "phần ", "vị ",
)  # fmt: skip
"""What every lead to a place in passing ends with, so that the rest need not be asked."""
TOLD_OF = cue(r"[ :]{0,2}\(?\d|:|(?: [^\W\d]+){1,2} \(?\d")
"""After a place its own figure: then it is no mere example (`như xã Lê Lai 12 hộ`)."""


def is_in_passing(low: str, place: Place, *, first: bool) -> bool:
    """Say whether a place is named in passing, by the words around it.

    Args:
        low: the folded text.
        place: a place named in it.
        first: whether no place before it is told of: who visits first is the actor.
    """
    before = low[max(0, place.begin - WINDOW) : place.begin]
    if (before.endswith(LAST) or before[-2:-1].isdigit()) and _led_to(low, place, before):
        return True
    if not first and VISITORS.search(before) and VISIT.match(low, place.finish):
        return True
    if not is_former(low, place):
        return False
    return AREA_OF.search(before) is None and ITS_OWN.match(low, place.finish) is None


def _led_to(low: str, place: Place, before: str) -> bool:
    """Say whether the words before a place make it one that is only named beside another."""
    if BESIDE.search(before) or PLURAL.search(before) or MERGED.search(before):
        return True
    return LISTED.search(before) is not None and not TOLD_OF.match(low, place.finish)


def is_former(low: str, place: Place) -> bool:
    """Say whether a unit is called one that is no more: `tỉnh Hà Tây cũ`."""
    return FORMER.match(low, place.finish) is not None


def in_charge_of(low: str, place: Place) -> bool:
    """Say whether a unit is named as the one looked after: `phụ trách địa bàn xã …`."""
    return CHARGE.search(low[max(0, place.begin - WINDOW) : place.begin]) is not None
