"""From a page's bytes to its text: BOM, then header, then meta, then detection; pure."""

import codecs
import html
import re
import unicodedata
from typing import Literal, NamedTuple

from charset_normalizer import from_bytes

from scrapers.charset_tables import TCVN3, VNI_ALONE, VNI_MARKS

How = Literal["bom", "utf-8", "header", "meta", "detected"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w:.-]+)", re.IGNORECASE)
_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w:.-]+)", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w:.-]+)", re.IGNORECASE)
_SINGLE_BYTE = frozenset({"ascii", "cp1252", "iso8859-1", "cp1258", "latin-1"})
_LEGACY_FONT = re.compile(r"\.Vn[A-Z][a-z]+|VNI-[A-Z]\w+")
_ENTITY = re.compile(r"&(?:#x?[0-9A-Fa-f]{2,4}|[A-Za-z]{2,8});")
_KEPT_ENTITIES = frozenset({"<", ">", "&", '"', "'", "\xa0"})
_COMMON = re.compile(
    r"(?<!\w)(?:và|của|các|được|không|người|những|là|trong|đã|để|với|về|đến|tại|này|công|"
    r"dân|nhân|huyện|tỉnh|thực|hiện|vận|động|năm|ngày|xã|đồng|tổ|chức|chính|quyền)(?!\w)",
    re.IGNORECASE,
)
_VIETNAMESE = re.compile("[ơưđăƠƯĐĂ\u1ea0-\u1ef9]")
_VNI_LETTER = re.compile(
    "([aeouyôöAEOUYÔÖ])([{marks}])|[{alone}]".format(
        marks="".join(VNI_MARKS) + "".join(VNI_MARKS).upper(),
        alone="".join(VNI_ALONE) + "".join(VNI_ALONE).upper(),
    )
)


class Decoded(NamedTuple):
    """A page's text, the encoding it was in, and what told us."""

    text: str
    encoding: str
    how: How


def decode(body: bytes, content_type: str = "") -> Decoded:
    """Decode a page; a declared encoding that the bytes contradict is not believed.

    Text that is not UTF-8, or is set in the fonts of an old encoding, comes out as NFC;
    UTF-8 stays as published.
    """
    decoded = _decode_declared(body, content_type)
    if decoded.encoding in {"tcvn3", "vni"}:
        return decoded
    return _repair_fonts(decoded)


def _decode_declared(body: bytes, content_type: str) -> Decoded:
    for bom, name in _BOMS:
        if body.startswith(bom):
            return Decoded(body.decode(name, "replace"), name.removesuffix("-sig"), "bom")
    try:
        # Bytes that are valid UTF-8 beyond ASCII are UTF-8, whatever the server says.
        text = body.decode("utf-8")
        return Decoded(text, "utf-8", "utf-8")
    except UnicodeDecodeError:
        pass
    for how, name in _claims(body, content_type):
        if name in _SINGLE_BYTE:
            continue
        try:
            return Decoded(_nfc(body.decode(name), name), name, how)
        except UnicodeDecodeError:
            continue
    return _best_of(body, content_type)


def _claims(body: bytes, content_type: str) -> list[tuple[How, str]]:
    claims: list[tuple[How, str]] = []
    header = _CHARSET.search(content_type)
    if header:
        claims.append(("header", header[1]))
    head = body[:4096]
    meta = _META.search(head) or _XML.search(head)
    if meta:
        claims.append(("meta", meta[1].decode("ascii")))
    known: list[tuple[How, str]] = []
    for how, name in claims:
        try:
            known.append((how, codecs.lookup(name).name))
        except LookupError:
            continue
    return known


def _best_of(body: bytes, content_type: str) -> Decoded:
    """Choose among the encodings Vietnamese pages were written in, by the words they give."""
    claimed = [(how, name) for how, name in _claims(body, content_type) if name in _SINGLE_BYTE]
    broken_utf8 = body.decode("utf-8", "replace")
    latin = body.decode("cp1252", "replace")
    candidates = {
        "utf-8": broken_utf8,
        "cp1258": _nfc(body.decode("cp1258", "replace"), "cp1258"),
        "tcvn3": from_tcvn3(body.decode("latin-1")),
        "vni": from_vni(latin),
    }
    scores = {name: len(_COMMON.findall(text)) for name, text in candidates.items()}
    best = max(scores, key=lambda name: scores[name])
    if scores[best] and scores[best] > _plain_score(latin):
        how: How = next((how for how, name in claimed if name == best), "detected")
        return Decoded(candidates[best], best, how)
    for how, name in claimed:
        return Decoded(_nfc(body.decode(name, "replace"), name), name, how)
    guess = from_bytes(body[:200_000]).best()
    name = guess.encoding if guess else "utf-8"
    return Decoded(_nfc(body.decode(name, "replace"), name), name, "detected")


def _plain_score(latin: str) -> int:
    """Count common words that need no mark (`trong`, `xa`): they tell encodings apart badly."""
    return len(_COMMON.findall(latin))


def _nfc(text: str, name: str) -> str:
    # Code page 1258 writes tones as combining marks.
    return text if name == "utf-8" else unicodedata.normalize("NFC", text)


def _repair_fonts(decoded: Decoded) -> Decoded:
    """Read text that an old font, not the encoding, turned into Vietnamese."""
    text = decoded.text
    if ".Vn" not in text and "VNI-" not in text:
        return decoded
    if not _LEGACY_FONT.search(text) or _VIETNAMESE.search(text):
        return decoded
    plain = _ENTITY.sub(_unescape, decoded.text)
    readings = {"tcvn3": from_tcvn3(plain), "vni": from_vni(plain)}
    scores = {name: len(_COMMON.findall(text)) for name, text in readings.items()}
    best = max(scores, key=lambda name: scores[name])
    if scores[best] <= _plain_score(plain):
        return decoded
    return Decoded(readings[best], best, "detected")


def _unescape(match: re.Match[str]) -> str:
    character = html.unescape(match[0])
    return match[0] if character in _KEPT_ENTITIES else character


def from_tcvn3(text: str) -> str:
    """Read TCVN3 codes, given as Latin-1 characters, as NFC Vietnamese."""
    return unicodedata.normalize("NFC", text.translate(TCVN3))


def from_vni(text: str) -> str:
    """Read VNI codes, given as Windows-1252 characters, as NFC Vietnamese."""
    return unicodedata.normalize("NFC", _VNI_LETTER.sub(_vni_letter, text))


def _vni_letter(match: re.Match[str]) -> str:
    code = match[1] or match[0]
    letter = VNI_ALONE.get(code.lower(), code.lower())
    marks = VNI_MARKS[match[2].lower()] if match[2] else ""
    return (letter.upper() if code.isupper() else letter) + marks
