"""What is learned from: lessons, and the libraries that they are about, read and indexed.

Comes in: `evals/training` and the cases of the split `dev`; cases of the split `test` are never
read. Goes out: questions with the passages that answer them, and a `Room` for each library.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.model import Asker, Question
from bot.whose import clauses_by_role
from evals.case import CASES, Gold, load_cases
from evals.matching import heading, overlap
from knowledge.embedding import MiniLM, Reading
from knowledge.index import LoadedIndex, embedded_texts, headings_of, indexed_words
from knowledge.lexical import Lexical
from knowledge.model import Clause
from knowledge.reading_room import read_library
from knowledge.settings import SHIPPED_LIBRARY
from knowledge.settling import Catalogue
from knowledge.token_vectors import DIM, LONGEST, TokenVectors
from knowledge.wordings import Wordings, nothing

HERE = Path(__file__).resolve().parents[1] / "evals"
RAW = HERE.parents[1] / "shared" / "role-documents"

GROUPS = "groups-"
"""What the files of groups begin with."""

NOT_HERE = {"comparison", "ambiguous", "off_topic", "decision", "who_decides"}
"""Kinds of cases that are about several roles or none, or that `learn_rights.py` learns from."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A question to learn from; `gold` is empty where the documents do not answer."""

    library: str
    question: Question
    gold: tuple[Gold, ...]
    whole: bool
    pair: bool
    bare: bool = False
    """Whether the clauses stand in no document: no heading, no sibling."""


@dataclass(slots=True)
class Room:
    """A library, indexed in memory, with the token states of its clauses."""

    index: LoadedIndex
    readings: list[Reading]
    catalogue: Catalogue
    about: dict[str, NDArray[np.int64]]


def lessons() -> list[Lesson]:
    """All material: pairs, dev cases about one role, then groups of bare clauses."""
    out = []
    training = HERE / "training"
    for path in [*sorted(training.glob("pairs-*")), *sorted(training.glob("contrast-*"))]:
        for line in path.read_text(encoding="utf-8").splitlines():
            pair = json.loads(line)
            gold = gold_of(pair)
            asker = Asker(role=pair["role"])
            question = Question(pair["question"], (), asker)
            out.append(Lesson(pair["library"], question, gold, pair["kind"] == "list", pair=True))
    for case in load_cases(*sorted(CASES.glob("*.jsonl"))):
        if case.split == "dev" and case.kind not in NOT_HERE:
            whole = case.kind == "list"
            out.append(Lesson(case.library, case.as_question(), case.gold, whole, pair=False))
    for path in sorted(training.glob(f"{GROUPS}*")):
        for number, group in enumerate(groups_in(path.stem)):
            asker = Asker(role=group["title"])
            for asked in group["asked"]:
                gold = tuple(
                    Gold(
                        document=f"{number}.md",
                        role=group["title"],
                        section="-",
                        quote=group["clauses"][i],
                    )
                    for i in asked["answers"]
                )
                question = Question(asked["q"], (), asker)
                out.append(Lesson(path.stem, question, gold, whole=False, pair=True, bare=True))
    return out


def groups_in(library: str) -> list[dict[str, Any]]:
    """The groups of a file: a title, clauses, and what is asked with the clauses that answer."""
    lines = (HERE / "training" / f"{library}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def folds_of(libraries: Sequence[str], folds: int) -> dict[str, int]:
    """A fold for each library; those of one organisation are in the same.

    What is learned is for organisations that were never seen: questions about one that was seen
    say too much of the rest.
    """
    names = sorted({organisation(library) for library in libraries})
    order = np.random.default_rng(0).permutation(len(names))
    fold = {names[j]: i % folds for i, j in enumerate(order.tolist())}
    return {library: fold[organisation(library)] for library in libraries}


def organisation(library: str) -> str:
    """Whose a library is: two of them are about the same roles."""
    return "own" if library in {"raw", "shipped"} else library


def gold_of(row: dict[str, Any]) -> tuple[Gold, ...]:
    """The gold passages of a line of training."""
    return tuple(
        Gold(document=row["document"], role=row["role"], section=row["section"] or "-", quote=quote)
        for quote in row["quotes"]
    )


def folder_of(library: str) -> Path:
    """Where a library of the material is; groups are written down as documents first."""
    if library in {"raw", "shipped"}:
        return RAW if library == "raw" else SHIPPED_LIBRARY
    if library.startswith(GROUPS):
        folder = Path(mkdtemp(prefix="remit-groups-"))
        for number, group in enumerate(groups_in(library)):
            items = "\n".join(f"- {clause}" for clause in group["clauses"])
            text = f"---\nrole: {group['title']}\n---\n# {group['title']}\n\n{items}\n"
            (folder / f"{number}.md").write_text(text, encoding="utf-8")
        return folder
    own = HERE / "training" / "libraries" / library
    return own if own.is_dir() else HERE / "libraries" / library


def open_room(folder: Path, model: MiniLM) -> Room:
    """Read and index a folder in memory; token vectors follow once there is a projection."""
    library, _ = read_library([folder])
    clauses = tuple(clause for document in library.documents for clause in document.clauses)
    headings, of = headings_of(clauses)
    readings = [
        replace(r, layers=r.layers[:LONGEST].astype(np.float16))
        for r in model.read(embedded_texts(library))
    ]
    index = LoadedIndex(
        generation="",
        library=library,
        clauses=clauses,
        vectors=np.stack([reading.vector for reading in readings]),
        headings=headings,
        heading_of=of,
        heading_vectors=model.embed(headings),
        lexical=Lexical.build([indexed_words(clause) for clause in clauses]),
        tokens=TokenVectors.of([np.zeros((1, DIM), np.int8)] * len(clauses)),
        rights=(),
        wordings=Wordings((), nothing()),
        embedder=model.name,
    )
    return Room(index, readings, Catalogue(library.roles), clauses_by_role(index))


def is_right(clause: Clause, gold: Sequence[Gold]) -> bool:
    """Whether citing a clause is right: the passage itself, or its section."""
    for wanted in gold:
        if wanted.document == clause.document and (
            overlap(clause.text, wanted.quote)
            or (clause.path and heading(clause.path[-1]) == heading(wanted.section))
        ):
            return True
    return False


def say(line: str) -> None:
    """Print at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
