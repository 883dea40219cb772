"""The group: help, exit codes, and failures in one line."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

import click
import pytest

from adapters.terminal import errors
from adapters.terminal.main import COMMANDS, remit
from bot.guide import Guide
from tests.adapters.terminal.builders import Run


def test_help_lists_every_command(run: Run) -> None:
    """Without arguments, and with --help, a newcomer sees what there is."""
    result = run("--help")

    assert result.exit_code == 0
    assert "Examples:" in result.stdout
    for name in COMMANDS:
        assert f"\n  {name} " in result.stdout
    assert run().exit_code == 2


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_examples(run: Run, name: str) -> None:
    """What a command does is best said by a call that can be copied."""
    result = run(name, "--help")

    assert result.exit_code == 0
    assert f"Examples:\n    remit {name}" in result.stdout
    assert "--debug" in result.stdout


def test_every_command_is_a_module() -> None:
    """The list and the modules agree."""
    for name in COMMANDS:
        assert find_spec(f"adapters.terminal.commands.{name}")
        assert remit.get_command(click.Context(remit), name)


def test_the_version_is_the_package_s(run: Run) -> None:
    """`remit --version` says what is installed."""
    try:
        installed = version("remit")
    except PackageNotFoundError:
        pytest.skip("the package is not installed; run `make test`")

    assert run("--version").stdout == f"remit {installed}\n"


@pytest.mark.parametrize("arguments", [("nonsense",), ("ask", "--nonsense"), ("role",)])
def test_wrong_usage_is_one_line_that_names_the_help(run: Run, arguments: tuple[str, ...]) -> None:
    """Exit code 2, no usage screen to scroll back over."""
    result = run(*arguments)

    assert result.exit_code == 2
    assert result.stderr.startswith("Error: ")
    assert "--help`" in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("variable", "complaint"),
    [
        ("REMIT_LLM__PROVIDER=ollama", "REMIT_LLM: REMIT_LLM__MODEL is missing; the provider"),
        ("REMIT_LLM__PROVIDER=mine", "REMIT_LLM__PROVIDER: Input should be 'none', "),
    ],
)
def test_what_is_wrong_with_a_setting_is_said_without_ceremony(
    run: Run, settings: pytest.MonkeyPatch, variable: str, complaint: str
) -> None:
    """Also where several do not go together."""
    settings.setenv(*variable.split("="))

    assert run("ask", "hello").stderr.startswith(f"Error: {complaint}")


def test_a_slip_in_a_command_is_answered_with_those_that_are_near(run: Run) -> None:
    """Whoever mistypes reads what to type."""
    complaint = run("asks").stderr

    assert complaint == "Error: No such command 'asks'. Did you mean 'ask'? See `remit --help`.\n"


@pytest.fixture
def broken(settings: pytest.MonkeyPatch) -> None:
    """A bot with a programming error in it."""

    def fail(*_: object) -> None:
        raise RuntimeError("a\nmistake")

    settings.setattr(Guide, "answer", fail)


@pytest.mark.usefixtures("broken")
def test_a_failure_nobody_foresaw_is_one_line(run: Run) -> None:
    """Users never see a traceback."""
    result = run("ask", "hello")

    assert result.exit_code == 1
    assert result.stderr.startswith("Error: Remit failed (RuntimeError: a mistake); ")
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.usefixtures("broken")
@pytest.mark.parametrize("arguments", [("--debug", "ask", "hello"), ("ask", "hello", "--debug")])
def test_debug_shows_where_an_error_arose(run: Run, arguments: tuple[str, ...]) -> None:
    """Before or after the command, as it comes to mind."""
    assert isinstance(run(*arguments).exception, RuntimeError)


def test_a_wrong_setting_is_named(run: Run, settings: pytest.MonkeyPatch) -> None:
    """The sentence has the variable's name, not a class's."""
    settings.setenv("REMIT_CHROMA__PORT", "many")

    result = run("roles")

    assert result.exit_code == 2
    assert result.stderr.startswith("Error: REMIT_CHROMA__PORT: ")
    assert len(result.stderr.splitlines()) == 1


def test_no_colour_where_none_is_wanted(run: Run, settings: pytest.MonkeyPatch) -> None:
    """`NO_COLOR` wins over a terminal that could show colours."""
    assert "\x1b[" in run("role", "Sea Pilot", color=True).stdout
    settings.setenv("NO_COLOR", "1")
    assert "\x1b[" not in run("role", "Sea Pilot", color=True).stdout


def test_what_the_system_refuses_names_the_file() -> None:
    """A full disk or a missing right is told with its path."""
    failure = errors.translated(PermissionError(13, "Permission denied", "/srv/remit"))

    assert failure.exit_code == 2
    assert failure.message.startswith("/srv/remit: Permission denied;")
