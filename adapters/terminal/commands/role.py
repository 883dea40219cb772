"""`remit role`: a role's outline, a section, its decision rights, or its document's own text."""

from __future__ import annotations

from pathlib import Path

import click

from adapters.terminal import options, screen, wording
from adapters.terminal.describing import Described, headings, sections_called
from adapters.terminal.errors import CannotStart
from adapters.terminal.naming import role_named
from adapters.terminal.opening import find_place, open_place
from adapters.terminal.rights import right_lines
from bot.guide import Guide
from knowledge.model import RoleDocument

DECISIONS = "decisions"
"""The SECTION that stands for all decision rights of a role."""


@click.command(
    "role",
    epilog=wording.examples(
        'remit role "Research Scientist"',
        'remit role "Research Scientist" "decision rights"',
        'remit role "Research Scientist" decisions',
        'remit role "Research Scientist" --source',
        "remit role research-scientist.html --source",
    ),
)
@click.argument("name")
@click.argument("section", required=False)
@click.option("--source", is_flag=True, help="Print the document's repaired text, nothing else.")
@options.asker
@options.place
def command(  # noqa: PLR0913  one argument for each option
    *,
    name: str,
    section: str | None,
    source: bool,
    asker: str,
    libraries: tuple[Path, ...],
    data_dir: Path | None,
) -> None:
    """Show the role NAME: its headings, or the text of one SECTION.

    NAME may be a title, an abbreviation of one, or a document's path as citations give it. SECTION
    is a heading or a part of one; the word `decisions` lists instead what the role may decide, and
    what not, wherever it is written. Where several documents describe a role, --source takes the
    one that says most of it; a path names any other.
    """
    if section and source:
        raise click.UsageError(wording.SECTION_AND_SOURCE)
    guide = open_place(find_place(libraries, data_dir), asker)
    described = _described(guide, name)
    if source:
        _print_source(described)
    elif section and section.casefold() == DECISIONS:
        _print_rights(guide, described)
    elif section:
        _print_section(described, section)
    else:
        _print_outline(described)


def _described(guide: Guide, name: str) -> Described:
    """The role of that name with its documents, or the document of that path.

    Raises:
        CannotStart: no role and no document is meant, or several roles are.
    """
    for document in guide.library.documents:
        if document.path == name:
            return Described(document.title or document.path, "", (document,))
    role = role_named(guide, name, or_document=True)
    return Described(role.title, role.id, guide.documents_of(role))


def _print_source(described: Described) -> None:
    """The text of the document that says most of the role, byte for byte."""
    click.echo(described.main().text.encode(), nl=False)


def _print_section(described: Described, wanted: str) -> None:
    """The text of every section so called, each below its place."""
    found = list(sections_called(described, wanted))
    if not found:
        raise CannotStart(wording.unknown_section(wanted, described.title))
    for number, (document, section) in enumerate(found):
        place = " › ".join((document.path, *section.path))
        click.echo(("\n" if number else "") + click.style(screen.printable(place), fg="cyan"))
        text = screen.printable(document.text[section.start : section.end]).strip("\n")
        for line in text.splitlines():
            click.echo("\n".join(screen.wrap(line, screen.width())))


def _print_rights(guide: Guide, described: Described) -> None:
    """What the role may decide and what not; of a document, what it says of any holder."""
    paths = {document.path for document in described.documents}
    rights = [
        right
        for right in guide.rights
        if (right.role == described.role if described.role else right.clause.document in paths)
    ]
    if not rights:
        raise CannotStart(
            f"The documents say of no decision whether {described.title} may take it."
        )
    click.echo(click.style(screen.printable(described.title), bold=True))
    for line in right_lines(rights, screen.width(), with_holders=not described.role):
        click.echo(line)


def _print_outline(described: Described) -> None:
    """The headings of every document, indented by their depth."""
    click.echo(click.style(screen.printable(described.title), bold=True))
    for document in described.documents:
        click.echo("\n" + click.style(_origin(document), fg="cyan"))
        for depth, heading, clauses in headings(described, document):
            label = screen.printable(f"{'  ' * depth}{heading}")
            click.echo(f"  {label}  " + click.style(wording.count(clauses, "clause"), dim=True))


def _origin(document: RoleDocument) -> str:
    """A document's path, with its owner and review date where it states them."""
    facts = [
        f"{key} {document.metadata[key]}"
        for key in ("owner", "reviewed")
        if document.metadata.get(key)
    ]
    return screen.printable(" · ".join((document.path, *facts)))
