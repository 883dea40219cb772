"""A judge that nobody here wrote: Slack's own types, of blocks, of views and of manifests."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from adapters import commands
from adapters.card import Card, Line, LineKind, Source, lay_out
from adapters.card_table import Said, Table, TableRow
from adapters.slack import views
from adapters.slack.layout import message
from bot.model import Answer, Status, Verdict
from tests.adapters.builders import baker, cited, hostile, library

NODE = Path(__file__).parent / "node"
MANIFEST = Path(__file__).resolve().parents[3] / "deploy" / "slack-manifest.yaml"
LIBRARY = library(baker(), hostile())

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(
        not (NODE / "node_modules").is_dir() or shutil.which("node") is None,
        reason="needs node and `npm ci` in tests/e2e/slack/node",
    ),
]

HEAD = """\
import type { HomeView, KnownBlock, ModalView } from "@slack/types";
import type { AppsManifestCreateArguments } from "@slack/web-api";
type Manifest = Exclude<AppsManifestCreateArguments["manifest"], string>;
"""


def faults_of(declarations: str, folder: Path) -> str:
    """What the compiler says of values that are declared to be Slack's; nothing of good ones."""
    file = NODE / f"judged-{folder.name}.ts"
    file.write_text(HEAD + declarations, encoding="utf-8")
    flags = "--noEmit --strict --skipLibCheck --module nodenext --target es2022 --types node"
    try:
        done = subprocess.run(
            ["node_modules/.bin/tsc", *flags.split(), file.name],
            cwd=NODE,
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        file.unlink()
    return done.stdout + done.stderr


def declared(kind: str, values: list[object]) -> str:
    """Constants of a type, so that the compiler looks at every key."""
    return "\n".join(
        f"export const {kind.strip('[]')}{n}: {kind} = {json.dumps(value)};"
        for n, value in enumerate(values)
    )


def address(source: Source) -> str:
    """Where a source is read."""
    return f"https://remit.example.org{source.url}"


def cards() -> list[Card]:
    """One of each kind."""
    citation = cited(baker(), 2)
    verdict = Verdict("manager_approval", "Baker", "Buying an oven", "Head baker")
    answered = Answer(Status.ANSWERED, "No, not alone. [1]\n• Ask first. [1]", (citation,), verdict)
    said = Said("Bakes bread.", (1,))
    return [
        lay_out(answered, LIBRARY, "0a1b2c3d"),
        commands.help_card(LIBRARY),
        commands.roles_card(library(*[baker()] * 8)),
        Card(
            Status.ANSWERED,
            "Duties",
            (Line(LineKind.ITEM, "Bakes bread.", (1,)),),
            lay_out(answered, LIBRARY).sources,
            table=Table(("Baker", "Miller"), (TableRow("Duties", ((said,), ())),), ("Note.",)),
            reference="0a1b2c3d",
        ),
        Card(Status.CLARIFY, "", (Line(LineKind.PARAGRAPH, "Which?"),), choices=("A", "B")),
    ]


def test_messages_are_blocks_by_slacks_types(tmp_path: Path) -> None:
    """Every kind of message, as it is sent; a planted fault is found."""
    told: list[object] = [list(message(c, address, can_share=True).blocks) for c in cards()]

    assert faults_of(declared("KnownBlock[]", told), tmp_path) == ""
    assert faults_of(declared("KnownBlock[]", [[{"type": "header", "txt": 1}]]), tmp_path)


def test_windows_and_the_home_tab_are_views_by_slacks_types(tmp_path: Path) -> None:
    """Each of them."""
    source = cards()[0].sources[0]
    modals: list[object] = [
        views.passages([views.Shown(source), views.Shown(source, stands=False)], "0a", address),
        views.section(source, "Before. Bakes bread. After.", 8, 20, address),
        views.sentence("Passage", "Nothing."),
        views.compare({"channel": "C1"}),
        views.why("0a1b2c3d"),
    ]
    home: list[object] = [views.home(views.Home("Baker", ["Baker"], ["Why?"], ["What?"]))]

    assert faults_of(declared("ModalView", modals), tmp_path) == ""
    assert faults_of(declared("HomeView", home), tmp_path) == ""


def test_the_manifest_is_one_by_slacks_types(tmp_path: Path) -> None:
    """Its scopes and events are known ones, but for two that the types lack; a planted one is not.

    Slack's reference of manifests and its own templates have both. Once the types have them too,
    this fails, and the exception goes.
    """
    manifest = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    scopes = manifest["oauth_config"]["scopes"]["bot"]
    events = manifest["settings"]["event_subscriptions"]["bot_events"]
    assert faults_of(declared("Manifest", [manifest]), tmp_path)
    scopes.remove("assistant:write")
    assert faults_of(declared("Manifest", [manifest]), tmp_path)
    events.remove("function_executed")

    assert faults_of(declared("Manifest", [manifest]), tmp_path) == ""
    scopes.append("everything:write")
    assert faults_of(declared("Manifest", [manifest]), tmp_path)
