"""Which role does a text speak of?

Comes in: the catalogue's roles, and words as they are typed in chat. Goes out: the roles that are
meant, or those between which the words leave the choice, or the name of a role that the catalogue
does not have. Titles, aliases, abbreviations, levels said alone and slips of the keyboard are
understood; longer and more literal names win over shorter and freer ones, so that `research
scientist` inside `associate research scientist` means nobody else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import lru_cache, partial

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from knowledge.families import Named, together_in
from knowledge.model import Role
from knowledge.ordinary_words import (
    ends_in_pronoun,
    is_common_noun,
    is_other_level,
    is_prose,
)
from knowledge.role_names import (
    FREE,
    LEVEL_ONLY,
    LITERAL,
    SHORTENED,
    Name,
    names_of,
    plain,
    readings,
    singular_of,
    words_of,
)
from knowledge.titles import SHORT
from knowledge.unknown_roles import unknown_in

__all__ = ["FREE", "LEVEL_ONLY", "LITERAL", "SHORTENED", "Catalogue", "Mention", "Mentions"]

WORD = re.compile(r"[A-Za-z0-9][\w+#]*(?:['’]s)?|[/&,]")
SIGNS = frozenset("/&,")
TARGET = re.compile(
    r"\b(?:becom\w+|promot\w+ (?:in)?to|get(?:ting)? (?:in)?to|progress\w* (?:in)?to"
    r"|mov\w+ (?:up )?(?:in)?to"
    r"|step(?:ping)? up to|grow\w* (?:in)?to|advance\w* to|on the way to|ready (?:for|to be))\s+"
    r"(?:an? |the |be )?$",
    re.IGNORECASE,
)

APART = re.compile(r"[,;:()|/@]|\s[-–—]+\s")
"""What parts a name from a place, a team or a remark beside it."""

BESIDE = frozenset(
    "a an the i am as my our your of for in at role job position post title level grade"
    " member".split()
)
"""Words beside a role's name that make it nobody else's."""

ALIKE, NEAR = 60.0, 3
"""How like what was typed a title is spelt, of 100, to be offered; and how many are."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A role's name in a text: the roles it may mean, where it stands, and what is left of it.

    `strength` is `LITERAL` for a title or an alias, `SHORTENED` for an abbreviation of a whole
    title, `FREE` for a part of one, `LEVEL_ONLY` for a level said alone. `target` says that the
    role is where somebody wants to get, `together` that all the roles are meant (`all levels`)
    and not one of them.
    """

    roles: tuple[Role, ...]
    start: int
    end: int
    strength: int
    target: bool = False
    together: bool = False


@dataclass(frozen=True, slots=True)
class Mentions:
    """All names in a text, in its order. `unknown` are names of roles that no document describes.

    `rest` is the text without the names.
    """

    named: tuple[Mention, ...]
    unknown: tuple[str, ...]
    rest: str


class Catalogue:
    """The roles of one library, ready to be recognised in texts."""

    def __init__(self, roles: Sequence[Role]) -> None:
        """Prepare every way in which a role can be named."""
        self.roles = tuple(roles)
        self._names: dict[tuple[str, ...], list[Name]] = {}
        for role in roles:
            best: dict[tuple[str, ...], Name] = {}
            for name in names_of(role, roles):
                if name.words not in best or best[name.words].strength < name.strength:
                    best[name.words] = name
            for name in best.values():
                self._names.setdefault(name.words, []).append(name)
        self._longest = 1 + max((len(words) for words in self._names), default=0)
        known = frozenset(word for words in self._names for word in words if len(word) > 4)
        firsts = {words[0] for words in self._names if words}
        # Not by a method of this catalogue: it would then outlive its library until a collection.
        self._mended = lru_cache(maxsize=1 << 12)(partial(_mended, known))
        self._beginnings = {word[:size] for word in firsts for size in range(1, len(word) + 1)}

    def named(self, title: str) -> Role | None:
        """The role of this id, title or name, if one alone is meant and all of the text names it.

        A `senior wizard` is nobody else who is senior. What stands apart from a whole title, as in
        `Harbour Pilot, Antwerp`, is no part of the name.
        """
        for role in self.roles:
            if title.casefold() in (role.id, role.title.casefold()):
                return role
        found = self.mentions(title).named
        if len(found) != 1 or len(found[0].roles) != 1:
            return None
        return found[0].roles[0] if _is_all(title, found[0]) else None

    def between(self, name: str) -> tuple[Role, ...]:
        """The roles between which a name leaves the choice; empty if it means one or none."""
        roles = dict.fromkeys(role for m in self.mentions(name).named for role in m.roles)
        return tuple(roles) if len(roles) > 1 else ()

    def near(self, name: str) -> tuple[Role, ...]:
        """Up to three roles with a word of a name that means none, or a title spelt like it."""
        said = {*words_of(name)} - BESIDE

        def likeness(role: Role) -> tuple[int, float]:
            spelt = fuzz.ratio(name.casefold(), role.title.casefold())
            return len(said & {*words_of(role.title)}), spelt if spelt >= ALIKE else 0.0

        likely = [role for role in self.roles if any(likeness(role))]
        return tuple(sorted(likely, key=likeness, reverse=True)[:NEAR])

    def mentions(self, text: str) -> Mentions:
        """Every role that `text` names."""
        tokens = [(m[0], m.start(), m.end()) for m in WORD.finditer(text)]
        shouted = text.isupper()
        words = [self._read(token, shouted=shouted) for token, _, _ in tokens]
        found = self._found(words, text, tokens)
        taken = {i for _, span in found for i in range(*span)}
        unknown = tuple(unknown_in(words, taken, text, tokens))
        named = [mention for mention, _ in found]
        spans = [(tokens[a][1], tokens[b - 1][2]) for _, (a, b) in found]
        asked = together_in(text, [Named(m.roles, m.start, m.end) for m in named], self.roles)
        if asked:
            spans.append((asked.start, asked.end))
            new = Mention(asked.roles, asked.start, asked.end, FREE, together=True)
            if asked.name is not None:
                old = named.pop(asked.name)
                new = replace(old, roles=asked.roles, together=True)
            named = sorted([*named, new], key=lambda mention: mention.start)
        left = list(text)
        for a, b in spans:
            left[a:b] = " " * (b - a)
        return Mentions(tuple(named), unknown, " ".join("".join(left).split()))

    def _names_of(self, words: Sequence[str]) -> list[Name]:
        """Whom the words name, as typed or with abbreviations written out (which is freer)."""
        typed, *written = readings(words)
        names = list(self._names.get(typed, ()))
        for reading in written:
            names += [
                replace(name, strength=min(name.strength, SHORTENED))
                for name in self._names.get(reading, ())
                if singular_of(typed[-1]) == typed[-1] or reading[:-1] != typed[:-1]
            ]
            if reading[:-1] == typed[:-1]:
                names += self._names.get(reading, ())
        return names

    def _read(self, token: str, *, shouted: bool) -> str:
        """A typed word as names are written; `AM` in capitals may be initials, `am` is none."""
        return token if (token,) in self._names and not shouted else self._mended(plain(token))

    def _may_begin(self, word: str) -> bool:
        """Whether some reading of words that begin with this one may be a name: most do not."""
        forms = (word, singular_of(word), word[:-1])
        return any(
            form in self._beginnings or SHORT.get(form, "").split(" ")[0] in self._beginnings
            for form in forms
        )

    def _found(
        self, words: Sequence[str], text: str, tokens: Sequence[tuple[str, int, int]]
    ) -> list[tuple[Mention, tuple[int, int]]]:
        """Names in the text, none inside another: the longest first, then the most literal."""
        out: list[tuple[Mention, tuple[int, int]]] = []
        taken: set[int] = set()
        begins = [word not in SIGNS and self._may_begin(word) for word in words]
        for size in range(min(self._longest, len(words)), 0, -1):
            for a in range(len(words) - size + 1):
                b = a + size
                if not begins[a] or words[b - 1] in SIGNS or not taken.isdisjoint(range(a, b)):
                    continue
                names = self._names_of(words[a:b])
                if not names or is_prose(words, a, size, names):
                    continue
                if size > 1 and ends_in_pronoun(words, a, b, tokens):
                    continue
                if is_other_level(words, a, names):
                    taken |= set(range(a - 1, b))
                    continue
                taken |= set(range(a, b))
                best = max(name.strength for name in names)
                roles = dict.fromkeys(name.role for name in names if name.strength == best)
                start, end = tokens[a][1], tokens[b - 1][2]
                target = bool(TARGET.search(text[:start]))
                out.append((Mention(tuple(roles), start, end, best, target), (a, b)))
        telling = [
            (mention, span)
            for mention, span in out
            if not is_common_noun(
                words, *span, mention.strength, of_one_role=len(mention.roles) == 1
            )
        ]
        return sorted(telling or out, key=lambda pair: pair[1])


def _mended(known: AbstractSet[str], word: str) -> str:
    """A word with a slip of the keyboard, as the catalogue, which knows some words, writes it."""
    if len(word) < 5 or word in known or not word.isalpha():
        return word
    if any(each.startswith(word) or word.startswith(each) for each in known):
        return word
    allowed = 1 if len(word) < 8 else 2
    near = [(OSA.distance(word, each, score_cutoff=allowed), each) for each in known]
    best = min(near, default=(9, ""))
    return best[1] if best[0] <= allowed else word


def _is_all(text: str, mention: Mention) -> bool:
    """Whether a text says nothing besides a role's name that could make it another role's."""
    (role,) = mention.roles
    before, after = text[: mention.start], text[mention.end :]
    if mention.strength >= SHORTENED:
        before, after = APART.split(before)[-1], APART.split(after)[0]
    facts = (role.title, *role.aliases, role.level, role.family, role.organisation)
    own = {word for fact in facts for word in words_of(fact)}
    return not {*words_of(before), *words_of(after)} - own - BESIDE
