"""The citations of a card as rich text, as full as the room allows and never fewer.

Comes in: a card's sources and the characters that are left for them. Goes out: one block. What is
left out first is the length of the quotes, then the quotes, the owners and dates, the sections; the
number of each citation with its link stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from adapters.card import Source
from adapters.slack import wording
from adapters.slack.elements import link, quoted, rich, run, unbarred, words
from adapters.slack.limits import Block, characters, cut

Address = Callable[[Source], str]
"""Where a source can be read; empty where it cannot."""

MOST = 400
"""Citations that are listed, when each is a number only; the rest is counted."""

LONGEST_PLACE = 160


@dataclass(frozen=True, slots=True)
class Detail:
    """How much is shown: characters of a quote (0: none), and whether where it stands."""

    quote: int
    place: bool = True


DETAILS = (Detail(700), Detail(320), Detail(160), Detail(80), Detail(0), Detail(0, place=False))


def sources_block(sources: Sequence[Source], address: Address, room: int) -> Block:
    """The citations in as much detail as fits into `room` characters; the barest if none does."""
    block: Block = {}
    for detail in DETAILS:
        block = rich(list(_listed(sources, address, detail)))
        if characters([block]) <= room:
            break
    return block


def least(sources: Sequence[Source], address: Address) -> int:
    """Characters of the citations in the least detail."""
    return characters([rich(list(_listed(sources, address, DETAILS[-1])))]) if sources else 0


def number(source: Source, address: Address) -> Block:
    """A citation's number, linked to its passage."""
    return link(address(source), f"[{source.n}]")


def place(source: Source) -> str:
    """The document and the section, without headings with which the title begins."""
    title = source.title.casefold()
    path = [heading for heading in source.section if not title.startswith(heading.casefold())]
    return " › ".join(
        (cut(source.title, LONGEST_PLACE), *(cut(p, LONGEST_PLACE) for p in path[-2:]))
    )


def _listed(sources: Sequence[Source], address: Address, detail: Detail) -> Iterator[Block]:
    """The citations, those of one section together where its first one stands."""
    shown = sources[:MOST]
    if not detail.place:
        parts = [words(f"{wording.SOURCES}: ")]
        for source in shown:
            parts += [number(source, address), words(" ")]
        if len(sources) > len(shown):
            parts.append(words(wording.more_sources(len(sources) - len(shown))))
        yield run(*parts)
        return
    waiting = [words(wording.SOURCES, bold=True)]
    for where, group in _by_place(shown).items():
        kept = wording.kept_by(group[0].as_of, cut(group[0].owner, LONGEST_PLACE))
        quotes = [source for source in group if source.quote and detail.quote]
        bare = [source for source in group if source not in quotes]
        waiting += [*([words("\n")] if waiting else []), link(address(group[0]), where)]
        waiting += [words(f" · {kept}", italic=True)] if kept else []
        waiting += [part for each in bare for part in (words(" "), number(each, address))]
        if quotes:
            yield run(*waiting)
            waiting = []
        for source in quotes:
            said = cut(unbarred(" ".join(source.quote.split())), detail.quote)
            yield quoted(number(source, address), words(f" “{said}”"))
    if len(sources) > len(shown):
        more = wording.more_sources(len(sources) - len(shown))
        waiting += [words(f"\n{more}" if waiting else more)]
    if waiting:
        yield run(*waiting)


def _by_place(sources: Sequence[Source]) -> dict[str, list[Source]]:
    """The citations by where they stand."""
    found: dict[str, list[Source]] = {}
    for source in sources:
        found.setdefault(place(source), []).append(source)
    return found
