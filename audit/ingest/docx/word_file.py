"""A Word file: its parts, read within bounds."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from onrecord.audit.ingest.errors import (
    BinaryError,
    DamagedError,
    EncryptedError,
    MacrosError,
    TooComplexError,
    shown,
    size,
)
from onrecord.audit.ingest.formats import binary_kind

if TYPE_CHECKING:
    from lxml.etree import _Element

#: Bytes that the file may unpack to, and its text and styles; no draft comes near either.
MOST_UNPACKED: Final = 200_000_000
MOST_XML: Final = 60_000_000
_MOST_PARTS: Final = 5_000
CONTENT_TYPES: Final = "[Content_Types].xml"
#: What comes before the names of elements: as Word saves them, and as ISO 29500 Strict has them.
WORD: Final = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_ENCRYPTED_FLAG: Final = 1
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError)


class Relation(NamedTuple):
    """What a part refers to: the kind's last word (``hyperlink``), and a part's name or a URL."""

    kind: str
    target: str
    external: bool


class WordFile:
    """A Word file that has been looked over.

    `main` is the name of the part that holds the text, `infos` are the members of the archive.
    """

    def __init__(self, data: bytes, name: str) -> None:
        """Open the file that is called `name` in messages; nothing is unpacked yet.

        Raises:
            BinaryError: it is no Word file.
            DamagedError: it is broken.
            EncryptedError: it needs a password.
            MacrosError: it has macros.
            TooComplexError: it would unpack to more than `MOST_UNPACKED`.
        """
        self.name = name
        kind = binary_kind(data)
        if kind is not None and "password" in kind:
            raise EncryptedError(
                f"{shown(name)} is {kind}; save it without the password, then try again."
            )
        if not data.startswith(b"PK"):
            raise BinaryError(
                f"{shown(name)} is no Word document (.docx); save it as one, or leave out "
                "--input-format."
            )
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise self.damaged() from error
        self.infos = self._archive.infolist()
        self._names = {info.filename.casefold(): info for info in self.infos}
        self._check_archive()
        self.main = self._main()
        self._check_kind()

    def read(self, part: str) -> bytes | None:
        """The bytes of a part; None where there is no such part.

        Raises:
            DamagedError: it can't be unpacked.
        """
        info = self._names.get(part.casefold())
        if info is None:
            return None
        try:
            return self._archive.read(info)
        except _BROKEN as error:
            raise self.damaged() from error

    def tree(self, part: str) -> "_Element | None":
        """The root of a part that is XML, without entities; None where there is no such part.

        Raises:
            DamagedError: it is broken.
            TooComplexError: it is too large, or nested deeper than any draft.
        """
        from lxml import etree

        info = self._names.get(part.casefold())
        if info is not None and info.file_size > MOST_XML:
            raise self._too_large(f"its text unpacks to {size(info.file_size)}")
        data = self.read(part)
        if data is None:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            if "xcessive depth" in str(error):
                message = (
                    f"{shown(self.name)} is nested deeper than any draft; save it as plain text."
                )
                raise TooComplexError(message) from error
            raise self.damaged() from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise self.damaged()  # the format allows none
        return root

    def relations(self, part: str) -> Mapping[str, Relation]:
        """What `part` (empty: the whole file) refers to, by id."""
        root = self.tree(relations_of(part))
        found: dict[str, Relation] = {}
        for one in root.iter(f"{{{RELATIONS}}}Relationship") if root is not None else ():
            target = one.get("Target", "")
            external = one.get("TargetMode") == "External"
            if not external:
                target = posixpath.join("/", posixpath.dirname(part), target)
                target = posixpath.normpath(target).lstrip("/")
            kind = one.get("Type", "").rsplit("/", 1)[-1]
            found[one.get("Id", "")] = Relation(kind, target, external)
        return found

    def related(self, kind: str) -> str | None:
        """The name of the part of a kind (``styles``, ``footnotes``) that the text refers to."""
        relations = self.relations(self.main).values()
        return next((r.target for r in relations if r.kind == kind and not r.external), None)

    def members(self) -> Iterator[tuple[zipfile.ZipInfo, bytes]]:
        """Every member of the archive in its order, unpacked.

        Raises:
            DamagedError: one can't be unpacked.
        """
        for info in self.infos:
            try:
                yield info, self._archive.read(info)
            except _BROKEN as error:
                raise self.damaged() from error

    def damaged(self) -> DamagedError:
        """The error for a file that can't be read as what it says it is."""
        return DamagedError(
            f"{shown(self.name)} is a damaged Word document; open it in a word processor and "
            "save it again."
        )

    def _check_archive(self) -> None:
        if len(self.infos) > _MOST_PARTS:
            raise self._too_large(f"it has {len(self.infos):,} parts")
        if len(self._names) < len(self.infos):
            raise self.damaged()
        if any(info.flag_bits & _ENCRYPTED_FLAG for info in self.infos):
            raise EncryptedError(
                f"{shown(self.name)} is an archive with a password; save it without the "
                "password, then try again."
            )
        if any(info.compress_type not in _METHODS for info in self.infos):
            raise self.damaged()
        unpacked = sum(info.file_size for info in self.infos)
        if unpacked > MOST_UNPACKED:
            raise self._too_large(f"it unpacks to {size(unpacked)}")

    def _main(self) -> str:
        relations = self.relations("").values()
        named = (r.target for r in relations if r.kind == "officeDocument" and not r.external)
        main = next(named, "word/document.xml")
        if main.casefold() not in self._names:
            raise self.damaged()
        return main

    def _check_kind(self) -> None:
        root = self.tree(CONTENT_TYPES)
        if root is None:
            raise self.damaged()
        kinds = [one.get("ContentType", "") for one in root.iter(f"{{{TYPES}}}Override")]
        main = next(
            (
                one.get("ContentType", "")
                for one in root.iter(f"{{{TYPES}}}Override")
                if one.get("PartName", "").lstrip("/").casefold() == self.main.casefold()
            ),
            "",
        )
        macros = any(name.endswith("vbaproject.bin") for name in self._names)
        if macros or any("macroenabled" in kind.lower() or "vba" in kind.lower() for kind in kinds):
            raise MacrosError(
                f"{shown(self.name)} is a Word document with macros; save it as one without "
                "macros (.docx)."
            )
        if main and "wordprocessingml" not in main:
            raise BinaryError(
                f"{shown(self.name)} is an Office file, but no Word document; save the article "
                "as one (.docx)."
            )

    def _too_large(self, why: str) -> TooComplexError:
        return TooComplexError(
            f"{shown(self.name)} is no ordinary Word document: {why}; save the article as plain "
            "text."
        )


def relations_of(part: str) -> str:
    """The name of the part that lists what `part` refers to."""
    folder, _, file = part.rpartition("/")
    return posixpath.join(folder, "_rels", f"{file}.rels")
