"""What the chat platforms say in the same words; sentences of answers are `bot.wording`'s."""

from __future__ import annotations

from collections.abc import Sequence

from bot.wording import listed

HELP_HEADLINE = "Ask me about roles"
HELP_INTRODUCTION = (
    "I answer from the organisation’s role documents, word for word, and show the passage that "
    "each sentence stands on. Where the documents do not say, I say so."
)
COMMANDS = (
    ("ask QUESTION", "an answer with its passages; without “ask” it is the same"),
    ("role ROLE", "what the documents have on a role"),
    ("decide “ROLE” ACTION", "whether a role may do something"),
    ("who ACTION", "who decides something, across all roles"),
    ("compare ROLE and ROLE", "two roles side by side; add “on” and a topic"),
    ("roles", "all roles"),
    ("iam ROLE", "tell me your role, so that “what are my goals” works"),
    ("forget me", "delete what I keep of you"),
)
"""Each call as it is typed, and what it does."""

FORGOTTEN = "Done: I have deleted what I kept of you, and I no longer know your role."
NO_ROLE_YET = "You have not told me your role. Say, for example, “iam Research Scientist”."
BUSY = "Many questions are waiting just now. Please ask again in a minute."
LIMITED = "That was a lot of questions in a short time. Please ask again in a minute."
WHY_NOT = "What was wrong with it?"
REASONS = (
    ("wrong_passage", "The passage does not answer it"),
    ("wrong_role", "It is about another role"),
    ("incomplete", "Something is missing"),
    ("outdated", "The document is out of date"),
    ("other", "Something else"),
)
"""Why an answer was no help: what is stored, and what is shown."""


def failed(reference: str) -> str:
    """Say that answering failed, with the number that the log has too."""
    return (
        "Something went wrong here, and it was not your question. Please ask again; the reference "
        f"is {reference}."
    )


def your_role(title: str) -> str:
    """Say which role somebody said to have."""
    return f"Your role is {title}. “My goals” and the like are now answered for it."


def no_such_role(name: str) -> str:
    """Say that no document describes a role."""
    return f"No document describes a role called “{name}”. Which one do you mean?"


def unclear_role(name: str, titles: Sequence[str]) -> str:
    """Say that a name may mean several roles."""
    return f"“{name}” may mean {listed(titles, 'or')}. Which one do you mean?"


def roles_headline(count: int) -> str:
    """Announce the roles."""
    return f"{count:,} role{'' if count == 1 else 's'}"


def more_roles(count: int) -> str:
    """Say that the list of roles goes on."""
    return f"… and {count:,} more; ask for one by its name."


def more_sections(count: int) -> str:
    """Say that the list of a role's sections goes on."""
    return f"… and {count:,} more; ask about one of them."
