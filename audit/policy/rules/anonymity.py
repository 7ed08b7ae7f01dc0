"""Checks of how an article treats each anonymous source.

A check takes the article and the rule's threshold, and yields what it finds.
"""

import re
from collections.abc import Iterator
from typing import Final

import msgspec

from onrecord.audit.house.types import plain
from onrecord.audit.policy.evidence.outlets import told_to_another
from onrecord.audit.policy.evidence.reading import Reading, ids, name_of, names_of, quoted
from onrecord.audit.policy.evidence.speakers import (
    WITHOUT_OFFICE,
    head_of,
    is_described,
    plain_name,
)
from onrecord.audit.policy.types import Hit
from onrecord.audit.segment.datelines import names_agency
from onrecord.models.lexicon.word_lists import word_list
from onrecord.models.types import Grant, Source, Span

#: A dateline stands no further down, behind a headline and a summary.
FIRST_PARAGRAPHS: Final = 4
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
#: Words that say how a source comes to know.
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
_PLURAL: Final = re.compile(r"\b(?:sources|people|persons|insiders)\b", re.IGNORECASE)
#: Said to everybody, so that nobody was granted anything.
_IN_PUBLIC: Final = re.compile(
    r"\b(?:statements?|conferences?|releases?|memos?|memorandum|letters?|reports?|testi\w+|hearings?|tweet\w*"
    r"|e-?mails?\s+(?:sent|from|obtained|released|between|show\w*)"
    r"|filings?|documents?|affidavits?|indictment|court\s+papers|lawsuits?|complaint|notes?|publish\w*|announc\w+"
    r"|publicly|briefings?|website|Twitter|Facebook|speech|televised|broadcast|call\s+with\s+reporters)\b",
    re.IGNORECASE,
)
#: Groups of people who may have spoken on a promise; others (parties, police, regulators, a court)
#: speak as a body.
_MAY_BE_PROMISED: Final = word_list("rules.may_be_promised")
#: People in a story or at its scene, who speak there and not to a reporter.
_IN_THE_STORY: Final = word_list("rules.in_the_story")
#: Many who speak with one voice, or of whom the writer says something in general.
_TOGETHER: Final = re.compile(
    r"(?:an?|the|one|another)\s+(?:\w+\s+)?(?:group|coalition|crowd|alliance)\s+of\b"
    r"|(?:none|most|few|all|hardly\s+any)\b",
    re.IGNORECASE,
)
#: An "official" described only by these words speaks to the public, unless it is one who
#: is close to power or to a secret.
_APART: Final = re.compile(r"\b(?:senior|top|former|familiar|briefed|close)\b", re.IGNORECASE)
#: Words that stand in for a name given before.
_EMPTY_NAMES: Final = frozenset(
    (
        *("", "they", "who", "some", "many", "most", "other", "others", "those", "one", "lawmaker"),
        *("another", "both", "all", "them", "us", "which"),
    )
)
#: One of whom the article has spoken before.
_TAKEN_UP: Final = re.compile(
    r"(?:(?:one|two|some)\s+of\s+)?(?:the|this|that|these|those)\s", re.IGNORECASE
)
_SINGLE: Final = re.compile(r"\b(?:one|another|an?|the|this)\s+(?:of\b|source\b)", re.IGNORECASE)
_TALKS_APART: Final = re.compile(
    r"\b(?:senior|top|high[- ](?:rank|level|plac)\w*|former|current|administration"
    r"|intelligence|White\s+House|U\.?S\.?|American|Western"
    r"|European|military|defen[cs]e|Pentagon|State\s+Department|Justice\s+Department|diplomatic|security"
    r"|congressional|government|familiar|briefed|knowledge|close|campaign|company)\b",
    re.IGNORECASE,
)
#: Another newsroom's sources, which are its own to describe.
_ELSEWHERE: Final = re.compile(
    r"\b[Cc]iting\b|\b(?:cited|quoted)\s+(?:by|in)\b"
    r"|\breached\s+by\s+[Tt]he\s+[A-Z]"
    r"|\b(?:to(?:ld)?|tells?)\s+the\s+(?:\w+\s+){0,2}(?:paper|newspaper|outlet|magazine|publication|network|station"
    r"|broadcaster|site|website|tabloid|news\s+(?:agency|service|outlet|organi[sz]ation)|Post|Times"
    r"|Journal|Guardian|Beast)\b",
)


#: The sources of another newsroom or reporter.
_SOMEBODYS: Final = re.compile(
    r"(?:\b(?:his|her|their|its)|[’']s?)\s+(?:\w+\s+)?sources?$", re.IGNORECASE
)
_WROTE: Final = re.compile(r"(?:wrote|writes|writing|(?:ha[sd]|have)\s+written)\b", re.IGNORECASE)


def undescribed(reading: Reading, _: float | None) -> Iterator[Hit]:
    """Anonymous sources that the article calls a source or an official and no more."""
    for source in reading.anonymous:
        told = _wordings(reading, source)
        if _spoke_to_others(reading, source) or not is_source(source):
            continue
        if not is_described(told) and not _follows_described(reading, source):
            yield _about(reading, source, reading.place_of(source))


def no_reason(reading: Reading, _: float | None) -> Iterator[Hit]:
    """Anonymous sources without a stated reason for it.

    Whoever speaks in public, and groups of whom nobody was promised anything (parties, police,
    "city officials"), have no need of one.
    """
    for source in reading.anonymous:
        if not was_promised(reading, source):
            continue
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
        if not told <= WITHOUT_OFFICE or _spoke_to_others(reading, source):
            continue
        around = [*_wordings(reading, source), *_framing(reading, source)]
        if not any(_ACCESS.search(words) for words in around):
            yield _about(reading, source, reading.place_of(source))


def plural(reading: Reading, _: float | None) -> Iterator[Hit]:
    """Groups of anonymous sources of whom the article says neither how many nor anything apart."""
    for source in reading.anonymous:
        if source.type not in ("group", "confidential") or (source.count or 0) > 1:
            continue
        name = plain_name(source.name)
        if not _PLURAL.search(name):
            continue
        told = [name, *map(reading.words, reading.mentions_of(source))]
        if len(reading.family(source)) > 1 or head_of(name) != "source" or any(map(_counted, told)):
            continue
        if any(_SINGLE.search(reading.words(span)) for span in source.mentions):
            continue
        if not _spoke_to_others(reading, source):
            about = _about(reading, source, reading.place_of(source))
            yield _with(about, shown="none of them separately")


def was_promised(reading: Reading, source: Source) -> bool:
    """Whether a source spoke on the promise of anonymity, as far as the article shows."""
    if _spoke_to_others(reading, source):
        return False
    if source.type == "confidential":
        return True
    if not source.mentions:
        return False
    if any(_IN_PUBLIC.search(words) for words in _framing(reading, source)):
        return False
    head = head_of(plain_name(source.name))
    if source.type != "group":
        known = _TAKEN_UP.match(source.name) and head not in WITHOUT_OFFICE
        return head not in _IN_THE_STORY and not known
    if head in _EMPTY_NAMES or _TOGETHER.match(source.name):
        return False
    if head == "official":
        own = [source.name, source.description or "", *map(reading.words, source.mentions)]
        return any(map(_TALKS_APART.search, own))
    return head in _MAY_BE_PROMISED


def _spoke_to_others(reading: Reading, source: Source) -> bool:
    """Whether somebody else is the one that knows who it is.

    That is another newsroom, which the sentence names, the source in whose words it appears, or
    somebody who has sources ("her source"); and whoever only wrote something told no reporter.
    """
    places = reading.mentions_of(source)
    if places and all(reading.coverage.covers(span) for span in places):
        return True
    if _SOMEBODYS.search(plain_name(source.name)) or _only_wrote(reading, source):
        return True
    return any(
        _ELSEWHERE.search(words) or told_to_another(reading, words)
        for words in _framing(reading, source)
    )


def _only_wrote(reading: Reading, source: Source) -> bool:
    """Whether all that a source is quoted with is what it wrote, to whomever."""
    cues = [reading.words(span) for a in reading.attributions_of(source) for span in a.cue]
    return bool(cues) and all(map(_WROTE.match, cues))


def is_source(source: Source) -> bool:
    """Whether a source is called one: no pronoun, and no body that speaks as such ("officials")."""
    head = head_of(plain_name(source.name))
    if head in _EMPTY_NAMES or _TAKEN_UP.match(source.name):
        return False
    as_a_body = source.type == "group" and head in ("official", "authority")
    return not as_a_body or _APART.search(source.name) is not None


def _follows_described(reading: Reading, source: Source) -> bool:
    """Whether "officials" takes up others of whom the article has told more ("Paris officials")."""
    head = head_of(plain_name(source.name))
    first = min(reading.mentions_of(source), default=(0, 0))
    return any(
        one.id != source.id
        and head_of(plain_name(one.name)) == head
        and is_described([one.name, one.description or ""])
        and min(one.mentions, default=first) < first
        for one in reading.audit.sources
    )


def no_byline(reading: Reading, _: float | None) -> Iterator[Hit]:
    """Anonymous sources in an article whose input could name the writer and does not."""
    article = reading.audit.article
    if article.byline or article.author or not reading.anonymous:
        return
    if "byline" not in reading.carries:
        return
    if any(names_agency(reading.text, *span) for span in article.paragraphs[:FIRST_PARAGRAPHS]):
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
