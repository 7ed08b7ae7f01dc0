"""What is fuzzed: each target takes bytes, and fails on all but what is documented."""

import tempfile
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from random import Random
from typing import Final, NamedTuple

import msgspec
from starlette.requests import Request

from onrecord.audit.assemble import assemble
from onrecord.audit.batch.corpus.corpus import Corpus, ReadOptions
from onrecord.audit.decisions.load import parse_decisions
from onrecord.audit.house.read_house import read_house
from onrecord.audit.ingest.encoding import decode
from onrecord.audit.ingest.errors import IngestError
from onrecord.audit.ingest.reader import read_bytes
from onrecord.audit.ingest.types import Document
from onrecord.audit.policy.load import load_policy
from onrecord.audit.redact import without_text
from onrecord.audit.reports.options import ReportOptions
from onrecord.audit.reports.registry import FORMATS, render
from onrecord.audit.schema.audit import Audit, ModelInfo
from onrecord.audit.segment.segmentation import segment
from onrecord.desk.service.service_requests import audit_job, diff_job
from onrecord.models.errors import OnRecordError
from onrecord.models.tagger import Tagger
from onrecord.models.text.view import TextView
from onrecord.models.types import Span
from tests.desk.own_loop import run_to_end
from tests.fuzz import shapes
from tests.models.reading import tagger_by_words

_MODEL: Final = ModelInfo(name="words", version="1", runtime="none", signature="0" * 16)


class Target(NamedTuple):
    """Something that takes bytes, and what makes bytes for it."""

    check: Callable[[bytes], None]
    make: Callable[[Random], bytes]


def read(name: str, data: bytes) -> None:
    """An article is read, or an `IngestError` says in a line why not."""
    try:
        document = read_bytes(data, name=name, any_language=True, keep_original=True)
    except IngestError as error:
        _check_line(str(error))
        return
    document.text.encode()
    assert document.text.strip()
    msgspec.json.encode(msgspec.structs.replace(document, original=None))
    _check_spans([link.span for link in document.links], len(document.text))


def decoding_of_bytes(data: bytes) -> None:
    """Bytes become text that can be written, or none."""
    try:
        text = decode(data, name="a.txt")
    except IngestError as error:
        _check_line(str(error))
        return
    text.encode("utf-8", "surrogatepass")


def segments(data: bytes) -> None:
    """Sentences stand in order and apart, in the text and in their paragraph."""
    text = data.decode("utf-8", "replace")
    view = TextView(text)
    sentences = segment(view)
    _check_spans([sentence.span for sentence in sentences], len(text))
    paragraphs = view.paragraphs
    _check_spans(paragraphs, len(text))
    for sentence in sentences:
        start, end = paragraphs[sentence.paragraph]
        assert start <= sentence.span[0] < sentence.span[1] <= end


def whole_audit(data: bytes) -> None:
    """An audit holds together, comes back from its JSON, and is told in every format."""
    audit = audit_of(data.decode("utf-8", "replace"))
    for shown in (audit, without_text(audit)):
        for form in FORMATS:
            for content in render(shown, form, ReportOptions(colour=form == "terminal")).values():
                raw = content.encode() if isinstance(content, str) else content
                assert raw
                if form in ("html", "md"):
                    assert b"<script>document" not in raw
                if form == "terminal":
                    assert b"\x1b[2J" not in raw
                    assert b"\x00" not in raw


def audit_of(text: str, decided: bytes | None = None) -> Audit:
    """The audit of a text by the stand-in for the network, checked."""
    view = TextView(text)
    found = _tagger().analyse_views([view])[0]
    for attribution in found.attributions:
        assert attribution.content
        for spans in (attribution.source, attribution.cue, attribution.content):
            _check_spans(spans, len(text))
    sources = {source.id for source in found.sources}
    assert {a.source_id for a in found.attributions} - {None} <= sources
    audit = assemble(
        Document(id="fuzz", text=text),
        found,
        model=_MODEL,
        policy=load_policy("strict"),
        view=view,
        decisions=None if decided is None else parse_decisions(decided, "decisions"),
    )
    assert msgspec.json.decode(audit.to_json(), type=Audit) == audit
    words = audit.balance.accounting
    assert sum(msgspec.structs.astuple(words)) == audit.article.words
    for claim in audit.claims:
        _check_spans(claim.spans, len(text))
    for finding in audit.findings:
        assert all(0 <= start <= end <= len(text) for start, end in finding.spans)
    return audit


_DRAFT: Final = (
    "“The pier is weak,” Ann Lee said. Officials told her so. An aide, who spoke on condition of "
    "anonymity, said the mayor knew. The board was reportedly warned in May.\n\nIt never answered."
)


def decided(data: bytes) -> None:
    """Decisions are applied, or named as what can't be."""
    audit_of(_DRAFT, data)


def house(data: bytes) -> None:
    """A house list is read, or a line says why not."""
    _with_file(data, ".toml", read_house)


def policy(data: bytes) -> None:
    """A policy is read, or a line says why not."""
    _with_file(data, ".toml", load_policy)


def corpus(suffix: str, data: bytes) -> None:
    """Every record of a corpus is an article, or a line says why not."""

    def records(path: Path) -> None:
        for record in Corpus([str(path)], ReadOptions()).records():
            try:
                record.load().text.encode()
            except OnRecordError as error:
                _check_line(str(error))

    _with_file(data, suffix, records)


def service_request(data: bytes) -> None:
    """A request becomes a job, or a sentence says why not."""
    media_type, _, body = data.partition(b"\n")
    scope = {
        "type": "http",
        "app": None,  # or else Starlette leaves its errors as they are
        "method": "POST",
        "path": "/audits",
        "query_string": b"",
        "headers": [(b"content-type", media_type)],
    }

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": body, "more_body": False}

    for job in (audit_job, diff_job):
        try:
            msgspec.msgpack.encode(run_to_end(job(Request(scope, receive))))
        except OnRecordError as error:
            assert str(error).encode()


def _with_file(data: bytes, suffix: str, use: Callable[[Path], object]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a{suffix}"
        path.write_bytes(data)
        try:
            use(path)
        except OnRecordError as error:
            _check_line(str(error))


def _check_line(message: str) -> None:
    assert message
    assert message == message.strip()
    assert message.isprintable(), message
    assert len(message) < 2_000


def _check_spans(spans: Sequence[Span], length: int) -> None:
    """Spans are in the text, in order and apart."""
    last = 0
    for start, end in spans:
        assert last <= start < end <= length, (spans, length)
        last = end


@cache
def _tagger() -> Tagger:
    return tagger_by_words()


_TEXTS: Final = shapes.encoded(shapes.text)
TARGETS: Final[dict[str, Target]] = {
    "text": Target(partial(read, "a.txt"), _TEXTS),
    "markdown": Target(partial(read, "a.md"), shapes.encoded(shapes.markdown)),
    "page": Target(partial(read, "a.html"), shapes.encoded(shapes.page)),
    "word file": Target(partial(read, "a.docx"), shapes.word_file),
    "encoding": Target(decoding_of_bytes, _TEXTS),
    "segmenter": Target(segments, _TEXTS),
    "audit and reports": Target(whole_audit, _TEXTS),
    "decisions": Target(decided, shapes.encoded(shapes.decisions)),
    "house list": Target(house, shapes.encoded(shapes.settings)),
    "policy": Target(policy, shapes.encoded(shapes.settings)),
    "JSON lines": Target(partial(corpus, ".jsonl"), shapes.encoded(shapes.records)),
    "CSV": Target(partial(corpus, ".csv"), shapes.encoded(shapes.records)),
    "web archive": Target(partial(corpus, ".warc"), shapes.crawl),
    "packed web archive": Target(partial(corpus, ".warc.gz"), shapes.packed_crawl),
    "request": Target(service_request, shapes.request),
}


def input_of(target: str, seed: int) -> bytes:
    """Input number `seed` of a target; the same each time."""
    random = Random(f"{target} {seed}")
    return shapes.damaged(random, TARGETS[target].make(random))
