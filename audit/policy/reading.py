"""An audit as the checks read it: its text, with look-ups by source, claim and place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from onrecord.audit.balance.ledger import top_level, top_level_ids
from onrecord.audit.policy.speakers import is_anonymous_source, plain_name, tells
from onrecord.audit.types import Audit, Claim
from onrecord.models.types import Attribution, Source, Span

QUOTED_WORDS: Final = 14


@dataclass(frozen=True)
class Reading:
    """One audited article with its text; everything else is derived from the two."""

    audit: Audit
    text: str

    @cached_property
    def tops(self) -> dict[str, str]:
        """Source id to the id of the group that it counts for, or its own."""
        return top_level_ids(self.audit.sources)

    @cached_property
    def sources(self) -> list[Source]:
        """The top-level sources."""
        return top_level(self.audit.sources)

    @cached_property
    def by_id(self) -> dict[str, Source]:
        """Every source by id."""
        return {source.id: source for source in self.audit.sources}

    @cached_property
    def attributed(self) -> list[Claim]:
        """The named and the anonymous claims."""
        return [claim for claim in self.audit.claims if claim.label != "unsourced"]

    @cached_property
    def anonymous(self) -> list[Source]:
        """The top-level sources that the rules call anonymous, and that are quoted as speaking."""
        return [s for s in self.sources if is_anonymous_source(s) and self._speaks(s)]

    def family(self, source: Source) -> list[Source]:
        """A top-level source and the members that count for it."""
        return [one for one in self.audit.sources if self.tops[one.id] == source.id]

    def attributions_of(self, source: Source) -> list[Attribution]:
        """The attributions of a top-level source and its members, in text order."""
        ids = {one.id for one in self.family(source)}
        return [a for a in self.audit.attributions if a.source_id in ids]

    def claims_of(self, source: Source) -> list[Claim]:
        """The claims of a top-level source and its members, in text order."""
        ids = {one.id for one in self.family(source)}
        return [claim for claim in self.audit.claims if claim.source_id in ids]

    def mentions_of(self, source: Source) -> list[Span]:
        """The mentions of a top-level source and its members, in text order."""
        return sorted(span for one in self.family(source) for span in one.mentions)

    def place_of(self, source: Source) -> list[Span]:
        """Where a finding about a source points: its first mention, else its first claim."""
        mentions = self.mentions_of(source)
        if mentions:
            return mentions[:1]
        return [span for claim in self.claims_of(source)[:1] for span in claim.spans]

    def words(self, span: Span) -> str:
        """The text of a span."""
        return self.text[span[0] : span[1]]

    def sentence_of(self, position: int) -> Span:
        """The sentence that a character stands in (the character alone where there is none)."""
        for sentence in self.audit.article.sentences:
            if sentence.span[0] <= position < sentence.span[1]:
                return sentence.span
        return position, position + 1

    def confidence(self, claims: Iterable[Claim]) -> float:
        """The least sure label of some claims."""
        return min((claim.confidence for claim in claims), default=1.0)

    def _speaks(self, source: Source) -> bool:
        return any(self._tells(a) for a in self.attributions_of(source) if a.content)

    def _tells(self, attribution: Attribution) -> bool:
        """Whether an attribution passes on what somebody said: by its quotation marks or cue."""
        if attribution.kind == "thought":
            return False
        cue = " ".join(self.words(span) for span in attribution.cue)
        return attribution.style != "indirect" or not cue or tells(cue)


def quoted(words: str) -> str:
    """Words of the article for a message: in “ ”, on one line, shortened to its first ones.

    Nothing inside closes the marks, so that the quotation can be taken out again.
    """
    parts = words.replace("“", "‘").replace("”", "’").replace('"', "’").split()
    short = " ".join(parts[:QUOTED_WORDS]).rstrip(".,;:")
    return f"“{short}…”" if len(parts) > QUOTED_WORDS else f"“{short}”"


def name_of(source: Source) -> str:
    """A source's name for a message."""
    return quoted(plain_name(source.name))


def names_of(sources: Sequence[Source], limit: int = 3) -> str:
    """The names of the first sources, and how many more there are."""
    shown = ", ".join(name_of(source) for source in sources[:limit])
    rest = len(sources) - limit
    return f"{shown} and {rest} more" if rest > 0 else shown


def percent(share: float) -> str:
    """``65 %``."""
    return f"{100 * share:.0f} %"


def ids(claims: Iterable[Claim]) -> list[str]:
    """The ids of some claims."""
    return [claim.id for claim in claims]
