"""The tables of two Vietnamese encodings of before Unicode: TCVN3 (ABC) and VNI; data only."""

_TONED = {
    # letter: the codes of its grave, hook, tilde, acute and dot forms, in that order
    "a": "b5 b6 b7 b8 b9", "ă": "bb bc bd be c6", "â": "c7 c8 c9 ca cb",
    "e": "cc ce cf d0 d1", "ê": "d2 d3 d4 d5 d6", "i": "d7 d8 dc dd de",
    "o": "df e1 e2 e3 e4", "ô": "e5 e6 e7 e8 e9", "ơ": "ea eb ec ed ee",
    "u": "ef f1 f2 f3 f4", "ư": "f5 f6 f7 f8 f9", "y": "fa fb fc fd fe",
}  # fmt: skip
_TONES = "\u0300\u0309\u0303\u0301\u0323"

TCVN3: dict[int, str] = {
    **dict(zip(range(0xA1, 0xAF), "ĂÂÊÔƠƯĐăâêôơưđ", strict=True)),
    **{
        int(code, 16): letter + tone
        for letter, codes in _TONED.items()
        for code, tone in zip(codes.split(), _TONES, strict=True)
    },
}
"""Code to letter, decomposed: normalise after translating."""

VNI_ALONE: dict[str, str] = {
    "ñ": "đ", "ö": "ư", "ô": "ơ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ",
}  # fmt: skip
"""VNI letters written with one code."""

VNI_MARKS: dict[str, str] = {
    "ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323",
    "â": "\u0302", "à": "\u0302\u0300", "á": "\u0302\u0301", "å": "\u0302\u0309",
    "ã": "\u0302\u0303", "ä": "\u0302\u0323",
    "ê": "\u0306", "è": "\u0306\u0300", "é": "\u0306\u0301", "ú": "\u0306\u0309",
    "ü": "\u0306\u0303", "ë": "\u0306\u0323",
}  # fmt: skip
"""VNI codes that follow a vowel and mark it."""
