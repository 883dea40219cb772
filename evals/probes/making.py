"""Probes made from the rights that a library's documents give: questions whose answer is known.

In: a library and its rights. Out: cases in memory, each with the levels that are right for it. A
question is only asked where the rights leave one answer: where a role holds two different rights to
much the same thing, none of them is asked about plainly. The same library gives the same probes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest
from random import Random

from bot.model import Status
from evals.case import Case, CaseAsker, Gold
from evals.probes import templates
from evals.probes.known import NOT_SPECIFIED, Known
from evals.probes.phrases import Phrase, phrase_of, phrase_with, telling
from evals.probes.rewording import reworded
from evals.probes.templates import fill, with_article
from knowledge.decision_rights.model import DecisionRight, Level, Part
from knowledge.model import Library, Role

MOST = 300
"""How many probes are asked of a library."""


class ProbeKind(StrEnum):
    """What a probe does to a right to make a question of it."""

    PLAIN = "plain"
    SWAPPED = "role swapped"
    NEGATED = "negated"
    BELOW = "below a limit"
    ABOVE = "above a limit"
    PARAPHRASED = "paraphrased"
    PREMISE = "false premise"
    UNMENTIONED = "unmentioned action"


@dataclass(frozen=True, slots=True)
class Probe:
    """A question made by a `kind` of change; a verdict of any of `levels` is right.

    The first of `levels` is its case's verdict.
    """

    kind: ProbeKind
    case: Case
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Draft:
    """A probe on its way: the question, the levels that are right, and the right that says so."""

    kind: ProbeKind
    question: str
    levels: tuple[str, ...]
    right: DecisionRight | None = None
    asker: str = ""


def probes_of(
    library: Library, rights: Sequence[DecisionRight], most: int = MOST
) -> tuple[Probe, ...]:
    """Make at most `most` probes of `rights`, evenly over the kinds and, in each, the levels.

    Rights of holders that are no role of the library are not asked about. Gives `()` where no right
    makes a question.
    """
    by_kind: dict[ProbeKind, list[_Draft]] = {kind: [] for kind in ProbeKind}
    asked: set[tuple[str, str]] = set()
    for draft in _Making(library, rights).drafts():
        if (draft.question, draft.asker) not in asked:
            asked.add((draft.question, draft.asker))
            by_kind[draft.kind].append(draft)
    drafts = _evenly([_evenly_by_level(kind, found) for kind, found in by_kind.items()])[:most]
    drafts.sort(key=lambda draft: list(ProbeKind).index(draft.kind))
    titles = {role.id: role.title for role in library.roles}
    return tuple(
        _probe(draft, number, titles[draft.right.role] if draft.right else "")
        for number, draft in enumerate(drafts, start=1)
    )


class _Making:
    """The drafts of one library."""

    def __init__(self, library: Library, rights: Sequence[DecisionRight]) -> None:
        self._known = Known(library, rights)
        self._roles = {role.id: role for role in library.roles}
        self._levels: dict[tuple[str, str], set[str]] = defaultdict(set)
        for right in rights:
            if phrase := phrase_of(right):
                self._levels[right.role, phrase.text].add(right.level.value)

    def drafts(self) -> Iterator[_Draft]:
        """All drafts, kind by kind for each right in turn."""
        for number, right in enumerate(self._known.rights):
            if right.part is Part.AGREES:
                continue  # what others may do with its agreement is no answer to what it may do
            random = Random(f"{number} {right.action}")  # noqa: S311 - the same probes every time
            if right.limit:
                yield from self._at_the_limit(right, random)
            elif (phrase := phrase_of(right)) and self._is_clear(right, phrase):
                yield from self._about(right, phrase, random)
                yield from self._swapped(right, phrase, random)
        yield from self._unmentioned()

    def _is_clear(self, right: DecisionRight, phrase: Phrase) -> bool:
        """Whether a question in these words has one answer: `vendor matters` may have several."""
        return self._known.is_clear(right) and len(self._levels[right.role, phrase.text]) == 1

    def _about(self, right: DecisionRight, phrase: Phrase, random: Random) -> Iterator[_Draft]:
        """Questions about a right as it stands."""
        role, levels = self._roles[right.role], (right.level.value,)

        def draft(kind: ProbeKind, words: Sequence[str], said: Phrase, other: str = "") -> _Draft:
            return _Draft(kind, fill(random.choice(words), role, said, other), levels, right)

        yield draft(ProbeKind.PLAIN, templates.PLAIN, phrase)
        yield draft(ProbeKind.NEGATED, templates.NEGATED, phrase)
        if random.random() < 0.5:
            yield draft(ProbeKind.PARAPHRASED, templates.PARAPHRASED, phrase)
        else:
            mine = fill(random.choice(templates.MINE), role, phrase)
            yield _Draft(ProbeKind.PARAPHRASED, mine, levels, right, asker=role.title)
        if said := reworded(phrase, random):
            yield draft(ProbeKind.PARAPHRASED, templates.PLAIN, said)
        if right.level is not Level.INDEPENDENT:
            yield draft(ProbeKind.PREMISE, templates.OWN_PREMISE, phrase)
        elif stranger := self._silent_role(right, random):
            other = with_article(stranger.title)
            yield draft(ProbeKind.PREMISE, templates.OTHER_PREMISE, phrase, other)

    def _swapped(self, right: DecisionRight, phrase: Phrase, random: Random) -> Iterator[_Draft]:
        """The same asked of other roles: of one with a right of its own, and of one without."""
        own = [
            one
            for one in self._known.by_action[right.action]
            if one.role != right.role and self._known.is_clear(one)
        ]
        if own:
            its = random.choice(own)
            question = fill(random.choice(templates.PLAIN), self._roles[its.role], phrase)
            yield _Draft(ProbeKind.SWAPPED, question, (its.level.value,), its)
        if stranger := self._silent_role(right, random):
            question = fill(random.choice(templates.PLAIN), stranger, phrase)
            # Whether what is another's alone is ruled out or only not told is a matter of reading.
            yield _Draft(ProbeKind.SWAPPED, question, (NOT_SPECIFIED, Level.NOT_AUTHORIZED.value))

    def _silent_role(self, right: DecisionRight, random: Random) -> Role | None:
        """Any role that has nothing to do with what `right` is about; None if there is none."""
        roles = random.sample(tuple(self._roles.values()), len(self._roles))
        return next((role for role in roles if self._known.is_silent(role, right)), None)

    def _at_the_limit(self, right: DecisionRight, random: Random) -> Iterator[_Draft]:
        """One below and one above each bound of a right."""
        limit = right.limit
        assert limit is not None
        role = self._roles[right.role]
        for bound in (limit.over, limit.up_to):
            for kind, step in ((ProbeKind.BELOW, -1), (ProbeKind.ABOVE, 1)):
                if bound is None or bound + step <= 0:
                    continue
                phrase = phrase_with(right, bound + step)
                levels = self._known.levels_for(right, bound + step)
                if phrase and levels:
                    question = fill(random.choice(templates.PLAIN), role, phrase)
                    yield _Draft(kind, question, levels, right)

    def _unmentioned(self) -> Iterator[_Draft]:
        """Actions that no document mentions, asked of every role that holds a right.

        None where a right speaks of anything else, because that would be the answer.
        """
        if self._known.speaks_of_all_else:
            return
        there = self._known.words
        absent = [what for what, told in templates.STRANGE.items() if not telling(told) & there]
        for number, role in enumerate(self._roles[one] for one in self._known.by_role):
            for i in range(min(3, len(absent))):
                phrase = Phrase(absent[(3 * number + i) % len(absent)], verb=True)
                question = fill(templates.PLAIN[(number + i) % len(templates.PLAIN)], role, phrase)
                yield _Draft(ProbeKind.UNMENTIONED, question, (NOT_SPECIFIED,))


def _evenly_by_level(kind: ProbeKind, drafts: Sequence[_Draft]) -> list[_Draft]:
    """The drafts of one kind, shuffled, in turn from each level wanted."""
    shuffled = list(drafts)
    Random(kind.value).shuffle(shuffled)  # noqa: S311 - the same order every time
    by_level: dict[str, list[_Draft]] = defaultdict(list)
    for draft in shuffled:
        by_level[draft.levels[0]].append(draft)
    return _evenly([by_level[level] for level in sorted(by_level)])


def _evenly(groups: Sequence[Sequence[_Draft]]) -> list[_Draft]:
    """The first of each group, then the second of each, and so on."""
    turns = zip_longest(*groups)
    return [draft for turn in turns for draft in turn if draft is not None]


def _probe(draft: _Draft, number: int, title: str) -> Probe:
    """The draft as a probe; the clause of its right is the evidence."""
    right = draft.right if draft.levels[0] != NOT_SPECIFIED else None
    gold: tuple[Gold, ...] = ()
    if right:
        clause = right.clause
        heading = clause.path[-1] if clause.path else clause.document
        gold = (Gold(document=clause.document, role=title, section=heading, quote=clause.text),)
    case = Case.model_validate(
        {
            "id": f"probe-{number:03}",
            "library": "probes",
            "kind": "decision",
            "question": draft.question,
            "asker": CaseAsker(role=draft.asker),
            "expect": Status.ANSWERED if right else Status.ABSTAINED,
            "gold": gold,
            "verdict": draft.levels[0],
            "split": "test",
        }
    )
    return Probe(draft.kind, case, draft.levels)
