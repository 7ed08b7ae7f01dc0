"""A folder of files, on a disk or in an object store."""

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final, cast

from onrecord.audit.ingest.errors import shown
from onrecord.models.errors import OnRecordError

if TYPE_CHECKING:
    from pyarrow.fs import FileSystem  # type: ignore[import-untyped]

_SCHEME: Final = "://"
#: What is written is called so until it is whole; object stores need no such thing.
_PART: Final = ".part"
#: What Arrow calls it where a store doesn't let one read or write.
_DENIED: Final = "ACCESS_DENIED"


def is_remote(name: str) -> bool:
    """Whether `name` is the address of something in an object store (``s3://bucket/key``)."""
    scheme, is_there, _ = name.partition(_SCHEME)
    return bool(is_there) and scheme.isalnum() and scheme not in ("http", "https", "hub")


class Store:
    """The files below `address`: a path, or an address such as ``s3://bucket/folder``.

    Names are relative and use slashes. Every method raises an OnRecordError where the store
    refuses.
    """

    def __init__(self, address: str) -> None:
        """Open the store.

        Raises:
            OnRecordError: it is of a kind that is not known.
        """
        self.address = address
        self.is_remote = is_remote(address)
        with self._worded():
            self._system, self._root = _opened(address)

    def names(self, folder: str = "") -> dict[str, int]:
        """The files below `folder`, in order, with their bytes; none where there is no folder."""
        from pyarrow.fs import FileSelector, FileType

        place = self._at(folder)
        with self._worded():
            found = self._system.get_file_info(
                FileSelector(place, recursive=True, allow_not_found=True)
            )
        cut = len(self._root) + 1 if self._root else 0
        files = {info.path[cut:]: info.size for info in found if info.type == FileType.File}
        return {name: files[name] for name in sorted(files) if not name.endswith(_PART)}

    def size(self, name: str) -> int | None:
        """The bytes of a file; None where there is none of that name."""
        from pyarrow.fs import FileType

        with self._worded():
            info = self._system.get_file_info(self._at(name))
        return int(info.size) if info.type == FileType.File else None

    def read(self, name: str) -> bytes | None:
        """All of a file; None where there is none."""
        with self._worded():
            try:
                with self._system.open_input_stream(self._at(name), compression=None) as file:
                    return cast(bytes, file.read())
            except FileNotFoundError:
                return None

    def write(self, name: str, data: bytes) -> None:
        """Write a file, whole or not at all; one of that name goes."""
        place = self._at(name)
        with self._worded():
            if self.is_remote:
                with self._system.open_output_stream(place, compression=None) as file:
                    file.write(data)
                return
            Path(place).parent.mkdir(parents=True, exist_ok=True)
            with self._system.open_output_stream(place + _PART, compression=None) as file:
                file.write(data)
            Path(place + _PART).replace(place)

    def delete(self, names: Iterable[str]) -> None:
        """Delete files; those that are not there need not be."""
        with self._worded():
            for name in names:
                with suppress(FileNotFoundError):
                    self._system.delete_file(self._at(name))

    @contextmanager
    def opened(self, name: str) -> Iterator[IO[bytes]]:
        """A file to read from anywhere in it."""
        with self._worded():
            file = self._system.open_input_file(self._at(name))
        with file:
            yield cast(IO[bytes], io.BufferedReader(_Readable(file)))

    def _at(self, name: str) -> str:
        return "/".join(part for part in (self._root, name) if part)

    @contextmanager
    def _worded(self) -> Iterator[None]:
        try:
            yield
        except (OSError, ValueError) as error:
            if isinstance(error, FileNotFoundError) and not self.is_remote:
                raise
            raise OnRecordError(
                f"{shown(self.address)} can't be used ({_reason(error)}); check the address, and "
                "that you may read and write there."
            ) from error


class _Readable(io.RawIOBase):
    """A file of Arrow's as Python has them."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._file.seek(offset, whence)
        return int(self._file.tell())

    def tell(self) -> int:
        return int(self._file.tell())

    def readinto(self, buffer: Any, /) -> int:
        data = self._file.read(len(memoryview(buffer)))
        memoryview(buffer)[: len(data)] = data
        return len(data)


def _opened(address: str) -> "tuple[FileSystem, str]":
    """The file system of an address, and the path in it."""
    from pyarrow import fs  # type: ignore[import-untyped]

    if not is_remote(address):
        return fs.LocalFileSystem(), str(Path(address).absolute())
    try:
        system, path = fs.FileSystem.from_uri(address)
    except (OSError, ValueError):
        system, path = _by_fsspec(address)
    return system, path.rstrip("/")


def _by_fsspec(address: str) -> "tuple[FileSystem, str]":
    """As `_opened`, for the stores that fsspec knows and Arrow doesn't.

    Raises:
        ValueError: neither knows it.
    """
    import fsspec
    from pyarrow.fs import FSSpecHandler, PyFileSystem

    try:
        system, path = fsspec.core.url_to_fs(address)
    except ImportError as error:
        raise ValueError(str(error)) from error
    return PyFileSystem(FSSpecHandler(system)), str(path)


def _reason(error: Exception) -> str:
    """What a store says, as far as a reader can use it."""
    text = " ".join(str(error).split())
    _, is_there, told = text.partition("AWS Error ")
    text = (told if is_there else text).partition(" (Request ID")[0]
    return shown(text.removesuffix(": No response body.").replace(_DENIED, "access denied"))
