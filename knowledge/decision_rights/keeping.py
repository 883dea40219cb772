"""The rights of a library, kept with its index: reading them anew takes 50 ms a document.

Comes in: rights and the clauses that they stand in. Goes out: a file of a generation, and the same
rights when it is read by the very code that wrote it. Rules change from one version to the next and
an index may outlive them, so what other code has read is not taken for what this code would read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson

from knowledge.decision_rights.model import DecisionRight, Level, Limit, Part
from knowledge.model import Clause

FILE = "rights.json"
CODE = Path(__file__).resolve().parents[1]

FIELDS = [field.name for field in fields(DecisionRight) if field.name != "clause"]
LIMIT = [field.name for field in fields(Limit)]


def save(folder: Path, rights: Iterable[DecisionRight], clauses: Sequence[Clause]) -> None:
    """Write rights, which stand in `clauses`, into `folder`, which must exist."""
    number = {(clause.document, clause.id): i for i, clause in enumerate(clauses)}
    rows = [
        (number[right.clause.document, right.clause.id], *map(_plain, _values(right)))
        for right in rights
    ]
    (folder / FILE).write_bytes(orjson.dumps({"code": code(), "rights": rows}))


def load(folder: Path, clauses: Sequence[Clause]) -> tuple[DecisionRight, ...] | None:
    """What `save` wrote of the same clauses; None where other code did, or nobody.

    Raises:
        ValueError: the file is damaged.
    """
    try:
        kept = orjson.loads((folder / FILE).read_bytes())
    except FileNotFoundError:
        return None
    return tuple(_right(row, clauses) for row in kept["rights"]) if kept["code"] == code() else None


@cache
def code() -> str:
    """Eight digits that change with the code that reads documents and their rights."""
    digest = sha256()
    for path in sorted(CODE.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:8]


def _values(right: DecisionRight) -> Iterable[Any]:
    """The values of `FIELDS`."""
    return (getattr(right, name) for name in FIELDS)


def _plain(value: Any) -> Any:
    """A value as JSON has it: a limit is a row of its fields."""
    return [getattr(value, name) for name in LIMIT] if isinstance(value, Limit) else value


def _right(row: Sequence[Any], clauses: Sequence[Clause]) -> DecisionRight:
    """A right from its row."""
    number, *values = row
    given = dict(zip(FIELDS, values, strict=True))
    given["level"], given["part"] = Level(given["level"]), Part(given["part"])
    given["limit"] = Limit(*given["limit"]) if given["limit"] else None
    return DecisionRight(clause=clauses[number], **given)
