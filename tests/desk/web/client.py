"""A client of the desk, as its page is one: with the cookie, under the right address."""

from typing import Any

from starlette.testclient import TestClient

from onrecord.desk.pieces.desk import Desk
from onrecord.desk.web.desk_app import desk_app

PORT = 8765
TOKEN = "a-token-of-this-test"
ADDRESS = f"http://127.0.0.1:{PORT}"


def client_of(desk: Desk) -> TestClient:
    """A client that has opened the address with the token."""
    client = stranger_to(desk)
    assert client.get(f"/?token={TOKEN}", follow_redirects=False).status_code == 303
    client.headers["Origin"] = ADDRESS
    return client


def stranger_to(desk: Desk) -> TestClient:
    """A client that hasn't."""
    app = desk_app(desk, port=PORT, token=TOKEN)
    return TestClient(app, base_url=ADDRESS)


def span(text: str, words: str) -> dict[str, int]:
    """Where `words`, which stand in `text` once, stand."""
    assert text.count(words) == 1
    start = text.index(words)
    return {"start": start, "end": start + len(words)}


def made(client: TestClient, text: str) -> dict[str, Any]:
    """A new piece."""
    answer = client.post("/api/pieces", json={"text": text})
    assert answer.status_code == 201, answer.text
    piece: dict[str, Any] = answer.json()
    return piece


def written(client: TestClient, piece: dict[str, Any], path: str, **body: Any) -> dict[str, Any]:
    """What a write to a piece at its revision gives."""
    method = "PUT" if path == "text" else "POST"
    answer = client.request(
        method, f"/api/pieces/{piece['id']}/{path}", json={"revision": piece["revision"], **body}
    )
    assert answer.status_code == 200, answer.text
    after: dict[str, Any] = answer.json()
    return after
