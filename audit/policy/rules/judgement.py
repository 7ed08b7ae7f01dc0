"""Checks that judge wording: opinion, attack, corroboration, refusal, the right of reply.

How often they are right has not been measured, so their rules are off unless asked for, report
suggestions, and say how sure the labels are that they rest on.
"""

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from typing import Final

from onrecord.audit.policy.evidence.corroboration import Corroboration
from onrecord.audit.policy.evidence.reading import Reading, ids, name_of, quoted
from onrecord.audit.policy.evidence.speakers import plain_name
from onrecord.audit.policy.evidence.word_places import ItemsByWord
from onrecord.audit.policy.types import Hit
from onrecord.audit.schema.audit import Claim
from onrecord.models.lexicon.names import COURTESY
from onrecord.models.lexicon.word_lists import word_list
from onrecord.models.types import Source, Span

_OPINION: Final = re.compile(
    r"\bI\s+(?:think|believe|feel|guess|suspect|hope|doubt)\b|\b(?:probably|perhaps|maybe|clearly"
    r"|obviously|frankly|amazing|awful|best|better|brilliant|crazy|disast(?:er|rous)|excellent|fantastic|foolish"
    r"|great|horrible|impressive|incredible|outstanding|ridiculous|smart(?:est)?|stupid|terrible|terrific"
    r"|tremendous|unbelievable|wonderful|worst|mistake|should|ought)\b",
    re.IGNORECASE,
)
_ATTACK: Final = re.compile(
    r"\b(?:bully\w*|chaotic|cheat\w*|clueless|corrupt\w*|coward\w*|crook\w*|delusional|disast(?:er|rous)"
    r"|dishonest\w*|embarrass\w*|fail(?:ed|ure|s)?|fool\w*|fraud\w*|hypocri\w*|idiot\w*|incompeten\w*"
    r"|inept\w*|lazy|liar|lie[ds]?|lying|mess|nightmare|out\s+of\s+control|panic\w*|pathetic|racist|reckless"
    r"|selfish|shameful|sloppy|stupid\w*|toxic|unfit|unhinged|useless|weak)\b",
    re.IGNORECASE,
)
#: No word of a name is longer; without an end, one of only capitals would be read for each.
_NAME_WORD: Final = r"[A-Z][\w’'-]{1,40}"
_PERSON: Final = rf"(?P<name>{_NAME_WORD}(?:\s+{_NAME_WORD}){{0,3}})"
_WRONG: Final = (
    "abused|assaulted|blackmailed|bribed|cheated|conspired|defrauded|embezzled|extorted|harassed"
    "|intimidated|laundered|lied|misled|rigged|stole|swindled"
)
#: Who is accused stands right beside the accusation.
_ACCUSATIONS: Final = (
    re.compile(rf"\baccus(?:ed|es|ing)\s+(?:\w+\.?\s+)?{_PERSON}"),
    re.compile(rf"\balleg(?:ed|es|ing)\s+(?:that\s+)?(?:\w+\.?\s+)?{_PERSON}"),
    re.compile(
        rf"\b{_PERSON}(?:,[^,]*,)?\s+(?:(?:ha[sd]|have|repeatedly|knowingly)\s+)*(?:{_WRONG})\b"
    ),
    re.compile(
        rf"\b{_PERSON}\s+(?:is|was|[’']s)\s+(?:(?:an?|the|guilty)\s+)?"
        r"(?:corrupt|crook|criminal|fraud|liar|thief|of\s+\w+)\b"
    ),
)
_NO_COMMENT: Final = re.compile(
    r"\b(?:declin(?:ed|es|ing)|refus(?:ed|es|ing))\s+(?:\w+\s+)?(?:to\s+(?:comment|discuss|say|answer)|comment)\b"
    r"|\b(?:would|did|does|do)(?:\s+not|n[’']t)\s+(?:immediately\s+|\w+ly\s+)?(?:comment|respond|reply|return|answer)\b"
    r"|\bno\s+comment\b|\bcould\s+not\s+(?:\w+\s+)?be\s+reached\b",
    re.IGNORECASE,
)
_REPLY: Final = re.compile(
    r"\b(?:den(?:y|ies|ied|ying|ials?)|reject\w*|dismiss\w*|disput\w*|respon[ds]\w*|repl(?:y|ies|ied)"
    r"|rebut\w*|counter(?:ed|s)|defend\w*|statement)\b",
    re.IGNORECASE,
)
_NAME: Final = re.compile(r"\b[A-Z][\w’'-]+(?:\s+(?:of\s+|the\s+)?[A-Z][\w’'-]+)*")
_NO_NAME: Final = COURTESY | word_list("rules.no_names")


def opinion(reading: Reading, _: float | None) -> Iterator[Hit]:
    """Quotations of anonymous sources with words of opinion, speculation or praise."""
    for source in reading.anonymous:
        for claim in reading.claims_of(source):
            span = _first(_OPINION, reading, claim)
            if claim.style in ("direct", "mixed") and span is not None:
                yield _hit(
                    reading, [claim], [source], source=name_of(source), passage=_near(reading, span)
                )


def attack(reading: Reading, _: float | None) -> Iterator[Hit]:
    """Claims of anonymous sources that name somebody next to words of attack."""
    by_name = ItemsByWord((s.name.lower(), s) for s in reading.sources if s.label == "named")
    for source in reading.anonymous:
        for claim in reading.claims_of(source):
            span = _first(_ATTACK, reading, claim)
            targets = _targets(reading, claim, by_name) if span else []
            if span is not None and targets:
                yield _hit(
                    reading,
                    [claim],
                    [source],
                    source=name_of(source),
                    target=quoted(targets[0]),
                    passage=_near(reading, span),
                )


def alone(reading: Reading, _: float | None) -> Iterator[Hit]:
    """Claims of one anonymous person whose content words no other source's claim shares."""
    corroboration = Corroboration(reading)
    for source in reading.anonymous:
        several = (
            (source.count or 1) > 1 or source.type == "group" or len(reading.family(source)) > 1
        )
        if several:
            continue
        own = reading.claims_of(source)
        left = [claim for claim in own if not corroboration.bear_out(claim, source)]
        if left:
            yield _hit(reading, left, [source], source=name_of(source))


def also_declined(reading: Reading, _: float | None) -> Iterator[Hit]:
    """Bodies that decline comment and share a name with an anonymous source's description."""
    sources = reading.anonymous
    described = ItemsByWord(
        (plain_name(source.description or source.name).lower(), number)
        for number, source in enumerate(sources)
    )
    for match in _NO_COMMENT.finditer(reading.text):
        sentence = reading.sentence_of(match.start())
        shared: dict[int, str] = {}
        for body in _names(reading.text[sentence[0] : match.start()]):
            for number in described.holding(_last_word(body).lower()):
                shared.setdefault(number, body)
        for number in sorted(shared):
            source = sources[number]
            yield Hit(
                fields={
                    "body": quoted(shared[number]),
                    "source": name_of(source),
                    "passage": quoted(match.group()),
                    "confidence": _figure(reading.confidence(reading.claims_of(source))),
                },
                spans=[sentence, *reading.place_of(source)],
                claim_ids=ids(reading.claims_of(source)),
                source_ids=[source.id],
            )


def no_reply(reading: Reading, _: float | None) -> Iterator[Hit]:
    """Accusations by a source against somebody named who has no say anywhere in the article."""
    told: set[str] = set()
    replies = _Replies(reading)
    for claim in reading.attributed:
        speaker = reading.by_id.get(claim.source_id or "")
        for target, span in _accused(reading, claim):
            own = speaker is not None and _same_body(target, speaker.name)
            if own or target in told or replies.has_say(target):
                continue
            told.add(target)
            yield _hit(
                reading,
                [claim],
                [speaker] if speaker else [],
                target=quoted(target),
                passage=_near(reading, span),
            )


def _accused(reading: Reading, claim: Claim) -> Iterator[tuple[str, Span]]:
    """Names that a sentence with the claim accuses, with the words that do."""
    start, end = reading.audit.article.sentences[claim.sentence].span
    for pattern in _ACCUSATIONS:
        for match in pattern.finditer(reading.text, start, end):
            for name in _names(match["name"])[:1]:
                yield name, match.span()


def _first(pattern: re.Pattern[str], reading: Reading, claim: Claim) -> Span | None:
    for start, end in claim.spans:
        match = pattern.search(reading.text, start, end)
        if match:
            return match.span()
    return None


def _near(reading: Reading, span: Span) -> str:
    """The words around a span, cut to what helps to find it."""
    start, end = reading.sentence_of(span[0])
    before = reading.text[start : span[0]].split()[-4:]
    after = reading.text[span[1] : end].split()[:4]
    return quoted(" ".join([*before, reading.words(span), *after]))


def _names(words: str) -> list[str]:
    """Capitalised names in some words; a common word that opens a sentence is none."""
    found = []
    for match in _NAME.finditer(words):
        parts = match.group().split()
        while parts and parts[0].lower().removesuffix("’s").removesuffix("'s") in _NO_NAME:
            parts = parts[1:]
        name = re.sub(r"[’']s?$", "", " ".join(parts))
        if len(name) > 2:
            found.append(name)
    return found


def _targets(reading: Reading, claim: Claim, by_name: ItemsByWord[Source]) -> list[str]:
    """Names in a claim that are people or bodies: those that the article has more than once,
    or that `by_name`, the named sources by the words of their names, knows."""
    return [
        name
        for start, end in claim.spans
        for name in _names(reading.text[start:end])
        if any(by_name.holding(_last_word(name).lower()))
        or len(list(islice(reading.places_of(_last_word(name)), 2))) > 1
    ]


def _last_word(name: str) -> str:
    """The last word of a name, its surname."""
    return name.split()[-1]


def _same_body(name: str, other: str) -> bool:
    """Whether the last word of a name stands in another."""
    last = _last_word(name).lower()
    return re.search(rf"\b{re.escape(last)}\b", other.lower()) is not None


class _Replies:
    """Who has a say in an article: its sources, and those who deny or refuse something in it."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def has_say(self, target: str) -> bool:
        """Whether a name is a source's, or stands in a sentence with a denial or a refusal."""
        last = _last_word(target)
        return any(self._speakers.holding(last.lower())) or any(self._denials.holding(last))

    @cached_property
    def _speakers(self) -> ItemsByWord[bool]:
        spoke = {claim.source_id for claim in self._reading.attributed}
        return ItemsByWord(
            (source.name.lower(), True)
            for source in self._reading.audit.sources
            if source.id in spoke
        )

    @cached_property
    def _denials(self) -> ItemsByWord[bool]:
        sentences = map(self._reading.words, self._reading.sentences)
        return ItemsByWord(
            (words, True)
            for words in sentences
            if _REPLY.search(words) or _NO_COMMENT.search(words)
        )


def _figure(confidence: float) -> str:
    return f"{confidence:.2f}"


def _hit(reading: Reading, claims: list[Claim], sources: list[Source], **fields: str) -> Hit:
    confidence = reading.confidence(claims)
    return Hit(
        fields={**fields, "confidence": _figure(confidence)},
        spans=[span for claim in claims for span in claim.spans],
        claim_ids=ids(claims),
        source_ids=[source.id for source in sources],
    )
