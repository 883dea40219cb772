"""Which decision rights a question is about, and how well each fits it.

Comes in: an inquiry that asks who may do something. Goes out: the rights of one role, or of all
roles, best fit first. A right fits by its clause, as any passage does, by how much of what is asked
stands in its action, and by its limit where an amount is asked about. No verdict is given here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from bot.evidence import FEATURES, Floats, Numbers
from bot.finding import NOBODY, Finder, Weighed
from bot.model import Inquiry, Passage, Question
from bot.understanding import content_concepts, content_words
from bot.weights import Weights
from knowledge.decision_rights.figures import Amount, amounts_in, is_money
from knowledge.decision_rights.model import DecisionRight
from knowledge.index import Index
from knowledge.lexical import stems
from knowledge.model import Role
from knowledge.thesaurus import Concept

FIT = (*FEATURES, "covered", "covered_rarest_missing", "within", "beyond", "signing_aside")
"""What a right's fit is weighed by: its clause, its action's words, its limit."""

ABOUT = (
    "fit",
    "lead",
    "covered",
    "sureness",
    "share",
    "score",
    "behind",
    "late_words",
    "late_weakest",
)
"""What it is judged by that a right is what is asked about at all."""

COVERED = FIT.index("covered")
KEEP = 40
"""Rights that are handed on."""

EVERYBODY = "*"
"""Stands for all roles among the ids of roles; a holder that is no role has the id ``."""

SIGNING = re.compile(
    r"\bsign(?:s|ed|ing)?\b(?![- ]?offs?\b)|\bsignatur\w*|\bput\w* .{0,12}\bnames?\b", re.IGNORECASE
)
"""Signing a contract is another thing than approving what it is for."""

SEVERAL = re.compile(r"[,/;].*[,/;]|[,/;].*\band\b")
"""A heading of several areas (`Budget, vendor and hiring`) tells nothing of one clause."""

LEAVE = re.compile(
    r"\b(?:can|may|could|might|who|whose|allowed|ok(?:ay)? to|need|without)\b", re.IGNORECASE
)

ASKING_LEAVE = frozenset(
    stems(
        "may can allowed allow permission permitted permit approve approval approves approved sign"
        " signoff off ok okay ask asking need needs require without alone own myself himself"
        " herself themself decide decision decides right authority authorised authorise entitled"
        " just simply straight away go ahead green light yes anyone anybody someone manager boss"
        " say final call free fine enough"
    )
)
"""Words that ask for leave; what they ask it for is said by the others."""


@dataclass(frozen=True, slots=True)
class Match:
    """A right that a question may be about.

    `fit` is higher the better; `covered` (0 to 1) is how much of what is asked its action names.
    """

    right: DecisionRight
    passage: Passage
    fit: float
    covered: float


@dataclass(frozen=True, slots=True)
class Matches:
    """Rights for one inquiry, best fit first; `sureness` (0 to 1) that the best is what is asked.

    `traits` are what that was judged by, `(len(ABOUT),)`.
    """

    found: tuple[Match, ...]
    sureness: float = 0.0
    traits: tuple[float, ...] = ()


class Decider:
    """Finds among the rights of one library."""

    def __init__(
        self, index: Index, finder: Finder, weights: Weights, rights: Iterable[DecisionRight]
    ) -> None:
        """Take an open index, its finder, what evidence is worth, and the rights in its clauses."""
        self._index = index
        self._finder = finder
        self._weights = weights
        number = {clause.id: i for i, clause in enumerate(index.clauses)}
        self._rights: dict[int, list[DecisionRight]] = defaultdict(list)
        of_role: dict[str, set[int]] = defaultdict(set)
        for right in rights:
            at = number[right.clause.id]
            self._rights[at].append(right)
            of_role[right.role].add(at)
            of_role[EVERYBODY].add(at)
        self._of_role = {role: np.array(sorted(found)) for role, found in of_role.items()}

    def of(self, inquiry: Inquiry, role: Role | None) -> Matches:
        """The rights of a role; with None, everybody's."""
        clauses = self._of_role.get(role.id if role else EVERYBODY)
        return self._best(inquiry, role, clauses, role.id if role else EVERYBODY)

    def about(self, inquiry: Inquiry, role: Role) -> Matches:
        """Anybody's rights, as the clauses that speak of a role tell them."""
        every = self._of_role.get(EVERYBODY)
        if every is None:
            return Matches(())
        clauses = np.intersect1d(every, self._finder.about(role))
        return self._best(inquiry, role, clauses, EVERYBODY)

    def _best(
        self, inquiry: Inquiry, role: Role | None, clauses: Numbers | None, holder: str
    ) -> Matches:
        """The rights of a holder in some clauses."""
        if clauses is None or not len(clauses):
            return Matches(())
        inquiry = without_amounts(inquiry)
        weighed = self._finder.weigh(inquiry, role, clauses)
        rows, traits = self._rows(inquiry, weighed, holder)
        fits = traits @ self._weights.rights
        order = np.argsort(-fits, kind="stable")
        found = tuple(
            Match(
                rows[i][1],
                Passage(
                    self._index.clauses[weighed.clauses[rows[i][0]]],
                    role or NOBODY,
                    float(weighed.scores[rows[i][0]]),
                ),
                float(fits[i]),
                float(traits[i, COVERED]),
            )
            for i in order[:KEEP]
        )
        about = _about(found, fits, traits[order[0]], weighed)
        return Matches(found, _chance(self._weights.about, about), tuple(about.tolist()))

    def _rows(
        self, inquiry: Inquiry, weighed: Weighed, holder: str
    ) -> tuple[list[tuple[int, DecisionRight]], Floats]:
        """Each right with the row of its clause, and its traits `(n, len(FIT))`."""
        amounts = amounts_asked(inquiry.question)
        signing = bool(SIGNING.search(wish(inquiry.question.text)))
        worth = [
            (concept, max(self._index.lexical.idf(stem) for stem in concept.said))
            for concept in inquiry.concepts
            if concept.said[0] not in ASKING_LEAVE
        ]
        rows = [
            (at, right)
            for at, number in enumerate(weighed.clauses.tolist())
            for right in self._rights.get(number, ())
            if holder in {right.role, EVERYBODY}
        ]
        own = []
        for _, right in rows:
            within = is_within(right, amounts)
            aside = bool(SIGNING.search(right.action)) != signing
            own.append((*_covered(worth, right), within is True, within is False, aside))
        clause = weighed.found.features[[at for at, _ in rows]]
        return rows, np.c_[clause, np.array(own, np.float64)]


def _covered(worth: Sequence[tuple[Concept, float]], right: DecisionRight) -> tuple[float, float]:
    """The share of what is asked, by rarity, that a right names; its rarest part that is not."""
    clause = right.clause
    path = clause.path[-1] if clause.path and not SEVERAL.search(clause.path[-1]) else ""
    present = frozenset(stems(f"{right.action} {clause.lead} {right.condition} {path}"))
    shares = [(concept.share(present), value) for concept, value in worth]
    total = sum(value for _, value in shares) or 1.0
    missing = max(((1 - share) * value for share, value in shares), default=0.0)
    return sum(share * value for share, value in shares) / total, missing / 10


def _about(found: Sequence[Match], fits: Floats, best: Floats, weighed: Weighed) -> Floats:
    """What speaks for the best match being what is asked: `ABOUT`."""
    rivals = [m.fit for m in found if m.right.clause.id != found[0].right.clause.id]
    belief = np.exp(fits - fits.max())
    return np.array(
        [
            found[0].fit,
            found[0].fit - max(rivals, default=found[0].fit - 5),
            found[0].covered,
            weighed.sureness,
            1 / belief.sum(),
            found[0].passage.score,
            weighed.scores.max() - found[0].passage.score,
            best[FIT.index("late_words")],
            best[FIT.index("late_weakest")],
        ]
    )


def without_amounts(inquiry: Inquiry) -> Inquiry:
    """The inquiry without the sums of money that it names: these are held against limits."""
    text = inquiry.subject
    for amount in reversed([a for a in amounts_in(text) if is_money(a.unit)]):
        text = f"{text[: amount.start]} {text[amount.end :]}"
    if text == inquiry.subject or not content_words(text):
        return inquiry
    return replace(
        inquiry, subject=text, words=content_words(text), concepts=content_concepts(text)
    )


def wish(text: str) -> str:
    """What is asked for, without what goes before it: from the last word that asks for leave."""
    asking = list(LEAVE.finditer(text))
    return text[asking[-1].start() :] if asking else text


def amounts_asked(question: Question) -> tuple[Amount, ...]:
    """The amounts that a question is about; a bare number has the unit that was used last."""
    found = amounts_in(question.text)
    if any(amount.unit for amount in found) or not question.history:
        return found
    units = [a.unit for turn in question.history for a in amounts_in(turn) if a.unit]
    return amounts_in(f"{question.text.rstrip(' ?.!')} {units[-1]}") if units else ()


def is_within(right: DecisionRight, amounts: Sequence[Amount]) -> bool | None:
    """Whether the amounts asked about are within a right's limit; None where they don't meet."""
    limit = right.limit
    if limit is None:
        return None
    told = [a for a in amounts if same_unit(a.unit, limit.unit)]
    if not told and is_money(limit.unit) and any(is_money(a.unit) for a in amounts):
        return False  # another currency: how much that is nobody here can say
    return all(limit.covers(a.value) for a in told) if told else None


def same_unit(asked: str, given: str) -> bool:
    """Whether two units measure the same; a bare number may be of any."""
    return asked in {given, ""}


def _chance(weights: Floats, traits: Floats) -> float:
    """A logistic judgement; the last weight is the bias."""
    return float(1 / (1 + np.exp(-(traits @ weights[:-1] + weights[-1]))))
