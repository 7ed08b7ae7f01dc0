"""What the words that a decision quotes refer to: claims, sources, attributions."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from onrecord.audit.decisions.draft import Draft
from onrecord.audit.decisions.quotes import NoMatchError
from onrecord.audit.schema.audit import Claim, Sentence
from onrecord.models.types import Attribution, Span


class Passage(NamedTuple):
    """Words by their numbers, and the stretches of text that they stand in."""

    words: set[int]
    bounds: list[Span]


class Referents:
    """The claims of an article before any decision, and where in it claims may stand."""

    def __init__(self, draft: Draft, sentences: Sequence[Sentence], claims: Sequence[Claim]):
        self._draft = draft
        body = [s.span for s in sentences if s.zone in ("body", "question")]
        self._body = draft.words(body)
        self._claims = [Passage(draft.words(one.spans), one.spans) for one in claims]

    def words_at(self, span: Span) -> Passage:
        """The words of a passage that can be part of a claim.

        Raises:
            NoMatchError: none of them can.
        """
        words = self._draft.words([span]) & self._body
        if not words:
            raise NoMatchError("these words are in a headline, byline, caption or the like")
        return Passage(words, [span])

    def claims_at(self, span: Span) -> Passage:
        """The words of the claims that are mostly inside a passage, or that cover most of it.

        If there is no such claim, the words of the passage that are not a source or cue.

        Raises:
            NoMatchError: there are none.
        """
        asked = self.words_at(span).words
        meant = [
            claim
            for claim in self._claims
            if (common := 2 * len(claim.words & asked))
            and (common >= len(claim.words) or common >= len(asked))
        ]
        if meant:
            words = set[int]().union(*(claim.words for claim in meant))
            return Passage(words, [piece for claim in meant for piece in claim.bounds])
        free = asked - self._draft.around()
        if not free:
            raise NoMatchError("these words only name the speaker")
        return Passage(free, [span])

    def source_at(self, span: Span) -> str:
        """Id of the source that the words mention, or else whose words they are.

        Raises:
            NoMatchError: there is none, or several as likely.
        """
        draft = self._draft
        asked = draft.words([span])
        likely: dict[str, float] = {}
        mentions: list[tuple[str, Iterable[Span]]] = [
            (one.source_id, one.source)
            for one in draft.attributions.values()
            if one.source_id is not None
        ]
        mentions += [(id, [m]) for id in draft.sources for m in draft.listed_mentions(id)]
        for id, spans in mentions:
            likely[id] = max(likely.get(id, 0.0), _likeness(asked, draft.words(spans)))
        if not any(likely.values()):
            for word in asked:
                speaker = draft.speaker(word)
                if speaker is not None:
                    likely[speaker] = likely.get(speaker, 0.0) + 1
        best = max(likely.values(), default=0.0)
        found = [id for id, one in likely.items() if one == best]
        if not best:
            raise NoMatchError("no source is mentioned there")
        if len(found) > 1:
            raise NoMatchError("several sources are mentioned there")
        return found[0]

    def attribution_at(self, span: Span) -> Attribution:
        """The attribution whose source these words are, or else whose content.

        Raises:
            NoMatchError: there is none, or several as likely, or it has no source.
        """
        draft = self._draft
        asked = draft.words([span])
        likely = {
            one.id: _likeness(asked, draft.words(one.source))
            for one in draft.attributions.values()
            if one.source_id is not None
        }
        if not any(likely.values()):
            owners = [draft.owner(word) for word in asked]
            likely = {id: float(owners.count(id)) for id in likely}
        best = max(likely.values(), default=0.0)
        found = [id for id, one in likely.items() if one == best]
        if not best:
            raise NoMatchError("no source is mentioned there")
        if len(found) > 1:
            raise NoMatchError("several claims have these words as their source")
        return draft.attributions[found[0]]


def _likeness(first: set[int], second: set[int]) -> float:
    """Jaccard index."""
    return len(first & second) / len(first | second) if first & second else 0.0
