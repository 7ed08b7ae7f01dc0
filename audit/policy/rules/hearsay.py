"""Checks of claims that are passed on: hearsay, and what other newsrooms reported."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from onrecord.audit.policy.evidence.corroboration import repeats
from onrecord.audit.policy.evidence.outlets import OUTLETS, is_own
from onrecord.audit.policy.evidence.reading import Reading, ids, name_of, quoted
from onrecord.audit.policy.types import Hit
from onrecord.audit.schema.audit import Claim
from onrecord.models.text.prefilter import holds_any, lowered
from onrecord.models.types import Attribution, Source, Span

_BETWEEN: Final = r"(?:(?:\w+ly|since|also|now|later|then|only|first)\s+){0,2}"
_IT_EMERGED: Final = (
    rf"it\s+{_BETWEEN}(?:ha[sd]\s+)?{_BETWEEN}(?:emerged|transpired|c[ao]me\s+to\s+light)\b"
)
#: Wordings for what somebody says or believes, never for how things look or what is to come.
_HEARSAY: Final = re.compile(
    r"\b(?:reportedly|rumou?redly)\b"
    r"|\b(?:is|are|was|were|has\s+been|have\s+been|’s|'s)\s+(?:\w+ly\s+)?"
    r"(?:believed|rumou?red|reported|understood|said|thought|reputed)\s+(?:to|that)\b"
    r"|\bit\s+(?:is|was|has\s+been)\s+(?:\w+ly\s+)?"
    r"(?:believed|rumou?red|reported|understood|said|thought|claimed|suggested)\b"
    rf"|\bit\s+{_BETWEEN}ha[sd]\s+{_BETWEEN}been\s+learn(?:ed|t)\b"
    # Not out of the fog: what comes out is a clause or was said already.
    # Nor what set off a past event ("fired when it emerged that …").
    rf"|(?<!\bwhen\s)(?<!\bafter\s)(?<!\bsince\s)\b{_IT_EMERGED}(?=\s+(?:that|on\s+\w+day|last|this|yesterday|today|earlier)\b)"
    rf"|(?<=,\s){_IT_EMERGED}(?=\s*[,.;:”\"])"
    r"|\brumou?rs?\s+(?:has\s+it|have\s+it|that|say|suggest)\b|\bword\s+(?:is|has\s+it)\b",
    re.IGNORECASE,
)
#: Every match of it holds one of these.
_HEARSAY_PREFILTER: Final = (
    *("reported", "rumo", "believed", "understood", "said", "thought", "reputed", "claimed"),
    *("suggested", "word", "learn", "emerged", "transpired", "light"),
)
#: How far, in characters, a wording may reach beyond the cue.
_BEFORE: Final = len(", it has ")
_BEHIND: Final = len(" that")
_REPORTS: Final = re.compile(
    r"\b(?:report\w*|according|sa(?:id|ys?|ying)|t(?:old|ells?)|learn(?:ed|t)|reveal\w*|publish\w*"
    r"|quot\w+|cit\w+|detail\w*|confirm\w*|f(?:ound|inds?)|disclos\w+|uncover\w*|broke|wrote|writes?"
    r"|add(?:ed|s)?|note[ds]?)\b",
    re.IGNORECASE,
)
_LEARNED: Final = re.compile(rf"\b(?:has|have|had)\s+{_BETWEEN}learn(?:ed|t)\b", re.I)
#: The words before it that may be a newsroom's: a name, or "this newspaper".
_NAME_BEFORE: Final = re.compile(
    r"\b(?:[Tt]he\s+)?(?:[A-Z][\w.&’'-]{0,40}\s+(?:(?:of|and)\s+)?){1,6}$"
)
_OURS_BEFORE: Final = re.compile(
    r"\b(?:this|our)\s+(?:\w+\s+)?(?:news\w*|paper|station|site|website|magazine|programme|program"
    r"|network|broadcaster)\s+$",
    re.IGNORECASE,
)
#: "first reported by The Ledger", "the broadcaster said in a statement".
_CREDIT: Final = re.compile(
    r"\bfirst\s+(?:reported|revealed|published|to\s+(?:report|reveal|publish))\b|\b(?:revealed|reported|published)\s+in\s+(?:19|20)\d\d\b"
    r"|\bat\s+the\s+time\b|\bin\s+a\s+(?:statement|tweet|letter)\b",
    re.IGNORECASE,
)
#: What the rule asks for: the article says that it has not been confirmed.
_UNCONFIRMED: Final = re.compile(
    r"(?:\bnot|n[’']t)\s+(?:\w+\s+){0,3}(?:confirm|verif|corroborat)\w*|\bunconfirmed\b"
    r"|\bunable\s+to\s+(?:\w+\s+)?(?:confirm|verify)\b",
    re.IGNORECASE,
)
#: A government's own voice, which no other source can stand for.
_OFFICIAL_VOICE: Final = re.compile(
    r"(?:\bstate|^State)(?:[- ](?:run|owned|controlled|backed))?\s+(?:\w+\s+){0,2}"
    r"(?:news|media|TV|television|radio|broadcaster|agency|newspapers?)\b"
    r"|\bofficial\s+(?:[A-Z]\w*\s+){0,2}(?:[Nn]ews\s+[Aa]gency|media)\b",
)
#: So many characters before the name of an outlet say whose it is.
_NEAR: Final = 30
#: What an outlet does about its own work.
_OF_ITSELF: Final = re.compile(
    r"\b(?:defend|apologi|retract|declin|refus|endors)\w*", re.IGNORECASE
)
#: Documents that are no news reports.
_WORKS: Final = re.compile(
    r"\b(?:book|memoir|novel|biography|video|film|documentary|tweet|post|letter|poll|survey|study"
    r"|app|advert\w*|ad|data|archive)s?\b"
)
#: The numbers of notes.
_NOTE: Final = re.compile(r"\((?:\d{1,3}(?:,\s?)?){1,8}\)|\[\d{1,3}\]")
#: Journals of science report what their authors found.
_JOURNALS: Final = re.compile(
    r"\b(?:journal\s+of|proceedings|annals|archives\s+of|letters|nature|science|lancet|cell|jama|bmj"
    r"|plos|new\s+england\s+journal)\b",
    re.IGNORECASE,
)
_IN_JOURNAL: Final = re.compile(
    r"\b(?:(?:scientific|medical|academic|peer-reviewed|in\s+the)\s+journals?|stud(?:y|ies)\s+in)\b",
    re.IGNORECASE,
)
_ITSELF: Final = re.compile(r"[“\"]?\s*(?:that\s+)?(?:it|its|we|our|they)\b", re.IGNORECASE)
#: What was reported "by" an outlet in fewer words ("the allegations") only credits it.
_TELLING_WORDS: Final = 5
_BY: Final = re.compile(r"\bby\s*$")
#: The most characters of them.
_NAME_LENGTH: Final = 80


def hearsay(reading: Reading, _: float | None) -> Iterator[Hit]:
    """Agentless cues for what somebody says, and newsrooms that "have learned" something."""
    for attribution in reading.audit.attributions:
        passage = _hearsay_passage(reading, attribution)
        if passage is None or _is_referred(reading, passage):
            continue
        claims = reading.claims_from(attribution)
        if not _within_sourced(reading, passage, attribution) and not _is_told(reading, claims):
            yield _hit(reading, passage, claims)
    for claim in reading.audit.claims:
        if claim.label == "unsourced":
            for span in claim.spans:
                found = _hearsay_in(reading, span)
                if found is None or _is_referred(reading, found):
                    continue
                if not _within_sourced(reading, found, None) and not _is_told(reading, [claim]):
                    yield _hit(reading, found, [claim])
                    break


def second_hand(reading: Reading, _: float | None) -> Iterator[Hit]:
    """Sources that are other news organisations or their reports, where they report something.

    Not what an outlet endorses, sues for or shows, nor an outlet that the headline is about. An
    opinion piece may take from others what it argues about.
    """
    if reading.audit.article.genre == "opinion":
        return
    for source in reading.sources:
        if source.sector != "media" or source.type not in ("organisation", "document"):
            continue
        if is_own(reading, source.name) or _is_subject(reading, source):
            continue
        if source.type == "document" and not _is_news(source.name):
            continue
        if _is_no_outlet(reading, source) or _is_official_voice(reading, source):
            continue
        reported = {
            a.id
            for a in reading.attributions_of(source)
            if _reports(reading, a) and not _credits_or_speaks_of_itself(reading, a)
        }
        claims = [c for c in reading.claims_of(source) if c.attribution_id in reported]
        if not claims or all(_is_unconfirmed(reading, claim) for claim in claims):
            continue
        n = "One claim is taken" if len(claims) == 1 else f"{len(claims)} claims are taken"
        yield Hit(
            fields={"source": name_of(source), "n": n},
            spans=reading.place_of(source),
            claim_ids=ids(claims),
            source_ids=[source.id],
        )


def _hearsay_passage(reading: Reading, attribution: Attribution) -> Span | None:
    """The words of hearsay in an attribution, None where it is none."""
    if not attribution.cue:
        return None
    span = (attribution.cue[0][0], attribution.cue[-1][1])
    cue = reading.words(span)
    if attribution.type == "hearsay":
        # A cue may lack the little words on either side ("It is understood that").
        around = _HEARSAY.search(reading.text, max(0, span[0] - _BEFORE), span[1] + _BEHIND)
        if around is not None and around.start() < span[1] and around.end() > span[0]:
            return min(span[0], around.start()), max(span[1], around.end())
    source = reading.by_id.get(attribution.source_id or "")
    told = source is None or (source.sector == "media" and source.label == "named")
    if told and _LEARNED.search(cue):
        return (min(start for start, _ in [*attribution.source, span]), span[1])
    return None


def _hearsay_in(reading: Reading, span: Span) -> Span | None:
    """The first words of hearsay in a stretch that no source is given for."""
    if not holds_any(lowered(reading.words(span)), _HEARSAY_PREFILTER):
        return None
    match = _HEARSAY.search(reading.text, *span)
    if match is not None:
        return match.span()
    for match in _LEARNED.finditer(reading.text, *span):
        newsroom = _newsroom_before(reading, match.start())
        if newsroom is not None:
            return newsroom, match.end()
    return None


def _newsroom_before(reading: Reading, end: int) -> int | None:
    """Where the name of a newsroom begins whose last word stands before `end`."""
    first = max(0, end - _NAME_LENGTH)
    ours = _OURS_BEFORE.search(reading.text, first, end)
    if ours is not None:
        return ours.start()
    match = _NAME_BEFORE.search(reading.text, first, end)
    if match is None:
        return None
    name = match.group().strip()
    known = name.split()[-1].lower() in OUTLETS or is_own(reading, name)
    return match.start() if known else None


def _within_sourced(reading: Reading, span: Span, own: Attribution | None) -> bool:
    """Whether somebody else says the words: then it is that speaker's hearsay."""
    return reading.coverage.covers(span, own.id if own is not None else None)


def _is_referred(reading: Reading, span: Span) -> bool:
    """Whether a reader is told where it is from: by a link in the sentence, the number of a note
    ("(12, 13)"), or a report that the sentence before it gives the contents of. Capitals are the
    headline of another article."""
    start, end = reading.sentence_of(span[0])
    if reading.words(span).isupper() or _goes_on(reading, start) or _is_taken_up(reading, span):
        return True
    linked = _any_within((start, end), reading.link_places)
    return linked or _NOTE.search(reading.text, start, end) is not None


def _is_told(reading: Reading, claims: list[Claim]) -> bool:
    """Whether a source says the same in the sentence of a claim or the next one."""
    return any(
        other.id != claim.id and repeats(reading, claim, other)
        for claim in claims
        for sentence in (claim.sentence, claim.sentence + 1)
        for other in reading.sourced_in(sentence)
    )


def _goes_on(reading: Reading, start: int) -> bool:
    """Whether the sentence before offset `start`, in its paragraph, is what a document says."""
    before = reading.sentence_of(max(0, start - 2))
    if before[0] >= start or "\n" in reading.text[before[1] : start]:
        return False
    return _any_within(before, reading.document_places)


def _is_taken_up(reading: Reading, span: Span) -> bool:
    """Whether the first paragraph holds `span`, and a document or a newsroom speaks in the next
    one, which then says whose the report is."""
    lede = reading.audit.balance.position.lede
    if lede is None or not lede.span[0] <= span[0] < lede.span[1]:
        return False
    paragraphs = reading.audit.article.paragraphs[lede.paragraph + 1 : lede.paragraph + 2]
    return any(_any_within(paragraph, reading.report_places) for paragraph in paragraphs)


def _any_within(span: Span, places: Sequence[int]) -> bool:
    """Whether one of `places`, which rise, stands within `span`."""
    at = bisect_left(places, span[0])
    return at < len(places) and places[at] < span[1]


def _hit(reading: Reading, span: Span, claims: list[Claim]) -> Hit:
    return Hit(
        fields={"passage": quoted(reading.words(span))},
        spans=[span],
        claim_ids=ids(claims),
    )


def _is_no_outlet(reading: Reading, source: Source) -> bool:
    """Whether a source is no outlet but a journal of science, or initials of something else."""
    initials = re.fullmatch(r"[A-Z]{2,3}", source.name)
    if initials and source.name.lower() not in OUTLETS:
        return True
    around = (reading.words(reading.sentence_of(start)) for start, _ in source.mentions)
    return _JOURNALS.search(source.name) is not None or any(map(_IN_JOURNAL.search, around))


def _is_official_voice(reading: Reading, source: Source) -> bool:
    """Whether an outlet is a state's own ("state television", "China's official Xinhua News
    Agency"), by its name or the words right before it."""
    near = (reading.text[max(0, start - _NEAR) : end] for start, end in source.mentions)
    return any(map(_OFFICIAL_VOICE.search, [source.name, *near]))


def _is_unconfirmed(reading: Reading, claim: Claim) -> bool:
    """Whether the sentence of a claim or the next one says that it is not confirmed."""
    sentences = reading.sentences[claim.sentence : claim.sentence + 2]
    return any(_UNCONFIRMED.search(reading.words(span)) for span in sentences)


def _is_subject(reading: Reading, source: Source) -> bool:
    """Whether the headline has every capitalised word of the source's name."""
    name = {word.lower() for word in re.findall(r"\b[A-Z]\w*", source.name) if word != "The"}
    return bool(name) and name <= reading.front_words


def _is_news(document: str) -> bool:
    """Whether a document is a newsroom's report, by a newsroom's name in what it is called."""
    outlet = any(word.lower() in OUTLETS for word in re.findall(r"\b[A-Z]\w*", document))
    return outlet and _WORKS.search(document) is None


def _reports(reading: Reading, attribution: Attribution) -> bool:
    """Whether an outlet passes news on, by the cue."""
    cue = " ".join(reading.words(span) for span in attribution.cue)
    return _REPORTS.search(cue) is not None and _OF_ITSELF.search(cue) is None


def _credits_or_speaks_of_itself(reading: Reading, attribution: Attribution) -> bool:
    """Whether an outlet is only credited with the scoop, or states something of its own."""
    starts = [span[0] for span in [*attribution.source, *attribution.cue]]
    sentence = reading.words(reading.sentence_of(min(starts))) if starts else ""
    content = reading.words(attribution.content[0]) if attribution.content else ""
    behind_by = any(_BY.search(reading.text, max(0, s - 4), s) for s, _ in attribution.source)
    if behind_by and reading.view.words.count(attribution.content) < _TELLING_WORDS:
        return True
    return _CREDIT.search(sentence) is not None or _ITSELF.match(content) is not None
