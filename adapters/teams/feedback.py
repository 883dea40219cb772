"""Votes on answers: the form that asks why, and every form in which Teams brings the answer.

Comes in: the value of a `message/fetchTask` or `message/submitAction`. Goes out: a form, or whether
it helped and why. Nothing is stored here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from adapters import wording as shared
from adapters.teams import wording
from adapters.teams.adaptive import Json, adaptive, heading
from adapters.teams.text import clipped, plain

LONGEST_REASON = 1000
LIKE, DISLIKE = "like", "dislike"


def reaction_in(value: object) -> bool | None:
    """Whether the thumb is up; None where there is none in it."""
    reaction = _action(value).get("reaction")
    return {LIKE: True, DISLIKE: False}.get(str(reaction).lower())


def reason_in(value: object) -> str:
    """What was ticked and written: in a form, as JSON in a text, as the plain text itself."""
    given = _action(value).get("feedback")
    if isinstance(given, str):
        given = _unwrapped(given)
    if isinstance(given, Mapping):
        parts = [given.get("reason"), given.get("feedbackText") or given.get("text")]
        said = ": ".join(plain(str(part)) for part in parts if part)
    else:
        said = plain(str(given or ""))
    return clipped(said, LONGEST_REASON)


def reference_in(value: object) -> str:
    """The answer's reference, which the custom form carries; empty in any other."""
    given = _action(value).get("feedback")
    if isinstance(given, str):
        given = _unwrapped(given)
    return str(given.get("reference") or "") if isinstance(given, Mapping) else ""


def form(*, up: bool, reference: str) -> Json:
    """The form that asks what was good, or what was wrong."""
    body: list[Json] = [heading(wording.FEEDBACK)]
    if not up:
        body.append(
            {
                "type": "Input.ChoiceSet",
                "id": "reason",
                "label": shared.WHY_NOT,
                "style": "expanded",
                "choices": [{"title": said, "value": key} for key, said in shared.REASONS],
            }
        )
    body.append(
        {
            "type": "Input.Text",
            "id": "feedbackText",
            "label": wording.MORE,
            "isMultiline": True,
            "maxLength": LONGEST_REASON,
        }
    )
    send = {"type": "Action.Submit", "title": wording.SEND, "data": {"reference": reference}}
    return adaptive(body, [send])


def _action(value: object) -> Mapping[str, Any]:
    """What was done: `actionValue`, which may be JSON in a text, in `data` or on its own."""
    if isinstance(value, str):
        value = _unwrapped(value)
    if not isinstance(value, Mapping):
        return {}
    inside = value.get("data") if isinstance(value.get("data"), Mapping) else value
    action = inside.get("actionValue") if isinstance(inside, Mapping) else None
    if isinstance(action, str):
        action = _unwrapped(action)
    return action if isinstance(action, Mapping) else {}


def _unwrapped(text: str) -> object:
    """What a text holds: JSON, JSON in JSON, or itself."""
    found: object = text
    for _ in range(2):
        if not isinstance(found, str):
            break
        try:
            found = json.loads(found)
        except ValueError:
            break
    return found
