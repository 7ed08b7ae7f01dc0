"""Checks of where in the article its sourcing stands."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from onrecord.audit.balance.position import WordMap, unsourced_runs
from onrecord.audit.balance.stated_figures import figures_in
from onrecord.audit.policy.evidence.content_words import content_words
from onrecord.audit.policy.evidence.genre import is_column, is_match_report
from onrecord.audit.policy.evidence.reading import Reading, ids, quoted
from onrecord.audit.policy.evidence.scene import is_scene
from onrecord.audit.policy.types import Hit
from onrecord.audit.schema.audit import Claim
from onrecord.audit.schema.balance import FigureClaim
from onrecord.models.lexicon.numerals import FRACTION
from onrecord.models.text.spans import overlapping
from onrecord.models.types import Span

#: So many paragraphs, the lede among them, are read for its source.
NEXT_PARAGRAPHS: Final = 4
#: So many figures of a paragraph are shown.
SHOWN_FIGURES: Final = 3
#: A figure next to one of these has a source that nobody marked.
_SAYS_WHO: Final = re.compile(
    r"\b(?:according\s+to|sa(?:id|ys?|ying)|found|finds|estimat(?:es?|ed)|show(?:s|ed|n)|report(?:s|ed)"
    r"|records?\s+(?:show|say)|data\s+from|figures\s+from|projected|calculated|counted)\b",
    re.IGNORECASE,
)
#: A figure next to one of these comes from a public record: markets, votes and
#: majorities, polls whose source stands above.
_ON_RECORD: Final = re.compile(
    r"\b(?:shares?\s+(?:of|rose|fell|gained|lost|were|closed|slid|jumped|dropped)|stocks?|index(?:es)?|indices"
    r"|Nasdaq|Dow|S&P|FTSE|Nikkei|Stoxx|Treasur(?:y|ies)|yields?|barrel|crude|futures|ounce|basis\s+points?"
    r"|currency|traded|trading|majority|supermajority|quorum|votes?|voted|ballots?|electoral|seats?"
    r"|respondents?|poll(?:s|ed|ing)?|survey(?:s|ed)?|margin\s+of\s+error)\b",
)
#: "a $2.2 billion settlement", "the $15 minimum wage": the figure names the thing.
_NAMES_A_THING: Final = re.compile(
    r"\b(?:an?|the|its|his|her|their|this|that|new|proposed)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE
)
_THING: Final = re.compile(
    r"(?:-\w+)?\s+(?:[\w-]+\s+){0,2}(?:settlement|bill|plan|package|deal|wage|fund|budget|project|contract|program"
    r"|programme|grant|loan|fine|reward|prize|lawsuit|bond|investment|ransom|salary|facility|campaign|tax"
    r"|mansion|house|home|estate|verdict|judgment|penalty|fee|law|measure|initiative|scheme|bailout|stimulus"
    r"|purchase|sale|acquisition|merger|gift|donation|check|cheque|bail|bounty)\b",
    re.IGNORECASE,
)
#: "after 17 people were killed there": an earlier event that the piece only recalls.
_RECALLED: Final = re.compile(
    r"\b(?:after|when|where|in\s+which|that|who|which|since|attack|shooting|crash|fire|bombing|disaster)\b"
    r"[^.;:]{0,40}$",
    re.IGNORECASE,
)
_VICTIMS: Final = re.compile(
    r"\s+(?:\w+\s+){0,2}(?:dead|killed|died|deaths|injured|wounded|people|victims|lives)\b", re.I
)
_EDGE: Final = 60
_SHARE: Final = re.compile(rf"%|per\s?cent|\bhalf\b|{FRACTION}|\b(?:in|out\s+of)\b", re.IGNORECASE)
_OF: Final = re.compile(r"\s+(?:of\s|[a-z]+s\b)")
_NUMBER: Final = re.compile(r"\d|\b(?:million|billion)\b", re.IGNORECASE)
#: What somebody must have counted.
_COUNTED: Final = re.compile(
    r"(?<!\s)\s++(?:[\w’'-]+\s++){0,3}?(?:people|persons|residents|workers|employees|customers|patients|students|children"
    r"|families|households|homes|houses|jobs|cases|deaths|dead|killed|injured|wounded|arrests|victims|women|men"
    r"|soldiers|troops|migrants|refugees|civilians|drivers|teachers|tenants|members|users|vehicles|cars|trees"
    r"|businesses|buildings|schools|complaints|incidents|attacks|accidents|crashes|lawsuits|aftershocks|dealers"
    r"|visitors|passengers|voters|farmers|inmates|prisoners|nurses|doctors|beds|animals|birds|fish)\b",
    re.IGNORECASE,
)
_STRUCK: Final = re.compile(
    r"\b(?:killed|injured|wounded|infected|displaced|arrested|evacuated|sickened)\s+"
    r"(?:(?:more|fewer|less)\s+than\s+|at\s+least\s+|some\s+|about\s+|nearly\s+|an?\s+estimated\s+)?$",
    re.IGNORECASE,
)
#: What is to come states nothing that anybody has counted.
_TO_COME: Final = re.compile(
    r"\b(?:will|would|could|may|might|plans?|expected|identified\s+as)\b", re.I
)
_LEGISLATORS: Final = re.compile(
    r"\s+(?:\w+\s+){0,2}(?:Republicans|Democrats|senators|members|lawmakers|countries|nations|delegates)\b"
)
_BODY: Final = ("body", "question")


def unsourced_lede(reading: Reading, _: float | None) -> Iterator[Hit]:
    """A lede that states a figure without any source, where no claim that follows supplies one.

    A lede without a figure mostly sets a scene that the reporter saw, or says what the rest
    of the article tells with its sources.
    """
    lede = reading.audit.balance.position.lede
    if lede is None or lede.named or lede.anonymous or not reading.attributed:
        return
    inside = [claim for claim in reading.audit.claims if _lies_in(claim, lede.span)]
    states = any(figures_in(reading.text, *span) for claim in inside for span in claim.spans)
    if not states or is_column(reading) or is_match_report(reading):
        return
    if is_scene(reading, lede.span) or not all(_wants_source(reading, claim) for claim in inside):
        return
    bodies = {s.paragraph for s in reading.audit.article.sentences if s.zone in _BODY}
    last = [number for number in sorted(bodies) if number >= lede.paragraph][:NEXT_PARAGRAPHS][-1]
    later = [c for c in reading.attributed if lede.paragraph <= c.paragraph <= last]
    told = content_words(reading.words(span) for claim in inside for span in claim.spans)
    if not _supplied(reading, told, later):
        yield Hit(
            fields={"passage": quoted(reading.words(inside[0].spans[0]))},
            spans=[span for claim in inside for span in claim.spans],
            claim_ids=ids(inside),
        )


def unsourced_figures(reading: Reading, _: float | None) -> Iterator[Hit]:
    """Paragraphs with figures of which a reader would ask who says so.

    Not in a paragraph with a source, nor right below one that a document, a poll or a body
    speaks in with figures, nor in a sentence with a verb of saying or a link. What a public
    record has (markets, votes), what only names a thing ("a $2.2 billion settlement"), the toll
    of an event that is only recalled and what the reporter saw are left out, and so are columns
    and match reports.
    """
    if is_column(reading) or is_match_report(reading):
        return
    claims = {claim.id: claim for claim in reading.audit.claims}
    covered = _covered(reading)
    found = [
        (claims[figure.claim_id], asked)
        for figure in reading.audit.balance.unsourced_figures
        if claims[figure.claim_id].paragraph not in covered
        and _wants_source(reading, claims[figure.claim_id])
        and (asked := _asked(reading, figure))
    ]
    for _number, group in groupby(found, key=lambda one: one[0].paragraph):
        figures = list(group)
        spans = [span for _, asked in figures for span in asked]
        shown = [quoted(reading.words(span)) for span in spans[:SHOWN_FIGURES]]
        more = len(spans) - len(shown)
        yield Hit(
            fields={
                "figures": ", ".join(shown) + (f" and {more} more" if more else ""),
                "passage": quoted(reading.words(figures[0][0].spans[0])),
            },
            spans=spans,
            claim_ids=[claim.id for claim, _ in figures],
        )


def unsourced_run(reading: Reading, threshold: float | None) -> Iterator[Hit]:
    """Runs of more than `threshold` unsourced words, in news."""
    if is_column(reading) or is_match_report(reading):
        return
    audit, limit = reading.audit, int(threshold or 0)
    longest = audit.balance.longest_unsourced_run
    # Attributions in headlines, which the balance knows and the checks don't, part runs too.
    has_all = len(audit.attributions) == audit.balance.totals.attributions
    if has_all and (longest is None or longest.words <= limit):
        return
    words = WordMap.build(reading.view, audit.claims, audit.attributions)
    owners = {span: c for c in audit.claims if c.label == "unsourced" for span in c.spans}
    pieces = sorted(owners)
    for run in unsourced_runs(words):
        if run.words > limit and run.words - _seen_words(reading, run.span) > limit:
            claims = [owners[span] for span in overlapping(pieces, run.span)]
            yield Hit(
                fields={
                    "n": str(run.words),
                    "threshold": str(limit),
                    "passage": quoted(" ".join(reading.words(run.span).split()[:6])),
                },
                spans=[run.span],
                claim_ids=list(dict.fromkeys(ids(claims))),
            )


def _seen_words(reading: Reading, span: Span) -> int:
    """How many words of a stretch stand in paragraphs that describe what the reporter saw."""
    inside = overlapping(reading.audit.article.paragraphs, span)
    scenes = [(max(s, span[0]), min(e, span[1])) for s, e in inside if is_scene(reading, (s, e))]
    return reading.view.words.count(scenes)


def _covered(reading: Reading) -> set[int]:
    """The paragraphs whose figures a source plainly stands for.

    It speaks in the paragraph, or in one of the two above with a figure of its own, being a
    document, a body or an unidentified study, whose further figures follow.
    """
    covered = {claim.paragraph for claim in reading.attributed}
    for claim in reading.attributed:
        source = reading.by_id.get(claim.source_id or "")
        records = source is not None and source.type in ("document", "organisation", "unidentified")
        if records:
            covered.add(claim.paragraph + 1)
        if records and any(figures_in(reading.text, *span) for span in claim.spans):
            covered.add(claim.paragraph + 2)
    lede = reading.audit.balance.position.lede  # which has a rule of its own
    return covered if lede is None else covered | {lede.paragraph}


def _wants_source(reading: Reading, claim: Claim) -> bool:
    """Whether the sentence of an unsourced claim gives no source in some other way."""
    sentence = _sentence(reading, claim)
    words = reading.words(sentence)
    if (
        _SAYS_WHO.search(words)
        or _ON_RECORD.search(words)
        or _TO_COME.search(words)
        or words == words.upper()
    ):
        return False
    linked = any(span[0] < sentence[1] and sentence[0] < span[1] for span in reading.links)
    return not linked and not is_scene(reading, reading.audit.article.paragraphs[claim.paragraph])


def _asked(reading: Reading, figure: FigureClaim) -> list[Span]:
    """The figures of a claim of which a reader would ask who says so.

    Shares of something and counts of people or things are, where they are told as what is the
    case. Round multiples ("thousands of") and superlatives colour the story; sums, rates and
    measures mostly belong to what it tells.
    """
    spans = [span for span in figure.spans if _is_count(reading, span) and _is_asked(reading, span)]
    return spans


def _is_count(reading: Reading, span: Span) -> bool:
    """Whether a figure is a share of something, or a count of people or things."""
    words, behind = reading.words(span), reading.text[span[1] : span[1] + _EDGE]
    before = reading.text[max(0, span[0] - _EDGE) : span[0]]
    if _SHARE.search(words):
        return _OF.match(behind) is not None or " of" in words
    return bool(_NUMBER.search(words)) and bool(
        _COUNTED.match(behind) or _STRUCK.search(before) or _COUNTED.search(" " + words)
    )


def _is_asked(reading: Reading, span: Span) -> bool:
    """Whether a reader would ask who says so, of a figure by the words beside it."""
    before = reading.text[max(0, span[0] - _EDGE) : span[0]]
    behind = reading.text[span[1] : span[1] + _EDGE]
    if _THING.match(behind) and _NAMES_A_THING.search(before):
        return False
    if _LEGISLATORS.match(behind) or behind.startswith("("):
        return False
    return not (_VICTIMS.match(behind) and _RECALLED.search(before))


def _supplied(reading: Reading, told: frozenset[str], later: Iterable[Claim]) -> bool:
    """Whether the sentence of a later claim shares a word with what was told."""
    return any(told & content_words([reading.words(_sentence(reading, claim))]) for claim in later)


def _sentence(reading: Reading, claim: Claim) -> Span:
    return reading.audit.article.sentences[claim.sentence].span


def _lies_in(claim: Claim, span: Span) -> bool:
    return all(span[0] <= start and end <= span[1] for start, end in claim.spans)
