"""Every sentence that the bot itself says: plain, short, never blaming, the same everywhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bot.model import Reason
from knowledge.decision_rights.model import Part
from knowledge.standing import State
from knowledge.titles import is_role_noun

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

SOMEBODY = "the owner of the role documents"
"""Whom to ask where no document names its owner."""

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
    ask = owner or SOMEBODY
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


BODY = re.compile(
    r"\b(?:board|committee|council|team|group|panel|department|office)s?$", re.IGNORECASE
)


def a_role(title: str) -> str:
    """A role in a sentence: `an Associate`, `the Safety Committee`."""
    if not title:
        return "somebody in this role"
    if BODY.search(title):
        return f"the {title}"
    return f"{'an' if title[0] in 'AEIOU' else 'a'} {title}"


def by_whom(approver: str) -> str:
    """Whose agreement it takes, in a sentence: `the Plant Manager`, `a manager or director`."""
    bare = re.sub(r"^(?:the )?(?:agreement|approval|consent|permission) of ", "", approver)
    names = [name.strip() for name in bare.split("/") if name.strip()]
    named = listed(names, "or")
    if not names or re.match(r"(?:an?|the|any|one|two|their|its|somebody)\b", named):
        return named or "somebody else"
    if names[0][0].isupper():
        return f"the {named}"
    words = names[0].split()
    person = any(word == "colleague" or is_role_noun(word) for word in (words[0], words[-1]))
    return f"a {named}" if person and not _is_plural(named) else named


def _is_plural(named: str) -> bool:
    """Whether names take a verb in the plural."""
    return bool(re.search(r"\band\b|\b[a-z]+(?<!s)s$", named)) and " or " not in named


def verdict(
    level: str, role: str, approver: str, condition: str = "", *, answers: bool = True
) -> str:
    """The verdict in one sentence; `level` is one of the contract's.

    It opens with yes or no where that `answers` the question as it was put.
    """
    who = a_role(role)
    whom = by_whom(approver)
    on = f", {condition[0].lower()}{condition[1:]}" if condition else ""
    decides, does = ("decide", "do") if _is_plural(whom) else ("decides", "does")
    agreed = f"{whom} first" if "review" in whom else f"{whom} to agree first"
    sentences = {
        "independent": f"Yes: {who} may decide this alone{on}.",
        "team_approval": f"No, not alone: {who} needs {agreed}{on}.",
        "manager_approval": f"No, not without approval: {who} needs the approval of {whom}{on}.",
        "recommend_only": f"No: {who} may propose this or give advice; {whom} {decides}.",
        "not_authorized": f"No: this is not for {who} to decide; {whom} {does}."
        if approver
        else f"No: the documents rule this out for {who}.",
        "conflict": f"The documents disagree on whether {who} may do this. They say both:",
    }
    sentence = sentences[level]
    return sentence if answers or level == "conflict" else _capital(sentence.split(": ", 1)[1])


def beyond(role: str) -> str:
    """Say that an amount is more than a role may decide on."""
    return f"No, not alone: that is more than {a_role(role)} may decide on."


def not_specified(role: str, sections: Sequence[str], owner: str) -> str:
    """Say that the documents leave a decision open, which is no yes."""
    quoted = [f"“{section}”" for section in sections]
    looked = f" I looked at {listed(quoted)}." if quoted else ""
    ask = owner or SOMEBODY
    return (
        f"The documents do not say whether {a_role(role)} may do this, so don’t take it as a yes."
        f"{looked} You could ask {ask}."
    )


def nearest(role: str) -> str:
    """Say that the documents leave a decision open, and announce what they say that is nearest."""
    return (
        f"The documents do not say whether {a_role(role)} may do this, so don’t take it as a yes."
        " What comes nearest:"
    )


def standing(title: str, state: State, day: date | None) -> str:
    """Say that a document that is cited may no longer hold."""
    on = f"{day.day} {day:%B %Y}" if day else ""
    match state:
        case State.SUPERSEDED:
            return f"Note: “{title}” says that it has been superseded."
        case State.DRAFT:
            return f"Note: “{title}” is a draft."
        case State.OVERDUE:
            return f"Note: “{title}” was due for review{f' by {on}' if on else ''}."
        case State.UNREVIEWED:
            return (
                f"Note: “{title}” was last due for a review long ago{f', by {on}' if on else ''}."
            )


def decider(holder: str) -> str:
    """Say who decides."""
    whom = by_whom(holder)
    return f"{_capital(whom)} {'decide' if _is_plural(whom) else 'decides'}."


PARTS = {
    Part.DECIDES: "decides",
    Part.AGREES: "has to agree",
    Part.PROPOSES: "proposes",
    Part.CONSULTED: "is consulted",
    Part.PERFORMS: "carries it out",
    Part.INFORMED: "is informed",
    Part.EXCLUDED: "has no part",
}
"""What a holder does in a decision."""


def part_taken(part: Part, names: Sequence[str]) -> str:
    """Say who takes a part that was asked for, such as being consulted."""
    verbs = {
        Part.CONSULTED: ("is consulted", "are consulted"),
        Part.INFORMED: ("is informed", "are informed"),
    }
    one, many = verbs.get(part, ("is responsible", "are responsible"))
    whom = listed([by_whom(name) for name in names])
    return f"{_capital(whom)} {one if len(names) == 1 and not _is_plural(whom) else many}."


def takes_part(agree: Sequence[str], propose: Sequence[str], consulted: Sequence[str]) -> str:
    """Say who else takes part in a decision; empty if nobody does."""
    parts = [
        f"{listed(names)} {verb}"
        for names, verb in (
            (agree, "must agree" if len(agree) != 1 else "has to agree"),
            (propose, "may propose"),
            (consulted, "are consulted" if len(consulted) != 1 else "is consulted"),
        )
        if names
    ]
    return f"{_capital('; '.join(parts))}." if parts else ""


def _capital(text: str) -> str:
    """A sentence's beginning."""
    return text[:1].upper() + text[1:]


SUPPORTED = "The passages say so."
"""Why a sentence is supported."""

NOTHING_STATED = "The sentence states nothing."
NO_PASSAGES = "There is no passage to support it."


def contradicts(kind: str, said: str, wanted: str) -> str:
    """Say what a sentence changes of its passage."""
    if kind == "figure":
        return f"No passage has the figure “{said}”."
    if not wanted:
        return f"The passages do not say “{said}” here."
    if not said:
        return f"The passages say “{wanted}” here, and the sentence does not."
    return f"It says “{said}” where the passages say “{wanted}”."


def not_in_passages(missing: Sequence[str]) -> str:
    """Say what of a sentence no passage has."""
    if not missing:
        return "The passages have its words, but do not say this."
    return f"The passages do not have {listed([f'“{word}”' for word in missing])}."
