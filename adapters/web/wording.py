"""What only the web surface says; sentences that all surfaces share stand in `bot.wording`."""

from __future__ import annotations

TOO_LARGE = "That is more than the server takes at once; send at most 64 KB."
NO_JSON = "The request is not JSON."
NOT_FOUND = "There is nothing at this address."
NO_DOCUMENT = "There is no such document any more; it may have been renamed or removed."
WRONG_METHOD = "This address does not take that method."
FAILED = "Something went wrong here, and it was not your question."


def bad_field(field: str, wrong: str) -> str:
    """Say which part of a request is not as it should be."""
    return f"`{field}` is not as expected: {wrong[:1].lower()}{wrong[1:].rstrip('.')}."


def failed(reference: str) -> str:
    """Say that answering failed, with the number that the log has too."""
    return f"{FAILED} Please try again; the reference is {reference}."
