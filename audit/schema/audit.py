"""The typed audit: what ``onrecord.audit/1`` JSON is made from.

Offsets are half-open Python string indices into `Article.text`.
"""

from typing import Literal, TypeAlias

import msgspec

from onrecord.audit.schema.balance import Balance
from onrecord.models.labels import Label, Style
from onrecord.models.types import Attribution, Source, Span

Zone: TypeAlias = Literal["body", "front", "back", "caption", "question"]
Level: TypeAlias = Literal["error", "warning", "suggestion"]


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
    ISO 639-1 code; `date` ISO 8601; `words` counts matches of ``\\w+``.
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
    paragraphs: list[Span]
    sentences: list[Sentence]
    links: list[Link] = []


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """The unit that gets one label (``c1``, ``c2`` … in text order).

    `sentence` and `paragraph` are indices into the article's lists. `style` is None for
    unsourced claims. `confidence` is the calibrated probability of the label.
    `review` marks the claims least certain.
    """

    id: str
    spans: list[Span]
    sentence: int
    paragraph: int
    label: Label
    style: Style | None
    confidence: float
    attribution_id: str | None
    source_id: str | None
    review: bool = False


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """A breach of a sourcing rule: which rule, how grave, where, and what would settle it.

    `standards` are the published standards that ask for the rule; none where the policy chose it.
    """

    rule: str
    level: Level
    message: str
    spans: list[Span]
    claim_ids: list[str]
    source_ids: list[str]
    standards: list[str]


class PolicyRef(msgspec.Struct, frozen=True, kw_only=True):
    """The policy that findings come from, and the hash of its rules."""

    name: str
    sha256: str


class ModelInfo(msgspec.Struct, frozen=True, kw_only=True):
    """The model behind an audit; `signature` pins weights and settings."""

    name: str
    version: str
    runtime: str
    signature: str


class Audit(msgspec.Struct, frozen=True, kw_only=True):
    """Everything OnRecord says about one article."""

    schema: Literal["onrecord.audit/1"] = "onrecord.audit/1"
    article: Article
    attributions: list[Attribution]
    claims: list[Claim]
    sources: list[Source]
    balance: Balance
    policy: PolicyRef
    findings: list[Finding]
    model: ModelInfo

    def to_json(self) -> str:
        """The audit as one line of ``onrecord.audit/1`` JSON."""
        return msgspec.json.encode(self).decode()
