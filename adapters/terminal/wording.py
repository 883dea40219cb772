"""The sentences that only the terminal says. What other surfaces say as well is `bot.wording`'s."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.wording import listed

if TYPE_CHECKING:
    from knowledge.ingest import IngestReport

MOST_NAMES = 8
"""How many names a sentence offers before it leaves the rest to a command that lists them."""

NO_QUESTION = "There is no question; give one in quotes, or a file of them with --batch IN.jsonl"
QUESTION_AND_BATCH = "Give either a question or --batch, not both"
BATCH_WITHOUT_OUT = "--batch IN.jsonl needs --out OUT.jsonl for the answers"
OUT_WITHOUT_BATCH = "--out OUT.jsonl goes with --batch IN.jsonl; for one answer there is --json"
ASKER_OF_BATCH = "--as goes with one question; in a batch each line names its own asker"
SAME_FILE = "--out would overwrite the questions; give it another file"
NO_HEADING = "(no heading)"
NO_MODEL_NO_INDEX = "cannot be opened without the embedding model"
NOTE_COLUMNS = ("what", "before", "after")
ROLE_COLUMNS = ("title", "level", "family", "documents")
SAME_FOR_BOTH = "(the same)"
SECTION_AND_SOURCE = "--source prints the whole document; leave out SECTION"
NO_OWNER = "(no owner named)"
NOTHING_NOW = "now: nothing like it"
DIGEST_WITHOUT_OWNER = "--digest is a message to one owner; give --owner NAME"
DIGEST_ALONE = "--digest is a message, so it goes neither with --json nor with --changed"
LIBRARY_WITHOUT_PROBES = (
    "--library goes with the suites `probes` and `grounding`; cases name their own libraries"
)


def examples(*lines: str) -> str:
    """The end of a help text: calls that can be copied."""
    return "\n".join(["\b", "Examples:", *(f"  {line}" for line in lines)])


def count(number: int, noun: str) -> str:
    """A number with its noun: `1 document`, `2,000 documents`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def ingested(report: IngestReport, data_dir: Path) -> str:
    """Say what an ingest did."""
    total = count(report.read + report.unchanged, "document")
    failed = f" {count(len(report.errors), 'document')} could not be read." if report.errors else ""
    if report.nothing_to_do:
        return f"Nothing to do: the index in {data_dir} has all {total} as they are.{failed}"
    return (
        f"Indexed {total} in {data_dir}: {report.read:,} read, {report.unchanged:,} unchanged, "
        f"{report.removed:,} removed; {count(report.clauses, 'clause')}, "
        f"{count(report.embedded, 'text')} newly embedded.{failed}"
    )


def waiting(data_dir: Path) -> str:
    """Say that another process has to finish first."""
    return f"Another process is writing to the index in {data_dir}; waiting until it is done."


def bad_line(path: Path, number: int, reason: str) -> str:
    """Say what is wrong with a line of a batch; lines are counted from 1."""
    return f"{path}, line {number}: {reason}."


def not_answered(error: Exception) -> str:
    """Say that a question of a batch brought the program itself to fail."""
    return f"it could not be answered ({type(error).__name__}: {one_line(str(error))})"


def bad_setting(name: str, fault: Mapping[str, Any]) -> str:
    """Say which setting is wrong, and in what; `fault` is one of pydantic's."""
    reason = str(fault["msg"]).removeprefix("Value error, ")
    if fault.get("type") == "too_short":  # of a secret, pydantic speaks of items
        reason = f"it needs {fault['ctx']['min_length']} characters or more"
    return f"{name}: {reason.rstrip('.')}; correct it in the environment or in the file .env."


def unexpected(error: Exception) -> str:
    """Say that the program failed in a way nobody foresaw."""
    what = f"{type(error).__name__}: {one_line(str(error))}".rstrip(": ")
    return f"Remit failed ({what}); the same command with --debug shows where."


def refused(error: OSError) -> str:
    """Say what the system refused, and on which file."""
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or error}; check the path and your rights to it."


def one_line(text: str) -> str:
    """A message in one line, whatever its author made of it."""
    return " ".join(text.split())


def usage(message: str, command: str) -> str:
    """A wrong call, and where the right one is described."""
    said = one_line(message).rstrip(".")
    see = " See" if said.endswith("?") else "; see"
    return f"{said}{see} `{command} --help`."


def no_such_command(name: str, near: Sequence[str]) -> str:
    """Say that there is no such command, and which come near."""
    meant = listed([f"'{each}'" for each in near], "or")
    return f"No such command '{name}'. Did you mean {meant}?"


def unknown_name(
    name: str, near: Sequence[str], titles: Sequence[str], *, or_document: bool
) -> str:
    """Say that no role has that name, or no document either, and which come near."""
    called = (
        f"no role, and no document, called “{name}”" if or_document else f"no role called “{name}”"
    )
    if not titles:
        return f"There is {called}; the library has no roles."
    if near:
        return f"There is {called}. Did you mean {listed(near, 'or')}? `remit roles` lists all."
    return f"There is {called}; `remit roles` lists them: {few(titles)}."


def unclear_name(name: str, titles: Sequence[str]) -> str:
    """Say that a name may mean several roles."""
    return f"“{name}” may mean {listed(titles, 'or')}; give the whole title."


def unknown_section(name: str, title: str) -> str:
    """Say that a role has no such section, and how to see those that it has."""
    return f"{title} has no section “{name}”; `remit role '{title}'` lists those that it has."


def same_role(title: str) -> str:
    """Say that both names mean one role."""
    return f"Both names mean the {title}; give two roles to compare."


def nothing_to_compare(topic: str, titles: Sequence[str], topics: Sequence[str]) -> str:
    """Say that the documents of these roles have no such topic, and which they have."""
    roles = listed([f"the {title}" for title in titles])
    if not topics:
        return f"The documents have nothing to compare of {roles}."
    about = f" on “{topic}”" if topic else ""
    return f"The documents have nothing{about} for {roles}; topics are {few(topics)}."


def more_to_compare(count: int, topic: str) -> str:
    """Say how many rows of a topic are not shown, and how to see them."""
    return f"… and {count} more; give “{topic}” as TOPIC to see them."


def parts_left(count: int) -> str:
    """Say how much of a cell is not shown."""
    return f"… and {count} more"


def few(names: Sequence[str]) -> str:
    """The first names of a longer list."""
    left = len(names) - MOST_NAMES
    return listed([*names[:MOST_NAMES], *([f"{left} more"] if left > 0 else [])])


def explained(path: Path, notes: int) -> str:
    """Close the account of a file."""
    if not notes:
        return f"Nothing in {path} was repaired or left out."
    return f"{count(notes, 'place')} in {path} {'was' if notes == 1 else 'were'} changed."


def roles_found(roles: int, documents: int) -> str:
    """Close the list of roles."""
    return f"{count(roles, 'role')} in {count(documents, 'document')}."


def linted(documents: int, counts: Sequence[int], unread: int) -> str:
    """Close a list of problems; `counts` are errors, warnings and infos."""
    nouns = "error", "warning", "note"
    found = [count(n, noun) for n, noun in zip(counts, nouns, strict=True) if n]
    failed = f" {count(unread, 'document')} could not be read." if unread else ""
    return f"{listed(found) if found else 'No problems'} in {count(documents, 'document')}.{failed}"


def settings_read(data_dir: Path) -> str:
    """Say that the settings hold, and which data folder they name."""
    return f"the data folder is {data_dir}"


def library_found(folders: Sequence[Path], documents: int) -> str:
    """Say that the library is there."""
    return f"{count(documents, 'document')} in {few([str(folder) for folder in folders])}"


def library_faulty(paths: Sequence[str]) -> str:
    """Say that some documents cannot be read."""
    return f"{few(paths)} cannot be read; `remit ingest` says why"


def index_current(documents: int, roles: int) -> str:
    """Say that the index can be opened."""
    return f"{count(documents, 'document')}, {count(roles, 'role')}"


def index_behind(folders: Sequence[Path]) -> str:
    """Say that the index was made from other documents than the library has now."""
    return (
        f"does not match {few([str(folder) for folder in folders])}; run `remit ingest`, or set "
        "REMIT_LIBRARY to the folder that was ingested"
    )


def chroma_answers(host: str, port: int) -> str:
    """Say that the Chroma server is there."""
    return f"{host}:{port} answers"


def writable(folder: Path) -> str:
    """Say that the data folder can be written to."""
    return f"{folder} can be written to"


def not_writable(folder: Path, reason: str) -> str:
    """Say that nothing can be kept in the data folder."""
    return (
        f"{folder} cannot be written to ({reason}); give yourself the right to, or set "
        "REMIT_DATA_DIR to another folder"
    )


GROUPS_READ = "the settings of groups can be read"


def database_to_come(file: Path) -> str:
    """Say that there is no database yet, and that this is no problem."""
    return f"none yet; `remit serve` makes {file}"


def database_open(waiting: int) -> str:
    """Say that the database opens, and how many questions wait in it."""
    return f"open, {count(waiting, 'question')} waiting for an answer"


def slack_set(listens: bool) -> str:  # noqa: FBT001  a fact, not an option
    """Say whether Slack is set up."""
    if listens:
        return "set up"
    return (
        "not set up; REMIT_SLACK__BOT_TOKEN with REMIT_SLACK__SIGNING_SECRET or "
        "REMIT_SLACK__APP_TOKEN would do it"
    )


def owners_set(address: str, *, has_token: bool) -> str:
    """Say whether there is a page for owners."""
    return f"{address}/owners" if has_token else "not set up; REMIT_OWNERS__TOKEN would do it"


def teams_set(has_app: bool) -> str:  # noqa: FBT001  a fact, not an option
    """Say whether Teams is set up."""
    if has_app:
        return "set up"
    return "not set up; REMIT_TEAMS__APP_ID would do it. Until then, this machine alone"


def unknown_owner(name: str, owners: Sequence[str]) -> str:
    """Say that no document names that owner, and whom they name."""
    offer = f"the documents name {few(owners)}" if owners else "the documents name none"
    return f"There is no owner called “{name}”; {offer}"


def gaps_found(unanswered: int, voted_down: int) -> str:
    """Close the list of gaps."""
    if not unanswered and not voted_down:
        return "Nothing is open: every question was answered, and nobody voted an answer down."
    return (
        f"{count(unanswered, 'question')} without an answer, "
        f"{count(voted_down, 'answer')} voted down."
    )


def changes_found(passages: int, answers: int) -> str:
    """Close the list of changed passages."""
    if not passages:
        return "No passage has changed since somebody was answered from it."
    quoted = count(answers, "answer")
    return f"{count(passages, 'passage')} changed; {quoted} quoted the former words."


def was_told(asker: str, question: str, day: date) -> str:
    """Say who was answered from a passage, when, and what they had asked."""
    return f"{asker or 'somebody'}, {day.day} {day:%B %Y}: “{question}”"
