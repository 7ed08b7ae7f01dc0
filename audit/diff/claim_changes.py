"""Claims that gained or lost a source, or changed their label or speaker."""

from collections import Counter
from collections.abc import Iterator

from onrecord.audit.balance.top_level import top_level_ids
from onrecord.audit.diff.edits import Edits
from onrecord.audit.diff.source_matching import SourcePairs
from onrecord.audit.diff.thresholds import THRESHOLDS
from onrecord.audit.diff.types import ClaimChange, ClaimChangeKind
from onrecord.audit.diff.words_kept import WordsKept
from onrecord.audit.schema.audit import Audit, Claim
from onrecord.models.lexicon.mention_kinds import MentionKind, mention_kind


class ClaimChanges:
    """Changes of claims that are in both drafts.

    A claim whose speaker is the same, but named or made anonymous, has not changed: its source
    has. `changed` are those that an edit explains; `reread` the others.
    """

    def __init__(
        self,
        kept: WordsKept,
        shared: Counter[tuple[str, str]],
        pairs: SourcePairs,
        edits: Edits,
    ) -> None:
        self.changed: list[ClaimChange] = []
        self.reread: list[ClaimChange] = []
        speakers = _Speakers(kept, pairs)
        for old, new, words in _same_claims(kept, shared):
            kind = speakers.change(old, new)
            if kind is None:
                continue
            change = ClaimChange(change=kind, old=old.id, new=new.id, words=words)
            explained = edits.of_claims(old, new) or speakers.depend(kind, old, new, edits)
            (self.changed if explained else self.reread).append(change)


def _same_claims(
    kept: WordsKept, shared: Counter[tuple[str, str]]
) -> Iterator[tuple[Claim, Claim, int]]:
    """Claims that are one, in the order of the new draft, with the number of words in common."""
    old = {claim.id: claim for claim in kept.old.claims}
    new = {claim.id: claim for claim in kept.new.claims}
    pairs: dict[tuple[str, str], int] = {}
    for (i, j), words in shared.items():
        least = min(len(kept.old_words(old[i].spans)), len(kept.new_words(new[j].spans)))
        if words >= min(least, THRESHOLDS.claim_words) and words >= THRESHOLDS.claim * least:
            pairs[i, j] = words
    met_old, met_new = {i for i, _ in pairs}, {j for _, j in pairs}
    for i, j in _alone_in_passages(kept):
        if i not in met_old and j not in met_new and shared[i, j]:
            pairs[i, j] = shared[i, j]
    places = {id: number for number, id in enumerate(new)}
    for i, j in sorted(pairs, key=lambda pair: (places[pair[1]], pair)):
        yield old[i], new[j], pairs[i, j]


def _alone_in_passages(kept: WordsKept) -> Iterator[tuple[str, str]]:
    """Claims of an edited passage that has no other in either draft."""
    before, after = _by_sentence(kept.old), _by_sentence(kept.new)
    for passage in kept.passages:
        olds = [id for i in passage.old for id in before.get(i, [])]
        news = [id for j in passage.new for id in after.get(j, [])]
        if len(olds) == len(news) == 1:
            yield olds[0], news[0]


def _by_sentence(audit: Audit) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for claim in audit.claims:
        found.setdefault(claim.sentence, []).append(claim.id)
    return found


class _Speakers:
    """Who stands behind claims, and whether it is the same in both drafts."""

    def __init__(self, kept: WordsKept, pairs: SourcePairs) -> None:
        self._kept = kept
        self._pairs = pairs
        self._attributions = {
            id(audit): {one.id: one for one in audit.attributions} for audit in (kept.old, kept.new)
        }
        self._old = {source.id: source for source in kept.old.sources}
        self._new = {source.id: source for source in kept.new.sources}
        self._old_tops = top_level_ids(kept.old.sources)
        self._new_tops = top_level_ids(kept.new.sources)

    def change(self, old: Claim, new: Claim) -> ClaimChangeKind | None:
        if old.label == new.label == "unsourced":
            return None
        if old.label == "unsourced":
            return "gained_source"
        if new.label == "unsourced":
            return "lost_source"
        if self._same(old.source_id, new.source_id):
            return None
        return "speaker" if old.label == new.label else "label"

    def depend(self, kind: ClaimChangeKind, old: Claim, new: Claim, edits: Edits) -> bool:
        """Whether an edit of another sentence explains the change of a claim.

        It may where the claim is a quotation without a speaker in its own sentence, or where that
        is a pronoun; where it is a description ("the official"), one that mentions the speaker may.
        Paraphrase has its source in its sentence.
        """
        if kind in ("gained_source", "lost_source") and "direct" not in (old.style, new.style):
            return False
        kinds = {self._mention(self._kept.old, old), self._mention(self._kept.new, new)}
        if kinds & {"name", "indefinite"}:
            return False
        if edits.beside_claims(old, new) and "definite" not in kinds:
            return True
        return edits.of_speaker(
            old, new, self._old.get(old.source_id or ""), self._new.get(new.source_id or "")
        )

    def _mention(self, audit: Audit, claim: Claim) -> MentionKind:
        """How the sentence of a claim calls its speaker; elided where it doesn't."""
        attribution = self._attributions[id(audit)].get(claim.attribution_id or "")
        if attribution is None:
            return "elided"
        start, end = audit.article.sentences[claim.sentence].span
        if not all(start <= span[0] and span[1] <= end for span in attribution.source):
            return "elided"
        text = audit.article.text or ""
        return mention_kind(" ".join(text[slice(*span)] for span in attribution.source))

    def _same(self, old: str | None, new: str | None) -> bool:
        if old is None or new is None:
            return old is new
        if self._pairs.to_new.get(old) == new:
            return True
        return self._pairs.to_new.get(self._old_tops[old]) == self._new_tops[new]
