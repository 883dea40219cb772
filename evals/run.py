"""Cases put to the bot, one by one, as an adapter would; each answer scored at once.

`run` knows the bot only as a function from a case to an answer, so that any bot can be measured;
`run_libraries` makes that function of Remit itself, with one guide a library. Neither adds up nor
shows anything.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from bot.model import Answer, Question
from evals.attribution import Check, Json, attribute
from evals.case import DECISION_KINDS, Case
from evals.metrics import FAILED, CaseScore, DocumentText, score
from evals.ranking import Ranking, place


class Guide(Protocol):
    """What is asked of the bot over one library."""

    def answer(self, question: Question) -> Answer:
        """Answer `question`; silence is an answer too."""
        ...

    def document_text(self, path: str) -> str:
        """Give the repaired text of the document `path`; a `LookupError` if there is none."""
        ...

    def passage(self, citation: Json) -> str:
        """Give all that a reader sees at a citation, headings and columns with it."""
        ...

    def rank(self, question: Question) -> Ranking:
        """Give the passages that are found for `question`, before anything is said."""
        ...


OpenGuide = Callable[[Path], Guide]
"""Opens the bot over a folder of role documents, apart from anyone's index."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A case's answer and what it is worth; `error` is what the bot raised instead of one."""

    answer: Json
    score: CaseScore
    error: str = ""


@dataclass(frozen=True, slots=True)
class Skipped:
    """Cases of a library that were not asked, and why."""

    library: str
    cases: int
    reason: str


@dataclass(frozen=True, slots=True)
class Run:
    """What came of the cases, in their order within each library, and what was skipped."""

    outcomes: tuple[Outcome, ...]
    skipped: tuple[Skipped, ...] = ()


def run(
    cases: Sequence[Case],
    answer: Callable[[Case], Json],
    document_text: DocumentText | None = None,
    done: Callable[[], None] = lambda: None,
) -> Run:
    """Ask all `cases`, which are of one library, and score the answers.

    `answer` gives an answer in the contract's JSON form. Without `document_text`, verbatim stays
    unscored. `done` is called after each case. A case at which the bot raises an error is scored as
    failed: it counts against every metric that asks something of it, and none is left out.
    """
    outcomes = []
    for case in cases:
        outcomes.append(_ask(case, answer, document_text))
        done()
    return Run(tuple(outcomes))


def run_libraries(
    cases: Sequence[Case],
    open_guide: OpenGuide,
    locate: Callable[[str], Path | None],
    done: Callable[[], None] = lambda: None,
    check: Check | None = None,
) -> Run:
    """Ask all `cases` of a guide that is opened for each library in turn, and held no longer.

    Without `check`, attribution stays unscored. `locate` gives a library's folder, or None if it is
    not here and its cases are to be skipped.
    Whatever `open_guide` and `locate` raise is raised here.
    """
    outcomes: list[Outcome] = []
    skipped: list[Skipped] = []
    places = {library: locate(library) for library in dict.fromkeys(one.library for one in cases)}
    for library, place_of in places.items():
        asked = [case for case in cases if case.library == library]
        if place_of is None:
            reason = "its documents are not here; REMIT_EVAL_RAW names their folder"
            skipped.append(Skipped(library, len(asked), reason))
            for _ in asked:
                done()
            continue
        outcomes.extend(_run_guide(asked, open_guide(place_of), done, check))
    return Run(tuple(outcomes), tuple(skipped))


def _run_guide(
    cases: Sequence[Case], guide: Guide, done: Callable[[], None], check: Check | None
) -> Sequence[Outcome]:
    """Ask a guide, and look behind its answers."""

    def answer(case: Case) -> Json:
        return guide.answer(case.as_question()).as_json()

    came = []
    for case in cases:
        (outcome,) = run([case], answer, guide.document_text).outcomes
        came.append(outcome if outcome.error else _looked_behind(outcome, guide, check))
        done()
    return came


def _looked_behind(outcome: Outcome, guide: Guide, check: Check | None) -> Outcome:
    """Add to a score what an answer alone does not tell; a decision is looked up, not ranked."""
    case, scored = outcome.score.case, outcome.score
    if check:
        scored = replace(scored, attribution=attribute(outcome.answer, guide.passage, check))
    if case.kind not in DECISION_KINDS:
        ranking = guide.rank(case.as_question())
        placing = place(case, ranking.passages)
        scored = replace(scored, placing=placing, sureness=ranking.sureness)
    return replace(outcome, score=scored)


def _ask(case: Case, answer: Callable[[Case], Json], document_text: DocumentText | None) -> Outcome:
    try:
        given = answer(case)
    except Exception as error:  # noqa: BLE001 - whatever the bot fails with is part of its score
        failed = {"status": FAILED, "text": "", "citations": ()}
        return Outcome(failed, score(case, failed), f"{type(error).__name__}: {error}")
    return Outcome(given, score(case, given, document_text))
