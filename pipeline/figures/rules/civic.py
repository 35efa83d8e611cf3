"""Whether a text is about people and the offices that serve them at all."""

from pipeline.figures.cues import hinted
from pipeline.figures.page import Page
from pipeline.figures.rules.money import weighs

OFFICE_WORK = hinted(
    r"hành chính|một cửa|\btthc\b|công dân|tiếp dân|đơn thư|khiếu nại|tố cáo|dịch vụ công|\bdvc"
    r"|ubnd|ủy ban|chính quyền|công vụ|căn cước",
    "hành chính", "một cửa", "tthc", "công dân", "tiếp dân", "đơn thư", "khiếu nại", "tố cáo",
    "dịch vụ công", "dvc", "ubnd", "ủy ban", "chính quyền", "công vụ", "căn cước",
)  # fmt: skip
SHORT = 240
"""Up to this length a text is a headline or a few sentences: what is counted speaks for itself."""
GATED = ("don_", "hs_", "dvc_", "tt_tt", "sohoa", "tthc", "to_chuc", "kntc_", "dt_", "pakn")
OUTSIDE = 2
"""How many of the words that news of villages uses all the time make a text one of that life."""


def out_of_place(name: str, page: Page) -> bool:
    """Say whether office work is named in a text that has no word of offices or of the people."""
    if len(page.low) <= SHORT or not name.startswith(GATED):
        return False
    if page.holds(OFFICE_WORK):
        return False
    return not (OFFICE_WORK.search(page.title) or weighs(page, OUTSIDE))
