"""What a column of a table holds, by its name: matters, holders, limits, those above, and so on.

A column's name comes in, the name of its kind goes out. The words are those of delegations of
authority and decision matrices at large.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

COLUMNS: Sequence[tuple[str, re.Pattern[str]]] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("index", r"^(?:no\.?|#|ref\.?|id|nr\.?|item no\.?)$"),
        (
            "above",
            (
                r"\babove\b|\bbeyond\b|\bhigher authority\b|referred to|escalat|over the limit"
                r"|next level|if more|exceed"
            ),
        ),
        ("agrees", r"(?:second|co-?)[ -]?signature|must agree|countersign|^agrees?$"),
        (
            "proposes",
            (
                r"^(?:proposer|proposed by|driver|recommends?(?:er)?|requested by|initiat\w+"
                r"|prepared by)$"
            ),
        ),
        (
            "consulted",
            r"^(?:consult\w*(?: with)?|contributors?|input(?: from)?|advis\w+)$",
        ),
        ("informed", r"^inform\w*(?: to)?$"),
        ("performs", r"^(?:responsible|performs?|executed by|does the work)$"),
        (
            "decides",
            (
                r"^(?:decid(?:es?|ed|er)(?: by)?|accountable|approver|approved by|approves"
                r"|approving (?:officer|authority)|decision[- ]?maker|final (?:say|decision)"
                r"|who (?:decides|approves|says yes|signs(?: off)?|votes)|authori[sz](?:ed by|er)"
                r"|sign(?:ed|s)?[- ]?off(?: by)?|signatory|delegated to|delegate|authority holder"
                r"|approval (?:by|authority)|decision (?:by|owner|rests with)|owner)$"
            ),
        ),
        ("approval", r"\bapproval\b|\bapproved? by\b"),
        (
            "own",
            (
                r"\bwithout (?:further |prior |any )*(?:authority|approval|reference|asking"
                r"|consent)"
                r"|\balone\b|\bmay (?:decide|approve|sign|spend|authori[sz]e)|^you(?:r say)?$"
                r"|\bown authority\b"
            ),
        ),
        (
            "limit",
            (
                r"\blimits?\b|\bamount\b|\bvalue\b|\bthreshold\b|\bmaximum\b|\bband\b|\bceiling\b"
                r"|up to\b"
            ),
        ),
        (
            "say",
            (
                r"^(?:(?:[\w ]+['’]s )?(?:part|own say)|authority|their say|say|power"
                r"|level of authority|permission|right"
                r"|decision right|role in decision)s?$"
            ),
        ),
        (
            "holder",
            (
                r"^(?:role|post|position|who|job|title|holder|officer|delegate|partner|function"
                r"|body|job title)$"
            ),
        ),
        (
            "condition",
            (
                r"condition|remark|note|comment|requirement|special|proviso|needed|guidance"
                r"|^limits? and"
            ),
        ),
        (
            "action",
            (
                r"decision|activity|matter|kind|subject|^what|action|item|task|question|area"
                r"|category|topic|type|process|deliverable|expenditure|transaction|^for$|about"
                r"|purpose|power"
            ),
        ),
    )
)
"""Kinds of columns, the first whose pattern fits a column's name."""


def kind_of_column(name: str) -> str:
    """What a column holds, by its name; empty where the name does not tell."""
    return next((kind for kind, pattern in COLUMNS if pattern.search(name.strip(" :"))), "")
