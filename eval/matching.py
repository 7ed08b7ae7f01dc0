"""Gold and predicted attributions of one article, as sets of words and matched one to one."""

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from typing import Final, NamedTuple, TypeAlias

import msgspec
import numpy as np
from numpy.typing import NDArray

from onrecord.audit.claims.make import make_claims, settle_questions
from onrecord.audit.schema.audit import Claim, Sentence
from onrecord.audit.segment.segmentation import segment
from onrecord.eval.gold.analysis import analysis_of
from onrecord.eval.gold.gold_speakers import everything, gold_types, mentions_by_speaker
from onrecord.eval.gold.types import ROLES, GoldArticle, GoldAttribution, Role
from onrecord.models.labels import LABEL_OF_CODE, LABELS, AttributionType, Label
from onrecord.models.text.view import TextView
from onrecord.models.text.words import TextWords
from onrecord.models.types import Analysis, Attribution, Source, Span

Mask: TypeAlias = NDArray[np.bool_]
#: A run of words: index of its first word, and of the word after its last.
Piece: TypeAlias = tuple[int, int]
LABEL_INDEX: Final[dict[Label, int]] = {label: i for i, label in enumerate(LABELS)}
#: Word label of words whose gold attribution nobody coded: left out of every label figure.
UNCODED: Final = -1
#: The code of the paper's own voice, which is not an attribution.
OWN_VOICE: Final = "A"
#: From this Jaccard index of their words on, two contents match.
FOUND: Final = 0.5
NOTHING: Final = Analysis(attributions=[], sources=[], grants=[])


class Match(NamedTuple):
    """Indices of a gold and a predicted attribution, and whether their contents are equal."""

    gold: int
    predicted: int
    exact: bool


def piece_of(words: TextWords, span: Span) -> Piece:
    """The words that `span` touches; (0, 0) where it touches none."""
    touched = words.touching(span)
    return (touched.start, touched.stop) if touched else (0, 0)


def words_touched(words: TextWords, items: Sequence[Sequence[Span]]) -> Mask:
    """*Shape:* (items, words), true where a piece of the item touches the word."""
    touched = np.zeros((len(items), len(words)), dtype=np.bool_)
    for row, spans in zip(touched, items, strict=True):
        for span in spans:
            row[slice(*piece_of(words, span))] = True
    return touched


class Side:
    """The attributions of one side (gold or predicted) as sets of the article's words.

    Attributes:
        roles: for each role, *Shape:* (attributions, words), true where the word belongs
            to the attribution's role.
        told: *Shape:* (attributions,), false for the paper's own voice (code A), which is
            no attribution that anybody is told of.
        pieces: for each role, the distinct pieces, of all attributions that are told, that
            hold a word.
        labels: *Shape:* (words,), index into LABELS of each word's label, or UNCODED. The
            label of a word is that of the content which covers it, of the longest such
            content where contents overlap (the outer source tells the reader), and
            unsourced where none does.
    """

    def __init__(
        self, attributions: Sequence[GoldAttribution | Attribution], words: TextWords
    ) -> None:
        self.roles: dict[Role, Mask] = {}
        self.pieces: dict[Role, set[Piece]] = {}
        self.told: Mask = np.array([a.code != OWN_VOICE for a in attributions], dtype=np.bool_)
        for role in ROLES:
            spans: list[list[Span]] = [getattr(a, role) for a in attributions]
            self.roles[role] = words_touched(words, spans)
            told = [own for own, is_told in zip(spans, self.told, strict=True) if is_told]
            self.pieces[role] = {piece_of(words, span) for own in told for span in own} - {(0, 0)}
        codes = [attribution.code for attribution in attributions]
        self.labels = _labels([_label_index(code) for code in codes], self.roles["content"])

    def words_of(self, role: Role) -> Mask:
        """*Shape:* (words,), true where a word belongs to that role of any told attribution."""
        return np.asarray(self.roles[role][self.told].any(axis=0))

    @property
    def matchable(self) -> Mask:
        """*Shape:* (attributions,), true for those that are told and have a content word."""
        return np.asarray(self.told & self.roles["content"].any(axis=1))


class Target:
    """The gold side of one article, which any number of predictions are held against.

    Attributes:
        words: the words of the text.
        gold: the gold attributions as sets of words.
        outside: *Shape:* (words,), the words outside the sources and cues of gold.
        scope: *Shape:* (words,), the words that label figures are over: those outside, less
            the ones whose gold attribution nobody coded.
        types: the type of each gold attribution by id.
    """

    def __init__(self, article: GoldArticle) -> None:
        self.article = article
        self.words = TextWords(article.text)
        self.gold = Side(article.attributions, self.words)
        taken = self.gold.roles["source"] | self.gold.roles["cue"]
        self.outside: Mask = ~np.asarray(taken.any(axis=0))
        self.scope: Mask = self.outside & (self.gold.labels != UNCODED)
        self.types: dict[str, AttributionType | None] = gold_types(article)

    @cached_property
    def view(self) -> TextView:
        """The article's text."""
        return TextView(self.article.text)

    @cached_property
    def zoned(self) -> list[Sentence]:
        """The sentences with their zones, as an audit of the text has them."""
        meta = self.article.meta
        return segment(self.view, title=meta.get("title"), author=meta.get("author"))

    @cached_property
    def sentences(self) -> list[Span]:
        """The sentences that come with the data, else those of an audit."""
        if self.article.silver is not None and self.article.silver.sentences:
            return self.article.silver.sentences
        return [sentence.span for sentence in self.zoned]

    @cached_property
    def analysis(self) -> Analysis:
        """The gold annotations in the shape of a prediction (`analysis_of`)."""
        return analysis_of(self.article)

    @cached_property
    def not_required(self) -> Mask:
        """*Shape:* (attributions, words), contents that a prediction may have but need not.

        They are those of nested attributions and of the paper's own voice.
        """
        own_voice = [a for a in self.article.attributions if a.code == OWN_VOICE]
        return words_touched(self.words, [a.content for a in (*own_voice, *self.article.nested)])

    @cached_property
    def mentions(self) -> dict[str, Mask]:
        """*Shape:* (words,) each, the words that call each speaker, by canonical."""
        speakers = mentions_by_speaker(everything(self.article))
        return {
            canonical: np.asarray(words_touched(self.words, [a.source for a in own]).any(axis=0))
            for canonical, own in speakers.items()
        }


class Pair:
    """One article with its gold annotations, its prediction and their alignment.

    An attribution without a content word cannot be matched by content: it counts in the
    words of its roles, but not among the attributions of either side. Nor does the paper's
    own voice (code A). A prediction that matches a nested gold attribution, or one of code
    A, better than any other is ignored: it is neither right nor wrong.

    Attributes:
        missing: no prediction was given; it is scored as one without attributions.
        required: *Shape:* (gold attributions,), those that a prediction should have.
        counted: *Shape:* (predicted attributions,), those that are right or wrong.
        matches: required and counted attributions whose contents are matched, in gold's
            order, by their index among all.
        words, gold, scope: those of the target.
    """

    def __init__(self, article: GoldArticle | Target, analysis: Analysis | None) -> None:
        self.target = article if isinstance(article, Target) else Target(article)
        self.article = self.target.article
        self.missing = analysis is None
        self.analysis = NOTHING if analysis is None else analysis
        self.words, self.gold, self.scope = self.target.words, self.target.gold, self.target.scope
        self.predicted = Side(self.analysis.attributions, self.words)
        gold, predicted = self.gold.roles["content"], self.predicted.roles["content"]
        self.required = self.gold.matchable
        ignored = fits_better(self.target.not_required, gold[self.required], predicted)
        self.counted: Mask = self.predicted.matchable & ~ignored
        rows, columns = np.flatnonzero(self.required), np.flatnonzero(self.counted)
        self.matches = [
            Match(int(rows[m.gold]), int(columns[m.predicted]), m.exact)
            for m in match_contents(gold[rows], predicted[columns])
        ]

    @cached_property
    def claims(self) -> list[Claim]:
        """The claims that an audit makes from the prediction."""
        return self._claims_of(self.analysis)

    @cached_property
    def gold_claims(self) -> list[Claim]:
        """The claims that an audit makes from gold, with the grants of the prediction.

        Gold does not mark grants, whose words are not claims.
        """
        gold = self.target.analysis
        return self._claims_of(msgspec.structs.replace(gold, grants=self.analysis.grants))

    def _claims_of(self, analysis: Analysis) -> list[Claim]:
        view = self.target.view
        sentences = settle_questions(view, self.target.zoned, analysis.attributions)
        return make_claims(view, sentences, analysis)

    def attribution_pair(self, match: Match) -> tuple[GoldAttribution, Attribution]:
        """The two attributions that `match` points to."""
        return (
            self.article.attributions[match.gold],
            self.analysis.attributions[match.predicted],
        )

    def same_source(self, match: Match) -> bool:
        """Whether the two sources share a word, or neither has one.

        Where gold has none, any words that call the same speaker elsewhere do as well.
        """
        gold = self.gold.roles["source"][match.gold]
        predicted = self.predicted.roles["source"][match.predicted]
        if not predicted.any():
            return not gold.any()
        if not gold.any():
            canonical = self.article.attributions[match.gold].canonical
            gold = self.target.mentions.get(canonical or "", gold)
        return bool((gold & predicted).any())

    @cached_property
    def sources(self) -> dict[str, Source]:
        """The predicted sources by id."""
        return {source.id: source for source in self.analysis.sources}

    def predicted_source(self, match: Match) -> Source | None:
        """The entry of the source list behind a matched prediction; None where it has none."""
        return self.sources.get(self.analysis.attributions[match.predicted].source_id or "")

    def same_label(self, match: Match) -> bool | None:
        """Whether the two labels are equal; None if gold has no code."""
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

    jaccard = jaccard_of(gold, predicted)
    allowed = jaccard >= FOUND
    rows, columns = linear_sum_assignment(np.where(allowed, jaccard, 0.0), maximize=True)
    return [
        Match(int(i), int(j), bool(jaccard[i, j] == 1.0))
        for i, j in zip(rows, columns, strict=True)
        if allowed[i, j]
    ]


def fits_better(one: Mask, other: Mask, contents: Mask) -> Mask:
    """*Shape:* (k,), the contents that match one of `one`, and none of `other` as well.

    A match has a Jaccard index of words of at least .5.

    Args:
        one: *Shape:* (n, words).
        other: *Shape:* (m, words).
        contents: *Shape:* (k, words).
    """
    best, best_other = (
        jaccard_of(side, contents).max(axis=0, initial=0.0) for side in (one, other)
    )
    return np.asarray((best >= FOUND) & (best > best_other))


def jaccard_of(one: Mask, other: Mask) -> NDArray[np.float64]:
    """*Shape:* (n, m), Jaccard indices of two lists of word sets; 0 where both are empty."""
    shared, union = overlaps(one, other)
    return np.divide(shared, union, out=np.zeros(shared.shape), where=union > 0)


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


def sentence_of_words(words: TextWords, sentences: Sequence[Span]) -> NDArray[np.int64]:
    """*Shape:* (words,), index of the last sentence that starts at or before each word.

    Words before the first sentence get -1, and so do all where there are no sentences.
    """
    starts = [start for start, _ in sentences]
    return np.array([bisect_right(starts, start) - 1 for start in words.starts], dtype=np.int64)


def _label_index(code: str | None) -> int:
    return UNCODED if code is None else LABEL_INDEX[LABEL_OF_CODE[code]]  # type: ignore[index]


def _labels(labels: Sequence[int], content: Mask) -> NDArray[np.int64]:
    """Paint each content with its label, the shortest first, so that outer contents win."""
    painted = np.full(content.shape[1], LABEL_INDEX["unsourced"], dtype=np.int64)
    for i in np.argsort(content.sum(axis=1), kind="stable"):
        painted[content[i]] = labels[i]
    return painted
