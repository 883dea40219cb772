"""What the documents leave open, for whoever keeps them: questions by owner and topic.

Comes in: receipts, votes, and the library as it is now, whole. Goes out: a `Gap` for each owner and
topic, with the questions that got no answer or a bad one. Who asked is left out, always: a question
is the owner's business, its asker is not. Nothing is judged here, and nothing is written.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from bot.memory.model import Receipt, Vote
from bot.model import Question, Status
from bot.understanding import understand
from knowledge.model import Library, Role
from knowledge.settling import Catalogue
from knowledge.topics import TOPICS

if TYPE_CHECKING:
    from bot.memory.opening import Memory

NO_TOPIC = ""
"""The topic of a question that is about none of those that are known."""

GENERAL = "summary"
"""The topic that half of all questions sound like; it counts where there is no other."""


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question as it was first put, and how often: without an answer, and with a bad one.

    `reasons` are the words of those who voted it down, as far as they gave any.
    """

    text: str
    unanswered: int
    voted_down: int
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """What one owner's documents leave open on one topic, the most asked question first.

    `owner` is empty where no document says who keeps it, `topic` where none is known. `roles` are
    the titles of the roles that were asked about.
    """

    owner: str
    topic: str
    roles: tuple[str, ...]
    questions: tuple[OpenQuestion, ...]

    @property
    def unanswered(self) -> int:
        """How often the documents did not say."""
        return sum(question.unanswered for question in self.questions)

    @property
    def voted_down(self) -> int:
        """How many answers did not help."""
        return sum(question.voted_down for question in self.questions)


def gaps(receipts: Iterable[Receipt], votes: Iterable[Vote], library: Library) -> tuple[Gap, ...]:
    """The gaps, the largest first; none where everything was answered and nobody complained.

    Votes on answers that are not among the receipts are left out, see `look_back`.
    """
    against: dict[str, list[Vote]] = defaultdict(list)
    for vote in votes:
        if not vote.up:
            against[vote.reference].append(vote)
    keepers = Keepers(library)
    found: dict[tuple[str, str], list[Receipt]] = defaultdict(list)
    for receipt in sorted(receipts, key=lambda each: (each.at, each.reference)):
        if receipt.status is Status.ABSTAINED or receipt.reference in against:
            found[keepers.owner_of(receipt), topic_of(receipt.question)].append(receipt)
    made = [
        Gap(owner, topic, _roles(asked, keepers), _questions(asked, against))
        for (owner, topic), asked in found.items()
    ]
    return tuple(sorted(made, key=lambda gap: (-_size(gap), gap.owner, gap.topic)))


def look_back(memory: Memory, since: datetime) -> tuple[tuple[Receipt, ...], tuple[Vote, ...]]:
    """What `gaps` needs: the votes from then on with their receipts, and the unanswered questions.

    Answers that nobody voted on are not read at all.
    """
    silent = memory.receipts.since(since, Status.ABSTAINED)
    votes = memory.feedback.since(since)
    others = {vote.reference for vote in votes if not vote.up} - {one.reference for one in silent}
    found = (memory.receipts.get(reference) for reference in sorted(others))
    return (*silent, *(receipt for receipt in found if receipt)), votes


@lru_cache(maxsize=4096)
def topic_of(question: str) -> str:
    """The topic that most of a question's words speak of, or `NO_TOPIC`."""
    text = question.lower()
    said = {topic.name: re.search(topic.asked, text) for topic in TOPICS}
    spoken = {name: len(match[0]) for name, match in said.items() if match}
    if len(spoken) > 1:
        spoken.pop(GENERAL, None)
    return max(spoken, key=spoken.__getitem__, default=NO_TOPIC)


def in_words(topic: str) -> str:
    """A topic as a heading: `Goals, 30 days`."""
    name = re.sub(r"_(\d+)$", r", \1 days", topic or "other questions").replace("_", " ")
    return name[:1].upper() + name[1:]


def is_of(owner: str, name: str) -> bool:
    """Whether what a document says of its owner names this one, alone or among others."""
    return name.strip().casefold() in {each.strip().casefold() for each in owner.split(";")}


class Keepers:
    """Who keeps which document, and so who should hear of a question."""

    def __init__(self, library: Library) -> None:
        """Take the library as it is now."""
        self._catalogue = Catalogue(library.roles)
        self._owner = {each.path: each.metadata.get("owner", "") for each in library.documents}
        self._shared = Counter(path for role in library.roles for path in role.documents)
        # Many people ask the same, and each question is looked at more than once.
        self._understood = cache(lambda text: understand(Question(text), self._catalogue).roles)

    def keeper(self, document: str) -> str:
        """Who keeps a document; empty if it does not say, or is gone."""
        return self._owner.get(document, "")

    def owner_of(self, receipt: Receipt) -> str:
        """Whoever keeps what was cited, else the documents of the roles; empty if nobody is known.

        Of a role's documents the one that is most about it alone counts first: a table of all roles
        is not where its keeper would write an answer.
        """
        cited = [citation.document for citation in receipt.citations]
        own = [
            path
            for role in self.roles_of(receipt)
            for path in sorted(role.documents, key=self._shared.__getitem__)
        ]
        known = [self._owner[path] for path in cited + own if self._owner.get(path)]
        everybody = set(self._owner.values())
        only = everybody if len(everybody) == 1 else ()
        return next(iter([*known, *receipt.owners, *only]), "")

    def roles_of(self, receipt: Receipt) -> tuple[Role, ...]:
        """The roles that were asked about; where the receipt names none, those in the question."""
        named = [self._catalogue.named(title) for title in receipt.roles]
        return tuple(role for role in named if role) or self._understood(receipt.question)


def _questions(
    receipts: Sequence[Receipt], against: dict[str, list[Vote]]
) -> tuple[OpenQuestion, ...]:
    """The receipts' questions, each once, the most asked first."""
    alike: dict[str, list[Receipt]] = defaultdict(list)
    for receipt in receipts:
        alike[" ".join(re.findall(r"\w+", receipt.question.casefold()))].append(receipt)
    questions = []
    for same in alike.values():
        silent = sum(receipt.status is Status.ABSTAINED for receipt in same)
        reasons = [vote.reason for each in same for vote in against.get(each.reference, ())]
        questions.append(
            OpenQuestion(
                " ".join(same[0].question.split()),
                silent,
                len(same) - silent,
                tuple(dict.fromkeys(reason for reason in reasons if reason.strip())),
            )
        )
    return tuple(sorted(questions, key=lambda one: -(one.unanswered + one.voted_down)))


def _roles(receipts: Sequence[Receipt], keepers: Keepers) -> tuple[str, ...]:
    """The titles of the roles that were asked about, in alphabetical order."""
    return tuple(sorted({role.title for each in receipts for role in keepers.roles_of(each)}))


def _size(gap: Gap) -> int:
    """How often people ran into a gap."""
    return gap.unanswered + gap.voted_down
