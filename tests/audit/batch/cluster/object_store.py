"""An object store with the interface of S3 on this machine, for tests: moto's server."""

import os
import shutil
import socket
import subprocess
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from unittest.mock import patch

#: An environment of its own: what moto needs doesn't go with all that the tests need.
_SERVER = Path(__file__).resolve().parents[3] / "servers" / ".venv" / "bin" / "moto_server"
_PATIENCE = 120.0
_ERROR = '<?xml version="1.0"?><Error><Code>{0}</Code><Message>{0}</Message></Error>'
_NOTHING_THERE = (
    '<?xml version="1.0"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">'
    "<KeyCount>0</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated>"
    "</ListBucketResult>"
)


@contextmanager
def object_store(bucket: str) -> Iterator[str | None]:
    """The address of an empty bucket; None where moto isn't installed."""
    server = str(_SERVER) if _SERVER.exists() else shutil.which("moto_server")
    if server is None:
        yield None
        return
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    place = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        [server, "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        with patch.dict(os.environ, settings_for(place)):
            _made(f"{place}/{bucket}")
            yield f"s3://{bucket}"
    finally:
        process.kill()
        process.wait()


def settings_for(place: str) -> dict[str, str]:
    """What leads to the store at `place` in the environment."""
    return {
        "AWS_ENDPOINT_URL": place,
        "AWS_ACCESS_KEY_ID": "tests",
        "AWS_SECRET_ACCESS_KEY": "tests",
        "AWS_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
    }


@contextmanager
def empty_store_that_denies(*methods: str) -> Iterator[None]:
    """A store whose buckets are empty, and that forbids requests with these methods, as S3 does."""

    class Answers(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if self.command in methods:
                code, body = 403, _ERROR.format("AccessDenied")
            elif self.command == "GET" and "list-type" in self.path:
                code, body = 200, _NOTHING_THERE
            else:
                code, body = 404, _ERROR.format("NoSuchKey")
            self.send_response(code)
            self.send_header("Content-Type", "application/xml")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body.encode())

        do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = answer  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:
            """Nothing is told."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        with patch.dict(os.environ, settings_for(f"http://127.0.0.1:{server.server_port}")):
            yield
    finally:
        server.shutdown()
        server.server_close()


def _made(bucket: str) -> None:
    """Make a bucket, as soon as the server answers."""
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            request = urllib.request.Request(bucket, method="PUT")
            urllib.request.urlopen(request, timeout=5).close()
            return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
