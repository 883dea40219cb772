"""The straight line from a question to an answer, shared by all adapters and the evals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from bot.comparison import Comparison, in_brief
from bot.deciding import Matches
from bot.drafting import draft
from bot.finding import Finding
from bot.grounding import Ground
from bot.model import Answer, Draft, Inquiry, Intent, Question, Statement, Status
from bot.understanding import understand
from bot.verdict import Deciders, Ruling, rule, who_decides
from knowledge.model import Library, Role, RoleDocument
from knowledge.settling import Catalogue


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


@dataclass(frozen=True, slots=True)
class Guide:
    """Answers questions about one library at one revision. Threads may share it."""

    library: Library
    catalogue: Catalogue
    finder: Finds
    comparer: Compares
    decider: Decides
    ground: Ground

    def answer(self, question: Question) -> Answer:
        """The answer to a question, or silence; never raises for what somebody typed."""
        return self._answer(understand(question, self.catalogue))

    def decide(self, role: Role, action: str) -> Answer:
        """Whether a role may do something: a verdict, or silence."""
        asked = understand(Question(f"May I {action}?"), self.catalogue)
        return self._answer(replace(asked, roles=(role,), candidates=(), intent=Intent.MAY))

    def who(self, action: str) -> Answer:
        """Who decides something, across all roles, or silence."""
        asked = understand(Question(f"Who may {action}?"), self.catalogue)
        return self._answer(replace(asked, candidates=(), intent=Intent.WHO))

    def _answer(self, inquiry: Inquiry) -> Answer:
        """Stops 3 to 6; what is decided by the rights needs no further search."""
        decision = self._decision(inquiry)
        findings = () if decision else self.finder.find(inquiry)
        comparison = self.comparer(inquiry, findings)
        return self.ground(inquiry, draft(inquiry, findings, comparison, decision))

    def _decision(self, inquiry: Inquiry) -> Ruling | Deciders | None:
        """The verdict or the deciders, if the question asks for one and the documents tell."""
        if inquiry.refusal or inquiry.unknown:
            return None
        if inquiry.intent is Intent.MAY and len(inquiry.roles) == 1:
            return rule(inquiry, self.decider.of(inquiry, inquiry.roles[0]))
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
