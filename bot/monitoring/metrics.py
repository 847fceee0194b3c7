"""The Prometheus metrics of a serving process. Labels come from short fixed lists: nothing personal, few series.

docs/tasks/operate.md tells what each metric means; a test holds the two against each other.
"""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.core import CounterMetricFamily

from knowledge.answers import REFUSALS

OUTCOMES = ("answered", "refused", "failed", "not_stored")
PARTS = ("actions", "serving", "console")
STAGES = ("received", "waited", "answered", "committed")
# Seconds. 4.5 and 10 are the deadlines of WeChat and of the web.
BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 4.5, 10.0, 30.0)


class Metrics:
    """All metrics of one serving process, in a registry of their own. Series exist from the start: a rate is missed
    when the first event makes its series; ``channels`` are the names of those there are."""

    def __init__(self, channels: Iterable[str] = ()) -> None:
        # When a series was made interests nobody here and doubles their number.
        disable_created_metrics()
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self._count_turns(channels)
        self._measure_seconds()
        self._tell_state()

    def _count_turns(self, channels: Iterable[str]) -> None:
        self.received = self._counter("jumin_turns_received", "Messages stored before work on them began", "channel")
        self.turns = self._counter("jumin_turns", "Turns that ended, by how they ended", "channel", "outcome")
        self.pending = self._counter(
            "jumin_turns_pending", "Turns whose caller was told to fetch the reply later", "channel"
        )
        self.attempts_failed = self._counter(
            "jumin_turn_attempts_failed", "Attempts to answer that raised an error", "channel"
        )
        self.refusals = self._counter("jumin_refusals", "Turns without an answer, by the kind of inbox item", "kind")
        self.http_refusals = self._counter("jumin_http_refusals", "Requests refused, by HTTP status", "status")
        for channel in channels:
            for counter in (self.received, self.pending, self.attempts_failed):
                counter.labels(channel)
            for outcome in OUTCOMES:
                self.turns.labels(channel, outcome)
        for kind in REFUSALS:
            self.refusals.labels(kind)

    def _measure_seconds(self) -> None:
        self.turn_seconds = self._histogram("jumin_turn_seconds", "From stored to committed, in seconds", "channel")
        self.stage_seconds = self._histogram(
            "jumin_turn_stage_seconds", "Time in one stage of a turn, in seconds", "stage"
        )
        self.loop_lag = self._histogram("jumin_event_loop_lag_seconds", "How late the event loop woke up, in seconds")
        for stage in STAGES:
            self.stage_seconds.labels(stage)

    def _tell_state(self) -> None:
        self.unfinished = self._gauge(
            "jumin_unfinished_turns", "Turns in the store that wait for their reply; NaN when unknown"
        )
        self.check_ok = self._gauge("jumin_check_ok", "1 when a check of /ready passed last, 0 when it failed", "check")
        self.check_seconds = self._gauge(
            "jumin_check_seconds", "How long a check of /ready took last, in seconds", "check"
        )
        self.serving = self._gauge(
            "jumin_serving_info", "1 for the model and the release that are served", "model", "release"
        )
        self.retained_at = self._gauge(
            "jumin_retention_last_success_timestamp_seconds", "When this process last deleted what was too old"
        )
        self.zones_synced_at = self._gauge(
            "jumin_zones_last_success_timestamp_seconds",
            "When any process last fetched the risk-area list; 0 for never"
        )
        self.restarts: Callable[[], dict[str, int]] = lambda: dict.fromkeys(PARTS, 0)
        self.registry.register(self)
        self.retained_rows = self._counter(
            "jumin_retention_deleted_rows", "Rows deleted by this process because they were too old"
        )

    def collect(self) -> Iterator[CounterMetricFamily]:
        """What the supervisor counts, read when it is asked for."""
        family = CounterMetricFamily(
            "jumin_restarts", "Starts of a process of this instance after its first one", labels=("part",)
        )
        for part, count in self.restarts().items():
            family.add_metric((part,), count)
        yield family

    def _counter(self, name: str, told: str, *labels: str) -> Counter:
        return Counter(name, told, labels, registry=self.registry)

    def _gauge(self, name: str, told: str, *labels: str) -> Gauge:
        return Gauge(name, told, labels, registry=self.registry)

    def _histogram(self, name: str, told: str, *labels: str) -> Histogram:
        return Histogram(name, told, labels, registry=self.registry, buckets=BUCKETS)

    def serve(self, model: str, release: str) -> None:
        """Say which model and release are served; what was served before is dropped."""
        self.serving.clear()
        self.serving.labels(model, release).set(1)

    def text(self) -> bytes:
        """All of it in Prometheus' text format."""
        return generate_latest(self.registry)
