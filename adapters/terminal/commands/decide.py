"""`remit decide`: whether a role may do something, with the clause that says so."""

from __future__ import annotations

from pathlib import Path

import click
import orjson

from adapters.terminal import options, screen, wording
from adapters.terminal.naming import role_named
from adapters.terminal.opening import find_place, open_place


@click.command(
    "decide",
    epilog=wording.examples(
        'remit decide "Research Scientist" "publish a paper"',
        'remit decide "Research Manager" "choose a vendor for 7,000 USD"',
        'remit decide associate "stop an experiment early" --json',
    ),
)
@click.argument("role", metavar="ROLE")
@click.argument("action", metavar="ACTION")
@options.as_json
@options.asker
@options.place
def command(  # noqa: PLR0913  one argument for each option
    *,
    role: str,
    action: str,
    as_json: bool,
    asker: str,
    libraries: tuple[Path, ...],
    data_dir: Path | None,
) -> None:
    """Say whether ROLE may do ACTION alone, with whose approval, or not at all.

    What the documents do not say is no yes: then that is the answer.
    """
    guide = open_place(find_place(libraries, data_dir), asker)
    answer = guide.decide(role_named(guide, role), action)
    if as_json:
        click.echo(orjson.dumps(answer.as_json(), option=orjson.OPT_INDENT_2))
    else:
        click.echo("\n".join(screen.answer_lines(answer, screen.width())))
