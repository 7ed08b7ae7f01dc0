"""What goes wrong is said in a sentence, and the work is kept."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.audit import Auditor
from onrecord.desk.pieces.desk import Desk
from onrecord.desk.pieces.piece_auditor import PieceAuditor
from onrecord.desk.pieces.piece_imports import Limits
from onrecord.desk.store.desk_file import DeskFile
from tests.desk.drafts import FERRY
from tests.desk.web.client import client_of, made, span, written
from tests.full_disk import full_disk


@pytest.fixture
def client(desk: Desk) -> TestClient:
    return client_of(desk)


def test_a_draft_over_the_limit(client: TestClient) -> None:
    piece = made(client, FERRY)
    long = "word " * 41_000
    for answer in (
        client.post("/api/pieces", json={"text": long}),
        client.post("/api/pieces", files={"file": ("long.txt", long.encode())}),
        client.put(f"/api/pieces/{piece['id']}/text", json={"revision": 1, "text": long}),
    ):
        assert (answer.status_code, answer.json()["code"]) == (413, "too-large")
        assert "limit" in answer.json()["error"] or "more than" in answer.json()["error"]
    assert client.get(f"/api/pieces/{piece['id']}").json()["text"] == FERRY


def test_a_request_over_the_limit_is_not_read_to_its_end(client: TestClient) -> None:
    answer = client.post("/api/pieces", json={"text": "word " * 1_000_000})
    assert (answer.status_code, answer.json()["code"]) == (413, "too-large")
    assert client.get("/api/desk").json()["pieces"] == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("%PDF-1.7\n1 0 obj\x00\x01", "binary"),
        ("\x00\x01\x02\x03\x04\x05\x06\x07 binary", "binary"),
        ("PK\x03\x04 word/document.xml", "binary"),
        ("Der Bürgermeister trat am Montag zurück, sagte er. " * 4, "language"),
    ],
)
def test_what_is_no_draft(client: TestClient, text: str, code: str) -> None:
    answer = client.post("/api/pieces", json={"text": text})
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert client.get("/api/desk").json()["pieces"] == []


def test_binary_pasted_into_a_piece(client: TestClient) -> None:
    piece = made(client, FERRY)
    body = {"revision": 1, "text": FERRY + "\x00\x01\x02"}
    answer = client.put(f"/api/pieces/{piece['id']}/text", json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, "binary")
    assert client.get(f"/api/pieces/{piece['id']}").json()["text"] == FERRY


def test_a_piece_may_be_emptied_and_written_anew(client: TestClient) -> None:
    piece = made(client, "")
    assert piece["audit"]["claims"] == []
    filled = written(client, piece, "text", text=FERRY)
    assert filled["audit"]["claims"]
    assert written(client, filled, "text", text="")["text"] == ""


def test_lines_end_as_an_editor_ends_them(client: TestClient) -> None:
    assert made(client, FERRY.replace("\n", "\r\n"))["text"] == FERRY
    page = "<html><body><p>" + "</p>\r\n<p>".join(FERRY.split("\n\n")) + "</p></body></html>"
    answer = client.post("/api/pieces", files={"file": ("a.html", page.encode())})
    assert "\r" not in answer.json()["text"]


@pytest.mark.slow
def test_a_full_disk_keeps_what_was_there(client: TestClient) -> None:
    piece = made(client, FERRY)
    url = f"/api/pieces/{piece['id']}"
    with full_disk(60_000):
        answer = client.put(f"{url}/text", json={"revision": 1, "text": FERRY * 150})
    assert (answer.status_code, answer.json()["code"]) == (507, "disk")
    assert "nothing was saved" in answer.json()["error"]
    assert client.get(url).json()["text"] == FERRY
    assert written(client, piece, "text", text=FERRY * 2)["text"] == FERRY * 2


def test_a_decision_on_words_that_are_not_there(client: TestClient) -> None:
    piece = made(client, FERRY)
    url = f"/api/pieces/{piece['id']}/decisions"
    for decision, code in (
        ({"decision": "no-claim", "on": {"start": 5, "end": 10**6}}, "decision"),
        ({"decision": "no-claim", "on": {"start": 9, "end": 9}}, "decision"),
        ({"decision": "no-claim", "on": {"start": True, "end": 9}}, "decision"),
        ({"decision": "no-claim", "on": {"exact": "the moon"}}, "no-effect"),
        ({"decision": "label", "on": span(FERRY, "Lena Osgood"), "label": "loud"}, "decision"),
        ({"decision": "sing"}, "decision"),
        ({}, "decision"),
    ):
        answer = client.post(url, json={"revision": 1, "decision": decision})
        assert (answer.status_code, answer.json()["code"]) == (422, code), answer.text
    assert client.get(f"/api/pieces/{piece['id']}").json()["revision"] == 1


def test_a_decision_that_was_taken_back_in_another_tab(client: TestClient) -> None:
    piece = made(client, FERRY)
    url = f"/api/pieces/{piece['id']}/decisions/99"
    answer = client.request("DELETE", url, json={"revision": 1})
    assert (answer.status_code, answer.json()["code"]) == (404, "gone")


def test_a_piece_that_is_not_there(client: TestClient) -> None:
    assert client.get("/api/pieces/7").json()["code"] == "gone"
    body = {"revision": 1, "text": "x"}
    assert client.put("/api/pieces/7/text", json=body).json()["code"] == "gone"
    assert client.get(f"/api/pieces/{10**30}").status_code == 404


def test_nobody_decides_without_a_name(file: DeskFile, auditor: Auditor) -> None:
    client = client_of(Desk(file, PieceAuditor(auditor), Limits(max_bytes=200_000)))
    piece = made(client, FERRY)
    body = {"revision": 1, "text": FERRY + "More.\n"}
    url = f"/api/pieces/{piece['id']}/text"
    assert client.put(url, json=body).json()["code"] == "nameless"
    assert client.put("/api/editor", json={"name": " Bo  Ruiz "}).json() == {"editor": "Bo Ruiz"}
    assert client.put(url, json=body).status_code == 200


def test_only_addresses_of_the_web_are_fetched(client: TestClient, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(FERRY)
    for url in (str(secret), f"file://{secret}", "-", "http://127.0.0.1:9/"):
        answer = client.post("/api/pieces", json={"url": url})
        assert answer.status_code == 422, answer.text
        assert answer.json()["error"].endswith(".")


@pytest.mark.parametrize("body", ["", "{", "[]", '{"text": 7}', '{"text": "a", "url": "b"}', "{}"])
def test_requests_that_say_nothing(client: TestClient, body: str) -> None:
    answer = client.post("/api/pieces", content=body, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (400, "request")


@pytest.mark.slow
def test_article_text_is_text_in_whatever_is_given_out(client: TestClient) -> None:
    hostile = "<script>alert(1)</script><img src=x onerror=alert(2)> said Lena Osgood on Monday."
    piece = made(client, FERRY + "\n" + hostile + "\n")
    kept = written(client, piece, "versions", note="<b>one</b>")
    url = f"/api/pieces/{piece['id']}"
    assert client.get(url).headers["content-type"] == "application/json"
    for path in (f"{url}/export?format=html", f"{url}/diff?old=1&new=now"):
        page = client.get(path).text
        assert "Lena Osgood" in page
        assert "<script>alert" not in page
        assert "<img src=x" not in page
    assert kept["text"] == piece["text"]


def test_a_fault_of_the_program_quotes_no_draft(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    piece = made(client, FERRY)

    def fail(*_: object) -> None:
        raise ValueError(FERRY)

    monkeypatch.setattr(PieceAuditor, "audit", fail)
    answer = client.get(f"/api/pieces/{piece['id']}")
    assert (answer.status_code, answer.json()["code"]) == (500, "fault")
    assert "Osgood" not in answer.text
    told = capsys.readouterr().err
    assert "ValueError" in told
    assert "Osgood" not in told
