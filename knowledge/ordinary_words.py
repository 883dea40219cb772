"""Are words that could name a role used in their ordinary sense, or as a part of another name?

Comes in: a question's words in lower case, and where a name could stand among them. Goes out: yes
or no. `To lead a meeting` names no lead, `5 pm` nobody, `senior payroll accountant` no accountant
of another trade. Which role is meant is settled elsewhere (`knowledge.settling`).
"""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.role_names import (
    LEVEL_ONLY,
    LITERAL,
    Name,
    is_noun,
    singular_of,
    words_of,
)
from knowledge.titles import LEVELS, SHORT, is_role_noun
from knowledge.unknown_roles import is_framed, qualifies

GENERIC = frozenset(
    "manager member lead partner owner director officer supervisor head chair executive board"
    " committee team council staff leader engineer scientist nurse analyst".split()
)
STANDING_ALONE = frozenset(
    "lead associate staff head chief group principal advanced charge".split()
)
OFFICE_TALK = frozenset("to with of meeting meetings members time".split())
COMPARED = frozenset(["vs", "versus", "/"])
ARTICLES = frozenset("a an the as for of and from to than between is or".split()) | {""}
RUNG = frozenset("level levels grade grades band".split())
SAYS_I = frozenset(
    "am can may have had want need should must would could will was think do get".split()
)


def is_prose(words: Sequence[str], i: int, size: int, names: Sequence[Name]) -> bool:
    """Whether words that could name a role are used in their ordinary sense."""
    strength = max(name.strength for name in names)
    if words[i].lower() in {"am", "pm"} and size == 1 and i and words[i - 1].isdigit():
        return True
    if strength == LEVEL_ONLY and all(len(name.words) > 1 for name in names):
        around = {words[i - 1] if i else "", words[i + size] if i + size < len(words) else ""}
        return not around & {"vs", "versus", "role", "job", "position"}
    if size > 1 or (strength == LITERAL and len(words[i]) > 5):
        return False
    word = words[i]
    before = words[i - 1] if i else ""
    after = words[i + 1] if i + 1 < len(words) else ""
    if _names_another(words, i):
        return True
    if word in STANDING_ALONE:
        article = after in COMPARED | RUNG or before in COMPARED | ARTICLES
        return not article or (after in OFFICE_TALK and before not in {"from", "a", "an"})
    shared = len(names) > 1
    return (
        (word in LEVELS and bool(after) and is_role_noun(after))
        or before in {"line", "hiring"}
        or (shared and before in {"my", "your", "their", "our"})
        or (shared and word in {"manager", "member", "lead", "partner", "owner", "director"})
    )


def ends_in_pronoun(
    words: Sequence[str], a: int, b: int, tokens: Sequence[tuple[str, int, int]]
) -> bool:
    """Whether the last word is the asker (`as an engineer I can …`), not the grade I."""
    if tokens[b - 1][0].lower() != "i":
        return False
    if tokens[b - 2][0] == ",":
        return True
    after = words[b : b + 2]
    spoken = {*words[max(a - 2, 0) : a]} & {"as", "am", "im", "being"} or "m" in words[
        max(a - 2, 0) : a
    ]
    return bool(spoken and after and after[0] in SAYS_I and after[1:] != ["1"])


def _names_another(words: Sequence[str], i: int) -> bool:
    """Whether a word is only part of another role's name: `senior payroll accountant`."""
    if is_noun(singular_of(words[i])) and singular_of(words[i]) not in LEVELS:
        before = words[i - 1] if i else ""
        return qualifies(before) and before not in LEVELS and before not in COMPARED | ARTICLES
    if words[i] in LEVELS and is_framed(words, i, i + 1):
        return True
    for word in words[i + 1 : i + 4] if words[i] in LEVELS else ():
        if is_role_noun(singular_of(word)) and word not in LEVELS:
            return True
        if not qualifies(word) or word in COMPARED | ARTICLES:
            return False
    return False


def is_common_noun(
    words: Sequence[str], a: int, b: int, strength: int, *, of_one_role: bool
) -> bool:
    """Whether a name is one plain noun (`the manager`) that need mean no role of the library."""
    said = [word for word in words[a:b] if word not in "/&,"]
    around = {words[a - 1] if a else "", words[b] if b < len(words) else ""}
    compared = around & {"vs", "versus", "or", "than", "/"}
    one_level = of_one_role and said[0] in LEVELS and words[a - 1 : a] in (["a"], ["an"])
    return (
        len(said) == 1
        and not one_level
        and strength < LITERAL
        and singular_of(said[0]) in GENERIC
        and not compared
    )


def is_other_level(words: Sequence[str], a: int, names: Sequence[Name]) -> bool:
    """Whether a level before the name makes it another role (`principal research scientist`)."""
    before = words[a - 1] if a else ""
    full = SHORT.get(before, before)
    if full not in LEVELS or full in {"lead", "head", "staff", "group", "charge", "executive"}:
        return False
    return all(full not in name.words and full not in words_of(name.role.title) for name in names)
