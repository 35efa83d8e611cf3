"""Profiles say what they must, and messages name the file and the key when they do not."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from scrapers.errors import ProfileError
from scrapers.portal import Portal
from scrapers.profiles import (
    load_portal,
    load_portals,
    parse_profile,
    portals_folder,
    read_profile,
)

LEAST = """
slug = "thu"
name = "Trang thử"
home = "https://vidu.vn/"
engine = "nukeviet"
"""


def test_the_least_profile():
    assert parse_profile(LEAST, name="thu.toml") == Portal(
        slug="thu", name="Trang thử", home="https://vidu.vn/", engine="nukeviet"
    )


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ('engine = "joombla"', "thu.toml: engine: 'joombla' is none of article_header"),
        ('home = "vidu.vn"', "thu.toml: home: 'vidu.vn' is no http address"),
        ("delay_seconds = 1.0", "thu.toml: delay_seconds: 1 is under 5"),
        ("at_least = -1", "thu.toml: at_least: -1 is below nothing"),
        ('at_least = "ba"', "thu.toml: at_least: Expected `int`, got `str`"),
        ('kind = "blog"', "thu.toml: kind: Invalid enum value 'blog'"),
        ("lists = [3]", "thu.toml: lists[0]: Expected `str`, got `int`"),
        ('lists = ["/tin"]', "thu.toml: lists: '/tin' is no http address"),
        ('pager = "https://vidu.vn/"', "thu.toml: pager: 'https://vidu.vn/' has no {page}"),
        ('article_pattern = "("', "thu.toml: article_pattern: '(' is no regular expression"),
        ('id_pattern = "x"', "thu.toml: id_pattern: 'x' has no group"),
        ('timezone = "Asia/Hue"', "thu.toml: timezone: 'Asia/Hue' is no time zone"),
        ('date_format = "%H"', "thu.toml: date_format: '%H' has no %d"),
        ("valid_from = 2025-07-01\nvalid_until = 2025-06-30", "thu.toml: valid_until: 2025-06-30"),
        ('colour = "đỏ"', "thu.toml: colour: no such key"),
        ("[selectors]\nheadline = ['h1']", "thu.toml: selectors.headline: is none of title"),
        ("[selectors]\ntitle = ['h1::x']", "thu.toml: selectors.title: not a selector"),
        ('slug = "Thử"', "thu.toml: slug: 'Thử' is not lower-case"),
        ("name", "thu.toml: is no TOML"),
    ],
)
def test_message_names_file_and_key(change, message):
    key = change.partition(" ")[0]
    kept = "\n".join(line for line in LEAST.splitlines() if line.partition(" ")[0] != key)
    with pytest.raises(ProfileError) as caught:
        parse_profile(f"{kept}\n{change}\n", name="thu.toml")
    assert str(caught.value).startswith(message)


def test_missing_key_is_named():
    with pytest.raises(ProfileError, match=r"thu\.toml: profile: .*`home`"):
        parse_profile('slug = "thu"\nname = "x"\nengine = "dnn"', name="thu.toml")


def test_file_is_named_after_its_slug(tmp_path):
    path = tmp_path / "khac.toml"
    path.write_text(LEAST, encoding="utf-8")
    with pytest.raises(ProfileError, match=r"khac\.toml: slug: is 'thu', must be 'khac'"):
        read_profile(path)


@pytest.mark.parametrize("slug", ["khong-co", "../portal", ""])
def test_unknown_slug_says_where_to_look(slug):
    with pytest.raises(ProfileError, match="danvan portals list"):
        load_portal(slug)


def test_all_profiles_that_come_with_the_project_are_valid():
    portals = load_portals()
    assert len(portals) == len(list(portals_folder().glob("*.toml")))
    assert {portal.slug: portal for portal in portals}["cao-bang"] == load_portal("cao-bang")


def test_nothing_unread_is_called_verified():
    for portal in load_portals():
        assert not portal.verified
        assert portal.delay_seconds >= 5
        assert portal.at_least >= 1
        assert "not read" in portal.robots_note
        assert "not read" in portal.terms_note
        assert portal.evidence


def test_every_old_province_has_a_portal_and_most_a_newspaper():
    before = [one for one in load_portals() if one.kind == "portal" and one.province_old]
    papers = {one.province_old for one in load_portals() if one.kind == "newspaper"}
    codes = Counter(one.province_old for one in before if one.slug != "hue")
    assert len(codes) == 63
    assert set(codes.values()) == {1}
    assert len(papers) >= 40


def test_all_34_provinces_have_one_portal_in_use_after_the_merger():
    for day, count in ((date(2025, 6, 30), 63), (date(2025, 7, 1), 34)):
        in_use = [
            one
            for one in load_portals()
            if one.kind == "portal"
            and (one.valid_from or date.min) <= day <= (one.valid_until or date.max)
        ]
        codes = {one.province_old if count == 63 else one.province_new for one in in_use}
        assert (len(in_use), len(codes)) == (count, count)


def test_successors_carry_on_where_a_portal_ends():
    portals = {one.slug: one for one in load_portals()}
    ended = [one for one in portals.values() if one.valid_until]
    assert len(ended) == 53
    for one in ended:
        heir = portals[one.successor]
        assert heir.province_new == one.province_new
        assert heir.valid_until is None
    assert portals["ha-giang"].successor == "tuyen-quang"
    assert portals["bac-giang"].province_new == portals["bac-ninh"].province_new == "24"


def test_profiles_agree_with_the_table_of_provinces(shared: Path):
    with (shared / "domain" / "provinces.csv").open(encoding="utf-8") as file:
        rows = {row["old_code"]: row for row in csv.DictReader(file)}
    for portal in load_portals():
        row = rows.get(portal.province_old or "")
        if row is None:
            assert portal.valid_from is not None
            continue
        assert portal.province_new == row["new_code"]
        domain = row["newspaper_domain" if portal.kind == "newspaper" else "portal_domain"]
        assert portal.slug == "hue" or domain in portal.home
