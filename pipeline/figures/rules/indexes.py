"""Indexes of governance: which one a text is speaking of where a score or a rank stands."""

import re

from pipeline.figures.cues import cue, hinted
from pipeline.figures.found import Found
from pipeline.figures.page import Page

TOPICS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("sipas", cue(r"sipas|chỉ số hài lòng|chỉ số (?:đánh giá )?(?:về )?(?:sự |mức độ )?hài lòng")),
    ("parindex", cue(r"par[ -]?index|chỉ số cải cách hành chính|chỉ số cchc")),
    ("papi", cue(r"papi\b|hiệu quả quản trị")),
    ("pci", cue(r"pci\b|năng lực cạnh tranh cấp tỉnh")),
    ("pgi", cue(r"pgi\b|chỉ số xanh")),
    ("ddci", cue(r"d?dci\b")),
    ("dti", cue(r"dti\b|chỉ số chuyển đổi số|chuyển đổi số cấp tỉnh")),
    ("qd766", cue(r"phục vụ người dân, doanh nghiệp|phục vụ người dân và doanh nghiệp")),
)
INDEX = hinted(
    "|".join(f"(?P<{name}>{pattern.pattern})" for name, pattern in TOPICS),
    "sipas", "hài lòng", "index", "cải cách hành chính", "cchc", "papi", "hiệu quả quản trị",
    "pci", "năng lực cạnh tranh", "pgi", "chỉ số xanh", "dci", "dti", "chuyển đổi số",
    "phục vụ người dân",
)  # fmt: skip
HAPPY = cue(r"hài lòng")
PAIR = 60
JOINED = cue(r"^[^.;\d]{0,40}(?: và|,| hay)[^.;\d]{0,20}$")
LEAGUE = hinted(r"(?:thứ|hạng|vị trí) \d{1,2}/(?:63|34)(?!\d)", "/63", "/34")
AUTHORITIES = cue(r"hành chính|\bubnd\b|chính quyền|chuyển đổi số|quản trị|sở, ngành|cải cách")
INDEXED = cue(r"chỉ số|xếp|đứng|hạng|\bpar\b|papi|pci|sipas|dti|ddci|điểm")


def index_topic(words: str) -> str | None:
    """Give the last index named in some words."""
    name = None
    for match in INDEX.pattern.finditer(words):
        name = match.lastgroup
    return name


def topic(found: Found, page: Page, *, whole: bool) -> str | None:
    """Give the index a text is speaking of at this place: sentence, text before, title."""
    match = page.last(INDEX, max(0, found.sentence[0] - 1200), found.begin)
    if match is not None:
        return _first_of_pair(match, page, found.begin)
    named = index_topic(page.title)
    if named is None and HAPPY.search(page.title):
        named = "sipas"
    if named is None:
        named = _ranked_by(page)
    if named is None and whole and _some_index(found, page):
        named = "parindex"
    return named


def _some_index(found: Found, page: Page) -> bool:
    """Say whether an unnamed `chỉ số` is one by which authorities are ranked."""
    indexed = "chỉ số" in found.before and INDEXED.search(found.before) is not None
    return indexed and page.says(AUTHORITIES)


def _first_of_pair(match: re.Match[str], page: Page, until: int) -> str | None:
    """Give the index named last; of two announced together, the one of the title or the first."""
    other = page.last(INDEX, match.start() - PAIR, match.start())
    if other is None or not JOINED.search(page.low[other.end() : match.start()]):
        return match.lastgroup
    kinds = {other.lastgroup, match.lastgroup}
    since = page.low.rfind("hài lòng", match.end(), until)
    if "sipas" in kinds and since >= 0:
        return "sipas"
    titled = index_topic(page.title)
    return titled if titled in kinds else other.lastgroup


def _ranked_by(page: Page) -> str | None:
    """Give the one index that a text which ranks places speaks of anywhere."""
    if not page.holds(LEAGUE):
        return None
    named = page.kinds(INDEX)
    if len(named) == 1:
        return next(iter(named))
    return "sipas" if not named and page.says(HAPPY) else None
