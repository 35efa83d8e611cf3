"""Land given by the people: areas, and the households that gave it."""

from pipeline.figures.cues import cue
from pipeline.figures.found import Found
from pipeline.figures.page import Page

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
CUT_LAND = cue(
    r"^(?: [^.;()\d]{0,60}?)? (nhường|nhượng|cắt|bớt|xén)(?: lại| bớt| thêm)?"
    r"(?: đất| ruộng| vườn|([^.;()\d]{0,20} \d[\d.,]* ?(?:m2|m²|ha|sào|mét vuông)(?! tường|"
    r" hàng rào| sân| nhà| mái)))"
)
OTHER_CAUSE = cue(r"dồn điền|đổi thửa|trồng|nuôi|liên kết|hợp tác|vay vốn")
OTHERS_GIVE = cue(
    r"vận động|nhân dân|người dân|bà con|[,:] dân"
    r"|hộ khác|các hộ|gia đình ông|\bông |\bbà |trong đó|nhiều hộ"
)
CELL = cue(r"\s*(?:[-+*•] )?[^.;,:\d]{0,40}: |; | \| ")
CELL_END = cue(r"\s*(?:;|\||\n|$)")
GIVING = cue(r"hiến (?:[\w.,²]+ ){0,3}?đất")
CUT = cue(
    r"(?:^|\W)(?:cắt|xén|bớt|nhượng|nhường|góp|dành|chặt|lùi)(?: lại| trước| ra| luôn| hẳn| thêm"
    r"| đi| vào| bớt| được| hơn| trên| gần| khoảng| tới| đất| phần đất| ruộng| vườn)*\s*$"
)
MORE_LAND = cue(
    r"(?:^|\W)(?:(?:ít|nhiều|cao|thấp)(?: nhất)?|(?:vận động|huy động)(?: nhân dân| bà con"
    r"| người dân)?(?: được)?|đất (?:ở|rừng|vườn|lúa|nương|màu|ruộng|thổ cư|trồng [^\W\d]+"
    r"|(?:nông|lâm) nghiệp))"
    r"(?: thì| là| có| cũng| thêm| hiến| được| đến| tới| trên| hơn| gần| khoảng)*\s*$"
)
"""How the land given goes on: the least and most of it, what a later year brought, its kinds."""
LAND_OF_A_KIND = cue(r"đất (?:rừng|trồng [^\W\d]+)\s*$")
TOTAL = cue(r"tổng (?:cộng|diện tích)(?: đất)?(?: là| được| hơn| trên| gần| khoảng)*\s*$")
NAMED = cue(
    r"(?:.*[^\w\s] ?|.* (?:là|và|như|gồm|có|với) |^)(?:và |rồi |là )?"
    r"(?:(?:các )?(?:xã|phường|thị trấn|huyện|thôn|bản|ấp|xóm|khóm|làng|buôn|hộ|nhà|gia đình) )?"
    r"(?P<name>[^\W\d]+(?: [^\W\d]+){0,5}?)(?: (?:là|hiến|với|có))? [(]?\s*"
)
AREAS = frozenset(("m²", "ha", "sào", "mẫu", "công đất"))
LAND_ELSE = cue(
    r"trồng|rừng|thu hồi|quy hoạch|khai hoang|chuyển đổi|tường rào|tường bao|mặt bằng"
    r"|bê tông|xây dựng nhà|sân|nhà văn hóa rộng"
)
NOT_LAND = cue(r"^ (?:tường|sân|nhà|bê tông|hàng rào|đường|rừng|sàn|mái|rào|vỉa hè|mặt đường)")


def decide(found: Found, page: Page) -> str | None:
    """Name an area of land given."""
    if found.unit_name not in AREAS or found.unit_kind not in {"area", "measure"}:
        return None
    given = _land(found) or _tabled(found, page) or _more_land(found, page)
    return "hiendat" if given else None


def is_giver(found: Found, page: Page) -> bool:
    """Say whether households are those who gave land."""
    return _gives_land(found, page) or _givers(found) or _tabled(found, page)


def _givers(found: Found) -> bool:
    """Say whether households stand right beside the land they gave (`hiến 5,4 ha, 712 hộ`)."""
    previous = found.previous
    beside = previous is not None and previous.indicator == "hiendat"
    return beside and bool(BESIDE_LAND.fullmatch(found.lead)) and not found.near_tail.strip()


def _gives_land(found: Found, page: Page) -> bool:
    """Say whether these households are the ones who give (`31 hộ dỡ rào, hiến 640 m2`)."""
    words = page.low[found.end : min(found.sentence[1], found.end + 110)]
    match = GIVERS.match(words) or CUT_LAND.match(words)
    if match is None or OTHERS_GIVE.search(match.group()):
        return False
    if "tham gia" in match.group() and OTHER_CAUSE.search(found.lead):
        return False
    yields = match.re is GIVERS or (match[1].startswith("nh") and match[2] is not None)
    return yields or _land_is_given(page)


def _land_is_given(page: Page) -> bool:
    """Say whether a text speaks of land given anywhere."""
    return page.says(GIVING) or GIVING.search(page.title) is not None


def _more_land(found: Found, page: Page) -> bool:
    """Say whether an area is land given where the giving itself was told of before."""
    kinds = LAND_OF_A_KIND.sub(" ", found.near_lead)
    if NOT_LAND.match(found.near_tail) or LAND_ELSE.search(kinds + found.near_tail[:24]):
        return False
    if CUT.search(found.near_lead):
        return _land_is_given(page)
    areas = (item for item in found.earlier() if item.unit_name in AREAS)
    last = next(areas, None)
    if last is None:
        titled = GIVING.search(page.title) is not None and TOTAL.search(found.near_lead)
        return bool(titled) or (page.theme == "hiendat" and _goes_on(found, page))
    return last.indicator == "hiendat" and _goes_on(found, page)


def _goes_on(found: Found, page: Page) -> bool:
    """Say whether the words before an area go on with the land told of."""
    return MORE_LAND.search(found.near_lead) is not None or _beside_a_name(found, page)


def _beside_a_name(found: Found, page: Page) -> bool:
    """Say whether an area stands beside the name of who gave it (`Thanh Lâm (4.120 m2)`)."""
    match = NAMED.fullmatch(found.lead[-70:])
    if match is None or found.near_tail.strip(" )"):
        return False
    start = found.begin - len(found.lead[-70:]) + match.start("name")
    return all(word[0].isupper() for word in page.body[start : start + len(match["name"])].split())


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
