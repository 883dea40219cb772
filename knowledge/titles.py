"""Titles of roles: does a text name a role, and how is the name built?

A role's title ends in a noun of profession or office (`scientist`, `officer`, `lead`) or begins
with one that takes `of` (`head of research`). The nouns are general English; no organisation's own
titles are listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

NOUNS = frozenset(
    """accountant actuary adjudicator administrator adviser advisor agent ambassador anaesthetist
    analyst animator apprentice approver architect archivist assessor assistant associate
    attendant attorney auditor banker barista biologist bookkeeper bosun botanist broker bursar
    buyer captain caretaker carpenter cartographer cashier ceo cfo chair chairman chairperson
    chancellor chaplain chef chemist chief cio ciso clerk clinician cmo co-ordinator coach
    commissioner committer conductor consultant contributor controller convener coo cook
    coordinator copywriter councillor counsel counsellor courier cto curator custodian dealer dean
    deckhand dentist deputy designer developer dietitian director dispatcher doctor driver
    ecologist economist editor educator electrician emeritus engineer epidemiologist estimator
    evangelist evp examiner executive expert facilitator fellow firefighter fitter forecaster
    foreman forester gardener geologist geophysicist governor guard handler head host hydrologist
    hygienist illustrator inspector installer instructor intern interpreter investigator janitor
    joiner journalist judge keeper lawyer lead leader lecturer liaison librarian linguist
    machinist magistrate maintainer manager marshal mathematician matron mayor mechanic mediator
    member mentor merchandiser midwife minister moderator nurse officer ombudsman operator
    optician owner paralegal paramedic partner pharmacist phlebotomist photographer physician
    physicist physiotherapist picker pilot planner plumber porter practitioner president principal
    producer professor programmer provost psychiatrist psychologist publisher purser radiographer
    radiologist ranger receptionist recruiter rector registrar reporter representative researcher
    reviewer roofer sales salesperson scholar scientist secretary seller server sonographer
    specialist statistician steward strategist superintendent supervisor supporter surgeon
    surveyor svp sysadmin teacher technician technologist tester therapist toxicologist trader
    trainee trainer translator treasurer triager trustee tutor underwriter veterinarian
    videographer volunteer vp waiter warden welder worker writer zoologist""".split()
)
BODIES = frozenset(
    "board committee council team panel group commission assembly office secretariat body".split()
)
VAGUE_BODIES = frozenset("team teams group groups office offices panel body".split())
OF_NOUNS = frozenset(
    "head director vp president chief manager officer dean member clerk lead chair"
    " secretary master keeper chairman chairperson editor curator registrar warden custodian"
    " inspector commissioner superintendent supervisor coordinator administrator steward controller"
    " treasurer bursar provost rector governor marshal ranger professor surveyor convener".split()
)
"""Nouns with which posts are named; an `architect of tomorrow` holds none."""
LEVELS = {
    "apprentice": 0,
    "trainee": 0,
    "intern": 0,
    "graduate": 0,
    "entry": 0,
    "junior": 1,
    "jr": 1,
    "assistant": 1,
    "associate": 1,
    "deputy": 3,
    "mid": 2,
    "intermediate": 2,
    "experienced": 2,
    "senior": 3,
    "sr": 3,
    "advanced": 3,
    "lead": 4,
    "charge": 4,
    "staff": 4,
    "group": 4,
    "principal": 5,
    "distinguished": 6,
    "fellow": 6,
    "head": 5,
    "chief": 6,
    "executive": 6,
    "vice": 5,
}
GRADE = re.compile(r"^(?:[IVX]{1,4}|[A-Z]{0,3}\d{1,2}[a-z]?|[A-Z])$")
SHORT = {
    "sr": "senior",
    "snr": "senior",
    "jr": "junior",
    "jnr": "junior",
    "assoc": "associate",
    "asst": "assistant",
    "mgr": "manager",
    "eng": "engineer",
    "engr": "engineer",
    "dev": "developer",
    "exec": "executive",
    "dir": "director",
    "rep": "representative",
    "admin": "administrator",
    "spec": "specialist",
    "tech": "technician",
    "sci": "scientist",
    "coord": "coordinator",
    "dept": "department",
    "prin": "principal",
    "vp": "vice president",
    "pm": "product manager",
    "ml": "machine learning",
    "ai": "ai",
    "swe": "software engineer",
    "hr": "human resources",
    "qa": "quality assurance",
    "ops": "operations",
    "rn": "registered nurse",
    "tsc": "technical steering committee",
    "ic": "individual contributor",
}
SMALL = frozenset(
    "the a an at for in to what does do is are as of and or on this that your our "
    "role roles job about into by with from how who when look overview"
    " all every each any both other others another".split()
)
TOKEN = re.compile(r"[A-Za-z][\w+#.'’-]*(?:/[A-Za-z][\w+#-]*)*|\d+|&|[(),:|–—]")
TRAILING = re.compile(r"\s*(?:[:|·–—]|\s-\s|\().*$")
GRADE_CODE = re.compile(r"^\(?([A-Z]{1,3}\d{1,2})\)?(?:\s*[:–—-]\s*|\s+)")
RUNG = re.compile(
    r"(?:(?:level|grade|band)\W{0,2}\s?)(?P<rung>[A-Z]{0,3}\d{1,2})|(?P<code>[A-Z]{1,3}\d{1,2})",
    re.IGNORECASE,
)
TERM = re.compile(r"[QH][1-4]", re.IGNORECASE)
"""A quarter or a half of a year, which looks like a grade."""
GERUNDS = frozenset(
    "engineering marketing planning nursing managing training accounting steering"
    " operating testing purchasing consulting lending banking housing"
    " advertising recruiting manufacturing learning teaching building catering"
    " cleaning billing shipping sourcing processing coaching printing fishing diving".split()
)
NUMBERING = re.compile(
    r"^\s*(?:[^\w\s(]+\s+)?(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[A-Z][.)]|[IVX]+[.)])\s+"
)
CODE = re.compile(r"^(?:(?:level|grade|band)\s+)?[A-Z]{0,3}\d{1,2}\s*[:–—-]\s*", re.IGNORECASE)
ANNOUNCED = re.compile(
    r"^(?:(?:job|role|position|post) (?:description|profile|card|guide|charter|definition"
    r"|blueprint)|(?:job|role|position|post)(?: title)?|handbook|terms of reference)"
    r"\s*(?::|\s[–—-])\s*(?=\S)",
    re.IGNORECASE,
)
IN_UNIT = re.compile(
    r", (?:the )?(?:faculty|department|school|institute|division|directorate|centre|center|college"
    r"|office|bureau) of .+$",
    re.IGNORECASE,
)
AT_THE = re.compile(r", The [A-Z].*$")
"""An organisation after a title, by its article."""
PARTS = frozenset(
    "driver approver contributor informed consulted responsible accountable owner decider"
    " recommender performer supporter signatory".split()
)
SURE_PARTS = PARTS - {"driver", "approver", "contributor", "owner", "supporter", "signatory"}
DRESSING = re.compile(
    r"\b(?:job (?:description|profile|family|role)|role (?:description|profile|blueprint|guide"
    r"|definition|card|charter)|position (?:description|profile)|career (?:ladder|path|framework)"
    r"|responsibilities|requirements|duties|guide|handbook|charter)\b.*$",
    re.IGNORECASE,
)


def is_role_noun(word: str) -> bool:
    """Whether a word, in singular or plural, names a profession or an office."""
    word = word.lower()
    return word in NOUNS or (word.endswith("s") and word[:-1] in NOUNS)


def singular(title: str) -> str:
    """A title in the singular: `Reviewers`, `Members of the Board`; bodies stay as they are."""
    head, of, rest = title.partition(" of ")
    noun = head.split()[-1] if head.split() else ""
    plural = noun.endswith("s") and noun.lower() not in NOUNS and noun[:-1].lower() in NOUNS
    return f"{head[:-1]}{of}{rest}" if plural else title


def codes_in(heading: str) -> list[str]:
    """Grade codes and abbreviations in a role's heading: `E3 – …`, `… (TSC)`."""
    code = GRADE_CODE.match(bare(heading))
    brackets = re.findall(r"\(([A-Z][A-Za-z]{0,5}\d{0,2})\)", heading)
    return ([code[1]] if code else []) + brackets


def rungs_in(line: str) -> list[str]:
    """Grades that a line of facts holds in a part of its own: `Engineering · L2 · since March`."""
    parts = re.split(r"\s*[·•|,;()]\s*|\s+[–—-]\s+", line.strip(" *_"))
    found = [match for part in parts if (match := RUNG.fullmatch(part.strip(" *_")))]
    codes = [match["code"] for match in found if match["code"] and not TERM.fullmatch(match[0])]
    rungs = [match["rung"] for match in found if match["rung"]]
    return codes + [rung if not rung.isdigit() else f"grade {rung}" for rung in rungs]


def are_parts(names: Iterable[str]) -> bool:
    """Whether names are parts in a decision (`Driver`, `Approver`, `Informed`), and not roles."""
    words = {re.sub(r"s$", "", name.strip(" :*").lower()) for name in names}
    return len(words & PARTS) > 1 and bool(words & SURE_PARTS or {"driver", "approver"} <= words)


def bare(heading: str) -> str:
    """A heading without its numbering, emoji, grade code and trailing colon."""
    text = NUMBERING.sub("", heading)
    text = CODE.sub("", re.sub(r"^[^\w(“\"]+", "", text))
    return text.strip(" :*_#\t")


def whole_title(text: str) -> str:
    """The role's title, if the whole text is one (a grade code or remark in brackets aside)."""
    name = ANNOUNCED.sub("", bare(text))
    name = IN_UNIT.sub("", DRESSING.sub("", TRAILING.sub("", name)))
    name = AT_THE.sub("", name).strip(" ,;:-–—")
    turned = re.fullmatch(r"(\w+), ((?:[A-Z&]\S*|and|of)(?: (?:[A-Z&]\S*|and|of)){0,3})", name)
    if turned and is_role_noun(turned[1]):
        return name
    words = name.split()
    if not 1 <= len(words) <= 7 or not words[0][0].isalnum():
        return ""
    while len(words) > 1 and GRADE.match(words[-1]):
        words = words[:-1]
    last = words[-1].lower().rstrip("s")
    of = [i for i, word in enumerate(words) if word.lower() == "of"]
    named = is_role_noun(words[-1]) or (last in BODIES and name.lower() not in VAGUE_BODIES)
    if of and of[0] > 0:
        named = singular(words[of[0] - 1].lower()) in OF_NOUNS | (BODIES - VAGUE_BODIES)
    small = [word for word in words if word.lower() in SMALL - {"of", "the", "and"}]
    joining = sum(word.lower() in {"of", "the", "and"} for word in words)
    cased = sum(word[0].isupper() or not word[0].isalpha() for word in words)
    if (
        not named
        or small
        or (
            len(words) > 1 and cased < len(words) - max(joining, len(of)) - 1 and not name.isupper()
        )
    ):
        return ""
    return _tidy(re.sub(r"^[Tt]he ", "", name))


def is_body(title: str) -> bool:
    """Whether a title names a body (a committee, a group) and not a post."""
    head = title.partition(" of ")[0].split()
    return bool(head) and head[-1].lower().rstrip("s") in BODIES


def find_title(text: str) -> str:
    """The fullest role title inside a text such as a page's title, or nothing."""
    whole = whole_title(text)
    if whole:
        return whole
    shout = text.isupper()
    tokens = TOKEN.findall(ANNOUNCED.sub("", bare(text)))
    found: list[list[str]] = []
    for end, token in enumerate(tokens):
        named = is_role_noun(token) or (end and token.lower() in BODIES)
        if not named or not (token[0].isupper() or shout):
            continue
        start = end
        while start and _modifies(tokens[start - 1], shout=shout):
            start -= 1
        stop = end + 1
        if tokens[stop : stop + 1] == ["of"] and token.lower() in OF_NOUNS:
            stop += 1 + (tokens[stop + 1 : stop + 2] == ["the"])
            while stop < len(tokens) and tokens[stop][0].isupper():
                stop += 1
        found.append(tokens[start:stop])
    posts = [phrase for phrase in found if not is_body(phrase[-1])]
    fullest = max(posts or found, key=len, default=[])
    return _tidy(" ".join(fullest))


def _modifies(token: str, *, shout: bool) -> bool:
    """Whether a token before a role's noun belongs to the title."""
    return token.lower() not in SMALL and token[0].isalpha() and (token[0].isupper() or shout)


def _tidy(name: str) -> str:
    """A title in one case: capitals all through become initial capitals."""
    if name.isupper() and len(name) > 5:
        name = re.sub(
            r"(?<= )(?:Of|And|The|For|In)(?= )", lambda word: word[0].lower(), name.title()
        )
    return name.strip()


def level_of(title: str) -> str:
    """The level word or grade in a title, in lower case, or nothing."""
    name, _, unit = title.partition(", ")
    words: list[str] = re.findall(r"\w+", (name if unit and " " in name else title).lower())
    for word in words[:-1] or words:
        if word in LEVELS:
            return SHORT.get(word, word)
    last = title.rsplit(maxsplit=1)[-1] if title.split() else ""
    return last if len(words) > 1 and GRADE.match(last) else ""


def family_of(title: str) -> str:
    """The title without its level."""
    level = level_of(title)
    words = [w for w in title.split() if w.lower() != level and not GRADE.match(w)]
    return " ".join(words).removeprefix("of ") or title


def heading_title(heading: str) -> str:
    """The role's title that a heading is, in any case of letters, or nothing."""
    text = GRADE_CODE.sub("", bare(heading)).strip()
    text = re.sub(r"^[Tt]he ", "", text)
    words = text.split()
    if not words or _tells_an_activity(words):
        return ""
    title = whole_title(text)
    if title:
        return title
    name = re.sub(r"\s*\(.*$", "", text)
    plain = name.split()
    if 1 <= len(plain) <= 4 and (is_role_noun(plain[-1]) or plain[-1].lower() in BODIES):
        return whole_title(" ".join(word[:1].upper() + word[1:] for word in plain))
    return ""


def _tells_an_activity(words: list[str]) -> bool:
    """Whether a heading's first word is a verb (`Mentoring engineers`), not a trade's name."""
    first, last = words[0].lower(), words[-1].lower()
    if not first.endswith("ing") or first in GERUNDS:
        return False
    cased = len(words) == 2 or all(word[0].isupper() for word in words)
    return last.endswith("s") or last in BODIES or not cased
