"""Runs kept under a name, to be compared with later ones.

This is the boundary to `evals/runs/*.json`, which git ignores: a run is written as its report's
JSON, and of it only what a comparison needs is read back.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from evals.errors import RunInvalid, RunNameInvalid, RunUnknown
from evals.settings import PROJECT

RUNS = PROJECT / "evals" / "runs"


class SavedCase(BaseModel):
    """What a run says of one case; None where the case does not ask it."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    kind: str
    question: str
    right: bool
    in_turn: bool
    evidence: bool | None
    verdict: bool | None
    faults: tuple[str, ...]


class SavedRun(BaseModel):
    """A run as far as it is read back."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    cases: tuple[SavedCase, ...]


def save(data: Mapping[str, Any], name: str, folder: Path = RUNS) -> Path:
    """Keep a report's plain data as `name`; it replaces one of that name. Gives its path.

    Raises:
        RunNameInvalid: the name would lead out of the folder.

    """
    if not name.strip(". ") or Path(name).name != name:
        raise RunNameInvalid(name)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.json"
    path.write_text(as_text(data), encoding="utf-8")
    return path


def load(run: str, folder: Path = RUNS) -> Sequence[SavedCase]:
    """Read the cases of a run: the name it was saved under, or a report's JSON file.

    Raises:
        RunUnknown: there is neither.
        RunInvalid: the file is no report.

    """
    path = next((p for p in (folder / f"{run}.json", Path(run)) if p.is_file()), None)
    if path is None:
        raise RunUnknown(run, sorted(p.stem for p in folder.glob("*.json")))
    try:
        return SavedRun.model_validate_json(path.read_bytes()).cases
    except ValidationError as error:
        raise RunInvalid(path) from error


def cases_of(data: Mapping[str, Any]) -> Sequence[SavedCase]:
    """Give the cases of a report's plain data, as they would be read back."""
    return SavedRun.model_validate(data).cases


def as_text(data: Mapping[str, Any]) -> str:
    """Give a report's plain data as a file holds it."""
    return json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
