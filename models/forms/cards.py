"""Quotations with their speaker beside them: "“…” — Ann Lee, florist", "Gov. Wood: “…”"."""

import re
from collections.abc import Sequence
from typing import Final

from onrecord.models.config import FormConfig
from onrecord.models.forms.turn_labels import label_at
from onrecord.models.forms.types import Turn
from onrecord.models.lexicon.cues import REPORTING
from onrecord.models.lexicon.dates import MONTH
from onrecord.models.lexicon.names import PARTICLE
from onrecord.models.lexicon.numerals import CARDINAL
from onrecord.models.text.prefilter import holds_any
from onrecord.models.types import Span

_DASH: Final = re.compile(r"\s*(?:[—–―~]|--|-(?=\s?[^\W\d_a-z]))\s*")
_DETERMINER: Final = re.compile(rf"(?:an?|the|one|{CARDINAL}|anonymous|unnamed)\s", re.IGNORECASE)
_SENTENCE: Final = re.compile(r"[.?!…,—–-][\"”’'»)\]]*$")
_VERB: Final = re.compile(
    rf"\b(?:{REPORTING}|asked|wrote|writes|was|were|is|are|had|has|have|did)\b"
)
#: What a card of a social network puts behind a name.
_HANDLE: Final = re.compile(
    r"(?<!\s)(?:\s{0,9}\(@\w{1,30}\)|,?\s{1,9}@\w{1,30}"
    rf"|\s{{1,9}}{MONTH} \d{{1,2}}, \d{{4}})"
)
_NAME_WORD: Final = rf"(?:[^\W\d_a-z][\w.’'-]*|{PARTICLE})"
_NAME: Final = re.compile(rf"{_NAME_WORD}(?: {_NAME_WORD}){{1,4}}(?:, [^\n.!?]+)?")
_DASHES: Final = ("—", "–", "―", "~", "--", "\n-", " -", "”-", '"-')


def quotation_cards(
    text: str, paragraphs: Sequence[Span], quotations: Sequence[Span], config: FormConfig
) -> list[Turn]:
    """Quotations behind which, on the same line or the next, a dash and their speaker stand.

    Without a dash a line with a name counts where two quotations at least have one.
    """
    if not quotations or not holds_any(text, (*_DASHES, "”\n", '"\n', "’\n", "'\n")):
        return []
    found: list[Turn] = []
    signed: list[Turn] = []
    alone: list[Span | None] = []
    at = 0
    for start, end in paragraphs:
        while at < len(quotations) and quotations[at][1] <= start:
            at += 1
        whole = quotations[at] if at < len(quotations) and quotations[at][0] == start else None
        if whole is not None and not _SENTENCE.search(text, *whole):
            # A title, of a work or another article.
            whole = None
        before = alone[-1] if alone else None
        if whole is not None and whole[1] < end:
            dash = _DASH.match(text, whole[1], end)
            speaker = dash and _speaker(text, dash.end(), end, config)
            if speaker:
                found.append(_card(text, speaker, [(start, whole[1])]))
        elif whole is None and before is not None:
            dash = _DASH.match(text, start, end)
            speaker = _speaker(text, dash.end() if dash else start, end, config)
            if speaker and dash:
                found.append(_card(text, speaker, _said_before(alone)))
            elif speaker and _NAME.fullmatch(text, *speaker) and speaker[1] == end:
                signed.append(_card(text, speaker, _said_before(alone)))
        alone.append(whole if whole is not None and whole[1] == end else None)
    if len(signed) >= config.least_signed:
        found += signed
    return sorted(found, key=lambda turn: turn.content[0])


def labelled_quotations(
    text: str, paragraphs: Sequence[Span], quotations: Sequence[Span]
) -> list[Turn]:
    """Paragraphs of a name, a colon and nothing but a quotation: "Gov. Wood: “Stay home.”"."""
    if not holds_any(text, (": “", ': "', ":“", ':"', ": ‘", ": '")):
        return []
    ends = dict(quotations)
    turns = []
    # The first may be a headline.
    for start, end in paragraphs[1:]:
        label = label_at(text, start, end)
        if label is None or ends.get(label.behind) != end:
            continue
        whole = (label.behind, end)
        if _SENTENCE.search(text, *whole):
            turns.append(Turn("line", label.span, [whole], " ".join(label.key)))
    return turns


def _said_before(alone: Sequence[Span | None]) -> list[Span]:
    """The last of the paragraphs that are quotations."""
    return [span for span in alone[-1:] if span is not None]


def _card(text: str, speaker: Span, content: list[Span]) -> Turn:
    name = text[slice(*speaker)].partition(",")[0]
    return Turn(form="card", label=speaker, content=content, speaker=name.casefold())


def _speaker(text: str, start: int, end: int, config: FormConfig) -> Span | None:
    """The words behind a dash that say who spoke, None where they are something else."""
    handle = _HANDLE.search(text, start, end)
    stop = handle.start() if handle else end
    words = text[start:stop].split()
    if not 0 < len(words) <= config.card_words:
        return None
    if not words[0][0].isupper() and not _DETERMINER.match(text, start, stop):
        return None
    if _VERB.search(text[start:stop].partition(",")[0]):
        return None
    closing = text[stop - 1]
    if (
        closing in "?!:;,—–-"
        or "http" in text[start:stop]
        or (closing == "." and len(words) > config.card_sentence_words)
    ):
        return None
    return start, stop
