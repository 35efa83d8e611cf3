"""What is said around a number about how exact it is: `gần`, `không quá`, `trở lên`."""

from collections.abc import Sequence

from corpus.records import Qualifier
from pipeline.figures.cues import cue, word_set
from pipeline.figures.found import Found
from pipeline.figures.page import Page
from pipeline.figures.signs import LAST_OF_QUALIFIERS, ON, OPENING, QUALIFIERS, UP

_INSIDE_A_WORD = {
    "độ": "tọa nhiệt tốc mức cường trình mật chế tiến thái vận cao", "trên": "cấp bên phía",
    "cỡ": "kích", "non": "núi sinh trẻ cây lúa đẻ",
}  # fmt: skip
INSIDE_A_WORD = {last: word_set(before) for last, before in _INSIDE_A_WORD.items()}
"""What may stand before a qualifier that is only the end of a longer word: `cấp trên 152 …`."""
COMPARED = cue(r"[^.;\n]{0,40}(?:so với|cùng kỳ|năm trước|năm ngoái|trước đó)")
COMPARING: dict[str, Qualifier] = {
    "nhiều hơn": "more_than", "ít hơn": "less_than",
}  # fmt: skip
PLAN = cue(r" (?:so với )?(?:kế hoạch|chỉ tiêu|dự toán|mục tiêu)")


def read_bounds(page: Page, found: Found, words: Sequence[str]) -> None:
    """Read the qualifier around a number and where the whole begins."""
    low, found.begin = page.low, found.start
    said = _qualifier(words) if words and words[-1].lstrip(OPENING) in LAST_OF_QUALIFIERS else None
    if said is not None and not _says_something_else(low, found, said[0]):
        phrase, qualifier = said
        if phrase in COMPARING and found.unit_kind == "money":
            qualifier = qualifier if COMPARED.match(low, found.end) else COMPARING[phrase]
        if found.qualifier != "range":
            found.qualifier = qualifier
        if qualifier != "exact" or phrase in {"ước đạt", "tròn"}:
            place = low.rfind(phrase.split()[0], max(0, found.start - 24), found.start)
            found.begin = place if place >= 0 else found.start
    match = UP.match(low, found.end) if "trở" in low[found.end : found.end + 32] else None
    if match and found.qualifier != "range":
        found.qualifier = "at_least" if match[1] else "at_most"
        if not match.group()[: -len("trở lên")].strip():
            found.end = match.end()


def _qualifier(words: Sequence[str]) -> tuple[str, Qualifier] | None:
    """Give the longest qualifier that ends the words before a number."""
    for count in (3, 2, 1):
        phrase = " ".join(words[-count:]) if len(words) >= count else ""
        phrase = phrase.lstrip(OPENING)
        qualifier = QUALIFIERS.get(phrase)
        if qualifier is None:
            continue
        before = words[-2] if count == 1 and len(words) > 1 else ""
        return None if before in INSIDE_A_WORD.get(phrase, ()) else (phrase, qualifier)
    return None


def _says_something_else(low: str, found: Found, phrase: str) -> bool:
    """Say whether `trên 5 lĩnh vực` says where, or `vượt 2% kế hoạch` how much more."""
    if phrase == "trên":
        return found.unit is not None and found.unit.name in ON
    return phrase == "vượt" and found.unit_kind == "ratio" and bool(PLAN.match(low, found.end))
