"""The words that both drafts have, and their places in each."""

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence

from onrecord.audit.diff.types import Passage
from onrecord.audit.schema.audit import Audit
from onrecord.models.text.view import TextView
from onrecord.models.types import Span


class WordsKept:
    """Two audited drafts with their passages, and the words in common.

    `to_new` has for every word of the old text the number of the same one in the new text, -1
    where it went.
    """

    def __init__(self, old: Audit, new: Audit, passages: Sequence[Passage]) -> None:
        self.old, self.new, self.passages = old, new, passages
        self.old_view, self.new_view = (
            TextView(old.article.text or ""),
            TextView(new.article.text or ""),
        )
        self.to_new = array("i", [-1]) * len(self.old_view.words)
        for passage in passages:
            for before, after in _kept(old, new, passage):
                for i, j in zip(
                    self.old_view.words.inside(before),
                    self.new_view.words.inside(after),
                    strict=False,
                ):
                    self.to_new[i] = j

    def old_words(self, spans: Iterable[Span]) -> list[int]:
        """Numbers of the words of the old draft inside `spans`."""
        return [word for span in spans for word in self.old_view.words.touching(span)]

    def new_words(self, spans: Iterable[Span]) -> list[int]:
        """Numbers of the words of the new draft inside `spans`."""
        return [word for span in spans for word in self.new_view.words.touching(span)]

    def kept(self, spans: Iterable[Span]) -> list[int]:
        """Numbers, in the new draft, of the words inside `spans` of the old one that stayed."""
        return [self.to_new[word] for word in self.old_words(spans) if self.to_new[word] >= 0]

    def shared(
        self, old: Iterable[tuple[str, Iterable[Span]]], new: Iterable[tuple[str, Iterable[Span]]]
    ) -> Counter[tuple[str, str]]:
        """How many words things of the old and of the new draft have in common, by their ids."""
        owners: dict[int, list[str]] = {}
        for id, spans in new:
            for word in self.new_words(spans):
                owners.setdefault(word, []).append(id)
        return Counter(
            (id, owner)
            for id, spans in old
            for word in self.kept(spans)
            for owner in owners.get(word, ())
        )


def _kept(old: Audit, new: Audit, passage: Passage) -> Iterable[tuple[Span, Span]]:
    if passage.change == "same":
        yield (
            old.article.sentences[passage.old[0]].span,
            new.article.sentences[passage.new[0]].span,
        )
    for piece in passage.pieces:
        if piece.old is not None and piece.new is not None:
            yield piece.old, piece.new
