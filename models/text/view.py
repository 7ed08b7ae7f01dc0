"""One text and its parts: words, tokens, paragraphs, sentences, quotations."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Sequence
from functools import cached_property
from typing import TypeVar

from onrecord.models.labels import Style
from onrecord.models.text.paragraphs import paragraph_spans
from onrecord.models.text.quotations import quotation_levels
from onrecord.models.text.sentences import sentence_spans
from onrecord.models.text.spans import overlapping
from onrecord.models.text.tokens import Tokens, tokens_of
from onrecord.models.text.words import TextWords
from onrecord.models.types import Span

T = TypeVar("T")
How = TypeVar("How", bound=Hashable)


class TextView:
    """A text that every stage is handed, so that each thing in it is looked for once.

    What is found is found when it is first asked for, and kept as long as the view. All spans
    are half-open offsets into `text`, in text order. The lists belong to everybody who holds
    the view, and must not be changed.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._found: dict[tuple[object, Hashable], object] = {}
        self._sentences: dict[Span, list[Span]] = {}

    def once(self, find: Callable[["TextView", How], T], how: How) -> T:
        """What `find` makes of the view, told `how`; it is asked once, and its answer kept."""
        key = (find, how)
        if key not in self._found:
            self._found[key] = find(self, how)
        return self._found[key]  # type: ignore[return-value]

    @cached_property
    def words(self) -> TextWords:
        """The words."""
        return TextWords(self.text)

    @cached_property
    def tokens(self) -> Tokens:
        """The words and marks that the tagger labels."""
        return tokens_of(self.text, self.words, self.quotations)

    @cached_property
    def paragraphs(self) -> list[Span]:
        """Spans of the paragraphs."""
        return paragraph_spans(self.text)

    @cached_property
    def quotations(self) -> list[Span]:
        """Spans of the outermost quotations, marks included.

        Where each paragraph of a quotation opens and only the last closes, each paragraph's
        piece is one span; an unclosed quotation ends with its paragraph.
        """
        return [span for span, depth in self._quotation_levels if depth == 1]

    @cached_property
    def nested_quotations(self) -> list[Span]:
        """Spans of the quotations that stand directly inside another one, marks included."""
        return [span for span, depth in self._quotation_levels if depth == 2]

    @cached_property
    def closing_marks(self) -> frozenset[int]:
        """Offsets of the characters that close a quotation (both of a doubled mark)."""
        text = self.text
        offsets = set()
        for start, end in (*self.quotations, *self.nested_quotations):
            if text[end - 1] in "\"”’'»":
                offsets.add(end - 1)
                if end - start > 2 and text[end - 2 : end] == "''":
                    offsets.add(end - 2)
        return frozenset(offsets)

    def sentences_of(self, paragraph: Span) -> list[Span]:
        """Spans of the sentences of a paragraph."""
        if paragraph not in self._sentences:
            found = sentence_spans(self.text, paragraph, self.closing_marks)
            self._sentences[paragraph] = found
        return self._sentences[paragraph]

    def sentences(self, start: int, end: int) -> list[Span]:
        """Spans of the sentences that have characters in ``text[start:end]``, cut to it."""
        return [
            (max(start, first), min(end, last))
            for paragraph in overlapping(self.paragraphs, (start, end))
            for first, last in overlapping(self.sentences_of(paragraph), (start, end))
        ]

    def quoted_words(self, spans: Sequence[Span]) -> int:
        """How many words of the pieces `spans`, cut to them, lie whole inside a quotation."""
        starts, ends = self.words.starts, self.words.ends
        opened, closed = self._quotation_ends
        found = 0
        for start, end in spans:
            if start >= end:
                continue
            for number in range(bisect_right(closed, start), bisect_left(opened, end)):
                left, right = opened[number], closed[number]
                first = bisect_left(starts, left) if left > start else bisect_right(ends, start)
                last = bisect_right(ends, right) if right < end else bisect_left(starts, end)
                found += max(0, last - first)
        return found

    def style_of(self, content: Sequence[Span]) -> Style:
        """Direct where all words of `content` stand in quotations, mixed where some do.

        Content without a word is indirect.
        """
        quoted = self.quoted_words(content)
        if not quoted:
            return "indirect"
        return "direct" if quoted == self.words.count(content) else "mixed"

    def grown(self, run: range, within: range, bounds: Span) -> Span:
        """The span of a run of words, with the marks between its ends and the edges of `bounds`.

        An edge counts where no other word of `within` (numbers of the words inside `bounds`)
        stands between, and where it cuts no word.
        """
        starts, ends = self.words.starts, self.words.ends
        first, last = starts[run[0]], ends[run[-1]]
        if run[0] == within[0] and bisect_right(ends, bounds[0]) >= run[0]:
            first = bounds[0]
        if run[-1] == within[-1] and bisect_left(starts, bounds[1]) <= run[-1] + 1:
            last = bounds[1]
        piece = self.text[first:last]
        return first + len(piece) - len(piece.lstrip()), first + len(piece.rstrip())

    @cached_property
    def _quotation_levels(self) -> list[tuple[Span, int]]:
        return quotation_levels(self.text, self.paragraphs)

    @cached_property
    def _quotation_ends(self) -> tuple[list[int], list[int]]:
        """Where the outermost quotations begin, and where they end."""
        return [start for start, _ in self.quotations], [end for _, end in self.quotations]
