"""What only the web surface says; sentences that all surfaces share stand in `bot.wording`."""

from __future__ import annotations

BADGES = {
    "independent": "May decide alone",
    "team_approval": "With the team’s agreement",
    "manager_approval": "With approval",
    "recommend_only": "May propose",
    "not_authorized": "Not theirs to decide",
    "not_specified": "Not in the documents",
    "conflict": "The documents disagree",
    "abstained": "Not in the documents",
    "clarify": "Which role?",
    "refused": "Not a question about roles",
}
"""An answer's verdict, or its status where it has none, in two or three words."""

SAME_ROLE = "That is the same role twice; choose another one."
TOO_LARGE = "That is more than the server takes at once; send at most 64 KB."
NO_JSON = "The request is not JSON."
NOT_FOUND = "There is nothing at this address."
NO_DOCUMENT = "There is no such document any more; it may have been renamed or removed."
NO_ROLE = "There is no such role any more; it may have been renamed or removed."
NO_ANSWER = "There is no such answer any more, or it was not given to you."
NOT_OPENED = "That token does not open this page."
UNAUTHORISED = "This address needs its token."
PUSH_TOO_LARGE = "That is more than is taken at once; push at most 64 MB."
PUSH_TOO_SLOW = "The documents took too long to arrive; please push them again."
WRONG_METHOD = "This address does not take that method."
FAILED = "Something went wrong here, and it was not your question."


def bad_field(field: str, wrong: str) -> str:
    """Say which part of a request is not as it should be."""
    return f"`{field}` is not as expected: {wrong[:1].lower()}{wrong[1:].rstrip('.')}."


def nothing_to_compare(topic: str) -> str:
    """Say that the documents of two roles have nothing on a topic, or nothing at all."""
    about = f" on “{topic}”" if topic else ""
    return f"The documents have nothing{about} to compare of these two."


def failed(reference: str) -> str:
    """Say that answering failed, with the number that the log has too."""
    return f"{FAILED} Please try again; the reference is {reference}."


def away(reference: str) -> str:
    """Say that nothing can be remembered just now, with the number that the log has too."""
    return f"Remit cannot answer just now. Please try again soon; the reference is {reference}."
