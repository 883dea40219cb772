"""A question with what a right answer holds, as written in `evals/cases/*.jsonl`.

This is the boundary to those files: each line is checked against the schema of
`evals/cases/README.md`, and a mistake is named with its file and line. It also knows which folder a
case's library is. Nothing here asks or scores.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from bot.model import Asker, Question, Status
from evals.errors import CaseInvalid, LibraryUnknown, SuiteUnknown
from evals.settings import PROJECT, EvalSettings
from knowledge.settings import SHIPPED_LIBRARY

CASES = PROJECT / "evals" / "cases"
LIBRARIES = PROJECT / "evals" / "libraries"

OWN = ("raw", "shipped")
"""The libraries of the first user's own documents; every other one is another organisation's."""

Text = Annotated[str, Field(min_length=1)]
Alternatives = Annotated[tuple[Text, ...], Field(min_length=1)]
"""Spellings of one fact, any of which will do."""

Kind = Literal[
    "lookup",
    "figure",
    "list",
    "who",
    "definition",
    "follow_up",
    "comparison",
    "false_premise",
    "ambiguous",
    "unanswerable",
    "off_topic",
    "decision",
    "who_decides",
]
DECISION_KINDS: tuple[Kind, ...] = ("decision", "who_decides", "comparison")
"""The kinds about who may do what, which have figures of their own."""

Split = Literal["dev", "test"]
Group = Literal["own", "others"]
GROUPS: tuple[Group, ...] = ("own", "others")
Level = Literal[
    "independent",
    "team_approval",
    "manager_approval",
    "not_authorized",
    "recommend_only",
    "not_specified",
    "conflict",
]


class _Schema(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Gold(_Schema):
    """A passage that a good answer may cite; `section` is the innermost heading as written."""

    document: Text
    role: Text
    section: Text
    quote: Text


class CaseAsker(_Schema):
    """What is known of who asks."""

    id: str = ""
    groups: tuple[str, ...] = ()
    role: str = ""


class Case(_Schema):
    """One question, what is expected of the answer, and who may look at it."""

    id: Text
    library: Text
    kind: Kind
    question: str
    history: tuple[Text, ...] = ()
    asker: CaseAsker = CaseAsker()
    expect: Status
    gold: tuple[Gold, ...] = ()
    points: Annotated[tuple[Alternatives, ...], Field(max_length=6)] = ()
    forbidden: tuple[Text, ...] = ()
    verdict: Level | None = None
    approver: tuple[Text, ...] = ()
    deciders: tuple[Alternatives, ...] = ()
    split: Split
    note: str = ""

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        if bool(self.gold) != (self.expect is Status.ANSWERED):
            raise ValueError("gold passages belong to a case that expects `answered`, and to each")
        if self.kind == "follow_up" and not self.history:
            raise ValueError("a `follow_up` needs a history")
        if (self.verdict is not None) != (self.kind == "decision"):
            raise ValueError("a `decision` has a verdict, and nothing else has")
        if self.approver and self.kind != "decision":
            raise ValueError("only a `decision` has an approver")
        if bool(self.deciders) != (self.kind == "who_decides" and self.expect is Status.ANSWERED):
            raise ValueError("deciders belong to a `who_decides` that expects `answered`")
        return self

    @property
    def group(self) -> Group:
        """Whose documents the case is about, which decides what is asked of its score."""
        return "own" if self.library in OWN else "others"

    def as_question(self) -> Question:
        """Give the case as the bot is asked it."""
        asker = Asker(id=self.asker.id, groups=self.asker.groups, role=self.asker.role)
        return Question(text=self.question, history=self.history, asker=asker)


def load_cases(*paths: Path) -> tuple[Case, ...]:
    """Read the case files `paths`, in their order; empty lines are passed over.

    Raises:
        CaseInvalid: a line is no case, or has the id of an earlier one in any of the files.

    """
    cases: dict[str, Case] = {}
    for path in paths:
        for number, line in enumerate(path.read_bytes().split(b"\n"), start=1):
            if not line.strip():
                continue
            try:
                case = Case.model_validate_json(line)
            except ValidationError as error:
                raise CaseInvalid(path, number, _sentence(error)) from error
            if case.id in cases:
                raise CaseInvalid(path, number, f"the id {case.id!r} is taken by an earlier case")
            cases[case.id] = case
    return tuple(cases.values())


def load_suite(name: str | None, folder: Path = CASES) -> tuple[Case, ...]:
    """Read the suite `name`: a case file's name without suffix, `own`, `others`, or None for all.

    Raises:
        SuiteUnknown: there is no such suite, or no case file at all.
        CaseInvalid: a line is no case, or two have the same id.

    """
    files = {path.stem: path for path in sorted(folder.glob("*.jsonl"))}
    if name in files:
        return load_cases(files[name])
    if not files or name not in (None, *GROUPS):
        raise SuiteUnknown(name or "all", (*files, *GROUPS) if files else (), folder)
    cases = load_cases(*files.values())
    return tuple(case for case in cases if name in (None, case.group))


def locate(
    library: str, folder: Path = LIBRARIES, settings: EvalSettings | None = None
) -> Path | None:
    """Find the folder of documents that a case's `library` means.

    A folder of that name in `folder` comes first; else `shipped` is the library in the package and
    `raw` the one that the settings name. None if `raw` is not there: it does not ship.

    Raises:
        LibraryUnknown: there is no such folder.

    """
    place = folder / library
    if place.is_dir():
        return place
    if library == "shipped":
        return SHIPPED_LIBRARY
    if library == "raw":
        raw = (settings or EvalSettings()).raw
        return raw if raw.is_dir() else None
    raise LibraryUnknown(library, place)


def group_of(folders: Sequence[Path], settings: EvalSettings | None = None) -> Group:
    """Say whose documents lie in `folders`: the first user's own if all of them are."""
    raw = (settings or EvalSettings()).raw
    own = {SHIPPED_LIBRARY.resolve(), raw.resolve()}
    return "own" if all(folder.resolve() in own for folder in folders) else "others"


def _sentence(error: ValidationError) -> str:
    """Say the first of pydantic's complaints in one sentence without its full stop."""
    first = error.errors(include_url=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    what = first["msg"].removeprefix("Value error, ").rstrip(".")
    return f"{place}: {what}" if place else what
