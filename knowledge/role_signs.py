"""What shows that a text describes a role, whatever the noun of its title.

Comes in: a document whose clauses name no roles. Goes out: the title by which it calls itself a
role's (`role: Baker`, `Job title: …`, `Role profile – …`), and whether a heading is a title because
what stands under it is what is said of roles: duties, whom it reports to, what it may decide. The
usual nouns of roles are `titles`' matter; nothing here needs to know them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from knowledge.agent_nouns import NO_AGENTS, is_agent_title, one_of
from knowledge.model import BlockKind, Clause, RoleDocument
from knowledge.role_words import ABSTRACT, OTHER_PAPERS, PERSONAL, TELLING, kinds_of
from knowledge.title_lines import (
    ANNOUNCED_AFTER,
    ANNOUNCING,
    LABEL,
    PAPER_NAME,
    TOP,
    labelled,
    top_lines,
)
from knowledge.titles import (
    BODIES,
    GRADE,
    GRADE_CODE,
    NUMBERING,
    SMALL,
    bare,
    heading_title,
    is_role_noun,
)

ROLE_KEYS = ("role", "position", "job title", "role title", "position title", "post title")
PAPER_SAYS = re.compile(
    r"\b(?:this|the) (?:policy|procedure|guideline|guide|standard|handbook|process|charter) "
    r"(?:\w+ )?(?:applies|sets|says|explains|describes|covers|is|tells|outlines|defines)\b",
    re.IGNORECASE,
)
PEOPLE = re.compile(
    r"\b(?:roles?|jobs|posts|positions|staff|crew|people|trades|who does what)\b", re.IGNORECASE
)
ASKING = re.compile(
    r"what (?:does |is )?(?:an?|the|our) (?P<title>.+?)(?: does| do)?\s*\??", re.IGNORECASE
)
PIECES = re.compile(r"\s*[|·:]\s*|,\s+|\s+[/–—-]\s+")
VERBS = frozenset(
    """may must can cannot never not will would should shall could we you they it our your who what
    when where why how whom which decides decide needs need reports report works is are be no yes
    if then only also all every each any more most new other others anyone everyone everybody
    nobody""".split()
)
ANSWERS = re.compile(
    r"\b(?:[Yy]ou (?:report|answer)|(?:[Tt]he|[Tt]his) (?:\w+ ){1,5}?(?:reports|answers"
    r"|is (?:accountable|answerable|responsible|line[- ]managed)))(?: directly)? (?:to|by)"
    r" (?:the|your|an?) [A-Z]"
    r"|\b[A-Z]\w+ is your (?:boss|(?:line )?manager)\b"
)
"""A sentence that says whom somebody reports to."""
WORD = re.compile(r"[^\W\d_][\w'’/&.+-]*|&")


def stated_title(document: RoleDocument) -> str:
    """The title that a document gives as its role's, of whatever noun, or nothing.

    In its metadata, in a line near the top, or in a heading that announces a description of one.
    """
    about = {re.sub(r"[_-]", " ", key): value for key, value in document.metadata.items()}
    for key in ROLE_KEYS:
        if title := _named(about.get(key, ""), spelt=key != "role"):
            return title
    headings = [section.path[-1] for section in document.sections[:TOP]]
    for i, text in enumerate((document.title, *headings[:2])):
        if (title := _announced(text)) or (title := _after_paper(text, headings[i:][:1])):
            return title
    lines = [title for line in labelled(top_lines(document)) if (title := _named(line))]
    lines += [title for clause in document.clauses[:TOP] if (title := _in_line(clause))]
    return next(iter(lines), "")


def described_title(
    document: RoleDocument,
    texts: Sequence[str],
    file_name: str,
    named: Callable[[str], bool] = lambda _title: False,
) -> str:
    """The one of `texts`, or the file's name, that what the document is divided by makes a title.

    A part of a text, and a file's name, need the noun of one who does something. Usual titles are
    found elsewhere, and leave nothing to be told here. A title that is `named` as a role's
    elsewhere needs nothing else.
    """
    if any(PAPER_SAYS.search(clause.text) for clause in document.clauses[:TOP]):
        return ""
    themes = _themes(document, 0, len(document.text), "")
    if any(map(heading_title, texts)):
        return ""
    usual = heading_title(file_name.title())
    able = [
        (text in texts, title)
        for text in (*texts, "" if usual else file_name.title())
        for piece in PIECES.split(bare(text))
        if (title := plausible(piece))
        and (is_agent_title(title) or (text in texts[:2] and piece == bare(text)))
    ]
    for stands, title in sorted(able, key=lambda each: not is_agent_title(each[1])):
        if (stands and named(title)) or _tells(title, themes):
            return title
    return ""


def parts_described(
    document: RoleDocument, known: Mapping[tuple[str, ...], str]
) -> dict[tuple[str, ...], str]:
    """The paths of sections that describe a role each by what stands under them, with its title.

    `known` are those of sections whose headings are titles anyhow. Among them, and under a heading
    that speaks of people, the noun of one who does something needs no more than the like under it.
    """
    able = {
        section.path: title
        for section in document.sections
        if section.path not in known and (title := plausible(section.path[-1]))
    }
    spans = {section.path: section for section in reversed(document.sections)}
    told = {
        path: title
        for path, title in able.items()
        if _tells(title, _themes(document, spans[path].start, spans[path].end, path[-1]))
    }
    agents = {path: title for path, title in able.items() if is_agent_title(title)}
    return told | {
        path: title
        for path, title in agents.items()
        if _is_like_others(document, path, {**known, **told}, agents)
    }


def plausible(text: str) -> str:
    """The text as a role's title, if it can be one: a short phrase that names no other paper."""
    name = re.sub(r"\s*\(.*?\)$", "", GRADE_CODE.sub("", bare(NUMBERING.sub("", text)))).strip()
    asked = ASKING.fullmatch(name)
    name = asked["title"] if asked else re.sub(r"^(?:[Tt]he|[Aa]n?) ", "", name)
    place = name.find(" at ")
    if place > 0 and is_agent_title(name[:place]):
        name = name[:place]
    words = name.split()
    if not 1 <= len(words) <= 6 or not all(WORD.fullmatch(word) for word in words):
        return ""
    lower = [word.lower() for word in words]
    if {*lower} & ((SMALL - {"of", "the", "and", "in", "for"}) | VERBS) or len(name) < 3:
        return ""
    if GRADE.match(words[-1]):
        base = plausible(" ".join(words[:-1]))
        return f"{base} {words[-1]}" if is_agent_title(base) else ""
    noun = name.partition(" of ")[0].split()[-1].lower()
    agent = is_agent_title(name)
    if not (agent or is_role_noun(noun)) and (
        noun in OTHER_PAPERS
        or noun.removesuffix("s") in OTHER_PAPERS | BODIES
        or ABSTRACT.fullmatch(noun)
        or one_of(noun) != noun
        or {*lower} & {"and", "&", "for", "in", "the"}
    ):
        return ""
    if noun in OTHER_PAPERS | BODIES:
        return ""
    return _as_title(name, one=agent)


def _as_title(name: str, *, one: bool) -> str:
    """A title with a capital, and not in capitals all through; its noun in the singular."""
    if name.isupper() and len(name) > 4:
        name = name.title()
    head, of, rest = name.partition(" of ")
    if one:
        *before, noun = head.split()
        head = " ".join([*before, one_of(noun)])
    return f"{head[:1].upper()}{head[1:]}{of}{rest}"


def _named(text: str, *, spelt: bool = True) -> str:
    """The title that is stated in so many words, `spelt` with a capital unless its noun tells."""
    title = heading_title(text) or plausible(text)
    return title if title and (not spelt or text[:1].isupper() or is_agent_title(title)) else ""


def _announced(text: str) -> str:
    """The title in a heading such as `Role profile – Baker`, `Baker (job description)`."""
    text = bare(text)
    if match := ANNOUNCING.match(text):
        return _first_named(text[match.end() :])
    if match := ANNOUNCED_AFTER.search(text):
        title = _first_named(text[: match.start()])
        return title if heading_title(title) or is_agent_title(title) else ""
    return ""


def _first_named(text: str) -> str:
    """The title in the first piece of a text that is cut by signs."""
    return next((title for piece in PIECES.split(text) if (title := _named(piece))), "")


def _after_paper(text: str, follows: Sequence[str]) -> str:
    """The title in the heading after one that says no more than `Job description`."""
    title = "".join(map(plausible, follows)) if PAPER_NAME.fullmatch(bare(text)) else ""
    return title if is_agent_title(title) else ""


def _in_line(clause: Clause) -> str:
    """The title that a line gives: `Job title: Baker`, a row of that name, `Role profile: …`."""
    if len(clause.cells) == 2:
        label = clause.cells[0].strip(" :").lower()
        return _named(clause.cells[1]) if label in ROLE_KEYS else ""
    if clause.kind is BlockKind.ROW:
        return ""
    match = LABEL.match(clause.text)
    return _named(match["title"]) if match else _announced(clause.text.rstrip("."))


def _themes(document: RoleDocument, start: int, end: int, heading: str) -> list[str]:
    """What a stretch of text is divided by: headings, labels, first cells of pairs."""
    found = [
        section.path[-1]
        for section in document.sections
        if start <= section.start < end and section.path[-1] != heading
    ]
    for clause in document.clauses:
        if not start <= clause.start < end:
            continue
        if len(clause.cells) == 2 and not clause.columns:
            found.append(clause.cells[0])
        elif len(clause.cells) == 2:
            found += [clause.cells[0], clause.columns[0]]
        elif label := re.match(r"[A-Z][\w'’ -]{2,40}(?=:)|Reports to\b", clause.text):
            found.append(label[0])
        elif ANSWERS.search(clause.text):
            found.append("reports to")
    return [bare(text).lower() for text in found]


def _tells(title: str, themes: Sequence[str]) -> bool:
    """Whether themes are those of a role's description; a noun of no one's needs more of them."""
    noun = title.partition(" of ")[0].split()[-1].lower()
    kinds = [kinds_of(theme) for theme in themes]
    telling = {kind for found in kinds for kind in found & {*TELLING}}
    common = {kind for found in kinds for kind in found - {*TELLING}}
    agent = is_agent_title(title)
    if (noun in NO_AGENTS and not agent) or not kinds:
        return False
    if agent or is_role_noun(noun):
        return bool(telling) or "responsibilities" in common or len(common) > 1
    most = 2 * sum(map(bool, kinds)) >= len(kinds)
    return most and bool(telling & PERSONAL) and len(telling | common) > 1


def _is_like_others(
    document: RoleDocument,
    path: tuple[str, ...],
    roles: Mapping[tuple[str, ...], str],
    agents: Mapping[tuple[str, ...], str],
) -> bool:
    """Whether a section stands among those of two roles, and is divided as one of them."""
    above = path[-2] if len(path) > 1 else document.title
    people = PEOPLE.search(above)
    among = {**roles, **agents} if people else roles
    beside = [other for other in among if other[:-1] == path[:-1] and other != path]
    divided = [
        {section.path[-1].lower() for section in document.sections if section.path[:-1] == one}
        for one in (path, *beside)
    ]
    own, *theirs = divided
    return len(beside) > (not people) and any(own & other or not (own or other) for other in theirs)
