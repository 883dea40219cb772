"""What a link to the reader leads to, shown under the message that has it.

Comes in: addresses as Slack found them, and the guide of what everybody may see: everybody in the
channel sees it. Goes out: blocks for each address that leads to something. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from adapters.card import whole
from adapters.slack import wording
from adapters.slack.elements import link, quoted, rich, run, words
from adapters.slack.limits import Block, cut
from adapters.slack.sources import place
from bot.guide import Guide

LONGEST = 600
MOST = 5
"""Links of a message that are shown."""


def unfurled(guide: Guide, urls: Sequence[str], reader: str) -> dict[str, Block]:
    """The blocks by address; none for what is not there, or not for everybody.

    `reader` is how the addresses of this server's reader begin.
    """
    own = [url for url in urls if url.startswith(reader)]
    shown = ((url, _shown(guide, url)) for url in own[:MOST])
    return {url: {"blocks": [block]} for url, block in shown if block}


def _shown(guide: Guide, url: str) -> Block | None:
    """The passage or the document that an address names."""
    parts = urlsplit(url)
    document = guide.page(parts.path.rpartition("/")[2])
    if document is None:
        return None
    clause = next((each for each in document.clauses if each.id == parts.fragment), None)
    source = whole(document)
    if clause:
        source = replace(source, section=clause.path, quote=clause.text)
    kept = wording.kept_by(source.as_of, cut(source.owner, LONGEST))
    head = [link(url, place(source)), *([words(f" · {kept}", italic=True)] if kept else [])]
    said = [quoted(words(cut(source.quote, LONGEST)))] if source.quote else []
    return rich([run(*head), *said])
