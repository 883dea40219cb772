"""The Helm chart makes what it promises, with the settings and addresses that the code has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from aiohttp import web

from adapters.server import make_app
from adapters.service.metrics import Metrics
from adapters.settings import ServerSettings
from tests.adapters.builders import ScriptedGuide, desk_over, no_readers
from tests.deploy.templates import Renderer, TemplateFailed
from tests.house.test_settings_document import in_code

ROOT = Path(__file__).resolve().parents[2]
CHART = ROOT / "deploy" / "helm" / "remit"
NEEDED = {"publicUrl": "https://remit.example.org", "secret": "remit"}

OPERATORS = {"/metrics", "/healthz", "/readyz"}
"""Addresses that are for whoever operates the server."""


def chart(**values: Any) -> list[dict[str, Any]]:
    """What the chart makes."""
    return Renderer(CHART, {**NEEDED, **values}).objects()


def one(objects: list[dict[str, Any]], kind: str, name: str = "remit") -> dict[str, Any]:
    """The object of a kind and name."""
    (found,) = [x for x in objects if x["kind"] == kind and x["metadata"]["name"] == name]
    return found


def pods(objects: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The templates of all pods."""
    return (x["spec"]["template"] for x in objects if x["kind"] in {"Deployment", "StatefulSet"})


VARIANTS: list[dict[str, Any]] = [
    {},
    {"autoscaling": {"enabled": False}},
    {"library": {"claim": "documents", "shared": {"enabled": False}}},
    {"chroma": {"enabled": False, "host": "chroma.example.org"}},
    {"ingress": {"enabled": False}, "networkPolicy": {"enabled": False}},
    {"monitoring": {"enabled": True}, "settings": {"REMIT_RETENTION_DAYS": 30}},
    {"image": {"digest": "sha256:" + "0" * 64, "pullSecrets": [{"name": "registry"}]}},
    {"nodeSelector": {"disk": "ssd"}, "ingress": {"annotations": {"a/b": "c"}, "library": True}},
]


@pytest.mark.parametrize("values", VARIANTS)
def test_every_variant_is_well_formed(values: dict[str, Any]) -> None:
    """Each object has a kind, a name and the release's labels; selectors find their pods."""
    objects = chart(**values)
    for each in objects:
        assert each["metadata"]["labels"]["app.kubernetes.io/instance"] == "remit"
    for each in objects:
        if each["kind"] in {"Deployment", "StatefulSet"}:
            wanted = each["spec"]["selector"]["matchLabels"].items()
            assert wanted <= each["spec"]["template"]["metadata"]["labels"].items()
    names = [(each["kind"], each["metadata"]["name"]) for each in objects]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("missing", sorted(NEEDED))
def test_what_nobody_can_guess_is_asked_for(missing: str) -> None:
    """An installation without it fails before anything is made."""
    with pytest.raises(TemplateFailed, match=missing):
        chart(**{missing: ""})


def test_every_setting_of_the_chart_exists() -> None:
    """A setting that is misspelt would silently do nothing."""
    objects = chart(library={"claim": "documents"})
    named = set(one(objects, "ConfigMap")["data"])
    named |= set(re.findall(r"REMIT_[A-Z_0-9]+(?<!_)\b", (CHART / "values.yaml").read_text()))

    known = set(in_code())
    assert {each for each in named if each not in known and not _is_group(each, known)} == set()


def _is_group(name: str, known: set[str]) -> bool:
    """Whether a name stands for a group of settings (`REMIT_SLACK__…`)."""
    return any(each.startswith(f"{name}__") for each in known)


def test_pods_may_do_nothing_that_they_need_not() -> None:
    """No root, no rights to gain, no token of the cluster; Remit's files cannot be changed."""
    for pod in pods(chart()):
        spec = pod["spec"]
        assert spec["automountServiceAccountToken"] is False
        assert spec["securityContext"]["runAsNonRoot"] is True
        assert spec["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
        for container in spec["containers"]:
            assert container["securityContext"]["allowPrivilegeEscalation"] is False
            assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}
            assert container["resources"]["limits"]["memory"]
    server = one(chart(), "Deployment")["spec"]["template"]["spec"]["containers"][0]
    assert server["securityContext"]["readOnlyRootFilesystem"] is True


def test_a_pod_has_the_time_to_finish_what_it_accepted() -> None:
    """What `preStop` waits, and 25 s for the last answers, are less than it has."""
    spec = one(chart(), "Deployment")["spec"]["template"]["spec"]
    pause = int(spec["containers"][0]["lifecycle"]["preStop"]["exec"]["command"][1])

    assert pause + 25 + 5 < spec["terminationGracePeriodSeconds"]


def test_an_upgrade_and_a_drained_node_leave_replicas_that_answer() -> None:
    """Pods are exchanged one by one, and new settings are new pods."""
    objects = chart()
    update = one(objects, "Deployment")["spec"]["strategy"]["rollingUpdate"]
    assert update == {"maxUnavailable": 0, "maxSurge": 1}
    assert one(objects, "PodDisruptionBudget")["spec"]["maxUnavailable"] == 1
    assert one(objects, "HorizontalPodAutoscaler")["spec"]["minReplicas"] == 2

    def digest(**values: Any) -> str:
        pod = one(chart(**values), "Deployment")["spec"]["template"]
        found: str = pod["metadata"]["annotations"]["checksum/settings"]
        return found

    assert digest() != digest(settings={"REMIT_RETENTION_DAYS": 30})


def test_it_scales_by_a_figure_that_there_is() -> None:
    """And prometheus-adapter is told of the same one."""
    scaler = one(chart(), "HorizontalPodAutoscaler")["spec"]
    name = scaler["metrics"][0]["pods"]["metric"]["name"]
    (rule,) = yaml.safe_load((ROOT / "deploy" / "prometheus" / "adapter.yaml").read_text())

    assert f"# TYPE {name} gauge" in Metrics().exposed().decode()
    assert rule["name"]["as"] == name
    assert rule["seriesQuery"].startswith(name)


def routes() -> set[str]:
    """The addresses of the server that people and programs use, filled in."""
    with desk_over(ScriptedGuide()) as desk:
        app: web.Application = make_app(desk, ServerSettings(), no_readers())
        found = {each.canonical for each in app.router.resources()}
    found |= {"/slack/events", "/slack/install", "/api/messages"}
    return {re.sub(r"\{[^}]*\}", "x", each) for each in found}


def reached(path: str, rules: list[dict[str, Any]]) -> bool:
    """Whether the ingress passes a path on."""
    return any(
        path == rule["path"]
        if rule["pathType"] == "Exact"
        else f"{path}/".startswith(rule["path"].rstrip("/") + "/")
        for rule in rules
    )


@pytest.mark.parametrize("is_public", [True, False])
def test_the_ingress_passes_on_what_people_need_and_no_figures(is_public: bool) -> None:  # noqa: FBT001
    """Slack and Teams always, pages where they are wanted, the operator's never."""
    objects = chart(ingress={"web": is_public})
    rules = one(objects, "Ingress")["spec"]["rules"][0]["http"]["paths"]
    chats = {each for each in routes() if each.startswith(("/slack/", "/api/messages"))}
    pages = routes() - chats - OPERATORS

    assert all(reached(each, rules) for each in chats)
    assert not any(reached(each, rules) for each in OPERATORS)
    assert {each for each in pages if reached(each, rules)} == (pages if is_public else set())
    assert not reached("/api/library", rules)


def test_only_remit_reaches_chroma() -> None:
    """The vectors are of restricted documents too."""
    policy = one(chart(), "NetworkPolicy", "remit-chroma")["spec"]
    server = one(chart(), "Deployment")["spec"]["template"]["metadata"]["labels"]
    (allowed,) = policy["ingress"][0]["from"]

    assert allowed["podSelector"]["matchLabels"].items() <= server.items()
    assert policy["policyTypes"] == ["Ingress", "Egress"]
    assert "egress" not in policy
