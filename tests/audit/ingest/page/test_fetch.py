"""Fetching the one page that the user asked for: within bounds, and from public addresses alone."""

import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import httpcore2
import pytest

from onrecord.audit.ingest.errors import FetchError, IngestError, TooLargeError
from onrecord.audit.ingest.page.fetch import MOST_REDIRECTS, fetch
from onrecord.audit.ingest.page.public_network import is_public
from onrecord.audit.ingest.reader import is_url, read_document
from onrecord.audit.ingest.types import Document

LEAD = "The mayor of Calder Bay resigned on Tuesday, her office said."
PAGE = f'<html><body><h1>Mayor resigns</h1><p>{LEAD} She <a href="/letter">wrote</a> why.</p>'
HTML = "text/html"
#: An address that everybody can reach; nothing is sent to it.
PUBLIC = "93.184.215.14"


def with_robots(content: str, name: str = "robots") -> bytes:
    return PAGE.replace(
        "<body>", f'<head><meta name="{name}" content="{content}"></head><body>'
    ).encode()


ANSWERS = {
    "/page": (200, f"{HTML}; charset=windows-1252", PAGE.replace("S", "“S").encode("cp1252")),
    "/text": (200, "text/plain", LEAD.encode()),
    "/notes": (200, "text/markdown", f"# Head\n\n{LEAD}".encode()),
    "/caf%C3%A9?q=%C3%BC": (200, "text/plain", LEAD.encode()),
    "/pdf": (200, "application/pdf", b"%PDF-1.7 ..."),
    "/gone": (410, HTML, b"<p>Gone."),
    "/login": (401, HTML, PAGE.encode()),
    "/pay": (402, HTML, PAGE.encode()),
    "/forbidden": (403, HTML, PAGE.encode()),
    "/big": (200, "text/plain", b"word " * 50_000),
    "/noarchive": (200, HTML, with_robots("noindex, NoArchive")),
    "/noarchive-for-one": (200, HTML, with_robots("noarchive", "googlebot")),
    "/noindex": (200, HTML, with_robots("noindex,nofollow")),
    "/header": (200, HTML, PAGE.encode()),
    "/header-for-one": (200, HTML, PAGE.encode()),
}
ROBOTS = {"/header": "noindex, noarchive", "/header-for-one": "googlebot: noarchive"}
MOVES = {
    "/moved": "/page",
    "/loop": "/loop",
    "/file": "file:///etc/hostname",
    "/inside": "http://10.0.0.7/admin",
    "/metadata": "http://169.254.169.254/latest/meta-data/",
    "/renamed": "http://inside.example/page",
}


#: Whether the reader of what drips has hung up.
LEFT = threading.Event()


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/drip":
            self.drip()
            return
        if self.path in MOVES or self.path.startswith("/hops/"):
            hops = int(self.path.removeprefix("/hops/")) if "hops" in self.path else 0
            self.send_response(302)
            self.send_header(
                "Location", MOVES.get(self.path, f"/hops/{hops - 1}" if hops > 1 else "/page")
            )
            self.end_headers()
            return
        status, content_type, body = ANSWERS[self.path]
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        if self.path in ROBOTS:
            self.send_header("X-Robots-Tag", ROBOTS[self.path])
        self.end_headers()
        self.wfile.write(body)

    def drip(self) -> None:
        """Headers without an end, a little at a time, so that no single wait is long."""
        try:
            self.wfile.write(b"HTTP/1.1 200 OK\r\n")
            for number in range(1_200):
                self.wfile.write(f"X-{number}: x\r\n".encode())
                time.sleep(0.05)
        except OSError:
            LEFT.set()  # the reader had enough

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
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)


class Names:
    """A made-up system of names: what each stands for, and how often it was looked up."""

    def __init__(self) -> None:
        self.addresses: dict[str, list[list[str]]] = {}
        self.asked: list[str] = []
        self.connected: list[str] = []

    def look_up(self, host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        self.asked.append(host)
        if host not in self.addresses:
            raise socket.gaierror(socket.EAI_NONAME, "unknown")
        answers = self.addresses[host]
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in answer]


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch, site: str) -> Names:
    """Names that are looked up in a table; connections to public addresses end at the site."""
    made = Names()

    class Sockets(httpcore2.SyncBackend):
        def connect_tcp(self, host: str, port: int, *rest: object) -> httpcore2.NetworkStream:
            made.connected.append(host)
            monkeypatch.setattr(socket, "getaddrinfo", real)
            try:
                there = urlsplit(site)
                return super().connect_tcp(there.hostname or "", there.port or 0, *rest)
            finally:
                monkeypatch.setattr(socket, "getaddrinfo", made.look_up)

    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", made.look_up)
    monkeypatch.setattr(httpcore2, "SyncBackend", Sockets)
    return made


def read(url: str, max_bytes: int = 10_000_000) -> Document:
    return read_document(url, max_bytes=max_bytes, allow_private=True)


def test_a_page(site: str) -> None:
    document = read(f"{site}/page")
    assert document.text == f"{LEAD} “She wrote why."
    assert (document.id, document.url) == (f"{site}/page", f"{site}/page")
    assert [link.url for link in document.links] == [f"{site}/letter"]


def test_where_it_was_moved_to(site: str) -> None:
    document = read(f"{site}/moved")
    assert (document.id, document.url) == (f"{site}/moved", f"{site}/page")


def test_text_and_markdown(site: str) -> None:
    assert read(f"{site}/text").text == LEAD
    assert read(f"{site}/notes").title == "Head"


def test_an_address_as_a_browser_shows_it(site: str) -> None:
    assert read(f"{site}/café?q=ü#top").text == LEAD


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/gone", "the server answers 410 Gone"),
        ("/loop", "leads on more than 10 times"),
        ("/file", "leads on to what is no web page"),
        ("/login", "asks for a log-in"),
        ("/pay", "is for paying readers"),
        ("/forbidden", "may not be read by this program"),
        ("/noarchive", "keep no copy of it"),
        ("/header", "keep no copy of it"),
    ],
)
def test_answers_that_are_no_page(site: str, path: str, reason: str) -> None:
    with pytest.raises(FetchError, match=reason) as caught:
        read(site + path)
    assert str(caught.value).isprintable()
    assert str(caught.value).startswith(site + path)


@pytest.mark.parametrize("path", ["/noindex", "/noarchive-for-one", "/header-for-one"])
def test_what_robots_are_told_of_other_things(site: str, path: str) -> None:
    assert LEAD in read(site + path).text


def test_a_saved_page_is_the_users_own_copy(tmp_path: Path) -> None:
    saved = tmp_path / "page.html"
    saved.write_bytes(with_robots("noarchive"))
    assert LEAD in read_document(saved).text


def test_so_many_redirects_and_no_more(site: str) -> None:
    assert read(f"{site}/hops/{MOST_REDIRECTS}").url == f"{site}/page"
    with pytest.raises(FetchError, match="leads on more than"):
        read(f"{site}/hops/{MOST_REDIRECTS + 1}")


@pytest.mark.slow
def test_a_server_that_drips_is_left_in_time(site: str) -> None:
    """One that isn't left drips for a minute."""
    LEFT.clear()
    with pytest.raises(FetchError, match="no answer in"):
        fetch(f"{site}/drip", max_bytes=1_000, allow_private=True, seconds=0.5)
    assert LEFT.wait(60), "the reader still listens"


def test_a_name_that_nobody_answers_for_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    answered = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answered.wait(60))
    with pytest.raises(FetchError, match="no answer in"):
        fetch("http://a.example/", max_bytes=1_000, seconds=0.2)
    answered.set()


def test_a_pdf(site: str) -> None:
    with pytest.raises(IngestError, match="is a PDF"):
        read(f"{site}/pdf")


def test_size_limit(site: str) -> None:
    with pytest.raises(TooLargeError):
        read(f"{site}/big", max_bytes=100_000)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:1/",
        "http://",
        "http://a b/",
        "https://x.invalid/\n",
        "http://[::",
        "http://[x",
        "http://a:port/",
        "http://a:99999/",
        "http://me:secret@127.0.0.1/",
        f"http://{'a' * 70}.example/",
        "http://é\udc80.example/",
        "http://127.0.0.1:1/\udc80",
    ],
)
def test_addresses_that_lead_nowhere(url: str) -> None:
    with pytest.raises(FetchError) as caught:
        fetch(url, max_bytes=1_000, allow_private=True)
    assert str(caught.value).isprintable()


def test_only_web_addresses_are_fetched() -> None:
    assert is_url("HTTPS://a.example")
    for name in ("file:///etc/passwd", "ftp://a.example", "a.txt", "http:a", "-"):
        assert not is_url(name)


PRIVATE = [
    *("127.0.0.1", "127.9.9.9", "0.0.0.0", "10.0.0.7", "172.16.0.1", "192.168.1.1", "100.64.0.1"),
    *("169.254.169.254", "100.100.100.200", "168.63.129.16", "192.0.0.192", "224.0.0.1"),
    *("255.255.255.255", "198.18.0.1", "240.0.0.1", "::1", "::", "fe80::1", "fc00::1", "ff02::1"),
    *("fd00:ec2::254", "::ffff:127.0.0.1", "::ffff:10.0.0.7", "64:ff9b::7f00:1", "::7f00:1"),
    *("2002:7f00:1::", "2001:db8::1", "::ffff:0:a00:7", "fec0::1", "fe80::1%1"),
]


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", [PUBLIC, "8.8.8.8", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::808:808"]
)
def test_addresses_that_are_public(address: str) -> None:
    assert is_public(address)


def test_this_machine_is_not_asked(site: str) -> None:
    port = site.rpartition(":")[2]
    for host in ("127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0"):
        with pytest.raises(FetchError, match="--allow-private"):
            read_document(f"http://{host}:{port}/page")


@pytest.mark.parametrize("address", PRIVATE)
def test_a_name_may_not_lead_inside(names: Names, address: str) -> None:
    names.addresses["inside.example"] = [[PUBLIC, address]]
    with pytest.raises(FetchError, match="private network"):
        read_document("http://inside.example/page")
    assert names.connected == []


def test_the_address_that_was_checked_is_the_one_that_is_asked(names: Names) -> None:
    names.addresses["turning.example"] = [[PUBLIC], ["127.0.0.1"]]
    document = read_document("http://turning.example/page")
    assert document.url == "http://turning.example/page"
    assert names.asked == ["turning.example"]
    assert names.connected == [PUBLIC]


def test_each_redirect_is_checked(names: Names) -> None:
    names.addresses |= {"open.example": [[PUBLIC]], "inside.example": [["10.0.0.7"]]}
    for digits in ("10.0.0.7", "169.254.169.254"):
        names.addresses[digits] = [[digits]]
    for path in ("/inside", "/metadata", "/renamed"):
        names.connected.clear()
        with pytest.raises(FetchError, match="private network") as caught:
            read_document(f"http://open.example{path}")
        assert str(caught.value).startswith(f"http://open.example{path} ")
        assert names.connected == [PUBLIC]


def test_a_name_that_turns_between_redirects(names: Names) -> None:
    names.addresses["turning.example"] = [[PUBLIC], ["127.0.0.1"]]
    with pytest.raises(FetchError, match="private network"):
        read_document("http://turning.example/moved")
    assert names.connected == [PUBLIC]


def test_the_certificate_is_asked_for_by_name(
    names: Names, monkeypatch: pytest.MonkeyPatch
) -> None:
    names.addresses["safe.example"] = [[PUBLIC]]
    hosts: list[str | None] = []

    def start_tls(
        self: object, context: object, server_hostname: str | None, timeout: float
    ) -> None:
        hosts.append(server_hostname)
        raise httpcore2.ConnectError("no certificate")

    stream = type(httpcore2.SyncBackend().connect_tcp("ignored", 0))
    monkeypatch.setattr(stream, "start_tls", start_tls)
    names.connected.clear()
    with pytest.raises(FetchError, match="no certificate"):
        read_document("https://safe.example/page")
    assert (hosts, names.connected) == (["safe.example"], [PUBLIC])


def test_a_proxy_is_used_only_where_its_look_ups_are_trusted(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.delenv("no_proxy", raising=False)
    with pytest.raises(FetchError, match="through a proxy"):
        read_document("http://a.example/page")
    with pytest.raises(FetchError, match="can't be fetched"):
        read("http://a.example/page")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    assert read(f"{site}/text").text == LEAD
