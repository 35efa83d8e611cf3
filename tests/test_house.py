"""What holds for the house as a whole."""

import json
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("corpus", "models", "pipeline", "scrapers")
HEAVY = {
    "bs4", "datasette", "httpx", "joblib", "lxml", "matplotlib", "numpy", "pandas", "pyarrow",
    "sklearn", "skops", "spacy", "sqlalchemy", "trafilatura", "underthesea",
}  # fmt: skip
SHOW_IMPORTS = """
import json, sys
sys.argv = ["danvan", *json.loads(sys.stdin.read())]
try:
    from pipeline.cli import main
    main()
except SystemExit:
    pass
print("\\n" + json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


def imported_by(*arguments: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", SHOW_IMPORTS],
        input=json.dumps(arguments),
        capture_output=True,
        text=True,
        check=True,
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize(
    "command",
    ["", "nightly", "annotate", "import", "search", "figures", "articles", "export", "serve",
     "train", "evaluate", "portals", "tag", "doctor"],
)  # fmt: skip
def test_help_loads_nothing_heavy(command: str) -> None:
    assert imported_by(*filter(None, [command, "--help"])) & HEAVY == set()


def test_the_room_names_are_ours_alone() -> None:
    owners = packages_distributions()
    # An editable install is listed under no name at all; anybody else's package would be.
    assert {room: set(owners.get(room, ["danvan"])) - {"danvan"} for room in ROOMS} == {
        room: set() for room in ROOMS
    }


def test_no_init_files_in_tests() -> None:
    assert list((ROOT / "tests").rglob("__init__.py")) == []


def test_locks_hold_hashes_and_no_addresses() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "://" not in text
        assert text.count("--hash=sha256:") > text.count("==")


def test_every_runtime_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8").lower()
    names = {d.split(">")[0].split("[")[0].strip().lower() for d in project["dependencies"]}
    assert {name for name in names if f"\n{name}==" not in f"\n{lock}"} == set()


def test_each_room_says_one_sentence_about_itself() -> None:
    for room in ROOMS:
        text = (ROOT / room / "__init__.py").read_text(encoding="utf-8")
        assert text.startswith(('"""I ', '"""Give me'))
        assert text.splitlines()[0].endswith('."""')


@pytest.mark.parametrize("readme", ["README.md", "README.vi.md"])
def test_the_readmes_name_only_commands_there_are(readme: str) -> None:
    from pipeline.cli import COMMANDS, GROUPS

    text = (ROOT / readme).read_text(encoding="utf-8")
    named = {
        line.split("danvan ", 1)[1].split()[0]
        for line in text.splitlines()
        if line.strip().removeprefix("$ ").startswith("danvan ") and line.strip() != "danvan"
    }
    assert named - set(COMMANDS) - set(GROUPS) == set()
    assert named


@pytest.mark.parametrize("page", ["README.md", "README.vi.md", "CONTRIBUTING.md"])
def test_links_between_pages_lead_somewhere(page: str) -> None:
    import re

    text = (ROOT / page).read_text(encoding="utf-8")
    targets = re.findall(r"\]\((?!https?:)([^)#]+)\)", text)
    assert [t for t in targets if not (ROOT / t).exists()] == []
