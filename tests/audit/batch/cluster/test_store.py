"""What is refused before any cluster starts, and the folder that shards lie in."""

import socket
import sys
import threading
from pathlib import Path

import pytest

from onrecord.audit.batch.cluster.run_any import run
from onrecord.audit.batch.cluster.run_cluster import Cluster, run_cluster
from onrecord.audit.batch.cluster.shards import MOST_TRIES, begin_shard
from onrecord.audit.batch.cluster.store import Store, is_remote
from onrecord.audit.batch.cluster.units import units
from onrecord.audit.batch.corpus.corpus import Part
from onrecord.audit.batch.run.choices import Choices
from onrecord.models.errors import OnRecordError
from tests.audit.batch.cluster.object_store import empty_store_that_denies
from tests.audit.batch.corpora import jsonl, rows

pytestmark = pytest.mark.usefixtures("one_model")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return jsonl(tmp_path / "news.jsonl", rows(2))


def refused(corpus: Path | str, output: Path | str, cluster: Cluster | None) -> str:
    """The line with which a run is refused."""
    with pytest.raises(OnRecordError) as caught:
        run(
            [str(corpus)],
            output,
            Choices(processes=1),
            cluster,
            watch=lambda _: None,
            stop=lambda: False,
        )
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.slow
def test_a_cluster_that_does_not_answer_is_named(corpus: Path, tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
        for given in (address, f"ray://{address}", "nowhere"):
            line = refused(corpus, tmp_path / "out", Cluster(address=given))
            assert f"No cluster of Ray answers at {given} (" in line


@pytest.mark.slow
@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (b"", "it hangs up"),
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", "what answers there is not Ray"),
        (None, "it says nothing within"),
    ],
)
def test_what_answers_otherwise_than_a_cluster_is_named(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: bytes | None, reason: str
) -> None:
    # What answers may take its time on a busy machine.
    seconds = 0.5 if said is None else 60
    monkeypatch.setattr("onrecord.audit.batch.cluster.engine._PATIENCE", seconds)
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                held.append(connection)
                if said is not None:
                    connection.recv(100)
                    connection.sendall(said)
                    connection.shutdown(socket.SHUT_RDWR)
                    connection.close()

        held: list[socket.socket] = []
        threading.Thread(target=answer, daemon=True).start()
        address = f"127.0.0.1:{server.getsockname()[1]}"
        line = refused(corpus, tmp_path / "out", Cluster(address=address))
    for connection in held:
        connection.close()
    assert f"No cluster of Ray answers at {address} ({reason}" in line


def test_without_ray_a_line_says_how_to_get_it(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    line = refused(corpus, tmp_path / "out", Cluster())
    assert "pip install 'onrecord[ray]'" in line


def test_an_object_store_needs_ray(corpus: Path, tmp_path: Path) -> None:
    assert "add --engine ray" in refused(corpus, "s3://news/out", None)
    assert "add --engine ray" in refused("s3://news/in.jsonl", tmp_path / "out", None)


def test_a_store_of_no_known_kind_is_refused(corpus: Path) -> None:
    assert "nostore://a/out can't be used (" in refused(corpus, "nostore://a/out", Cluster())


@pytest.mark.slow
def test_a_bucket_that_may_not_be_read_is_named(corpus: Path, tmp_path: Path) -> None:
    with empty_store_that_denies("GET", "HEAD", "PUT", "POST"):
        for line in (
            refused("s3://news/in", tmp_path / "out", Cluster()),
            refused(corpus, "s3://news/out", Cluster()),
        ):
            assert "s3://news" in line
            assert "can't be used (access denied during HeadObject operation); check" in line
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
def test_a_bucket_that_may_not_be_written_is_named(corpus: Path) -> None:
    with empty_store_that_denies("PUT", "POST"):
        line = refused(corpus, "s3://news/out", Cluster())
    assert "s3://news/out can't be used (access denied during " in line
    assert "that you may read and write there" in line


def test_a_shard_that_nobody_wrote_is_not_written_over(corpus: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    (output / "shards").mkdir(parents=True)
    theirs = output / "shards" / "0000000-00000.audits.jsonl"
    theirs.write_text("theirs\n")
    assert "no run that would have made it" in refused(corpus, output, Cluster())
    assert theirs.read_text() == "theirs\n"


@pytest.mark.slow
def test_results_of_a_run_without_ray_are_not_written_over(corpus: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    run([str(corpus)], output, Choices(processes=1), None, watch=lambda _: None, stop=bool)
    before = (output / "audits.jsonl").read_bytes()
    assert "audits.jsonl is there" in refused(corpus, output, Cluster())
    assert (output / "audits.jsonl").read_bytes() == before


def test_a_link_in_the_place_of_the_shards_is_refused(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "theirs").mkdir()
    (tmp_path / "out" / "shards").symlink_to(tmp_path / "theirs")
    assert "is a link" in refused(corpus, tmp_path / "out", Cluster())
    assert not list((tmp_path / "theirs").iterdir())


def test_names_in_and_out_of_object_stores_do_not_mix(corpus: Path, tmp_path: Path) -> None:
    with pytest.raises(OnRecordError, match="audit them in two runs"):
        run_cluster([str(corpus), "s3://news/in"], str(tmp_path / "out"), Choices(), Cluster())


def test_a_shard_that_no_worker_survives_says_so(tmp_path: Path) -> None:
    store = Store(str(tmp_path))
    for _ in range(MOST_TRIES):
        begin_shard(store, "0000001-00002")
    with pytest.raises(OnRecordError, match=r"4 workers .* over the shard 0000001-00002"):
        begin_shard(store, "0000001-00002")


def test_a_store_gives_back_what_it_got(tmp_path: Path) -> None:
    store = Store(str(tmp_path / "deep" / "er"))
    assert store.names() == {}
    assert store.read("a/b.txt") is None
    store.write("a/b.gz", b"no gzip")  # what a name ends in packs and unpacks nothing
    assert (
        store.read("a/b.gz") == (tmp_path / "deep" / "er" / "a" / "b.gz").read_bytes() == b"no gzip"
    )
    store.delete(["a/b.gz"])
    store.write("a/b.txt", b"one")
    store.write("a/b.txt", b"other")
    assert store.read("a/b.txt") == b"other"
    assert store.names() == store.names("a") == {"a/b.txt": 5}
    assert (store.size("a/b.txt"), store.size("a")) == (5, None)
    with store.opened("a/b.txt") as file:
        assert file.seek(2) == 2
        assert file.read() == b"her"
    store.delete(["a/b.txt", "never"])
    assert store.names() == {}


@pytest.mark.parametrize(
    ("name", "remote"),
    [
        ("s3://news/in", True),
        ("gs://news", True),
        ("news/in", False),
        ("hub:owner/name", False),
        ("https://courier.example/", False),
        ("/a/b://c", False),
    ],
)
def test_addresses_are_told_from_paths(name: str, remote: bool) -> None:
    assert is_remote(name) is remote


def test_units_hold_every_part_once_and_in_order() -> None:
    parts = [Part(f"{n}", size) for n, size in enumerate([3, 3, 3, 20, 1, 0, 0, 9])]
    made = list(units(iter(parts), 8))
    assert [part for unit in made for part in unit.parts] == parts
    assert [unit.number for unit in made] == list(range(len(made)))
    assert [len(unit.parts) for unit in made] == [2, 1, 1, 3, 1]
