"""The environment and the paths it names, as one frozen record; the only reader of os.environ."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import DanvanError


class SettingsError(DanvanError):
    """Raise when a setting does not say what it must; names the variable."""

    code = "settings"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a run needs to know about its surroundings."""

    corpus: str
    """Path or URL of the corpus."""
    data: Path
    """Folder of what belongs to the corpus: crawl state, archive, reviews, published files."""
    contact: str
    """How a portal's operator reaches us: part of the user agent."""
    model: Path | None
    """Folder of a trained model; None for the one that ships with the project."""
    keep_bytes_days: int
    """How long pages stay in the archive; facts stay."""


def load_settings(
    environ: Mapping[str, str] | None = None, *, corpus: str | None = None
) -> Settings:
    """Read the settings; an explicit corpus goes before `DANVAN_CORPUS`.

    Raises:
        SettingsError: a variable cannot be read as what it stands for.
    """
    env = os.environ if environ is None else environ
    named = corpus or env.get("DANVAN_CORPUS")
    data = Path(env["DANVAN_DATA"]) if env.get("DANVAN_DATA") else _folder_of(named)
    return Settings(
        corpus=named or str(data / "corpus.db"),
        data=data,
        contact=env.get("DANVAN_CONTACT", ""),
        model=Path(env["DANVAN_MODEL"]) if env.get("DANVAN_MODEL") else None,
        keep_bytes_days=_whole(env, "DANVAN_KEEP_BYTES_DAYS", 90),
    )


def _folder_of(corpus: str | None) -> Path:
    """Give the folder of what belongs to a corpus: beside its file, one for each corpus."""
    if corpus is None or "://" in corpus:
        from platformdirs import user_data_path

        return user_data_path("danvan")
    path = Path(corpus).expanduser()
    return path.parent if path.stem == "corpus" else path.parent / path.stem


def _whole(env: Mapping[str, str], name: str, default: int) -> int:
    value = env.get(name, "")
    if not value:
        return default
    if not value.isdigit():
        raise SettingsError(
            f"{name}={value!r} is not a whole number of days; write for example 90"
        )
    return int(value)
