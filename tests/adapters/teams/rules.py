"""What in a message Teams would refuse, cut or lose without a word.

Comes in: the JSON of an activity as it goes on the wire. Goes out: one sentence for each rule that
it breaks. The layout keeps them by construction; the connector of these tests asks here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from adapters.teams.limits import (
    ABSTRACT,
    CARD_ACTIONS,
    CARD_VERSION,
    CITATIONS,
    KEYWORD,
    KEYWORDS,
    NAME,
    utf16_bytes,
)

MESSAGE_BYTES = 80 * 1024
"""As UTF-16. Teams refuses above some 100 KB; what it adds itself must fit between."""

SUGGESTED_ACTIONS = 6
REFRESH_USERS = 60
INFORMATIVE = 1000
MARK = re.compile(r"\[(\d+)\]")
ICONS = frozenset(
    "Microsoft Word|Microsoft Excel|Microsoft PowerPoint|Microsoft OneNote|Microsoft SharePoint"
    "|Microsoft Visio|Microsoft Loop|Microsoft Whiteboard|Adobe Illustrator|Adobe Photoshop"
    "|Adobe InDesign|Adobe Flash|Sketch|Source Code|Image|GIF|Video|Sound|ZIP|Text|PDF".split("|")
)
ELEMENTS = frozenset(
    "ActionSet Column ColumnSet Container Input.ChoiceSet Input.Text RichTextBlock Table TextBlock"
    " TextRun TableRow TableCell".split()
)
"""Element types of this product's cards; all of them are known to version 1.5."""


def problems(activity: Mapping[str, Any]) -> list[str]:
    """What Teams would refuse, cut or show wrongly; empty for a good activity."""
    return [
        *_size(activity),
        *_entities(activity),
        *_suggestions(activity),
        *(found for each in activity.get("attachments") or () for found in _attachment(each)),
    ]


def _size(activity: Mapping[str, Any]) -> Iterator[str]:
    """The whole message, and that something stands in it."""
    size = utf16_bytes(activity)
    if size > MESSAGE_BYTES:
        yield f"the message has {size} bytes of UTF-16"
    if activity.get("type") == "message" and not (
        activity.get("text") or activity.get("attachments")
    ):
        yield "the message is empty"


def _entities(activity: Mapping[str, Any]) -> Iterator[str]:
    """The citations: one root, each number marked in the text, each field within its limit."""
    entities = activity.get("entities") or ()
    roots = [each for each in entities if each.get("type") == "https://schema.org/Message"]
    if len(roots) > 1:
        yield "more than one schema.org/Message entity"
    for entity in entities:
        if len(entity) == 1:
            yield f"an entity lost its fields: {entity}"
    marked = {int(n) for n in MARK.findall(activity.get("text") or "")}
    for root in roots:
        if (root.get("@type"), root.get("@context")) != ("Message", "https://schema.org"):
            yield "the schema.org/Message entity lacks @type or @context"
        if root.get("additionalType", ["AIGeneratedContent"]) != ["AIGeneratedContent"]:
            yield "additionalType is not AIGeneratedContent"
        claims = root.get("citation") or ()
        if len(claims) > CITATIONS:
            yield f"{len(claims)} citations"
        positions = [claim.get("position") for claim in claims]
        if len(set(positions)) != len(positions):
            yield "two citations have one position"
        for claim in claims:
            yield from _claim(claim, marked)


def _claim(claim: Mapping[str, Any], marked: set[int]) -> Iterator[str]:
    """One citation."""
    if claim.get("@type") != "Claim" or claim.get("position") not in marked:
        yield f"citation {claim.get('position')} is not marked in the text"
    shown = claim.get("appearance", {})
    if shown.get("@type") != "DigitalDocument" or not shown.get("name", "").strip():
        yield "a citation has no name"
    keywords = shown.get("keywords") or ()
    texts = [("name", shown.get("name", ""), NAME), ("abstract", shown.get("abstract"), ABSTRACT)]
    texts += [("keyword", keyword, KEYWORD) for keyword in keywords]
    for what, text, most in texts:
        if not 0 < _units(text or "") <= most:
            yield f"a citation's {what} has {_units(text or '')} characters"
    if len(keywords) > KEYWORDS:
        yield f"{len(keywords)} keywords"
    if not shown.get("url", "https://").startswith(("https://", "http://")):
        yield "a citation's url is not absolute"
    if shown.get("image", {}).get("name", "Text") not in ICONS:
        yield "a citation's icon is none of the list"


def _suggestions(activity: Mapping[str, Any]) -> Iterator[str]:
    """Suggested actions: in one-to-one chats, beside text alone."""
    actions = (activity.get("suggestedActions") or {}).get("actions") or ()
    if len(actions) > SUGGESTED_ACTIONS:
        yield f"{len(actions)} suggested actions"
    if actions and activity.get("attachments"):
        yield "suggested actions beside a card are not shown"
    kind = (activity.get("conversation") or {}).get("conversationType", "personal")
    if actions and kind != "personal":
        yield "suggested actions are not shown outside one-to-one chats"
    for action in actions:
        if action.get("type") != "imBack" or not action.get("title") or not action.get("value"):
            yield f"a suggested action that Teams does not show: {action}"


def _attachment(attachment: Mapping[str, Any]) -> Iterator[str]:
    """An attachment, which here is always an Adaptive Card."""
    if attachment.get("contentType") != "application/vnd.microsoft.card.adaptive":
        yield f"an attachment of type {attachment.get('contentType')}"
        return
    yield from card_problems(attachment.get("content") or {})


def card_problems(card: Mapping[str, Any]) -> Iterator[str]:
    """What in an Adaptive Card Teams would not show."""
    if (card.get("type"), card.get("version")) != ("AdaptiveCard", CARD_VERSION):
        yield "a card that is not of version 1.5"
    if not card.get("body") and not card.get("actions"):
        yield "an empty card"
    if len((card.get("refresh") or {}).get("userIds") or ()) > REFRESH_USERS:
        yield "a card refreshes for more than 60 people"
    yield from _elements(card.get("body") or ())
    yield from _actions(card.get("actions") or ())


def _elements(elements: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Elements with what is in them."""
    for element in elements:
        kind = element.get("type")
        if kind not in ELEMENTS:
            yield f"an unknown element {kind}"
        if kind in {"TextBlock", "TextRun"} and not element.get("text"):
            yield f"an empty {kind}"
        if kind == "Table" and any(
            len(row["cells"]) != len(element["columns"]) for row in element["rows"]
        ):
            yield "a table's row has another number of cells than the table"
        for inner in ("items", "columns", "rows", "cells", "inlines"):
            if kind == "Table" and inner == "columns":
                continue
            yield from _elements(element.get(inner) or ())
        yield from _actions(element.get("actions") or ())


def _actions(actions: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Buttons: few enough, titled, and `Action.Execute` with its fallback."""
    if len(actions) > CARD_ACTIONS:
        yield f"{len(actions)} buttons in one row"
    for action in actions:
        if not action.get("title"):
            yield "a button without a title"
        match action.get("type"):
            case "Action.Execute":
                if (action.get("fallback") or {}).get("type") != "Action.Submit":
                    yield "Action.Execute without a fallback to Action.Submit"
            case "Action.OpenUrl":
                if not str(action.get("url")).startswith(("https://", "http://")):
                    yield "a button opens no absolute address"
            case "Action.Submit":
                pass
            case other:
                yield f"an unknown action {other}"


def _units(text: str) -> int:
    """A text's length as Teams counts it, in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
