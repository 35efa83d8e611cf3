"""Amounts of money, and prices that nobody reports on."""

from pipeline.figures.cues import any_of, hinted, phrases
from pipeline.figures.found import Found
from pipeline.figures.page import Page

INCOME = hinted(
    r"thu nhập bình quân|bình quân thu nhập|thu nhập (?:đầu người|của người dân)", "thu nhập"
)
FUND = hinted(
    r"\bquỹ\b|đền ơn|vì người nghèo|khuyến học|cứu trợ|ủng hộ",
    "quỹ", "đền ơn", "vì người nghèo", "khuyến học", "cứu trợ", "ủng hộ",
)  # fmt: skip
GIVEN = any_of("góp", "ủng hộ", "xã hội hóa", "huy động", "vận động")
SELLING = any_of(
    "giá bán", "giá niêm yết", "giá khởi điểm", "có giá từ",
    "với giá từ", "mức giá từ", "có giá khoảng", "với giá khoảng", "mức giá khoảng",
    "giá chỉ", "giá dự kiến",
    "giá tham khảo", "giá gốc", "giá sốc", "giá ưu đãi", "giá khám", "giá bìa", "niêm yết",
    "khuyến mại", "khuyến mãi", "ưu đãi", "giảm giá", "đại lý", "phiên bản", "bản tiêu chuẩn",
    "bảo hành", "trả góp", "đặt cọc", "đặt mua", "giỏ hàng", "smartphone", "iphone", "galaxy",
    "laptop", "vé vào", "chuyển nhượng", "tiền thưởng", "mức lương", "hợp đồng", "vốn điều lệ",
    "đánh bạc", "cổ phiếu", "đấu giá", "đấu thầu", "nhà thầu", "truy nã", "bị can", "bị cáo",
    "khởi tố", "nguyên đơn", "án phí", "mức phạt",
)  # fmt: skip
STRONG = phrases(
    "mttq", "mặt trận tổ quốc", "mặt trận xã", "mặt trận huyện", "mặt trận tỉnh",
    "mặt trận phường", "mặt trận thôn", "công tác mặt trận", "hội phụ nữ", "lhpn",
    "hội nông dân", "cựu chiến binh", "hội viên", "chi hội", "đoàn viên", "đoàn thể",
    "hộ nghèo", "thoát nghèo", "giảm nghèo", "vì người nghèo", "nông thôn mới", "đảng ủy",
    "huyện ủy", "cấp ủy", "chi bộ", "đảng viên", "bà con", "đồng bào", "hảo tâm", "khuyến học",
    "hiến đất", "quyên góp", "suất quà", "tình nghĩa", "tình thương", "đại đoàn kết",
    "tiếp công dân", "tiếp dân", "đơn thư", "dân vận khéo", "già làng", "khu dân cư",
    "tự quản", "mô hình", "phong trào", "biên phòng", "xã hội hóa", "an sinh xã hội",
    "chính sách xã hội", "hộ dân", "dân góp", "dân đóng góp", "tổ dân phố", "ngày công",
    "nhà văn hóa", "vận động nhân dân", "vận động người dân",
)  # fmt: skip
"""Words of mobilising, hearing and serving people; each weighs two."""
WEAK = phrases(
    " xã ", " huyện ", " hộ ", " thôn ", "xóm ", " ấp ", "buôn làng", "làng ", "khu phố",
    " phường ", "người dân", "nhân dân", "nông dân", "phụ nữ", "cán bộ", "chính quyền",
    "hỗ trợ", "giúp", "đóng góp", "ủng hộ", "từ thiện", "góp công", "góp tiền", "trồng",
    "chăn nuôi", "học bổng", "sinh hoạt", "hợp tác xã", "tổ hợp tác", "tuyên truyền", "bí thư",
    "khó khăn", "thu nhập", "kinh phí", "tham gia", "ubnd", "hội nghị", "gia đình", "chị em",
    "quỹ", "hòa giải", "công dân", "khiếu nại", "tố cáo", "đối thoại", "trao tặng", "công khai",
    "dân tộc", "tỉnh đoàn", "huyện đoàn", "ngân sách xã", "ngân sách huyện", "hộ kinh doanh",
)  # fmt: skip
"""Words that news of every kind may use now and then, and news of villages all the time."""
PRIVATE = hinted(
    r"(?:chiếm đoạt|lừa đảo|cát xê|doanh thu|lợi nhuận|cổ phiếu|cổ tức|chuyển nhượng"
    r"|giá vé|\bvé\b|thu giữ|đánh bạc|học phí|tiền thưởng|vốn hóa|hợp đồng)"
    r"[^.;]{0,50}$",
    "chiếm đoạt", "lừa đảo", "cát xê", "doanh thu", "lợi nhuận", "cổ phiếu", "cổ tức",
    "chuyển nhượng", "vé", "thu giữ", "đánh bạc", "học phí", "tiền thưởng", "vốn hóa", "hợp đồng",
)  # fmt: skip
SENTENCE, PARAGRAPH = 100, 160
"""Characters up to which one word, or two, are enough to say what a text is about."""
PER_WORD, MOST = 400, 20


def decide(found: Found, page: Page) -> str | None:
    """Name the indicator of an amount of money."""
    if found.unit_kind != "money":
        return None
    if not serves_people(page, found):
        return "gia_hang"
    words = found.before[-120:]
    if INCOME.search(words):
        return "tnbq"
    if FUND.search(words):
        return "quy"
    return "goptien" if GIVEN.possible(words) else "so_tien"


def serves_people(page: Page, found: Found) -> bool:
    """Say whether an amount stands in a text about people and those who serve them.

    The longer a text, the more words of that life it must use: a match report of two pages
    names a village too.
    """
    needed = _needed(len(page.low))
    if found.unit_name != "đồng":
        needed *= 2
    elif page.holds(SELLING) or PRIVATE.search(found.before[-80:]):
        needed += 2
    return weighs(page, needed)


def weighs(page: Page, needed: int) -> bool:
    """Say whether the words of public life in a text weigh so much; asked once."""
    if needed not in page.public:
        page.public[needed] = _is_public(f" {page.title}\n{page.low}", needed)
    return page.public[needed]


def _needed(length: int) -> int:
    if length < SENTENCE:
        return 1
    return 2 if length < PARAGRAPH else min(MOST, 3 + length // PER_WORD)


def _is_public(text: str, needed: int) -> bool:
    """Say whether the different words of public life in a text weigh enough."""
    for word in STRONG:
        if word in text:
            needed -= 2
            if needed <= 0:
                return True
    for word in WEAK:
        if word in text:
            needed -= 1
            if needed <= 0:
                return True
    return needed <= 0
