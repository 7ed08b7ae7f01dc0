"""An audit as the checks read it: its text, with look-ups by source, claim and place."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple, TypeVar

from onrecord.audit.balance.top_level import speaking, top_level, top_level_ids
from onrecord.audit.house.types import NO_HOUSE, House
from onrecord.audit.policy.evidence.speakers import (
    calls_out,
    holds_no_office,
    is_anonymous_source,
    plain_name,
    tells,
)
from onrecord.audit.policy.evidence.word_places import places_of
from onrecord.audit.schema.audit import Audit, Claim
from onrecord.models.text.spans import overlapping
from onrecord.models.text.view import TextView
from onrecord.models.text.words import WORD
from onrecord.models.types import Attribution, Source, Span


class _Reach(NamedTuple):
    """Where a content ends, and the id of its attribution."""

    end: int
    owner: str | None


_NOWHERE = _Reach(-1, None)


class Coverage:
    """The contents of the attributions that have a source, by where they begin.

    For each content the furthest end of those that begin no later is kept, and the furthest of
    any other attribution than that, so that a look-up need not go through them.
    """

    def __init__(self, attributions: Iterable[Attribution]) -> None:
        contents = sorted(
            (start, _Reach(end, a.id))
            for a in attributions
            if a.source_id is not None
            for start, end in a.content
        )
        self._starts = [start for start, _ in contents]
        self._furthest: list[tuple[_Reach, _Reach]] = []
        first, second = _NOWHERE, _NOWHERE
        for _, reach in contents:
            if reach.owner == first.owner:
                first = max(first, reach)
            elif reach.end > first.end:
                first, second = reach, first
            elif reach.end > second.end:
                second = reach
            self._furthest.append((first, second))

    def covers(self, span: Span, but: str | None = None) -> bool:
        """Whether a content of any attribution, `but` left out (an id), holds all of `span`."""
        begun = bisect_right(self._starts, span[0])
        reaches = self._furthest[begun - 1] if begun else ()
        return any(reach.owner != but and reach.end >= span[1] for reach in reaches if reach.owner)


T = TypeVar("T")
K = TypeVar("K")

#: Words by which a writer speaks of herself, or to the reader.
_WRITER: Final = re.compile(
    r"\b(?:I|[Mm]e|[Mm]y|[Ww]e|us|[Oo]urs?|[Yy]ou|[Yy]ours?)(?:[’'](?:m|ve|ll|d|re))?\b"
)
QUOTED_WORDS: Final = 14


class OwnVoice(NamedTuple):
    """The unsourced claims: their words, and how many of them are "I", "we" or "you".

    Words are separated by white space; those in quotation marks are not the writer's.
    """

    words: int
    pronouns: int


@dataclass(frozen=True)
class Reading:
    """One audited article with its text; everything else is derived from the two.

    `carries` names what its input could have told besides: ``byline``.
    """

    audit: Audit
    view: TextView
    house: House = NO_HOUSE
    carries: frozenset[str] = frozenset()

    @property
    def text(self) -> str:
        """The article's text."""
        return self.view.text

    @cached_property
    def link_places(self) -> list[int]:
        """Where the article's links begin, rising."""
        return [start for start, _ in self.links]

    @cached_property
    def document_places(self) -> list[int]:
        """Where the mentions of documents begin, rising."""
        documents = (source for source in self.audit.sources if source.type == "document")
        return sorted(start for source in documents for start, _ in source.mentions)

    @cached_property
    def report_places(self) -> list[int]:
        """Where documents and news organisations are mentioned that speak, rising."""
        known = [s for s in self.sources if s.type == "document" or s.sector == "media"]
        named = [source for source in known if source.label == "named"]
        return sorted(start for source in named for start, _ in self.mentions_of(source))

    @cached_property
    def outlets(self) -> frozenset[str]:
        """The names of the news organisations among the sources, in lower case."""
        media = (source for source in self.audit.sources if source.sector == "media")
        return frozenset(source.name.lower() for source in media if source.type == "organisation")

    @cached_property
    def tops(self) -> dict[str, str]:
        """Source id to the id of the group that it counts for, or its own."""
        return top_level_ids(self.audit.sources)

    @cached_property
    def sources(self) -> list[Source]:
        """The top-level sources that have a claim, of their own or of a member."""
        return top_level(speaking(self.audit.sources, self.audit.claims))

    @cached_property
    def by_id(self) -> dict[str, Source]:
        """Every source by id."""
        return {source.id: source for source in self.audit.sources}

    @cached_property
    def sentences(self) -> list[Span]:
        """Where each sentence stands, in text order."""
        return [sentence.span for sentence in self.audit.article.sentences]

    @cached_property
    def links(self) -> list[Span]:
        """Where each link stands, in text order."""
        return sorted(link.span for link in self.audit.article.links)

    @cached_property
    def front(self) -> str:
        """The title and the lines of the front matter, a line each."""
        article = self.audit.article
        fronts = [self.words(s.span) for s in article.sentences if s.zone == "front"]
        return "\n".join([article.title or "", *fronts])

    @cached_property
    def front_words(self) -> frozenset[str]:
        """The words of `front` in lower case."""
        return frozenset(WORD.findall(self.front.lower()))

    @cached_property
    def coverage(self) -> Coverage:
        """Which stretches of the text some source is given for."""
        return Coverage(self.audit.attributions)

    @cached_property
    def own_voice(self) -> OwnVoice:
        """How often the writer speaks of herself or to the reader."""
        spans = [
            s for claim in self.audit.claims if claim.label == "unsourced" for s in claim.spans
        ]
        found = [match.start() for span in spans for match in _WRITER.finditer(self.text, *span)]
        quoted = self.view.quotations if found else []
        return OwnVoice(
            words=sum(len(self.words(span).split()) for span in spans),
            pronouns=sum(1 for start in found if not overlapping(quoted, (start, start + 1))),
        )

    @cached_property
    def attributed(self) -> list[Claim]:
        """The named and the anonymous claims."""
        return [claim for claim in self.audit.claims if claim.label != "unsourced"]

    @cached_property
    def anonymous(self) -> list[Source]:
        """The top-level sources that the rules call anonymous, and that are quoted as speaking."""
        return [s for s in self.sources if is_anonymous_source(s) and self._speaks(s)]

    @cached_property
    def role_sources(self) -> list[Source]:
        """The top-level sources known by their role alone, and that are quoted as speaking."""
        roles = [s for s in self.sources if s.type == "role" and not holds_no_office(s)]
        return [source for source in roles if self._speaks(source)]

    def family(self, source: Source) -> list[Source]:
        """A top-level source and the members that count for it."""
        return self._families.get(source.id, [])

    def attributions_of(self, source: Source) -> list[Attribution]:
        """The attributions of a top-level source and its members, in text order."""
        return self._attributions.get(source.id, [])

    def claims_of(self, source: Source) -> list[Claim]:
        """The claims of a top-level source and its members, in text order."""
        return self._claims.get(source.id, [])

    def claims_from(self, attribution: Attribution) -> list[Claim]:
        """The claims that an attribution gives, in text order."""
        return self._claims_by_attribution.get(attribution.id, [])

    def sourced_in(self, sentence: int) -> list[Claim]:
        """The claims of a sentence that a source is given for."""
        return self._sourced_by_sentence.get(sentence, [])

    def claims_by_id(self, wanted: Iterable[str]) -> list[Claim]:
        """The claims with some ids, in the order of these."""
        return [self._claims_by_id[id] for id in wanted]

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

    def places_of(self, name: str) -> Iterator[int]:
        """Where `name` begins in the text with a whole word."""
        return places_of(name, self.text)

    def sentence_of(self, position: int) -> Span:
        """The sentence that a character stands in (the character alone where there is none)."""
        found = overlapping(self.sentences, (position, position + 1))
        return found[0] if found else (position, position + 1)

    def confidence(self, claims: Iterable[Claim]) -> float:
        """The least sure label of some claims."""
        return min((claim.confidence for claim in claims), default=1.0)

    @cached_property
    def _claims_by_id(self) -> dict[str, Claim]:
        return {claim.id: claim for claim in self.audit.claims}

    @cached_property
    def _sourced_by_sentence(self) -> dict[int, list[Claim]]:
        sourced = (claim for claim in self.attributed if claim.source_id is not None)
        return _grouped(sourced, lambda claim: claim.sentence)

    @cached_property
    def _families(self) -> dict[str, list[Source]]:
        return _grouped(self.audit.sources, lambda one: self.tops[one.id])

    @cached_property
    def _attributions(self) -> dict[str, list[Attribution]]:
        return _grouped(self.audit.attributions, lambda a: self.tops.get(a.source_id or ""))

    @cached_property
    def _claims(self) -> dict[str, list[Claim]]:
        return _grouped(self.audit.claims, lambda claim: self.tops.get(claim.source_id or ""))

    @cached_property
    def _claims_by_attribution(self) -> dict[str, list[Claim]]:
        return _grouped(self.audit.claims, lambda claim: claim.attribution_id)

    def _speaks(self, source: Source) -> bool:
        return any(self._tells(a) for a in self.attributions_of(source) if a.content)

    def _tells(self, attribution: Attribution) -> bool:
        """Whether an attribution passes on what somebody said: by its quotation marks or cue.

        What is called out on the spot ("an officer shouts") was told to nobody.
        """
        if attribution.kind == "thought":
            return False
        cue = " ".join(self.words(span) for span in attribution.cue)
        if calls_out(cue):
            return False
        return attribution.style != "indirect" or not cue or tells(cue)


def _grouped(items: Iterable[T], key: Callable[[T], K | None]) -> dict[K, list[T]]:
    """Items by their key, in their order; those without a key are left out."""
    groups: dict[K, list[T]] = {}
    for item in items:
        of = key(item)
        if of is not None:
            groups.setdefault(of, []).append(item)
    return groups


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


def in_words(names: Sequence[str], limit: int) -> str:
    """``a, b and c``; of more than `limit` the first ones, and how many more there are."""
    shown = list(names[:limit])
    if len(names) > limit:
        shown.append(f"{len(names) - limit} more")
    *most, last = shown
    return f"{', '.join(most)} and {last}" if most else last


def unique(items: Iterable[T]) -> list[T]:
    """Each item once, in the order of its first place."""
    return list(dict.fromkeys(items))


def percent(share: float) -> str:
    """``65 %``."""
    return f"{100 * share:.0f} %"


def ids(claims: Iterable[Claim]) -> list[str]:
    """The ids of some claims."""
    return [claim.id for claim in claims]
