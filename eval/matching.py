"""Gold and predicted attributions of one article, as sets of words and matched one to one."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from typing import Final, Literal, NamedTuple, TypeAlias

import msgspec
import numpy as np
from numpy.typing import NDArray

from onrecord.audit.claims import make_claims, settle_questions
from onrecord.audit.segment.segmentation import Segmentation, segment
from onrecord.audit.types import Claim
from onrecord.eval.gold.analysis import analysis_of, text_order
from onrecord.eval.gold.types import GoldArticle, GoldAttribution
from onrecord.models.labels import LABEL_OF_CODE, LABELS, Label
from onrecord.models.types import Analysis, Attribution, Span
from onrecord.models.words import word_spans

Role: TypeAlias = Literal["source", "cue", "content"]
Mask: TypeAlias = NDArray[np.bool_]
#: A run of words: index of its first word, and of the word after its last.
Piece: TypeAlias = tuple[int, int]
ROLES: Final[tuple[Role, ...]] = ("source", "cue", "content")
LABEL_INDEX: Final[dict[Label, int]] = {label: i for i, label in enumerate(LABELS)}
#: Word label of words whose gold attribution nobody coded: left out of every label figure.
UNCODED: Final = -1
NOTHING: Final = Analysis(attributions=[], sources=[], grants=[])


class Match(NamedTuple):
    """Indices of a gold and a predicted attribution, and whether their contents are equal."""

    gold: int
    predicted: int
    exact: bool


class WordIndex:
    """Finds the words that a span touches: those with which it shares a character."""

    def __init__(self, words: Sequence[Span]) -> None:
        self._starts = [start for start, _ in words]
        self._ends = [end for _, end in words]

    def piece(self, span: Span) -> Piece:
        """The words that `span` touches; (0, 0) where it touches none."""
        start, end = span
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end)
        return (first, last) if start < end and first < last else (0, 0)

    def mask(self, items: Sequence[Sequence[Span]]) -> Mask:
        """*Shape:* (items, words), true where a piece of the item touches the word."""
        touched = np.zeros((len(items), len(self._starts)), dtype=np.bool_)
        for row, spans in zip(touched, items, strict=True):
            for span in spans:
                row[slice(*self.piece(span))] = True
        return touched


class Side:
    """The attributions of one side (gold or predicted) as sets of the article's words.

    Attributes:
        roles: for each role, *Shape:* (attributions, words), true where the word belongs
            to the attribution's role.
        pieces: for each role, the distinct pieces of all attributions that hold a word.
        labels: *Shape:* (words,), index into LABELS of each word's label, or UNCODED. The
            label of a word is that of the content which covers it, of the shortest such
            content where contents overlap (the inner wins), and unsourced where none does.
    """

    def __init__(
        self, attributions: Sequence[GoldAttribution | Attribution], words: Sequence[Span]
    ) -> None:
        index = WordIndex(words)
        self.roles: dict[Role, Mask] = {}
        self.pieces: dict[Role, set[Piece]] = {}
        for role in ROLES:
            spans: list[list[Span]] = [getattr(a, role) for a in attributions]
            self.roles[role] = index.mask(spans)
            self.pieces[role] = {index.piece(span) for own in spans for span in own} - {(0, 0)}
        codes = [attribution.code for attribution in attributions]
        self.labels = _labels([_label_index(code) for code in codes], self.roles["content"])

    def words_of(self, role: Role) -> Mask:
        """*Shape:* (words,), true where a word belongs to that role of any attribution."""
        return np.asarray(self.roles[role].any(axis=0))


class Target:
    """The gold side of one article, which any number of predictions are held against.

    Attributes:
        words: the words of the text.
        gold: the gold attributions as sets of words.
        scope: *Shape:* (words,), the words that label figures are over: all outside gold
            sources and cues, less those whose gold attribution nobody coded.
    """

    def __init__(self, article: GoldArticle) -> None:
        self.article = article
        self.words = word_spans(article.text)
        self.gold = Side(article.attributions, self.words)
        self.scope: Mask = ~(self.gold.words_of("source") | self.gold.words_of("cue"))
        self.scope &= self.gold.labels != UNCODED

    @cached_property
    def segmentation(self) -> Segmentation:
        """Paragraphs, sentences with zones and quotations, as an audit of the text has them."""
        meta = self.article.meta
        return segment(self.article.text, title=meta.get("title"), author=meta.get("author"))

    @cached_property
    def sentences(self) -> list[Span]:
        """The sentences that come with the data, else those of the segmentation."""
        if self.article.silver is not None and self.article.silver.sentences:
            return self.article.silver.sentences
        return [sentence.span for sentence in self.segmentation.sentences]

    @cached_property
    def analysis(self) -> Analysis:
        """The gold annotations in the shape of a prediction (`analysis_of`)."""
        return analysis_of(self.article)

    @cached_property
    def views(self) -> dict[int, Attribution]:
        """Gold attributions as `analysis` has them, by index; none for those without words."""
        own = {a.id: i for i, a in enumerate(self.article.attributions)}
        words = [a for a in self.article.attributions if a.source or a.cue or a.content]
        pairs = zip(text_order(words), self.analysis.attributions, strict=True)
        return {own[attribution.id]: view for attribution, view in pairs}


class Pair:
    """One article with its gold annotations, its prediction and their alignment.

    An attribution without a content word cannot be matched by content: it counts in the
    words of its roles, but not among the attributions of either side.

    Attributes:
        missing: no prediction was given; it is scored as one without attributions.
        matches: gold and predicted attributions whose contents are matched, in gold's order.
        words, gold, scope: those of the target.
    """

    def __init__(self, article: GoldArticle | Target, analysis: Analysis | None) -> None:
        self.target = article if isinstance(article, Target) else Target(article)
        self.article = self.target.article
        self.missing = analysis is None
        self.analysis = NOTHING if analysis is None else analysis
        self.words, self.gold, self.scope = self.target.words, self.target.gold, self.target.scope
        self.predicted = Side(self.analysis.attributions, self.words)
        self.matches = match_contents(self.gold.roles["content"], self.predicted.roles["content"])

    @cached_property
    def claims(self) -> list[Claim]:
        """The claims that an audit makes from the prediction."""
        return self._claims_of(self.analysis)

    @cached_property
    def gold_claims(self) -> list[Claim]:
        """The claims that an audit makes from gold, with the grants of the prediction.

        Gold does not mark grants, whose words are no claims.
        """
        gold = self.target.analysis
        return self._claims_of(msgspec.structs.replace(gold, grants=self.analysis.grants))

    def _claims_of(self, analysis: Analysis) -> list[Claim]:
        text, parts = self.article.text, self.target.segmentation
        sentences = settle_questions(text, parts.sentences, analysis.attributions)
        return make_claims(text, sentences, analysis, parts.quotations)

    def attribution_pair(self, match: Match) -> tuple[GoldAttribution, Attribution]:
        """The two attributions that `match` points to."""
        return (
            self.article.attributions[match.gold],
            self.analysis.attributions[match.predicted],
        )

    def same_source(self, match: Match) -> bool:
        """Whether the two sources share a word, or neither has one."""
        gold = self.gold.roles["source"][match.gold]
        predicted = self.predicted.roles["source"][match.predicted]
        return bool((gold & predicted).any()) or not (gold.any() or predicted.any())

    def same_label(self, match: Match) -> bool | None:
        """Whether the two labels are equal; None where nobody coded gold."""
        gold, predicted = self.attribution_pair(match)
        return None if gold.code is None else LABEL_OF_CODE[gold.code] == predicted.label


def pair_up(
    gold: Sequence[GoldArticle | Target], predicted: Sequence[Analysis | None]
) -> list[Pair]:
    """Each gold article with the prediction at the same place (None: there is none).

    Raises:
        ValueError: the two are not of the same length.
    """
    return [Pair(article, analysis) for article, analysis in zip(gold, predicted, strict=True)]


def match_contents(gold: Mask, predicted: Mask) -> list[Match]:
    """Match contents one to one, so that the sum of the Jaccard indices is greatest.

    Only pairs with a Jaccard index of words of at least .5 may be matched. The assignment
    is SciPy's ``linear_sum_assignment`` (Crouse, 2016, On implementing 2D rectangular
    assignment algorithms).

    Args:
        gold: *Shape:* (gold attributions, words), their content words.
        predicted: *Shape:* (predicted attributions, words).
    """
    from scipy.optimize import linear_sum_assignment

    shared, union = overlaps(gold, predicted)
    allowed = (union > 0) & (2 * shared >= union)
    jaccard = np.divide(shared, union, out=np.zeros(shared.shape), where=allowed)
    rows, columns = linear_sum_assignment(jaccard, maximize=True)
    return [
        Match(int(i), int(j), bool(shared[i, j] == union[i, j]))
        for i, j in zip(rows, columns, strict=True)
        if allowed[i, j]
    ]


def overlaps(gold: Mask, predicted: Mask) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Sizes of the intersections and of the unions of two lists of word sets.

    Args:
        gold: *Shape:* (n, words).
        predicted: *Shape:* (m, words).

    Returns:
        Two arrays, *Shape:* (n, m).
    """
    bits = np.packbits(gold, axis=1)[:, None] & np.packbits(predicted, axis=1)[None]
    shared = np.bitwise_count(bits).sum(axis=-1, dtype=np.int64)
    union = gold.sum(axis=1)[:, None] + predicted.sum(axis=1)[None, :] - shared
    return shared, union


def sentence_of_words(words: Sequence[Span], sentences: Sequence[Span]) -> NDArray[np.int64]:
    """*Shape:* (words,), index of the last sentence that starts at or before each word.

    Words before the first sentence get -1, and so do all where there are no sentences.
    """
    starts = [start for start, _ in sentences]
    return np.array([bisect_right(starts, start) - 1 for start, _ in words], dtype=np.int64)


def _label_index(code: str | None) -> int:
    return UNCODED if code is None else LABEL_INDEX[LABEL_OF_CODE[code]]  # type: ignore[index]


def _labels(labels: Sequence[int], content: Mask) -> NDArray[np.int64]:
    """Paint each content with its label, the longest first, so that inner contents win."""
    painted = np.full(content.shape[1], LABEL_INDEX["unsourced"], dtype=np.int64)
    for i in np.argsort(-content.sum(axis=1), kind="stable"):
        painted[content[i]] = labels[i]
    return painted
