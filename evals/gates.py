"""What the scores must reach, read from `gates.toml`, and whether they do.

A gate compares the figure itself, not its interval. One that cannot be scored is not passed: a
suite without a single question of a kind says nothing about it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError, model_validator

from evals.case import Group
from evals.errors import GatesInvalid
from evals.summary import METRICS, Score, Scored, Unscored

GATES = Path(__file__).resolve().parent / "gates.toml"

PROBES = "probes"
"""The gate of the share of self-made probes that are right, which is no metric of cases."""


class Standing(StrEnum):
    """How a score stands to its gate."""

    PASS = "pass"  # noqa: S105 - a verdict, not a password
    FAIL = "fail"
    UNSCORED = "unscored"


class Gate(BaseModel):
    """A threshold: the score must be at least, or at most, this."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    at_least: float | None = None
    at_most: float | None = None

    @model_validator(mode="after")
    def _one_bound(self) -> Gate:
        if (self.at_least is None) == (self.at_most is None):
            raise ValueError("give either at_least or at_most")
        return self

    def judge(self, score: Score) -> Standing:
        """Say how `score` stands to this gate."""
        match score:
            case Unscored():
                return Standing.UNSCORED
            case Scored(value=value):
                low = self.at_least is None or value >= self.at_least
                high = self.at_most is None or value <= self.at_most
                return Standing.PASS if low and high else Standing.FAIL


Gates = Mapping[Group, Mapping[str, Gate]]
"""The gates by group of libraries and name of metric."""

_SCHEMA: TypeAdapter[dict[Group, dict[str, Gate]]] = TypeAdapter(dict[Group, dict[str, Gate]])


def load_gates(path: Path = GATES) -> Gates:
    """Read the thresholds in `path`.

    Raises:
        GatesInvalid: not TOML, not thresholds, or of a metric that does not exist.

    """
    try:
        gates = _SCHEMA.validate_python(tomllib.loads(path.read_text(encoding="utf-8")))
    except tomllib.TOMLDecodeError as error:
        raise GatesInvalid(path, f"not TOML ({error})") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise GatesInvalid(path, f"{where}: {first['msg']}") from error
    known = {PROBES, *(metric.name for metric in METRICS)}
    unknown = {name for group in gates.values() for name in group} - known
    if unknown:
        raise GatesInvalid(path, f"there is no metric {min(unknown)!r}")
    return gates
