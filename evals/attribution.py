"""Do the passages that a statement cites support it? Citation recall and precision, as in ALCE.

In: an answer in the contract's JSON form, what each citation shows, and a check of a statement
against passages. Out: an `Attribution`, statement by statement, each with its reason. Nothing here
knows what a right answer is: gold passages and facts are `metrics`'.

The definitions are those of ALCE (Gao, Yen, Yu and Chen 2023, https://arxiv.org/abs/2305.14627):
a statement is recalled if all that it cites, together, supports it; a citation is precise if its
statement is recalled and it is not irrelevant, that is, if it supports the statement alone or the
others do not without it. Faithfulness is that of RAGAS (https://arxiv.org/abs/2309.15217): the
statements that all cited passages of the answer support, whichever of them a statement cites.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.model import Status
from bot.support.checking import Support

Json = Mapping[str, Any]
Check = Callable[[str, Sequence[str]], Support]
"""Whether passages together support a statement, and why not."""

MARKS = re.compile(r"(?:\s*\[\d+\])+")
OPENING = re.compile(r"\A(?:yes|no)\b[^:.\n]{0,40}: ", re.IGNORECASE)
"""`No, not alone: …`: the verdict, which is scored by its level; what follows is a statement."""

REMARK = re.compile(r"…|Note: ")
"""What the bot says of its own answer: that a list goes on, that a document may be out of date."""


UNCITED = "it cites nothing"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A statement: whether what it cites supports it, and `reason` says why not.

    `precise` says of each of its citations whether it is precise; empty for an uncited statement.
    `faithful` says whether all the answer's passages together support it.
    """

    statement: str
    supported: bool
    precise: tuple[bool, ...]
    faithful: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """The statements of an answer, judged, in its order; None where there is nothing to score."""

    statements: tuple[Judgement, ...]

    @property
    def recall(self) -> float | None:
        """The share of the statements that are supported by what they cite."""
        return _share([one.supported for one in self.statements])

    @property
    def precision(self) -> float | None:
        """The share of the citations that are precise."""
        return _share([precise for one in self.statements for precise in one.precise])

    @property
    def faithfulness(self) -> float | None:
        """The share of the statements that the answer's passages support."""
        return _share([one.faithful for one in self.statements])


def attribute(answer: Json, passage: Callable[[Json], str], check: Check) -> Attribution | None:
    """Judge the statements of an answer; None if it is no answer, or states nothing.

    `passage` gives the text that a citation shows. A statement whose citation does not exist counts
    as citing that much less. The sentence of a verdict is judged only as far as it cites something:
    whether it is the right one is known from the case, which is better than any check of words.
    """
    if answer["status"] != Status.ANSWERED:
        return None
    shown = {citation["n"]: passage(citation) for citation in answer.get("citations") or ()}
    text = str(answer["text"])
    ruling = text.partition("\n")[0] if answer.get("verdict") else ""
    judged = tuple(
        _judge(statement, cited, [*shown.values()], check)
        for statement, numbers in statements(text)
        if not (cited := [shown[n] for n in numbers if n in shown]) or statement not in ruling
    )
    return Attribution(judged) if judged else None


def statements(text: str) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Give what a text states, part by part, with the numbers that each part cites.

    A part ends with its marks, or with its line. An announcement (`Tools:` above something cited),
    a remark, and the yes or no that opens a verdict state nothing of a document.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    for place, line in enumerate(lines):
        start = 0
        for marks in MARKS.finditer(line):
            said = _stated(line[start : marks.start()])
            if said:
                yield said, tuple(dict.fromkeys(map(int, re.findall(r"\d+", marks[0]))))
            start = marks.end()
        rest = _stated(line[start:])
        announces = line.rstrip().endswith(":") and any(map(MARKS.search, lines[place + 1 :]))
        if rest and not announces and not REMARK.match(rest):
            yield rest, ()


def _stated(part: str) -> str:
    """Give a part without bullet and opening; empty if it has no word."""
    said = OPENING.sub("", part.lstrip(" •*-")).strip()
    return said if re.search(r"\w", said) else ""


def _judge(statement: str, cited: Sequence[str], every: Sequence[str], check: Check) -> Judgement:
    if not cited:
        faithful = bool(every) and check(statement, every).supported
        return Judgement(statement, supported=False, precise=(), faithful=faithful, reason=UNCITED)
    together = check(statement, cited)
    precise = tuple(
        together.supported and _is_relevant(statement, cited, i, check) for i in range(len(cited))
    )
    return Judgement(
        statement,
        supported=together.supported,
        precise=precise,
        faithful=together.supported or check(statement, every).supported,
        reason="" if together.supported else together.reason,
    )


def _is_relevant(statement: str, cited: Sequence[str], place: int, check: Check) -> bool:
    """Whether a citation supports a supported statement alone, or the others do not without it."""
    others = [*cited[:place], *cited[place + 1 :]]
    if not others or check(statement, [cited[place]]).supported:
        return True
    return not check(statement, others).supported


def _share(found: Sequence[bool]) -> float | None:
    return sum(found) / len(found) if found else None
