"""Where reports go: standard output, a file, or a folder with a file for each article."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Final, Protocol
from urllib.parse import urlsplit

import click

from onrecord.models.errors import OnRecordError

if TYPE_CHECKING:
    from onrecord.audit.reports.options import ReportOptions
    from onrecord.audit.schema.audit import Audit

#: Formats that make sense one after the other on standard output.
STREAMABLE: Final = ("terminal", "json", "md")
#: What an article from standard input is called.
_STDIN: Final = "stdin"


#: Formats by the ending of a file's name; what a text file holds is the terminal's view.
ENDINGS: Final = {
    ".html": "html",
    ".htm": "html",
    ".md": "md",
    ".markdown": "md",
    ".csv": "csv",
    ".json": "json",
}


class Destination(Protocol):
    """Takes the audits of a command one by one; `written` are the files made so far."""

    written: list[Path]

    def deliver(self, audit: Audit, options: ReportOptions) -> None:
        """Write the report of one audit.

        Raises:
            OnRecordError: it can't be written.
        """


def format_by_ending(output: Path | None) -> str:
    """The format that the extension of ``-o`` asks for; a folder or any other name has none."""
    named = "" if output is None or output.is_dir() else output.suffix.lower()
    return ENDINGS.get(named, "terminal")


def destination_of(output: Path | None, form: str, articles: Sequence[str]) -> Destination:
    """The place that ``-o`` names (None: standard output) for reports on `articles`.

    Raises:
        OnRecordError: the folder can't be made, or a report would overwrite its article.
        click.UsageError: the format needs ``-o``, or several articles would go into one file.
    """
    several = len(articles) > 1
    if output is None:
        if form == "csv":
            raise click.UsageError("csv writes two files; give the start of their names with -o.")
        if form == "docx" and sys.stdout is not None and sys.stdout.isatty():
            raise click.UsageError("docx cannot be shown in a terminal; name a file with -o.")
        if several and form not in STREAMABLE:
            raise click.UsageError(f"Several {form} reports need a folder; name it with -o.")
        return StandardOutput(form)
    if several and (output.is_file() or (not output.exists() and output.suffix == f".{form}")):
        raise click.UsageError(
            f"{output} is a file name; with several articles, -o must name a folder."
        )
    if several and {"-", _STDIN} <= set(articles):
        raise click.UsageError(
            f"The reports on standard input and on {_STDIN} would have the same name; write "
            f"./{_STDIN} for the file."
        )
    if several or output.is_dir():
        return Folder(_made(output), form, articles)
    if form == "csv" and output.exists() and not output.is_file():
        raise click.UsageError(
            f"csv writes two files, and {output} is not a regular file; name another with -o."
        )
    return File(output, form, articles)


class StandardOutput:
    """Prints one report after the other."""

    def __init__(self, form: str) -> None:
        self._form = form
        self.written: list[Path] = []

    def deliver(self, audit: Audit, options: ReportOptions) -> None:
        """Print the report; files are UTF-8, the terminal format is what the terminal can show."""
        from onrecord.audit.files import in_pieces
        from onrecord.audit.reports.registry import render_in_pieces

        for content in render_in_pieces(audit, self._form, options).values():
            if isinstance(content, str) and self._form == "terminal":
                click.echo(content, nl=False, color=True)
            else:
                sys.stdout.flush()
                sys.stdout.buffer.writelines(in_pieces(content))
                sys.stdout.buffer.flush()


class File:
    """Writes the report of a single article."""

    def __init__(self, path: Path, form: str, articles: Sequence[str]) -> None:
        self._path, self._form = path, form
        self.written: list[Path] = []
        _spare(path, form, articles[0], articles)

    def deliver(self, audit: Audit, options: ReportOptions) -> None:
        """Write the report whole or not at all."""
        from onrecord.audit.reports.registry import write_report

        self.written += write_report(audit, self._form, self._path, options)


class Folder:
    """Writes a report for each article, named after it."""

    def __init__(self, folder: Path, form: str, articles: Sequence[str]) -> None:
        from onrecord.audit.reports.registry import FORMATS

        self._form = form
        self.written: list[Path] = []
        suffixes = FORMATS[form].suffixes
        suffix = suffixes[0] if len(suffixes) == 1 else ""
        self._paths = {
            article: folder / f"{stem}{suffix}" for article, stem in stems(articles).items()
        }
        for article, path in self._paths.items():
            _spare(path, form, article, articles)

    def deliver(self, audit: Audit, options: ReportOptions) -> None:
        """Write the report whole or not at all."""
        from onrecord.audit.reports.registry import write_report

        # The user has named only the folder: a link in it leads somewhere they did not choose.
        path = self._paths[audit.article.id]
        self.written += write_report(audit, self._form, path, options, follow=False)


def stems(articles: Sequence[str]) -> dict[str, str]:
    """A file name without suffix for each article's id, no two the same on any file system."""
    from onrecord.audit.ingest.errors import legible

    found: dict[str, str] = {}
    taken: set[str] = set()
    for article in articles:
        identity = _STDIN if article == "-" else legible(article)
        if identity in found:
            continue
        stem = _stem(identity)
        name, number = stem, 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem}-{number}"
        taken.add(name.casefold())
        found[identity] = name
    return found


def _stem(article: str) -> str:
    """A name for an article, from its path or address."""
    from onrecord.audit.reports.registry import file_stem

    address = urlsplit(article) if article.lower().startswith(("http://", "https://")) else None
    if address is not None:
        return file_stem(PurePath(address.path).stem or address.netloc)
    return file_stem(PurePath(article).stem)


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        message = f"The folder {folder} can't be created ({reason}); choose another with -o."
        raise OnRecordError(message) from error
    return folder


def _same(file: Path, article: str) -> bool:
    """Whether both are there, and one file; standard input may come from a file, too."""
    try:
        if article == "-" and sys.stdin is not None:
            return os.path.samestat(file.stat(), os.fstat(sys.stdin.fileno()))
        return file.samefile(article)
    except (OSError, ValueError):
        return False


def _spare(path: Path, form: str, article: str, articles: Sequence[str]) -> None:
    """Make sure that the report on an article, which goes to `path`, overwrites no article."""
    from onrecord.audit.reports.registry import report_files

    for file in report_files(form, path, article).values():
        if any(_same(file, article) for article in articles):
            raise OnRecordError(f"{file} is the article itself; choose another place with -o.")
