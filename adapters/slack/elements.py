"""Blocks and their parts as JSON, each within its limit.

Comes in: any text. Goes out: JSON that Slack takes. Texts of documents go into rich text, which
holds them as text: nothing in them can become a mention, a link or markup.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from adapters.slack.limits import (
    BUTTON,
    OPTION,
    OPTION_VALUE,
    OPTIONS,
    PLACEHOLDER,
    URL,
    VALUE,
    Block,
    cut,
    length,
)

UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\u2028\u2029]")
"""Signs that are not shown, or that JSON cannot carry."""

MARKUP = re.compile(r"[\\`*_\[\]|~@]|:(?=[\w+-]+:)|^[#>+-]")
"""Signs that Markdown or Slack reads as more than themselves, where they stand."""

NOTHING = "–"


def clean(text: str) -> str:
    """A text without signs that cannot be sent."""
    return UNSEEN.sub(" ", text)


def unbarred(text: str) -> str:
    """A passage as it is read: dots between the cells of a table's row. No offset changes."""
    return text.replace(" | ", " · ")


def escaped(text: str) -> str:
    """A text inside Slack's own markup, as which it is shown unchanged."""
    return clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def markdown(text: str) -> str:
    """A text inside Markdown, as which it is shown unchanged."""
    return MARKUP.sub(r"\\\g<0>", clean(text).replace("&", "&amp;").replace("<", "&lt;"))


def words(text: str, *, bold: bool = False, italic: bool = False) -> Block:
    """A run of rich text."""
    style = {name: True for name, on in (("bold", bold), ("italic", italic)) if on}
    part: Block = {"type": "text", "text": clean(text) or NOTHING}
    return part | {"style": style} if style else part


def link(url: str, text: str) -> Block:
    """A link in rich text; the text alone if the address is longer than Slack takes."""
    if not url or length(url) > URL:
        return words(text)
    return {"type": "link", "url": url, "text": clean(text) or NOTHING}


def emoji(name: str) -> Block:
    """An emoji in rich text."""
    return {"type": "emoji", "name": name}


def run(*parts: Block) -> Block:
    """A paragraph of rich text."""
    return {"type": "rich_text_section", "elements": list(parts)}


def quoted(*parts: Block) -> Block:
    """A quotation of rich text."""
    return {"type": "rich_text_quote", "elements": list(parts)}


def bullets(items: Sequence[Block]) -> Block:
    """A list of rich text; each item is a `run`."""
    return {"type": "rich_text_list", "style": "bullet", "elements": list(items)}


def rich(elements: Sequence[Block]) -> Block:
    """A block of rich text."""
    return {"type": "rich_text", "elements": list(elements)}


def plain(text: str, most: int) -> Block:
    """A plain text of at most so many characters."""
    return {"type": "plain_text", "text": cut(clean(text).strip(), most) or NOTHING, "emoji": False}


def button(label: str, action: str, value: str = "", style: str = "") -> Block:
    """A button; what its value does not hold is cut."""
    element: Block = {"type": "button", "action_id": action, "text": plain(label, BUTTON)}
    if value:
        element["value"] = cut(clean(value), VALUE)
    return element | ({"style": style} if style else {})


def option(label: str, value: str) -> Block:
    """An option of a choice."""
    return {"text": plain(label, OPTION), "value": cut(clean(value), OPTION_VALUE) or NOTHING}


def select(placeholder: str, action: str, options: Sequence[Block]) -> Block:
    """A choice of one among up to a hundred."""
    return {
        "type": "static_select",
        "action_id": action,
        "placeholder": plain(placeholder, PLACEHOLDER),
        "options": list(options[:OPTIONS]),
    }


def typeahead(placeholder: str, action: str) -> Block:
    """A choice of one whose options come as one types."""
    return {
        "type": "external_select",
        "action_id": action,
        "placeholder": plain(placeholder, PLACEHOLDER),
        "min_query_length": 0,
    }


def actions(*elements: Block) -> Block:
    """A row of things to press."""
    return {"type": "actions", "elements": list(elements)}


def header(text: str) -> Block:
    """A heading."""
    return {"type": "header", "text": plain(text, 150)}


def context(text: str) -> Block:
    """A small remark."""
    return {"type": "context", "elements": [plain(text, 2_000)]}
