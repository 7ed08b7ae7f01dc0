"""Random texts with all that newsrooms paste, and random analyses that are well formed."""

from hypothesis import strategies as st

from onrecord.models.labels import LABEL_OF_CODE, Code
from onrecord.models.text.words import word_spans
from onrecord.models.types import Analysis, Attribution, Grant, Source, Span, WordLabels

_PIECES = [
    "The mayor",
    " said",
    " Ms. Okafor",
    " told reporters",
    " in the U.S.",
    " Sept. 3",
    ". ",
    ".",
    "? ",
    "! ",
    "…",
    ", ",
    ": ",
    " -- ",
    " — ",
    '"',
    "“",
    "”",
    "''",
    "'",
    "’",
    "\n",
    "\n\n",
    "\r\n",
    "\u00a0",
    "\u2028",
    "\t",
    " (Reporting by A. Rossi)",
    "By Nora Quill",
    "Source: The Courier",
    "LONDON (Reuters) -- ",
    " 3.5 percent",
    " água",
    " 東京都",
    " e\u0301",
    " \U0001f600",
    " ٣٤",
    " and the council of Brackwater voted to close the old ferry pier before winter",
]

texts = st.one_of(
    st.lists(st.sampled_from(_PIECES), max_size=60).map("".join),
    st.text(st.characters(codec="utf-8"), max_size=200),
)


@st.composite
def analyses(draw: st.DrawFn, text: str) -> Analysis:
    """An analysis of `text`: spans on word boundaries, pieces of a list apart, parents before."""
    words = word_spans(text)
    if not words:
        return Analysis(attributions=[], sources=[], grants=[])
    attributions: list[Attribution] = []
    mentions: dict[str, list[Span]] = {}
    for number in range(1, draw(st.integers(0, 6)) + 1):
        code: Code = draw(st.sampled_from(sorted(_TYPE_OF_CODE)))
        source_id = None if code == "N" else f"s-{code}"
        source = draw(_pieces(words)) if source_id else []
        if source_id:
            mentions.setdefault(source_id, []).extend(source)
        earlier = [attribution.id for attribution in attributions]
        attributions.append(
            Attribution(
                id=f"a{number}",
                source=source,
                cue=draw(_pieces(words)),
                content=draw(_pieces(words)),
                style="indirect",
                kind="speech",
                code=code,
                label=LABEL_OF_CODE[code],
                type=_TYPE_OF_CODE[code],
                source_id=source_id,
                parent_id=draw(st.sampled_from([None, *earlier])),
            )
        )
    grants = [
        Grant(span=span, reason=None, reason_type=None) for span in draw(_pieces(words, most=1))
    ]
    sources = [
        Source(
            id=source_id,
            name=source_id,
            label=LABEL_OF_CODE[source_id[-1]],
            type=_TYPE_OF_CODE[source_id[-1]],
            sector="unknown",
            grant=grants[0] if grants and source_id == "s-X" else None,
            mentions=sorted(set(spans)),
        )
        for source_id, spans in mentions.items()
    ]
    return Analysis(
        attributions=attributions,
        sources=sources,
        grants=grants,
        word_labels=draw(st.one_of(st.none(), _word_labels(words))),
    )


_TYPE_OF_CODE = {
    "P": "person",
    "O": "organisation",
    "D": "document",
    "X": "confidential",
    "Q": "unidentified",
    "N": "hearsay",
}


@st.composite
def _pieces(draw: st.DrawFn, words: list[Span], most: int = 3) -> list[Span]:
    """Up to `most` pieces from word to word, in order and apart."""
    edges = draw(
        st.lists(st.integers(0, len(words) - 1), max_size=2 * most, unique=True).map(sorted)
    )
    return [
        (words[first][0], words[last][1])
        for first, last in zip(edges[::2], edges[1::2], strict=False)
    ]


@st.composite
def _word_labels(draw: st.DrawFn, words: list[Span]) -> WordLabels:
    named = draw(st.lists(st.floats(0, 0.5), min_size=len(words), max_size=len(words)))
    anonymous = draw(st.lists(st.floats(0, 0.5), min_size=len(words), max_size=len(words)))
    return WordLabels(spans=words, named=named, anonymous=anonymous)
