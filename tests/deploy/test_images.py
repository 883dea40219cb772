"""The image and the compose file: what is in them, what is pinned, and what they may do."""

from __future__ import annotations

import re
import shlex
import subprocess
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.house.test_settings_document import in_code

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
DOCKERFILE = (DEPLOY / "Dockerfile").read_text()
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
PINNED = re.compile(r"[a-z0-9./-]+:[\w.-]+@sha256:[0-9a-f]{64}")


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile's instructions, each on one line."""
    lines = [x for x in DOCKERFILE.splitlines() if x and not x.startswith("#")]
    joined = re.sub(r"\\\n\s*", " ", "\n".join(lines))
    return [(line.split(" ", 1)[0], line.split(" ", 1)[1].strip()) for line in joined.splitlines()]


def test_what_the_image_is_made_from_is_pinned() -> None:
    """The base by its digest, packages by their hashes."""
    (base,) = [text.partition("=")[2] for name, text in instructions() if name == "ARG"]
    stages = [text.split(" ")[0] for name, text in instructions() if name == "FROM"]

    assert PINNED.fullmatch(base)
    assert set(stages) == {"${PYTHON}", "base"}
    assert "--require-hashes" in DOCKERFILE
    assert "http" not in re.sub(r"http://127\.0\.0\.1", "", "".join(x for _, x in instructions()))


def test_every_stage_that_is_run_runs_as_nobody_in_particular() -> None:
    """By number, so that a cluster can see that it is not root."""
    ends = DOCKERFILE.split("FROM base AS ")[1:]
    assert len(ends) == 2
    for stage in ends:
        users = re.findall(r"^USER (.+)$", stage, re.MULTILINE)
        assert users[-1:] == ["10001:10001"]


def test_what_is_copied_is_there_and_nothing_else_gets_in() -> None:
    """Tests, history and secrets are not in the context at all."""
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text().splitlines()
    let_in = {line[1:] for line in ignored if line.startswith("!")}
    copied = {
        source
        for name, text in instructions()
        if name == "COPY" and not text.startswith("--from")
        for source in shlex.split(text)[:-1]
    }

    assert "*" in ignored
    assert copied == let_in
    assert all((ROOT / each).exists() for each in copied)
    for secret in (".git", ".env", "tests", "deploy", "docs"):
        assert not any(fnmatch(secret, each) for each in let_in)


def test_the_model_is_in_the_image() -> None:
    """Nothing is fetched at run time."""
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text()
    assert "knowledge/model" not in ignored
    assert (ROOT / "knowledge" / "model" / "minilm.onnx").exists()


def test_settings_of_image_and_compose_exist() -> None:
    """A setting that is misspelt would silently do nothing."""
    example = (DEPLOY / "compose.env.example").read_text()
    named = set(re.findall(r"\bREMIT_[A-Z0-9_]+", DOCKERFILE + example))
    named |= set(COMPOSE["services"]["remit"]["environment"])
    # What compose itself goes by.
    assert named - set(in_code()) == {"REMIT_DOCUMENTS", "REMIT_IMAGE"} & named


def test_services_wait_for_each_other_and_say_how_they_are() -> None:
    """A server that starts before its database would only fail."""
    services = COMPOSE["services"]
    assert all(each["healthcheck"]["test"][0] == "CMD" for each in services.values())
    waits = services["remit"]["depends_on"]
    assert {x: waits[x]["condition"] for x in waits} == dict.fromkeys(
        ("chroma", "postgres"), "service_healthy"
    )
    for each in services.values():
        volumes = [x.split(":")[0] for x in each.get("volumes", []) if isinstance(x, str)]
        assert set(volumes) <= set(COMPOSE["volumes"])


def test_only_remit_is_reached_and_only_from_this_machine() -> None:
    """A proxy with TLS stands before it; Chroma and PostgreSQL are nobody's business."""
    services = COMPOSE["services"]
    assert services["remit"]["ports"] == ["127.0.0.1:3978:3978"]
    for name in ("chroma", "postgres"):
        assert "ports" not in services[name]
        assert services[name]["networks"] == ["inside"]
    assert COMPOSE["networks"]["inside"]["internal"] is True
    assert services["remit"]["read_only"] is True
    assert services["remit"]["cap_drop"] == ["ALL"]


def test_chroma_is_the_version_that_the_client_is() -> None:
    """The two move together."""
    lock = (ROOT / "requirements" / "run.lock").read_text()
    version = re.search(r"^chromadb==([\d.]+)", lock, re.MULTILINE)
    values = yaml.safe_load((DEPLOY / "helm" / "remit" / "values.yaml").read_text())

    assert version
    assert COMPOSE["services"]["chroma"]["image"] == f"chromadb/chroma:{version[1]}"
    assert values["chroma"]["image"] == f"chromadb/chroma:{version[1]}"
    assert PINNED.fullmatch(COMPOSE["services"]["postgres"]["image"])


@pytest.mark.parametrize("text", [DOCKERFILE, (DEPLOY / "compose.yaml").read_text()])
def test_no_secret_stands_in_a_file(text: str) -> None:
    """They come from the environment, and are asked for where they are missing."""
    for name, value in re.findall(r"(\w*(?:PASSWORD|TOKEN|SECRET)\w*): +(.+)", text):
        assert value.startswith("${"), name
    assert "${POSTGRES_PASSWORD:?" in text or "POSTGRES" not in text


def test_the_versions_are_those_of_the_project() -> None:
    """Chart, image and package are released together."""
    project = re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)
    described = yaml.safe_load((DEPLOY / "helm" / "remit" / "Chart.yaml").read_text())

    assert project
    assert described["appVersion"] == project[1]
    assert f"remit:{project[1]}" in COMPOSE["services"]["remit"]["image"]


def test_the_check_of_chromas_health_tells_alive_from_dead(tmp_path: Path) -> None:
    """Without a server it fails at once; the replicas' test tries it on a real one."""
    command = COMPOSE["services"]["chroma"]["healthcheck"]["test"][1:]
    script = command[2].replace("8000", "1").replace("$$", "$")
    done = subprocess.run(["bash", "-c", script], check=False, cwd=tmp_path, capture_output=True)
    assert done.returncode != 0
