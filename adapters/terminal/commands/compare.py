"""`remit compare`: two roles side by side, every cell with the clause that it stands on."""

from __future__ import annotations

from pathlib import Path

import click
import orjson

from adapters.terminal import options, wording
from adapters.terminal.comparison_table import show_comparison
from adapters.terminal.errors import CannotStart
from adapters.terminal.naming import role_named
from adapters.terminal.opening import find_place, open_place


@click.command(
    "compare",
    epilog=wording.examples(
        'remit compare "Associate Research Scientist" "Research Scientist"',
        'remit compare "Associate Research Scientist" "Research Scientist" KPIs',
        'remit compare associate senior "decision rights" --json',
    ),
)
@click.argument("first", metavar="ROLE")
@click.argument("second", metavar="ROLE")
@click.argument("topic", required=False, default="")
@options.as_json
@options.asker
@options.place
def command(  # noqa: PLR0913  one argument for each option
    *,
    first: str,
    second: str,
    topic: str,
    as_json: bool,
    asker: str,
    libraries: tuple[Path, ...],
    data_dir: Path | None,
) -> None:
    """Lay two roles side by side: what differs first, with the passages cited.

    A ROLE may be a title or an abbreviation of one. TOPIC is what to compare, such as experience,
    KPIs or the name of one KPI; with it everything is shown, without it the most telling of all
    topics. --json always has everything.
    """
    guide = open_place(find_place(libraries, data_dir), asker)
    roles = [role_named(guide, name) for name in (first, second)]
    if roles[0] == roles[1]:
        raise CannotStart(wording.same_role(roles[0].title))
    compared = guide.compare(roles, topic, brief=not (topic or as_json))
    if not compared.topics:
        known = guide.compare(roles, brief=True).topics
        titles = [role.title for role in roles]
        names = [each.name for each in known if each.name]
        raise CannotStart(wording.nothing_to_compare(topic, titles, names))
    if as_json:
        click.echo(orjson.dumps(compared.as_json(), option=orjson.OPT_INDENT_2))
    else:
        show_comparison(compared, quotes=bool(topic))
