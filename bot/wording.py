"""Every sentence that the bot itself says: plain, short, never blaming, the same everywhere."""

from __future__ import annotations

from collections.abc import Sequence

from bot.model import Reason

REFUSALS = {
    Reason.EMPTY: "There was no question in that. Ask me something about a role, for example: "
    "“What are the goals for the first 90 days?”",
    Reason.TOO_LONG: "That is longer than I can read at once. Please ask in a sentence or two.",
    Reason.NO_WORDS: "I could not find any words in that. Ask me something about a role, for "
    "example: “Who approves a vendor?”",
    Reason.OTHER_LANGUAGE: "I can only read English questions, because the role documents are in "
    "English. Please ask again in English.",
    Reason.ORDER: "I only answer questions about roles, from the organisation’s role documents. I "
    "can’t do anything else.",
    Reason.SMALL_TALK: "I answer questions about roles, from the organisation’s role documents. "
    "Ask me, for example, what a role is responsible for or who approves what.",
}

NOT_SAID = "The documents do not say."
"""What a side lacks, in a table."""

SAME = "The same for all of them:"
"""Announces what does not tell roles apart."""

SEE_ALSO = "Also related:"
"""Announces passages that may be meant as well."""


def listed(names: Sequence[str], last: str = "and") -> str:
    """Names in a sentence: `A`, `A and B`, `A, B and C`."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def which_role(titles: Sequence[str]) -> str:
    """Ask which role is meant."""
    return f"That differs by role. Which one do you mean: {listed(titles, 'or')}?"


def which_of_many(count: int, titles: Sequence[str]) -> str:
    """Ask which role is meant where there are too many to list."""
    return (
        f"That differs by role, and I know {count} of them. Which one do you mean, for example "
        f"{listed(titles, 'or')}?"
    )


def unknown_role(name: str, titles: Sequence[str]) -> str:
    """Say that no document describes a role, and which ones there are."""
    known = f" I know: {listed(titles)}." if titles else ""
    return f"The documents do not say: none of them describes the role “{name}”.{known}"


def silence(role: str, sections: Sequence[str], owner: str) -> str:
    """Say that the documents do not answer, where that was looked for, and whom to ask."""
    about = f" about the {role}" if role else ""
    quoted = [f"“{section}”" for section in sections]
    looked = f" I looked at {listed(quoted)}." if quoted else ""
    ask = owner or "the owner of the document"
    return f"The documents do not say this{about}.{looked} You could ask {ask}."


def section_lead(role: str, heading: str) -> str:
    """Announce what follows: a list from one section."""
    if not heading:
        return f"{role}:" if role else "From the documents:"
    return f"{role} – {heading}:" if role else f"{heading}:"


def more(count: int) -> str:
    """Say that a list goes on in its section."""
    return f"… and {count} more in that section."


def more_rows(count: int) -> str:
    """Say that a comparison goes on."""
    return f"… and {count} more to compare; ask about one of them."


def not_said_of(titles: Sequence[str]) -> str:
    """Say of which roles the documents leave something out."""
    return f"… of this the documents do not say anything for the {listed(titles, 'or')}."
