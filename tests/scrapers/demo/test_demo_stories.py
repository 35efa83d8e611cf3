"""What the demo's articles hold, and what each night shows of them."""

import re
import unicodedata
from collections import Counter
from datetime import date

import pytest

from scrapers.demo import stories
from scrapers.demo.errors import StoryError
from scrapers.demo.server import serve_demo
from scrapers.demo.stories import all_stories, stories_on

TWO_TIER = date(2025, 7, 1)


@pytest.fixture(scope="module")
def nights():
    with serve_demo() as demo:
        return {night: {row["post_id"]: row for row in demo.truth(night)} for night in (1, 2)}


def test_there_are_enough_articles_of_every_kind():
    shown = [story for story in all_stories() if story.paragraphs]
    primary = Counter(story.primary for story in shown)
    assert len(shown) >= 66
    assert {story.published.year for story in shown} == set(range(2018, 2027))
    assert min(primary[field] for field in primary if field) >= 8
    assert sum(not story.relevant for story in shown) >= 7
    assert {story.family for story in shown} == {"nukeviet", "wordpress"}
    assert {trap for story in all_stories() for trap in story.traps} == set(
        stories.get_args(stories.Trap)
    )


def test_most_articles_are_full_of_numbers():
    told = [s for s in all_stories() if s.relevant and s.paragraphs]
    counts = [len(re.findall(r"\d[\d.,]*", " ".join(s.paragraphs))) for s in told]
    assert sum(count >= 10 for count in counts) > len(told) * 0.8


def test_articles_are_of_a_newsroom_length():
    for story in all_stories():
        length = len(" ".join((story.lead, *story.paragraphs)).split())
        assert length <= 400
        assert length >= 120 or story.traps & {"password", "image_only"}


def test_files_are_composed_and_without_hidden_characters():
    for story in all_stories():
        text = "\n".join((story.title, story.lead, *story.paragraphs, *story.captions))
        assert text == unicodedata.normalize("NFC", text)
        assert not set(text) & set("\u00a0\u200b\ufeff")


def test_districts_are_named_only_while_they_existed():
    late = [s for s in all_stories() if s.published.date() > date(2025, 8, 1)]
    for story in late:
        assert not re.search(
            r"(UBND|Huyện ủy) huyện|Ban Dân vận Huyện ủy", " ".join(story.paragraphs)
        )
    early = [s for s in all_stories() if s.published.date() < TWO_TIER]
    assert not any("Trung tâm Phục vụ hành chính công xã" in " ".join(s.paragraphs) for s in early)


def test_boards_bear_the_name_of_their_time():
    for story in all_stories():
        text = " ".join((story.lead, *story.paragraphs))
        if re.search(r"Ban Tuyên giáo và Dân vận", text):
            assert date(2025, 2, 1) <= story.published.date() < date(2026, 8, 1)
        if re.search(r"Ban Dân vận (Tỉnh|Huyện|Thành) ủy", text):
            assert story.published.date() < date(2025, 2, 1)


def test_second_night_adds_edits_and_removes(nights):
    first, second = nights[1], nights[2]
    assert set(second) - set(first) == {10187, 587}
    assert set(first) - set(second) == {565}
    changed = {
        number for number in set(first) & set(second)
        if first[number]["paragraphs"] != second[number]["paragraphs"]
    }  # fmt: skip
    assert changed == {10185, 562}
    late = second[587]
    assert (late["published"][:4], late["modified"][:10]) == ("2023", "2026-11-21")


def test_a_revision_changes_the_words_it_names_and_nothing_else(nights):
    before, after = (nights[night][10185]["paragraphs"] for night in (1, 2))
    assert "1.250 lượt" in before[0]
    assert "1.205 lượt" in after[0]
    assert after[1 : len(before)] == before[1:]
    assert after[-1].startswith("Bản tin đã được chỉnh lại")


def test_careless_typing_changes_letters_not_words():
    story = next(s for s in all_stories() if "nfd" in s.traps)
    dressed = story.dress(story.paragraphs[0])
    assert dressed != story.paragraphs[0]
    assert unicodedata.normalize("NFC", dressed) == story.paragraphs[0]
    story = next(s for s in all_stories() if "spaces" in s.traps)
    dressed = story.dress(story.paragraphs[0])
    assert "\u00a0" in dressed
    assert " ".join(dressed.replace("\u200b", "").split()) == story.paragraphs[0]


def test_a_night_shows_the_newest_first():
    for family in ("nukeviet", "wordpress"):
        dates = [story.published for story in stories_on(1, family)]
        assert dates == sorted(dates, reverse=True)


GOOD = {
    "id": 1,
    "family": "nukeviet",
    "slug": "a",
    "title": "A",
    "lead": "B",
    "paragraphs": ["C"],
    "published": all_stories()[0].published,
    "sections": ["dan-van"],
}


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"colour": "red"}, "colour"),
        ({"fields": ["sport"]}, "unknown field"),
        ({"traps": ["quicksand"]}, "unknown trap"),
        ({"sections": []}, "no section"),
        ({"family": "drupal"}, "unknown family"),
        ({"published": GOOD["published"].replace(tzinfo=None)}, "offset"),
        ({"revision": {"night": 2, "at": GOOD["published"]}}, "changes nothing"),
    ],
)
def test_a_wrong_article_is_named_with_its_fault(change, complaint):
    with pytest.raises(StoryError, match=rf"file\.toml, article 1: .*{complaint}"):
        stories._story({**GOOD, **change}, "file.toml")
