"""Fetching the one page that the user asked for."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from onrecord.audit.ingest.errors import FetchError, IngestError, TooLargeError
from onrecord.audit.ingest.page.fetch import fetch
from onrecord.audit.ingest.reader import is_url, read_document

LEAD = "The mayor of Calder Bay resigned on Tuesday, her office said."
PAGE = f'<html><body><h1>Mayor resigns</h1><p>{LEAD} She <a href="/letter">wrote</a> why.</p>'


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        answers = {
            "/page": (
                200,
                "text/html; charset=windows-1252",
                PAGE.replace("S", "“S").encode("cp1252"),
            ),
            "/text": (200, "text/plain", LEAD.encode()),
            "/notes": (200, "text/markdown", f"# Head\n\n{LEAD}".encode()),
            "/pdf": (200, "application/pdf", b"%PDF-1.7 ..."),
            "/gone": (410, "text/html", b"<p>Gone."),
            "/big": (200, "text/plain", b"word " * 50_000),
        }
        moves = {"/moved": "/page", "/loop": "/loop", "/file": "file:///etc/hostname"}
        if self.path in moves:
            self.send_response(302)
            self.send_header("Location", moves[self.path])
            self.end_headers()
            return
        status, content_type, body = answers[self.path]
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")


def test_a_page(site: str) -> None:
    document = read_document(f"{site}/page")
    assert document.text == f"{LEAD} “She wrote why."
    assert (document.id, document.url) == (f"{site}/page", f"{site}/page")
    assert [link.url for link in document.links] == [f"{site}/letter"]


def test_where_it_was_moved_to(site: str) -> None:
    document = read_document(f"{site}/moved")
    assert (document.id, document.url) == (f"{site}/moved", f"{site}/page")


def test_text_and_markdown(site: str) -> None:
    assert read_document(f"{site}/text").text == LEAD
    assert read_document(f"{site}/notes").title == "Head"


@pytest.mark.parametrize(
    ("path", "reason"),
    [("/gone", "410"), ("/loop", "can't be fetched"), ("/file", "can't be fetched")],
)
def test_answers_that_are_no_page(site: str, path: str, reason: str) -> None:
    with pytest.raises(FetchError, match=reason) as caught:
        read_document(site + path)
    assert str(caught.value).isprintable()


def test_a_pdf(site: str) -> None:
    with pytest.raises(IngestError, match="is a PDF"):
        read_document(f"{site}/pdf")


def test_size_limit(site: str) -> None:
    with pytest.raises(TooLargeError):
        read_document(f"{site}/big", max_bytes=100_000)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/", "http://", "http://a b/", "https://x.invalid/\n", "http://[::"]
)
def test_addresses_that_lead_nowhere(url: str) -> None:
    with pytest.raises(FetchError) as caught:
        fetch(url, max_bytes=1_000)
    assert str(caught.value).isprintable()


def test_only_web_addresses_are_fetched() -> None:
    assert is_url("HTTPS://a.example")
    for name in ("file:///etc/passwd", "ftp://a.example", "a.txt", "http:a", "-"):
        assert not is_url(name)
