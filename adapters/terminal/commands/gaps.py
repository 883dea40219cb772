"""`remit gaps`: what people asked in vain, for those who keep the documents."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
import orjson

from adapters.settings import ServerSettings
from adapters.terminal import options, screen, wording
from adapters.terminal.gap_list import change_lines, changes_data, gap_lines, gaps_data
from adapters.terminal.opening import Place, find_place
from bot.changes import Change, changes, outdated
from bot.digest import digest
from bot.gaps import Gap, gaps, is_of, look_back
from bot.memory.opening import Memory, open_memory
from knowledge.embedding import load_embedder
from knowledge.model import Library
from knowledge.snapshot import open_index

DAYS = 30
"""Days that are looked back on where nobody says how many."""


@click.command(
    "gaps",
    epilog=wording.examples(
        "remit gaps",
        "remit gaps --since 2026-01-01 --json",
        'remit gaps --owner "Research Operations" --digest > message.md',
        "remit gaps --changed",
    ),
)
@click.option(
    "--since",
    metavar="DATE",
    type=click.DateTime(["%Y-%m-%d"]),
    help=f"The first day that counts, as 2026-01-31; without it, {DAYS} days ago.",
)
@click.option("--owner", metavar="NAME", default="", help="Only what concerns this owner.")
@click.option(
    "--digest", "as_digest", is_flag=True, help="A message to --owner, in Markdown, to be sent."
)
@click.option(
    "--changed",
    is_flag=True,
    help="Passages that have changed since people were answered from them, and who was.",
)
@options.as_json
@options.place
def command(  # noqa: PLR0913  one an option
    *,
    since: datetime | None,
    owner: str,
    as_digest: bool,
    changed: bool,
    as_json: bool,
    libraries: tuple[Path, ...],
    data_dir: Path | None,
) -> None:
    """List questions that got no answer, or one that did not help, by owner and topic.

    An owner is whoever the documents name as `owner`. Questions are shown without who asked them;
    --changed does name those who were answered, so that they can be told.
    """
    if as_digest and not owner:
        raise click.UsageError(wording.DIGEST_WITHOUT_OWNER)
    if as_digest and (as_json or changed):
        raise click.UsageError(wording.DIGEST_ALONE)
    place = find_place(libraries, data_dir)
    library = _library(place)
    start = (since or datetime.now() - timedelta(days=DAYS)).astimezone(UTC)  # noqa: DTZ005  a local day
    memory = open_memory(ServerSettings().database(place.settings.data_dir))
    try:
        if as_digest:
            found = _gaps(memory, library, start, owner)
            changed_too = _changes(memory, library, start, owner)
            text = digest(owner, found, changed_too, start.astimezone().date())
            click.echo(screen.printable(text), nl=False)
        elif changed:
            _show_changes(_changes(memory, library, start, owner), as_json=as_json)
        else:
            _show_gaps(_gaps(memory, library, start, owner), as_json=as_json)
    finally:
        memory.close()


def _library(place: Place) -> Library:
    """The whole library as it was indexed last: what is restricted has an owner too."""
    embedder = load_embedder(place.settings.embedding)
    return open_index(place.settings, embedder.name).library


def _gaps(memory: Memory, library: Library, since: datetime, owner: str) -> Sequence[Gap]:
    """The gaps of an owner, or of all."""
    found = gaps(*look_back(memory, since), library)
    _refuse_unknown(owner, [*_owners(library), *(gap.owner for gap in found)])
    return [gap for gap in found if not owner or is_of(gap.owner, owner)]


def _changes(memory: Memory, library: Library, since: datetime, owner: str) -> Sequence[Change]:
    """What has changed in an owner's documents, or in all."""
    receipts = [each for each in outdated(memory.receipts, library) if each.at >= since]
    found = changes(receipts, library)
    _refuse_unknown(owner, _owners(library))
    return [change for change in found if not owner or is_of(change.owner, owner)]


def _owners(library: Library) -> list[str]:
    """What the documents say of their owners, each once."""
    said = (document.metadata.get("owner", "") for document in library.documents)
    return list(dict.fromkeys(owner for owner in said if owner))


def _refuse_unknown(name: str, owners: Sequence[str]) -> None:
    """Raise for a name that nobody has: an empty list would say that all is well."""
    if name and not any(is_of(owner, name) for owner in owners):
        raise click.UsageError(wording.unknown_owner(name, owners))


def _show_gaps(found: Sequence[Gap], *, as_json: bool) -> None:
    """Print gaps, by owner."""
    if as_json:
        click.echo(orjson.dumps(gaps_data(found), option=orjson.OPT_INDENT_2))
        return
    for line in gap_lines(found, screen.width()):
        click.echo(line)
    silent = sum(gap.unanswered for gap in found)
    click.echo(wording.gaps_found(silent, sum(gap.voted_down for gap in found)))


def _show_changes(found: Sequence[Change], *, as_json: bool) -> None:
    """Print changed passages, by document."""
    if as_json:
        click.echo(orjson.dumps(changes_data(found), option=orjson.OPT_INDENT_2))
        return
    for line in change_lines(found, screen.width()):
        click.echo(line)
    click.echo(
        wording.changes_found(
            len(found), len({told.reference for change in found for told in change.told})
        )
    )
