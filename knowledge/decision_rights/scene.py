"""Whom a sentence speaks of, and what it says of them: the values that reading sentences passes on.

A `Scene` knows the clause's own roles and tells their names from everybody else's. A `Said` is one
thing that a piece of a clause says of one holder, before it becomes a `DecisionRight`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.agent_nouns import is_agent_noun
from knowledge.decision_rights.holders import Holders, approval_by, named, own, until_stop
from knowledge.decision_rights.model import Level, Part
from knowledge.titles import is_role_noun

_DETERMINER = re.compile(
    r"(?<!\bof )(?<!\bto )(?<!\bwith )(?<!\bfor )(?<!\bfrom )(?<!\bin )(?<!\bat )(?<!\bon )"
    r"\b(?:the|an?|any|each|every|your|its|their|only|two|all|both|our)\s",
    re.IGNORECASE,
)
"""Where a name may start; what follows a preposition is no subject (`the tools of the crew`)."""

_NOT_IN_NAME = re.compile(
    r"(?<!-)\b(?:in|on|at|during|when|after|before|that|which|while|if|from|above|beyond|under"
    r"|over|not"
    r"|only|is|are|be|who|until|by|to|with|without|anything|everything|more|than)\b(?!-)"
    r"|(?<!\bof)(?<!\band)(?<!\bor) (?:the|an?)\s",
    re.IGNORECASE,
)
_TO_SOMEBODY = re.compile(
    r"(?:[Tt]he |[Aa]n? )?(?:[A-Z]\w+ )?(?P<post>[A-Z]\w+) to the [A-Z]\w+(?: [A-Z]\w+)*"
)
_BELOW = frozenset("deputy vice assistant associate acting junior trainee sub under".split())
"""Words of a title without which it is that of a higher post."""

_AND = re.compile(r"\s(?:and|or)\s")
_QUANTITY = re.compile(r"^(?:(?:the|all|both|other|two|three|four|five|six|seven|\d+) )+")
_TRIM_ACTION = re.compile(
    r"^(?:(?:to|on|about|that|over|whether to|for|of|also|then|only|alone|independently)\s+"
    r"|[,:;–-]\s*)+"
    r"|^(?:decide|approve|authori[sz]e|agree(?: to)?|sign off)(?: (?:on|about|upon))?"
    r"\s+(?!or\b|and\b)"
    r"|^(?:may|can) (?=[a-z])|\s+only$|,? (?:which|that)$"
    r"|(?:[\s,;:.–—-]|\s(?:and|is|are|or))+$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that a piece says of one holder; `holder` is empty for whom the clause speaks of.

    `above` says that it holds beyond the limit that was told before. `action` may be empty or a
    pronoun: then it is what was spoken of before. `scope` are the words that set its limit, where
    they are not the whole piece.
    """

    action: str
    level: Level
    part: Part
    holder: str = ""
    approver: str = ""
    above: bool = False
    scope: str = ""
    condition: str = ""


def decides(action: str, holder: str = "", *, above: bool = False) -> Said:
    """A holder decides alone."""
    return Said(action, Level.INDEPENDENT, Part.DECIDES, holder, above=above)


def agrees(action: str, holder: str, *, above: bool = False) -> Said:
    """A holder has to agree, but does not decide."""
    return Said(action, Level.RECOMMEND_ONLY, Part.AGREES, holder, above=above)


def proposes(action: str, holder: str = "") -> Said:
    """A holder may propose, and no more."""
    return Said(action, Level.RECOMMEND_ONLY, Part.PROPOSES, holder)


def needs(action: str, level: Level, approver: str, *, above: bool = False) -> Said:
    """Whom the clause speaks of needs an agreement."""
    return Said(action, level, Part.PROPOSES, approver=approver, above=above)


def refused(action: str, holder: str = "", approver: str = "", condition: str = "") -> Said:
    """A holder may not; `approver` decides instead, where that is told."""
    return Said(action, Level.NOT_AUTHORIZED, Part.EXCLUDED, holder, approver, condition=condition)


@dataclass(frozen=True, slots=True)
class Scene:
    """Whom a clause speaks of (their titles and ids), and whether decisions are its subject.

    `common` says that it speaks of them all only as it speaks of nobody: whom it names is another.
    `addressed` says that its document speaks to them as `you`: then `the Editor` is somebody else
    than the Production Editor who reads it.
    """

    holders: Holders
    titles: tuple[str, ...]
    roles: tuple[str, ...]
    decisions: bool = False
    common: bool = False
    addressed: bool = False

    def is_own(self, subject: str) -> bool:
        """Whether a sentence's subject is whom the clause speaks of."""
        if own(subject) or self.common:
            return own(subject)
        if re.search(
            r"^(?:in|on|at|if|when|during|under|after|for|above|beyond)\b.*\s(?:you|they)$",
            subject,
            re.IGNORECASE,
        ):
            return True
        name = named(re.split(r",?\s(?:who|whose)\s", subject)[0])
        role = self.holders.role_of(name)
        if role:
            return role in self.roles
        return any(self._shortens(name, title) for title in self.titles)

    def _shortens(self, name: str, title: str) -> bool:
        """Whether a name is the end of a title (`the keeper`), and not that of a higher post."""
        last, whole = name.lower().removesuffix("s"), title.lower()
        if last and whole.partition(",")[0] == last:
            return True
        if not last or not whole.endswith(last):
            return False
        rest = whole.removesuffix(last).split()
        higher = name[:1].isupper() and (self.addressed or bool(_BELOW & set(rest)))
        return not (rest and higher)

    def holder_of(self, subject: str) -> str | None:
        """Whose a sentence is: empty for whom the clause speaks of, a name, None for a thing."""
        if self.is_own(subject):
            return ""
        who = self.somebody(subject)
        return ("" if self.is_own(who) else who) if who else None

    def somebody(self, subject: str) -> str:
        """Who a subject is, apart from the words before the name; empty if it is a thing."""
        subject = re.sub(r"\s*\([^)]*\)|\bat least ", "", subject)
        subject = re.sub(r"\b(?:together|jointly) with\b", "and", subject)
        if not re.search(r", [A-Z]\w+$", subject):
            subject = subject.rsplit(",", 1)[-1]
        if (secretary := _TO_SOMEBODY.fullmatch(subject)) and (
            is_agent_noun(secretary["post"]) or is_role_noun(secretary["post"])
        ):
            return named(subject)
        for start in (0, *(match.start() for match in _DETERMINER.finditer(subject))):
            name = named(subject[start:])
            if name and not _NOT_IN_NAME.search(name) and self._are_somebody(name):
                return name
        return ""

    def first_in(self, text: str) -> str:
        """Who stands at the start of a text, up to what ends a name; empty if it is nobody."""
        secretary = _TO_SOMEBODY.match(text)
        who = secretary[0] if secretary else until_stop(text)
        return self.somebody(who) or self.somebody(_AND.split(who)[0])

    def level_of(self, who: str) -> Level:
        """The level of approval that somebody's agreement is; peers' where words are silent."""
        fellows = self.are_fellows(who)
        return Level.TEAM_APPROVAL if fellows else approval_by(who, Level.TEAM_APPROVAL)

    def are_fellows(self, name: str) -> bool:
        """Whether a name means several of the own post: `both supervisors`, `Area Heads`."""
        head = re.split(r"\s(?:of|for|in|on|at|from|who)\b", named(name).lower())[0]
        one = _QUANTITY.sub("", head).removesuffix("s")
        several = head.endswith("s") and bool(one)
        return several and any(f" {title.lower()}".endswith(f" {one}") for title in self.titles)

    def _are_somebody(self, name: str) -> bool:
        """Whether everyone in an enumeration is somebody (`procurement and platform teams`).

        What follows `of` may have an `and` of its own: `the Head of Cash and Markets`.
        """
        if self.holders.role_of(name):
            return True
        parts = re.split(r"\s+and (?:the |an? )?", name)
        if " of " in parts[0] and all(part.istitle() for part in parts[1:]):
            return self.holders.is_somebody(parts[0])
        last = parts[-1].rsplit(maxsplit=1)[-1] if parts[-1] else ""
        shared = last if last.endswith(("s", "team")) else ""
        return self.holders.is_somebody(name) and all(
            self.holders.is_somebody(part) or self.holders.is_somebody(f"{part} {shared}")
            for part in parts
        )


def trimmed(action: str) -> str:
    """What is decided, without the words around it."""
    before = ""
    while before != action:
        before, action = action, _TRIM_ACTION.sub("", action.strip())
    return action
