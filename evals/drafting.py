"""What people asked in vain, as cases that the owner of the documents finishes.

In: receipts and votes, the library as it is now. Out: a draft for each question that met silence or
was voted down, anonymised: without asker, conversation and time, and with whatever looks like a
person's name, an address or an id masked. A draft is no case yet: its key `todo` says what is to be
added, and a case file with it is refused.

Masking finds patterns, not people: a first name in lower case stays, and a word with a capital that
no document has is taken for a name. So the owner reads every draft, which the first `todo` says.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.memory.model import CitedClause, Receipt, Vote
from bot.model import Status
from knowledge.lexical import words
from knowledge.model import Library

NAME, ADDRESS, ID = "[name]", "[address]", "[id]"

ADDRESSES = re.compile(r"(?:https?://|www\.)\S+|[\w.+'-]+@[\w-]+(?:\.[\w-]+)+|\+?\d[\d ()/-]{6,}\d")
"""Web and e-mail addresses, telephone numbers."""

IDS = re.compile(
    r"<[@#!][^>]*>|<at>.*?</at>|\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|(?<!\w)@[\w.-]+"
    r"|\b[UWTCDGB][A-Z0-9]{7,}\b|\b(?=\w*\d)(?=\w*[A-Za-z])\w{9,}\b|\b\d{6,}\b"
)
"""Mentions and ids of the chat platforms, GUIDs, handles, numbers of staff."""

CALLED = re.compile(
    r"(?P<before>\b(?:(?i:my name is|i['’]?m called|mrs?|ms|mx|dr|prof|dear|regards)[.,]?)\s+)"
    r"(?P<name>[^\W\d_]+(?:[ -][A-Z][^\W\d_]+)*)"
)
"""Where a name follows in whatever letters, unless it is a word of the documents."""

CAPITALISED = re.compile(r"\b[A-Z][^\W\d_]+(?:['’-][A-Z]?[^\W\d_]+)*\b")
PLAIN = frozenset(
    """i i'm i’m the a an and or not just only here there new still looking asking curious what who
    whom whose which where when why how may can could should must is are was were do does did will
    would has have had am if in on at by for from to of with about please thanks hi hello dear tell
    show list give explain compare describe name any my our your their his her its it he she they we
    you this that these those as so but also yes no ok monday tuesday wednesday thursday friday
    saturday sunday january february march april june july august september october november
    december english mr mrs ms mx dr prof""".split()
)
"""Words that begin questions with a capital, or follow `I am`, and name nobody."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A question as it was put, masked, with how often it met silence or was voted down and why.

    `told` are the passages from which it was answered, without those that are restricted.
    """

    question: str
    roles: tuple[str, ...]
    status: Status
    silent: int
    voted_down: int
    reasons: tuple[str, ...]
    told: tuple[CitedClause, ...]
    library: str

    @property
    def id(self) -> str:
        """A name that tells nothing of who asked, the same each time."""
        digest = hashlib.sha256(f"{self.library}\n{self.question}".encode()).hexdigest()
        return f"draft-{digest[:8]}"


def draft_cases(
    receipts: Iterable[Receipt], votes: Iterable[Vote], library: Library, name: str
) -> tuple[Draft, ...]:
    """Give the drafts, the most frequent first; `name` is what cases call the library."""
    against: dict[str, list[str]] = defaultdict(list)
    for vote in votes:
        if not vote.up:
            against[vote.reference].append(vote.reason.strip())
    mask = Mask(library)
    alike: dict[str, list[Receipt]] = defaultdict(list)
    for receipt in sorted(receipts, key=lambda one: (one.at, one.reference)):
        if receipt.status is Status.ABSTAINED or receipt.reference in against:
            alike[" ".join(words(receipt.question))].append(receipt)
    drafts = [_draft(same, against, mask, name) for same in alike.values()]
    return tuple(sorted(drafts, key=lambda one: (-one.silent - one.voted_down, one.id)))


def as_lines(drafts: Sequence[Draft]) -> str:
    """Give drafts as JSON Lines with the keys of a case, as far as they are known."""
    lines = (json.dumps(_as_case(draft), ensure_ascii=False) + "\n" for draft in drafts)
    return "".join(lines)


def in_words(drafts: Sequence[Draft]) -> str:
    """Say how many drafts there are, and what is next."""
    if not drafts:
        return "Nothing to draft: every question was answered, and nobody voted an answer down."
    return f"{len(drafts)} to finish: add what `todo` names, remove it, and read for names."


class Mask:
    """Takes out of a text what may say who somebody is."""

    def __init__(self, library: Library) -> None:
        """Take the library: a word that stands in its documents is nobody's name."""
        texts = (document.text for document in library.documents)
        titles = (word for role in library.roles for word in (role.title, *role.aliases))
        self._known = PLAIN.union(*map(words, texts), *map(words, titles))

    def __call__(self, text: str) -> str:
        """The text in one line, masked."""
        masked = IDS.sub(ID, " ".join(text.split()))
        masked = ADDRESSES.sub(ADDRESS, masked)
        masked = CALLED.sub(self._called, masked)
        return re.sub(
            r"\[name\](?:[ -]\[name\])+", NAME, CAPITALISED.sub(self._capitalised, masked)
        )

    def _called(self, match: re.Match[str]) -> str:
        first = match["name"].split()[0]
        return match[0] if self._is_known(first) else f"{match['before']}{NAME}"

    def _capitalised(self, match: re.Match[str]) -> str:
        return match[0] if self._is_known(match[0]) else NAME

    def _is_known(self, word: str) -> bool:
        """Whether a word, or what it is inflected from, is the documents' or everybody's."""
        bare = re.sub(r"['’]s$", "", word.casefold())
        return bool({bare, bare.removesuffix("s"), f"{bare}s"} & self._known)


def _draft(same: Sequence[Receipt], against: dict[str, list[str]], mask: Mask, name: str) -> Draft:
    latest = same[-1]
    silent = [one for one in same if one.status is Status.ABSTAINED]
    reasons = (mask(reason) for one in same for reason in against.get(one.reference, ()) if reason)
    return Draft(
        question=mask(same[0].question),
        roles=latest.roles,
        status=latest.status,
        silent=len(silent),
        voted_down=sum(one.reference in against for one in same),
        reasons=tuple(dict.fromkeys(reasons)),
        told=tuple(cited for cited in latest.citations if not cited.restricted),
        library=name,
    )


def _as_case(draft: Draft) -> dict[str, object]:
    """Give what of a case is known, `todo` for the rest; `expect` is what the bot did."""
    answered = draft.status is Status.ANSWERED
    counts = ((draft.silent, "met with silence"), (draft.voted_down, "voted down"))
    note = [f"{what} {count} times" for count, what in counts if count]
    note += [f"“{reason}”" for reason in draft.reasons]
    todo = ["read for names of people", "say whether `expect` is right, and `kind`"]
    if answered:
        todo.append("replace what was cited in `gold` by what should have been; add `points`")
    else:
        todo.append("if the documents do say: `answered`, with `gold` and `points`")
    if not draft.roles:
        todo.append("a follow-up lacks its `history`")
    gold = [
        {
            "document": cited.document,
            "role": cited.role,
            "section": cited.section[-1] if cited.section else "",
            "quote": cited.quote,
        }
        for cited in draft.told
    ]
    return {
        "id": draft.id,
        "library": draft.library,
        "kind": "lookup" if answered else "unanswerable",
        "question": draft.question,
        "expect": draft.status.value,
        "gold": gold if answered else [],
        "split": "dev",
        "note": "; ".join(note),
        "todo": todo,
    }
