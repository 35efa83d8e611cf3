import io
from pathlib import Path
from types import SimpleNamespace

import pytest

from pipeline.inputs import Given, Unread, published_at, read_inputs

TEXT = "Thôn Đoài bàn chuyện mương\nSáng 4/5, cả thôn ra đồng nghe kỹ thuật viên chỉ chỗ đặt cống mới."
PAGE = f"<html><body><article><h1>Thôn Đoài</h1><p>{TEXT * 4}</p></article></body></html>"


def only(path: Path | str) -> Given | Unread:
    (item,) = read_inputs([str(path)])
    return item


def test_text_file_gives_an_article_named_by_its_stem(tmp_path: Path) -> None:
    (tmp_path / "bai-1.txt").write_text(TEXT, encoding="utf-8")
    item = only(tmp_path / "bai-1.txt")
    assert isinstance(item, Given)
    assert (item.id, item.article.title) == ("bai-1", "Thôn Đoài bàn chuyện mương")


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t ", "empty"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00", "binary"),
        ("a.txt", "Xã họp dân".encode("cp1258", "ignore") + b"\xff", "not_utf8"),
        ("a.txt", b"x" * 20_000_000, "too_large"),
        ("a.html", b"", "empty"),
        ("a.html", b"<html><body><a href='/'>x</a></body></html>", "no_article"),
        ("a.docx", b"PK", "unknown_kind"),
        ("a.jsonl", b"", "empty"),
        ("a.jsonl", b'{"id": "r1", "text": "x', "bad_row"),
        ("a.jsonl", b'{"id": "r1", "text": 7}', "bad_row"),
        ("a.jsonl", b'{"id": "r1"}', "empty"),
        ("a.jsonl", b'["x"]', "bad_row"),
    ],
)
def test_what_cannot_be_read_has_a_code_and_a_line_that_names_it(
    tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    (tmp_path / name).write_bytes(content)
    item = only(tmp_path / name)
    assert isinstance(item, Unread)
    assert item.code == code
    assert name in item.message
    assert "\n" not in item.message


def test_a_missing_path_and_a_folder_are_unreadable(tmp_path: Path) -> None:
    for path in (tmp_path / "none.txt", tmp_path):
        item = only(path)
        assert isinstance(item, Unread)
        assert item.code in {"unreadable", "unknown_kind"}
        assert str(path) in item.message


def test_a_broken_row_stops_nothing_and_keeps_the_order(tmp_path: Path) -> None:
    rows = f'{{"id": "r1", "text": "{TEXT.splitlines()[1]}"}}\n{{"id": "r2", "text": \n{{"text": "Xã họp dân."}}\n'
    (tmp_path / "a.jsonl").write_text(rows, encoding="utf-8")
    items = list(read_inputs([str(tmp_path / "a.jsonl")]))
    assert [type(i).__name__ for i in items] == ["Given", "Unread", "Given"]
    assert [i.id for i in items] == ["r1", "a:2", "a:3"]


def test_a_bad_input_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    items = list(read_inputs([str(tmp_path / "none.txt"), str(tmp_path / "good.txt")]))
    assert [type(i).__name__ for i in items] == ["Unread", "Given"]


@pytest.mark.parametrize(
    "data", [TEXT.encode(), b'{"id": "-", "text": "' + b"X\xc3\xa3 h" + b'\xe1\xbb\x8dp."}']
)
def test_standard_input_is_text_or_rows(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    item = only("-")
    assert isinstance(item, Given)
    assert item.id == "-"


def test_a_row_says_title_date_and_province(tmp_path: Path) -> None:
    row = '{"id": 7, "text": "Xã họp dân.", "title": "T", "published": "2019-02", "province": "Lạng Sơn"}'
    (tmp_path / "a.jsonl").write_text(row, encoding="utf-8")
    item = only(tmp_path / "a.jsonl")
    assert isinstance(item, Given)
    assert (item.id, item.article.title) == ("7", "T")
    assert item.article.published is not None
    assert item.article.published.iso == "2019-02"
    assert item.province is not None
    assert item.province.name == "Lạng Sơn"


def test_a_province_or_date_nobody_knows_is_a_warning(tmp_path: Path) -> None:
    row = '{"text": "Xã họp dân.", "published": "hôm qua", "province": "Atlantis"}'
    (tmp_path / "a.jsonl").write_text(row, encoding="utf-8")
    item = only(tmp_path / "a.jsonl")
    assert isinstance(item, Given)
    assert (item.article.published, item.province, len(item.warnings)) == (None, None, 2)


@pytest.mark.parametrize(
    ("value", "iso"),
    [("2019", "2019"), ("2019-02", "2019-02"), ("2019-02-15", "2019-02-15"),
     ("2019-02-15T23:30:00+00:00", "2019-02-16"), ("2019-13", None), ("15/2/2019", None)],
)  # fmt: skip
def test_published_is_as_precise_as_written(value: str, iso: str | None) -> None:
    found = published_at(value)
    assert (found.iso if found else None) == iso


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("deep.jsonl", b'{"id": 1, "text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "bad_row"),
        ("long.txt", "cán bộ và nhân dân ".encode() * 60_000, "too_large"),
        ("zero.txt", "\u200b\u200b \x01".encode(), "empty"),
    ],
)
def test_hostile_inputs_are_named_and_stop_nothing(
    tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    (tmp_path / name).write_bytes(content)
    item = only(tmp_path / name)
    assert isinstance(item, Unread)
    assert item.code == code
    assert name in item.message


@pytest.mark.parametrize("value", ["9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00"])
def test_a_moment_off_the_calendar_is_none(value: str) -> None:
    assert published_at(value) is None


def test_rows_with_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "r", "text": "Xã họp dân."}', encoding="utf-8-sig")
    item = only(tmp_path / "a.jsonl")
    assert isinstance(item, Given)
    assert item.id == "r"


def test_a_page_on_standard_input_is_read_as_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(PAGE.encode())))
    item = only("-")
    assert isinstance(item, Given)
    assert item.article.title == "Thôn Đoài"


def test_a_year_may_be_a_number(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "Xã họp dân.", "published": 2019}', "utf-8")
    item = only(tmp_path / "a.jsonl")
    assert isinstance(item, Given)
    assert item.article.published is not None
    assert item.article.published.iso == "2019"


def test_a_device_and_a_file_of_no_name_are_named_errors(tmp_path: Path) -> None:
    assert isinstance(only("/dev/zero"), Unread)
    (tmp_path / "a\udcff.txt").write_text("Xã họp dân.", encoding="utf-8")
    (item,) = read_inputs([str(tmp_path / "a\udcff.txt")])
    item.id.encode("utf-8")
