"""A memory is opened over whatever is there, or says in one sentence why it cannot be."""

from __future__ import annotations

import os
import pwd
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text

from bot.memory import sqlite_file
from bot.memory.errors import (
    AddressWrong,
    DatabaseBusy,
    DatabaseFull,
    DatabaseNewer,
    DatabaseReadOnly,
    DatabaseUnreachable,
    MemoryProblem,
    NotADatabase,
    PlaceWrong,
)
from bot.memory.opening import Memory, open_memory
from bot.memory.tables import metadata
from tests.bot.memory.builders import ANN, NOON, THREAD, event
from tests.bot.memory.cluster import Cluster, why_not

ROOT = Path(__file__).resolve().parents[3]


def test_migrating_from_nothing_gives_the_tables_that_the_code_knows(memory: Memory) -> None:
    """Columns, types, keys and indexes; whoever changes a table writes a migration."""
    with memory.database.writing() as connection:
        options = {"compare_type": True, "target_metadata": metadata}
        context = MigrationContext.configure(connection, opts=options)

        assert compare_metadata(context, metadata) == []


def test_what_was_written_is_there_after_opening_again(address: str) -> None:
    """Migrations that were made are not made again."""
    first = open_memory(address)
    first.conversations.add(THREAD, ANN, "first", NOON)
    first.close()
    second = open_memory(address)

    assert second.conversations.turns(THREAD, last=9) == ("first",)
    second.close()


OPENING = """
import sys
from bot.memory.opening import open_memory
print("ready", flush=True)
sys.stdin.readline()
open_memory(sys.argv[1]).check()
"""


def test_replicas_that_start_at_once_open_one_empty_database(address: str) -> None:
    """One makes the tables, the others find them made."""
    starting = [
        subprocess.Popen(
            [sys.executable, "-c", OPENING, address],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    for each in starting:
        assert each.stdout
        each.stdout.readline()
    ended = []
    for each in starting:
        assert each.stdin
        each.stdin.write("\n")
        each.stdin.flush()
    for each in starting:
        _, errors = each.communicate()
        ended.append((each.returncode, errors))

    assert ended == [(0, "")] * 4


def test_the_file_is_for_its_owner_alone(sqlite_address: str, tmp_path: Path) -> None:
    """It holds people's questions."""
    open_memory(sqlite_address).close()

    assert (tmp_path / "memory" / "remit.db").stat().st_mode & 0o077 == 0


def test_a_healthy_memory_gives_a_sign_of_life(memory: Memory) -> None:
    """What `/readyz` asks for."""
    memory.check()


def one_sentence(problem: MemoryProblem) -> bool:
    """Whether a message is one line that ends as a sentence does and says what to do."""
    message = str(problem)
    return "\n" not in message and message.endswith(".") and "; " in message


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "remit.db",
        "sqlite://",
        "sqlite:///:memory:",
        "mysql://root:hidden@localhost/remit",
        "postgresql+psycopg2://root:hidden@localhost/remit",
        "postgresql+psycopg://root:hidden@localhost:port/remit",
    ],
)
def test_an_address_of_no_known_form_is_refused(wrong: str) -> None:
    """With the forms there are, and without the password that it may hold."""
    with pytest.raises(AddressWrong, match="REMIT_DATABASE_URL") as caught:
        open_memory(wrong)

    assert one_sentence(caught.value)
    assert "hidden" not in str(caught.value)


def test_a_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    """A slip in REMIT_DATA_DIR."""
    (tmp_path / "data").write_text("no folder", encoding="utf-8")

    with pytest.raises(PlaceWrong, match=re.escape(str(tmp_path / "data"))) as caught:
        open_memory(f"sqlite:///{tmp_path}/data/remit.db")
    assert one_sentence(caught.value)


def test_a_folder_in_place_of_the_file_is_named(tmp_path: Path) -> None:
    """Another slip, in REMIT_DATABASE_URL."""
    with pytest.raises(PlaceWrong, match=re.escape(str(tmp_path))) as caught:
        open_memory(f"sqlite:///{tmp_path}")
    assert one_sentence(caught.value)


def test_a_file_that_is_something_else_is_left_alone(tmp_path: Path) -> None:
    """It is somebody's."""
    file = tmp_path / "letters.db"
    file.write_bytes(b"Dear Sir or Madam, " * 500)

    with pytest.raises(NotADatabase, match=r"letters\.db") as caught:
        open_memory(f"sqlite:///{file}")
    assert one_sentence(caught.value)
    assert file.read_bytes() == b"Dear Sir or Madam, " * 500


def test_a_database_of_a_newer_version_is_left_alone(address: str) -> None:
    """An old version could neither read nor spare what a newer one has written."""
    memory = open_memory(address)
    with memory.database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    memory.close()

    with pytest.raises(DatabaseNewer) as caught:
        open_memory(address)
    assert one_sentence(caught.value)


@contextmanager
def without_the_rights_of_root() -> Iterator[None]:
    """As another user where the tests run as root, who may write everywhere."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(pwd.getpwnam("nobody").pw_uid)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@pytest.mark.parametrize("rights", [(0o755, 0o444), (0o555, 0o666)], ids=["file", "folder"])
def test_what_may_only_be_read_is_named(rights: tuple[int, int]) -> None:
    """The file or its folder is somebody else's, or on a disk that is mounted so."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        open_memory(f"sqlite:///{folder}/remit.db").close()
        folder.chmod(rights[0])
        (folder / "remit.db").chmod(rights[1])
        with without_the_rights_of_root(), pytest.raises(DatabaseReadOnly) as caught:
            open_memory(f"sqlite:///{folder}/remit.db")
        folder.chmod(0o755)
    assert one_sentence(caught.value)


def test_a_server_that_may_only_be_read_is_named(cluster: Cluster, postgresql_address: str) -> None:
    """A replica of a database, or one that an administrator has closed for writing."""
    open_memory(postgresql_address).close()
    name = postgresql_address.partition("@/")[2].partition("?")[0]
    cluster.query("postgres", f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    memory = open_memory(postgresql_address)

    with pytest.raises(DatabaseReadOnly) as caught:
        memory.inbox.put(event(1), "one", 60)
    assert one_sentence(caught.value)
    assert memory.inbox.waiting() == 0
    memory.close()


def test_a_full_disk_is_named_and_loses_nothing_that_was_written(sqlite_address: str) -> None:
    """Once there is room again, everything goes on."""
    memory = open_memory(sqlite_address)
    memory.inbox.put(event(1), "one", 60)
    with memory.database.writer.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")

    with pytest.raises(DatabaseFull) as caught:
        memory.inbox.put(event(2, payload="long" * 9999), "one", 60)
    assert one_sentence(caught.value)
    with memory.database.writer.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    assert memory.inbox.put(event(2), "one", 60)
    assert memory.inbox.waiting() == 2
    memory.close()


def test_a_full_disk_of_the_server_is_named(postgresql_address: str) -> None:
    """By the server's own code for it, raised here by a trigger."""
    memory = open_memory(postgresql_address)
    with memory.database.writing() as connection:
        connection.exec_driver_sql(
            "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS "
            "$$BEGIN RAISE EXCEPTION USING ERRCODE = 'disk_full'; END$$"
        )
        connection.exec_driver_sql(
            "CREATE TRIGGER full_disk BEFORE INSERT ON inbox EXECUTE FUNCTION full_disk()"
        )

    with pytest.raises(DatabaseFull) as caught:
        memory.inbox.put(event(1), "one", 60)
    assert one_sentence(caught.value)
    memory.close()


def test_a_file_that_another_program_keeps_locked_is_named(
    sqlite_address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After some patience; what is read needs none."""
    monkeypatch.setattr(sqlite_file, "PATIENCE_S", 0.1)
    memory = open_memory(sqlite_address)
    locking = sqlite3.connect(tmp_path / "memory" / "remit.db")
    locking.execute("BEGIN IMMEDIATE")

    assert memory.inbox.waiting() == 0
    with pytest.raises(DatabaseBusy) as caught:
        memory.inbox.put(event(1), "one", 60)
    assert one_sentence(caught.value)
    locking.close()
    assert memory.inbox.put(event(1), "one", 60)
    memory.close()


def test_a_server_that_is_not_there_is_named_without_the_password(tmp_path: Path) -> None:
    """The setting holds one."""
    with pytest.raises(DatabaseUnreachable) as caught:
        open_memory(f"postgresql+psycopg://remit:hidden@/remit?host={tmp_path}")
    assert one_sentence(caught.value)
    assert "hidden" not in str(caught.value)


def test_a_database_that_the_server_does_not_have_is_named(
    cluster: Cluster, postgresql_address: str
) -> None:
    """Whoever set up the server forgot to make it."""
    del cluster
    address = re.sub(r"@/\w+", "@/elsewhere", postgresql_address)

    with pytest.raises(DatabaseUnreachable, match='"elsewhere" does not exist') as caught:
        open_memory(address)
    assert one_sentence(caught.value)


@pytest.fixture
def own_cluster() -> Iterator[Cluster]:
    """A server that a test may kill."""
    if reason := why_not():
        pytest.skip(reason)
    server = Cluster()
    yield server
    server.stop()


def test_a_server_that_dies_is_named_and_used_again_when_it_is_back(own_cluster: Cluster) -> None:
    """Nobody has to start Remit anew, and what was written is still there."""
    memory = open_memory(own_cluster.database("remit"))
    memory.inbox.put(event(1), "one", -1)
    own_cluster.kill()

    with pytest.raises(DatabaseUnreachable):
        memory.check()
    with pytest.raises(DatabaseUnreachable):
        memory.inbox.put(event(2), "one", 60)
    own_cluster.start()
    memory.check()
    assert memory.inbox.put(event(2), "one", 60)
    assert memory.inbox.take("two", 9, 60) == (event(1),)
    memory.close()
