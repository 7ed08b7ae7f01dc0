"""Where the drafts were edited: whether an edit may explain that something is read differently."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence

from onrecord.audit.diff.thresholds import THRESHOLDS
from onrecord.audit.diff.types import Passage
from onrecord.audit.schema.audit import Article, Audit, Claim
from onrecord.models.types import Source, Span


class Edits:
    """Sentences that were edited, and those beside them."""

    def __init__(self, old: Audit, new: Audit, passages: Sequence[Passage]) -> None:
        self._old = _Side(old.article, _edited(passages, lambda one: one.old))
        self._new = _Side(new.article, _edited(passages, lambda one: one.new))

    def of_claims(self, old: Claim, new: Claim) -> bool:
        """Whether the sentence of a claim was edited."""
        return old.sentence in self._old.edited or new.sentence in self._new.edited

    def beside_claims(self, old: Claim, new: Claim) -> bool:
        """Whether a sentence next to that of a claim was edited."""
        return old.sentence in self._old.beside or new.sentence in self._new.beside

    def of_speaker(
        self, old: Claim, new: Claim, before: Source | None, after: Source | None
    ) -> bool:
        """Whether a mention of either speaker in or shortly before the claim was edited."""
        return self._old.mentioned(before, old.sentence) or self._new.mentioned(after, new.sentence)

    def of_old_source(self, source: Source, claims: Iterable[Claim]) -> bool:
        """Whether a sentence that mentions or quotes a source of the old draft was edited."""
        return self._old.edits(source, claims)

    def of_new_source(self, source: Source, claims: Iterable[Claim]) -> bool:
        """Whether a sentence that mentions or quotes a source of the new draft was edited."""
        return self._new.edits(source, claims)


def _edited(passages: Sequence[Passage], of: Callable[[Passage], list[int]]) -> set[int]:
    return {i for one in passages if one.change != "same" or one.moved for i in of(one)}


class _Side:
    def __init__(self, article: Article, edited: set[int]) -> None:
        self._sentences = article.sentences
        self.edited = edited
        self.beside = {near for i in edited for near in (i - 1, i + 1)}

    def mentioned(self, source: Source | None, sentence: int) -> bool:
        if source is None:
            return False
        reach = range(sentence - THRESHOLDS.antecedent, sentence + 1)
        return any(
            self._at(span) in reach and self._at(span) in self.edited for span in source.mentions
        )

    def edits(self, source: Source, claims: Iterable[Claim]) -> bool:
        sentences = {self._at(span) for span in source.mentions}
        return bool((sentences | {claim.sentence for claim in claims}) & self.edited)

    def _at(self, span: Span) -> int:
        return bisect_right(self._sentences, span[0], key=lambda one: one.span[0]) - 1
