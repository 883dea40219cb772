"""Who holds a right, or has to agree: is it somebody, which role, and how high does it stand?

Phrases come in as the documents write them (`the Finance Director`, `Procurement and Platform`).
Goes out: the name without its article, the id of the catalogue's role it means, and the level of
approval that its agreement is. Only a name that is a role's title, alias or abbreviation as a
whole is that role: `the manager` stays a word of the document.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.agent_nouns import is_agent_noun
from knowledge.decision_rights.model import Level
from knowledge.model import Role
from knowledge.settling import SHORTENED, Catalogue
from knowledge.titles import BODIES, is_role_noun

_ARTICLE = re.compile(
    r"^(?:(?:either|both|only|all|any|each|every|then|and|but|also|first|two|one|is|by|of|so)\s+)*"
    r"(?:(?:the|an?|your|their|its|his|her|our|my|that|this|another|any|a second|relevant)\s+)?"
    r"(?:(?:respective|relevant|competent|whole|prior|written)\s+)?",
    re.IGNORECASE,
)
_AFTER_NAME = re.compile(
    r"(?:\s+(?:alone|only|first|also|then|themselves|itself|too|as well|jointly|together"
    r"|collectively"
    r"|present|concerned))+$"
)
_OWN = re.compile(
    r"^(?:you|please|i|we|they|it|he|she|(?:the|this) (?:role|person|post|(?:post|office|job)?[ -]?"
    r"holder|position|officer|incumbent|employee)|(?:post|office|job)[ -]?holder|(?:anybody"
    r"|anyone|everybody|everyone|all of you"
    r"|any of you|(?:any|every|each|all) (?:members? of )?(?:staff|employees?|colleagues?"
    r"|workers?))"
    r"(?: (?:on|in) (?:the|your) \w+| here)?|who|that|which|also|then|and|but|or|nevertheless"
    r"|however)?$",
    re.IGNORECASE,
)
_GATES = (
    r"legal|finance|financial|people|human resources|hr|security|privacy|compliance|risk"
    r"|procurement|purchasing|audit|communications|comms|commercial|safety|ethics|quality"
    r"|governance|policy|ip|data protection|treasury|accounting|payroll|regulatory|tax|it"
)
_UNITS = (
    rf"{_GATES}|engineering|product|leadership|management|operations|platform|design|marketing"
    r"|sales|support|research|architecture|data|infrastructure|science|facilities|treasurer"
    r"|cabinet|meeting|members|parliament|court|regulator|pharmacy|authority|client"
    r"|customer|forum|master|holders?|side|crew|squad|pod|function|functions|line manager"
    r"|counsel|desk|sponsor"
    r"|circle|peers?|colleagues?|buddy|clinician|patient|person|somebody|someone|anyone|police"
    r"|ceo|cfo|cto"
    r"|coo|cio|vp|svp|evp|md|gp|gps|sre|pm|tsc|stakeholders?|employees?|employer|union"
    r"|conference|huddle|round table|guild|tribunal|jury|collective"
    r"|commission|executives?|head office|owners?|boss|staff|customer care|parent|guardian"
    r"|company|headquarters|hq|ministry|agency|bureau|secretariat|assembly|leads?"
)
_UNIT = re.compile(rf"(?:{_UNITS})", re.IGNORECASE)
_HIGHER = re.compile(
    rf"\b(?:managers?|directors?|heads?|executives?|boards?|owners?|officers?|chiefs?|president"
    r"|vp|ceo|cfo|cto|coo|supervisors?|leadership|management|cabinet|policy|controller|commissioner"
    r"|superintendent|team lead(?:er)?s?|principal|partners?['’]?|treasurer|sponsor|boss"
    r"|trustees?|adviser|counsel|(?-i:(?!Tech|Project|Crew|Squad)[A-Z]\w+ Lead)|(?<!scrum )master"
    r"|head ?teachers?|head(?:master|mistress)"
    r"|governors?|dean|rector|provost|registrar|commander|captain|editor|matron|foreman"
    r"|chair(?:man|woman|person)?|minister|mayor|judge|court"
    rf"|regulator|authority|organi[sz]ation|{_GATES})\b",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"(?:teams?|squads?|crews?|pods?|groups?|members|peers?|colleagues|committees?|councils?"
    r"|panels?"
    r"|forums?|assembl(?:y|ies)|meetings?|conferences?|huddles?|circles?|round(?: table)?|guilds?"
    r"|maintainers)",
    re.IGNORECASE,
)
_ABOVE = re.compile(
    r"\b(?:leadership|management|executives?|steering|(?:city|town|county|parish|district|borough"
    r"|local|regional|privy) (?=council)|board|directors?|partners|cabinet|senior)\b",
    re.IGNORECASE,
)
"""What makes a body one that stands above those who work: `the leadership team`."""

_FELLOW = re.compile(
    r"(?:another|an?other|(?:a )?second|a different|a fellow|fellow|one other|any other)\s"
    r"|.*(?-i:\bpeople\b)(?! (?:partner|team|operations|lead|department))",
    re.IGNORECASE,
)
_PEERS = re.compile(
    r"\b(?:teams?|peers?|colleagues?|senior|staff|groups?|pod|squad|crew|committees?|councils?"
    r"|panels?|forum|review(?:ers?|s)?|buddy|another|second|maintainers?|members?|majority|leads?"
    r"|others|together|jointly|consensus|vote)\b",
    re.IGNORECASE,
)
_DEPARTMENT = re.compile(
    rf"\b(?:{_GATES})\s+(?:team|group|department|office|function|service)s?\b", re.IGNORECASE
)
_WORKING_BOARD = re.compile(
    r"\b(?:change|outage|review|advisory|design|architecture|editorial|ethics|release|safety)"
    r" boards?\b",
    re.IGNORECASE,
)
_SENIOR_TITLE = re.compile(
    r"\bsenior (?=\w+ (?:manager|director|officer)|manager|director|leader)", re.IGNORECASE
)
_STOP = re.compile(
    r"[.;:()\[\]→]|,(?! [A-Z])|\s[-–—]\s"
    r"|\s(?:MUST|MAY|SHALL|before|after|within|when|where|if|unless|so|who|which|that|for|at|by"
    r"|as|too|is|are"
    r"|may|can"
    r"|must|has|have|to|whatever|until|once|beforehand|above|over|below|up|first|afterwards|every"
    r"|each|from|with|on|in|needs?|decides?|approves?|signs?|second signature)\b",
)


class Holders:
    """Settles the names of one library's documents."""

    def __init__(self, roles: Sequence[Role]) -> None:
        """Prepare the library's roles."""
        self._catalogue = Catalogue(roles)
        self._titles = {role.id: role.title for role in roles}
        self._settled: dict[str, str] = {}
        self._known: dict[str, bool] = {}
        self._documents = {role.id: role.documents for role in roles}

    def title(self, role: str) -> str:
        """A role's title by its id."""
        return self._titles.get(role, role)

    def in_document(self, path: str) -> tuple[str, ...]:
        """The ids of the roles that a document describes."""
        return tuple(role for role, documents in self._documents.items() if path in documents)

    def role_in(self, text: str) -> str:
        """The id of the one role that a text names in full; empty where it names none or more."""
        named_in = self._catalogue.mentions(text).named
        sure = [m for m in named_in if m.strength >= SHORTENED and len(m.roles) == 1]
        return sure[0].roles[0].id if len(named_in) == len(sure) == 1 else ""

    def role_of(self, name: str) -> str:
        """The id of the role that a whole name is; empty where it is none, or one of several."""
        if name not in self._settled:
            self._settled[name] = self._settle(name)
        return self._settled[name]

    def role_among(self, name: str, roles: Sequence[str]) -> str:
        """The one of some roles whose title has all words of a name (`Lead`); empty if not one."""
        words = set(name.lower().split())
        fits = [role for role in roles if words <= set(self.title(role).lower().split())]
        return fits[0] if words and len(fits) == 1 else ""

    def _settle(self, name: str) -> str:
        mentions = self._catalogue.mentions(name).named if name else ()
        if len(mentions) != 1 or len(mentions[0].roles) != 1:
            return ""
        mention = mentions[0]
        whole = not re.search(r"\w", name[: mention.start] + name[mention.end :])
        return mention.roles[0].id if whole and mention.strength >= SHORTENED else ""

    def is_somebody(self, phrase: str) -> bool:
        """Whether a phrase names a person, a post, a body or a department."""
        if phrase not in self._known:
            self._known[phrase] = self._is_somebody(phrase)
        return self._known[phrase]

    def _is_somebody(self, phrase: str) -> bool:
        name = named(phrase)
        name = re.sub(r"\s(?:roles|posts)$", "", name)
        words = re.findall(r"[\w’'&/-]+", name)
        if not words or len(words) > 12:
            return False
        head = re.split(r",|\s(?:of|for|in|at|on|to|from|concerned|who)\b", name)[0].split()
        last = re.sub(r"['’]s?$", "", head[-1].strip(",")) if head else ""
        return bool(
            last
            and (
                any(is_role_noun(part) for part in re.split(r"[/-]", last))
                or last.lower().rstrip("s") in BODIES
                or _UNIT.fullmatch(last)
                or _DEPARTMENT.fullmatch(name)
                or any(_UNIT.fullmatch(part) for part in last.split("/"))
                or (last == "General" and is_role_noun(head[-2:][0]))
                or self.role_of(name)
                or _is_titled(head)
            )
        )


def _is_titled(words: Sequence[str]) -> bool:
    """Whether words are a name in capitals of somebody who does something: `Area Commander`."""
    return len(words) > 1 and all(word[0].isupper() for word in words) and is_agent_noun(words[-1])


def named(phrase: str) -> str:
    """A holder's name as the documents write it, without article and words around it."""
    name = _ARTICLE.sub("", " ".join(phrase.split()).strip(' ,;:.–—-()“”"'), count=1)
    return _AFTER_NAME.sub("", name)


def own(phrase: str) -> bool:
    """Whether a sentence's subject is whom the document addresses: nobody named, or `you`."""
    return bool(_OWN.match(" ".join(phrase.split()).strip(" ,;:–—-*•")))


def until_stop(text: str) -> str:
    """The start of a text up to the sign or word that ends a name."""
    text = _ARTICLE.sub("", text.strip(), count=1)
    together = re.sub(r"\b(together|jointly) with\b", r"\1_with", text)
    return _STOP.split(together, maxsplit=1)[0].replace("_", " ").strip()


_OUTSIDERS = re.compile(
    r"(?:the |an? )?(?:client|customer|government|regulator|landlord|funder|insurer)s?['’]s? ",
    re.IGNORECASE,
)


def is_body(name: str) -> bool:
    """Whether a name is one of peers who decide as one: `the Mobile squad`, `Hygiene Committee`.

    Departments that guard a policy and bodies that stand above the others are none.
    """
    name = _ARTICLE.sub("", name.strip(), count=1)
    head = re.split(r",|\s(?:of|for|in|on|at|from|who|which|with)\b", name)[0].strip()
    found = re.search(r"(?:^|[\s-])(\w+(?: table)?)$", head)
    if not found or _ABOVE.search(name) or _DEPARTMENT.search(head):
        return False
    return bool(_BODY.fullmatch(found[1]) or _BODY.fullmatch(found[1].split()[-1]))


def approval_by(approver: str, otherwise: Level = Level.MANAGER_APPROVAL) -> Level:
    """The level of approval that somebody's agreement is; `otherwise` where the words are silent.

    A department that guards a policy stands with managers; peers, seniors, committees and boards
    that review the work (`the Change Board`) do not.
    """
    if _OUTSIDERS.match(approver):
        return Level.MANAGER_APPROVAL
    if _WORKING_BOARD.search(approver) or is_body(approver):
        return Level.TEAM_APPROVAL
    if _DEPARTMENT.search(approver) or _SENIOR_TITLE.search(approver):
        return Level.MANAGER_APPROVAL
    if _FELLOW.match(approver) and not _ABOVE.search(approver):
        return Level.TEAM_APPROVAL
    if _HIGHER.search(approver):
        return Level.MANAGER_APPROVAL
    return Level.TEAM_APPROVAL if _PEERS.search(approver) else otherwise
