"""Slack's limits, and what of a message or a view goes beyond them.

Comes in: blocks as they would be sent. Goes out: a list of faults, empty for what Slack takes.
Lengths are counted as UTF-16, which is never less than Slack counts. Slack refuses a message as a
whole for one fault, so this is asked before anything is sent. Sources: Slack's reference of blocks
and elements, and its error messages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

Block = dict[str, Any]
"""A block, an element or a view as JSON."""

ASTRAL = re.compile("[\U00010000-\U0010ffff]")
"""Signs that take two units in UTF-16, such as emoji."""

MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100
MESSAGE_CHARACTERS = 12_000
"""Characters of all texts of a message together; see `markdown` block, which has them alone."""
FALLBACK = 4_000
"""Characters of `text` beside blocks, beyond which Slack advises against."""
SECTION, FIELDS, FIELD = 3_000, 10, 2_000
HEADER = 150
CONTEXT, ACTIONS, CONTEXT_ACTIONS = 10, 25, 5
BUTTON, VALUE, URL = 75, 2_000, 3_000
OPTIONS, OPTION, OPTION_VALUE, PLACEHOLDER = 100, 75, 150, 150
NAME = 255
"""Characters of a `block_id`, an `action_id` or a `callback_id`."""
TABLE_ROWS, TABLE_COLUMNS, TABLE_CHARACTERS = 100, 20, 10_000
LABEL = 2_000
INPUT = 3_000
TITLE, PRIVATE = 24, 3_000
PROMPTS = 4

IN_MESSAGES = frozenset(
    "actions context context_actions divider header image markdown rich_text section table".split()
)
IN_VIEWS = (IN_MESSAGES | {"input"}) - {"context_actions", "markdown", "table"}


def length(text: str) -> int:
    """Characters of a text as UTF-16 code units."""
    return len(text) if text.isascii() else len(text) + len(ASTRAL.findall(text))


def cut(text: str, most: int) -> str:
    """A text, or as many of its words as fit, with an ellipsis."""
    if length(text) <= most:
        return text
    units = text[:most].encode("utf-16-le", "surrogatepass")[: 2 * (most - 1)]
    kept = units.decode("utf-16-le", "ignore")
    words = kept.rpartition(" ")[0].rstrip(" ,;:")
    return (words if len(words) > len(kept) // 2 else kept.rstrip()) + "…"


def characters(blocks: Iterable[Block]) -> int:
    """Characters of all texts of blocks that somebody reads."""
    return sum(_read(block) for block in blocks)


def of_message(blocks: Sequence[Block], text: str) -> list[str]:
    """The faults of a message."""
    return list(_of_message(blocks, text))


def of_view(view: Mapping[str, Any]) -> list[str]:
    """The faults of a modal or a home tab."""
    return list(_of_view(view))


def _of_message(blocks: Sequence[Block], text: str) -> Iterator[str]:
    """What is wrong with a message."""
    if not text.strip():
        yield "no text beside the blocks"
    yield from _at_most("text", text, FALLBACK)
    if len(blocks) > MESSAGE_BLOCKS:
        yield f"{len(blocks)} blocks"
    if characters(blocks) > MESSAGE_CHARACTERS:
        yield "msg_blocks_too_long"
    if sum(block.get("type") == "table" for block in blocks) > 1:
        yield "more than one table"
    yield from _of_blocks(blocks, IN_MESSAGES)


def _of_view(view: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with a view."""
    modal = view.get("type") == "modal"
    if not modal and view.get("type") != "home":
        yield f"view of type {view.get('type')}"
    for name in ("title", "submit", "close"):
        if name in view:
            yield from _text(view[name], name, TITLE, plain=True)
    if modal and "title" not in view:
        yield "modal without a title"
    yield from _at_most("private_metadata", view.get("private_metadata", ""), PRIVATE)
    yield from _at_most("callback_id", view.get("callback_id", ""), NAME)
    blocks = view.get("blocks", [])
    if len(blocks) > VIEW_BLOCKS:
        yield f"{len(blocks)} blocks"
    if any(block.get("type") == "input" for block in blocks) and modal and "submit" not in view:
        yield "input without submit"
    yield from _of_blocks(blocks, IN_VIEWS)


def _of_blocks(blocks: Sequence[Block], known: frozenset[str]) -> Iterator[str]:
    """What is wrong with each block, and with their names together."""
    names = Counter(block["block_id"] for block in blocks if "block_id" in block)
    actions = Counter(
        element["action_id"] for element in _interactive(blocks) if "action_id" in element
    )
    for name, count in (*names.items(), *actions.items()):
        if count > 1:
            yield f"{name} stands {count} times"
        yield from _at_most("name", name, NAME)
        if not name:
            yield "empty name"
    for block in blocks:
        if block.get("type") not in known:
            yield f"block of type {block.get('type')}"
        else:
            yield from _of_block(block)


def _of_block(block: Block) -> Iterator[str]:  # noqa: C901, PLR0912  one case for each kind
    """What is wrong with one block."""
    elements = block.get("elements", [])
    match block["type"]:
        case "section":
            if "text" not in block and "fields" not in block:
                yield "section without text"
            if "text" in block:
                yield from _text(block["text"], "section", SECTION)
            yield from _count("fields", block.get("fields", [None]), FIELDS)
            for field in block.get("fields", []):
                yield from _text(field, "field", FIELD)
            if "accessory" in block:
                yield from _element(block["accessory"])
        case "header":
            yield from _text(block.get("text"), "header", HEADER, plain=True)
        case "context":
            yield from _count("context", elements, CONTEXT)
            for element in elements:
                yield from _text(element, "context", SECTION)
        case "actions":
            yield from _count("actions", elements, ACTIONS)
            for element in elements:
                yield from _element(element)
        case "context_actions":
            yield from _count("context_actions", elements, CONTEXT_ACTIONS)
            for element in elements:
                yield from _element(element)
        case "input":
            yield from _text(block.get("label"), "label", LABEL, plain=True)
            if "hint" in block:
                yield from _text(block["hint"], "hint", LABEL, plain=True)
            yield from _element(block.get("element", {}))
        case "rich_text":
            yield from _count("rich_text", elements, len(elements))
            for element in elements:
                yield from _rich(element)
        case "table":
            yield from _table(block)
        case "image":
            yield from _at_most("image_url", block.get("image_url", ""), URL)
            yield from _at_most("alt_text", block.get("alt_text", ""), LABEL)
        case _:
            pass


def _element(element: Block) -> Iterator[str]:
    """What is wrong with something that can be pressed, chosen or typed into."""
    kind = element.get("type")
    if "placeholder" in element:
        yield from _text(element["placeholder"], "placeholder", PLACEHOLDER, plain=True)
    match kind:
        case "button":
            yield from _text(element.get("text"), "button", BUTTON, plain=True)
            yield from _at_most("value", element.get("value", ""), VALUE)
            yield from _at_most("url", element.get("url", ""), URL)
            if element.get("style", "primary") not in {"primary", "danger"}:
                yield "style of a button"
        case "static_select" | "radio_buttons" | "checkboxes" | "overflow":
            yield from _count("options", element.get("options", []), OPTIONS)
            for option in element.get("options", []):
                yield from _text(option.get("text"), "option", OPTION)
                yield from _at_most("option's value", option.get("value", ""), OPTION_VALUE)
        case "external_select":
            if "initial_option" in element:
                yield from _text(element["initial_option"].get("text"), "option", OPTION)
        case "plain_text_input":
            if element.get("max_length", 1) > INPUT:
                yield "max_length"
        case "feedback_buttons":
            for name in ("positive_button", "negative_button"):
                button = element.get(name, {})
                yield from _text(button.get("text"), name, BUTTON, plain=True)
                yield from _at_most("value", button.get("value", ""), VALUE)
        case _:
            yield f"element of type {kind}"


def _rich(element: Block) -> Iterator[str]:
    """What is wrong with a part of a rich text."""
    match element.get("type"):
        case "rich_text_section" | "rich_text_quote" | "rich_text_preformatted":
            for part in element.get("elements", []):
                if part.get("type") not in {"text", "link", "emoji", "user", "channel"}:
                    yield f"rich text of type {part.get('type')}"
                if part.get("type") in {"text", "link"} and part.get("text") == "":
                    yield "empty text"
                if part.get("type") == "link":
                    yield from _at_most("url", part.get("url", ""), URL)
                    if not part.get("url"):
                        yield "link to nowhere"
            if not element.get("elements"):
                yield "empty rich text"
        case "rich_text_list":
            if element.get("style") not in {"bullet", "ordered"}:
                yield "style of a list"
            for part in element.get("elements", []):
                yield from _rich(part)
            if not element.get("elements"):
                yield "empty list"
        case other:
            yield f"rich text of type {other}"


def _table(block: Block) -> Iterator[str]:
    """What is wrong with a table."""
    rows = block.get("rows", [])
    yield from _count("rows", rows, TABLE_ROWS)
    yield from _count("column_settings", block.get("column_settings", [None]), TABLE_COLUMNS)
    if len({len(row) for row in rows}) > 1:
        yield "rows of different lengths"
    for row in rows:
        yield from _count("columns", row, TABLE_COLUMNS)
        for cell in row:
            if cell.get("type") == "raw_text":
                if not cell.get("text"):
                    yield "empty cell"
            elif cell.get("type") == "rich_text":
                for element in cell.get("elements", []):
                    yield from _rich(element)
            else:
                yield f"cell of type {cell.get('type')}"
    if characters([block]) > TABLE_CHARACTERS:
        yield "table too long"


def _text(value: Any, name: str, most: int, *, plain: bool = False) -> Iterator[str]:
    """What is wrong with a text object."""
    if not isinstance(value, dict) or value.get("type") not in {"plain_text", "mrkdwn"}:
        yield f"{name} is no text"
        return
    if plain and value["type"] != "plain_text":
        yield f"{name} is not plain"
    if not str(value.get("text", "")).strip():
        yield f"{name} is empty"
    yield from _at_most(name, value.get("text", ""), most)


def _count(name: str, values: Sequence[Any], most: int) -> Iterator[str]:
    """Whether there are too many, or none."""
    if not values or len(values) > most:
        yield f"{len(values)} {name}"


def _at_most(name: str, text: str, most: int) -> Iterator[str]:
    """Whether a text is too long."""
    if length(text) > most:
        yield f"{name} of {length(text)} characters"


def _interactive(blocks: Iterable[Block]) -> Iterator[Block]:
    """Everything that can be pressed, chosen or typed into."""
    for block in blocks:
        if block.get("type") in {"actions", "context_actions"}:
            yield from block.get("elements", [])
        for name in ("accessory", "element"):
            if name in block:
                yield block[name]


def _read(value: object) -> int:
    """Characters of every text of a block that is shown."""
    if isinstance(value, dict):
        text = value.get("text")
        own = length(text) if isinstance(text, str) else 0
        # Most values are short texts: to ask here saves a call for each.
        return own + sum([_read(each) for each in value.values() if not isinstance(each, str)])
    return sum([_read(each) for each in value]) if isinstance(value, list) else 0
