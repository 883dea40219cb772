"""What is no question about roles, and why: orders, errands, small talk, other languages.

Comes in: a text as somebody typed it. Goes out: the reason why it is refused, or none. Only its
words are looked at; what a text that is not refused asks is settled by `understanding`.
"""

from __future__ import annotations

import re

from bot.model import Reason

LONGEST = 2000
"""Characters of a question; the longest that people type by hand are a tenth of it."""
ORDER = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:instruct|prompt|rules?|previous"
    r"|above"
    r"|guidelines?|polic|restrictions?|what you(?:['’]?ve| have)?"
    r" (?:were|been|are|got) (?:told|given|asked|taught))"
    r"|\bsystem prompt\b|\byou are now\b|\bpretend (?:to be|you)"
    r"|\b(?:jailbreak|developer mode|dan mode)\b|\brepeat (?:after me|the words)"
    r"|\b(?:reveal|print|show|output) (?:me )?(?:your|the) (?:system|hidden|secret"
    r"|instructions|prompt"
    r"|config|password|token|env)"
    r"|\bnew instructions\b|\bfrom now on\b.*\byou\b"
    r"|^(?:please |can you |could you |now )*(?:write|compose|generate|code|translate|debug|fix)\b"
    r"(?!['’]).{0,40}\b(?:poem|story|song|essay|code|script|function|program|joke|e-?mail|haiku"
    r"|letter|regex"
    r"|sql|query|into \w+|to \w+)\b",
    re.IGNORECASE,
)
SMALL_TALK = re.compile(
    r"^\W*(?:hi|hello|hey|yo|good (?:morning|evening|afternoon)|thanks?(?: you)?|cheers|bye|lol)\b"
    r"[\s\w]{0,12}\W*$"
    r"|^\W*(?:ok(?:ay)?|test|ping|yes|no|cool|great)\W*$"
    r"|\b(?:weather (?:like|today|tomorrow|in|forecast)|(?:going to|gonna|will it) rain"
    r"|(?:tell|know|hear) .{0,20}\bjokes?|recipe for|order .{0,12}pizza|horoscope|lottery numbers?"
    r"|stock price|bitcoin|(?:good|favou?rite|which|what) (?:movie|song|film)"
    r"|(?:what(?:'s| is) )the capital of|who won the|who is the president of|what time is it"
    r"|how are you|meaning of life|favou?rite colou?r"
    r"|are you (?:human|a bot|real|chatgpt))\b",
    re.IGNORECASE,
)
REQUEST = re.compile(
    r"^\W*(?:(?:please|pls|just|now|then|and|hey|hi|ok(?:ay)?|can you|could you|would you|will you)"
    r"\b\W*)*"
    r"(?:(?:write|compose|draft|design|generate|create|make|invent|translate|book|order|buy|send"
    r"|fetch|find|get) (?:me|us|for me)\b"
    r"|(?:write|compose|draft|translate|proofread|rewrite|submit|file|book|cancel|reschedule"
    r"|schedule|order|pay|fill (?:in|out)|log|renew|delete|send|e-?mail) (?:my|our)\b)"
    r"(?!.{0,30}\b(?:list|lists|summar\w*|overview|outline|table|comparison|description|rundown"
    r"|duties|goals|responsibilities|rules?|polic\w*|section|page|role|document)\b)",
    re.IGNORECASE,
)
"""Something to be done, and not to be told; `file my claim` is none where leave is asked for."""
ASKING_SOMETHING = re.compile(
    r"\?|\b(?:who|whose|what|which|when|where|why|how|may|allowed|alone|ok|okay|fine|without|approv\w*"
    r"|permission|need|must|mine|by myself|right)\b",
    re.IGNORECASE,
)
FOREIGN = {
    "de": "der die das und ist nicht ein eine wie was welche ich mein für mit von wer darf muss"
    " sind",
    "fr": "le la les des est une un et que quels quelles qui pour dans mon avec sont quoi du je",
    "es": "el la los las que es una un y cuáles cuales quién para con por mi son cómo qué en",
    "it": "il lo gli che è una un e quali chi per con mio sono come cosa del della nel",
    "pt": "o os as que é uma um e quais quem para com meu são como qual do da no na",
    "nl": "de het een en is niet wat welke wie voor met van mijn zijn ik hoe",
}
SMALL_WORDS = [frozenset(small.split()) for small in FOREIGN.values()]
ANY_SMALL = frozenset().union(*SMALL_WORDS)
ENGLISH = frozenset(
    "the a an is are do does what which who how of for to in and my i can may should when where it"
    " you on with at be need have as or if that this not about any am was will".split()
)


def refusal_of(text: str) -> Reason | None:
    """Why a text is not a question about roles, as far as its words tell."""
    if not text:
        return Reason.EMPTY
    if len(text) > LONGEST:
        return Reason.TOO_LONG
    if not any(map(str.isalpha, text)):
        return Reason.NO_WORDS
    if ORDER.search(text) or (REQUEST.match(text) and not ASKING_SOMETHING.search(text)):
        return Reason.ORDER
    if _is_in_other_letters(text) or _is_foreign(text):
        return Reason.OTHER_LANGUAGE
    return Reason.SMALL_TALK if SMALL_TALK.search(text) else None


def _is_in_other_letters(text: str) -> bool:
    """Whether many letters of a text are none that English has."""
    if text.isascii():
        return False
    letters = [sign for sign in text if sign.isalpha()]
    return sum(not sign.isascii() for sign in letters) > 0.4 * len(letters)


def _is_foreign(text: str) -> bool:
    """Whether the small words of a text are those of another language."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    small_words = [word for word in words if word in ANY_SMALL]
    least = max(2, sum(word in ENGLISH for word in words), len(words) // 5)
    return len(small_words) > least and any(
        sum(word in small for word in small_words) > least for small in SMALL_WORDS
    )
