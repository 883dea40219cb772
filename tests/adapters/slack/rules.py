"""Slack's rules for blocks and views, for the strict server; they raise Slack's word for a fault.

The numbers are written down apart from those of `adapters.slack.limits`, so that one error is not
made on both sides.
"""

from __future__ import annotations

import json
from typing import Any

Json = dict[str, Any]


class Refused(Exception):
    """A call that Slack does not take; its text is Slack's word for why."""


LONGEST = {
    "section": 3000,
    "header": 150,
    "button": 75,
    "option": 75,
    "placeholder": 150,
    "label": 2000,
    "title": 24,
    "context": 2000,
}
IN_MESSAGE = {
    "section": {"text", "fields", "accessory", "expand"},
    "divider": set(),
    "header": {"text"},
    "context": {"elements"},
    "actions": {"elements"},
    "context_actions": {"elements"},
    "rich_text": {"elements"},
    "table": {"rows", "column_settings"},
    "image": {"image_url", "alt_text", "title"},
    "markdown": {"text"},
}
IN_VIEW = {
    name: keys
    for name, keys in IN_MESSAGE.items()
    if name not in {"context_actions", "table", "markdown"}
} | {"input": {"label", "element", "optional", "hint", "dispatch_action"}}
PRESSABLE = {
    "button": {"text", "value", "url", "style", "accessibility_label", "confirm"},
    "static_select": {"placeholder", "options", "initial_option"},
    "external_select": {"placeholder", "initial_option", "min_query_length"},
    "plain_text_input": {"placeholder", "multiline", "max_length", "initial_value"},
    "radio_buttons": {"options", "initial_option"},
    "feedback_buttons": {"positive_button", "negative_button"},
}


def check_message(blocks: list[Json], text: str) -> None:
    """A message as `chat.postMessage` and its siblings take it."""
    if len(text) > 40_000:
        raise Refused("msg_too_long")
    if not blocks and not text.strip():
        raise Refused("no_text")
    if len(blocks) > 50:
        raise Refused("invalid_blocks")
    _blocks(blocks, IN_MESSAGE)
    if sum(map(_shown, blocks)) > 12_000:
        raise Refused("msg_blocks_too_long")
    if sum(block["type"] == "table" for block in blocks) > 1:
        raise Refused("invalid_attachments")


def check_view(view: Json) -> None:
    """A view as `views.open` and its siblings take it."""
    if view.get("type") not in {"modal", "home"} or len(view.get("blocks", [])) > 100:
        raise Refused("invalid_arguments")
    if view["type"] == "modal":
        _plain(view.get("title"), "title")
        if "submit" in view:
            _plain(view["submit"], "title")
        elif any(block["type"] == "input" for block in view["blocks"]):
            raise Refused("invalid_arguments")
        if "close" in view:
            _plain(view["close"], "title")
    elif {"title", "submit", "close"} & set(view):
        raise Refused("invalid_arguments")
    if len(view.get("private_metadata", "")) > 3000 or len(json.dumps(view)) > 250_000:
        raise Refused("invalid_arguments")
    _blocks(view["blocks"], IN_VIEW)


def check_options(options: list[Json]) -> None:
    """The answer to a request for options."""
    if len(options) > 100:
        raise Refused("too many options")
    for option in options:
        _option(option)


def _blocks(blocks: list[Json], known: dict[str, set[str]]) -> None:
    """Each block by its kind, and names that stand once."""
    names: list[str] = []
    for block in blocks:
        kind = block.get("type", "")
        if kind not in known or set(block) - known[kind] - {"type", "block_id"}:
            raise Refused("invalid_blocks")
        if "block_id" in block:
            names.append(block["block_id"])
        _block(kind, block, names)
    if len(names) != len(set(names)) or any(not 0 < len(name) <= 255 for name in names):
        raise Refused("invalid_blocks")


def _block(kind: str, block: Json, names: list[str]) -> None:
    """One block."""
    most = {"context": 10, "actions": 25, "context_actions": 5}.get(kind)
    if most and not 0 < len(block["elements"]) <= most:
        raise Refused("invalid_blocks")
    if kind == "section":
        _text(block["text"], "section")
    elif kind == "header":
        _plain(block["text"], "header")
    elif kind == "context":
        for element in block["elements"]:
            _text(element, "context")
    elif kind in {"actions", "context_actions"}:
        for element in block["elements"]:
            if (element["type"] == "feedback_buttons") != (kind == "context_actions"):
                raise Refused("invalid_blocks")
            _press(element, names)
    elif kind == "input":
        _plain(block["label"], "label")
        _press(block["element"], names)
    elif kind == "rich_text":
        _rich_all(block["elements"], top=True)
    elif kind == "table":
        _table(block)


def _press(element: Json, names: list[str]) -> None:
    """Something to press, choose or type into."""
    kind = element["type"]
    if kind not in PRESSABLE or set(element) - PRESSABLE[kind] - {"type", "action_id"}:
        raise Refused("invalid_blocks")
    if "action_id" in element:
        names.append("action:" + element["action_id"])
    if "placeholder" in element:
        _plain(element["placeholder"], "placeholder")
    if kind == "button":
        _plain(element["text"], "button")
        if len(element.get("value", "")) > 2000 or len(element.get("url", "")) > 3000:
            raise Refused("invalid_blocks")
    if kind in {"static_select", "radio_buttons"}:
        most = 10 if kind == "radio_buttons" else 100
        if not 0 < len(element["options"]) <= most:
            raise Refused("invalid_blocks")
        for option in element["options"]:
            _option(option)
    if kind == "feedback_buttons":
        for name in ("positive_button", "negative_button"):
            _plain(element[name]["text"], "button")
            if not 0 < len(element[name]["value"]) <= 2000:
                raise Refused("invalid_blocks")


def _option(option: Json) -> None:
    """An option."""
    _plain(option["text"], "option")
    if not 0 < len(option["value"]) <= 150:
        raise Refused("invalid_blocks")


def _table(block: Json) -> None:
    """A table."""
    rows = block["rows"]
    if not 0 < len(rows) <= 100 or len({len(row) for row in rows}) != 1:
        raise Refused("invalid_blocks")
    if not 0 < len(rows[0]) <= 20 or len(block.get("column_settings", [])) > 20:
        raise Refused("invalid_blocks")
    for row in rows:
        for cell in row:
            if cell["type"] == "raw_text":
                if not cell["text"]:
                    raise Refused("invalid_blocks")
            elif cell["type"] == "rich_text":
                _rich_all(cell["elements"], top=True)
            else:
                raise Refused("invalid_blocks")
    if _shown(block) > 10_000:
        raise Refused("invalid_blocks")


def _rich_all(elements: list[Json], *, top: bool) -> None:
    """Parts of a rich text."""
    if not elements:
        raise Refused("invalid_blocks")
    for element in elements:
        kind = element["type"]
        if top and kind in {"rich_text_section", "rich_text_quote"}:
            _rich_all(element["elements"], top=False)
        elif top and kind == "rich_text_list":
            if element["style"] not in {"bullet", "ordered"} or not element["elements"]:
                raise Refused("invalid_blocks")
            for item in element["elements"]:
                if item["type"] != "rich_text_section":
                    raise Refused("invalid_blocks")
            _rich_all(element["elements"], top=True)
        elif not top and kind in {"text", "link"}:
            if not element["text"] or (kind == "link" and not 0 < len(element["url"]) <= 3000):
                raise Refused("invalid_blocks")
        elif top or kind not in {"emoji", "user"}:
            raise Refused("invalid_blocks")


def _text(value: Any, name: str) -> None:
    """A text object."""
    if not isinstance(value, dict) or value.get("type") not in {"plain_text", "mrkdwn"}:
        raise Refused("invalid_blocks")
    if not 0 < len(value["text"]) <= LONGEST[name]:
        raise Refused("invalid_blocks")


def _plain(value: Any, name: str) -> None:
    """A plain text object."""
    _text(value, name)
    if value["type"] != "plain_text":
        raise Refused("invalid_blocks")


def _shown(value: Any) -> int:
    """Characters that are shown, in UTF-16."""
    if isinstance(value, list):
        return sum(map(_shown, value))
    if not isinstance(value, dict):
        return 0
    own = value.get("text")
    here = len(own.encode("utf-16-le")) // 2 if isinstance(own, str) else 0
    return here + sum(_shown(each) for each in value.values())
