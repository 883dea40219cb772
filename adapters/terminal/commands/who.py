"""`remit who`: who decides something, across all roles, with the clauses that say so."""

from __future__ import annotations

from pathlib import Path

import click
import orjson

from adapters.terminal import options, screen, wording
from adapters.terminal.opening import find_place, open_place


@click.command(
    "who",
    epilog=wording.examples(
        'remit who "sign off a vendor"',
        'remit who "approve a publication"',
        'remit who "spend 7,000 USD on compute" --json',
    ),
)
@click.argument("action", metavar="ACTION")
@options.as_json
@options.asker
@options.place
def command(
    *,
    action: str,
    as_json: bool,
    asker: str,
    libraries: tuple[Path, ...],
    data_dir: Path | None,
) -> None:
    """Say who decides ACTION, who must agree, and who is asked."""
    guide = open_place(find_place(libraries, data_dir), asker)
    answer = guide.who(action)
    if as_json:
        click.echo(orjson.dumps(answer.as_json(), option=orjson.OPT_INDENT_2))
    else:
        click.echo("\n".join(screen.answer_lines(answer, screen.width())))
