"""What the service counts, as Prometheus reads it."""

from collections.abc import Mapping

from prometheus_client.parser import text_string_to_metric_families

from onrecord.desk.service.job_process import JobProcess
from onrecord.desk.service.job_queue import JobQueue
from onrecord.desk.service.jobs import Answer, Start
from onrecord.desk.service.service_metrics import ServiceMetrics


def samples(metrics: ServiceMetrics) -> Mapping[tuple[str, tuple[str, ...]], float]:
    """Every sample by its name and the values of its labels, in the order of their names."""
    families = text_string_to_metric_families(metrics.text().decode())
    return {
        (one.name, tuple(value for _, value in sorted(one.labels.items()))): one.value
        for family in families
        for one in family.samples
    }


def made(start: Start) -> tuple[ServiceMetrics, JobProcess]:
    process = JobProcess(start, 1, seconds=60)
    return ServiceMetrics(JobQueue([process], 4)), process


def test_requests_are_counted_by_route_and_status(start: Start) -> None:
    metrics, _ = made(start)
    for status, seconds in ((200, 0.125), (200, 3.0), (429, 0.0625)):
        metrics.answered("/v1/audit", status, seconds)
    metrics.answered("/v1/health", 200, 0.001)
    found = samples(metrics)
    assert found["onrecord_requests_total", ("/v1/audit", "200")] == 2
    assert found["onrecord_requests_total", ("/v1/audit", "429")] == 1
    assert found["onrecord_requests_total", ("/v1/health", "200")] == 1
    assert found["onrecord_request_seconds_count", ("/v1/audit",)] == 3
    assert found["onrecord_request_seconds_sum", ("/v1/audit",)] == 3.1875
    buckets = [found["onrecord_request_seconds_bucket", (le, "/v1/audit")] for le in ("0.1", "0.2")]
    assert buckets == [1, 2]


def test_work_is_counted_where_words_were_audited(start: Start) -> None:
    metrics, _ = made(start)
    metrics.worked(Answer(words=400, seconds=0.5))
    metrics.worked(Answer(status=400, seconds=9.0))
    metrics.worked(Answer(words=100, seconds=0.25))
    found = samples(metrics)
    assert found["onrecord_words_total", ()] == 500
    assert found["onrecord_work_seconds_count", ()] == 2
    assert found["onrecord_work_seconds_sum", ()] == 0.75


def test_gauges_follow_the_processes(start: Start) -> None:
    metrics, process = made(start)
    assert samples(metrics)["onrecord_processes", ()] == 0
    assert samples(metrics)["onrecord_waiting", ()] == 0
    process.lost, process.outgrown = 3, 2
    assert samples(metrics)["onrecord_processes_lost", ()] == 3
    assert samples(metrics)["onrecord_processes_outgrown", ()] == 2


def test_two_services_count_apart(start: Start) -> None:
    (one, _), (other, _) = made(start), made(start)
    one.worked(Answer(words=400, seconds=0.5))
    assert samples(other)["onrecord_words_total", ()] == 0
