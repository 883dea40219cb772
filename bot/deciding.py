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
from typing import Self

import numpy as np

from bot.evidence import FEATURES, Floats, Numbers
from bot.finding import NOBODY, Finder, Weighed
from bot.intents import action_in
from bot.model import Inquiry, Intent, Passage, Question
from bot.qualifiers import rules_out
from bot.understanding import content_concepts, content_words
from bot.weights import Weights
from knowledge.decision_rights.figures import Amount, amounts_in, is_money
from knowledge.decision_rights.model import DecisionRight
from knowledge.index import Index
from knowledge.lexical import Lexical, stems
from knowledge.model import Role
from knowledge.thesaurus import Concept

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

FIT = (*FEATURES, *OWN)
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
    "told",
    "measured",
    "alike",
)
"""What it is judged by that a right is what is asked about at all."""

COVERED = FIT.index("covered")
KEEP = 40
"""Rights that are handed on."""

NEAR = 3
"""Passages that are handed on for a question that no right is about."""

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

DAYS = {
    "minute": 1 / 1440, "hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.0, "quarter": 91.0,
    "year": 365.0,
}  # fmt: skip
"""Spans of time in days."""

SPELT = tuple(
    (re.compile(pattern, re.IGNORECASE), figure)
    for pattern, figure in (
        (r"\ba fortnight\b", "14 days"),
        (r"\bhalf an hour\b", "30 minutes"),
        (r"\bhalf a (?:day)\b", "12 hours"),
        (r"\bhalf a year\b", "6 months"),
        (r"\ba dozen\b", "12"),
        (r"\ba couple of\b", "2"),
        (
            r"\b(for|by|of|over) an? (?:whole |full )?(minute|hour|day|week|month|quarter|year)\b",
            r"\1 1 \2",
        ),
    )
)
"""Amounts that a question spells, and how they are written in figures."""

AROUND = re.compile(
    r"\b(?:of|to|for|in|on|at|with|from|by|before|after|when|if|because|until|without|as|so|during"
    r"|about|over|under|into|off|that|which|who|and|or)\b|[,;:]",
    re.IGNORECASE,
)
"""Words after which a question tells circumstances of what is done."""

WHEN = frozenset(stems("early late soon now today tonight tomorrow again already once twice first"))
"""Words beside a deed that are not what it is done to."""

ASIDE = 0.5
"""What is left of the sureness where a right fits by its deed and not by what it is done to."""

WHO_MAY = re.compile(
    r"^.*?\bwho\b.{0,30}?\b(?:may|can|could|must|gets? to|(?:is|are) allowed to"
    r"|has to)\s+(?:just |also )*",
    re.IGNORECASE,
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
        fits = traits @ self._weights.rights
        order = np.argsort(-fits, kind="stable")
        found = tuple(
            Match(
                rows[i][1],
                Passage(
                    self._index.clauses[weighed.clauses[rows[i][0]]],
                    role or self._roles.get(rows[i][1].role, NOBODY),
                    float(weighed.scores[rows[i][0]]),
                ),
                float(fits[i]),
                float(traits[i, COVERED]),
            )
            for i in order[:KEEP]
        )
        about = _about(found, fits, traits[order[0]], weighed)
        sureness = _chance(self._weights.about, about)
        if Sought.of(only_asked(inquiry), self._index.lexical).is_aside(found[0].right):
            sureness *= ASIDE
        return Matches(found, sureness, tuple(about.tolist()), near, weighed.sureness)

    def _rows(
        self, inquiry: Inquiry, weighed: Weighed, holder: str
    ) -> tuple[list[tuple[int, DecisionRight]], Floats]:
        """Each right with the row of its clause, and its traits `(n, len(FIT))`."""
        amounts = amounts_asked(inquiry.question)
        signing = bool(SIGNING.search(wish(inquiry.question.text)))
        asked = only_asked(inquiry)
        sought = Sought.of(asked, self._index.lexical)
        rows = [
            (at, right)
            for at, number in enumerate(weighed.clauses.tolist())
            for right in self._rights.get(number, ())
            if holder in {right.role, EVERYBODY}
            and not rules_out(asked.subject, f"{right.action} {right.condition}")
        ]
        own = []
        for _, right in rows:
            within = is_within(right, amounts)
            aside = bool(SIGNING.search(right.action)) != signing
            own.append((*sought.met_by(right), within is True, within is False, aside))
        clause = weighed.found.features[[at for at, _ in rows]]
        return rows, np.c_[clause, np.array(own, np.float64).reshape(-1, len(OWN))]


@dataclass(frozen=True, slots=True)
class Sought:
    """What a question asks leave for: its concepts by rarity, the deed apart from the things.

    `deed` is what is done, None where the question only names a thing; `objects` are what it is
    done to, the last of which says what kind of thing that is. `stems` are all words that
    would do for any of them.
    """

    concepts: tuple[tuple[Concept, float], ...]
    deed: Concept | None
    objects: tuple[Concept, ...]
    stems: frozenset[str]
    lexical: Lexical

    @classmethod
    def of(cls, inquiry: Inquiry, lexical: Lexical) -> Self:
        """What an inquiry seeks; its first word is the deed if nothing stands before it."""
        concepts = tuple(
            (concept, max(map(lexical.idf, concept.said)))
            for concept in inquiry.concepts
            if concept.said[0] not in ASKING_LEAVE
        )
        opening = stems(inquiry.subject)[:1]
        first = concepts[0][0] if concepts else None
        deed = first if first and len(concepts) > 1 and opening == [first.said[0]] else None
        done_to = frozenset(stems(AROUND.split(inquiry.subject, maxsplit=1)[0]))
        things = (c for c, _ in concepts if deed and c is not deed and c.said[0] not in WHEN)
        objects = tuple(c for c in things if done_to & set(c.said))
        wordings = [stems(inquiry.subject), *(c.said for c, _ in concepts)]
        wordings += [tuple(other) for c, _ in concepts for other in c.others if len(other) == 1]
        return cls(concepts, deed, objects, frozenset().union(*wordings), lexical)

    def is_aside(self, right: DecisionRight) -> bool:
        """Whether a right is about the same deed, done to something else."""
        clause = right.clause
        present = frozenset(stems(f"{right.action} {clause.lead} {right.condition}"))
        if self.deed is None or not self.objects or not self.deed.share(present):
            return False
        return not self.objects[-1].share(present)

    def met_by(self, right: DecisionRight) -> tuple[float, float, float, float, float]:
        """How a right meets it, each from 0 to 1.

        The share of what is asked, by rarity, that it names; the rarest part that it does not; the
        deed; the share of the things; and the share of its own words that are asked.
        """
        clause = right.clause
        path = clause.path[-1] if clause.path and not SEVERAL.search(clause.path[-1]) else ""
        present = frozenset(stems(f"{right.action} {clause.lead} {right.condition} {path}"))
        shares = [(c, c.share(present), value) for c, value in self.concepts]
        total = sum(value for _, _, value in shares) or 1.0
        covered = sum(share * value for _, share, value in shares) / total
        missing = max(((1 - share) * value for _, share, value in shares), default=0.0)
        things = [(share, value) for c, share, value in shares if c is not self.deed]
        thing = sum(share * value for share, value in things) / (sum(v for _, v in things) or 1.0)
        deed = next((share for c, share, _ in shares if c is self.deed), 0.5)
        return covered, missing / 10, deed, thing, self._told(right)

    def _told(self, right: DecisionRight) -> float:
        """The share of a right's own words, by rarity, that the question has."""
        words = [stem for stem in dict.fromkeys(stems(right.action)) if stem not in ASKING_LEAVE]
        worth = [(stem in self.stems, self.lexical.idf(stem)) for stem in words]
        return sum(value for met, value in worth if met) / (sum(v for _, v in worth) or 1.0)


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
            best[FIT.index("told")],
            best[FIT.index("within")] + best[FIT.index("beyond")],
            best[FIT.index("things")] * best[FIT.index("told")],
        ]
    )


def only_asked(inquiry: Inquiry) -> Inquiry:
    """A question for leave as the thing that it asks leave for, without the words that ask."""
    may = inquiry.intent is Intent.MAY
    action = action_in(inquiry.subject) if may else WHO_MAY.sub("", inquiry.subject)
    if action == inquiry.subject or not content_words(action):
        return inquiry
    return replace(
        inquiry, subject=action, words=content_words(action), concepts=content_concepts(action)
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
    found = amounts_in(in_figures(question.text))
    if any(amount.unit for amount in found) or not question.history:
        return found
    units = [a.unit for turn in question.history for a in amounts_in(turn) if a.unit]
    return amounts_in(f"{question.text.rstrip(' ?.!')} {units[-1]}") if units else ()


def in_figures(text: str) -> str:
    """A text with amounts such as `a fortnight` and `for an hour` in figures."""
    for pattern, figure in SPELT:
        text = pattern.sub(figure, text)
    return text


def values_in(right: DecisionRight, amounts: Sequence[Amount]) -> list[float]:
    """The amounts asked about in the unit of a right's limit; another span of time is converted."""
    unit = right.limit.unit if right.limit else ""
    told = [amount.value for amount in amounts if same_unit(amount.unit, unit)]
    if told or unit not in DAYS:
        return told
    days = DAYS | {"week": 5.0} if "working" in right.clause.text else DAYS
    return [a.value * days[a.unit] / days[unit] for a in amounts if a.unit in days]


def is_within(right: DecisionRight, amounts: Sequence[Amount]) -> bool | None:
    """Whether the amounts asked about are within a right's limit; None where they don't meet."""
    limit = right.limit
    if limit is None:
        return None
    told = values_in(right, amounts)
    if not told and is_money(limit.unit) and any(is_money(a.unit) for a in amounts):
        return False  # another currency: how much that is nobody here can say
    return all(map(limit.covers, told)) if told else None


def same_unit(asked: str, given: str) -> bool:
    """Whether two units measure the same; a bare number may be of any."""
    return asked in {given, ""}


def _chance(weights: Floats, traits: Floats) -> float:
    """A logistic judgement; the last weight is the bias."""
    return float(1 / (1 + np.exp(-(traits @ weights[:-1] + weights[-1]))))
