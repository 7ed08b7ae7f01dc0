"""Interviews without labels: questions in paragraphs of their own, followed by answers."""

import re
from collections.abc import Sequence
from typing import Final

from onrecord.models.config import FormConfig
from onrecord.models.forms.types import Forms, Turn
from onrecord.models.text.prefilter import holds_any
from onrecord.models.types import Span

_ASKED: Final = re.compile(r"\?[)\]]?$")
_OPENS_QUOTATION: Final = re.compile(r"[\"“‘'«]")
_TELL: Final = re.compile(
    r"(?:Tell|Describe|Explain|Walk|Talk|Take|Give|Name|Finish|Complete|Go on|Say more)\b[^“\"]*\.$"
)
#: What tells an interview, in its introduction or in a note behind it.
_TOLD: Final = re.compile(
    r"\b(?:interview(?:ed|s|er)?|convers(?:ation|ed)|in (?:her|his|their) own words|Q ?& ?A"
    r"|(?:sp(?:oke|eaks?)|talk(?:s|ed)?|chat(?:s|ted)?|sat down|sits down|caught up) "
    r"(?:up )?(?:to|with|about)\b(?! \w+ing\b)"
    r"|(?:took|takes|take) (?:some |a few |our |\w+ )?questions"
    r"|(?:answer(?:s|ed)?|replied to) (?:some |a few |our |\w+ )?questions"
    r"|asked (?:her|him|them)|(?:edited|condensed|abridged|lightly)\b[^.]{0,40}"
    r"\b(?:excerpts?|length|clarity|version|exchange|edited|condensed)"
    r"|excerpts? (?:of|from)|reached (?:her|him|them)|joined us)\b"
)
_NOTED: Final = re.compile(r"\b(?:edited|condensed|abridged|shortened)\b")
_FIRST_PERSON: Final = re.compile(r"\b(?:I|I[’']\w+|[Mm]y|me|[Ww]e|[Ww]e[’']\w+|[Oo]ur|us)\b")
_MYSELF: Final = re.compile(r"\b(?:I|I[’']\w+|[Mm]y|me)\b")
_SAID: Final = re.compile(r"[\"”’'],? (?:\w+ ){0,4}(?:said|says|adds|added|told|replied)\b")
_BACK: Final = re.compile(r"[(\[*]*(?:This|The) (?:interview|conversation|exchange|transcript)\b")


def unlabelled_interview(text: str, paragraphs: Sequence[Span], config: FormConfig) -> Forms | None:
    """The answers of an interview whose questions are paragraphs of their own; None: it is none.

    Text before the first question, or a note at the end, must tell that somebody was asked, and
    answers must be in the first person, so that neither a column with rhetorical questions nor
    an explainer counts.
    """
    if not holds_any(text, ("?\n", "?\r", "? \n", "?)\n")):
        return None
    asked = [_is_question(text, *span) for span in paragraphs]
    lengths = sorted(
        end - start for (start, end), is_one in zip(paragraphs, asked, strict=True) if is_one
    )
    if len(lengths) < config.least_questions or (first := asked.index(True)) == 0:
        return None
    if lengths[len(lengths) // 2] > config.longest_question:
        return None
    if len(lengths) < config.questions_share * (len(paragraphs) - first):
        return None
    last = len(asked) - 1 - asked[::-1].index(True)
    introduction = (paragraphs[0][0], paragraphs[first - 1][1])
    told = (paragraphs[max(0, first - config.told_before)][0], introduction[1])
    note = " ".join(text[s:e] for s, e in paragraphs[max(last + 2, len(paragraphs) - 2) :])
    if not _TOLD.search(text, *told) and not _NOTED.search(note):
        return None
    # "Tell us about the house." asks too, between answers.
    for number in range(first + 2, len(asked) - 1):
        start, end = paragraphs[number]
        brief = end - start <= config.longest_prompt
        if brief and not (asked[number - 1] or asked[number + 1]) and _TELL.match(text, start, end):
            asked[number] = True
            last = max(last, number)
    turns: list[Turn] = []
    for number in range(first, len(paragraphs)):
        span = paragraphs[number]
        if asked[number]:
            turns.append(Turn(form="interview", label=None, content=[span], speaker="?", asks=True))
        elif not turns[-1].asks and (_ends(text, span) if number > last else False):
            break
        elif turns[-1].asks:
            turns.append(Turn(form="interview", label=None, content=[span], speaker=""))
        else:
            turns[-1].content.append(span)
    return Forms(turns, introduction) if _is_conversation(text, turns, config) else None


def _is_question(text: str, start: int, end: int) -> bool:
    if _ASKED.search(text, max(start, end - 3), end) is None:
        return False
    return _OPENS_QUOTATION.match(text, start, end) is None


def _ends(text: str, span: Span) -> bool:
    """Whether a paragraph after the last answer is not part of it."""
    return bool(_BACK.match(text, *span)) or not _FIRST_PERSON.search(text, *span)


def _is_conversation(text: str, turns: Sequence[Turn], config: FormConfig) -> bool:
    answers = [turn for turn in turns if not turn.asks]
    if len(answers) < config.least_questions:
        return False

    def share(pattern: re.Pattern[str]) -> float:
        """The share of answers in which `pattern` is found."""
        found = [any(pattern.search(text, *s) for s in turn.content) for turn in answers]
        return sum(found) / len(found)

    if share(_SAID) > config.reported_share or share(_MYSELF) < config.myself_share:
        return False
    return share(_FIRST_PERSON) >= config.first_person_share
