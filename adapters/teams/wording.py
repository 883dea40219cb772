"""What only Teams shows: labels of its cards, buttons and dialogs. Sentences are elsewhere.

Answers are worded in `bot.wording`, what all chat platforms say in `adapters.wording`.
"""

from __future__ import annotations

LOOKING = "Looking in the role documents …"
INTERRUPTED = (
    "I was restarted while I sent this answer. If it does not stand above, please ask again."
)
SENT_TO_YOU = (
    "The answer rests on a document that not everybody here may read, so I have sent it to the "
    "asker alone."
)
ASK_ME_ALONE = (
    "The answer rests on a document that not everybody here may read. Please ask me in our own "
    "chat."
)
ASKED = "You asked:"
PASSAGE = "Passage"
DOCUMENT = "Document"
READ_IN_DOCUMENT = "Read in the document"
COMPARE = "Compare"
COMPARE_ROLES = "Compare two roles"
FIRST_ROLE = "First role"
SECOND_ROLE = "Second role"
TOPIC = "Topic (may stay empty)"
FEEDBACK = "Your feedback"
MORE = "Anything to add? (may stay empty)"
SEND = "Send"
ON_ITS_WAY = "The answer is on its way."
NO_PASSAGE = "This passage is no longer in the documents, or not for you to read."
NOTHING_FOUND = "Nothing was found for that."
TOO_SLOW = "That took too long. Please try again."
UNKNOWN_ACTION = "I do not know that button. Please ask me in words."
ROLE = "Role"
ACTION = "Action"
DECIDES = "Decides"
AGREES = "Has to agree"
KEPT_BY = "Kept by"
AS_OF = "As of"

LEVELS = {
    "independent": "May decide alone",
    "team_approval": "Needs the agreement of others",
    "manager_approval": "Needs approval",
    "recommend_only": "May propose, not decide",
    "not_authorized": "Not theirs to decide",
    "conflict": "The documents disagree",
    "not_specified": "The documents do not say",
}
"""A verdict's level in a few words."""


def more_lines(count: int) -> str:
    """Say that an answer goes on in the documents."""
    return f"… and {count} more; the documents have them all."


def more_rows(count: int) -> str:
    """Say that a table goes on."""
    return f"… and {count} more to compare; ask about one of them."


def as_of(day: str) -> str:
    """The day of a document's last review, as a keyword."""
    return f"as of {day}"
