"""The lines at the top of a document, and the role's title that a line is or gives.

Comes in: a document whose clauses name no roles, or one line. Goes out: the lines that stand before
its first prose, and the title in a line: all of it, or what follows a paper's name, its number, or
a label (`Statement of post: Farrier`, `JD-7: Farrier`). What prose says is no matter here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from knowledge.agent_nouns import is_agent_title
from knowledge.model import BlockKind, RoleDocument
from knowledge.titles import NUMBERING, bare, heading_title, is_body

TOP = 8
"""Headings and clauses from the first on in which a document may say whose it is."""

WORDS = 12
"""How many words a line that is no prose has at most."""

_POST = r"(?:job|role|position|post)"
_PAPER = (
    rf"(?:{_POST} (?:description|profile|specification|card|definition|blueprint|statement"
    r"|standard|outline|summary|brief|instruction|charter|remit|mandate)"
    r"(?: (?:and|&) person specification)?"
    r"|(?:statement|description|definition|outline|summary|particulars|specification)"
    r" of (?:the |an? )?(?:job|role|position|post|office|appointment|functions?|duties))"
)
PAPER_NAME = re.compile(_PAPER, re.IGNORECASE)
"""What a paper that describes one role is called."""

_NUMBER = r"(?:\s+(?:no\.? ?|ref\.? ?)?[A-Z]{0,5}[-/.]?\d[\w/.-]*)?"
ANNOUNCING = re.compile(
    rf"{_PAPER}{_NUMBER}\s*(?::|\s[|–—-]|\sfor(?: an?| the)?\b|\sof(?: an?| the)\b)\s*",
    re.IGNORECASE,
)
ANNOUNCED_AFTER = re.compile(
    rf"(?:\s*[,:|–—-]\s+|\s+\(?)(?:{_PAPER}|\((?:job|role|position|post)\)|JD)\)?$", re.IGNORECASE
)
LABEL = re.compile(
    r"(?:job|role|position|post)(?: title| name)?\s*[:–—-]\s+(?P<title>\S.*?)"
    r"(?=[.;]|\s+(?-i:[A-Z])\w*(?: (?-i:[a-z])\w*){0,2}:|$)",
    re.IGNORECASE,
)
LABEL_ALONE = re.compile(
    rf"{_POST}(?: title| name)?\s*:?|title(?: of (?:the )?{_POST})?\s*:?", re.IGNORECASE
)
SOMEBODY_ELSE = re.compile(
    r"(?:(?:reports?|reporting|answers?|answerable|accountable|responsible) (?:directly )?to"
    r"|line manager|(?:\w+ )?(?:managed|supervised|led|approved|prepared|issued|signed|owned"
    r"|written|reviewed|agreed) by)\s*:?"
    r"|(?:manager|supervisor|superior|deputy|owner|author|contact|from|to|cc)\s*:",
    re.IGNORECASE,
)
"""What stands before the name of somebody whose document it is not."""

REPORTING = re.compile(
    r"\b(?:report(?:s|ing)?|answers?|answerable|accountable|responsible) (?:directly )?to\b"
    r"|\b(?:managed|led|supervised|headed|overseen) by\b",
    re.IGNORECASE,
)


def top_lines(document: RoleDocument) -> list[str]:
    """The short lines before a document's first prose or list, headings among them, in order.

    Rows are left out, and so is who is named after `Reports to` and the like.
    """
    lines = [(s.start, s.path[-1], BlockKind.HEADING) for s in document.sections[:TOP]]
    lines += [(clause.start, clause.text, clause.kind) for clause in document.clauses[:TOP]]
    texts = []
    for _, text, kind in sorted(lines)[:TOP]:
        if kind is BlockKind.ITEM:
            break
        if kind is not BlockKind.ROW:
            texts.append(text)
    return [texts[i] for i in _places(texts)]


def first_title(texts: Sequence[str]) -> int:
    """The index of the first of a text's lines that is a role's title; -1 where none is."""
    for i in _places(texts):
        if line_title(texts[i]) or is_agent_line(after_paper(texts[i])):
            return i
    return -1


def _places(texts: Sequence[str]) -> Iterator[int]:
    """The indices of the lines before the first prose, without those who are somebody else."""
    before = ""
    for i, text in enumerate(texts):
        if _is_prose(text):
            return
        if not SOMEBODY_ELSE.fullmatch(before.strip()):
            yield i
        before = text


def labelled(lines: Sequence[str]) -> Iterator[str]:
    """What follows a label for the role's title, on its line or on the next."""
    for line, after in pairwise((*lines, "")):
        if match := LABEL.match(line):
            yield match["title"]
        elif LABEL_ALONE.fullmatch(line) and after:
            yield after


def line_title(line: str) -> str:
    """The title of a post that a line is, or gives after a paper's name or number, or nothing.

    Of two languages, the one whose words are known.
    """
    text = after_paper(line)
    title = heading_title(text)
    parts = [heading_title(part) for part in re.split(r"\s+[/|–—-]\s+", text)]
    if len(parts) > 1 and len(told := [part for part in parts if part]) == 1:
        title = told[0]
    return "" if is_body(title) else title


def after_paper(line: str) -> str:
    """A line without the paper's name or number that announces a title; nothing without a title.

    What another label introduces is no title.
    """
    text = bare(NUMBERING.sub("", line))
    if match := ANNOUNCING.match(text):
        return text[match.end() :]
    if match := ANNOUNCED_AFTER.search(text):
        return text[: match.start()]
    label, colon, rest = text.rpartition(": ")
    if colon:
        return rest if re.search(r"\d", label) else ""
    return "" if text.endswith(":") else text


def is_agent_line(line: str) -> bool:
    """Whether a line of a few words may be a trade's name, as far as its last noun tells."""
    words = re.split(r"\s+[/|–—-]\s+", line)[-1].split()
    cased = all(word[0].isupper() or word in {"of", "and", "the", "&"} for word in words)
    return 1 < len(words) <= 5 and cased and is_agent_title(" ".join(words))


def _is_prose(text: str) -> bool:
    """Whether a text is a sentence rather than a line of a title page."""
    words = text.split()
    return len(words) > WORDS or (len(words) > 3 and text[-1] in ".!;")
