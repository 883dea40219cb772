"""Whom a sentence speaks of, and what it says of them: the values that reading sentences passes on.

A `Scene` knows the clause's own roles and tells their names from everybody else's. A `Said` is one
thing that a piece of a clause says of one holder, before it becomes a `DecisionRight`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.decision_rights.holders import Holders, named, own
from knowledge.decision_rights.model import Level, Part

_DETERMINER = re.compile(
    r"\b(?:the|an?|any|each|every|your|its|their|only|two|all|both|our)\s", re.IGNORECASE
)
_NOT_IN_NAME = re.compile(
    r"\b(?:in|on|at|during|when|after|before|that|which|while|if|from|above|beyond|under|over|not"
    r"|only|is|are|be|who|until|by|to|with|without|anything|everything|more|than)\b"
    r"|(?<!\bof)(?<!\band)(?<!\bor) (?:the|an?)\s",
    re.IGNORECASE,
)
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
    """

    holders: Holders
    titles: tuple[str, ...]
    roles: tuple[str, ...]
    decisions: bool = False
    common: bool = False

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
        last = name.lower().removesuffix("s")
        return bool(last) and any(title.lower().endswith(last) for title in self.titles)

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
        for start in (0, *(match.start() for match in _DETERMINER.finditer(subject))):
            name = named(subject[start:])
            if name and not _NOT_IN_NAME.search(name) and self._are_somebody(name):
                return name
        return ""

    def _are_somebody(self, name: str) -> bool:
        """Whether everyone in an enumeration is somebody (`procurement and platform teams`)."""
        if self.holders.role_of(name):
            return True
        parts = re.split(r"\s+and (?:the |an? )?", name)
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
