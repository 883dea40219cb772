"""`remit doctor`: what is in order, what is not, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
from pydantic import ValidationError
from pydantic_settings import SettingsError

from adapters.terminal import options, screen, wording
from adapters.terminal.checking import Finding, check
from adapters.terminal.checking_service import check_service
from adapters.terminal.errors import INPUT_FAILED, translated
from adapters.terminal.opening import own_place


@click.command(
    "doctor",
    epilog=wording.examples("remit doctor", "remit doctor --data-dir /srv/remit"),
)
@options.place
def command(*, libraries: tuple[Path, ...], data_dir: Path | None) -> int:
    """Check settings, library, index and model, and say what to do about each problem."""
    sound = True
    for finding in _findings(libraries, data_dir):
        sound = sound and finding.fine
        fine, problem = click.style("OK     ", fg="green"), click.style("PROBLEM", fg="red")
        label = fine if finding.fine else problem
        click.echo(f"{label} {finding.what}: {screen.printable(finding.says)}")
    return 0 if sound else INPUT_FAILED


def _findings(libraries: tuple[Path, ...], data_dir: Path | None) -> Iterator[Finding]:
    """What the checks find; settings that cannot be leave nothing else to check."""
    try:
        place = own_place(libraries, data_dir)
    except (ValidationError, SettingsError) as error:
        yield Finding("settings", fine=False, says=translated(error).message)
    else:
        yield from check(place)
        try:
            yield from check_service(place.settings.data_dir)
        except (ValidationError, SettingsError) as error:
            yield Finding("settings", fine=False, says=translated(error).message)
