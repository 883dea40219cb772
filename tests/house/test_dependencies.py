"""What pyproject.toml declares is what the code imports, and what the locks hold."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("knowledge", "bot", "adapters", "evals")
LOCKS = sorted((ROOT / "requirements").glob("*.lock"))
PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)==(\S+)", re.MULTILINE)
# Beautiful Soup is told by name to parse with it.
BY_NAME = {"lxml"}


def project() -> dict[str, Any]:
    """pyproject.toml, parsed."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def normal(name: str) -> str:
    """A distribution's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", re.split(r"[<>=!~;\[ ]", name, maxsplit=1)[0]).lower()


def imported(file: Path) -> Iterator[str]:
    """The top-level modules that `file` imports, anywhere in it."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def distributions_in_use() -> set[str]:
    """The distributions whose modules the product's packages import."""
    files = [file for package in PACKAGES for file in (ROOT / package).rglob("*.py")]
    modules = {module for file in files for module in imported(file)}
    known = packages_distributions()
    outside = modules - set(sys.stdlib_module_names) - set(PACKAGES)
    return {normal(name) for module in outside for name in known.get(module, [module])}


def test_every_declared_package_is_imported_and_every_imported_one_declared() -> None:
    """Nothing is installed that is not used, and nothing works only because another brings it."""
    declared = {normal(line) for line in project()["project"]["dependencies"]}
    # Namespaces that several distributions share; those that are meant are declared.
    used = distributions_in_use()
    shared = {
        name
        for name in used - declared
        if name.startswith(("botframework-", "llama-index-", "opentelemetry-"))
    }

    assert (used | BY_NAME) - shared == declared


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_pins_with_hashes_and_names_no_index(lock: Path) -> None:
    """An install takes exactly these files, from whichever index the machine uses."""
    text = lock.read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-z0-9])", text.strip())

    assert all(PIN.match(entry) and "--hash=sha256:" in entry for entry in entries)
    assert "://" not in text
    assert not re.search(r"^--", text, re.MULTILINE)


def test_the_locks_agree() -> None:
    """All groups can be installed side by side, so a package has the same pins in each lock."""
    pins: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for lock in LOCKS:
        for name, version in PIN.findall(lock.read_text(encoding="utf-8")):
            pins[name][lock.name].add(version)
    differing = {
        name: dict(locks)
        for name, locks in pins.items()
        if any(versions != next(iter(locks.values())) for versions in locks.values())
    }

    assert not differing


def test_no_package_of_the_runtime_brings_torch() -> None:
    """The model runs on onnxruntime; a gigabyte more for every user would buy nothing."""
    run = dict(PIN.findall((ROOT / "requirements" / "run.lock").read_text(encoding="utf-8")))

    assert not [name for name in run if name == "torch" or name.startswith("nvidia-")]


def test_every_group_has_its_lock_and_every_declared_package_is_in_it() -> None:
    """Whoever adds a package runs `make lock`."""
    declared = project()
    groups: dict[str, list[str]] = dict(declared["dependency-groups"])
    groups["run"] = declared["project"]["dependencies"] + groups.pop("build")
    # The build of PyTorch depends on the machine's graphics card.
    del groups["train"]

    for group, packages in groups.items():
        lock = (ROOT / "requirements" / f"{group}.lock").read_text(encoding="utf-8")
        pinned = {normal(name) for name, _ in PIN.findall(lock)}
        assert {normal(package) for package in packages} <= pinned, group
