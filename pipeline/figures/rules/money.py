"""Amounts of money, and prices that nobody reports on."""

from pipeline.figures.found import Found
from pipeline.figures.page import Page
from pipeline.figures.rules.labels import cue

INCOME = cue(r"thu nhập bình quân|bình quân thu nhập|thu nhập (?:đầu người|của người dân)")
FUND = cue(r"\bquỹ\b|đền ơn|vì người nghèo|khuyến học|cứu trợ|ủng hộ")
GIVEN = cue(r"đóng góp|ủng hộ|quyên góp|xã hội hóa|huy động|vận động|góp")
SELLING = cue(
    r"giá (?:bán|niêm yết|khởi điểm|từ|khoảng|chỉ|dự kiến|tham khảo|gốc|sốc|ưu đãi)|niêm yết|khuyến mại|khuyến mãi|ưu đãi|giảm giá"
    r"|đại lý|phiên bản|bản tiêu chuẩn|bảo hành|trả góp|đặt cọc|đặt mua|giỏ hàng|smartphone|iphone|galaxy|laptop|vé vào|chuyển nhượng|tiền thưởng|mức lương|hợp đồng"
)
PUBLIC = cue(
    r"\bubnd\b|\bhđnd\b|\bmttq\b|mặt trận|\bđảng|chính quyền|ủy ban|nhân dân|bà con|\bhộ\b|nông dân|\bthôn\b|\bxóm\b|\bấp\b|\bbuôn\b"
    r"|\bxã\b|huyện|tỉnh ủy|thành ủy|hội phụ nữ|phụ nữ|hội viên|đoàn viên|\bquỹ\b|từ thiện|ngân sách|dân vận|nông thôn|cán bộ|khu phố"
    r"|khu dân cư|ban chỉ|bộ đội|ngân hàng chính sách|tình nghĩa|đồng bào|kinh phí|người dân|hội nghị|sở\b|người nghèo"
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
    """Say whether a price stands in a text that speaks of wares and not of public matters."""
    selling = SELLING.search(page.low)
    civic = public_words(page)
    return (selling is not None and civic < 3) or (civic == 0 and len(page.low) > 400)


def public_words(page: Page) -> int:
    """Count the different words of public affairs in a text, up to five."""
    if page.public < 0:
        seen: set[str] = set()
        for match in PUBLIC.finditer(page.title + "\n" + page.low):
            seen.add(match.group())
            if len(seen) >= 5:
                break
        page.public = len(seen)
    return page.public
