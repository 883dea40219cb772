"""What people may tell the bot in a chat besides a question, the same on every platform.

Comes in: the text after `/remit`, or after the bot's name. Goes out: a `Command`, how the guide
answers it where it asks something, and the platform-neutral cards of help, the roles and one role.
Whatever is no command is a question. Nothing is stored or sent here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from adapters import wording
from adapters.card import Card, Line, LineKind, whole
from adapters.suggesting import follow_ups_of
from bot.guide import Guide
from bot.model import Answer, Asker, Question, Status
from knowledge.model import Library, Role, RoleDocument

MOST_ROLES = 40
"""Roles on the card that lists them; a longer list is no longer read."""

MOST_SECTIONS = 24
"""Headings on the card of a role."""

QUOTES = "\"'“”„‘’"
PAIR = re.compile(r"""^\s*["“„'‘](?P<role>[^"”“]+?)["”“'’]\s*[,:]?\s*(?P<rest>.*)$""", re.DOTALL)
ASKS = re.compile(
    r"^(?:is|are|was|were|can|may|must|should|shall|will|would|could|do|did|have|else|in|at|on|of"
    r"|[a-z]+[^\Ws]s)$",
    re.IGNORECASE,
)
"""What follows *who* in a sentence that is whole; an action begins with a plain verb."""


class Verb(StrEnum):
    """What a command does."""

    HELP = "help"
    ASK = "ask"
    ROLE = "role"
    DECIDE = "decide"
    WHO = "who"
    COMPARE = "compare"
    ROLES = "roles"
    IAM = "iam"
    FORGET = "forget me"


ALONE = {
    "": Verb.HELP,
    "help": Verb.HELP,
    "roles": Verb.ROLES,
    "list roles": Verb.ROLES,
    "iam": Verb.IAM,
    "forget me": Verb.FORGET,
}
WITH_TEXT = (Verb.ASK, Verb.ROLE, Verb.DECIDE, Verb.WHO, Verb.COMPARE)
OWN_ROLE = re.compile(
    r"^(?:iam|(?:i am|i[’']m) (?:an?|the))\s+(?P<role>[^.?!,;]+)[.!]?$", re.IGNORECASE
)
"""`iam baker`, or a sentence that says no more than that."""


@dataclass(frozen=True, slots=True)
class Command:
    """A verb with what it is about; `text` is empty for those that need nothing."""

    verb: Verb
    text: str = ""


def read(text: str) -> Command:
    """The command that a text is; help for an empty one, a question for anything else.

    `who approves a vendor?` and `role of a baker in hiring?` are questions; `who approve a vendor`
    and `role baker` are commands.
    """
    said = " ".join(text.split())
    alone = ALONE.get(said.casefold().strip(" .!?"))
    if alone:
        return Command(alone)
    own = OWN_ROLE.match(said)
    if own:
        return Command(Verb.IAM, own["role"].strip(QUOTES))
    first, _, rest = said.partition(" ")
    verb = next((verb for verb in WITH_TEXT if verb.value == first.casefold().rstrip(":")), None)
    if rest and verb is Verb.ASK:
        return Command(Verb.ASK, rest)
    if rest and verb and _is_about(verb, rest):
        return Command(verb, rest.strip(QUOTES) if verb is Verb.WHO else rest)
    return Command(Verb.ASK, said)


def _is_about(verb: Verb, rest: str) -> bool:
    """Whether what follows a verb is what the verb is about, and no sentence that goes on."""
    if verb is Verb.COMPARE:
        return True
    return not rest.endswith("?") and not (
        verb is Verb.WHO and ASKS.match(rest.split(" ", maxsplit=1)[0])
    )


def question_of(command: Command) -> str:
    """What a command asks, as a sentence: for the conversation, the receipt and the message."""
    match command.verb:
        case Verb.WHO:
            return f"Who may {command.text}?"
        case Verb.COMPARE:
            return f"Compare {command.text.replace(QUOTES[0], '')}"
        case Verb.DECIDE:
            pair = PAIR.match(command.text)
            if pair and pair["rest"]:
                return f"May a {pair['role']} {pair['rest'].strip(QUOTES)}?"
            return f"Decide: {command.text}"
        case Verb.ASK:
            return command.text
        case _:
            return f"{command.verb.value} {command.text}".strip()


def how(command: Command, asker: Asker) -> Callable[[Guide], Answer] | None:
    """How the guide answers a command; None if `question_of` it is to be asked like any other."""
    if command.verb is Verb.WHO:
        return lambda guide: guide.who(command.text)
    if command.verb is Verb.DECIDE:
        return lambda guide: _decided(guide, command.text, asker)
    return None


def _decided(guide: Guide, text: str, asker: Asker) -> Answer:
    """The verdict on `ROLE ACTION`, or on an action of the asker's own role."""
    pair = PAIR.match(text)
    if pair and pair["rest"]:
        return _decided_of(guide, pair["role"], pair["rest"].strip(QUOTES))
    role, action = split_role(guide, text)
    if role is None and asker.role:
        role = guide.role(asker.role)
    if role is None:
        return guide.answer(Question(f"May I {action}?", asker=asker))
    return guide.decide(role, action)


def _decided_of(guide: Guide, name: str, action: str) -> Answer:
    """The verdict on an action of the role that is named, never of another."""
    role = guide.role(name)
    if role:
        return guide.decide(role, action)
    if guide.catalogue.between(name):
        return guide.answer(Question(f"May a {name} {action}?"))
    return guide.unknown(name)


def split_role(guide: Guide, text: str) -> tuple[Role | None, str]:
    """The role that a text begins with, and what stands after it.

    None with the whole text if it begins with no role, or with a name that several bear.
    """
    for mention in guide.catalogue.mentions(text).named:
        before = text[: mention.start].strip().casefold()
        if before in {"", "a", "an", "the", "may a", "may an", "may the"}:
            role = mention.roles[0] if len(mention.roles) == 1 else None
            rest = text[mention.end :].strip(" ,:;–-")
            return (role, rest) if role and rest else (None, text)
    return None, text.strip(QUOTES)


def help_card(library: Library) -> Card:
    """What can be asked and told, with questions to begin with."""
    lines = [Line(LineKind.PARAGRAPH, wording.HELP_INTRODUCTION)]
    lines += [Line(LineKind.ITEM, f"{call}: {does}") for call, does in wording.COMMANDS]
    return Card(
        Status.ANSWERED,
        wording.HELP_HEADLINE,
        tuple(lines),
        suggestions=follow_ups_of((), library),
    )


def roles_card(library: Library) -> Card:
    """The roles by family; `choices` has the same titles, to be pressed."""
    roles = sorted(library.roles, key=lambda role: (not role.family, role.family, role.title))
    shown = roles[:MOST_ROLES]
    lines = [
        Line(LineKind.ITEM, " – ".join(part for part in (role.title, role.level) if part))
        for role in shown
    ]
    if len(roles) > len(shown):
        lines.append(Line(LineKind.PARAGRAPH, wording.more_roles(len(roles) - len(shown))))
    return Card(
        Status.ANSWERED,
        wording.roles_headline(len(roles)),
        tuple(lines),
        choices=tuple(role.title for role in shown),
    )


def role_card(guide: Guide, role: Role) -> Card:
    """What the documents have on a role: its sections, and where to read them."""
    documents = guide.documents_of(role)
    headings = list(dict.fromkeys(h for each in documents for h in _headings(each, role)))
    lines = [Line(LineKind.PARAGRAPH, about) for about in _facts(role)]
    lines += [Line(LineKind.ITEM, heading) for heading in headings[:MOST_SECTIONS]]
    if len(headings) > MOST_SECTIONS:
        left = len(headings) - MOST_SECTIONS
        lines.append(Line(LineKind.PARAGRAPH, wording.more_sections(left)))
    return Card(
        Status.ANSWERED,
        role.title,
        tuple(lines),
        sources=tuple(whole(each, n, role.title) for n, each in enumerate(documents, start=1)),
        suggestions=follow_ups_of((role,), guide.library),
    )


def role_meant(guide: Guide, name: str) -> Role | Card:
    """The role of a name; else the card that says so, with the roles that it may mean."""
    role = guide.role(name)
    if role:
        return role
    meant = guide.catalogue.between(name)
    offered = meant or guide.catalogue.near(name) or guide.library.roles[:MOST_ROLES]
    titles = tuple(role.title for role in offered)
    sentence = wording.unclear_role(name, titles) if meant else wording.no_such_role(name)
    return Card(Status.CLARIFY, "", (Line(LineKind.PARAGRAPH, sentence),), choices=titles)


def _facts(role: Role) -> list[str]:
    """The level, family and organisation of a role, in a line; none if nothing is known."""
    facts = [fact for fact in (role.level, role.family, role.organisation) if fact]
    return [" · ".join(facts)] if facts else []


def _headings(document: RoleDocument, role: Role) -> list[str]:
    """The outermost headings of a document under which a role is spoken of, titles left out."""
    own = [clause for clause in document.clauses if not clause.roles or role.id in clause.roles]
    titles = {document.title.casefold(), role.title.casefold()}
    found = (
        next((heading for heading in clause.path if heading.casefold() not in titles), "")
        for clause in own
    )
    return [heading for heading in dict.fromkeys(found) if heading]
