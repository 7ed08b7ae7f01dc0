"""An article with an analysis made by hand, for decisions on it."""

from collections.abc import Mapping
from typing import Any

import msgspec

from onrecord.audit.decisions.apply import Applying
from onrecord.audit.decisions.load import as_file
from onrecord.audit.decisions.types import Decision, Quote
from onrecord.audit.schema.audit import Sentence
from onrecord.models.labels import LABEL_OF_CODE, AttributionType, Code
from onrecord.models.text.view import TextView
from onrecord.models.types import Analysis, Attribution, Grant, Source, Span
from tests.audit.balance.pieces import article_of
from tests.audit.decisions.made import quoted

TEXT = (
    "Pier to close\n"
    "Mayor Ada Pell said the pier is unsafe, though many disagree with her. "
    "She said it must close in May.\n"
    "A clerk said the books were lost. Another clerk, who asked not to be named, said “the rent "
    "was paid”.\n"
    "The ferry has crossed the bay every day since 1911.\n"
    "Rumours say the pier was sold twice."
)


def span_of(words: str) -> Span:
    """Where `words` stand in `TEXT`, which has them once."""
    assert TEXT.count(words) == 1, words
    at = TEXT.index(words)
    return at, at + len(words)


def on(words: str) -> Quote:
    """A quote of words of `TEXT`."""
    return quoted(TEXT, words)


def _attribution(
    id: str, source: str, cue: str, content: str, code: Code, type: AttributionType, by: str | None
) -> Attribution:
    """The cue is the words of `cue` before its stroke, which stand before those behind it."""
    words, _, behind = cue.partition("|")
    start = span_of(words + behind)[0]
    return Attribution(
        id=id,
        source=[span_of(source)] if source else [],
        cue=[(start, start + len(words))],
        content=[span_of(content)],
        style="direct" if content.startswith("“") else "indirect",
        kind="speech",
        code=code,
        label=LABEL_OF_CODE[code],
        type=type,
        source_id=by,
        confidence=0.5,
    )


GRANT = Grant(span=span_of("who asked not to be named"), reason=None, reason_type=None)

ANALYSIS = Analysis(
    attributions=[
        _attribution(
            "a1", "Mayor Ada Pell", "said| the pier is", "the pier is unsafe", "P", "person", "s1"
        ),
        _attribution("a2", "She", "said| it", "it must close in May", "P", "person", "s1"),
        _attribution(
            "a3", "A clerk", "said| the books", "the books were lost", "X", "individual", "s2"
        ),
        _attribution(
            "a4", "Another clerk", "said| “", "“the rent was paid”", "X", "individual", "s3"
        ),
        _attribution("a5", "", "Rumours say|", "the pier was sold twice", "N", "hearsay", None),
    ],
    sources=[
        Source(
            id="s1",
            name="Ada Pell",
            label="named",
            type="person",
            sector="government",
            description="mayor",
            mentions=[span_of("Mayor Ada Pell"), span_of("She")],
        ),
        Source(
            id="s2",
            name="A clerk",
            label="anonymous",
            type="individual",
            sector="unknown",
            insider=True,
            mentions=[span_of("A clerk")],
        ),
        Source(
            id="s3",
            name="Another clerk",
            label="anonymous",
            type="individual",
            sector="business",
            insider=True,
            description="clerk",
            grant=GRANT,
            mentions=[span_of("Another clerk")],
        ),
    ],
    grants=[GRANT],
)


def sentences() -> list[Sentence]:
    """The sentences of `TEXT`, of which the first is a headline."""
    first, *body = article_of(TEXT).sentences
    return [msgspec.structs.replace(first, zone="front"), *body]


def settle(
    *decisions: Decision, analysis: Analysis = ANALYSIS, lines: list[int] | None = None
) -> Applying:
    """`decisions` applied to `analysis`; those of a file stand in these `lines`."""
    file = as_file(decisions)
    if lines is not None:
        file = msgspec.structs.replace(file, lines=lines)
    return Applying(TextView(TEXT), sentences(), analysis, file)


def said(applying: Applying) -> Mapping[str, tuple[str, str | None]]:
    """By the words of each attribution's content: its type and what its source is called."""
    names = {one.id: one.name for one in applying.analysis.sources}
    return {
        words_of(one.content): (one.type, names[one.source_id] if one.source_id else None)
        for one in applying.analysis.attributions
    }


def words_of(spans: list[Span]) -> str:
    return " … ".join(TEXT[start:end] for start, end in spans)


def called(applying: Applying, name: str) -> Source:
    """The entry of the source list with this name."""
    (one,) = (source for source in applying.analysis.sources if source.name == name)
    return one


def differs(one: Source, other: Source) -> dict[str, Any]:
    """The fields in which `one` is not as `other`."""
    fields = Source.__struct_fields__
    return {f: getattr(one, f) for f in fields if getattr(one, f) != getattr(other, f)}
