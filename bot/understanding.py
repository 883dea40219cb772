"""A question and its conversation become an `Inquiry`: about whom, about what, in which shape.

The role is settled here, before anything is searched: by the names in the question, else by the
conversation, else by the asker's own role, else by there being one role only. What a follow-up
leaves out (`and by day 60?`) is taken from the turn before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.intents import SELF, acting, intent_of
from bot.model import Asker, Inquiry, Intent, Question, Shape
from bot.refusing import refusal_of
from bot.sides import COMPARING, instead, matter_of, with_short_names
from bot.strangers import stranger
from knowledge.lexical import stems
from knowledge.model import Role
from knowledge.settling import LEVEL_ONLY, Catalogue, Mention, Mentions
from knowledge.thesaurus import Concept, concepts

ASKING = frozenset(
    stems(
        "what which who whom whose when where why how many much do does did done is are was am i me"
        " my mine you your we us our they them their he she his her it its a an the of for to in on"
        " at by with from about and or as be been being have has had can could may might must shall"
        " should will would tell show give list please pls need want know find out say says there"
        " this that these those any some all get got role job position just really actually exactly"
        " like so if than then also too again ok okay hey hi hello thanks thank else still only"
        " even such one ones thing things stuff supposed expected im ive whats hows lets wanna"
        " gonna kind"
        " sort bit someone somebody people person anyone anything something between both vs versus"
        " compare comparison difference different differ compared separates"
    )
)
FIGURE = re.compile(
    r"\bhow (?:many|much|long|often|soon|big|old|far|high|low|early|late|fast|quick(?:ly)?"
    r"|heav\w+)\b"
    r"|\b(?:what|which) (?:share|percent\w*|target|number|amount|rate|score|figure|limit|threshold"
    r"|grade|age|day|date|weight)\b"
    r"|\btargets?\b|\byears?\b|\bpercent\w*|%|\bminimum\b|\bmaximum\b|\bup to\b|\bdeadline\b"
    r"|\bwhen\b|\blimit\b|\bfrequency\b",
    re.IGNORECASE,
)
PERSON = re.compile(
    r"\bwho(?:'s|m|se)?\b|\b(?:my|their|the) boss\b|\breports? to\b|\bwhose\b", re.IGNORECASE
)
PERMISSION = re.compile(
    r"\b(?:may|allowed|permitted|authori[sz]ed|entitled|permission|sign[- ]?off|approval)\b"
    r"|\bcan (?:i|we|an?|the|they|he|she)\b.*\b(?:alone|own|without|just|decide|approve|sign)\b"
    r"|\bdo i need (?:to ask|approval|permission|anyone)\b|\bwithout (?:asking|approval)\b",
    re.IGNORECASE,
)
MANY = re.compile(
    r"^(?:list|name|give|show|tell me (?:all|about the)|which|what are|what were|what all|run me)\b"
    r"|\b(?:all|list|everything|main|key|top|responsibilities|duties|goals|skills|tools|metrics"
    r"|kpis|signals|flags|deliverables|milestones|objectives|stakeholders|challenges|activities"
    r"|requirements|things|steps|reasons|ways)\b",
    re.IGNORECASE,
)
FOLLOWS = re.compile(
    r"^(?:and|but|also|so|ok(?:ay)?|then|plus|or|what about|how about|same|what if|why|really"
    r"|sure)\b"
    r"|\b(?:it|its|they|them|their|those|these|that|this|there|one|ones|he|she|both|the other)\b",
    re.IGNORECASE,
)
OTHER_LEVEL = re.compile(
    r"\(?\bnon[- ]?(?:senior|junior|lead|staff|principal|associate|managerial)\b\)?", re.IGNORECASE
)
"""A level that is named to say that another one is meant."""
RUNG = re.compile(r"(?:grade|level|band|tier)s?[ -]?(?:\d{1,2}|[ivx]{1,4})", re.IGNORECASE)


def understand(question: Question, catalogue: Catalogue) -> Inquiry:
    """What is asked. Never fails: what is no question carries the reason why it is refused."""
    text = " ".join(question.text.split())
    refusal = refusal_of(text)
    if refusal:
        return Inquiry(question, text, (), known=catalogue.roles, refusal=refusal)
    plain = OTHER_LEVEL.sub(lambda match: " " * len(match[0]), text)
    said = with_short_names(text, catalogue.mentions(plain), catalogue)
    other = stranger(text, said.named)
    if other:
        said = replace(said, named=(), unknown=(other,))
    earlier = [catalogue.mentions(" ".join(turn.split())) for turn in question.history]
    said = instead(text, said, _last_named(earlier), catalogue)
    intent = intent_of(text, question.history)
    if intent is Intent.TELL and not (earlier or question.asker.role):
        said = _without_rungs(text, said)
    if intent is Intent.MAY:
        known = bool(question.asker.role and catalogue.named(question.asker.role))
        said = replace(said, named=tuple(acting(text, said.named, asker_known=known)))
    roles, candidates = _settle(text, said, earlier, question.asker, catalogue)
    if len(roles) > 1:
        said = replace(said, rest=matter_of(text, said.named) or said.rest)
    subject = _subject(said, earlier, text).strip(" ,.;:!?-") or text
    shape = shape_of(text, subject, roles)
    return Inquiry(
        question,
        subject,
        content_words(subject),
        content_concepts(subject),
        roles,
        candidates,
        said.unknown if not (roles or candidates) else (),
        catalogue.roles,
        shape,
        intent,
    )


def content_words(text: str) -> tuple[str, ...]:
    """The stems of what a text asks about, each once, in order, without words that only ask."""
    found = dict.fromkeys(stems(text))
    return tuple(word for word in found if word not in ASKING)


def content_concepts(text: str) -> tuple[Concept, ...]:
    """What a text asks about, word by word or phrase by phrase, with what may stand for it."""
    found = concepts(stems(text))
    return tuple(c for c in dict.fromkeys(found) if len(c.said) > 1 or c.said[0] not in ASKING)


def _settle(
    text: str,
    said: Mentions,
    earlier: Sequence[Mentions],
    asker: Asker,
    catalogue: Catalogue,
) -> tuple[tuple[Role, ...], tuple[Role, ...]]:
    """The roles that are meant; else those between which a name leaves the choice."""
    own = catalogue.named(asker.role) if asker.role else None
    before = _last_named(earlier)
    context = [role for role in (own, *before) if role]
    named = [mention for mention in said.named if not mention.target] or list(said.named)
    if said.unknown and not said.named:
        return (), ()
    if len(named) > 1:
        selves = [m for m in named if SELF.search(text[: m.start])]
        if selves and not COMPARING.search(text):
            named = selves
        elif any(m.strength > LEVEL_ONLY for m in named):
            named = _without_weaker(named)
    roles: list[Role] = []
    for mention in named:
        if mention.together:
            roles += [role for role in mention.roles if role not in roles]
            continue
        narrowed = _narrow(mention, context)
        if len(narrowed) > 1:
            return (), narrowed
        roles += [role for role in narrowed if role not in roles]
    if len(roles) == 1 and COMPARING.search(text) and before and _looks_back(text):
        roles = [*[role for role in before if role not in roles][:1], *roles]
    if roles:
        return tuple(roles), ()
    mine = re.search(r"\b(?:i|my|me|mine|i'm|im)\b", text, re.IGNORECASE)
    if own and (mine or not before):
        return (own,), ()
    if before:
        return tuple(before), ()
    described = [role for role in catalogue.roles if role.described] or catalogue.roles
    return (tuple(described) if len(described) == 1 else ()), ()


def _without_rungs(text: str, said: Mentions) -> Mentions:
    """Mentions without the rungs of a ladder if several roles stand on one of them.

    `What does grade 8 take` asks of the grade, not of one of its roles.
    """
    rungs = [m for m in said.named if not m.together and RUNG.fullmatch(text[m.start : m.end])]
    if all(len(m.roles) == 1 for m in rungs):
        return said
    named = tuple(m for m in said.named if m not in rungs)
    return replace(said, named=named)


def _narrow(mention: Mention, context: Sequence[Role]) -> tuple[Role, ...]:
    """The roles of a mention, or the one of them that the conversation is about.

    Roles that are only named in tables give way to those that documents describe.
    """
    if len(mention.roles) > 1:
        for role in context:
            if role in mention.roles:
                return (role,)
    return tuple(role for role in mention.roles if role.described) or mention.roles


def _without_weaker(named: Sequence[Mention]) -> list[Mention]:
    """Mentions without those that leave a choice which another mention of the text has settled."""
    sure = {role for mention in named if len(mention.roles) == 1 for role in mention.roles}
    return [m for m in named if len(m.roles) == 1 or not sure & set(m.roles)]


def _last_named(earlier: Sequence[Mentions]) -> list[Role]:
    """The roles that the latest earlier turn which names any settles on."""
    for mentions in reversed(earlier):
        roles = [m.roles[0] for m in mentions.named if len(m.roles) == 1]
        if roles:
            return list(dict.fromkeys(roles))
    return []


def _looks_back(text: str) -> bool:
    """Whether a comparison's other side stands in an earlier turn."""
    return bool(
        re.search(r"\b(?:than|differ\w*|compare\w*|same|vs|versus|both)\b", text, re.IGNORECASE)
    )


def _subject(said: Mentions, earlier: Sequence[Mentions], text: str) -> str:
    """What is asked, without the names of roles; with an earlier turn where this one leans on it.

    The earlier turn is the last that stands by itself; its figures give way to this one's. Nothing
    is added to it by a turn that only names another role.
    """
    rest = said.rest
    if not earlier or not _leans(text, rest):
        return rest
    told = [turn.rest for turn in earlier if content_words(turn.rest)]
    alone = [turn for turn in told if not _leans(turn, turn)]
    before = (alone or told or [""])[-1]
    if re.search(r"\d", rest):
        before = re.sub(r"\b\d+(?:[-–.,]\d+)*\b", "", before)
    return " ".join(f"{before} {rest}".split()) if content_words(rest) else before


def _leans(text: str, rest: str) -> bool:
    """Whether a turn cannot be understood without an earlier one."""
    words = content_words(rest)
    return not words or (len(words) <= 4 and bool(FOLLOWS.search(text)))


def shape_of(text: str, subject: str, roles: Sequence[Role]) -> Shape:
    """The form in which the answer is expected."""
    if len(roles) > 1:
        return Shape.COMPARISON
    if PERSON.search(text):
        return Shape.PERSON
    if PERMISSION.search(text):
        return Shape.PERMISSION
    if FIGURE.search(text):
        return Shape.FIGURE
    if MANY.search(text) or MANY.search(subject):
        return Shape.LIST
    return Shape.STATEMENT
