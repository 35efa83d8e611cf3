"""Questions by field, family, province, place, time and portal; counts by SQL."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from corpus import queries
from corpus.errors import FilterError, InputError, StoreError
from corpus.queries import Filters, open_reader
from corpus.records import Period, PortalCount, Province, Published, RunReport
from corpus.search import search

MOMENT = datetime(2026, 3, 2, tzinfo=UTC)
LAO_CAI = Province(name="Lào Cai", code_old="10", code_new="15", source="portal")
DAK_LAK_OLD = Province(name="Phú Yên", code_old="54", code_new="66", source="portal")


@pytest.fixture
def reader(store, build, corpus_path):
    store.keep(build.entry("cb"))
    undated = build.figure("175 đơn thư", "175", "don_thu", period=None, place=None)
    store.keep(
        build.entry(
            "lc",
            portal="lao_cai",
            province=LAO_CAI,
            published=Published(
                at=datetime(2026, 5, 1, tzinfo=UTC), precision="month", source="feed"
            ),
            figures=(undated,),
            label=build.label(tags=("kinh_te", "he_thong_chinh_tri"), primary="kinh_te"),
        )
    )
    store.keep(build.plain_entry("py", "Không có gì", province=DAK_LAK_OLD, published=None))
    store.keep(build.plain_entry("gone", "Đã gỡ"))
    store.mark_gone("gone")
    with open_reader(corpus_path) as connection:
        yield connection


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, ["lc", "cb", "py"]),
        ({"limit": 1, "offset": 1}, ["cb"]),
        ({"with_gone": True}, ["lc", "gone", "cb", "py"]),
        ({"portal": "lao_cai"}, ["lc"]),
        ({"field": "kinh_te"}, ["lc"]),
        ({"field": "he_thong_chinh_tri"}, ["lc", "cb", "py"]),
        ({"field": "an_ninh_quoc_phong"}, []),
        ({"family": "ty_le_giai_quyet"}, ["cb"]),
        ({"indicator": "don_nhan"}, ["lc", "cb"]),
        ({"since": date(2025, 6, 1)}, ["lc"]),
        ({"until": date(2025, 6, 1)}, ["cb"]),
        ({"province": "Cao Bằng"}, ["cb"]),
        ({"province": "tỉnh cao bang"}, ["cb"]),
        ({"province": "04"}, ["cb"]),
        ({"province": "15"}, ["lc"]),
        ({"province": "2025-07:66"}, ["py"]),
        ({"province": "2025-06:10"}, ["lc"]),
        ({"province": "2025-06:15"}, []),
        ({"province": "Lào Cai"}, ["lc"]),
        ({"province": "2025-06:Lào Cai"}, ["lc"]),
        ({"province": "Yên Bái"}, []),
        ({"province": "phu yen"}, ["py"]),
        ({"province": "TP. Hà Nội"}, []),
        ({"place": "thach an"}, ["cb"]),
        ({"place": "053"}, ["cb"]),
    ],
)
def test_articles(reader, asked, expected):
    assert [row.id for row in queries.articles(reader, Filters(**asked))] == expected


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, [("lc", 0), ("cb", 0), ("cb", 1)]),
        ({"family": "don_thu"}, [("lc", 0), ("cb", 0)]),
        ({"since": date(2024, 6, 1)}, [("cb", 0), ("cb", 1)]),
        ({"since": date(2025, 1, 1)}, []),
        ({"until": date(2023, 12, 31)}, []),
        ({"province": "15"}, [("lc", 0)]),
        ({"province": "Cao Bằng", "family": "don_thu"}, [("cb", 0)]),
        ({"place": "Thạch An"}, [("cb", 0), ("cb", 1)]),
        ({"field": "kinh_te"}, [("lc", 0)]),
    ],
)
def test_figures(reader, asked, expected):
    found = queries.figures(reader, Filters(**asked))
    assert [(row.article_id, row.position) for row in found] == expected


def test_a_figure_row_says_everything_behind_the_number(reader):
    row = queries.figures(reader, Filters(family="ty_le_giai_quyet"))[0]
    assert (row.value, row.unit, row.quote) == (Decimal("91.3"), "%", "91,3%")
    assert row.sentence == "Đến nay đã giải quyết 33.838 hồ sơ, đạt 91,3%; còn lại chuyển kỳ sau."
    assert (row.period_start, row.period_end) == (date(2024, 1, 1), date(2024, 12, 31))
    assert (row.published, row.portal) == ("2025-01-15", "cao_bang")


def test_an_article_row_says_no_more_of_its_date_than_is_known(reader):
    row = queries.articles(reader, Filters(portal="lao_cai"))[0]
    assert (row.published, row.tags, row.figures) == ("2026-05", "he_thong_chinh_tri kinh_te", 1)


def test_a_period_with_one_open_end_is_found_by_the_end_that_is_known(store, build, corpus_path):
    until = Period(text="đến tháng 6/2022", start=None, end=date(2022, 6, 30), begin=0, finish=16)
    figure = build.figure("175 đơn thư", "175", "don_thu", period=until)
    store.keep(build.entry(figures=(figure,)))
    with open_reader(corpus_path) as connection:
        for asked, count in (
            ({"since": date(2022, 1, 1), "until": date(2022, 12, 31)}, 1),
            ({"since": date(2022, 7, 1)}, 0),
        ):
            assert len(queries.figures(connection, Filters(**asked))) == count
        assert queries.count_by(connection, "figures.year") == {"2022": 1}


def test_a_province_nobody_speaks_from_is_said(reader):
    with pytest.raises(InputError, match="'Atlantis'"):
        queries.articles(reader, Filters(province="Atlantis"))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"field": "kinhte"}, r"field 'kinhte'.*nearest: kinh_te; known: kinh_te, van_hoa_xa_hoi"),
        ({"family": "foo"}, r"family 'foo': there is none; known: .*don_thu.*khac"),
        ({"indicator": "foo"}, r"indicator 'foo'.*known: .*don_nhan"),
        ({"portal": "foo"}, r"portal 'foo': there is none; known: cao_bang, lao_cai\Z"),
        (
            {"since": date(2024, 1, 1), "until": date(2020, 1, 1)},
            r"--from/since 2024-01-01 is after --to/until 2020-01-01",
        ),
    ],
)
@pytest.mark.parametrize("ask", [queries.articles, queries.figures])
def test_what_nobody_can_have_meant_is_said(reader, ask, asked, said):
    with pytest.raises(FilterError, match=said) as told:
        ask(reader, Filters(**asked))
    assert (told.value.code, "\n" in str(told.value)) == ("filter", False)


def test_a_search_takes_no_unknown_filter_either(reader):
    with pytest.raises(FilterError, match="'foo'"):
        search(reader, "đơn thư", Filters(field="foo"))


def test_what_a_former_vocabulary_wrote_can_be_asked_for(store, build, corpus_path):
    old = build.figure("175 đơn thư", "175", "don_thu", indicator="ten_cu")
    store.keep(build.entry(figures=(old,)))
    with open_reader(corpus_path) as connection:
        assert len(queries.figures(connection, Filters(indicator="ten_cu"))) == 1


def test_a_portal_that_was_visited_in_vain_is_a_portal(store, corpus_path):
    count = PortalCount(portal="lang_son", verdict="failed")
    report = RunReport(
        run="r1", started_at=MOMENT, finished_at=MOMENT, portals=(count,), articles=0, figures=0,
        fields={},
    )  # fmt: skip
    store.begin_run("r1", MOMENT)
    store.finish_run(report)
    with open_reader(corpus_path) as connection:
        assert queries.articles(connection, Filters(portal="lang_son")) == []


def test_counts_leave_out_what_was_taken_down(reader):
    assert queries.count_articles(reader) == 3
    assert queries.count_figures(reader) == 3
    assert queries.count_fields(reader) == {"he_thong_chinh_tri": 3, "kinh_te": 1}
    assert queries.count_by(reader, "articles.year") == {"": 1, "2025": 1, "2026": 1}
    assert queries.count_by(reader, "figures.family") == {"don_thu": 2, "ty_le_giai_quyet": 1}
    assert queries.count_by(reader, "figures.province") == {"Cao Bằng": 2, "Lào Cai": 1}


def test_checks_by_whether_they_hold(reader):
    (first, second) = queries.checks(reader, holds=False)
    assert (first.article_id, first.identity, first.difference, first.figures) == (
        "lc",
        "sum",
        Decimal(715),
        (0, 1),
    )
    assert second.article_id == "cb"
    assert queries.checks(reader, holds=True) == []


def test_a_report_is_read_back_as_it_was_written(store, corpus_path):
    moment = datetime(2026, 3, 2, tzinfo=UTC)
    report = RunReport(
        run="r1",
        started_at=moment,
        finished_at=moment,
        portals=(),
        articles=3,
        figures=2,
        fields={"kinh_te": 1},
    )
    store.begin_run("r1", moment)
    with open_reader(corpus_path) as connection:
        assert queries.run_report(connection, "r1") is None
        assert [row.state for row in queries.runs(connection)] == ["running"]
    store.finish_run(report)
    with open_reader(corpus_path) as connection:
        assert queries.run_report(connection, "r1") == report
        assert queries.run_report(connection, "r2") is None
    store.finish_run(replace(report, articles=4))
    with open_reader(corpus_path) as connection:
        assert [row.articles for row in queries.runs(connection)] == [4]


def test_a_corpus_that_is_not_there_is_said(tmp_path):
    with pytest.raises(StoreError, match="there is no corpus"), open_reader(tmp_path / "no.db"):
        pass
