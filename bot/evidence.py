"""What speaks for each clause as the answer to an inquiry: numbers, measured the same everywhere.

Comes in: an open index, an inquiry, its vector and the clauses that may answer. Goes out: a matrix
of features, one row a clause. No decision is taken here; `bot.weights` says what each is worth.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from bot.model import Inquiry, Shape
from bot.weights import Weights
from knowledge.embedding import Reading
from knowledge.index import Index
from knowledge.lexical import Lexical, stems
from knowledge.model import BlockKind, Clause
from knowledge.token_vectors import project
from knowledge.topics import topics_asked, topics_of_heading

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]

FEATURES = (
    "meaning",
    "meaning_behind_best",
    "heading_meaning",
    "heading_behind_best",
    "lexical",
    "lexical_share",
    "own_words",
    "heading_words",
    "any_words",
    "lexical_wide",
    "own_concepts",
    "any_concepts",
    "topic_heading",
    "topic_path",
    "topic_heading_sum",
    "topic_learned",
    "topic_learned_root",
    "topic_learned_above",
    "topic_learned_clause",
    "topic_learned_log",
    "figure_asked",
    "person_asked",
    "permission_asked",
    "scorecard_aside",
    "variants_aside",
    "hiring_aside",
    "general_aside",
    "paragraph",
    "row",
    "length",
    "late_words",
    "late_words_behind_best",
    "late_weakest",
    "late_mean",
    "late_covered",
)
"""The columns of `Evidence.measure`, in order."""

HIRING = frozenset(
    {
        "interview",
        "exercises",
        "signals_strong",
        "signals_weak",
        "red_flags",
        "scorecard_dimensions",
    }
)
DECIDING = frozenset(
    {"decisions", "decide_alone", "decide_team", "decide_manager", "authority_areas", "escalation"}
)
SUMMARY = frozenset({"scorecard"})
VARIANTS = frozenset({"variants"})
GENERAL = re.compile(r"\b(?:job roles?|faqs?)\b", re.IGNORECASE)
PERSON = re.compile(
    r"\b(?:manager|director|lead|leader|head|officer|team|owner|scientist|engineer|board|council"
    r"|committee|chair|executive|supervisor|nurse|legal|governance|reports? to|approver)s?\b",
    re.IGNORECASE,
)
FIGURE = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|none)\b", re.IGNORECASE
)
PLAIN = frozenset(
    "what which who whom whose when where why how many much do does did is are was am i me my mine"
    " you your we us our they them their it its a an the of for to in on at by with from about and"
    " or as"
    " be been have has had can could may might must should will would tell show please want ? . , !"
    " ' s t so then also that this there any some".split()
)
"""Tokens of a question that every clause could meet."""

PLAIN_RARITY = 0.5
"""The idf of a token that is no word: a mark, or a word without a stem."""

CANDIDATES = 40
"""Clauses taken by meaning, and as many by words and by heading, before anything is measured."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """What was measured of `k` clauses.

    `features` is `(k, len(FEATURES))`; `met` `(k, q)` says how well each meets each of the
    question's `q` tokens, as cosines.
    """

    features: Floats
    met: Floats


class Evidence:
    """Measures clauses of one index."""

    def __init__(self, index: Index, weights: Weights) -> None:
        """Prepare what does not depend on a question."""
        self._index = index
        self._weights = weights
        headings = np.asarray(index.heading_vectors, np.float64)
        self._topics = weights.heading_topics(headings)
        self._topics[0] = 0.0

    def topics_of(self, clauses: Numbers) -> Floats:
        """How surely some heading of `clauses` opens each topic, `(t,)`."""
        inner = np.unique(self._index.heading_of[clauses, 0])
        return np.asarray(self._topics[inner].max(axis=0))

    def candidates(self, inquiry: Inquiry, reading: Reading, among: Numbers) -> Numbers:
        """The clauses worth measuring, of those in `among` (clause numbers, ascending)."""
        vector = reading.vector
        if len(among) <= CANDIDATES:
            return among
        meaning = self._index.vectors[among] @ vector
        words = self._index.lexical.scores((*inquiry.words, *synonyms(inquiry)))[among]
        heading = (self._index.heading_vectors @ vector)[self._index.heading_of[among, 0]]
        chosen = {*_top(meaning), *_top(words), *_top(heading + 0.2 * meaning)}
        if not chosen:
            return among[:CANDIDATES]
        return np.asarray(among[np.array(sorted(chosen), np.int64)])

    def measure(self, inquiry: Inquiry, reading: Reading, clauses: Numbers) -> Measurement:
        """What speaks for each of `k` clauses (by number)."""
        index = self._index
        vector = reading.vector
        asked = topics_asked(inquiry.subject)
        inner, outer = index.heading_of[clauses].T
        rows = [index.clauses[i] for i in clauses]
        meaning = (index.vectors[clauses] @ vector).astype(np.float64)
        heading = (index.heading_vectors @ vector).astype(np.float64)[inner]
        lexical = index.lexical.scores(inquiry.words)[clauses].astype(np.float64)
        own, above, either = self._coverage(inquiry.words, rows)
        wide = index.lexical.scores(synonyms(inquiry))[clauses] / 2 + lexical
        own_concepts, any_concepts = self._concepts(inquiry, rows)
        rarity = _rarity(asked, [index.headings[i] for i in np.unique(inner)])
        paths = {path: _by_path(path, asked, rarity) for path in {row.path for row in rows}}
        placed = [paths[row.path] for row in rows]
        facts = [facts_of(row) for row in rows]
        learned = self._weights.question_topics(vector[None].astype(np.float64))[0]
        of_clause = self._weights.question_topics(np.asarray(index.vectors[clauses], np.float64))
        on_topic = self._topics @ learned
        logs = self._topics @ np.log(learned + 1e-4)
        met, late = self._late(reading, clauses)
        columns = [
            meaning,
            meaning - meaning.max(initial=-1.0),
            heading,
            heading - heading.max(initial=-1.0),
            lexical / 10,
            lexical / (lexical.max(initial=0.0) + 1e-9),
            own,
            above,
            either,
            wide / (wide.max(initial=0.0) + 1e-9),
            own_concepts,
            any_concepts,
            [place.best for place in placed],
            [place.best_above for place in placed],
            [place.total for place in placed],
            on_topic[inner],
            np.sqrt(on_topic[inner]),
            on_topic[outer],
            np.sqrt(of_clause @ learned),
            logs[inner] / 5,
            [inquiry.shape is Shape.FIGURE and fact.figure for fact in facts],
            [inquiry.shape is Shape.PERSON and fact.person for fact in facts],
            [inquiry.shape in DECIDED and place.deciding for place in placed],
            *zip(*(place.aside for place in placed), strict=True),
            [fact.paragraph for fact in facts],
            [fact.row for fact in facts],
            [fact.length for fact in facts],
            *late,
        ]
        features = np.stack([np.asarray(column, np.float64) for column in columns], axis=1)
        return Measurement(features, met)

    def _late(self, reading: Reading, clauses: Numbers) -> tuple[Floats, tuple[Floats, ...]]:
        """How well each clause's words meet the question's, word by word; the last features."""
        if not reading.tokens:
            return np.zeros((len(clauses), 0)), (np.zeros(len(clauses)),) * 5
        known = known_of(reading, self._index.lexical)
        plain = known[:, 1] > 0
        worth = self._weights.token_worth(reading.states, 10 * known[:, 0], plain)
        met, covered = self._index.tokens.match(project(reading.states), clauses)
        best = met.astype(np.float64)
        words = best @ worth
        telling = best if plain.all() else best[:, ~plain]
        return best, (
            words,
            words - words.max(),
            telling.min(axis=1),
            best.mean(axis=1),
            covered.astype(np.float64),
        )

    def _coverage(
        self, words: Sequence[str], rows: Sequence[Clause]
    ) -> tuple[list[float], list[float], list[float]]:
        """Share of the question's words, by rarity, in a clause, in its headings, in either."""
        worth = {word: self._index.lexical.idf(word) for word in words}
        total = sum(worth.values()) or 1.0
        own, above, either = [], [], []
        for row in rows:
            mine, over = own_stems(row), path_stems(row.path, row.columns)
            inside = outside = both = 0.0
            for word, value in worth.items():
                if word in mine:
                    inside += value
                    both += value
                    if word in over:
                        outside += value
                elif word in over:
                    outside += value
                    both += value
            own.append(inside / total)
            above.append(outside / total)
            either.append(both / total)
        return own, above, either

    def _concepts(
        self, inquiry: Inquiry, rows: Sequence[Clause]
    ) -> tuple[list[float], list[float]]:
        """Share of the question's concepts, by rarity, in a clause; in it or its headings."""
        worth = self.worth(inquiry)
        total = sum(worth) or 1.0
        wordings = [frozenset().union(c.said, *c.others) for c in inquiry.concepts]
        known = list(zip(inquiry.concepts, worth, wordings, strict=True))
        own, either = [], []
        for row in rows:
            mine = own_stems(row)
            over = path_stems(row.path, row.columns)
            inside = outside = 0.0
            for concept, value, wording in known:
                here = 0.0 if wording.isdisjoint(mine) else concept.share(mine)
                inside += here * value
                if here < 1 and not wording.isdisjoint(over):
                    here = max(here, concept.share(mine | over))
                outside += here * value
            own.append(inside / total)
            either.append(outside / total)
        return own, either

    def worth(self, inquiry: Inquiry) -> list[float]:
        """How telling each concept of a question is: by the rarest of its words, as said."""
        idf = self._index.lexical.idf
        return [max(idf(stem) for stem in concept.said) for concept in inquiry.concepts]


def known_of(reading: Reading, lexical: Lexical) -> Floats:
    """What is known of each of a question's tokens beside its state, as `Asked.known` has it."""
    rows = []
    for token in reading.tokens:
        stemmed = stems(token.removeprefix("##"))
        rarity = lexical.idf(stemmed[0]) if stemmed else PLAIN_RARITY
        unmet = bool(stemmed) and not lexical.count(stemmed[0])
        rows.append((rarity / 10, token in PLAIN, unmet, 1.0))
    return np.array(rows, np.float64).reshape(-1, 4)


DECIDED = frozenset({Shape.PERMISSION, Shape.PERSON})


@lru_cache(maxsize=1 << 16)
def own_stems(clause: Clause) -> frozenset[str]:
    """The stems of a clause and of what introduces it."""
    return frozenset(stems(f"{clause.text} {clause.lead}"))


@lru_cache(maxsize=1 << 14)
def path_stems(path: tuple[str, ...], columns: tuple[str, ...]) -> frozenset[str]:
    """The stems of a heading path and of a table's columns."""
    return frozenset(stems(" ".join((*path, *columns))))


def synonyms(inquiry: Inquiry) -> tuple[str, ...]:
    """Single words that can stand for what is asked, each once."""
    found = (o for concept in inquiry.concepts for o in concept.others if len(o) == 1)
    return tuple(dict.fromkeys(stem for other in found for stem in other))


def _top(scores: NDArray[np.float32]) -> list[int]:
    """Where the highest scores stand; none that is 0 or less."""
    best = np.argpartition(-scores, CANDIDATES - 1)[:CANDIDATES]
    return [int(i) for i in best if scores[i] > 0]


def _rarity(asked: frozenset[str], headings: Sequence[str]) -> dict[str, float]:
    """What each asked topic tells: less, the more of the headings open it."""
    counts = {topic: sum(topic in topics_of_heading(h) for h in headings) for topic in asked}
    return {topic: 1 / np.sqrt(1 + n) for topic, n in counts.items()}


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is true of a clause whatever is asked."""

    figure: bool
    person: bool
    paragraph: bool
    row: bool
    length: float


@lru_cache(maxsize=1 << 16)
def facts_of(clause: Clause) -> _Facts:
    """The facts of a clause."""
    return _Facts(
        figure=bool(FIGURE.search(clause.text)),
        person=bool(PERSON.search(clause.text)),
        paragraph=clause.kind is BlockKind.PARAGRAPH,
        row=clause.kind is BlockKind.ROW,
        length=float(np.log1p(len(clause.text)) / 5),
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """What a heading path is worth to one question.

    `best` and `total` are the weight of the asked topics that the innermost heading opens, the best
    of them and all together; `best_above` is the best on the whole path. `aside` says whether it is
    a summary, a variant, hiring or general talk, and nobody asked.
    """

    best: float
    total: float
    best_above: float
    deciding: bool
    aside: tuple[bool, bool, bool, bool]


def _by_path(path: tuple[str, ...], asked: frozenset[str], rarity: dict[str, float]) -> _Place:
    """What a path is worth, by the topics that its headings open."""
    inner, every, general = path_topics(path)
    shared = [worth for topic, worth in rarity.items() if topic in inner]
    above = [worth for topic, worth in rarity.items() if topic in every]
    return _Place(
        best=max(shared, default=0.0),
        total=sum(shared),
        best_above=max(above, default=0.0),
        deciding=bool(every & DECIDING),
        aside=(
            bool(inner & SUMMARY and not asked & SUMMARY),
            bool(every & VARIANTS and not asked & VARIANTS),
            bool(every & HIRING and not asked & HIRING),
            general,
        ),
    )


@lru_cache(maxsize=1 << 14)
def path_topics(path: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str], bool]:
    """The topics of a path's innermost heading, those of all, and whether it is general talk."""
    inner = topics_of_heading(path[-1]) if path else frozenset[str]()
    every = frozenset[str]().union(*(topics_of_heading(heading) for heading in path))
    return inner, every, any(GENERAL.search(heading) for heading in path[-2:])
