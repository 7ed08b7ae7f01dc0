"""The formats of a report: each is one module, and all are made from the one audit."""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

from onrecord.audit.files import Data, write_together
from onrecord.audit.reports.docx.to_docx import render_docx
from onrecord.audit.reports.html.to_html import render_html
from onrecord.audit.reports.options import ReportOptions
from onrecord.audit.reports.terminal.to_terminal import render_terminal
from onrecord.audit.reports.to_csv import render_csv
from onrecord.audit.reports.to_json import render_json, rendered_pieces
from onrecord.audit.reports.to_markdown import render_markdown
from onrecord.audit.reports.to_sarif import render_sarif
from onrecord.audit.reports.to_webannotation import render_webannotation
from onrecord.audit.schema.audit import Audit
from onrecord.models.errors import OnRecordError

#: From an audit to what its files hold, by suffix.
Renderer: TypeAlias = Callable[[Audit, ReportOptions], Mapping[str, str | bytes]]


class Format(NamedTuple):
    """A format of reports: what it is for, in a line, the files it makes, what makes them."""

    name: str
    purpose: str
    suffixes: tuple[str, ...]
    render: Renderer


FORMATS: Final[dict[str, Format]] = {
    one.name: one
    for one in (
        Format("terminal", "for reading in the terminal", (".txt",), render_terminal),
        Format("html", "the full report, one file", (".html",), render_html),
        Format("md", "for a CMS note or a pull request", (".md",), render_markdown),
        Format("csv", "for spreadsheets", (".claims.csv", ".sources.csv"), render_csv),
        Format("json", "for programs", (".json",), render_json),
        Format("sarif", "for code hosts and editors", (".sarif",), render_sarif),
        Format("webannotation", "for annotation tools", (".jsonld",), render_webannotation),
        Format("docx", "the draft with comments, for a word processor", (".docx",), render_docx),
    )
}
_UNSAFE: Final = re.compile(r"[^\w.-]+")
#: Bytes of a name; file systems allow 255, suffixes and what a new file is called first included.
_NAME_LENGTH: Final = 100


def render(
    audit: Audit, name: str, options: ReportOptions | None = None
) -> Mapping[str, str | bytes]:
    """The files of one format, content by suffix: text, or bytes of a file that is none.

    Raises:
        OnRecordError: there is no format called `name`.
    """
    if name not in FORMATS:
        known = ", ".join(FORMATS)
        raise OnRecordError(f"There is no report format “{name}”; choose one of {known}.")
    return FORMATS[name].render(audit, options or ReportOptions())


def render_in_pieces(
    audit: Audit, name: str, options: ReportOptions | None = None
) -> Mapping[str, Data]:
    """As `render`, for what is written and then forgotten: long JSON comes in pieces of bytes.

    Raises:
        OnRecordError: there is no format called `name`.
    """
    if name == "json":
        pieces: Iterable[bytes] = rendered_pieces(audit, options or ReportOptions())
        return {".json": pieces}
    return render(audit, name, options)


def write_report(
    audit: Audit,
    name: str,
    path: Path,
    options: ReportOptions | None = None,
    *,
    follow: bool = True,
) -> list[Path]:
    """Write a report, whole or not at all.

    Args:
        audit: the audit.
        name: the format, a key of `FORMATS`.
        path: a file; or a folder that exists, into which the report goes under the name that
            `file_stem` makes of the article's id. Where a format makes several files, `path`
            is what their names start with (``out.csv`` and ``out`` alike give
            ``out.claims.csv`` and ``out.sources.csv``).
        options: what else the report says, and how it is laid out.
        follow: whether a link in the place of a file is followed, or replaced.

    Returns:
        The files that were written.

    Raises:
        OnRecordError: there is no such format, or a file can't be written.
    """
    contents = render_in_pieces(audit, name, options)
    files = report_files(name, path, audit.article.id)
    write_together({files[suffix]: content for suffix, content in contents.items()}, follow=follow)
    return list(files.values())


def report_files(name: str, path: Path, article_id: str) -> dict[str, Path]:
    """The files that `write_report` writes for an article, by suffix."""
    suffixes = FORMATS[name].suffixes
    base = path / file_stem(article_id) if path.is_dir() else path
    return {
        suffix: _target(base, suffix, in_folder=path.is_dir(), alone=len(suffixes) == 1)
        for suffix in suffixes
    }


def file_stem(article_id: str) -> str:
    """A file name, without suffix, for an article.

    Letters, digits, dots and hyphens stay; where anything else had to go, eight digits of the
    id's SHA-256 keep two ids apart.
    """
    stem = _UNSAFE.sub("-", article_id).strip("-.").encode()[:_NAME_LENGTH].decode(errors="ignore")
    if stem and stem == article_id:
        return stem
    digest = hashlib.sha256(article_id.encode(errors="surrogatepass")).hexdigest()[:8]
    return f"{stem}-{digest}" if stem else digest


def _target(base: Path, suffix: str, *, in_folder: bool, alone: bool) -> Path:
    if alone and not in_folder:
        return base
    stem = base.name
    if not in_folder:
        last = "." + suffix.rsplit(".", 1)[1]
        stem = stem.removesuffix(last)
    return base.with_name(stem + suffix)
