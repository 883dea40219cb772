"""What the parts of a role's description are called, and what other papers are about.

Comes in: a part's name in lower case (`reports to`, `skills`). Goes out: the kinds of which it is.
The words are general English; no organisation's own headings are listed. Most of the module is one
table of words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

TELLING: Mapping[str, str] = {
    "reports": r"^reports? (?:directly )?to\b|^reporting (?:to|lines?)\b|^line manager\b"
    r"|^(?:accountable|answers|answerable) to\b",
    "duties": r"\bduties\b|what (?:you|they)(?:'ll|’ll| will)? do\b|\b(?:key|main|daily) tasks\b"
    r"|\bday[- ]to[- ]day\b|\btypical (?:day|week)\b|^tasks\b",
    "decides": r"\b(?:may|can|must|needs?|does)\b.{0,12}\b(?:decide|approv|recommend|never|not)"
    r"|\bdecides\b|\bdecision[- ](?:rights?|authority|making|powers?)|\bauthority\b|^may\b",
    "measured": r"\bkpis?\b|\bkey (?:performance|results?)\b|\bmeasures of success\b|\bmeasured\b"
    r"|\bperformance (?:measures|indicators|targets)\b|^success\b",
    "person": r"\b(?:qualifications?|skills?|experience|competenc(?:e|y|ies)|essential|desirable)\b"
    r"|\babout you\b|\bwhat you(?:['’]ll)? (?:need|bring)|\bwho you are\b|\bperson specification\b",
    "terms": r"\bworking (?:hours|time|pattern)|^hours\b|^(?:pay|salary|wage)(?: (?:band|grade))?$"
    r"|^shifts?$|^pay band\b",
    "career": r"\bcareer\b|\bnext roles?\b|\bpromotion\b",
    "first days": r"\b(?:30|60|90)[- ]days?\b|\bfirst (?:week|month|90|year)\b",
    "people": r"^works? with\b|\bstakeholders?\b|^supervises\b|^manages\b|\bdirect reports\b"
    r"|^responsible for\b|^deputi[sz]es",
    "about": r"\b(?:of|about) th(?:e|is) (?:role|post|job|position)\b"
    r"|^(?:role|job|position) (?:summary|purpose|overview)",
}
PERSONAL = frozenset({"reports", "person", "terms", "career", "about", "first days"})
"""Of these, what no policy or process has a part about."""

COMMON: Mapping[str, str] = {
    "responsibilities": r"\b(?:responsibilit|accountabilit)",
    "requirements": r"^(?:\w+ )?requirements?\b|\bexpectations\b|\boutputs?\b|\bdeliverables\b",
    "goals": r"\b(?:goals?|objectives?|targets)\b",
    "purpose": r"^(?:\w+ )?(?:purpose|scope|mission|summary)\b|\bbehaviours?\b|\bbehaviors?\b",
    "tools": r"^(?:tools?|equipment)\b",
}
OTHER_PAPERS = frozenset(
    """
    a-z about absence access account accounts address advice agenda agreement alert allowance
    announcement apprenticeship archive area article assessment audit authority background
    backlog benefits brand brief briefing budget bulletin business calendar campaign care career
    case catalogue centre chart charter checklist clause clinic closed club code collection
    committee communication communications community company compendium complaint conduct
    contact contacts contract control convention copy course crew crisis criteria culture
    curriculum customer data day decision declaration definition delegation department design
    desk dictionary directory division document education email emergency equality equipment
    event example expense facility faq faqs file finance fixed-term folder form format forum
    framework full-time gateway glossary goal governance grade guidance guide guideline
    guidelines handbook health help history holiday home house hub hybrid index induction info
    information infrastructure instruction instructions insurance intranet introduction
    inventory invoice issue job jobs journey ladder law leaflet learn leave legal lesson letter
    level library licence license list log logbook login manual map market material matrix
    matter media memo menu method methodology metric minutes mission model module money network
    news note notes notice objective office on-site onboarding onsite open operation operations
    organogram orientation outline overtime overview pack page part-time path pay payroll
    performance permanent pipeline plan platform play playbook policy portal portfolio position
    post practice press pricing primer principle principles privacy procedure procedures process
    product profile program programme progress project proposal protocol purchase purpose
    quality question questions rate readme record recruitment reference region register
    regulation release remote report request research resource resources response responsibility
    review reward right rights risk roadmap role roles room roster rota rule rules runbook
    safety sales schedule scheme school scope scorecard season section security self-service
    service services sheet shift shop site software space specification stack staff stage
    standard standards start statement station stock store story strategy structure style
    summary supply support survey syllabus system systems table task team template temporary
    term terms test theme thing time timeline timetable tool toolkit tools topic tour town trade
    travel trip unit update usage use vacant value values venue version video vision volunteer
    walkthrough ward warehouse web website welcome wellbeing what wiki work workflow workforce
    workplace workshop world year zone
    """.split()
)
"""Nouns of other papers and of what they are about, at whose end no role's title stands."""

ABSTRACT = re.compile(
    r".{3,}(?:ing|[ts]ion|ment|ness|ity|ety|ance|ence|ancy|ency|ship|ism|ics|ware|hood|dom|ology"
    r"|graphy|age|ure|ery|al)"
)


def kinds_of(theme: str) -> set[str]:
    """The kinds of a role description's parts that a part's name is one of; often none."""
    return {kind for kind, sign in (*TELLING.items(), *COMMON.items()) if re.search(sign, theme)}
