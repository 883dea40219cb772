"""The straight line from a question to an answer, shared by all adapters and the evals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

from bot.comparison import Comparison, in_brief
from bot.deciders import Deciders, who_decides
from bot.deciding import Matches
from bot.drafting import draft
from bot.finding import Finding
from bot.grounding import Ground
from bot.model import Answer, Draft, Inquiry, Intent, Question, Statement, Status
from bot.understanding import understand
from bot.verdict import Ruling, lacks_decider, rule, with_decider
from knowledge.decision_rights.model import DecisionRight
from knowledge.model import Library, Role, RoleDocument
from knowledge.settling import Catalogue


class Stop(StrEnum):
    """A stop of the straight line, for whoever measures how long each takes."""

    UNDERSTAND = "understand"
    DECIDE = "decide"
    FIND = "find"
    DRAFT = "draft"
    WRITE = "write"
    GROUND = "ground"


Watch = Callable[[Stop], AbstractContextManager[object]]
"""Gives what is entered when a stop begins and left when it ends; threads share it."""

_NOTHING = nullcontext()


def unwatched(_stop: Stop) -> AbstractContextManager[object]:
    """Watch nothing."""
    return _NOTHING


class Finds(Protocol):
    """Brings the passages that answer an inquiry."""

    def find(self, inquiry: Inquiry) -> Sequence[Finding]:
        """What was found for each role that the inquiry is about, best evidence first."""
        ...


class Compares(Protocol):
    """Lays roles side by side."""

    def __call__(self, inquiry: Inquiry, findings: Sequence[Finding]) -> Comparison | None:
        """What a question about several roles asks to compare; None for any other question."""
        ...

    def compare(self, roles: Sequence[Role], topic: str = "") -> Comparison:
        """The roles by all topics, or by one; without topics if they have none like it."""
        ...


class Decides(Protocol):
    """Brings the decision rights that a question is about."""

    def of(self, inquiry: Inquiry, role: Role | None) -> Matches:
        """The rights of a role, best fit first; with None, everybody's."""
        ...

    def about(self, inquiry: Inquiry, role: Role) -> Matches:
        """Anybody's rights, best fit first, as the clauses that speak of a role tell them."""
        ...


class Writes(Protocol):
    """Puts a quoted draft into sentences, or leaves it as it is."""

    def __call__(self, inquiry: Inquiry, draft: Draft, /) -> Draft:
        """The draft to ground."""
        ...


def as_quoted(_inquiry: Inquiry, draft: Draft) -> Draft:
    """Leave the quotes as they are."""
    return draft


@dataclass(frozen=True, slots=True)
class Guide:
    """Answers questions about one library at one revision. Threads may share it.

    `rights` are the decision rights in force, in the order of the clauses.
    """

    library: Library
    rights: tuple[DecisionRight, ...]
    catalogue: Catalogue
    finder: Finds
    comparer: Compares
    decider: Decides
    ground: Ground
    watch: Watch = unwatched
    write: Writes = as_quoted

    def answer(self, question: Question) -> Answer:
        """The answer to a question, or silence; never raises for what somebody typed."""
        return self._answer(self._understood(question))

    def decide(self, role: Role, action: str) -> Answer:
        """Whether a role may do something: a verdict, or silence."""
        asked = self._understood(Question(f"May I {action}?"))
        return self._answer(replace(asked, roles=(role,), candidates=(), intent=Intent.MAY))

    def who(self, action: str) -> Answer:
        """Who decides something, across all roles, or silence."""
        asked = self._understood(Question(f"Who may {action}?"))
        return self._answer(replace(asked, candidates=(), intent=Intent.WHO))

    def unknown(self, name: str) -> Answer:
        """What is said of a role that no document describes."""
        asked = self._understood(Question(name))
        return self._answer(replace(asked, roles=(), candidates=(), unknown=(name,)))

    def _understood(self, question: Question) -> Inquiry:
        """Stop 2."""
        with self.watch(Stop.UNDERSTAND):
            return understand(question, self.catalogue)

    def _answer(self, inquiry: Inquiry) -> Answer:
        """Stops 3 to 6; what is decided by the rights needs no further search."""
        with self.watch(Stop.DECIDE):
            decision = self._decision(inquiry)
        with self.watch(Stop.FIND):
            findings = () if decision else self.finder.find(inquiry)
        with self.watch(Stop.DRAFT):
            comparison = self.comparer(inquiry, findings)
            quoted = draft(inquiry, findings, comparison, decision)
        with self.watch(Stop.WRITE):
            drafted = self.write(inquiry, quoted)
        with self.watch(Stop.GROUND):
            return self.ground(inquiry, drafted)

    def _decision(self, inquiry: Inquiry) -> Ruling | Deciders | None:
        """The verdict or the deciders, if the question asks for one and the documents tell."""
        if inquiry.refusal or inquiry.unknown:
            return None
        if inquiry.intent is Intent.MAY and len(inquiry.roles) == 1:
            ruling = rule(inquiry, self.decider.of(inquiry, inquiry.roles[0]))
            if ruling and lacks_decider(ruling):
                return with_decider(ruling, self.decider.about(inquiry, inquiry.roles[0]))
            return ruling
        if inquiry.intent is Intent.WHO:
            (role,) = inquiry.roles if len(inquiry.roles) == 1 else (None,)
            among = self.decider.about(inquiry, role) if role else self.decider.of(inquiry, None)
            return who_decides(inquiry, among)
        return None

    def compare(self, roles: Sequence[Role], topic: str = "", *, brief: bool = False) -> Comparison:
        """The roles side by side with their citations, by all topics or by one.

        `brief` leaves out what is the same and most of what is long, and counts it.
        """
        compared = self.comparer.compare(roles, topic)
        shown = in_brief(compared) if brief else compared
        claims = tuple(Statement(part.text, (part.passage,)) for part in shown.parts)
        asked = Inquiry(Question(topic), topic, (), roles=shown.roles)
        answer = self.ground(asked, Draft(Status.ANSWERED, claims))
        return replace(shown, citations=answer.citations)

    def role(self, name: str) -> Role | None:
        """The role that a name means, if it means one alone."""
        return self.catalogue.named(name)

    def documents_of(self, role: Role) -> tuple[RoleDocument, ...]:
        """The documents that describe a role, in the library's order."""
        return tuple(d for d in self.library.documents if d.path in role.documents)

    def page(self, slug: str) -> RoleDocument | None:
        """The document that a reader link (`/read/<slug>`) names."""
        return next((d for d in self.library.documents if d.slug == slug), None)

    def document_text(self, path: str) -> str:
        """The repaired text of a document.

        Raises:
            KeyError: the library has no such document.
        """
        for document in self.library.documents:
            if document.path == path:
                return document.text
        raise KeyError(path)
