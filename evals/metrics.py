"""One answer scored against its case: what is right in it, what is missing, what is wrong.

In: a `Case` and an answer in the contract's JSON form. Out: a `CaseScore`. What cannot be asked of
a case is None, which is neither right nor wrong; `summary` adds scores up. The definitions are
those of `docs/evaluation.md`. Whether an answer is right counts by its gold passages and facts
alone, never by the bot's own check of what it says: `attribution`, which rests on that check,
stands beside them and makes no miss.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.model import Status
from evals.attribution import Attribution
from evals.attribution import Json as Json  # noqa: PLC0414 - scores are read with it
from evals.case import Case, Gold
from evals.matching import contains, heading, normalise, overlap
from evals.ranking import Placing

FAILED = "failed"
"""The status of an answer that was never given, because the bot raised an error."""

READ = 1200
"""How many characters of a text are looked through for points: what a reader sees at once."""

NO_VERDICT = "none"
"""The level of an answer without a verdict that does not hold back either."""

_SILENT = (Status.ABSTAINED, Status.REFUSED)
_YES = re.compile(r"\W*yes\b", re.IGNORECASE)

DocumentText = Callable[[str], str]
"""The repaired text of a document, by its path; a `LookupError` if there is no such document."""


@dataclass(frozen=True, slots=True)
class CaseScore:
    """What one answer is worth; None where the case or the answer gives nothing to score.

    `citations`, `verbatim`, `points` and `deciders` are in the order of the answer's citations and
    the case's points and deciders. `cluster` is the document that the case is about, within which
    cases are not independent. `level` is the level given to a decision, by a verdict or by silence.
    `misses` says in words what is wrong; it is empty for a right answer. `attribution`, `placing`
    and `sureness` are left to whoever can look behind an answer (see `run`); None without them.
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
    level: str | None
    false_yes: bool | None
    approver: bool | None
    deciders: tuple[bool, ...] | None
    misses: tuple[str, ...]
    attribution: Attribution | None = None
    placing: Placing | None = None
    sureness: float | None = None

    @property
    def precision(self) -> float | None:
        """The share of the citations that are right; None without a citation."""
        return sum(self.citations) / len(self.citations) if self.citations else None

    @property
    def verdict(self) -> bool | None:
        """Whether a decision was given its level; None for every other case."""
        return None if self.level is None else self.level == self.case.verdict

    @property
    def in_turn(self) -> bool:
        """Whether the bot spoke, held back or asked where it should, and not another of them."""
        if self.clarified is not None:
            return self.clarified
        if self.silence_expected:
            return self.silent
        return self.status == Status.ANSWERED

    @property
    def who_decides(self) -> bool | None:
        """Whether all deciders are named and no wrong one, or nobody where there is none.

        None for every case of another kind.
        """
        if self.case.kind != "who_decides":
            return None
        if self.deciders is None:
            return self.silent
        return all(self.deciders) and not self.forbidden


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
        level=_level(answer) if case.verdict else None,
        false_yes=_says_yes(answer) if case.verdict not in (None, "independent") else None,
        approver=_approver(case, answer, told) if case.approver else None,
        deciders=_deciders(case, told, citations) if case.deciders else None,
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


def _level(answer: Json) -> str:
    """Give the level of the verdict; holding back without one is `not_specified`."""
    verdict = answer.get("verdict")
    if verdict:
        return str(verdict["level"])
    return "not_specified" if answer["status"] == Status.ABSTAINED else NO_VERDICT


def _says_yes(answer: Json) -> bool:
    """Whether a reader takes the answer for a yes: by its verdict, or by its first word."""
    said = answer["status"] == Status.ANSWERED and _YES.match(answer["text"])
    return _level(answer) == "independent" or bool(said)


def _approver(case: Case, answer: Json, told: str) -> bool:
    """Whether the verdict or what is `told` names whose approval is needed."""
    named = (answer.get("verdict") or {}).get("approver", "")
    return any(contains(named, words) or contains(told, words) for words in case.approver)


def _deciders(case: Case, told: str, citations: Sequence[Json]) -> tuple[bool, ...]:
    """Say of each decider whether it is named in what is `told` or as the role of a citation."""
    places = (told, *(citation["role"] for citation in citations if told))
    return tuple(
        any(contains(place, words) for words in decider for place in places)
        for decider in case.deciders
    )


def _misses(scored: CaseScore) -> tuple[str, ...]:
    """Say what is wrong with an answer, worst first."""
    case = scored.case
    missing = [
        point[0]
        for point, found in zip(case.points, scored.points or (), strict=False)
        if not found
    ]
    unnamed = [
        decider[0]
        for decider, found in zip(case.deciders, scored.deciders or (), strict=False)
        if not found
    ]
    wrong = {
        "the bot failed": scored.status == FAILED,
        f"{scored.status}, expected {case.expect.value}": not scored.in_turn,
        f"verdict {scored.level}, expected {case.verdict}": scored.verdict is False,
        "a yes that the documents do not give": scored.false_yes is True,
        f"approver not named: {', '.join(case.approver[:1])}": scored.approver is False,
        f"decider not named: {'; '.join(unnamed)}": bool(unnamed),
        "another role's document cited": scored.mixed_up is True,
        "evidence not cited": scored.evidence is False,
        f"not said: {'; '.join(missing)}": bool(missing),
        f"said against the documents: {'; '.join(scored.forbidden or ())}": bool(scored.forbidden),
        "a quote is not verbatim": not all(scored.verbatim or ()),
    }
    return tuple(what for what, applies in wrong.items() if applies)
