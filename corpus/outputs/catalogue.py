"""Every kind of published output, by name."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from corpus.outputs import parquet
from corpus.outputs.parquet import ExportSummary

OUTPUTS: Final[Mapping[str, Callable[[str | Path | None, Path], ExportSummary]]] = {
    parquet.NAME: parquet.export,
}
