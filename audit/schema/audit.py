"""The typed audit: what ``onrecord.audit/2`` JSON is made from.

Offsets are half-open Python string indices into `Article.text`.
"""

import io
from typing import Final, Literal, TypeAlias, get_args

import msgspec

from onrecord.audit.schema.balance import Balance
from onrecord.audit.schema.json_pieces import json_pieces
from onrecord.models.labels import AttributionType, Label, Style
from onrecord.models.types import Attribution, Source, Span

#: The format of an audit; another one has another number.
SCHEMA: Final = "onrecord.audit/2"

Zone: TypeAlias = Literal["body", "front", "back", "caption", "question"]
Level: TypeAlias = Literal["error", "warning", "suggestion"]
#: The levels, the gravest first.
LEVELS: Final[tuple[Level, ...]] = get_args(Level)
#: How the genre is known: the article's metadata name it, or its text has the signs of it.
GenreFrom: TypeAlias = Literal["declared", "text"]


class Sentence(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence, the index of its paragraph, and the zone of the article it stands in."""

    span: Span
    paragraph: int
    zone: Zone


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """A hyperlink in the text: the span of its anchor words and its target."""

    span: Span
    url: str


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """An article as read, with its metadata (None: not known) and segmentation.

    `text` is None under ``--no-text``; `sha256` is of the UTF-8 text; `language` is an
    ISO 639-1 code; `date` ISO 8601; `words` counts matches of ``\\w+``. `genre_from` is
    declared where the metadata give the genre, text where it was told by the text's signs, None
    where it is not known. `warnings` are sentences for the reader, on what makes the audit of
    this article less certain.
    """

    id: str
    title: str | None = None
    publisher: str | None = None
    byline: str | None = None
    author: str | None = None
    section: str | None = None
    date: str | None = None
    url: str | None = None
    language: str | None = None
    genre: str | None = None
    text: str | None
    sha256: str
    words: int
    links: list[Link] = []
    genre_from: GenreFrom | None = None
    warnings: list[str] = []
    paragraphs: list[Span]
    sentences: list[Sentence]


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """The unit that gets one label (``c1``, ``c2`` … in text order).

    `sentence` and `paragraph` are indices into the article's lists. `type` is its
    attribution's; `type` and `style` are None for unsourced claims. `confidence` is the
    calibrated probability of the label. `review` marks the claims least certain. `decided` says
    whether an editor has settled the claim by hand.
    """

    id: str
    spans: list[Span]
    sentence: int
    paragraph: int
    label: Label
    type: AttributionType | None
    style: Style | None
    confidence: float
    attribution_id: str | None
    source_id: str | None
    review: bool = False
    decided: bool = False


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """A breach of a sourcing rule: which rule, how grave, where, and what would settle it.

    `points` says, in words, what else the source breaks that the finding is about, the rule's id
    at the end of each in brackets; `count` is how many breaches the finding joins. `confidence`
    is the probability that it is right, two decimals, as a reading of the rule's findings
    measured it; None if it has not been measured. `standards` are the published
    standards that ask for the rule; none where the policy chose it. `waived` is the reason why
    an editor let the finding pass; None: it stands.
    """

    rule: str
    level: Level
    message: str
    points: list[str] = []
    count: int = 1
    confidence: float | None = None
    spans: list[Span]
    claim_ids: list[str]
    source_ids: list[str]
    standards: list[str]
    waived: str | None = None


class DecisionNote(msgspec.Struct, frozen=True, kw_only=True):
    """A decision about which there is something to say.

    `line` is its line in the file of decisions (None: it is from no file); `decision` is its kind
    and `by` who made it (both None where the line can't be read), `words` are the words that it
    quotes (None: none, or left out under ``--no-text``); `message` is what there is to say.
    """

    line: int | None
    decision: str | None
    by: str | None = None
    words: str | None = None
    message: str


class Decisions(msgspec.Struct, frozen=True, kw_only=True):
    """What editors' decisions did to the audit. Every decision is applied, overruled or unmatched.

    `applied` is how many are in it. `fuzzy` are those of them whose words, or what stands around
    them, have changed since, so that they may be at the wrong place. `overruled` are those that a
    later one contradicts, `unmatched` those that fit nothing in this text. `unreadable` are lines
    of the file that are not decisions.
    """

    applied: int
    fuzzy: list[DecisionNote] = []
    overruled: list[DecisionNote] = []
    unmatched: list[DecisionNote] = []
    unreadable: list[DecisionNote] = []


class PolicyRef(msgspec.Struct, frozen=True, kw_only=True):
    """The policy that findings come from, and the hash of its rules."""

    name: str
    sha256: str


class HouseRef(msgspec.Struct, frozen=True, kw_only=True):
    """The house list that sources were called by: its file's name, and the SHA-256 of that."""

    name: str
    sha256: str


class ModelInfo(msgspec.Struct, frozen=True, kw_only=True):
    """The model behind an audit; `signature` pins weights and settings."""

    name: str
    version: str
    runtime: str
    signature: str


class Audit(msgspec.Struct, frozen=True, kw_only=True):
    """Everything OnRecord says about one article.

    `decisions` is None where it was made without any, and so is `house`.
    """

    schema: Literal["onrecord.audit/2"] = SCHEMA
    article: Article
    attributions: list[Attribution]
    claims: list[Claim]
    sources: list[Source]
    balance: Balance
    policy: PolicyRef
    house: HouseRef | None = None
    findings: list[Finding]
    decisions: Decisions | None = None
    model: ModelInfo

    def to_json(self) -> str:
        """The audit as one line of ``onrecord.audit/2`` JSON."""
        # Joining the pieces would hold them twice, or three times.
        text = io.StringIO()
        for piece in json_pieces(self):
            text.write(piece.decode())
        return text.getvalue()
