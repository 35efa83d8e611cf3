"""Keeping a model as plain numbers and JSON with a checksum: reading one runs no code from it."""

import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.errors import ModelError
from models.features import CHANNELS, Vectoriser
from models.labelling import lexicon_from
from models.scorer import Scorer

FORMAT = 1
MODEL_FILE = "model.json"
ARRAYS_FILE = "arrays.npz"
CHECKSUM_FILE = "SHA256SUMS"
RETRAIN = "retrain with `danvan train --labelled FILE --out {folder}`"


@dataclass(frozen=True, slots=True)
class Artefact:
    """A scorer with the name it answers under and the facts of its training."""

    scorer: Scorer
    version: str
    facts: Mapping[str, Any] = field(default_factory=dict)


def _fail(folder: Path, what: str) -> ModelError:
    return ModelError(f"model in {folder}: {what}; {RETRAIN.format(folder=folder)}")


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def save(artefact: Artefact, folder: Path) -> None:
    """Write a model folder; the same model always gives the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    scorer = artefact.scorer
    state = {
        "format": FORMAT,
        "version": artefact.version,
        "labels": list(scorer.labels),
        "single": scorer.single,
        "vectoriser": scorer.vectoriser.state(),
        "facts": dict(artefact.facts),
    }
    text = json.dumps(state, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    (folder / MODEL_FILE).write_text(text, encoding="utf-8")
    _write_arrays(folder / ARRAYS_FILE, scorer)
    lines = [f"{_digest(folder / name)}  {name}\n" for name in (ARRAYS_FILE, MODEL_FILE)]
    (folder / CHECKSUM_FILE).write_text("".join(lines), encoding="utf-8")


def _write_arrays(path: Path, scorer: Scorer) -> None:
    """Write the arrays without dates, which `np.savez` would stamp into the archive."""
    arrays: dict[str, NDArray[Any]] = {
        "weights": scorer.weights,
        "bias": scorer.bias,
        "mix": scorer.mix,
        "offset": scorer.offset,
        "assert_at": scorer.assert_at,
        "deny_at": scorer.deny_at,
    }
    for name in scorer.vectoriser.channels:
        arrays[f"keys_{name}"] = scorer.vectoriser.keys[name]
        arrays[f"idf_{name}"] = scorer.vectoriser.idf[name]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(arrays):
            entry = zipfile.ZipInfo(f"{name}.npy")
            entry.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(entry, "w") as stream:
                np.lib.format.write_array(stream, arrays[name], allow_pickle=False)


def load(folder: Path) -> Artefact:
    """Read a model folder.

    Raises:
        ModelError: A file is missing or altered, or this version cannot read the format.
    """
    _check_sums(folder)
    try:
        state = json.loads((folder / MODEL_FILE).read_text(encoding="utf-8"))
        if state.get("format") != FORMAT:
            raise _fail(folder, f"format {state.get('format')!r} where {FORMAT} is read")
        with np.load(folder / ARRAYS_FILE, allow_pickle=False) as archive:
            arrays = {name: archive[name] for name in archive.files}
        return Artefact(_build(state, arrays), state["version"], state["facts"])
    except (KeyError, ValueError, TypeError, OSError, zipfile.BadZipFile) as error:
        raise _fail(folder, f"cannot be read ({error})") from error


def _check_sums(folder: Path) -> None:
    try:
        lines = (folder / CHECKSUM_FILE).read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise _fail(folder, f"has no readable {CHECKSUM_FILE}") from error
    expected = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    for name in (ARRAYS_FILE, MODEL_FILE):
        if not (folder / name).is_file():
            raise _fail(folder, f"{name} is missing")
        if _digest(folder / name) != expected.get(name):
            raise _fail(folder, f"{name} is not the file that was trained (checksum differs)")


def _build(state: Mapping[str, Any], arrays: Mapping[str, Any]) -> Scorer:
    kept = state["vectoriser"]
    channels = tuple(kept["channels"])
    unknown = [name for name in channels if name not in CHANNELS]
    if unknown:
        raise ValueError(f"unknown features {unknown}")
    vectoriser = Vectoriser(
        channels,
        {
            name: {word: i for i, word in enumerate(words)}
            for name, words in kept["tables"].items()
        },
        {name: arrays[f"keys_{name}"] for name in channels},
        {name: arrays[f"idf_{name}"] for name in channels},
        lexicon=lexicon_from(kept["lexicon"]) if kept["lexicon"] else None,
        rule_scale=kept["rule_scale"],
    )
    if vectoriser.size != arrays["weights"].shape[0]:
        raise ValueError("features and weights do not fit together")
    return Scorer(
        labels=tuple(state["labels"]),
        single=bool(state["single"]),
        vectoriser=vectoriser,
        weights=arrays["weights"],
        bias=arrays["bias"],
        mix=arrays["mix"],
        offset=arrays["offset"],
        assert_at=arrays["assert_at"],
        deny_at=arrays["deny_at"],
    )
