"""Signs by which it is judged whether the best clause answers a question at all, and how widely.

Similar is not the same: a clause about targets does not answer for a metric that has none. So
beside how well the best clause fits and how far it is ahead, the signs look for what a question
must find: a figure where one is asked for, in the unit that is asked for, about the thing that is
asked about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.evidence import (
    FEATURES,
    Evidence,
    Floats,
    Measurement,
    Numbers,
)
from bot.evidence import FIGURE as GIVEN_FIGURE
from bot.judging import Asked
from bot.model import Inquiry, Shape
from bot.scan import Scan, Scores
from bot.understanding import FIGURE, content_concepts
from bot.weights import Weights
from knowledge.cosines import Cosines
from knowledge.embedding import Reading
from knowledge.index import Index

KEPT = tuple(i for i, name in enumerate(FEATURES) if not name.endswith(("_aside", "behind_best")))
SIGNS = (
    "score",
    "lead_over_second",
    "lead_over_tenth",
    "section_share",
    *(f"top_{FEATURES[i]}" for i in KEPT),
    "unmatched_rarest",
    "unmatched_here",
    "concepts_unmatched_rarest",
    "concepts_unmatched_here",
    "concepts_unmatched_at_all",
    "late_weakest_here",
    "late_words_here",
    "late_weakest_gap",
    "unknown_words",
    "words",
    "figure",
    "person",
    "list",
    "permission",
    "statement",
    "topic_certainty",
    "topic_absent",
    "unit_missing",
    "unit_asked",
    "object_missing",
    "object_head_missing",
    "object_asked",
    "terms_of_employment_missing",
    "figure_missing",
    "rarest_missing",
    "second_rarest_missing",
    "third_rarest_missing",
    "short",
    "yes_or_no",
    "yes_or_no_and_rarest_missing",
    "figure_and_rarest_missing",
    "meaning_elsewhere",
    "words_elsewhere",
    "wordings_elsewhere",
    "meaning_better_elsewhere",
    "words_better_elsewhere",
)
"""The columns of `Signs.of`, in order."""

UNITS = tuple(
    (re.compile(asked), re.compile(given))
    for asked, given in (
        (r"percent|%|what share|portion|proportion", r"%|per ?cent|share|percentage"),
        (r"\bminutes?", r"minute|min\b"),
        (r"\bhours?", r"hours?|\bh\b"),
        (r"\bdays?\b", r"\bdays?"),
        (r"\bweeks?\b", r"\bweek"),
        (r"\bmonths?\b(?! [0-9])", r"\bmonth"),
        (r"\byears?\b", r"\byears?|\byrs?"),
        (
            (
                r"how much (?:can|may|money|is|does|do)|budget|spend|[€£$]"
                r"|\b(?:euro|dollar|pound)s?\b|limit|pay out"
            ),
            r"[€£$]|eur|usd|gbp|euro|pound|dollar|budget|spend",
        ),
        (r"\bweigh", r"weight|weigh|%"),
        (
            r"how often|how frequent",
            r"daily|weekly|monthly|quarter|year|annual|per |every|each|once|twice|ongoing|bi-?week",
        ),
    )
)
"""Units as they are asked for, and as a clause gives them, both in lower case."""

OBJECT = re.compile(
    r"\b(?:how (?:many|much|long|often|soon|large|big|far|accurate)"
    r"|(?:what|which) (?:share|percent\w*|target|number|amount|rate|score|limit|threshold|weight)"
    r"(?: (?:of|for|does))?"
    r"|targets? (?:for|of)|max(?:imum)?(?: number of)?|min(?:imum)?)\s+"
    r"(?:an?|the|of|is|are|does|do|may|can|should|must|my|our)?\s*(.{3,60})",
    re.IGNORECASE,
)
YES_OR_NO = re.compile(r"^(?:do|does|is|are|can|may|must|should|has|have|will|am)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RoleClauses:
    """The numbers of the clauses that speak of a role, and of those that do not."""

    own: Numbers
    others: Numbers


@dataclass(frozen=True, slots=True)
class Measured:
    """`k` clauses of a role (by number) with what was measured of them; `scores` is `(k,)`."""

    clauses: Numbers
    found: Measurement
    scores: Floats
    role: RoleClauses


@dataclass(frozen=True, slots=True)
class Signs:
    """Reads the signs from what was measured about one role's clauses."""

    index: Index
    weights: Weights
    evidence: Evidence

    def of(self, inquiry: Inquiry, reading: Reading, measured: Measured) -> Floats:
        """The signs `(len(SIGNS),)` of a role's clauses, of which there must be one."""
        clauses, features, scores = measured.clauses, measured.found.features, measured.scores
        order = np.argsort(-scores, kind="stable")
        rows = [self.index.clauses[i] for i in clauses[order].tolist()]
        seen = self.evidence.scan(inquiry, reading)
        best = int(clauses[order[0]])
        paths = self.evidence.traits.path_of
        present = self.evidence.traits.own(best) | self.evidence.traits.above(int(paths[best]))
        anywhere = frozenset[str]().union(
            *(held for pair in self.evidence.stems_of(seen, clauses) for held in pair)
        )
        signs = [
            *_ahead(scores[order], [row.path == rows[0].path for row in rows]),
            *features[order[0], list(KEPT)],
            *self._words(inquiry, present, anywhere),
            *self._concepts(inquiry, seen, present, anywhere),
            *_tokens(features, int(order[0])),
            sum(self.index.lexical.count(word) == 0 for word in inquiry.words)
            / (len(inquiry.words) or 1),
            len(inquiry.words) / 10,
            *(inquiry.shape is shape for shape in SHAPES),
            *self._topics(seen, clauses),
            *self._asked(inquiry, seen, best, present),
            *_elsewhere(seen, measured.role),
        ]
        return np.array(signs, np.float64)

    def asked(self, reading: Reading, measured: Measured) -> Asked:
        """The question's tokens, and how well each is met among a role's clauses."""
        met, scores = measured.found.met, measured.scores
        belief = np.exp(scores - scores.max())
        ways = (met[scores.argmax()], met.max(axis=0), belief @ met / belief.sum())
        return Asked(reading.states, self.evidence.known(reading), np.stack(ways, axis=1))

    def _words(
        self, inquiry: Inquiry, present: frozenset[str], anywhere: frozenset[str]
    ) -> tuple[float, float]:
        """The rarest word that the best clause lacks; the share that all clauses lack."""
        worth = {word: self.index.lexical.idf(word) for word in inquiry.words}
        lacking = {word: value for word, value in worth.items() if word not in present}
        absent = sum(value for word, value in lacking.items() if word not in anywhere)
        return max(lacking.values(), default=0.0) / 10, absent / (sum(worth.values()) or 1.0)

    @staticmethod
    def _concepts(
        inquiry: Inquiry, seen: Scan, present: frozenset[str], anywhere: frozenset[str]
    ) -> tuple[float, float, float]:
        """The same for concepts, in whatever wording; and the rarest that all clauses lack."""
        worth = seen.sought.worth
        pairs = list(zip(inquiry.concepts, worth, strict=True))
        lacking = [w for c, w in pairs if not c.share(present)]
        absent = [w for c, w in pairs if not c.share(anywhere)]
        return (
            max(lacking, default=0.0) / 10,
            sum(absent) / (sum(worth) or 1.0),
            max(absent, default=0.0) / 10,
        )

    def _topics(self, seen: Scan, clauses: Numbers) -> tuple[float, float]:
        """How sure the question's topic is, and whether no heading of the role opens it."""
        held = self.evidence.topics_of(clauses)
        return float(seen.topics.max()), float(1 - held[seen.topics.argmax()])

    def _asked(
        self, inquiry: Inquiry, seen: Scan, number: int, present: frozenset[str]
    ) -> tuple[float, ...]:
        """What the question must find, and whether the best clause has it."""
        subject = inquiry.subject.lower()
        best = self.index.clauses[number]
        said = " ".join((best.text, best.lead, *best.path[-1:], *best.columns)).lower()
        units = [given for asked, given in UNITS if asked.search(subject)]
        wanted = OBJECT.search(subject)
        thing = content_concepts(" ".join(wanted[1].split()[:4])) if wanted else ()
        rarity = [max(map(self.index.lexical.idf, c.said)) for c in thing]
        found = sum(c.share(present) * r for c, r in zip(thing, rarity, strict=True))
        by_rarity = sorted(
            zip(seen.sought.worth, inquiry.concepts, strict=True),
            key=lambda pair: -pair[0],
        )
        missing = [1 - concept.share(present) for _, concept in by_rarity[:3]] + [0.0] * 3
        figure = bool(FIGURE.search(subject))
        yes_or_no = bool(YES_OR_NO.match(subject))
        return (
            any(not given.search(said) for given in units),
            bool(units),
            1 - found / (sum(rarity) or 1.0) if thing else 0.0,
            1 - thing[0].share(present) if thing else 0.0,
            bool(thing),
            self._employment(seen, number),
            figure and not GIVEN_FIGURE.search(said),
            *missing[:3],
            len(inquiry.concepts) <= 2,
            yes_or_no,
            yes_or_no * missing[0],
            figure * missing[0],
        )

    def _employment(self, seen: Scan, number: int) -> float:
        """How surely pay or hours are asked about, where the best clause is about neither."""
        about = [self.weights.topics.index(topic) for topic in ("pay", "hours")]
        given = float(self.evidence.traits.topics(np.array([number]))[0, about].sum())
        return float(seen.topics[about].sum() * (1 - min(1.0, 2 * given)))


SHAPES = (Shape.FIGURE, Shape.PERSON, Shape.LIST, Shape.PERMISSION, Shape.STATEMENT)


def _elsewhere(seen: Scan, role: RoleClauses) -> tuple[float, float, float, float, float]:
    """How much better other roles' clauses meet the question than this role's do.

    What a sibling's document says, and this one does not, is the likeliest wrong answer. The
    difference of the best in meaning, in words and in wordings; and the first two where the
    others are better. All 0 where there are no other clauses.
    """
    if not len(role.others) or not len(role.own):
        return 0.0, 0.0, 0.0, 0.0, 0.0
    held: tuple[Cosines | Scores, ...] = (seen.meaning, seen.words, seen.wide)
    here = [float(scores[role.own].max()) for scores in held]
    there = [float(scores[role.others].max()) for scores in held]
    meaning, words, spread = (b - a for a, b in zip(here, there, strict=True))
    return (
        meaning,
        words / (max(there[1], here[1]) + 1e-9),
        spread / max(float(seen.wide.max()), 1e-9),
        max(0.0, meaning),
        max(0.0, words / (there[1] + 1e-9)),
    )


def _ahead(ranked: Floats, same: Sequence[bool]) -> tuple[float, float, float, float]:
    """The best score, its lead over the second and the tenth, the belief in its section."""
    belief = np.exp(ranked - ranked[0])
    last = len(ranked) - 1
    return (
        float(ranked[0]),
        float(ranked[0] - ranked[min(1, last)]),
        float(ranked[0] - ranked[min(9, last)]),
        float(belief[list(same)].sum() / belief.sum()),
    )


def _tokens(features: Floats, best: int) -> tuple[float, float, float]:
    """How well the question's tokens are met anywhere in the role's clauses."""
    weakest = features[:, FEATURES.index("late_weakest")]
    words = features[:, FEATURES.index("late_words")]
    return float(weakest.max()), float(words.max()), float(weakest.max() - weakest[best])
