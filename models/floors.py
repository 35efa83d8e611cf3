"""Pinned scores: a later measure may not fall below them unless told to in so many words."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.errors import FloorError

FILE = Path(__file__).with_name("floors.toml")
HEAD = "# Scores that must hold, and the fingerprint of the rows they were measured on.\n"


@dataclass(frozen=True, slots=True)
class Floors:
    """The scores to hold, and the labelled rows they were measured on."""

    fingerprint: str
    scores: Mapping[str, float]


def read_floors(path: Path = FILE) -> Floors:
    """Read pinned scores."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return Floors(str(data["fingerprint"]), {k: float(v) for k, v in data["scores"].items()})


def pinned_scores(report: Mapping[str, Any]) -> dict[str, float]:
    """Pick out of a field report the scores that are held; for all of them more is better."""
    return {
        "macro_f1": report["macro_f1"],
        "micro_f1": report["micro"]["f1"],
        "exact_set": report["exact_set"],
        "relevance": report["relevance"],
        "right_of_decided": report["abstention"]["right_of_decided"],
        "decided": report["abstention"]["decided"],
        "calibration": round(1.0 - report["calibration"]["ece"], 4),
        **{f"f1_{label}": values["f1"] for label, values in sorted(report["labels"].items())},
    }


def check_floors(scores: Mapping[str, float], fingerprint: str, floors: Floors) -> list[str]:
    """Say which pinned scores were not reached."""
    rows = "the same rows" if fingerprint == floors.fingerprint else "other rows than were pinned"
    return [
        f"{name} is {scores.get(name, 0.0):.4f}, pinned at {pinned:.4f} (on {rows})"
        for name, pinned in floors.scores.items()
        if scores.get(name, 0.0) < pinned
    ]


def hold_floors(scores: Mapping[str, float], fingerprint: str, floors: Floors) -> None:
    """Refuse scores below their floors.

    Raises:
        FloorError: A score fell; the message names every one.
    """
    fallen = check_floors(scores, fingerprint, floors)
    if fallen:
        raise FloorError(
            "worse than what is pinned: "
            + "; ".join(fallen)
            + ". Look at what changed, or lower the floors on purpose"
        )


def pin_floors(
    scores: Mapping[str, float], fingerprint: str, path: Path = FILE, *, allow_lower: bool = False
) -> None:
    """Write scores as the new floors.

    Raises:
        FloorError: A score would go down and `allow_lower` was not given.
    """
    if path.exists() and not allow_lower:
        hold_floors(scores, fingerprint, read_floors(path))
    lines = "".join(f"{name} = {value}\n" for name, value in scores.items())
    text = f'{HEAD}fingerprint = "{fingerprint}"\n\n[scores]\n{lines}'
    path.write_text(text, encoding="utf-8")
