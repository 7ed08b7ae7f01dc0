"""Bytes and text of data files, plain, gzipped or zipped."""

import gzip
import zipfile
import zlib
from pathlib import Path
from typing import Any, Final

import msgspec

from onrecord.eval.gold.problems import GoldError

GZIP_MAGIC: Final = b"\x1f\x8b"
ZIP_MAGIC: Final = b"PK\x03\x04"
BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"


def read_bytes(path: Path) -> bytes:
    """The bytes of a file, unpacked where it is gzipped or a zip archive of one file.

    Raises:
        GoldError: the file can't be read or unpacked.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise GoldError(f"{path} can't be read ({error.strerror or error}).") from error
    if raw.startswith(GZIP_MAGIC):
        try:
            return gzip.decompress(raw)
        except (OSError, EOFError, zlib.error) as error:
            raise GoldError(f"{path} is a damaged gzip file; get a complete copy.") from error
    if raw.startswith(ZIP_MAGIC):
        return _only_member(path)
    return raw


def _only_member(path: Path) -> bytes:
    try:
        with zipfile.ZipFile(path) as archive:
            names = [
                i.filename
                for i in archive.infolist()
                if not i.is_dir() and not i.filename.startswith("__MACOSX/")
            ]
            if len(names) != 1:
                raise GoldError(f"{path} holds {len(names)} files instead of one; unpack it first.")
            return archive.read(names[0])
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError) as error:
        raise GoldError(f"{path} is a zip file that can't be unpacked ({error}).") from error


def decode(raw: bytes) -> str:
    """UTF-8 text without its byte order mark; line ends stay as they are.

    Raises:
        ValueError: the bytes are not UTF-8; the text is a clause for a message.
    """
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"it is not UTF-8 (byte {error.start})") from error


def parse_json(raw: bytes) -> Any:
    """The value of a JSON text.

    Raises:
        ValueError: it is not JSON, not UTF-8, or nested too deeply; the text is a clause for a
            message.
    """
    try:
        return msgspec.json.decode(raw.removeprefix(BYTE_ORDER_MARK))
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"it is not JSON: {error}") from error
    except RecursionError as error:
        raise ValueError("its JSON is nested too deeply") from error
