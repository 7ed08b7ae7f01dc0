"""`onrecord desk` and `onrecord serve`, as far as they go without a browser."""

import importlib.util
import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest

from onrecord.cli.main import main
from onrecord.desk.store.desk_file import DeskFile
from tests.desk.drafts import FERRY

pytestmark = pytest.mark.slow


@contextmanager
def started(*arguments: str, **environment: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A command that listens, in a process of its own, and the address that it prints."""
    process = subprocess.Popen(
        [sys.executable, "-m", "onrecord.cli", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **environment},
    )
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        found = re.search(r"http://\S+", line)
        assert found is not None, f"{line!r}, {process.communicate()}"
        yield found[0], process
    finally:
        process.kill()
        process.communicate()


def failing(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command that can't be done says."""
    assert main(arguments) == 2
    told = capsys.readouterr().err
    assert told.startswith("onrecord: ")
    assert told.count("\n") == 1
    return told


def test_a_port_that_is_in_use(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        desk = ("desk", "--no-browser", "--desk", str(tmp_path / "d.desk"), "--port", port)
        assert f"Port {port} of 127.0.0.1 is in use" in failing(capsys, *desk)
        assert "in use" in failing(capsys, "serve", "--port", port)


def test_a_desk_file_that_is_held(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "onrecord.desk"
    with DeskFile(path):
        told = failing(capsys, "desk", "--no-browser", str(tmp_path))
    assert "open in another process" in told


def test_a_draft_that_is_not_there(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = str(tmp_path / "d.desk")
    told = failing(capsys, "desk", "--no-browser", "--desk", file, str(tmp_path / "no.txt"))
    assert "doesn't exist" in told


@pytest.mark.parametrize("command", ["desk", "serve"])
def test_packages_that_are_missing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    there = importlib.util.find_spec
    monkeypatch.setattr(
        "onrecord.cli.servers.extra.find_spec",
        lambda name: None if name == "starlette" else there(name),
    )
    assert "pip install 'onrecord[desk]'" in failing(capsys, command)


def test_the_service_is_open_to_others_only_with_a_token(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ONRECORD_TOKEN", raising=False)
    for host in ("0.0.0.0", "::", "192.0.2.1", "onrecord.example"):
        assert "needs a token" in failing(capsys, "serve", "--host", host, "--port", "0")
    token = tmp_path / "token"
    told = failing(capsys, "serve", "--host", "0.0.0.0", "--token-file", str(token))
    assert "can't be read" in told
    token.write_text("\n")
    assert "no token" in failing(capsys, "serve", "--token-file", str(token))
    monkeypatch.setenv("ONRECORD_TOKEN", "short")
    assert "too short" in failing(capsys, "serve", "--host", "0.0.0.0")


def test_the_service_writes_no_word_of_a_draft_down(tmp_path: Path) -> None:
    with started("serve", "--port", "0", "--processes", "1") as (address, process):
        body = {"text": FERRY, "title": "Osgood’s ferry", "id": "osgood"}
        with httpx2.Client(base_url=address, timeout=60) as client:
            assert client.post("/audits", json=body).status_code == 200
            assert client.post("/audits", content=FERRY.encode()).status_code == 415
            assert client.get("/Osgood?q=Osgood").status_code == 404
            page = {"Origin": "http://evil.example"}
            assert client.post("/audits", json=body, headers=page).status_code == 403
            assert client.get("/rules", headers={"Host": "evil.example"}).status_code == 403
        process.send_signal(signal.SIGTERM)
        _, log = process.communicate(timeout=120)
    assert "POST /audits 200" in log
    assert "GET other 404" in log
    assert "sgood" not in log
    assert "Traceback" not in log


def test_the_desk_takes_a_folder_in_once(tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_text(FERRY)
    (tmp_path / "empty.md").write_text("")
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    decision = {
        "decision": "source",
        "on": {"exact": "Lena Osgood"},
        "sector": "government",
        "by": "Ines Marlow",
        "at": "2026-03-02T09:00:00Z",
    }
    (tmp_path / "ferry.onrecord.jsonl").write_text(json.dumps(decision) + "\n")
    for text in (FERRY, FERRY + "\nThe line has run since 1931.\n"):
        (tmp_path / "ferry.txt").write_text(text)
        with started("desk", "--no-browser", str(tmp_path)) as (address, process):
            base = address.partition("/?")[0]
            with httpx2.Client(base_url=base, timeout=60, follow_redirects=True) as client:
                client.get(address)
                listed = client.get("/api/desk").json()["pieces"]
                assert [one["title"] for one in listed] == ["Ferry Line Will Not Run This Winter"]
                piece = client.get(f"/api/pieces/{listed[0]['id']}").json()
            assert piece["text"] == text
            assert [one["state"] for one in piece["decisions"]] == ["applied"]
            process.send_signal(signal.SIGINT)
            process.wait(120)
