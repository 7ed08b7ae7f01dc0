"""Checks of how an article treats each anonymous source.

A check takes the article and the rule's threshold, and yields what it finds.
"""

import re
from collections.abc import Iterator
from typing import Final

import msgspec

from onrecord.audit.house.types import plain
from onrecord.audit.policy.evidence.reading import Reading, ids, name_of, names_of, quoted
from onrecord.audit.policy.evidence.speakers import (
    WITHOUT_OFFICE,
    adds_nothing,
    head_of,
    is_described,
    plain_name,
)
from onrecord.audit.policy.types import Hit
from onrecord.models.types import Grant, Source, Span

#: Reasons that every article gives; a word of what the source risks makes them specific.
_STOCK: Final = re.compile(
    r"(?:not|n’t|n't|un)\s?-?\s?(?:been\s+|publicly\s+)*(?:authori[sz]ed|permitted|allowed)"
    r"|sensitiv(?:e|ity)|speak(?:ing)?\s+(?:freely|candidly|frankly|openly|publicly)"
    r"|(?:private|internal|confidential)\s+(?:\w+\s+)?(?:conversation|deliberation|discussion|matter"
    r"|meeting|talk|strategy)s?",
    re.IGNORECASE,
)
_RISK: Final = re.compile(
    r"\b(?:fear\w*|afraid|retaliat\w*|retribution|repris\w*|reveng\w*|backlash|fired|dismiss\w*"
    r"|los(?:e|ing)|jobs?|career|safety|danger\w*|threat\w*|harass\w*|arrest\w*|prosecut\w*|deport\w*"
    r"|violen\w*|death|killed|lawsuits?|sued|forbid\w*|prohibit\w*|barred|agreement|policy|rules?)\b",
    re.IGNORECASE,
)
#: Words that tell how a source comes to know.
_ACCESS: Final = re.compile(
    r"\b(?:was|were|is|are|been|being)\s+(?:also\s+)?(?:present|there|briefed|told|shown|involved|in\s+the\s+room"
    r"|at\s+the\s+(?:meeting|table|event|dinner|briefing)|on\s+the\s+call)\b"
    r"|\bbriefed\s+(?:on|about|by)\b|\bin\s+the\s+room\b|\bin\s+attendance\b|\bpresent\s+(?:at|for|during|when)\b"
    r"|\b(?:who|have|has|had|having)\s+(?:also\s+)?(?:seen|saw|read|reviewed|viewed|attended|heard|overheard"
    r"|witnessed|watched|took\s+part|taken\s+part|participated|worked|works|spoke\s+with|met|relayed"
    r"|received|helped|led|ran|runs|advised|advises|served|serves|handled|negotiated)\b"
    r"|\b(?:direct|first-?hand|personal|intimate|detailed)\s+knowledge\b|\bwith\s+knowledge\s+of\b"
    r"|\b(?:involved|participa\w+|working|taking\s+part)\s+(?:in|on|with)\b|\beyewitness\w*\b|\bprivy\s+to\b"
    r"|\bon\s+the\s+(?:panel|committee|board|team|call|council|jury)\b|\bpart\s+of\s+the\b|\bmembers?\s+of\s+the\b|\binside\s+the\b",
    re.IGNORECASE,
)
_PLURAL: Final = re.compile(r"\b(?:sources|officials|people|insiders|aides|advis[eo]rs)\b", re.I)
_SINGLE: Final = re.compile(
    r"^(?:the|one|an?|this|that)\s(?!(?:group|couple|number|handful|pair)\b)", re.IGNORECASE
)


def undescribed(reading: Reading, _: float | None) -> Iterator[Hit]:
    """Anonymous sources that the article calls a source or an official and no more."""
    for source in reading.anonymous:
        if not is_described(_wordings(reading, source)):
            yield _about(reading, source, reading.place_of(source))


def no_reason(reading: Reading, _: float | None) -> Iterator[Hit]:
    """Anonymous sources without a stated reason for it."""
    for source in reading.anonymous:
        if not any(grant.reason for grant in _grants(reading, source)):
            yield _about(reading, source, reading.place_of(source))


def stock_reason(reading: Reading, _: float | None) -> Iterator[Hit]:
    """Reasons for anonymity that are a stock phrase and no more."""
    for source in reading.anonymous:
        grants = _grants(reading, source)
        reasons = [grant.reason for grant in grants if grant.reason]
        approved = any(phrase in plain(r) for r in reasons for phrase in reading.house.phrases)
        if approved:
            continue
        if reasons and all(_STOCK.search(r) and not _RISK.search(r) for r in reasons):
            hit = _about(reading, source, [grant.span for grant in grants if grant.reason])
            yield _with(hit, passage=quoted(reasons[0]))


def no_access(reading: Reading, _: float | None) -> Iterator[Hit]:
    """Anonymous sources without an office, of whom no word near them says how they know.

    An official, aide or adviser is left out: the office says it.
    """
    for source in reading.anonymous:
        told = {head_of(plain_name(words)) for words in (source.name, source.description) if words}
        if not told <= WITHOUT_OFFICE:
            continue
        around = [*_wordings(reading, source), *_framing(reading, source)]
        if not any(_ACCESS.search(words) for words in around):
            yield _about(reading, source, reading.place_of(source))


def plural(reading: Reading, _: float | None) -> Iterator[Hit]:
    """Groups of anonymous sources of whom the article shows one at most."""
    for source in reading.anonymous:
        if source.type not in ("group", "confidential") or (source.count or 0) > 1:
            continue
        name = plain_name(source.name)
        if not _PLURAL.search(name):
            continue
        members = [one for one in reading.family(source) if one.id != source.id]
        own = [reading.words(span) for span in source.mentions]
        singles = [words for words in own if _SINGLE.match(words) and not _PLURAL.search(words)]
        if len(members) == 1 and adds_nothing(members[0].name, name):
            shown = f"one, {name_of(members[0])}"
        elif singles and not members:
            shown = f"one, {quoted(singles[0])}"
        elif not members and head_of(name) == "source" and not _counted(name):
            shown = "none of them apart"
        else:
            continue
        yield _with(_about(reading, source, reading.place_of(source)), shown=shown)


def no_byline(reading: Reading, _: float | None) -> Iterator[Hit]:
    """Anonymous sources in an article whose other metadata is known and whose writer is not."""
    article = reading.audit.article
    known = (article.publisher, article.url, article.date, article.section)
    if article.byline or article.author or not any(known) or not reading.anonymous:
        return
    front = [s.span for s in article.sentences if s.zone in ("front", "back")]
    if any(re.match(r"(?:by|from)\b", reading.words(span), re.IGNORECASE) for span in front):
        return
    sources = reading.anonymous
    yield Hit(
        fields={"source": names_of(sources)},
        spans=reading.place_of(sources[0]),
        claim_ids=ids(claim for source in sources for claim in reading.claims_of(source)),
        source_ids=[source.id for source in sources],
    )


def _about(reading: Reading, source: Source, spans: list[Span]) -> Hit:
    claims = reading.claims_of(source)
    return Hit(
        fields={"source": name_of(source)},
        spans=spans,
        claim_ids=ids(claims),
        source_ids=[source.id],
    )


def _with(hit: Hit, **fields: str) -> Hit:
    """`hit` with more fields."""
    return msgspec.structs.replace(hit, fields={**hit.fields, **fields})


def _grants(reading: Reading, source: Source) -> list[Grant]:
    return [one.grant for one in reading.family(source) if one.grant is not None]


def _wordings(reading: Reading, source: Source) -> list[str]:
    """Every wording by which the article speaks of a source and its members."""
    family = reading.family(source)
    given = [words for one in family for words in (one.name, one.description) if words]
    return given + [reading.words(span) for span in reading.mentions_of(source)]


def _framing(reading: Reading, source: Source) -> list[str]:
    """The sentences that a source is mentioned in, without what it says in them; its grants."""
    words = [reading.words(grant.span) for grant in _grants(reading, source)]
    for attribution in reading.attributions_of(source):
        for start, _ in [*attribution.source, *attribution.cue]:
            words.append(_less(reading, reading.sentence_of(start), attribution.content))
    return words


def _less(reading: Reading, span: Span, pieces: list[Span]) -> str:
    """The text of `span` without `pieces`."""
    text, at = "", span[0]
    for start, end in sorted(pieces):
        if start < span[1] and end > at:
            text += reading.text[at : max(at, start)] + " … "
            at = max(at, end)
    return text + reading.text[at : max(at, span[1])]


def _counted(name: str) -> bool:
    return (
        re.search(r"\b(?:two|three|four|five|six|several|multiple|many|\d+)\b", name, re.I)
        is not None
    )
