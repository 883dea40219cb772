"""Plain sentences about what is not done, or done by one only: `does not issue permits`, `nobody`.

A piece of a clause comes in with its scene; the refusal goes out, with what lifts it: somebody's
agreement, or a condition. A state that is denied (`is not included`) is no refusal.
"""

from __future__ import annotations

import re

from knowledge.decision_rights.holders import named
from knowledge.decision_rights.refusals import subject_of, unless
from knowledge.decision_rights.scene import Said, Scene, decides, refused, trimmed

_PLAINLY = re.compile(
    r"^(?P<subj>.*?)\s*\b(?:(?:[Dd]oes|[Dd]o)(?: not|n['’]t)(?: also)?|[Nn]ever)\s+(?!(?:have"
    r"|need|require"
    r"|mean|include|apply|count|matter|know|want|wish|feel|seem|appear|expect|depend|exist|replace"
    r"|cover|happen|belong|involve|differ|affect|fit|allow|last|end|begin|start|look|sound|like"
    r"|do|mind|care|earn|lose|owe|report|get|see|understand|forget|hesitate|panic|wait|be|only"
    r"|just|it|the|an?|more|less|on|for|in|to"
    r"|by|from|with|at|as|again|before|after)\b)(?P<rest>[a-z]+\b.*)"
)
_DOES_NO = re.compile(r"^(?P<subj>.*?)\s*\bdoes no (?:further )?(?P<rest>\w+.*)")
_NOT_DONE = re.compile(
    r"^(?P<act>.+?)(?:,? (?:(?:is|are)(?: not|n['’]t| never)|but never)|, never)(?: to be)?"
    r" (?!(?:included"
    r"|needed|required|expected|counted|meant|intended|limited|considered|covered|paid|measured"
    r"|known|based|affected|interested|involved|concerned|content|different|present|current|urgent"
    r"|important|sufficient|permanent|consistent|seen|met|bound|blamed|satisfied|convinced|driven"
    r"|recent|listed|defined|described|stated|named|supported|open|own|even|often|then|yet|just"
    r"|voted|(?<!never )written|proven|understood|recommended)\b)"
    r"(?P<done>(?:[a-z]+ly )?[a-z]+(?:ed|en|wn|nt|lt|ld|pt|ut|un))\b(?P<rest>.*)"
)
_DECLINED = re.compile(
    r"^(?P<act>.+?) (?:is|are|(?:must|shall) be) (?:always )?(?:declined|refused|forbidden"
    r"|prohibited|banned|barred"
    r"|turned down|off limits)\b(?P<rest>.*)",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"^(?:nobody|no ?one)(?: else)?(?: (?:but|except|other than) (?P<but>.+?(?=\s(?:may|can))))?"
    r"(?P<where> (?:on|in|at|of) (?:the |this |our )?[\w-]+(?-i:(?: [A-Z]\w+)*))?"
    r"\s+(?:(?:may|can|shall|is allowed to)\s+(?:be )?)?(?!need|else|will|would|has|had|is |was"
    r"|know"
    r"|want|should)(?P<rest>\w+.*)",
    re.IGNORECASE,
)
_ELSE = re.compile(r"(?:nobody|no ?one) else\b", re.IGNORECASE)
_NEVER = re.compile(
    r"^never (?P<rest>(?:any(?:thing|body|one)?|an?|the|of|with|more)\b.+)", re.IGNORECASE
)
_BUT = re.compile(r",?\s*\b(?:except(?: for)?|other than|but|save) (?P<who>(?:the |an? )?[^,;]+)$")
_NO_SUCH = re.compile(
    r"^no (?P<subj>(?!more|less|longer|later|one)[\w -]+?) (?:(?P<may>(?:may|can|shall|must|is to"
    r"|are to))\s(?:be )?|(?P<does>\w+s)\s)(?P<rest>.+)",
    re.IGNORECASE,
)
_GIVES_NONE = re.compile(
    r"^(?P<subj>.*?)\s*\b(?P<verb>gives?|grants?|makes?|offers?|issues?|accepts?|promises?"
    r"|places?|orders?|writes?|sets?|awards?|hires?|buys?) no "
    r"(?P<rest>(?!difference|sense|more|less|longer|mistake)\w+.*)",
    re.IGNORECASE,
)
_NONE_DONE = re.compile(
    r"^no (?P<subj>(?!more|less|longer|later|one)[\w -]+?) (?:is|are) (?P<done>(?:[a-z]+ly )?"
    r"[a-z]+(?:ed|en|wn|nt|lt|ld|pt|ut|un))(?P<where>(?: (?!by|until|unless|without"
    r"|before)\w+){0,5})"
    r"(?: by (?P<by>(?:the|an?|any|your)\s[^,;]+?|you))?(?P<till>(?: (?:until|unless|without"
    r"|before)\b.*)?)$",
    re.IGNORECASE,
)
_WHICH = re.compile(r"\b(?:that|which|who|whose)$|\bwhether\b")
"""A subject that goes on, or a question: what is not done is said by the way."""

_SUPPOSED = re.compile(r"^(?:where|when|if|unless|until|while|as long as|once)\b", re.IGNORECASE)
_ONLY = re.compile(r"^[Oo]nly (?P<rest>(?:the|an?|you|[A-Z])\b.*)")
_ONLY_MAY = re.compile(
    r"(?P<who>.+?)\s(?:together )?(?:may|can|is allowed to|are allowed to)\s+(?P<act>.+)"
)
_TILL = re.compile(r",?\s*\b(?:until|unless|before|without|except|while|as long as)\b.*")


def nobody_else(piece: str, scene: Scene) -> tuple[Said, ...]:
    """`Nobody else changes the tempo`, of whom the clause speaks of."""
    match = _NOBODY.match(piece) if _ELSE.match(piece) and scene.titles else None
    return (decides(trimmed(match["rest"])),) if match and not match["where"] else ()


def never(piece: str, scene: Scene) -> tuple[Said, ...]:
    """`Never anything with a signature`, after what is allowed."""
    match = _NEVER.match(piece)
    return _refused_till(match["rest"], scene) if match else ()


def gives_none(piece: str, scene: Scene) -> tuple[Said, ...]:
    """`The Coordinator takes the message and gives no refunds`, of whom the clause speaks of."""
    match = _GIVES_NONE.match(piece)
    if not match or not scene.is_own(subject_of(match["subj"].rstrip(" ,"), scene)):
        return ()
    return (refused(trimmed(f"{match['verb']} {match['rest']}")),)


def none_done(piece: str, scene: Scene) -> tuple[Said, ...]:
    """`No penalty is imposed by the Lecturer`, `no work is begun until …`."""
    match = _NONE_DONE.match(piece)
    if not match or not (match["by"] or match["till"]):
        return ()
    if match["by"] and not scene.is_own(match["by"]):
        return ()
    action = f"{match['subj']} {match['done']}{match['where']}{match['till']}"
    return _refused_till(action, scene)


def forbids(piece: str, scene: Scene) -> tuple[Said, ...]:
    """`Does not issue permits`, `nobody works longer than …`, `gifts are declined`."""
    if nobody := _NOBODY.match(piece):
        approver = scene.somebody(nobody["but"] or "")
        return _refused_till(nobody["rest"], scene, approver)
    none = _NO_SUCH.match(piece)
    if none and (none["may"] or scene.somebody(none["subj"])):
        subject = "" if scene.is_own(none["subj"]) else none["subj"]
        words = (subject, none["does"], none["rest"])
        return _refused_till(" ".join(filter(None, words)), scene)
    plain = _PLAINLY.match(piece) or _DOES_NO.match(piece)
    if plain and scene.is_own(subject_of(plain["subj"], scene)):
        return _refused_till(plain["rest"], scene)
    done = _NOT_DONE.match(piece) or _DECLINED.match(piece)
    if done is None or _SUPPOSED.match(piece) or _WHICH.search(done["act"]):
        return ()
    words = (done["act"], done.groupdict().get("done"), done["rest"].strip())
    return _refused_till(" ".join(filter(None, words)), scene)


def reserves(piece: str, scene: Scene) -> tuple[Said, ...]:
    """`Only the regulator lifts the level`: nobody else may."""
    only = _ONLY.match(piece)
    if only is None:
        return ()
    rest = only["rest"]
    if match := _ONLY_MAY.match(rest):
        who, action = match["who"], match["act"]
    else:
        verbs = [m.start() for m in re.finditer(r"(?<=\s)[a-z]+s\s", rest)]
        at = next((at for at in verbs if scene.somebody(rest[:at]) == named(rest[:at])), None)
        if at is None:
            return ()
        who, action = rest[:at], rest[at:]
    if any(scene.is_own(one) for one in re.split(r"\s(?:or|and)\s", who)):
        return (decides(trimmed(action)),)
    holder = scene.somebody(who)
    action = trimmed(action)
    return (refused(action, approver=holder), decides(action, holder)) if holder else ()


def _refused_till(action: str, scene: Scene, approver: str = "") -> tuple[Said, ...]:
    """A refusal, with what lifts it: somebody's agreement, or a condition."""
    if found := unless(action, scene):
        return found
    but = _BUT.search(action)
    who = scene.somebody(but["who"]) if but else ""
    if but and who:
        done = trimmed(action[: but.start()])
        return refused(done, approver=who), decides(done, who)
    till = _TILL.search(action)
    condition = till[0].strip(" ,.") if till and till.start() > 3 else ""
    action = action[: till.start()] if till and condition else action
    return (refused(trimmed(action), approver=approver, condition=condition),)
