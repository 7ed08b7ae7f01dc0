"""An object store with the interface of S3 on this machine, for tests: moto's server."""

import os
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

#: An environment of its own: what moto needs doesn't go with all that the tests need.
_SERVER = Path(__file__).resolve().parents[3] / "servers" / ".venv" / "bin" / "moto_server"
_PATIENCE = 120.0


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
    settings = {
        "AWS_ENDPOINT_URL": place,
        "AWS_ACCESS_KEY_ID": "tests",
        "AWS_SECRET_ACCESS_KEY": "tests",
        "AWS_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
    }
    try:
        with patch.dict(os.environ, settings):
            _made(f"{place}/{bucket}")
            yield f"s3://{bucket}"
    finally:
        process.kill()
        process.wait()


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
