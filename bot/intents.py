"""What a question is after: whether somebody may do something, who decides it, or what is said.

Comes in: a question's text, and where roles are named in it. Goes out: an `Intent`, and which of
several named roles is the one that would act. Only the wording is looked at.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.leave import likelihood
from bot.model import Intent
from knowledge.decision_rights.model import Part
from knowledge.settling import Mention

SOMEBODY = r"[a-z]+"
ASKS = (
    r"(?:ask|check|clear|run it|wait|get|have|tell|inform|notify|consult|involve|seek|obtain|call"
    r"|ring|phone|go (?:to|through|via|up|higher))"
)
LEAVE = (
    r"(?:approval|permission|sign[- ]?offs?|signoffs?|authori[sz]ation|consent|clearance|agreement"
    r"|an? ok(?:ay)?|(?:the |a )?green light|a go[- ]ahead|a yes|blessing|say[- ]so|ok from"
    r"|authority|a signature)"
)
NOTHING_OPEN = r"^(?!.*\b(?:what|which|how|when|where|why|who|whose|besides)\b)"
"""A question with none of these words asks for yes or no."""

OWN = r"(?:my|our|your|their|his|her|its|(?:an?|the) \S+(?: \S+)??['’]s)"

MAY = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        (
            rf"(?:^|[,.;:!?–—-]\s*|\b(?:so|and|but|then|or|if|since|hi|hey|please|also|ok|well"
            rf"|here|right|now|today|that)\s+)(?:can(?:'t|not)?|may|could|might)\s+{SOMEBODY}\b"
        ),
        (
            rf"\b{SOMEBODY}\s+(?:can|may)(?:'t|not)?\s+(?:not\s+)?(?:just|simply|also|already|then"
            r"|even|still)\b"
        ),
        (
            rf"{NOTHING_OPEN}.*(?<!if i )(?<!if we )"
            r"\b(?:can't|cannot|can not|may not|mustn't|couldn't)\b"
        ),
        r"\b(?:allowed|permitted|authori[sz]ed|entitled|empowered|cleared|at liberty|free)\s+to\b",
        (
            r"\b(?:is it|it's|its|is that|that's|would it be|are we|am i|is|are)\s+(?:\w+\s+){0,6}?"
            r"(?:ok(?:ay)?|fine|alright|all right|allowed|permitted|cool|enough|up to)\b"
        ),
        r"^(?:ok(?:ay)?|fine|alright)\s+(?:to|if|for)\b|[.,!?;]\s*(?:ok(?:ay)?|fine)\s+(?:to|if)\b",
        (
            rf"\b(?:do|does|did|would|will|have|has|need|needs|must|should)\b(?:\s+\S+){{0,5}}?\s+"
            rf"(?:need|have|has|require|requires?|got)?\s*(?:to\s+)?{ASKS}\b.*\b(?:first|before"
            rf"|anyone|anybody|someone|somebody|manager|boss|approval|permission|ok)\b"
        ),
        (
            rf"\b(?:need|needs|require|requires|without|no|gets?|needing|want|wait for|takes?)"
            rf"\s+(?:\S+\s+){{0,4}}?{LEAVE}\b"
        ),
        rf"\b{LEAVE}\s+(?:is |be )?(?:needed|required|necessary)\b",
        (
            r"\bneed\w*\s+(?:any ?one|any ?body|some ?one|some ?body)(?:'?s)?\b"
            r"|\bneed\w* (?:a second|another)\b"
        ),
        (
            r"\b(?:ok(?:ay)?|fine|alright)\s+(?:on|by|for|with|like)\b.*\?|\b(?:right|ok(?:ay)?|fine"
            r"|then)\s*\?\s*$"
        ),
        r"\b(?:is|are|was) (?:that|this|it|\S+(?: \S+){0,5}?) (?:all|enough)\b",
        r"\bwhat if (?:i|we|she|he|they|an?|the)\b",
        (
            r"\bwithout\s+(?:asking|waiting|telling|checking|anyone|anybody|approval|permission"
            r"|a sign|sign|consult|the|my|his|her|their|an?\b)"
        ),
        (
            r"\b(?:gets?|got) (?:to (?:decide|approve|sign|choose|pick|say)"
            r"|the (?:final|last) (?:say|word))\b"
        ),
        (
            r"\b(?:has|have|had|got|hold|holds)\s+(?:\w+\s+){0,2}?(?:right|authority|power|mandate"
            r"|veto|say|vote|final say|last word|discretion)\b"
        ),
        r"\b(?:be|is|are)\s+(?:the one|up to)\b.*\b(?:decide|sign|approve|how|whether|what)\b",
        r"\bis it (?:up to|for) (?:me|us|the|an?)\b",
        (
            rf"\b(?:is|was|are) (?:that|this|it|these|those) (?:really )?{OWN} "
            r"(?:own )?(?:call|say|decision|choice|job|business|to \w+)\b"
            r"|\b(?:is|are) (?:that|this|it) (?:in|within) (?:my|our|your|their|his|her) "
            r"(?:hands?|power|gift|remit)\b|\bmy own business\b"
        ),
        r"\b(?:is|was) it me (?:who|that)\b|\bam i the one (?:who|to)\b|\bdo(?:es)? they let me\b",
        r"\bor (?:can|may) (?:i|we)\b(?!.*\bor (?:do|is|are)\b)",
        rf"{NOTHING_OPEN}.*\b(?:may|can) (?:i|we)\b",
        rf"{NOTHING_OPEN}.*\bis (?:\S+ ){{0,7}}?(?<!of )mine\b(?! to (?:think|look|run|do)\b)",
        (rf"{NOTHING_OPEN}.*\bmine to (?!look|run|think|read|keep|know)\w+"),
        (
            r"[,.;:!?–—-]\s*(?:all |just |still |within )*"
            r"(?:mine|my (?:own )?(?:call|say|decision)|me)(?: alone)?\s*\?*$"
        ),
        (
            r"[,.;:!?–—-]\s*(?:allowed|possible|go(?: ahead)?|just \w+(?: it)?"
            r"|(?:on|by) my(?:self| own)(?: say)?)\s*\?*$"
        ),
        (
            rf"{NOTHING_OPEN}.*\b(?:do|does)\s+(?:i|we|(?:the|an?)(?: (?!have\b)\S+){{1,3}}?)\s+"
            r"(?:just |get to )*(?:decide|choose|pick|approve|sign|settle|grant|rule on|say yes|set"
            r"|accept|refuse|get to)\b"
        ),
        r"\bam i (?:able to|good to|the one who (?:says|decides|picks|approves|signs|settles))\b",
        (
            rf"{NOTHING_OPEN}.*\bdo (?:i|we) (?:really |still )?(?:need|have) to ask\b"
            r"|\bask first\b|\bneed (?:a |the )nod\b"
            r"|\bany(?:one|body) (?:i|we) (?:need|have) to ask\b"
        ),
    )
)
"""Ways to ask whether somebody may do something."""

TELL = re.compile(
    r"^\W*(?:hi|hey|hello|please|so|and|ok|okay)?[\s,]*(?:(?:can|could|would|will) (?:you"
    r"|someone|anyone) (?:please |just |also |quickly )*(?:tell|show|list|explain|give|help|find"
    r"|remind|summari[sz]e|describe|send|name|compare)\b"
    r"|(?:can|could|may) i (?:please |just )?(?:ask (?:you|what|who|which|how)|see|know"
    r"|(?:get|have) (?:a |the )?(?:list|overview|summary)))",
    re.IGNORECASE,
)
OPENING = re.compile(
    r"^(?:(?:so|and|but|or|then)\s+)?(?:may|can|could|might|is|are|am|does|do)(?:n't|not)?\s+"
    r"(?:(?:an?|the|i|we|they|it)\s+)?(?:(?:just|simply|also|allowed to|free to|needs? "
    r"(?:an?\s+)?(?:approval|permission|sign[- ]?off) (?:to|for))\s+)*",
    re.IGNORECASE,
)
ASKED_LEAVE = re.compile(
    rf"^.*?\b(?:(?:is|are|am|be|was|it'?s)(?:n['’]?t| not)?\s+"
    rf"(?:(?:an?|the|i|we|they|he|she|it|that)\s+)*"
    rf"(?:allowed|permitted|authori[sz]ed|entitled|empowered|cleared|free|ok(?:ay)?|fine|alright|able"
    rf"|at liberty|up to|enough)\s+(?:to|for|if|that)"
    rf"|(?:do|does|did|would|will|has|have|must|should|need|needs)\s+(?:(?:an?|the|i|we|they|he|she|it|to)\s+)*"
    rf"(?:need|needs|have|get|got|require|ask for|ask|wait for|seek)?\s*(?:to get\s+"
    rf"|to have\s+)?(?:\w+['’]?s?\s+){{0,3}}?{LEAVE}"
    rf"\s+(?:(?:of|from|by) [^,]{{2,40}}? )?(?:to|for|before|when|if|on|in)"
    rf"|(?:ask|check with|tell|consult|clear it with) (?:\w+ ){{0,3}}?(?:first|before|to))\s+",
    re.IGNORECASE,
)
"""What stands before the thing that leave is asked for."""

PREMISED = re.compile(
    r"^(?:since|as|given that|because|now that)\s+(?:[^,]*?\b(?:may|can)\s+)?(?P<said>[^,]+?),\s+"
    r"(?:can|may|could)\s+(?:they|i|we|he|she|it|(?:an?|the)(?: \S+){1,4}?)\s+(?:just |then )*"
    r"(?:do (?:it|so|that|this)|(?:start|begin|go ahead)(?=\W*(?:now|today|tomorrow)?\W*$))[^,]*$",
    re.IGNORECASE,
)
"""A question whose premise alone says what leave is asked for."""

ASIDE = re.compile(
    r"[,;]?\s*\b(?:(?:all )?on (?:my|their|his|her|its|your|our|the \w+['’]s) own"
    r"(?: (?:say(?:-so)?|authority|account|initiative|word|signature|judge?ment))?"
    r"|all by (?:my|them|him|her|it|our)sel(?:f|ves)|by (?:my|them|him|her|it|our)sel(?:f|ves)"
    r"|(?:my|them|him|her|it|our)sel(?:f|ves)|without (?:first )?(?:asking|telling|checking|waiting"
    r"|consulting|running|an?y? ?(?:approval|permission|sign[- ]?off)|approval|permission"
    r"|sign[- ]?off"
    r"|any ?(?:one|body)(?: else)?).*"
    r"|(?:since|because|given that|now that) (?:they|he|she|it|i|we|you|the \w+)\b.*"
    r"|(?:or|and) (?:do|does|is|should|must|who|whose|would)\b.*|alone(?=$|[,.?])"
    r"|straight ?away|(?:just|simply)(?= )|(?:right|ok(?:ay)?|yes|please|though|then"
    r"|here)[\s?.!]*$)",
    re.IGNORECASE,
)
"""What a question says of asking, beside the thing itself."""

OPEN = re.compile(
    r"^\W*(?:hi|hey|hello|so|and|ok|okay|please|but|\w+:|\w+(?: \w+){0,3}\s+[-–—])?[\s,]*"
    r"(?:what|which|who|whom|whose|when|where|why|how|list|name|tell|show|give|explain|describe"
    r"|(?:all (?:the )?)?things|everything)\b(?! if\b| about\b)",
    re.IGNORECASE,
)
HABIT = re.compile(
    r"^\W*(?:do|does)\b(?!.*\b(?:need|have to|has to|ask|approv\w*|permission|allowed|sign\w*)\b)"
    r".{0,60}?\b(?:ever|usually|normally|typically|generally|tend to|mostly)\b",
    re.IGNORECASE,
)
"""What is done as a rule, which is no question of leave."""
DECIDES = (
    r"(?:approv\w*|sign(?:s|ed)?\b|sign[- ]?off\w*|decid\w*|decision\w*|authori[sz]\w*|final say"
    r"|last word|the call|makes? the|sets?\b|appoints?\b|puts? (?:their|his|her) name"
    r"|agrees?|has to agree|ok'?s?\b|okay(?:s|ed)?\b|clears?\b"
    r"|informed\b|notified\b|in the loop|has to know|must be told|cleared\b|grants?\b|permits?\b"
    r"|green[- ]?lights?|say(?:s)? (?:yes|no|on|over|in)"
    r"|says? whether|veto\w*|right to|power to|authority|allowed|responsible for|gets? to"
    r"|chooses?|picks?\b|settles?\b|rules? on|consulted|must be asked|accountable(?! to\b)"
    r"|permission|consent|blessing|goes? to for)"
)
ASKED = (
    r"(?:^|[^\w\s'’]\s*|\b(?:and|so|but|or|then|ok|okay|hey|hi|know|me|wonder(?:ing)?|ask(?:ing)?"
    r"|idea|check|now|exactly|please|sure|see|say|says|question|of|to|by|from|for|with)\s+)"
)
"""Where `who` asks, and does not tell which of several is meant (`the engineer who …`)."""

WHO = re.compile(
    rf"{ASKED}who(?:m|'s|s)?\b(?:\s+\S+){{0,8}}?\s*\b{DECIDES}"
    rf"|{ASKED}who(?:m|'s)?\s+(?:all\s+|else\s+|exactly\s+|here\s+)?(?:can|may|could|must"
    r"|gets? to|is allowed to|has to|needs? to|do(?:es)? \S+ (?:need|have) to ask"
    r"|should i ask (?:to|before))\b"
    r"|\bwhose\s+(?:\w+\s+)?(?:approval|permission|sign[- ]?off|decision|call|ok(?:ay)?|consent"
    r"|say|yes|agreement|job is it to (?:approve|decide|sign))\b"
    r"|\b(?:which|what)\s+(?:role|roles|level|person|people|body|committee|board|manager)s?\s+"
    rf"(?:\S+\s+){{0,3}}?\b(?:can|may|must|{DECIDES})\b",
    re.IGNORECASE,
)
PARTS_ASKED = tuple(
    (re.compile(pattern, re.IGNORECASE), part)
    for pattern, part in (
        (r"\bconsult(?:ed|s)?\b|\bgives? (?:input|advice)\b|\bheard\b", Part.CONSULTED),
        (
            r"\binformed\b|\bnotified\b|\bin the loop\b|\bhas to know\b|\bmust be told\b",
            Part.INFORMED,
        ),
        (r"\bresponsible for (?!approv|decid|sign)", Part.PERFORMS),
    )
)
"""Ways to ask for another part in a decision than deciding."""

GOES_ON = re.compile(
    r"^\W*(?:and|or|but|so|what about|how about|same for|also)\b"
    r"(?!(?:.*[,;])?\W*(?:who|whose|what|which|when|where|why|how)\b(?! about\b))",
    re.IGNORECASE,
)
"""The next turn of the same question, with something in it replaced."""

SELF = re.compile(
    r"(?:\b(?:as|i'?m|i am|being|am)\s+(?:an?\s+|the\s+)?|\bfor me\W+)$", re.IGNORECASE
)
"""What stands before the role that somebody says is theirs."""

ASKED_OF = re.compile(
    r"(?:\b(?:can|may|could|might|must|should|does|do|is|are|am|has|have)|\b(?:enough|ok(?:ay)?|fine"
    r"|allowed|possible|up to) (?:for|to|with)|\bis it up to)\s+(?:an?|the|our|any)?\s*$",
    re.IGNORECASE,
)
NEEDS = re.compile(r"\s+(?:needs?|has to|have to|must|may|can|could)\b", re.IGNORECASE)
"""What stands before and after the role that would act."""

ASKER = re.compile(
    r"\b(?:can|may|could|might|am|do|did|must|should|if|need|shall)(?:'t|not)? (?:i|we)\b"
    r"|\b(?:i|we) (?:can|may|could|have to|need|just|want|would|must|get to)\b"
    r"|\b(?:enough|ok(?:ay)?|fine|allowed) for (?:me|us)\b|\bfor (?:me|us) to\b",
    re.IGNORECASE,
)
"""The asker as the one who would act."""

COMPARES = re.compile(
    r"\b(?:compare[ds]?|(?<!for )comparison|differ(?:s|ed|ences?)?|versus|vs|whereas|separates?)\b"
    r"|\bdifferent (?:from|to|than|between|for)\b|\bsame\b.*\bas\b",
    re.IGNORECASE,
)

BEFORE_OTHERS = re.compile(
    r"(?:\b(?:without|from|by|for|unless|than|ask(?:ing)?|tell(?:ing)?|wait(?:ing)? for"
    r"|call(?:ing)?|ring(?:ing)?|to|with|from|via|through|make|let|give|hand(?:ing)?"
    r"|over|like|of|on|to some)\b"
    r"\s+(?:him|her|them|me|it)?\s*(?:an?|the|my|our|his|her|their|some|any|to|on to)?\s*)$",
    re.IGNORECASE,
)
OTHERS = re.compile(r"^(?:'s|’s|s’|s')\b", re.IGNORECASE)


LIKELY = 0.6
"""From where on a question asks for leave though no pattern knows its words: 2 of 100 about facts
do, 6 of 10 of those about leave, in organisations that were not learned from."""

PARTS = re.compile(r"[,.;:!?–—]\s+")


def apostrophised(text: str) -> str:
    """A text with the apostrophes that chat leaves out where a denial needs one: `cant`."""
    return DENIED.sub(r"\1n't", text)


def intent_of(text: str, before: Sequence[str] = ()) -> Intent:
    """What a question is after; what goes on from the turns `before` is after the same."""
    if before and GOES_ON.match(text):
        return intent_of(before[-1], before[:-1])
    if WHO.search(apostrophised(text)):
        return Intent.WHO
    return Intent.MAY if is_said_as_leave(text) or _is_likely(text) else Intent.TELL


def is_said_as_leave(text: str) -> bool:
    """Whether a question asks for leave in one of the ways of `MAY`."""
    text = apostrophised(text)
    return not _is_open(text) and any(pattern.search(text) for pattern in MAY)


def _is_likely(text: str) -> bool:
    """Whether its words are those of questions that ask for leave, and nothing else is asked."""
    last = PARTS.split(text.strip(" ?.!"))[-1]
    return not (_is_open(text) or OPEN.search(last)) and likelihood(text) >= LIKELY


def _is_open(text: str) -> bool:
    """Whether a question asks for more than yes or no."""
    return any(each.search(text) for each in (TELL, OPEN, COMPARES, HABIT))


DENIED = re.compile(
    r"\b(ca|do|does|did|is|are|was|wo|must|could|should|would|have|has)nt\b", re.IGNORECASE
)

QUALIFIES = re.compile(
    r"\b(?:ph\.?d|doctorate|degree|masters?|bachelors?|diploma|(?:driving|pilot"
    r"|personal) licen[cs]e"
    r"|years of experience|apply(?:ing)? (?:for|as|to)|become|stand a chance|eligible)\b",
    re.IGNORECASE,
)
"""Questions of who may hold a post, which no right answers."""


def asks_to_qualify(text: str) -> bool:
    """Whether a question is what a role takes, and not what it may decide."""
    return bool(QUALIFIES.search(text)) and not re.search(
        r"\b(?:approve|grant|hire|sign|award|interview|decide|waive|issue)\b", text, re.IGNORECASE
    )


def part_asked(text: str) -> Part:
    """Which part in a decision a question of who asks for."""
    found = (part for pattern, part in PARTS_ASKED if pattern.search(text))
    return next(found, Part.DECIDES)


def acting(text: str, named: Sequence[Mention], *, asker_known: bool) -> list[Mention]:
    """Of the roles that a question names, the one that would act; none if the asker would.

    "Can a maintainer merge without the council" asks of the maintainer alone, and "since the senior
    may, can I" of whoever asks.
    """
    selves = [mention for mention in named if SELF.search(text[: mention.start])]
    if selves:
        return selves[:1]
    if asker_known and ASKER.search(text):
        return []
    asked = [mention for mention in named if ASKED_OF.search(text[: mention.start])]
    needing = [mention for mention in named if NEEDS.match(text[mention.end :])]
    kept = [
        mention
        for mention in named
        if not BEFORE_OTHERS.search(text[: mention.start]) and not OTHERS.match(text[mention.end :])
    ]
    return asked[-1:] or (needing or kept or list(named))[:1]


def action_in(subject: str) -> str:
    """What a question asks leave for: `publish a paper` of `may a publish a paper alone`."""
    premised = PREMISED.match(subject)
    rest = ASIDE.sub("", ASKED_LEAVE.sub("", premised["said"] if premised else subject))
    return OPENING.sub("", rest).strip(" ?.!,") or subject
