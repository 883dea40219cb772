"""A `Card` as a Slack message, within all limits by construction.

Comes in: a card, where each source can be read, and whether it is shown to its asker alone. Goes
out: a `Message`: blocks, the text beside them, and the same as plain text should Slack refuse the
blocks. What is cut first is the detail of the evidence, then the end of a long answer; the first
line, the citations and everything to press stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from adapters.card import Card, Line, LineKind, Source
from adapters.slack import wording
from adapters.slack.elements import (
    NOTHING,
    actions,
    bullets,
    button,
    clean,
    context,
    emoji,
    escaped,
    markdown,
    option,
    plain,
    rich,
    run,
    select,
    words,
)
from adapters.slack.limits import BUTTON, FALLBACK, Block, characters, cut, length
from adapters.slack.sources import Address, least, number, place, sources_block
from adapters.slack.tables import table_block
from bot.wording import listed

ROOM = 11_000
"""Characters of a message, below Slack's 12,000."""
FIRST_LINE = 2_400
"""Characters of the first line, which a verdict never needs."""
LEFT_FOR_SOURCES = 4_500
"""Characters that an answer leaves to its sources, if they need as many."""
MARKS = 8
"""Numbers at the end of a line; all citations stand in the list of sources."""
BUTTONS = 5
"""Roles to choose from as buttons; more are a list."""

ASK, CHOOSE = "remit_ask", "remit_choose"
PASSAGES, SHARE, FEEDBACK = "remit_passages", "remit_share", "remit_feedback"
"""Names of what can be pressed. Numbers after a colon tell buttons of a row apart."""

LEVELS = {
    "independent": "white_check_mark",
    "team_approval": "busts_in_silhouette",
    "manager_approval": "raised_hand",
    "recommend_only": "speech_balloon",
    "not_authorized": "no_entry",
    "not_specified": "grey_question",
    "conflict": "warning",
}
"""A sign for each level of a verdict, beside the sentence that says it."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message as Slack takes it; `plain` has all of it without blocks.

    To be streamed: `streamed` are texts in Markdown, one after another, and `rest` are the blocks
    that then follow them.
    """

    text: str
    blocks: tuple[Block, ...]
    plain: str
    streamed: tuple[str, ...] = ()
    rest: tuple[Block, ...] = ()


def message(  # noqa: PLR0913  one argument for each thing that may differ
    card: Card,
    address: Address,
    *,
    private: bool = False,
    lead: str = "",
    can_share: bool = False,
    choosing: str = "",
) -> Message:
    """The message of a card.

    `private`: only the asker sees it. `lead` stands above it, in Slack's own markup. `can_share`:
    the asker may put it into the channel. `choosing` is the command that a role completes, where
    the card lets one choose; without it a role completes the question.
    """
    above: list[Block] = []
    if clean(lead).strip():
        told = {"type": "mrkdwn", "text": cut(clean(lead).strip(), 600)}
        above.append({"type": "section", "text": told})
    if private and card.restricted:
        above.append(context(wording.ONLY_YOU))
    below = list(_to_press(card, choosing, can_share=can_share))
    room = ROOM - characters([*above, *below])
    kept = max(least(card.sources, address), min(LEFT_FOR_SOURCES, _wanted(card.sources)))
    side_by_side = _table(card, address, room - kept)
    title = cut(listed(card.table.columns), FIRST_LINE) if card.table else ""
    if side_by_side:
        answer, streamed = rich([run(words(title, bold=True))]), [f"**{markdown(title)}**"]
    else:
        lines = _fitting(card, room - kept)
        answer, streamed = _lines_block(card, lines, address), _in_parts(lines, card, address)
    spent = characters([answer, *side_by_side])
    sources = [sources_block(card.sources, address, room - spent)] if card.sources else []
    rest = (*side_by_side, *sources, *below)
    spoken = f"{title}: {card.spoken}" if side_by_side else card.spoken
    return Message(
        text=cut(escaped(spoken).strip(), 3_000) or wording.NOTHING_SAID,
        blocks=(*above, answer, *rest),
        plain=in_plain(card, address),
        streamed=tuple(streamed),
        rest=rest,
    )


def in_plain(card: Card, address: Address) -> str:
    """The card as one text in Slack's own markup, for a message without blocks."""
    lines = [escaped(cut(card.headline, FIRST_LINE))] if card.headline else []
    lines += [_plain_line(line) for line in card.lines]
    sources = [f"[{s.n}] {escaped(place(s))} {address(s)}".rstrip() for s in card.sources]
    end = "\n".join(sources)
    room = FALLBACK - min(length(end), FALLBACK // 2) - len(wording.MORE_LINES) - 2
    text = "\n".join(lines).strip() or wording.NOTHING_SAID
    if length(text) > room:
        text = f"{cut(text, room)}\n{wording.MORE_LINES}"
    return cut(f"{text}\n{end}".rstrip(), FALLBACK)


def _table(card: Card, address: Address, room: int) -> list[Block]:
    """The table of roles side by side with its remarks; empty where there is none."""
    if not card.table:
        return []
    by_number = {source.n: source for source in card.sources}

    def mark(n: int) -> Block:
        return number(by_number[n], address) if n in by_number else words(f"[{n}]")

    notes = [cut(note, 300) for note in card.table.notes[:3]]
    spent = FIRST_LINE + sum(map(length, notes)) + len(wording.more_rows(10**6))
    fitted = table_block(card.table, mark, room - spent)
    if not fitted:
        return []
    block, lacking = fitted
    notes += [wording.more_rows(lacking)] if lacking else []
    return [block, *([context("\n".join(notes))] if notes else [])]


def _fitting(card: Card, room: int) -> list[Line]:
    """The lines that fit, the headline among them; at least the first."""
    lines = [Line(LineKind.LEAD, card.headline)] if card.headline else []
    lines += card.lines or [] if lines else card.lines or [Line(LineKind.PARAGRAPH, NOTHING)]
    left = room - len(wording.MORE_LINES)
    for count, line in enumerate(lines):
        left -= min(length(line.text), FIRST_LINE) + 6 * min(len(line.citations), MARKS) + 1
        if left < 0 and count:
            return [*lines[:count], Line(LineKind.PARAGRAPH, wording.MORE_LINES)]
    return lines


def _lines_block(card: Card, lines: Sequence[Line], address: Address) -> Block:
    """The lines as rich text; the verdict with its sign."""
    by_number = {source.n: source for source in card.sources}
    sign = LEVELS.get(card.verdict.level) if card.verdict else None
    runs: list[tuple[bool, Block]] = []
    for count, line in enumerate(lines):
        first = bool(sign) and not count
        strong, rest = _weighed(line, ruling=first)
        parts = [emoji(sign), words(" ")] if sign and first else []
        parts += [words(strong, bold=True)] if strong else []
        parts += [words(rest)] if rest or not strong else []
        for n in line.citations[:MARKS]:
            known = n in by_number
            parts += [words(" "), number(by_number[n], address) if known else words(f"[{n}]")]
        runs.append((line.kind is LineKind.ITEM and not first, run(*parts)))
    return rich(list(_joined(runs)))


def _in_parts(lines: Sequence[Line], card: Card, address: Address) -> list[str]:
    """The lines as Markdown: what is said first, then the rest in as few parts as there may be.

    The numbers of citations are links as long as there is room for so many addresses.
    """
    by_number = {source.n: source for source in card.sources}
    placed = [(line, card.verdict is not None and not n) for n, line in enumerate(lines)]
    told = [_in_markdown(line, by_number, address, ruling=first) for line, first in placed]
    if sum(map(length, told)) > ROOM:
        told = [_in_markdown(line, {}, address, ruling=first) for line, first in placed]
    parts = told[:2]
    for said in told[2:]:
        if length(parts[-1]) + length(said) > ROOM:
            parts.append(said)
        else:
            parts[-1] += said
    return parts


def _in_markdown(
    line: Line, by_number: Mapping[int, Source], address: Address, *, ruling: bool
) -> str:
    """A line as Markdown; `ruling`: it is the first of a verdict."""
    strong, rest = _weighed(line, ruling=ruling)
    text = (f"**{markdown(strong)}**" if strong.strip() else "") + markdown(rest)
    bullet = "- " if line.kind is LineKind.ITEM and not ruling else ""
    marks = ""
    for n in line.citations[:MARKS]:
        url = address(by_number[n]) if n in by_number else ""
        marks += f" [\\[{n}\\]]({url})" if url else f" \\[{n}\\]"
    return f"{bullet}{text if text.strip() else NOTHING}{marks}\n"


def _weighed(line: Line, *, ruling: bool) -> tuple[str, str]:
    """A line's text in two parts: what is printed strong, and the rest.

    Of a verdict that is its first sentence: several of them in bold are no longer read.
    """
    text = cut(line.text, FIRST_LINE)
    if ruling:
        sentence, stop, rest = text.partition(". ")
        return sentence + stop.rstrip(), f" {rest}" if rest else ""
    return (text, "") if line.kind in {LineKind.LEAD, LineKind.STATEMENT} else ("", text)


def _joined(runs: Sequence[tuple[bool, Block]]) -> Iterator[Block]:
    """Items next to each other as one list; other lines each on a line of its own."""
    for item, together in groupby(runs, key=lambda pair: pair[0]):
        lines = [each for _, each in together]
        if item:
            yield bullets(lines)
            continue
        # One paragraph with line breaks: whether two paragraphs touch is each client's own taste.
        parts = [part for each in lines for part in (words("\n"), *each["elements"])]
        yield run(*parts[1:])


def _wanted(sources: Sequence[Source]) -> int:
    """Characters that the sources would take in full, roughly."""
    return sum(length(source.quote) + length(source.title) + 120 for source in sources) + 40


def _to_press(card: Card, choosing: str, *, can_share: bool) -> Iterator[Block]:
    """The buttons: roles to choose, questions to go on with, passages, sharing, votes."""
    roles = [(title, f"{choosing} {title}".strip()) for title in dict.fromkeys(card.choices)]
    if 0 < len(roles) <= BUTTONS:
        yield actions(*(button(t, f"{CHOOSE}:{n}", text) for n, (t, text) in enumerate(roles)))
    elif roles:
        yield actions(select(wording.CHOOSE_ROLE, CHOOSE, [option(*role) for role in roles]))
    if card.suggestions:
        yield actions(*(button(q, f"{ASK}:{n}", q) for n, q in enumerate(card.suggestions[:3])))
    if not card.reference:
        return
    about = [button(wording.SHOW_PASSAGES, PASSAGES, card.reference)] if card.sources else []
    if can_share and card.sources and not card.restricted:
        about.append(button(wording.SHARE, SHARE, card.reference))
    if about:
        yield actions(*about)
    yield {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": FEEDBACK,
                "positive_button": _vote(wording.HELPFUL, "up", card.reference),
                "negative_button": _vote(wording.NOT_HELPFUL, "down", card.reference),
            }
        ],
    }


def _vote(label: str, way: str, reference: str) -> Block:
    """One of the two votes."""
    return {
        "text": plain(label, BUTTON),
        "value": f"{way}:{reference}",
        "accessibility_label": label,
    }


def _plain_line(line: Line) -> str:
    """A line with its bullet and numbers, in Slack's own markup."""
    bullet = "• " if line.kind is LineKind.ITEM else ""
    marks = "".join(f" [{n}]" for n in line.citations)
    return f"{bullet}{escaped(line.text)}{marks}"
