"""`danvan portals check` and `probe`, on the replica portal."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.settings import load_settings
from pipeline.visits import check_portal, probe_portal
from scrapers.demo.server import Demo, serve_demo
from scrapers.profiles import parse_profile


@pytest.fixture(scope="module")
def demo() -> Iterator[Demo]:
    with serve_demo(night=1) as served:
        yield served


@pytest.mark.parametrize("number", [0, 1])
def test_check_shows_what_a_profile_yields(demo: Demo, number: int, tmp_path: Path) -> None:
    settings = load_settings({"DANVAN_DATA": str(tmp_path)})
    lines, good = check_portal(demo.portals[number], settings, pages=3)
    assert good
    titles = {fact["title"] for fact in demo.truth()}
    assert sum(any(str(t) in line for t in titles) for line in lines) >= 3
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("number", "engine"), [(0, "nukeviet"), (1, "wordpress")])
def test_probe_recognises_the_engine_and_drafts_a_profile(
    demo: Demo, number: int, engine: str
) -> None:
    toml, preview = probe_portal(demo.portals[number].home, load_settings({}))
    draft = parse_profile(toml, name="draft")
    assert draft.engine == engine
    assert not draft.verified
    assert sum("not read" not in line for line in preview[1:]) >= 2
