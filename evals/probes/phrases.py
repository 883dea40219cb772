"""What a decision right is about, as a piece of a question.

In: a right's action, in its document's words. Out: a `Phrase` that fits behind "may she …", with
another amount or another word for one of its own if wanted; None where the action is no phrase
that stands by itself ("anything larger"). What is read with doubt is left out: a probe that asks
nonsense measures nothing. Which answer is right is unknown here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.decision_rights.amounts import amounts_in
from knowledge.decision_rights.figures import is_money
from knowledge.decision_rights.model import DecisionRight
from knowledge.lexical import stems
from knowledge.titles import is_role_noun

_LONGEST = 14
VERBS = frozenset(
    "accept acquire add adjust adopt agree allocate alter amend announce appoint approve"
    " arrange assess assign attend authorise authorize ban begin book borrow bring buy"
    " calculate call cancel choose collect commission commit confirm convene countersign"
    " create cut decide declare decline define delete deploy dismiss dispose dissolve eject"
    " employ enter escalate establish exclude expand expel extend fill forgive give grant halt"
    " hand hedge hire impose inspect install introduce invite join keep launch lend let"
    " license lower make merge modify move negotiate nominate notify organise organize"
    " override overrule pause pick postpone prescribe promise promote propose publish put"
    " raise reallocate recruit reduce refuse register reject relax remove rename renew reopen"
    " replace represent require reschedule restart restore resume retire revoke scrap seize"
    " select sell send set settle share shut sign speak spend start stop submit suspend take"
    " tell terminate trip update validate verify veto waive withdraw withhold write".split()
)
"""Verbs that begin an action, in their base form."""

NOUNS_TOO = frozenset(
    "access award bid change check close contract cover decrease delay design discharge"
    " discount draft exchange filter freeze import increase issue lead lease licence mark name"
    " offer open order pay plan purchase refund release rent report request research reserve"
    " return review roll sample schedule screen search serve slow spread stock swap switch"
    " talk test trade train transfer use visit work".split()
)
"""Verbs that may as well be nouns: what follows tells."""

_OBJECT = re.compile(r"(?:an?|the|any|their|its|one|two|some|every|each)\b", re.IGNORECASE)
_NO_VERB = re.compile(r"(?:ing|ly|s)$|^(?:as|at|by|for|from|in|like|of|on|than|that|to|with)$")
_WHETHER = re.compile(r"(?:whether|how|which|what|when|where|who)\b", re.IGNORECASE)
_LOOSE = re.compile(
    r"[;:|→?!]|\.\s|\b(?:is|are|was|were|be|been|may|must|can|cannot|shall|should|will|would|has"
    r"|have|do|does|not|never|no|nothing|nobody|none|typically|usually|unless|if|they|it|you|he|she|we|i"
    r"|me|my|them|him|this|these|those|such|same|both|others?|any(?:thing|one|body)?"
    r"|every(?:thing|one|body)?|all|larger|longer|bigger|higher|smaller|earlier|later|more|also"
    r"|else|see|whichever|either|neither|above|below|beyond|exceeds?|\w+sel(?:f|ves)|decides?"
    r"|decisions?|approv\w+|recommend\w*|propos\w+|sign-?offs?|advises?|authority|independent\w*"
    r"|alone|first|second)\b|, (?:and|or) \w+s (?:an?|the)\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"\b(?:that|which|who|where) (?:has|have|is|are|was|were)\b", re.IGNORECASE)
_PARTICLE = re.compile(r"(?:to|and|or|but|with|of|for|in|by|from|on|at|up)\b", re.IGNORECASE)
_COLUMN = re.compile(r"\s[–—-]\s|^(?:your|their|own)\b", re.IGNORECASE)
_ASIDE = re.compile(r"\s*\([^)]*\)")
_QUALIFIED = re.compile(
    r"(?:,?\s*\b(?:up to(?: and including)?|at most|no more than|not more than|more than|less than"
    r"|fewer than|longer than|larger than|not exceeding|exceeding|worth|above|over|below|under"
    r"|between|from|to a limit of|a limit of|within)\s+)+"
    r"(?:(?:an?|the|its)\s+)?(?:(?:order|contract|total|annual|single)\s+)?"
    r"(?:(?:value|amount|sum|cost|price|total)(?:\s+of)?\s+)?$",
    re.IGNORECASE,
)
_OPEN = re.compile(r"\b(?:of|for|to|by|at|in|with|on|used|costs?|lasts?)$", re.IGNORECASE)
_BOUNDED = re.compile(r"(?:\s+(?:or|and) (?:less|fewer|more|over|above|under))\b", re.IGNORECASE)
_FUNCTION_WORDS = frozenset(
    stems(
        "any all their own one two other new who which that where when how what up about into out"
        " between within without per each every some than then if so do does may can must not no"
    )
)
_UNCOUNTED = frozenset("off people personnel staff".split())
_SIGNS = {"EUR": "€", "GBP": "£", "USD": "$"}


@dataclass(frozen=True, slots=True)
class Phrase:
    """What is done (`verb`: "publish a paper") or decided on ("a new post")."""

    text: str
    verb: bool

    @property
    def done(self) -> str:
        """It as what somebody does."""
        return self.text if self.verb else f"go ahead with {self.text}"

    @property
    def decided(self) -> str:
        """It as what somebody decides on."""
        return self.text if self.verb else f"decide on {self.text}"


def telling(text: str) -> frozenset[str]:
    """The stems of `text` without figures and words that are in any text."""
    found = frozenset(stems(text)) - _FUNCTION_WORDS
    return frozenset(one for one in found if not any(letter.isdigit() for letter in one))


def phrase_of(right: DecisionRight) -> Phrase | None:
    """What `right` is about, if that stands by itself and speaks of no amount; else None.

    Of `Hiring: interviews and advises` that are hiring matters; of `Your work – Delivery: …`, a
    column's name, nothing.
    """
    head, colon, _ = right.action.partition(": ")
    if colon and _COLUMN.search(head):
        return None
    said = f"{head.removesuffix('s')} matters" if colon and len(head.split()) < 3 else head
    return None if amounts_in(said) else _phrase(said, sure=_follows_a_modal(right))


def phrase_with(right: DecisionRight, amount: float) -> Phrase | None:
    """What `right` is about, with `amount` in the place of its limit.

    None if its action names other amounts besides. Where only the limit itself names one, as a cell
    of a table does, money alone is put behind the action.
    """
    unit = right.limit.unit if right.limit else ""
    text = " ".join(_ASIDE.sub("", right.action).split())
    amounts = amounts_in(text)
    if not amounts and is_money(unit):
        return _phrase(f"{text} of {_amount_text(amount, unit)}", sure=_follows_a_modal(right))
    if not amounts or len(amounts) > 2 or {one.unit for one in amounts} != {unit}:
        return None
    last = amounts[-1]
    said = _amount_text(amount, unit, text[last.start : last.end])
    before, after = text[: amounts[0].start], _BOUNDED.sub("", text[last.end :], count=1)
    qualified = _QUALIFIED.search(before)
    before = (before[: qualified.start()] if qualified else before).strip()
    if not before:
        return None
    bare = before.lower() in VERBS | NOUNS_TOO or _OPEN.search(before)
    phrase = f"{before}{'' if bare else ' of'} {said}{after}"
    return _phrase(phrase, sure=_follows_a_modal(right))


def _follows_a_modal(right: DecisionRight) -> bool:
    """Whether the clause says `may`, `must not` or `to` right before the action: it is a verb."""
    start = re.escape(" ".join(right.action.split()[:3]))
    said = re.compile(rf"\b(?:may|can|cannot|not|must|shall|to) {start}", re.IGNORECASE)
    return said.search(right.clause.text) is not None


def _amount_text(amount: float, unit: str, model: str = "") -> str:
    """An amount as one writes it in a chat (`€5,001`); a count has the noun of its `model`."""
    figure = f"{amount:,.0f}" if amount == int(amount) else f"{amount:,.2f}"
    if is_money(unit):
        return _SIGNS[unit] + figure if unit in _SIGNS else f"{figure} {unit}"
    if unit == "%":
        return f"{figure}%"
    noun = re.sub(r"^\S+\s*", "", model)
    if amount == 1 and noun.endswith("s"):
        noun = noun[:-1]
    elif amount != 1 and noun.endswith(unit) and unit.islower() and unit not in _UNCOUNTED:
        noun = re.sub(r"(?<![aeiou])y$", "ie", noun) + "s"
    return f"{figure} {noun}".strip()


def article(word: str) -> str:
    """The indefinite article before `word`."""
    return "an" if word[:1].lower() in {"a", "e", "i", "o"} else "a"


def _phrase(text: str, *, sure: bool) -> Phrase | None:
    """`text` as a phrase, if it is one; `sure` says that it begins with a verb."""
    text = " ".join(_ASIDE.sub("", text).split()).strip(" .,;:–—-•*")
    text = re.sub(r"\b(?:your|my|our)\b", "their", text, flags=re.IGNORECASE)
    parts = text.split()
    if not 1 <= len(parts) <= _LONGEST or _LOOSE.search(_RELATIVE.sub("", text)):
        return None
    if _OPEN.search(text) or not any(len(stem) > 3 for stem in telling(text)):
        return None
    first, _, rest = text.partition(" ")
    verb = first.lower() if sure and rest else _verb(first, rest)
    if verb:
        return Phrase(f"{verb} {rest}", verb=True)
    if _PARTICLE.match(text) or any(is_role_noun(part) for part in parts[:3]):
        return None
    if len(parts) < 3 and first.lower() in {"a", "an", "the"}:
        return None
    said = first.lower() + text[len(first) :] if first[1:] == first[1:].lower() else text
    return Phrase(f"decide {said}", verb=True) if _WHETHER.match(said) else Phrase(said, verb=False)


def _verb(first: str, rest: str) -> str:
    """The first word as the base form of a verb with its comma, if it is one; else nothing."""
    word, comma = first.lower().rstrip(","), "," if first.endswith(",") else ""
    if not rest or rest.startswith("of "):
        return ""
    for form in dict.fromkeys((word, word.removesuffix("s"), word.removesuffix("es"))):
        if form in VERBS or (form in NOUNS_TOO and _OBJECT.match(rest)):
            return form + comma
    if _OBJECT.match(rest) and word.isalpha() and not _NO_VERB.search(word):
        return word + comma  # nothing but a verb stands right before an article
    return ""
