"""Bytes to text, whatever the server says they are."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrapers.charset import decode, from_tcvn3, from_vni
from scrapers.charset_tables import TCVN3

WORDS = "Công tác dân vận của chính quyền huyện đã được nhân dân đồng tình, thực hiện ở từng thôn"
PAGE = f"<html><head><title>x</title></head><body><p>{WORDS}</p></body></html>"
TONES = "\u0300\u0309\u0303\u0301\u0323"
TO_TCVN3 = {unicodedata.normalize("NFC", letter): code for code, letter in TCVN3.items()}


def cp1258(text: str) -> bytes:
    """Write text as Windows does: tones apart, after their vowel."""
    pieces = []
    for letter in text:
        whole = unicodedata.normalize("NFD", letter)
        tone = next((mark for mark in TONES if mark in whole), "")
        pieces.append(unicodedata.normalize("NFC", whole.replace(tone, "")) + tone)
    return "".join(pieces).encode("cp1258")


def tcvn3(text: str) -> bytes:
    return bytes(TO_TCVN3.get(letter, ord(letter)) for letter in text)


@pytest.mark.parametrize(
    ("body", "header", "encoding", "how"),
    [
        (PAGE.encode(), "text/html; charset=utf-8", "utf-8", "utf-8"),
        (PAGE.encode(), "", "utf-8", "utf-8"),
        (PAGE.encode(), "text/html; charset=iso-8859-1", "utf-8", "utf-8"),
        (PAGE.encode("utf-8-sig"), "text/html; charset=windows-1252", "utf-8", "bom"),
        (PAGE.encode("utf-16"), "", "utf-16", "bom"),
        (cp1258(PAGE), "text/html; charset=windows-1258", "cp1258", "header"),
        (cp1258(PAGE), "text/html; charset=utf-8", "cp1258", "detected"),
        (
            cp1258(PAGE.replace("<title>", '<meta charset="windows-1258"><title>')),
            "",
            "cp1258",
            "meta",
        ),
        (tcvn3(PAGE), "text/html; charset=windows-1252", "tcvn3", "detected"),
        (tcvn3(PAGE), "text/html; charset=khong-co", "tcvn3", "detected"),
    ],
)
def test_page_is_decoded(body, header, encoding, how):
    decoded = decode(body, header)
    assert WORDS in decoded.text
    assert (decoded.encoding, decoded.how) == (encoding, how)


def test_a_page_set_in_an_old_font_is_read_through_its_entities():
    codes = "".join(f"&#{TO_TCVN3[letter]};" if letter in TO_TCVN3 else letter for letter in WORDS)
    page = f'<html><meta charset="utf-8"><font face=".VnTime"><p>{codes}</p></font></html>'
    assert WORDS in decode(page.encode()).text


def test_vni_is_read():
    text = "Ñaûng boä huyeän toå chöùc ñoái thoaïi vôùi nhaân daân, ÖU ÑIEÅM cuûa ñòa phöông"
    expected = "Đảng bộ huyện tổ chức đối thoại với nhân dân, ƯU ĐIỂM của địa phương"
    assert from_vni(text) == expected
    page = f'<html><font face="VNI-Times"><p>{text}</p></font></html>'
    assert expected in decode(page.encode()).text


def test_utf8_stays_as_published():
    decomposed = unicodedata.normalize("NFD", PAGE)
    assert decode(decomposed.encode()).text == decomposed


def test_a_modern_page_that_names_an_old_font_is_left_alone():
    page = f'<html><p style="font-family:.VnTime">{WORDS} – 45 µm</p></html>'
    assert decode(page.encode()).text == page


@settings(deadline=None)
@given(st.text(alphabet=sorted(TO_TCVN3) + list("abc <>123"), max_size=60))
def test_tcvn3_comes_back_as_it_was(text):
    assert from_tcvn3(tcvn3(text).decode("latin-1")) == unicodedata.normalize("NFC", text)


@settings(deadline=None)
@given(st.binary(max_size=200), st.sampled_from(["", "text/html; charset=windows-1258", "x"]))
def test_any_bytes_become_some_text(body, header):
    assert isinstance(decode(body, header).text, str)
