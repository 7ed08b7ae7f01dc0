"""What the service counts of itself, for Prometheus."""

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from onrecord.desk.service.job_queue import JobQueue
from onrecord.desk.service.jobs import Answer

#: Upper ends of the buckets, in seconds.
_BUCKETS: Final = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8, 25.6, 51.2)


class ServiceMetrics:
    """The counters of one service; nothing in them is from a draft."""

    def __init__(self, queue: JobQueue) -> None:
        self._registry = registry = CollectorRegistry()
        self._requests = Counter(
            "onrecord_requests", "Requests by route and status", ["route", "status"],
            registry=registry,
        )  # fmt: skip
        self._seconds = Histogram(
            "onrecord_request_seconds", "Seconds from request to answer", ["route"],
            buckets=_BUCKETS, registry=registry,
        )  # fmt: skip
        self._work = Histogram(
            "onrecord_work_seconds", "Seconds that drafts took to audit",
            buckets=_BUCKETS, registry=registry,
        )  # fmt: skip
        self._words = Counter("onrecord_words", "Words that were audited", registry=registry)
        for name, about, value in (
            ("onrecord_waiting", "Drafts that wait", lambda: queue.waiting),
            ("onrecord_processes", "Processes that audit", lambda: queue.up),
            ("onrecord_processes_lost", "Processes that ended early", lambda: queue.lost),
            (
                "onrecord_processes_outgrown",
                "Processes replaced for the memory they held",
                lambda: queue.outgrown,
            ),
        ):
            Gauge(name, about, registry=registry).set_function(value)

    def answered(self, route: str, status: int, seconds: float) -> None:
        """A request was answered."""
        self._requests.labels(route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def worked(self, answer: Answer) -> None:
        """A job was done."""
        if answer.words:
            self._words.inc(answer.words)
            self._work.observe(answer.seconds)

    def text(self) -> bytes:
        """All of it in Prometheus' format."""
        return generate_latest(self._registry)
