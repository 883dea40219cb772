"""Where a sentence says something else than the passage sentence that it comes from.

A score of shared words finds what is invented; it cannot see that `may` became `must`, or twelve
weeks thirteen. Those are rules: figures and their units, negation, pairs of opposites, and role
words. Comes in: a sentence and the sentences of its passages. Goes out: a `Clash`, or None. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rapidfuzz.distance import LCSseq, Levenshtein

from bot.support.reading import PLAIN, Sentence
from knowledge.lexical import stem
from knowledge.titles import LEVELS, is_role_noun

NEGATIONS = frozenset(
    """not no never nor neither without cannot none nobody dont doesnt didnt isnt arent cant wont
    wasnt werent couldnt shouldnt wouldnt hasnt havent mustnt neednt""".split()
)

OPPOSITES = Path(__file__).with_name("opposites.txt")

PREFIXES = ("un", "in", "non", "dis", "im", "ir")
"""What denies a word from within it."""

SAME = 0.6
"""How much of a sentence, by its words in order, a passage sentence must hold to be its origin."""

SPAN = 3
"""Words that may differ at one place; where more do, the sentence is written anew there."""

NEARLY_ALL = 0.8
"""How much of a sentence must be its origin's for a single other word to be a fault."""

NUMBER_WORDS = {
    word: str(n)
    for n, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve".split()
    )
} | {
    word: str(n)
    for n, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth".split(), start=1
    )
}
UNITS = frozenset(
    "minute hour day week month quarter year euro dollar pound eur usd gbp percent".split()
)

FIGURE = re.compile(r"^\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Clash:
    """`said` stands in the sentence where the passages have `wanted` (empty: nothing like it)."""

    kind: str
    said: str
    wanted: str = ""


Alike = Callable[[str, str], bool]
"""Whether two words can stand for each other."""


def clash(sentence: Sentence, passages: Sequence[Sentence], alike: Alike) -> Clash | None:
    """The first thing that the passages contradict, or a figure that they do not have."""
    figure = _figure(sentence, passages)
    if figure:
        return figure
    origins = _origins(sentence, passages)
    clashes = [_against(sentence, origin, alike) for origin in origins]
    return clashes[0] if clashes and all(clashes) else None


def _figure(sentence: Sentence, passages: Sequence[Sentence]) -> Clash | None:
    """A figure that no passage has, or has with another unit only."""
    known = {figure for passage in passages for figure, _ in _figures(passage)}
    pairs = {pair for passage in passages for pair in _figures(passage)}
    for figure, unit in _figures(sentence):
        if figure not in known and figure in sentence.text:
            return Clash("figure", figure)
        units = {other for each, other in pairs if each == figure}
        if unit and units and "" not in units and unit not in units:
            return Clash("unit", f"{figure} {unit}", f"{figure} {min(units)}")
    return None


def _figures(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """Each figure, written as digits, with the unit that it counts (or nothing)."""
    for i, word in enumerate(sentence.words):
        figure = FIGURE.match(NUMBER_WORDS.get(word, word))
        if figure:
            after = sentence.words[i + 1 : i + 2]
            yield figure[0], next((u for w in after if (u := _unit(w))), "")


def _unit(word: str) -> str:
    """The unit of time or money that a word names; empty if it names none."""
    bare = word.removesuffix("s")
    return bare if bare in UNITS else ""


def _origins(sentence: Sentence, passages: Sequence[Sentence]) -> list[Sentence]:
    """The passage sentences that it may say anew, those that are nearly as near as the nearest."""
    near = [
        (LCSseq.similarity(sentence.stems, passage.stems) / len(sentence.stems), passage)
        for passage in passages
    ]
    nearest = max((share for share, _ in near), default=0.0)
    if nearest < SAME:
        return []
    return [passage for share, passage in near if share >= nearest - 0.1]


def _against(sentence: Sentence, origin: Sentence, alike: Alike) -> Clash | None:
    """What a sentence changes of the one that it comes from."""
    for step in Levenshtein.opcodes(sentence.stems, origin.stems):
        said = sentence.words[step.src_start : step.src_end]
        wanted = origin.words[step.dest_start : step.dest_end]
        if step.tag == "equal" or max(len(said), len(wanted)) > SPAN:
            continue
        found = (
            _other_figure(said, wanted)
            or _opposite(said, wanted, sentence, origin)
            or _negated(said, wanted, sentence, origin)
            or _other_role(said, wanted, sentence, origin)
            or _swapped(said, wanted, sentence, origin, alike)
        )
        if found:
            return found
    return None


def _other_figure(said: Sequence[str], wanted: Sequence[str]) -> Clash | None:
    """A figure in another figure's place, though the passages may have both."""
    mine = [word for word in said if FIGURE.match(word)]
    theirs = [word for word in wanted if FIGURE.match(word)]
    return Clash("figure", mine[0], theirs[0]) if mine and theirs and mine != theirs else None


def _opposite(
    said: Sequence[str], wanted: Sequence[str], sentence: Sentence, origin: Sentence
) -> Clash | None:
    """A word whose other side stands in its place, unless both say both."""
    for mine, theirs in ((m, t) for m in said for t in wanted):
        for sides in _opposites():
            side = next((s for s in sides if stem(mine) in s), None)
            other = next((s for s in sides if stem(theirs) in s), None)
            both = side and other and side & set(origin.stems) and other & set(sentence.stems)
            if side and other and side is not other and not both:
                return Clash("opposite", mine, theirs)
    return None


@cache
def _opposites() -> tuple[tuple[frozenset[str], ...], ...]:
    """The sides of each line of the file, as stems."""
    lines = OPPOSITES.read_text(encoding="utf-8").splitlines()
    return tuple(
        tuple(frozenset(map(stem, side.split())) for side in line.split(" / "))
        for line in lines
        if not line.startswith("#")
    )


def _negated(
    said: Sequence[str], wanted: Sequence[str], sentence: Sentence, origin: Sentence
) -> Clash | None:
    """A negation put in or taken out, also one within a word (`approved`, `unapproved`)."""
    mine = sum(word in NEGATIONS for word in sentence.words)
    theirs = sum(word in NEGATIONS for word in origin.words)
    for word in said:
        if word in NEGATIONS and mine > theirs:
            return Clash("negation", word)
    for word in wanted:
        if word in NEGATIONS and theirs > mine and _spoken_of(word, origin, sentence):
            return Clash("negation", "", word)
    for mine_word, their_word in ((m, t) for m in said for t in wanted):
        longer, shorter = sorted((mine_word, their_word), key=len, reverse=True)
        if len(shorter) > 3 and longer in {prefix + shorter for prefix in PREFIXES}:
            return Clash("negation", mine_word, their_word)
    return None


def _spoken_of(negation: str, origin: Sentence, sentence: Sentence) -> bool:
    """Whether the sentence says what a negation of its origin denies."""
    at = origin.words.index(negation)
    denied = [
        s
        for w, s in zip(origin.words[at + 1 :], origin.stems[at + 1 :], strict=True)
        if w not in PLAIN
    ][:2]
    return bool(denied) and set(denied) <= set(sentence.stems)


def _swapped(
    said: Sequence[str],
    wanted: Sequence[str],
    sentence: Sentence,
    origin: Sentence,
    alike: Alike,
) -> Clash | None:
    """One word of substance in another's place, all else being as in the origin."""
    if len(said) != 1 or len(wanted) != 1 or {said[0], wanted[0]} & PLAIN:
        return None
    if not (said[0].isalpha() and wanted[0].isalpha()) or stem(said[0]) in origin.stems:
        return None
    close = LCSseq.similarity(sentence.stems, origin.stems) / len(sentence.stems)
    if close < NEARLY_ALL or alike(said[0], wanted[0]):
        return None
    return Clash("word", said[0], wanted[0])


def _other_role(
    said: Sequence[str], wanted: Sequence[str], sentence: Sentence, origin: Sentence
) -> Clash | None:
    """Another role, or the same at another level, in a role's place."""
    mine = [r for word in said if (r := _role_word(word)) and r not in _role_words(origin)]
    theirs = [r for word in wanted if (r := _role_word(word)) and r not in _role_words(sentence)]
    if mine and theirs:
        return Clash("role", mine[0], theirs[0])
    level = next((word for word in (*mine, *theirs) if word in LEVELS), "")
    if level and set(_role_words(sentence)) & set(_role_words(origin)):
        return Clash("role", level) if mine else Clash("role", "", level)
    return None


def _role_words(sentence: Sentence) -> list[str]:
    """The words of a sentence that name a profession, an office or a level, without plurals."""
    return [w for word in sentence.words if (w := _role_word(word))]


@cache
def _role_word(word: str) -> str:
    """A word's singular if it names a role or its level; else empty."""
    bare = word.removesuffix("s") if is_role_noun(word.removesuffix("s")) else word
    return bare if bare in LEVELS or is_role_noun(bare) else ""
