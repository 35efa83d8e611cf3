"""What is text, what is a caption, what is a table, and what is none of the article's."""

import pytest

from scrapers.attachments import files_in, pictures_in
from scrapers.blocks import Block, read_blocks
from scrapers.elements import parse_html
from scrapers.family import take_tail
from scrapers.furniture import byline_of, is_furniture, opens_related, source_of


def kinds(html: str) -> list[tuple[str, str]]:
    blocks = read_blocks(parse_html(f"<div>{html}</div>"))
    return [(block.kind, block.text) for block in blocks if block.text]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Một</p><div>Hai<p>Ba</p>Bốn</div>", ["Một", "Hai", "Ba", "Bốn"]),
        ("Một.<br>Hai.<br><br>Ba", ["Một.", "Hai.", "Ba"]),
        ("<p>Một dòng<br>còn nữa</p>", ["Một dòng còn nữa"]),
        ("<p>Gồm:<br>- 12 hộ;<br>- 15 hộ</p>", ["Gồm:", "- 12 hộ;", "- 15 hộ"]),
        ("<ul><li>Một</li><li>Hai</li></ul>", ["Một", "Hai"]),
        ("<p>Dân&nbsp;vận <b>khéo</b></p><p>&nbsp;</p>", ["Dân vận khéo"]),
        ("<p>Một</p><p style='display:none'>ẩn</p><script>x</script>", ["Một"]),
        ("<h2>Đề mục</h2><p>Một</p>", ["Đề mục", "Một"]),
        ("<p>Một</p><p>Lượt xem: 842</p><p>1,939</p><p>Cỡ chữ: A+ A A-</p>", ["Một"]),
        ("<p>Một</p><p>TAG: dân vận, khéo</p><p>{title} {publish}</p>", ["Một"]),
        ("<p>Một</p><p>Tin liên quan</p><ul><li><a href=/a>Tin thứ nhất</a></li></ul>", ["Một"]),
        ("<p>Một</p><p><a href=/a>>> Xem thêm: Tin thứ nhất</a></p><p>Hai</p>", ["Một", "Hai"]),
        ("<p>Một</p><p>Tải về: <a href=/a.pdf>Kế hoạch số 12</a></p>", ["Một"]),
        ("<p>Theo <a href=/a>Nghị quyết 18</a>, có 12 xã.</p>", ["Theo Nghị quyết 18, có 12 xã."]),
        ("<table><tr><td><p>Một</p><p>Hai</p></td></tr></table>", ["Một", "Hai"]),
    ],
)
def test_paragraphs(html, expected):
    assert [text for _, text in kinds(html)] == expected


@pytest.mark.parametrize(
    "html",
    [
        "<figure><img src=a><figcaption>Chú thích</figcaption></figure>",
        "<p><img src=a></p><p><em>Chú thích</em></p>",
        "<p style='text-align:center'><img src=a></p><p style='text-align:center'>Chú thích</p>",
        "<p align=center><img src=a><br>Chú thích</p>",
        "<table><tr><td><img src=a></td></tr><tr><td>Chú thích</td></tr></table>",
        "<img src=a><div class='image-caption'>Chú thích</div>",
        "<p><img src=a></p><p>Chú thích</p>",
    ],
)
def test_caption_is_told_apart(html):
    assert kinds(f"<p>Trước.</p>{html}<p>Sau đó là một đoạn văn.</p>") == [
        ("text", "Trước."),
        ("caption", "Chú thích"),
        ("text", "Sau đó là một đoạn văn."),
    ]


def test_a_paragraph_after_a_picture_is_no_caption():
    long = "Sau hội nghị, 12 xã đã ký cam kết thực hiện; 45 hộ đăng ký hiến đất ngay trong buổi."
    assert kinds(f"<p><img src=a></p><p>{long}</p>") == [("text", long)]


def test_table_of_data_is_rows():
    html = "<table><tr><th>Xã</th><th>Hộ</th></tr><tr><td>An Hòa</td><td>1.302</td></tr></table>"
    (block,) = read_blocks(parse_html(f"<div>{html}</div>"))
    assert block == Block("table", rows=(("Xã", "Hộ"), ("An Hòa", "1.302")))


def test_files_and_pictures():
    body = parse_html(
        "<div><a href='/kh.pdf'>Kế hoạch</a><a href='/kh.pdf'>Tải</a>"
        "<iframe src='x.docx?v=1'></iframe>"
        "<a href='/trang'>Trang</a><img src='data:image/gif;base64,R0' data-src='/anh.jpg'></div>"
    )
    files = [(file.url, file.title) for file in files_in(body, url="https://vidu.vn/tin/1")]
    assert files == [
        ("https://vidu.vn/kh.pdf", "Kế hoạch"),
        ("https://vidu.vn/tin/x.docx?v=1", None),
    ]
    pictures = pictures_in(body, url="https://vidu.vn/tin/1")
    assert [(one.url, one.text_missing) for one in pictures] == [("https://vidu.vn/anh.jpg", True)]


@pytest.mark.parametrize(
    ("tail", "byline", "source", "left"),
    [
        (["Nguồn: langson.gov.vn"], None, "langson.gov.vn", 1),
        (["(baocaobang.vn)"], None, "baocaobang.vn", 1),
        (["Minh Anh", "Theo Báo Cao Bằng"], "Minh Anh", "Báo Cao Bằng", 1),
        (["N.Hoa"], "N.Hoa", None, 1),
        (["Tin, ảnh: Lò Pha"], "Lò Pha", None, 1),
        (["Theo kế hoạch, huyện sẽ làm tiếp."], None, None, 2),
        (["Hội nghị kết thúc tốt đẹp"], None, None, 2),
        (["Đạt 91,3 %"], None, None, 2),
    ],
)
def test_closing_lines(tail, byline, source, left):
    paragraphs = [Block("text", text) for text in ["Một đoạn văn.", *tail]]
    assert take_tail(paragraphs) == (byline, source)
    assert len(paragraphs) == left


@pytest.mark.parametrize(
    "line",
    [
        "Có 842 lượt xem xét hồ sơ",
        "In ấn 500 tờ rơi",
        "Tag 12 hộ",
        "91,3 %",
        "Email được gửi tới 45 hộ",
    ],
)
def test_line_with_news_in_it_is_no_furniture(line):
    assert not is_furniture(line)


@pytest.mark.parametrize(
    "line",
    ["Tin liên quan", "Các tin khác:", "CÁC TIN KHÁC", "Xem nhiều nhất", "Bài viết liên quan"],
)
def test_line_that_opens_the_related_list(line):
    assert opens_related(line)


def test_names_and_sources_are_not_guessed_from_sentences():
    assert byline_of("Nhân dân xã Tân Phú", styled=False) is None
    assert source_of("Theo đó, các xã đã họp") is None


@pytest.mark.parametrize("word", ["nghe ", "in ", "đọc bài viết ", "{a} ", "* ", "1,939 ", "(1) "])
def test_a_line_of_repeats_is_decided_at_once(word):
    # A pattern that can split such a line in two ways per word would not end before the night.
    assert not is_furniture(word * 55 + "x")
    assert is_furniture("In bài viết") is True


def test_a_line_break_after_a_sentence_ends_a_paragraph_whatever_tags_end_it():
    body = parse_html(
        "<div>Xã họp dân (lần <b>hai).</b> <i> </i><br>Có 5 ý kiến<br>được nêu.</div>"
    )
    assert [block.text for block in read_blocks(body)] == [
        "Xã họp dân (lần hai).",
        "Có 5 ý kiến được nêu.",
    ]
