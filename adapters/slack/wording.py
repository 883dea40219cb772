"""What only Slack shows: labels of buttons and windows, and where to find things."""

from __future__ import annotations

from collections.abc import Sequence

from bot.wording import listed

SOURCES = "From the documents"
SHOW_PASSAGES = "Show passages"
SHARE = "Share in channel"
HELPFUL = "Helpful"
NOT_HELPFUL = "Not helpful"
CHOOSE_ROLE = "Choose a role"
CHOOSE_YOURS = "Choose your role"
SHOW_ROLE = "Show a role"
IN_SECTION = "In its section"
MATTER = "What"
CLOSE = "Close"
SEND = "Send"
PASSAGES = "Passages"
PASSAGE = "Passage"
FEEDBACK = "What was wrong?"
IN_YOUR_WORDS = "In your own words, if you like"
COMPARE = "Compare two roles"
FIRST_ROLE, SECOND_ROLE = "First role", "Second role"
TOPIC = "Topic, if only one matters"
TOPIC_HINT = "For example: KPIs, experience, decision rights"
TYPE_A_ROLE = "Type a part of its title"
HOME = "What your role documents say"
YOUR_ROLE = "Your role"
NO_ROLE = "Not set: choose it, and “what are my goals” is answered for it."
ROLES = "Roles"
RECENT = "Your last questions"
PROMPTS = "Ask about a role"
LOOKING = "is looking it up in the role documents …"
ONLY_YOU = "Only you can see this: it rests on a passage that not everybody may read."
NOT_SHARED = "There is nothing in this that everybody may read, so I have not shared it."
NOT_IN_CHANNEL = "I am not in this channel; invite me there, then share it again."
INTERRUPTED = (
    "I was restarted while I sent you this answer. If you do not see it, please ask again."
)
GONE = "I no longer keep this answer. Please ask again."
NO_PASSAGES = "No passage of this answer can be shown to you."
CHANGED = "The document has changed since; this passage no longer stands in it."
SAME_ROLE = "Choose another role than the first."
NOTHING_SAID = "Remit has no text to show for this."
MORE_LINES = "… and more than fits here; the passages have the rest."


def shared_by(user: str, question: str) -> str:
    """Say who shared an answer, and to what question; the user is an id that Slack resolves."""
    return f"<@{user}> asked: {question}"


def more_sources(count: int) -> str:
    """Say that there are more citations than fit."""
    return f"… and {count:,} more passages"


def more_rows(count: int) -> str:
    """Say that a table goes on."""
    return f"… and {count:,} more rows; ask about one of them."


def kept_by(as_of: str, owner: str) -> str:
    """Say when a document was last reviewed, and who keeps it; empty if neither is known."""
    return " · ".join(part for part in (f"as of {as_of}" if as_of else "", owner) if part)


def comparing(first: str, second: str, topic: str) -> str:
    """The question that the window for comparing asks."""
    roles = listed([f"the {first}", f"the {second}"])
    return f"Compare {roles}{f' on {topic}' if topic else ''}"


def token_refused(name: str, word: str) -> str:
    """Say which token Slack refuses, and with which word."""
    return f"Slack refuses the token of {name} ({word}); copy it anew from the app's settings."


def scopes_missing(scopes: Sequence[str]) -> str:
    """Say which scopes the token lacks."""
    return (
        f"The bot's token lacks {listed(scopes)}; put them into the app's manifest and install the "
        "app again."
    )


def unreachable(url: str) -> str:
    """Say that Slack does not answer."""
    return f"{url} cannot be reached; see whether this machine may connect to Slack."
