"""One answer scored against its case: what is right in it, what is missing, what is wrong.

In: a `Case` and an answer in the contract's JSON form. Out: a `CaseScore`. What cannot be asked of
a case is None, which is neither right nor wrong; `summary` adds scores up. The definitions are
those of `evals/cases/README.md`; an answer counts by its gold passages and facts alone, never by
the bot's own check of what it says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.model import Status
from evals.case import Case, Gold
from evals.matching import contains, heading, normalise, overlap

FAILED = "failed"
"""The status of an answer that was never given, because the bot raised an error."""

READ = 1200
"""How many characters of a text are looked through for points: what a reader sees at once."""

_SILENT = (Status.ABSTAINED, Status.REFUSED)

Json = Mapping[str, Any]
DocumentText = Callable[[str], str]
"""The repaired text of a document, by its path; a `LookupError` if there is no such document."""


@dataclass(frozen=True, slots=True)
class CaseScore:
    """What one answer is worth; None where the case or the answer gives nothing to score.

    `citations`, `verbatim` and `points` are in the order of the answer's citations and the case's
    points. `cluster` is the document that the case is about, within which cases are not
    independent. `misses` says in words what is wrong; it is empty for a right answer.
    """

    case: Case
    status: str
    cluster: str
    evidence: bool | None
    citations: tuple[bool, ...] | None
    points: tuple[bool, ...] | None
    forbidden: tuple[str, ...] | None
    mixed_up: bool | None
    silence_expected: bool
    silent: bool
    clarified: bool | None
    verbatim: tuple[bool, ...] | None
    length: int | None
    verdict: bool | None
    verdict_given: bool
    misses: tuple[str, ...]

    @property
    def precision(self) -> float | None:
        """The share of the citations that are right; None without a citation."""
        return sum(self.citations) / len(self.citations) if self.citations else None


def score(case: Case, answer: Json, document_text: DocumentText | None = None) -> CaseScore:
    """Score `answer` to `case`; without `document_text`, verbatim stays unscored.

    An answer that holds back, asks back or failed brings neither evidence nor points, whatever it
    quotes, unless that is what the case expects.
    """
    status, text = str(answer["status"]), str(answer["text"])
    citations: Sequence[Json] = answer.get("citations") or ()
    answerable = case.expect is Status.ANSWERED
    answered = status == Status.ANSWERED
    told = text[:READ] if answered or status == case.expect else ""
    points = tuple(any(contains(told, words) for words in point) for point in case.points)
    forbidden = tuple(words for words in case.forbidden if contains(text, words))
    verbatim = None if document_text is None else _verbatim(citations, document_text)
    right = tuple(is_right(citation, case.gold) for citation in citations)
    scored = CaseScore(
        case=case,
        status=status,
        cluster=f"{case.library}/{case.gold[0].document}" if case.gold else case.id,
        evidence=answered and _evidence(case, citations) if answerable else None,
        citations=right if answerable and answered else None,
        points=points if case.points else None,
        forbidden=forbidden if case.forbidden else None,
        mixed_up=_mixed_up(case, citations) if answerable else None,
        silence_expected=case.expect in _SILENT,
        silent=status in _SILENT,
        clarified=_clarified(status, citations) if case.expect is Status.CLARIFY else None,
        verbatim=verbatim or None,
        length=len(text) if answered else None,
        verdict=_verdict(case, answer) if case.verdict else None,
        verdict_given=bool(case.verdict and answer.get("verdict")),
        misses=(),
    )
    return replace(scored, misses=_misses(scored))


def is_right(citation: Json, gold: Sequence[Gold]) -> bool:
    """Whether a citation names a gold document, and its quote or its section is a gold one."""
    headings = {heading(part) for part in citation["section"]} - {""}
    return any(
        entry.document == citation["document"]
        and (overlap(citation["quote"], entry.quote) or heading(entry.section) in headings)
        for entry in gold
    )


def _evidence(case: Case, citations: Sequence[Json]) -> bool:
    """Whether a citation is right; for a comparison, whether each role compared has a right one.

    Where the sides share a document, a citation that names the other side is none for this one.
    """
    if case.kind != "comparison":
        return any(is_right(citation, case.gold) for citation in citations)
    roles = {normalise(entry.role) for entry in case.gold}
    return all(
        any(
            is_right(citation, [entry for entry in case.gold if normalise(entry.role) == side])
            for citation in citations
            if normalise(citation["role"]) not in roles - {side}
        )
        for side in roles
    )


def _mixed_up(case: Case, citations: Sequence[Json]) -> bool | None:
    """Whether a citation is of another role's document; None if the case is about several roles."""
    roles = {normalise(entry.role) for entry in case.gold}
    if len(roles) != 1:
        return None
    documents = {entry.document for entry in case.gold}
    return any(
        normalise(citation["role"]) not in roles | {""} and citation["document"] not in documents
        for citation in citations
    )


def _clarified(status: str, citations: Sequence[Json]) -> bool:
    """Whether the bot asked which role is meant, or showed at least two roles side by side."""
    roles = {normalise(citation["role"]) for citation in citations} - {""}
    return status == Status.CLARIFY or (status == Status.ANSWERED and len(roles) >= 2)


def _verbatim(citations: Sequence[Json], document_text: DocumentText) -> tuple[bool, ...]:
    return tuple(_stands(citation, document_text) for citation in citations)


def _stands(citation: Json, document_text: DocumentText) -> bool:
    """Whether a quote is what stands at its place; a document that is not there has none."""
    try:
        text = document_text(citation["document"])
    except LookupError:
        return False
    return (
        bool(citation["quote"]) and text[citation["start"] : citation["end"]] == citation["quote"]
    )


def _verdict(case: Case, answer: Json) -> bool:
    """Whether the level is the right one; silence is right where the documents do not specify."""
    verdict = answer.get("verdict")
    if verdict is None:
        return case.verdict == "not_specified" and answer["status"] in _SILENT
    return bool(verdict["level"] == case.verdict)


def _misses(scored: CaseScore) -> tuple[str, ...]:
    """Say what is wrong with an answer, worst first."""
    case = scored.case
    missing = [
        point[0]
        for point, found in zip(case.points, scored.points or (), strict=False)
        if not found
    ]
    wrong = {
        "the bot failed": scored.status == FAILED,
        f"{scored.status}, expected {case.expect.value}": _out_of_turn(scored),
        "another role's document cited": scored.mixed_up is True,
        "evidence not cited": scored.evidence is False,
        f"not said: {'; '.join(missing)}": bool(missing),
        f"said against the documents: {'; '.join(scored.forbidden or ())}": bool(scored.forbidden),
        "a quote is not verbatim": not all(scored.verbatim or ()),
        "wrong verdict": scored.verdict_given and scored.verdict is False,
    }
    return tuple(what for what, applies in wrong.items() if applies)


def _out_of_turn(scored: CaseScore) -> bool:
    """Whether the bot spoke, held back or asked where it should have done another of the three."""
    if scored.clarified is not None:
        return not scored.clarified
    if scored.silence_expected:
        return not scored.silent
    return scored.status != Status.ANSWERED
