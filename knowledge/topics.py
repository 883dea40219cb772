"""What role documents are about, in general terms: topics, and the words that speak of each.

A topic has the pattern by which a heading is known to open it, and the ways in which people ask
for it. No organisation's headings are listed; the words are those of job architecture at large.

The module is long because it is one table of words; the code beside it is some forty lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic: `heading` finds it in a section's heading, `asked` in a question (in lower case)."""

    name: str
    heading: str
    asked: str


MONTH = r"(?:months?|mos?|m)\b"

TOPICS: tuple[Topic, ...] = (
    Topic(
        "summary",
        r"\bsummary|overview|about (?:the|this) role|purpose|at a glance|role description"
        r"|introduction|what .* do\b",
        r"what(?:'s| is| does)? (?:an?|the|this|my|your)? ?(?:\w+ ){0,5}(?:role|job|position|do"
        r"|about)\b(?! next)|tell me about|in a nutshell|overview|summari[sz]e|purpose"
        r"|why does (?:this|the|my) (?:role|job|position)|exist",
    ),
    Topic(
        "mission",
        r"\bmission|strategic importance|mandate|vision|value|outcomes expected",
        r"\bmission|mandate|why does .* (?:exist|matter)|strategic importance|business outcomes?"
        r"|point of (?:the|this|my) (?:role|job)",
    ),
    Topic(
        "responsibilities",
        r"responsibilit|dut(?:y|ies)|accountabilit|functions|scope of work|what you(?:'ll"
        r"| will) do|expectations|key tasks|main tasks",
        r"responsib|dut(?:y|ies)|accountab|expected to do|supposed to do"
        r"|what do i (?:actually )?do|in charge of|tasks|my job to",
    ),
    Topic(
        "leadership",
        r"leadership|mentor|people management",
        r"mentor|lead(?:ing|ership)?\b|manage people|direct reports|people manag",
    ),
    Topic(
        "governance",
        r"governance|compliance|quality responsibilit",
        r"governance|complian|polic(?:y|ies)|privacy|regulat",
    ),
    Topic(
        "daily",
        r"\bdaily|day[- ]to[- ]day|typical day",
        r"\bdaily\b|every ?day|each day|day[- ]to[- ]day|typical day|normal day|day look",
    ),
    Topic(
        "weekly",
        r"\bweekly|typical week",
        r"\bweekly\b|every week|each week|typical week|in a week|week look|per week",
    ),
    Topic(
        "monthly",
        r"monthly|quarterly",
        r"\bmonthly\b|quarterly|every (?:month|quarter)|each (?:month|quarter)|once a (?:month"
        r"|quarter)",
    ),
    Topic(
        "meetings",
        r"meetings?|rituals?|ceremon|cadence",
        r"meetings?|rituals?|ceremon|stand-?ups?|syncs?\b|1:1|one[- ]on[- ]one",
    ),
    Topic(
        "incidents",
        r"incident|emergency|escalation,|on-?call|out of hours",
        r"incident|emergenc|on-?call|out of hours|pager|urgent",
    ),
    Topic(
        "deliverables",
        r"deliverable|outputs?|artifacts?|artefacts?|work products?",
        r"deliverable|deliver\b|outputs?|produce|hand (?:in|over)|artifacts?|artefacts?"
        r"|work products?",
    ),
    Topic(
        "goals_30",
        r"\b30[- ]?days?|first (?:30|month)|month (?:1|one)\b|first four weeks",
        r"\b30[- ]?days?|first (?:30|month\b)|(?:1|one|a)[ -]month\b|month (?:1|one)\b"
        r"|first four weeks|onboard",
    ),
    Topic(
        "goals_60",
        r"\b60[- ]?days?|month (?:2|two)\b",
        r"\b60[- ]?days?|two[ -]months?|2[ -]?months?|second month|month (?:2|two)\b",
    ),
    Topic(
        "goals_90",
        r"\b90[- ]?days?|first quarter|month (?:3|three)\b|(?:3|three) months",
        r"\b90[- ]?days?|three[ -]months?|3[ -]?months?|third month|month (?:3|three)\b"
        r"|first quarter|probation",
    ),
    Topic(
        "goals_180",
        r"\b(?:6|six)[- ]months?|180[- ]?days?|half[- ]year",
        r"\b(?:6|six)[- ]?" + MONTH + r"|180[- ]?days?|half[- ]?(?:a )?year|month (?:6|six)\b",
    ),
    Topic(
        "goals_365",
        r"\b(?:12|twelve)[- ]months?|first year|year (?:1|one)|annual (?:goal|objective)",
        r"\b(?:12|twelve)[- ]?"
        + MONTH
        + r"|(?:first|one|1|a)[ -]year\b(?!s)|year one|end of (?:the |my )?(?:first )?year"
        r"|annual(?:ly)? (?:goal|objective)",
    ),
    Topic(
        "goals_long",
        r"long[- ]term|(?:18|24|36)\b.*months?|beyond",
        r"long[- ]?(?:term|run)|18|36 months|beyond (?:the )?(?:first )?(?:year|12)|years? down",
    ),
    Topic(
        "goals",
        r"\bgoals?|objectives?|milestones?|first days",
        r"\bgoals?\b|objectives?|milestones?|should (?:i|have|be) .*(?:done|achiev)|achieve"
        r"|by (?:the end of )?(?:day|month|week)",
    ),
    Topic(
        "success",
        r"success (?:definition|criteria|profile)|high performance|what good looks"
        r"|performance expectations|excel",
        r"success|high perform|great (?:at|in)|good looks like|outstanding|excel\b|top perform"
        r"|doing well|well in this",
    ),
    Topic(
        "kpis",
        r"\bkpis?|metrics?|measures?|indicators?|targets?|scorecard(?! dim)|performance measures",
        r"\bkpis?\b|metrics?|measured?|target|benchmark|indicator|threshold|judged|evaluated on"
        r"|rate\b|score\b|how (?:often|frequently).*(?:measured|reviewed|tracked)",
    ),
    Topic(
        "skills_must",
        r"must[- ]have|required (?:technical )?skills|essential|minimum"
        r"|core (?:technical )?skills|core competenc",
        r"must[- ]have|required|essential|need to know|mandatory|minimum|critical skill"
        r"|have to know",
    ),
    Topic(
        "skills_nice",
        r"good[- ]to[- ]have|nice[- ]to[- ]have|preferred|desirable|bonus",
        r"nice[- ]to[- ]have|good[- ]to[- ]have|preferred|desirable|bonus|optional skill|a plus",
    ),
    Topic(
        "skills_advanced",
        r"advanced|expert[- ]level",
        r"advanced|expert",
    ),
    Topic(
        "skills_future",
        r"emerging|future skills",
        r"emerging|future skill|next (?:2|two|few|five)|upcoming skill",
    ),
    Topic(
        "skills",
        r"skills?|competenc|abilities|knowledge|capabilit|person specification|languages"
        r"|frameworks",
        r"skills?|competenc|know\b|knowledge|proficien|abilit|good at|learn|language|framework"
        r"|technolog",
    ),
    Topic(
        "soft_skills",
        r"soft skills?|behaviou?r|interpersonal|values|attributes|personal qualities",
        r"soft[- ]?skills?|behaviou?r|interpersonal|personalit|character|people skills?|traits?"
        r"|attitude",
    ),
    Topic(
        "tools",
        r"tools?|platforms?|software|systems|equipment|technolog|stack",
        r"tools?\b|software|platforms?|systems?\b|stack|apps?\b|use for|equipment|librar(?:y|ies)",
    ),
    Topic(
        "environment",
        r"environment|infrastructure|tech stack|architecture$|data environment|setting",
        r"environment|infrastructure|stack|cloud|set-?up|hardware|compute",
    ),
    Topic(
        "delivery_model",
        r"delivery model|agile|sdlc|scale|complexity|operating model|methodolog",
        r"agile|sprint|sdlc|delivery model|scale|complex|scrum",
    ),
    Topic(
        "team",
        r"team (?:topology|structure|size)|organi[sz]ation(?:al)? structure|where (?:the"
        r"|this) role sits|the team",
        r"team (?:topology|structure|size|set)|sit(?:s)? in|which team|org chart|structured"
        r"|how big",
    ),
    Topic(
        "stakeholders",
        r"stakeholders?|collaborat|works? with|interfaces?|relationships?|interaction|partners",
        r"stakeholder|work(?:s|ing)? with|collaborat|partner|interact|deal with|counterpart"
        r"|touch ?points?",
    ),
    Topic(
        "stakeholders_internal",
        r"internal (?:stakeholders?|relationships?|contacts?|partners)",
        r"internal",
    ),
    Topic(
        "stakeholders_external",
        r"external (?:stakeholders?|relationships?|contacts?|partners)",
        r"external|outside (?:the )?(?:company|organi[sz]ation)|vendor|academi|customer",
    ),
    Topic(
        "peers",
        r"peer roles?",
        r"\bpeers?\b|same level as",
    ),
    Topic(
        "upstream",
        r"upstream|dependenc|inputs",
        r"upstream|depend|rely on|relies on|need from|blocked",
    ),
    Topic(
        "downstream",
        r"downstream|consumers?|customers of",
        r"downstream|consum|who uses|hand(?:ed|s)? (?:off|over) to|goes to",
    ),
    Topic(
        "reporting",
        r"report(?:s|ing)(?: to| line)?|line manage",
        r"report(?:s|ing)? to|boss\b|line manager|manager\b|supervis|who (?:is|s) (?:my|above)"
        r"|answer(?:s|able)? to",
    ),
    Topic(
        "escalation",
        r"escalat",
        r"escalat|go to (?:if|when)|conflict|who do i (?:call|tell|ask)|stuck|raise",
    ),
    Topic(
        "decisions",
        r"decision|authority|rights|delegat|powers?|privileges|may decide|approv|mandate",
        r"decid|decision|authorit|approv|sign[- ]?off|permission|allowed|may (?:i|an?|the)"
        r"|can (?:i|an?|the|they|we)\b|say in|veto|final say|right to|power|delegat"
        r"|without asking|on my own",
    ),
    Topic(
        "decide_alone",
        r"independent|autonom|can decide|alone|own authority",
        r"independent|on (?:my|their|his|her) own|alone|without (?:asking|approval|permission"
        r"|sign)|autonom|by (?:my|them)sel",
    ),
    Topic(
        "decide_team",
        r"(?:requires?|requiring|needs?) (?:team|peer|senior)|team approval",
        r"team approv|peer|team (?:has|need)|agree(?:ment)? (?:of|with|from) (?:the )?team"
        r"|group approv|leads? approv",
    ),
    Topic(
        "decide_manager",
        r"(?:manager|director|executive)",
        r"manager|director|executive|boss|leadership approv|higher up|upper management",
    ),
    Topic(
        "authority_areas",
        r"budget|vendor|architecture|hiring|procurement|spend|financial",
        r"budget|spend|vendor|hir(?:e|ing)|architectur|procure|money|purchase|buy|expens",
    ),
    Topic(
        "experience",
        r"experience|qualification|background|requirements|criteria|eligib|person specification",
        r"experience|qualif|background|requirement|need to (?:get|apply|qualify|be)|eligib"
        r"|do i need|to become|apply",
    ),
    Topic(
        "experience_years",
        r"years",
        r"years|how long|how much experience|seniority|yrs",
    ),
    Topic(
        "education",
        r"education|degree|academic",
        r"education|degree|phd|doctorate|master|\bms\b|bachelor|diploma|university|college|studi"
        r"|study",
    ),
    Topic(
        "certifications",
        r"certif|licen[cs]|training|registration",
        r"certif|licen[cs]e|training|accredit|registration|course",
    ),
    Topic(
        "prior_roles",
        r"prior|previous|feeder|background(?:s)? (?:commonly|seen)|entry routes?",
        r"prior|previous|come from|feeder|before (?:this|joining|becoming)|backgrounds?|former"
        r"|worked as|where do people",
    ),
    Topic(
        "domain",
        r"domain|industry knowledge|subject",
        r"domain|speciali[sz]|subject matter|field|area of expertise",
    ),
    Topic(
        "leadership_experience",
        r"leadership experience|management experience",
        r"leadership experience|managed? (?:people|a team|anyone)|management experience",
    ),
    Topic(
        "career_next",
        r"next (?:likely )?(?:roles?|steps?)|career (?:path|progress|ladder|option)|progression"
        r"|promotion path|moves",
        r"next (?:role|step|job|level|position)|career|promot|progress|grow|move (?:up|into|on)"
        r"|after (?:this|being)|where (?:can|could|do) .* go|come(?:s)? (?:after|next)|advance",
    ),
    Topic(
        "career_adjacent",
        r"adjacent|lateral|alternative",
        r"adjacent|lateral|sideways|switch|alternative|other paths?|pivot",
    ),
    Topic(
        "promotion",
        r"promotion|advancement|readiness",
        r"promot|next level|level up|move up|get to (?:senior|staff|principal)|become",
    ),
    Topic(
        "evolution",
        r"evolves?|over time|trajectory",
        r"evolve|over time|change over|year (?:1|2|3|two|three)|trajectory|mature",
    ),
    Topic(
        "challenges",
        r"challenges?|difficult|risks?\b",
        r"challeng|difficult|hard(?:est)?\b|tough|struggle|tricky|risks?",
    ),
    Topic(
        "bottlenecks",
        r"bottlenecks?|constraints?|blockers?",
        r"bottleneck|slow(?:s|ed)? (?:down|me)|blockers?|hold(?:s|ing)? (?:up|back)|constraint",
    ),
    Topic(
        "antipatterns",
        r"anti-?patterns?|avoid|pitfalls?|don'?ts",
        r"anti-?pattern|avoid|should(?: not|n'?t)|pitfall|bad habit|mistakes?|don'?t",
    ),
    Topic(
        "underperformance",
        r"underperform|failure|poor performance|why .* fail",
        r"underperform|fail|poor(?:ly)?|struggl|bad at|not (?:doing|succeed)",
    ),
    Topic(
        "business_risks",
        r"(?:business )?risks? if|ineffective|impact of failure|consequences",
        r"ineffective|business risk|happens if|consequence|cost of|company (?:lose|suffer)"
        r"|goes wrong",
    ),
    Topic(
        "variants",
        r"variants?|by (?:company|industry|geograph|region)|vs\.? |versus|contexts?",
        r"variant|differ(?:s|ent)? (?:in|at|by|between)|depend(?:s|ing) on|startup|start-up"
        r"|enterprise|regulated|geograph|country|region|industry|company size|small company"
        r"|large company|consult",
    ),
    Topic(
        "automation",
        r"automat|\bai\b.*(?:impact|change)|ai /|future of",
        r"automat|\bai\b.*(?:chang|replac|impact|take)|replac|copilot|human[- ]critical"
        r"|stay human|machines?\b",
    ),
    Topic(
        "human_critical",
        r"human[- ]critical|remain human",
        r"human|can'?t be automated|cannot be automated|remain",
    ),
    Topic(
        "interview",
        r"interview|assess|hiring (?:evaluation|process|criteria)|selection|recruit",
        r"interview|hiring|candidate|assess|recruit|selection|applicant",
    ),
    Topic(
        "exercises",
        r"exercise|case stud|task|practical",
        r"exercise|case stud|coding (?:test|screen|task)|take[- ]home|test (?:do|will)|practical",
    ),
    Topic(
        "signals_strong",
        r"strong (?:candidate )?(?:signals?|performance)|green flags?",
        r"strong (?:candidate|signal)|green flag|impress|good (?:candidate|sign)|positive sign"
        r"|stand out",
    ),
    Topic(
        "signals_weak",
        r"weak (?:candidate )?signals?|warning",
        r"weak (?:candidate|signal)|warning|bad sign|concerning",
    ),
    Topic(
        "red_flags",
        r"red flags?",
        r"red flags?|deal ?breaker|disqualif|rule out|reject",
    ),
    Topic(
        "scorecard_dimensions",
        r"scorecard dimensions?|dimensions?|rubric|rating",
        r"scorecard|dimension|rubric|weight(?:ing|ed|s)?|graded|rating",
    ),
    Topic(
        "scorecard",
        r"(?:final )?role scorecard|scorecard summary|summary table",
        r"scorecard|top (?:10|ten)|one[- ]pager",
    ),
    Topic(
        "pay",
        r"pay|salar|compensation|remunerat|benefits|grade|band",
        r"pay\b|paid|salar|compensation|earn|wage|remunerat|bonus|benefits|grade\b|band\b|perks"
        r"|stock",
    ),
    Topic(
        "hours",
        r"hours|shift|working (?:time|pattern)|location|rota",
        r"hours|shift|remote|work from home|wfh|part[- ]time|location|office|rota\b|holiday"
        r"|vacation|leave\b|overtime|weekend",
    ),
    Topic(
        "term",
        r"term|tenure|duration|election|appointment|eligibility|nomination",
        r"term\b|elect|vote|voting|appoint|nominat|tenure|how long .* serve|seat|quorum|majorit",
    ),
    Topic(
        "removal",
        r"remov|inactiv|emerit|terminat|resign|step(?:ping)? down|no[- ]confidence",
        r"remov|inactiv|emerit|kicked|fired|resign|step(?:ping)? down|lose (?:my|the|their)"
        r"|no[- ]confidence|expel|vacan",
    ),
)


OPENING = 3
"""Signs at the beginning of an alternative by which most topics are passed over."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A topic's compiled patterns; `openings` are what `asked` begins with, if that is known."""

    name: str
    heading: re.Pattern[str]
    asked: re.Pattern[str]
    openings: frozenset[str]


@cache
def _patterns() -> tuple[Pattern, ...]:
    """Every topic's patterns, on first use.

    They are for texts in lower case: that takes a quarter of the time of ignoring it.
    """
    return tuple(
        Pattern(
            topic.name,
            re.compile(topic.heading),
            re.compile(topic.asked),
            openings_of(topic.asked),
        )
        for topic in TOPICS
    )


def openings_of(pattern: str) -> frozenset[str]:
    """The first `OPENING` letters of each alternative; none at all if one may begin otherwise."""
    alternatives, depth = [""], 0
    for sign in pattern:
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and not depth:
            alternatives.append("")
        else:
            alternatives[-1] += sign
    plain = [re.match(r"(?:\\b)?([a-z ]*)(?![?*{])", each) for each in alternatives]
    found = frozenset(match[1][:OPENING] for match in plain if match)
    return found if all(len(opening) == OPENING for opening in found) else frozenset()


@lru_cache(maxsize=65_536)
def topics_of_heading(heading: str) -> frozenset[str]:
    """The topics that a heading opens."""
    text = heading.lower()
    return frozenset(each.name for each in _patterns() if each.heading.search(text))


def topics_asked(question: str) -> frozenset[str]:
    """The topics that a question may be about, by its words alone."""
    text = question.lower()
    openings = {text[i : i + OPENING] for i in range(len(text))}
    return frozenset(
        each.name
        for each in _patterns()
        if not (each.openings and openings.isdisjoint(each.openings)) and each.asked.search(text)
    )
