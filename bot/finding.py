"""The passages that answer an inquiry, for each role that it is about.

Every clause that speaks of the role is weighed (`bot.evidence`, `bot.weights`); none of another
role is looked at. What comes out is ranked, says how sure it is that the documents answer at all,
and whether a whole section or only some clauses of it are wanted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bot.evidence import Evidence, Floats, Measurement, Numbers
from bot.lacking import Lacking
from bot.listed_rights import levels_asked, listed
from bot.matters import as_asked, parted
from bot.model import Inquiry, Passage
from bot.signs import Measured, RoleClauses, Signs
from bot.stated import is_headed, lacks_quantity, names_fact
from bot.superiors import asks_for_superior, superiors_in
from bot.weights import Weights
from bot.whose import (
    NOBODY,
    asked_as_such,
    clauses_by_role,
    clauses_by_section,
    is_of_any_role,
    of_one_role,
    own_clauses,
)
from knowledge.embedding import Embedder, MiniLM, Reading
from knowledge.index import Index
from knowledge.model import Clause, Role

__all__ = ["NOBODY", "Finder", "Finding", "Weighed"]

OTHERS = 20_000
"""Clauses of other roles that are looked at for what this role's may lack."""

LACKING = 0.5
"""What is left of sureness if none of a role's clauses has the very thing that is asked about."""

HEADED = 4.0
"""What it is worth that a clause's heading is what is asked, word for word."""

STATED = 0.5
"""How sure it is at least if the question names the best clause's fact or section."""

QUOTED = 3
"""Best clauses of which one must tell how many, where that is asked."""

JUDGED = 8
"""Roles whose findings are judged where none is settled: what is said rests on the best alone."""

KEEP = 24
"""Passages that are handed on for one role."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found for one role: passages, best first.

    `sureness` (0 to 1) is how likely the documents answer the question for this role; 0 too where,
    with no role settled, many others answer it better. `whole` (0 to 1) is how likely the asker
    wants all of the best passage's section, which `section` holds in the document's order. `shares`
    gives each passage's share (together 1 or less) in the belief about which passage is right.
    `owner` is who answers for the best passage's document, if it says so.
    `parts` is what was found for each matter of a question that asks for several.
    """

    role: Role
    passages: tuple[Passage, ...]
    shares: tuple[float, ...]
    section: tuple[Clause, ...]
    sureness: float
    whole: float
    owner: str = ""
    parts: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Weighed:
    """`k` clauses, by number, with what was measured of them and their scores `(k,)`.

    `sureness` and `whole` are those of a `Finding`.
    """

    clauses: Numbers
    found: Measurement
    scores: Floats
    sureness: float
    whole: float


class Finder:
    """Searches one index."""

    def __init__(self, index: Index, embedder: Embedder, reader: MiniLM, weights: Weights) -> None:
        """Take an open index, the embedder of its vectors, the model of its tokens, the weights."""
        self._index = index
        self._embedder = embedder
        self._reader = reader
        self._weights = weights
        self._evidence = Evidence(index, weights)
        self._signs = Signs(index, weights, self._evidence)
        self._lacking = Lacking(index)
        self._about = clauses_by_role(index)
        self._latest: tuple[str, Reading] | None = None
        self._in_section = clauses_by_section(index)
        documents = index.library.documents
        self._owner = {document.path: document.metadata.get("owner", "") for document in documents}

    def find(self, inquiry: Inquiry) -> tuple[Finding, ...]:
        """For each settled role what was found for it; with none settled, for every role.

        What is refused, unknown or has to be asked back needs no search. Roles of which nothing at
        all was found are left out. Without a settled role the findings
        come in the order of their best passage's score; that of no role first where job roles as
        such are asked about.
        """
        if inquiry.refusal or inquiry.unknown or inquiry.candidates:
            return ()
        reading = self._read(as_asked(inquiry))
        if not inquiry.roles:
            return self._for_all(inquiry, reading)
        found = self._for_roles(inquiry, reading)
        for part in parted(inquiry):
            more = self._for_roles(part, self._read(as_asked(part)))
            found = [replace(f, parts=(*f.parts, p)) for f, p in zip(found, more, strict=True)]
        return tuple(found)

    def about(self, role: Role) -> Numbers:
        """The numbers of the clauses that speak of a role."""
        return self._about[role.id]

    def nearest(self, inquiry: Inquiry, clauses: Numbers, each: int) -> Numbers:
        """Of some clauses (by number) those worth weighing: the best `each` in each way."""
        return self._evidence.candidates(inquiry, self._read(inquiry.subject), clauses, each)

    def readings(self, texts: Sequence[str]) -> list[Reading]:
        """Texts as the model of tokens reads them; the question itself was read before."""
        latest = self._latest
        if latest and list(texts) == [latest[0]]:
            return [latest[1]]
        return self._reader.read(texts)

    def weigh(self, inquiry: Inquiry, role: Role | None, clauses: Numbers) -> Weighed:
        """Weigh the clauses of these numbers, and with them those that answer best anyway.

        They speak of a role; with None of any, and are held against no other role's.
        """
        reading = self._read(inquiry.subject)
        every = np.arange(len(self._index.clauses))
        among = self._about[role.id] if role else every
        both = np.union1d(clauses, self._evidence.candidates(inquiry, reading, among))
        found = self._evidence.measure(inquiry, reading, both)
        apart = self._apart(role) if role else RoleClauses(every, clauses[:0])
        return self._weighed(inquiry, reading, both, found, apart)

    def _weighed(
        self,
        inquiry: Inquiry,
        reading: Reading,
        clauses: Numbers,
        found: Measurement,
        apart: RoleClauses,
    ) -> Weighed:
        """Clauses with their scores, and what is judged by them."""
        scores = self._scores(found)
        measured = Measured(clauses, found, scores, apart)
        signs = self._signs.of(inquiry, reading, measured)
        return Weighed(
            clauses,
            found,
            scores,
            sureness=self._weights.judge(signs, self._signs.asked(reading, measured)),
            whole=_chance(self._weights.whole, signs),
        )

    def _scores(self, found: Measurement) -> Floats:
        """What was measured of `k` clauses as one number each, `(k,)`."""
        # Row by row: a clause that two roles share must have the very same score for both.
        return np.asarray((found.features * self._weights.ranking).sum(axis=1))

    def _read(self, text: str) -> Reading:
        """The question's vector by the index's embedder, and its tokens by the model that ships.

        The latest is kept: what is found and what is decided are asked with the same words.
        """
        latest = self._latest
        if latest is None or latest[0] != text:
            (reading,) = self._reader.read([text])
            if self._embedder is not self._reader:
                reading = replace(reading, vector=self._embedder.embed([text])[0])
            latest = self._latest = (text, reading)
        return latest[1]

    def _for_roles(self, inquiry: Inquiry, reading: Reading) -> list[Finding]:
        """The findings for the settled roles; those of which no clause speaks are left out."""
        found = [self._for_role(inquiry, reading, role) for role in inquiry.roles]
        return [finding for finding in found if finding]

    def _for_role(self, inquiry: Inquiry, reading: Reading, role: Role) -> Finding | None:
        """The finding for one role, if any clause speaks of it."""
        among = self._about[role.id]
        if not len(among):
            return None
        stated = self._stated(inquiry, role, own_clauses(self._index, role, among))
        if stated:
            return stated
        among = of_one_role(self._index, inquiry, among)
        clauses = self._evidence.candidates(inquiry, reading, among)
        found = self._evidence.measure(inquiry, reading, clauses)
        return self._finding(inquiry, reading, role, clauses, found)

    def _stated(self, inquiry: Inquiry, role: Role, own: Sequence[Clause]) -> Finding | None:
        """The finding where a role's own clauses state in so many words what is asked."""
        levels = levels_asked(inquiry)
        told = superiors_in(own) if asks_for_superior(inquiry) else []
        if levels:
            told = listed(self._index.rights, role.id, levels, own)
        if not told:
            return None
        return Finding(
            role=role,
            passages=tuple(Passage(clause, role, 0.0) for clause in told[:KEEP]),
            shares=tuple(1 / len(told) for _ in told[:KEEP]),
            section=tuple(clause for clause in told if clause.path == told[0].path),
            sureness=1.0,
            whole=float(bool(levels)),
            owner=self._owner.get(told[0].document, ""),
        )

    def _for_all(self, inquiry: Inquiry, reading: Reading) -> tuple[Finding, ...]:
        """A finding for every role, all clauses weighed against each other."""
        every = np.arange(len(self._index.clauses))
        clauses = self._evidence.candidates(inquiry, reading, every)
        found = self._evidence.measure(inquiry, reading, clauses)
        by_role: dict[str, list[int]] = defaultdict(list)
        shared = set(self._about[""].tolist())
        for row, number in enumerate(clauses.tolist()):
            for role in self._owners(number, shared):
                by_role[role].append(row)
        titles = {role.id: role for role in self._index.library.roles}
        scores = self._scores(found)
        nobodys = asked_as_such(inquiry)
        best_first = sorted(
            by_role.items(), key=lambda item: (nobodys and item[0] != "", -scores[item[1]].max())
        )
        return tuple(
            self._finding(
                inquiry,
                reading,
                titles.get(role, NOBODY),
                clauses[rows],
                Measurement(found.features[rows], found.met[rows]),
                judged=place < JUDGED,
            )
            for place, (role, rows) in enumerate(best_first)
        )

    def _owners(self, number: int, shared: set[int]) -> tuple[str, ...]:
        """The roles of a clause: those that it names, else those of its document, or nobody.

        Talk about job roles as such answers who asks of no role.
        """
        clause = self._index.clauses[number]
        if is_of_any_role(clause):
            return ("",)
        if clause.roles or number in shared:
            return clause.roles or ("",)
        return tuple(r.id for r in self._index.library.roles if clause.document in r.documents)

    def _finding(  # noqa: PLR0913  what was found for whom, and whether to judge it
        self,
        inquiry: Inquiry,
        reading: Reading,
        role: Role,
        clauses: Numbers,
        found: Measurement,
        *,
        judged: bool = True,
    ) -> Finding:
        """Rank clauses by their features and judge what was found."""
        weighed = (
            self._weighed(inquiry, reading, clauses, found, self._apart(role))
            if judged
            else Weighed(clauses, found, self._scores(found), sureness=0.0, whole=0.0)
        )
        rows = [self._index.clauses[number] for number in clauses.tolist()]
        headed = np.array([is_headed(inquiry, clause, role) for clause in rows], bool)
        scores = weighed.scores + HEADED * headed
        order = np.argsort(-scores, kind="stable")
        belief = np.exp(scores - scores.max())
        belief /= belief.sum()
        best = order[:KEEP].tolist()
        ranked = [rows[i] for i in best]
        return Finding(
            role=role,
            passages=tuple(Passage(rows[i], role, float(scores[i])) for i in best),
            shares=tuple(float(belief[i]) for i in best),
            section=self._section(ranked[0], role),
            sureness=self._sureness(inquiry, role, ranked, weighed.sureness) if judged else 0.0,
            whole=weighed.whole,
            owner=self._owner.get(ranked[0].document, ""),
        )

    def _sureness(
        self, inquiry: Inquiry, role: Role, ranked: Sequence[Clause], learned: float
    ) -> float:
        """How sure it is that clauses, best first, answer: as judged, but for what is plain."""
        if (
            asks_for_superior(inquiry)
            or self._lacking(inquiry, self._about[role.id])
            or lacks_quantity(inquiry, ranked[:QUOTED])
        ):
            return learned * LACKING
        best = ranked[0]
        named = is_headed(inquiry, best, role) or names_fact(inquiry, best)
        return max(learned, STATED) if named else learned

    def _apart(self, role: Role) -> RoleClauses:
        """A role's clauses and the others; of a very large library only so many others."""
        own = self._about[role.id]
        # As many others as there are, and as are looked at, stand among so many clauses.
        apart = np.ones(min(len(self._index.clauses), OTHERS + len(own)), bool)
        apart[own[own < len(apart)]] = False
        return RoleClauses(own, np.flatnonzero(apart)[:OTHERS])

    def _section(self, clause: Clause, role: Role) -> tuple[Clause, ...]:
        """The clauses of a clause's section that speak of a role, in the document's order."""
        numbers = self._in_section[clause.document, clause.path]
        about = np.intersect1d(numbers, self._about[role.id], assume_unique=True)
        about = about if len(about) else numbers
        return tuple(self._index.clauses[i] for i in about.tolist())


def _chance(weights: NDArray[np.float64], signs: Floats) -> float:
    """A logistic judgement; the last weight is the bias."""
    return float(1 / (1 + np.exp(-(signs @ weights[:-1] + weights[-1]))))
