"""The group of all commands: loads the one that is called, and ends every failure in one line.

Exit codes: 0 done, 1 some input failed or a gate was missed, 2 wrong usage or settings, 130 after
Ctrl-C. A command gives its code back; None is 0. What a command needs is imported with its module,
so that `remit ask` pays for answering alone.
"""

from __future__ import annotations

import io
import os
import sys
from difflib import get_close_matches
from importlib import import_module
from typing import Any

import click
from typing_extensions import override

from adapters.terminal import errors, wording

INTERRUPTED = 130
"""The exit code after Ctrl-C: 128 and the signal's number, as shells have it."""

COMMANDS = {
    "ask": "Answer one question, or a file of them.",
    "ingest": "Build or update the index of role documents.",
    "roles": "List the roles that the documents describe.",
    "role": "Show one role: its outline, a section, or the source.",
    "decide": "Say whether a role may do something, or with whose approval.",
    "who": "Say who decides something, across all roles.",
    "compare": "Lay two roles side by side: what differs first.",
    "check": "Say of sentences whether their passages support them.",
    "lint": "Say what is wrong with the role documents themselves.",
    "gaps": "List what people asked in vain, by owner and topic.",
    "serve": "Start the web chat and the adapters that have credentials.",
    "doctor": "Check settings, index and model, and say what to do.",
    "eval": "Score the answers against the evaluation cases.",
}
"""Each command with its line in the list; it is `command` in the module `commands.<name>`."""


class Remit(click.Group):
    """Commands that are imported when they are called, and errors without tracebacks."""

    @override
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    @override
    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        near = get_close_matches(args[0], COMMANDS)
        if near and args[0] not in COMMANDS:
            ctx.fail(wording.no_such_command(args[0], near))
        return super().resolve_command(ctx, args)

    @override
    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"adapters.terminal.commands.{cmd_name}").command
        return command

    @override
    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    @override
    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as error:
            if ctx.meta.get("debug"):
                raise
            raise errors.translated(error) from error

    @override
    def main(self, *args: Any, **extra: Any) -> Any:
        try:
            code = super().main(*args, **extra | {"standalone_mode": False})
        except click.exceptions.NoArgsIsHelpError as error:
            error.show()
            code = error.exit_code
        except click.ClickException as error:
            click.echo(f"Error: {errors.sentence(error)}", err=True)
            code = error.exit_code
        except (click.Abort, KeyboardInterrupt):
            code = INTERRUPTED
        sys.exit(code)


@click.group(
    cls=Remit,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=wording.examples(
        'remit ask "What are the goals for the first 90 days?" --as "Research Scientist"',
        "remit ingest path/to/documents",
        "remit serve",
        "remit COMMAND --help",
    ),
)
@click.option("--debug", is_flag=True, help="Show where an error arose.")
@click.version_option(package_name="remit", message="remit %(version)s")
@click.pass_context
def remit(ctx: click.Context, *, debug: bool) -> None:
    """Say what a role is about, from your organisation's role documents, with the passage cited."""
    # Matrices here are small: handing them to several threads costs more than it saves. To be said
    # before numpy loads; measured on two busy cores, an answer takes half as long.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    ctx.meta["debug"] = debug
    if os.environ.get("NO_COLOR"):
        ctx.color = False


def main() -> None:
    """Run the command line and end the process with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a bullet must not end a command
    remit(prog_name="remit")
