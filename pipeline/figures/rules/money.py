"""Amounts of money, and prices that nobody reports on."""

from pipeline.figures.cues import cue, phrases
from pipeline.figures.found import Found
from pipeline.figures.page import Page

INCOME = cue(r"thu nhập bình quân|bình quân thu nhập|thu nhập (?:đầu người|của người dân)")
FUND = cue(r"\bquỹ\b|đền ơn|vì người nghèo|khuyến học|cứu trợ|ủng hộ")
GIVEN = cue(r"đóng góp|ủng hộ|quyên góp|xã hội hóa|huy động|vận động|góp")
SELLING = cue(
    r"giá (?:bán|niêm yết|khởi điểm|từ|khoảng|chỉ|dự kiến|tham khảo|gốc|sốc|ưu đãi)"
    r"|niêm yết|khuyến mại|khuyến mãi|ưu đãi|giảm giá"
    r"|đại lý|phiên bản|bản tiêu chuẩn|bảo hành|trả góp|đặt cọc|đặt mua|giỏ hàng"
    r"|smartphone|iphone|galaxy|laptop|vé vào|chuyển nhượng|tiền thưởng|mức lương"
    r"|hợp đồng|truy nã|bị can|bị cáo|vốn điều lệ|giá bìa|đánh bạc"
)
STRONG = phrases(
    "dân vận", "mttq", "mặt trận tổ quốc", "hội phụ nữ", "lhpn", "hội nông dân",
    "đoàn thanh niên", "hộ nghèo", "thoát nghèo", "giảm nghèo", "nông thôn mới", "đảng ủy",
    "huyện ủy", "tỉnh ủy", "thành ủy", "cấp ủy", "quận ủy", "chi bộ", "ubnd xã", "ubnd huyện",
    "ubnd phường", "ubnd thị", "ubnd tỉnh", "ubnd quận", "ubnd thành", "bà con", "đồng bào",
    "đóng góp", "ủng hộ", "quyên góp", "từ thiện", "hảo tâm", "vì người nghèo", "khuyến học",
    "ngân sách", "giải phóng mặt bằng", " hiến ", "thôn ", "xóm ", "buôn ", "hội viên",
    "nông dân", "kinh phí", "xã hội hóa", "tình nghĩa", "người dân", "nhân dân đóng",
    "thu nhập", "chính sách", "hộ dân", "hộ gia đình",
    "suất quà", "học bổng", "trao tặng",
)  # fmt: skip
WEAK = phrases(
    "ubnd", "hđnd", "mặt trận", " đảng", "chính quyền", "ủy ban", "nhân dân", " ấp ", "xã",
    "huyện", "phụ nữ", "quỹ", "cán bộ", "khu phố", "khu dân cư", "bộ đội", "hội nghị", "hộ ",
    "hỗ trợ", "trồng", "chăn nuôi", "vận động",
)  # fmt: skip
PRIVATE = cue(
    r"(?:chiếm đoạt|lừa đảo|cát xê|doanh thu|lợi nhuận|cổ phiếu|cổ tức|chuyển nhượng"
    r"|giá vé|\bvé\b|thu giữ|đánh bạc|học phí|tiền thưởng|vốn hóa|hợp đồng)"
    r"[^.;]{0,50}$"
)


def decide(found: Found, page: Page) -> str | None:
    """Name the indicator of an amount of money."""
    if found.unit_kind != "money":
        return None
    if advertised(page, found):
        return "gia_hang"
    words = found.before[-120:]
    if INCOME.search(words):
        return "tnbq"
    if FUND.search(words):
        return "quy"
    return "goptien" if GIVEN.search(words) else "so_tien"


def advertised(page: Page, found: Found) -> bool:
    """Say whether an amount stands in a text that speaks of wares, shows or firms."""
    score = public_score(page)
    if score >= 5:
        return False
    if page.says(SELLING):
        return True
    if PRIVATE.search(found.before[-80:]):
        return score < 4
    return score < 2 and len(page.low) > 60


def public_score(page: Page) -> int:
    """Weigh the different words of public affairs in a text, up to six."""
    if page.public < 0:
        text = page.title + "\n" + page.low
        page.public = min(6, 2 * _different(STRONG, text, 3) + _different(WEAK, text, 3))
    return page.public


def _different(words: tuple[str, ...], text: str, enough: int) -> int:
    """Count different words that are there, stopping when there are enough."""
    count = 0
    for word in words:
        if word in text:
            count += 1
            if count == enough:
                break
    return count
