"""Which decision rights a question is about, and how well each fits it.

Comes in: an inquiry that asks who may do something. Goes out: the rights of one role, or of all
roles, best fit first. A right fits by its clause, as any passage does, by how much of what is asked
stands in its action, and by its limit where an amount is asked about. No verdict is given here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from bot.asked_amounts import amounts_asked, is_within, without_bounds
from bot.evidence import FEATURES, Floats, Numbers
from bot.finding import NOBODY, Finder, Weighed
from bot.meant import Meant
from bot.model import Inquiry, Passage
from bot.qualifiers import rules_out
from bot.sought import RightWords, Sought, only_asked, without_amounts
from bot.weights import Weights
from knowledge.decision_rights.model import DecisionRight
from knowledge.index import Index
from knowledge.model import Role

OWN = (
    "covered",
    "covered_rarest_missing",
    "deed",
    "things",
    "told",
    "within",
    "beyond",
    "signing_aside",
)
"""Of a right's own words: what is asked, the deed and the things apart, and what of it is asked."""

MEANT = ("meant", "meant_back")
"""How well its own words mean what is asked, and the other way round (`bot.meant`)."""

FIT = (*FEATURES, *OWN, *MEANT)
"""What a right's fit is weighed by: its clause, its action's words, its limit, what it means."""

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
    "told",
    "measured",
    "alike",
    "meant",
    "meant_back",
    "meant_behind",
    "covered_rarest_missing",
    "deed",
    "things",
    "signing_aside",
    "meaning",
    "late_covered",
    "any_concepts",
    "deed_aside",
    "length",
    "condition",
    "rivals",
    "meant_and_told",
)
"""What it is judged by that a right is what is asked about at all."""

MANY, NEAREST = 600, 150
"""Clauses from which on a holder's rights are only weighed in the nearest, so many in each way."""

NAMED = 2.0
"""What it is worth, of rights of many roles, that an action names all of what is asked."""

KEEP = 40
"""Rights whose own words are read, and that are handed on: the best by all else."""

ASIDE = 0.5
"""What is left of the sureness where a right fits by its deed and not by what it is done to."""

NEAR = 3
"""Passages that are handed on for a question that no right is about."""

EVERYBODY = "*"
"""Stands for all roles among the ids of roles; a holder that is no role has the id ``."""

SIGNING = re.compile(
    r"\bsign(?:s|ed|ing)?\b(?![- ]?offs?\b)|\bsignatur\w*|\bput\w* .{0,12}\bnames?\b", re.IGNORECASE
)
"""Signing a contract is another thing than approving what it is for."""

LEAVE = re.compile(
    r"\b(?:can|may|could|might|who|whose|allowed|ok(?:ay)? to|need|without)\b", re.IGNORECASE
)


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

    `traits` are what that was judged by, `(len(ABOUT),)`. `near` are the passages that answer the
    inquiry best, rights or not, and `answered` (0 to 1) how likely the documents answer it at all.
    """

    found: tuple[Match, ...]
    sureness: float = 0.0
    traits: tuple[float, ...] = ()
    near: tuple[Passage, ...] = ()
    answered: float = 0.0


class Decider:
    """Finds among the rights of one library."""

    def __init__(
        self, index: Index, finder: Finder, weights: Weights, rights: Iterable[DecisionRight]
    ) -> None:
        """Take an open index, its finder, what evidence is worth, and the rights in its clauses."""
        self._index = index
        self._finder = finder
        self._weights = weights
        self._meant = Meant(finder.readings, index.wordings)
        self._words: dict[int, RightWords] = {}
        number = {clause.id: i for i, clause in enumerate(index.clauses)}
        self._rights: dict[int, list[DecisionRight]] = defaultdict(list)
        of_role: dict[str, set[int]] = defaultdict(set)
        for right in rights:
            at = number[right.clause.id]
            self._rights[at].append(right)
            of_role[right.role].add(at)
            of_role[EVERYBODY].add(at)
        self._roles = {role.id: role for role in index.library.roles}
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
        if len(clauses) > MANY:
            clauses = self._finder.nearest(inquiry, clauses, NEAREST)
        weighed = self._finder.weigh(inquiry, role, clauses)
        near = tuple(
            Passage(
                self._index.clauses[weighed.clauses[i]], role or NOBODY, float(weighed.scores[i])
            )
            for i in np.argsort(-weighed.scores, kind="stable")[:NEAR].tolist()
        )
        rows, traits = self._rows(inquiry, weighed, holder)
        if not rows:
            return Matches((), near=near, answered=weighed.sureness)
        return self._ranked(inquiry, role, weighed, rows, traits, near)

    def _ranked(  # noqa: PLR0913, PLR0917 - what was measured, held against any weights
        self,
        inquiry: Inquiry,
        role: Role | None,
        weighed: Weighed,
        rows: Sequence[tuple[int, DecisionRight]],
        traits: Floats,
        near: tuple[Passage, ...],
    ) -> Matches:
        """Rights with their traits, best fit first, and how sure it is that the best is asked."""
        fits = traits @ self._weights.rights
        named = NAMED * traits[:, FIT.index("covered")] if role is None else 0.0
        order = np.argsort(-(fits + named), kind="stable")
        found = tuple(
            Match(
                rows[i][1],
                Passage(
                    self._index.clauses[weighed.clauses[rows[i][0]]],
                    role or self._roles.get(rows[i][1].role, NOBODY),
                    float(weighed.scores[rows[i][0]]),
                ),
                float(fits[i]),
                float(traits[i, FIT.index("covered")]),
            )
            for i in order
        )
        sought = Sought.of(only_asked(inquiry), self._index.lexical)
        aside = sought.is_aside(found[0].right)
        about = _about(found, traits[order], weighed, aside=aside)
        sureness = _chance(self._weights.about, about) * (ASIDE if aside else 1)
        return Matches(found, sureness, tuple(about.tolist()), near, weighed.sureness)

    def _rows(
        self, inquiry: Inquiry, weighed: Weighed, holder: str
    ) -> tuple[list[tuple[int, DecisionRight]], Floats]:
        """Each right with the row of its clause, and its traits `(n, len(FIT))`; `KEEP` at most."""
        amounts = amounts_asked(inquiry.question)
        signing = bool(SIGNING.search(wish(inquiry.question.text)))
        asked = only_asked(inquiry)
        sought = Sought.of(asked, self._index.lexical)
        rows = [
            (at, right)
            for at, number in enumerate(weighed.clauses.tolist())
            for right in self._rights.get(number, ())
            if holder in {right.role, EVERYBODY}
            and not rules_out(asked.subject, self._words_of(right).told)
        ]
        own = []
        for _, right in rows:
            within = is_within(right, amounts)
            aside = bool(SIGNING.search(right.action)) != signing
            met = sought.met_by(self._words_of(right))
            own.append((*met, within is True, within is False, aside))
        clause = weighed.found.features[[at for at, _ in rows]]
        traits = np.c_[clause, np.array(own, np.float64).reshape(-1, len(OWN))]
        if len(rows) > KEEP:
            best = np.argsort(-(traits @ self._weights.rights[: -len(MEANT)]), kind="stable")[:KEEP]
            rows, traits = [rows[i] for i in best.tolist()], traits[best]
        return rows, np.c_[traits, self._meant(asked.subject, [right.wording for _, right in rows])]

    def _words_of(self, right: DecisionRight) -> RightWords:
        """The words of one of the rights, which live as long as this does."""
        found = self._words.get(id(right))
        if found is None:
            found = self._words[id(right)] = RightWords.of(right, self._index.lexical)
        return found


def _about(found: Sequence[Match], traits: Floats, weighed: Weighed, *, aside: bool) -> Floats:
    """What speaks for the best match being what is asked: `ABOUT`.

    Who else has a right to the same is no rival. `traits` are those of `found`, in its order;
    `aside` says that the best is the same deed done to something else.
    """
    right, best = found[0].right, dict(zip(FIT, traits[0].tolist(), strict=True))
    matter = without_bounds(right.action)
    rivals = [
        match.fit
        for match in found
        if match.right.clause.id != right.clause.id and without_bounds(match.right.action) != matter
    ]
    belief = np.exp([match.fit - found[0].fit for match in found])
    same = np.array([without_bounds(match.right.action) == matter for match in found])
    return np.array(
        [
            found[0].fit,
            found[0].fit - max(rivals, default=found[0].fit - 5),
            best["covered"],
            weighed.sureness,
            belief[same].sum() / belief.sum(),
            found[0].passage.score,
            weighed.scores.max() - found[0].passage.score,
            best["late_words"],
            best["late_weakest"],
            best["told"],
            best["within"] + best["beyond"],
            best["things"] * best["told"],
            best["meant"],
            best["meant_back"],
            traits[:, FIT.index("meant")].max() - best["meant"],
            best["covered_rarest_missing"],
            best["deed"],
            best["things"],
            best["signing_aside"],
            best["meaning"],
            best["late_covered"],
            best["any_concepts"],
            aside,
            np.log1p(len(right.action)),
            bool(right.condition),
            np.log1p(len(found)),
            best["meant"] * best["told"],
        ]
    )


def wish(text: str) -> str:
    """What is asked for, without what goes before it: from the last word that asks for leave."""
    asking = list(LEAVE.finditer(text))
    return text[asking[-1].start() :] if asking else text


def _chance(weights: Floats, traits: Floats) -> float:
    """A logistic judgement; the last weight is the bias."""
    return float(1 / (1 + np.exp(-(traits @ weights[:-1] + weights[-1]))))
