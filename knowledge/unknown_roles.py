"""Names of roles that no document of the library describes, as questions mention them.

Comes in: the words of a text, and which of them name known roles. Goes out: the other titles in it.
A title is known by a level or an article before it, by its capitals, or by what is asked of it;
one whose noun no list holds, by how the question is put.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from knowledge.agent_nouns import is_agent_noun
from knowledge.role_names import COMMON, singular_of
from knowledge.titles import GERUNDS, LEVELS, OF_NOUNS, PARTS, SHORT, is_role_noun

EVERYDAY = frozenset(
    "lead head host member fellow chief principal associate partner owner writer worker"
    " guard".split()
)
THINGS = PARTS | frozenset(
    "agent assistant server editor controller host planner operator reviewer".split()
)
LONE_LEVELS = frozenset("associate senior junior intern apprentice trainee".split())
ENDING = frozenset(
    "in on do does have has should must may can be get to with for from and or vs is".split()
) | {""}
ACTS = frozenset(
    "hire hires appoint appoints recruit recruits employ employs engage engages book books okay"
    " okays ok oks approve approves replace replaces dismiss dismisses promote promotes".split()
)
ASPECTS = frozenset(
    """goals duties tasks tools kpis metrics skills responsibilities requirements salary pay budget
    authority limits rights decisions scorecard role job stakeholders deliverables objectives
    description level grade qualifications experience training hours do does""".split()
) | {""}
NO_TRADES = frozenset(
    "manager director supervisor officer employee founder starter leader lead person".split()
)
"""Nouns of people at large, of whom a question can speak without meaning a role."""

SPEAKING = frozenset(
    "i 1 , can may must should could would do does am what who whom which how when where is".split()
) | {""}
SAYS_I = frozenset({"i", "1", "", "and"})
ACTING = frozenset("do decide need earn report".split())
NO_PART = frozenset(
    """does should would could must have has what which when with from about than for between
    and that this their your good every each hiring line direct new other another want need
    different ordinary
    become be being say tell ask did will were like her his whose becoming get where strong
    weak great better best more fewer most many several few some any both own older younger
    external internal""".split()
)


MYSELF = re.compile(
    r"\b(?:(?<!tell )(?<!show )(?<!give )me|i|im|ive|id|my|we|our)\b", re.IGNORECASE
)
MY_QUESTION = re.compile(r"\b(?:may|can|could|must|should|do|shall) i\b|\bmy\b", re.IGNORECASE)
SUBJECT_OF = SPEAKING | frozenset(
    """do is are was as i'm im m am be become becoming to into than vs versus with between and or
    about that if when me from""".split()
)
"""Words before a title of whose bearer something is asked, and not of the asker."""

HEADS = re.compile(
    r"\bwhat do(?:es)? (?:the |an? )?((?:[\w-]+ )?(?:"
    + "|".join(sorted(OF_NOUNS))
    + r") of [\w&-]+(?: [\w&-]+)??) (?:do|decide|need|earn)\b",
    re.IGNORECASE,
)
"""What is asked of somebody whose title goes on with `of`."""


def unknown_in(
    words: Sequence[str],
    taken: set[int],
    text: str,
    tokens: Sequence[tuple[str, int, int]],
) -> Iterable[str]:
    """Titles that no role of the catalogue bears.

    `words` are plain, `tokens` as typed, `taken` the indices of words that name known roles. A
    level said alone is known by its article and by standing for a noun. Whom somebody may hire
    or promote is what is decided, and nobody whose document is asked for.
    """
    headed = HEADS.search(text)
    if headed and not any(headed.start(1) <= tokens[i][1] < headed.end(1) for i in taken):
        yield headed[1]
        return
    for i, word in enumerate(words):
        noun = singular_of(word)
        before = words[i - 1] if i else ""
        after = words[i + 1] if i + 1 < len(words) else ""
        if i not in taken and word in LONE_LEVELS and before in {"a", "an"} and after in ENDING:
            yield text[tokens[i][1] : tokens[i][2]]
        after_level = before in LEVELS and i - 1 not in taken and is_framed(words, i - 1, i)
        is_title = is_role_noun(noun) or is_agent_noun(noun) or after_level
        if i in taken or noun in EVERYDAY or not is_title:
            continue
        start = i
        while start and start - 1 not in taken and qualifies(words[start - 1]):
            start -= 1
        levelled = any(SHORT.get(w, w) in LEVELS for w in words[start:i])
        article = start and words[start - 1] in {"a", "an", "as"}
        titled = start and all(tokens[k][0][0].isupper() for k in range(start, i + 1))
        said = text[tokens[start][1] : tokens[i][2]]
        asked = noun not in THINGS and after in ASPECTS and _is_subject(words, start, i)
        asked = asked and not re.search(r"[^\w\s-]", said)
        if _is_another_s(words, start, i, text, tokens):
            continue
        acted = any(word in ACTS for word in words[max(start - 2, 0) : i])
        told = levelled or article or titled or asked
        usual = start < i <= start + 4 and is_role_noun(noun) and told and (titled or not acted)
        if usual or (i <= start + 2 and is_framed(words, start, i)):
            yield said


def is_framed(words: Sequence[str], start: int, end: int) -> bool:
    """Whether a question is put so that what it names can only be a role, of whatever noun.

    `What does a lamplighter do`, `as a rope maker, may I`, `the duties of a stagehand`.
    """
    if end == len(words) or not qualifies(words[end]):
        return False
    noun = singular_of(words[end])
    if noun in THINGS | NO_TRADES | LEVELS.keys():
        return False
    articled = bool(start) and words[start - 1] in {"a", "an"}
    before = words[start - 1 - articled] if start > articled else ""
    asking = words[start - 2 - articled] if start > articled + 1 else ""
    after = words[end + 1] if end + 1 < len(words) else ""
    if articled and (before == "as" or (before in {"am", "im", "m"} and asking in SAYS_I)):
        return after in SPEAKING
    if not articled and noun == words[end]:
        return False
    return (
        (before in {"do", "does"} and asking in {"what", "who", "whom"} and after in ACTING)
        or (
            before in {"is", "are"} and asking == "what" and after in {"responsible", "accountable"}
        )
        or (before in {"of", "for"} and asking in ASPECTS - {""} and not after)
    )


def _is_another_s(
    words: Sequence[str], start: int, end: int, text: str, tokens: Sequence[tuple[str, int, int]]
) -> bool:
    """Whether a question about the asker only speaks of somebody: `may I take on a groom`."""
    after = words[end + 1] if end + 1 < len(words) else ""
    if not MYSELF.search(text) or (after and after in ASPECTS):
        return False
    at = start - (bool(start) and words[start - 1] in {"a", "an", "the"})
    before = words[at - 1] if at else ""
    if not before:
        return at < start and bool(MY_QUESTION.search(text, tokens[end][2]))
    if before in {"of", "for"}:
        return at < 2 or words[at - 2] not in ASPECTS
    return at < start and before not in SUBJECT_OF


def _is_subject(words: Sequence[str], start: int, end: int) -> bool:
    """Whether a text opens with a name, or asks for something of whoever bears it."""
    if words[start].endswith("ing") and words[start] not in GERUNDS:
        return False
    if start:
        before, asked = words[start - 1], words[start - 2] if start > 1 else ""
        return before in {"do", "does"} or (
            before in {"of", "for"} and bool(asked) and asked in ASPECTS
        )
    return end + 1 < len(words) or (end < 3 and singular_of(words[end]) == words[end])


def qualifies(word: str) -> bool:
    """Whether a word before a role's noun can be part of its title."""
    return word.isalpha() and len(word) > 1 and word not in COMMON and word not in NO_PART
