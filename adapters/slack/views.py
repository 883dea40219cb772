"""The windows and the home tab, within all limits by construction.

Comes in: roles, receipts and passages, as values. Goes out: views as JSON. Nothing is looked up or
sent here; whether somebody may see a passage is settled before.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from adapters import wording as chat
from adapters.card import Source
from adapters.slack import wording
from adapters.slack.elements import (
    actions,
    button,
    context,
    header,
    link,
    option,
    plain,
    quoted,
    rich,
    run,
    select,
    typeahead,
    unbarred,
    words,
)
from adapters.slack.heard import COMPARING
from adapters.slack.layout import ASK, CHOOSE
from adapters.slack.limits import INPUT, LABEL, PLACEHOLDER, TITLE, Block, cut
from adapters.slack.sources import Address, place

View = dict[str, Any]

OWN_ROLE, IN_SECTION, COMPARE = "remit_own_role", "remit_in_section", "remit_open_compare"
FIRST, SECOND, TOPIC = "remit_first", "remit_second", "remit_topic"
WHY, REASON, OWN_WORDS = "remit_why", "remit_reason", "remit_words"
"""Names of windows and of what can be pressed in them."""

MOST_PASSAGES = 30
LONGEST_QUOTE = 2_500
AROUND = 1_400
"""Characters of a section before and after its passage."""
MOST_ROLES = 40
MOST_QUESTIONS = 5


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage that somebody may see; `stands`: it is in the document as it is now."""

    source: Source
    stands: bool = True


@dataclass(frozen=True, slots=True)
class Home:
    """What the home tab tells somebody."""

    own_role: str
    roles: Sequence[str]
    questions: Sequence[str]
    examples: Sequence[str]


def passages(shown: Sequence[Shown], reference: str, address: Address) -> View:
    """All passages of an answer in full, each with a way to its section."""
    blocks: list[Block] = []
    for each in shown[:MOST_PASSAGES]:
        source = each.source
        head = [words(f"[{source.n}] ", bold=True), link(address(source), place(source))]
        kept = wording.kept_by(source.as_of, cut(source.owner, PLACEHOLDER))
        head += [words(f" · {kept}", italic=True)] if kept else []
        quote = cut(unbarred(source.quote), LONGEST_QUOTE)
        blocks.append(rich([run(*head), quoted(words(quote))]))
        if each.stands:
            value = f"{reference}:{source.n}"
            blocks.append(actions(button(wording.IN_SECTION, f"{IN_SECTION}:{source.n}", value)))
        else:
            blocks.append(context(wording.CHANGED))
    if len(shown) > MOST_PASSAGES:
        blocks.append(context(wording.more_sources(len(shown) - MOST_PASSAGES)))
    return _modal(wording.PASSAGES, blocks or [context(wording.NO_PASSAGES)])


def section(source: Source, text: str, start: int, end: int, address: Address) -> View:
    """A section's text with its passage marked; `start` and `end` are offsets into `text`."""
    text = unbarred(text)
    before, after = text[:start], text[end:]
    if len(before) > AROUND:
        before = "… " + before[-AROUND:].partition(" ")[2]
    if len(after) > AROUND:
        after = after[:AROUND].rpartition(" ")[0] + " …"
    parts = [words(before)] if before.strip() else []
    parts += [words(f"▸ {cut(text[start:end], LONGEST_QUOTE)}", bold=True)]
    parts += [words(after)] if after.strip() else []
    head = rich([run(link(address(source), place(source)))])
    return _modal(wording.PASSAGE, [head, rich([run(*parts)])])


def sentence(title: str, text: str) -> View:
    """A window that says one thing."""
    return _modal(title, [rich([run(words(text))])])


def compare(metadata: Mapping[str, str]) -> View:
    """The window in which two roles are chosen."""
    topic: Block = {
        "type": "plain_text_input",
        "action_id": TOPIC,
        "placeholder": plain(wording.TOPIC_HINT, PLACEHOLDER),
        "max_length": 200,
    }
    return _modal(
        wording.COMPARE,
        [
            _input(wording.FIRST_ROLE, FIRST, typeahead(wording.TYPE_A_ROLE, FIRST)),
            _input(wording.SECOND_ROLE, SECOND, typeahead(wording.TYPE_A_ROLE, SECOND)),
            _input(wording.TOPIC, TOPIC, topic, optional=True),
        ],
        callback=COMPARING,
        metadata=json.dumps(dict(metadata)),
    )


def why(reference: str) -> View:
    """The window that asks why an answer was no help."""
    reasons: Block = {
        "type": "radio_buttons",
        "action_id": REASON,
        "options": [option(label, name) for name, label in chat.REASONS],
    }
    own: Block = {
        "type": "plain_text_input",
        "action_id": OWN_WORDS,
        "multiline": True,
        "max_length": min(1_000, INPUT),
    }
    return _modal(
        wording.FEEDBACK,
        [
            _input(chat.WHY_NOT, REASON, reasons, optional=True),
            _input(wording.IN_YOUR_WORDS, OWN_WORDS, own, optional=True),
        ],
        callback=WHY,
        metadata=reference,
    )


def home(told: Home) -> View:
    """The home tab: the own role, all roles, the last questions, questions to begin with."""
    blocks: list[Block] = [header(wording.HOME)]
    if told.examples:
        blocks.append(_questions(told.examples, "example"))
    blocks += [
        header(wording.YOUR_ROLE),
        rich([run(words(told.own_role or wording.NO_ROLE))]),
        actions(
            typeahead(wording.CHOOSE_YOURS, OWN_ROLE), button(wording.COMPARE, COMPARE, "compare")
        ),
    ]
    if told.roles:
        blocks.append(header(wording.ROLES))
        titles = list(dict.fromkeys(told.roles))
        listed = [run(words(cut(title, 200))) for title in titles[:MOST_ROLES]]
        blocks.append(rich([{"type": "rich_text_list", "style": "bullet", "elements": listed}]))
        if len(titles) > MOST_ROLES:
            blocks.append(context(chat.more_roles(len(titles) - MOST_ROLES)))
        options = [option(title, f"role {title}") for title in titles]
        blocks.append(actions(select(wording.SHOW_ROLE, CHOOSE, options)))
    if told.questions:
        blocks += [header(wording.RECENT), _questions(told.questions[:MOST_QUESTIONS], "again")]
    return {"type": "home", "blocks": blocks}


def _questions(questions: Sequence[str], name: str) -> Block:
    """Questions to press."""
    return actions(*(button(q, f"{ASK}:{name}{n}", q) for n, q in enumerate(questions[:5])))


def _input(label: str, name: str, element: Block, *, optional: bool = False) -> Block:
    """A labelled field."""
    return {
        "type": "input",
        "block_id": name,
        "label": plain(label, LABEL),
        "element": element,
        "optional": optional,
    }


def _modal(title: str, blocks: Sequence[Block], callback: str = "", metadata: str = "") -> View:
    """A window; with a name it can be sent off."""
    view: View = {
        "type": "modal",
        "title": plain(title, TITLE),
        "close": plain(wording.CLOSE, TITLE),
        "blocks": list(blocks),
    }
    if callback:
        view |= {"callback_id": callback, "submit": plain(wording.SEND, TITLE)}
    return view | ({"private_metadata": metadata} if metadata else {})
