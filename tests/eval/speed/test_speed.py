"""Measuring speed: what is counted, and the ratios that hold on any machine."""

import json
from collections.abc import Sequence
from pathlib import Path
from time import process_time

import msgspec
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.audit.auditor import Auditor
from onrecord.cli.main import onrecord
from onrecord.eval.speed import measure, runtime_worker
from onrecord.eval.speed.articles import article_of
from onrecord.eval.speed.machine.limits import limits
from onrecord.eval.speed.machine.operations import Architecture
from onrecord.eval.speed.machine.processes import cost_of, output_of
from onrecord.eval.speed.ratios import Ratio, fraction_of_limit, ratios
from onrecord.eval.speed.report import to_json, to_markdown
from onrecord.eval.speed.stopwatch import OTHER, STAGES, Stopwatch, watched_stages
from onrecord.eval.speed.types import BatchSpeed, Limit, RuntimeSpeed, SpeedReport
from onrecord.eval.speed.window_sizes import Windows
from onrecord.models.errors import OnRecordError
from onrecord.models.runtimes.onnx import overflows
from onrecord.models.tagger import shipped_weights
from onrecord.models.text.words import count_words

pytestmark = pytest.mark.slow

#: Bounds of the ratios of CPU seconds, which other work on the machine changes little.
LARGEST_REST = 0.3
LONGEST_WORD = 1.4
#: Of int8 over fp32, where the processor has instructions for products of int8, and elsewhere.
LEAST_GAIN = {True: 1.3, False: 0.9}


@pytest.fixture(scope="module")
def speeds() -> dict[str, RuntimeSpeed]:
    """Both runtimes, measured briefly in this process."""
    found = {}
    for runtime in ("onnx", "torch"):
        task = runtime_worker.Task(
            folder=str(shipped_weights()),
            runtime=runtime,
            threads=1,
            lengths=[200],
            batch=4,
            words=300,
        )
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(runtime_worker, "_SECONDS", 0.2)
            patch.setattr(runtime_worker, "_device", lambda name: ("cpu", PRECISIONS[name]))
            found[runtime] = runtime_worker.measure(task)
    return found


PRECISIONS = {"onnx": "int8", "torch": "fp32"}


@pytest.fixture(scope="module")
def report(speeds: dict[str, RuntimeSpeed]) -> SpeedReport:
    """A report on `speeds`, with limits as if they had been measured."""
    return SpeedReport(
        date="2025-01-01",
        machine=measure._machine(),
        limits=[
            Limit(precision="fp32", threads=1, gigaops=100, by="hand"),
            Limit(precision="int8", threads=1, gigaops=400, by="hand"),
        ],
        runtimes=list(speeds.values()),
        processes=[
            measure.ProcessSpeed(runtime="onnx", words=words, seconds=0.5, peak=200)
            for words in measure.ALONE
        ],
        import_torch=1.0,
    )


@given(st.integers(1, 3000), st.integers(0, 50))
@settings(max_examples=30, deadline=None)
def test_articles_are_as_long_as_they_should_be(words: int, number: int) -> None:
    text = article_of(words, number)
    assert count_words(text, [(0, len(text))]) == words


def test_articles_of_a_batch_differ() -> None:
    assert len({article_of(900, number) for number in range(10)}) == 10


def test_operations_are_those_of_the_architecture() -> None:
    architecture = Architecture(width=2, inner=3, layers=5, outputs=7)
    # Per token and layer: four products of 2 x 2 and two of 2 x 3; scores and sums of attention.
    products = 5 * (4 * 2 * 2 + 2 * 2 * 3)
    attention = 5 * 2 * 11 * 2
    assert architecture.operations(11, 6) == 2 * (11 * (products + attention) + 6 * 2 * 7)
    assert sum(k * n * times for (k, n), times in architecture.shapes.items()) == products


def test_the_shipped_model_is_measured_as_it_is() -> None:
    architecture = Architecture.of(shipped_weights())
    assert (architecture.width, architecture.inner, architecture.layers) == (384, 1536, 6)
    assert 20e6 < architecture.operations(320, 250) / 320 < 30e6


def test_a_folder_without_settings_is_named(tmp_path: Path) -> None:
    with pytest.raises(OnRecordError, match="does not give the size of the model"):
        Architecture.of(tmp_path)


def test_windows_cover_a_text() -> None:
    windows = Windows(shipped_weights())
    text = article_of(900)
    sizes = windows.sizes(text)
    assert sum(subwords for subwords, _ in sizes) > windows.tokens(text) > 900
    assert all(subwords <= 320 for subwords, _ in sizes)
    # Windows share context; it must not cost much.
    assert sum(subwords for subwords, _ in sizes) < 1.35 * windows.tokens(text)


def test_a_stage_lasts_until_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = iter([0.0, 1.0, 3.0, 9.0, 10.0, 14.0])
    monkeypatch.setattr("onrecord.eval.speed.stopwatch.perf_counter", lambda: next(ticks))
    watch = Stopwatch()
    watch("short")
    watch("long")
    watch.stop()
    watch.stop()
    assert watch.seconds == {"short": 1.0, "long": 2.0}
    watch("short")
    watch.stop()
    assert watch.seconds == {"short": 5.0, "long": 2.0}


def spin() -> int:
    return sum(range(300_000))


def test_every_stage_is_entered_and_left_as_it_was() -> None:
    auditor = Auditor.load(runtime="onnx")
    with watched_stages(auditor) as watch:
        watch(OTHER)
        auditor(article_of(300))
    assert set(watch.seconds) == {OTHER, *STAGES}
    assert all(seconds > 0 for seconds in watch.seconds.values())
    before = dict(watch.seconds)
    auditor(article_of(300))
    assert watch.seconds == before


def test_stages_add_up_to_the_time(speeds: dict[str, RuntimeSpeed]) -> None:
    for speed in speeds.values():
        article = speed.articles[0]
        assert sum(article.stages.values()) == pytest.approx(article.mean, rel=0.05)
        assert 0 < article.p50 <= article.p95
        done = speed.throughput
        assert sum(done.stages.values()) == pytest.approx(done.seconds, rel=0.05)
        assert done.tokens < done.tokens_run < 1.35 * done.tokens
        assert done.tokens_padded <= 0.05 * done.tokens_run


def test_runtimes_run_the_same_windows(speeds: dict[str, RuntimeSpeed]) -> None:
    ours, theirs = speeds["onnx"].throughput, speeds["torch"].throughput
    assert ours.tokens_run == theirs.tokens_run
    assert ours.operations == theirs.operations


def network_seconds(auditor: Auditor, text: str) -> float:
    """CPU seconds of the network: those of an audit, less those of all that it does beside."""
    watch = Stopwatch()
    auditor.tagger.stages = watch
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("onrecord.eval.speed.stopwatch.perf_counter", process_time)
            auditor(text)
            watch.stop()
    finally:
        auditor.tagger.stages = None
    return watch.seconds["network"]


def test_int8_is_faster_where_the_processor_has_it() -> None:
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        auditors = {runtime: Auditor.load(runtime=runtime) for runtime in ("onnx", "torch")}
        text = article_of(600)
        # Other work slows single runs down, one as much as the other: the best of several count.
        least = {
            runtime: min(network_seconds(auditor, text) for _ in range(3))
            for runtime, auditor in auditors.items()
        }
    finally:
        torch.set_num_threads(threads)
    assert least["torch"] > LEAST_GAIN[not overflows()] * least["onnx"]


def test_fractions_are_of_the_limit_of_the_same_precision(report: SpeedReport) -> None:
    for speed, limit in zip(report.runtimes, (400, 100), strict=True):
        done = speed.throughput
        expected = done.operations / done.model_seconds / 1e9 / limit
        assert fraction_of_limit(report, speed) == pytest.approx(expected)
    other = msgspec.structs.replace(report.runtimes[0], threads=9)
    assert fraction_of_limit(report, other) is None


def test_every_aim_has_its_figure(report: SpeedReport) -> None:
    found = {ratio.name: ratio for ratio in ratios(report)}
    assert found["onrecord audit, 1300 words, over importing PyTorch"].value == 0.5
    assert found["peak memory, 20000 words"].value == 200
    assert {r.unit for r in found.values()} == {"%", "x", "MB"}
    assert len(found) == 7
    longest = msgspec.structs.replace(report.runtimes[0].articles[0], words=20_000)
    up = [msgspec.structs.replace(longest, words=words) for words in (900, 1300, 20_000)]
    onnx = msgspec.structs.replace(report.runtimes[0], articles=up)
    more = ratios(msgspec.structs.replace(report, runtimes=[onnx]))
    assert {"time per word, 20000 over 900 words"} < {r.name for r in more}
    per_word = next(r for r in more if r.name.startswith("time per word"))
    assert per_word.value == pytest.approx(900 / 20_000)


def test_a_batch_is_held_against_the_bare_network(report: SpeedReport) -> None:
    batch = BatchSpeed(
        runtime="onnx",
        threads=2,
        articles=10,
        words=9000,
        network=[8.0, 9.0],
        seconds=10.0,
        network_in_batch=18.0,
        process=11.0,
        peak=600.0,
    )
    measured = msgspec.structs.replace(report, batch=batch)
    found = {ratio.name: ratio for ratio in ratios(measured)}
    assert found["onrecord batch, of the bare model's throughput"].value == pytest.approx(0.85)
    assert found["onrecord batch, peak memory of all processes"].value == 600
    page = to_markdown(measured)
    assert "| onrecord batch | 10.00 | 900 |" in page
    assert "took 600 MB" in page


def test_an_aim_is_reached_from_its_side() -> None:
    most = Ratio(name="time", value=2, aim=1, unit="x", at_least=False)
    least = Ratio(name="gain", value=2, aim=1, unit="x", at_least=True)
    assert (most.reached, least.reached) == (False, True)


def test_the_report_shows_what_was_measured(report: SpeedReport) -> None:
    page = to_markdown(report)
    for ratio in ratios(report):
        assert f"| {ratio.name} |" in page
    for title in ("Throughput", "Where the time of a batch goes", "Limits"):
        assert f"## {title}" in page
    rows = [line for line in page.splitlines() if line.startswith("| onnx | int8 | cpu | 1 |")]
    assert len(rows) == 2
    decoded = json.loads(to_json(report))
    assert len(decoded.pop("ratios")) == len(ratios(report))
    assert msgspec.convert(decoded, SpeedReport) == report


def test_limits_are_measured_for_every_precision(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.eval.speed.machine.limits._SECONDS", 0.0)
    found = limits(Architecture(width=64, inner=128, layers=1, outputs=8), threads=1)
    assert {limit.precision for limit in found} == {"fp32", "bf16", "int8"}
    assert all(limit.gigaops > 0 for limit in found)


def test_a_process_costs_time_and_memory() -> None:
    seconds, peak = cost_of(["-c", "x = b'x' * 200_000_000"])
    assert seconds > 0
    assert 200 < peak < 400
    assert output_of(["-c", "import os; print(os.environ['OMP_NUM_THREADS'])"], 3) == b"3\n"


def test_a_process_that_fails_is_told() -> None:
    with pytest.raises(OnRecordError, match="exited with 3"):
        cost_of(["-c", "raise SystemExit(3)"])
    with pytest.raises(OnRecordError, match="ValueError: no"):
        output_of(["-c", "raise ValueError('no')"], 1)


#: What processes that measure do first, so that they have little to do.
BRIEFLY = {
    "onrecord.eval.speed.machine.limits": "_SECONDS, _LEAST, _ROWS = 0.0, 1, {'cpu': 16}",
    "onrecord.eval.speed.runtime_worker": "_SECONDS = 0.0",
}


def brief_output_of(arguments: Sequence[str], threads: int) -> bytes:
    """What a module that measures prints, run briefly in a process of its own."""
    option, module, *rest = arguments
    assert option == "-m"
    program = (
        f"import importlib; m = vars(importlib.import_module({module!r})); "
        f"exec({BRIEFLY[module]!r}, m); m['main']()"
    )
    return output_of(["-c", program, *rest], threads)


def test_the_command_measures_a_runtime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measure, "output_of", brief_output_of)
    monkeypatch.setattr(measure, "_TIMES", 1)
    monkeypatch.setattr(measure, "ALONE", (200,))
    given = ["eval", "speed", "--runtime", "onnx", "--threads", "1", "--words", "200"]
    output = tmp_path / "speed.json"
    given += ["--batch", "2", "--corpus", "3"]
    done = CliRunner().invoke(onrecord, [*given, "-f", "json", "-o", str(output)])
    assert done.exit_code == 0, done.output
    found = json.loads(output.read_text(encoding="utf-8"))
    assert {s["precision"] for s in found["limits"]} == {"fp32", "bf16", "int8"}
    assert [s["runtime"] for s in found["runtimes"]] == ["onnx"]
    assert [a["words"] for a in found["runtimes"][0]["articles"]] == [200, 900]
    assert found["processes"][0]["peak"] > 50
    assert found["batch"]["articles"] == 3
    assert 2600 < found["batch"]["words"] < 3200
    assert len(found["batch"]["network"]) == 2
    assert min(found["batch"]["network"]) > 0
    assert found["batch"]["process"] > found["batch"]["seconds"] > 0


def test_a_model_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(OnRecordError, match="has no ONNX graph"):
        measure.plan(tmp_path, ["onnx"])


@pytest.fixture(scope="module")
def auditor() -> Auditor:
    return Auditor.load(runtime="onnx")


def seconds_of(auditor: Auditor, text: str) -> float:
    """CPU seconds of an audit and its JSON: waiting for other work doesn't count."""
    start = process_time()
    audit = auditor(text)
    audit.to_json()
    assert audit.article.words in (900, 5000)
    return process_time() - start


def test_long_articles_take_no_longer_a_word(auditor: Auditor) -> None:
    short, long = article_of(900), article_of(5000)
    seconds_of(auditor, short)
    least_short = least_long = float("inf")
    # Other work makes single runs slow: the least of several counts.
    for _ in range(4):
        least_short = min(least_short, seconds_of(auditor, short))
        least_long = min(least_long, seconds_of(auditor, long))
        if least_long / 5000 <= LONGEST_WORD * least_short / 900:
            return
    pytest.fail(f"{least_long} s for 5,000 words, {least_short} s for 900")


def test_the_model_takes_most_of_the_time(
    auditor: Auditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [article_of(900, number) for number in range(4)]
    # CPU seconds: waiting for other work is no part of any stage.
    monkeypatch.setattr("onrecord.eval.speed.stopwatch.perf_counter", process_time)
    with watched_stages(auditor) as watch:
        watch(OTHER)
        for audit in auditor.audit_many(texts):
            watch(OTHER)
            audit.to_json()
    model = watch.seconds["network"] + watch.seconds["linking"]
    assert 1 - model / sum(watch.seconds.values()) <= LARGEST_REST
