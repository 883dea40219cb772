"""A question on its way to an answer, as values. Chats, HTTP and search are unknown here."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from knowledge.model import Clause, Role
from knowledge.thesaurus import Concept


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks: an id of the chat platform, the groups they are in, and their own role's name."""

    id: str = ""
    groups: tuple[str, ...] = ()
    role: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, with the asker's earlier turns (oldest first)."""

    text: str
    history: tuple[str, ...] = ()
    asker: Asker = field(default_factory=Asker)


class Shape(StrEnum):
    """The form in which the asker expects the answer."""

    STATEMENT = "statement"
    FIGURE = "figure"
    LIST = "list"
    PERSON = "person"
    COMPARISON = "comparison"
    PERMISSION = "permission"


class Intent(StrEnum):
    """What the asker is after: to be told something, or who may do what."""

    TELL = "tell"
    MAY = "may"
    WHO = "who"


class Reason(StrEnum):
    """Why a text is none of the bot's business."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    NO_WORDS = "no_words"
    OTHER_LANGUAGE = "other_language"
    ORDER = "order"
    SMALL_TALK = "small_talk"


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question understood: about which roles, which topics, in which shape.

    `roles` are settled; empty means that none is. `candidates` are the roles that an unclear name
    may mean (empty where no name was given). `words` are the stems of what is asked, without the
    role's name and without words that ask. `concepts` are the same with what
    may stand for each. `subject` is the text to compare by meaning. `unknown`
    are names of roles that no document describes; `known` are all roles that there are. `intent`
    says whether it is asked who may do something.
    """

    question: Question
    subject: str
    words: tuple[str, ...]
    concepts: tuple[Concept, ...] = ()
    roles: tuple[Role, ...] = ()
    candidates: tuple[Role, ...] = ()
    unknown: tuple[str, ...] = ()
    known: tuple[Role, ...] = ()
    shape: Shape = Shape.STATEMENT
    intent: Intent = Intent.TELL
    refusal: Reason | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A clause found for one inquiry, about one role. `score` is higher the better it answers."""

    clause: Clause
    role: Role
    score: float


class Status(StrEnum):
    """What an answer is."""

    ANSWERED = "answered"
    ABSTAINED = "abstained"
    CLARIFY = "clarify"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of a draft with the passages that it claims for itself; none for a mere heading.

    `item` marks one that stands in a list.
    """

    text: str
    passages: tuple[Passage, ...] = ()
    item: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a role may do something; `level` is one of `contract.md`'s."""

    level: str
    role: str
    action: str
    approver: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """What could be said, unchecked. `generator` names who wrote it.

    A `verdict` rests on the passages of the first statement.
    """

    status: Status
    statements: tuple[Statement, ...]
    generator: str = "extractive"
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a statement stands: `quote` is `text[start:end]` of the document's repaired text.

    `restricted` says that not everybody may see it; `groups` are then those that together admit.
    """

    n: int
    document: str
    role: str
    section: tuple[str, ...]
    quote: str
    start: int
    end: int
    url: str
    restricted: bool = False
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said. Only `bot.grounding` makes one; every `[n]` in `text` has its citation.

    `restricted` says that it cites, or only names, what not everybody may see: in a shared place it
    is for the asker alone.
    """

    status: Status
    text: str
    citations: tuple[Citation, ...] = ()
    verdict: Verdict | None = None
    generator: str = "extractive"
    restricted: bool = False

    def as_json(self) -> dict[str, Any]:
        """The answer in the contract's form, without the question's `id` and latency.

        What is said of restrictions is left out where there are none.
        """
        data = asdict(self)
        data["status"] = self.status.value
        for said in (data, *data["citations"]):
            if not said["restricted"]:
                del said["restricted"]
                said.pop("groups", None)
        return data
