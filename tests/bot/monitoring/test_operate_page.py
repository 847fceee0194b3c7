"""The page for operators, the dashboard and the alerts speak of what there is, and of all of it."""
from __future__ import annotations

import json
import re
from itertools import combinations

import pytest
from ruamel.yaml import YAML
from support import ROOT

from bot.channels.registry import channel_names
from bot.monitoring.metrics import Metrics

PAGE = (ROOT / "docs/tasks/operate.md").read_text(encoding="utf-8")
DASHBOARD = json.loads((ROOT / "deploy/grafana/jumin.json").read_text(encoding="utf-8"))
READ = YAML(typ="safe")
ALERTS = READ.load((ROOT / "deploy/alerts.yml").read_text(encoding="utf-8"))["groups"]
PROMETHEUS = READ.load((ROOT / "deploy/prometheus.yml").read_text(encoding="utf-8"))
RULES = [rule for group in ALERTS for rule in group["rules"]]
PANELS = DASHBOARD["panels"]
QUERIES = [target["expr"] for panel in PANELS for target in panel["targets"]] + [rule["expr"] for rule in RULES]
KINDS = {"stat", "table", "timeseries"}
CHECKS = ("store", "lock", "model", "release", "actions", "loop", "zones", "wechat")
# Labels that Prometheus adds to every series.
ADDED = {"job", "instance"}


def samples() -> dict[str, list[dict[str, str]]]:
    """Each series' name as Prometheus stores it, with the labels of those there are; with one of each kind made."""
    metrics = Metrics(channel_names())
    metrics.serve("model", "release")
    for check in CHECKS:
        metrics.check_ok.labels(check)
        metrics.check_seconds.labels(check)
    metrics.http_refusals.labels("503")
    for channel in channel_names():
        metrics.turn_seconds.labels(channel)
    found: dict[str, list[dict[str, str]]] = {}
    for family in metrics.registry.collect():
        for sample in family.samples:
            found.setdefault(sample.name, []).append(sample.labels)
    return found


SAMPLES = samples()


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_names_metrics_and_labels_that_exist(query):
    names = re.findall(r"\b(?:jumin|process)_\w+", query)
    assert names or query.startswith("up{")
    for name in names:
        assert name in SAMPLES, f"{name} is no metric"
        labels = {label for series in SAMPLES[name] for label in series} | ADDED
        asked = re.findall(rf"{name}{{(.*?)}}", query)
        for label, value in re.findall(r'(\w+)="([^"]*)"', "".join(asked)):
            assert (
                label == "job" or value in {series.get(label) for series in SAMPLES[name]}
            ), f"{name} never has {label}={value}"
        for by in re.findall(r"by \((.*?)\)", query):
            assert set(by.split(", ")) <= labels, f"{name} has no {by}"


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_takes_rates_of_counters_only_and_closes_what_it_opens(query):
    assert all(query.count(opening) == query.count(closing) for opening, closing in ("()", "[]", "{}"))
    for name in re.findall(r"(?:rate|increase)\((\w+)", query):
        assert name.endswith(("_total", "_bucket"))
    for name in re.findall(r"\b(?:jumin|process)_\w+_(?:total|bucket)\b", query):
        assert re.search(rf"(?:rate|increase)\({name}", query), f"{name} only grows; take its rate"


def test_the_dashboard_is_one_that_grafana_takes():
    assert DASHBOARD["uid"] and DASHBOARD["title"] and DASHBOARD["schemaVersion"] >= 36 and DASHBOARD.get("id") is None
    (source,) = DASHBOARD["templating"]["list"]
    assert (source["type"], source["query"]) == ("datasource", "prometheus")
    assert len({panel["id"] for panel in PANELS}) == len(PANELS) == len({panel["title"] for panel in PANELS})
    for panel in PANELS:
        assert panel["type"] in KINDS and panel["datasource"] == {"type": "prometheus", "uid": f"${{{source['name']}}}"}
        assert len({target["refId"] for target in panel["targets"]}) == len(panel["targets"]) > 0
        assert {"defaults", "overrides"} == set(panel["fieldConfig"])


def test_no_panel_lies_on_another():
    cells = {panel["title"]: cells_of(**panel["gridPos"]) for panel in PANELS}
    assert all(0 <= x < 24 for taken in cells.values() for x, _ in taken)
    assert not [(one, other) for one, other in combinations(cells, 2) if cells[one] & cells[other]]


def cells_of(x: int, y: int, w: int, h: int) -> set[tuple[int, int]]:
    return {(column, row) for column in range(x, x + w) for row in range(y, y + h)}


def test_prometheus_finds_the_alerts_and_asks_where_we_answer():
    assert all((ROOT / "deploy" / name).exists() for name in PROMETHEUS["rule_files"])
    (job,) = PROMETHEUS["scrape_configs"]
    assert (job["job_name"], job["metrics_path"]) == ("jumin", "/metrics")


def families() -> set[str]:
    """Metrics as they are spoken of: histograms by their name alone."""
    return {re.sub(r"_(bucket|sum|count)$", "", name) for name in SAMPLES}


def test_the_page_tells_of_every_metric_and_of_no_other():
    told = set(re.findall(r"`((?:jumin|process)_\w+)`", PAGE))
    assert told == families()


def test_the_page_tells_of_every_log_event_and_of_no_other():
    code = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "bot").rglob("*.py"))
    written = set(re.findall(r'log\.\w+\(\s*"([a-z]+(?:_[a-z]+)+)"', code)) | {"library"}
    table = PAGE.partition("## Logs")[2].partition("## Alerts")[0]
    assert set(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == written


def test_the_page_tells_what_to_do_about_every_alert_and_check():
    alerts = PAGE.partition("## Alerts")[2].partition("## Personal")[0]
    assert set(re.findall(r"^\| (Jumin\w+) \|", alerts, re.MULTILINE)) == {rule["alert"] for rule in RULES}
    checks = PAGE.partition("## When it is not ready")[2].partition("## Metrics")[0]
    assert set(re.findall(r"^\| `(\w+)` \|", checks, re.MULTILINE)) == set(CHECKS)
