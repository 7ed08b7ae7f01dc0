"""Dialogue between dashes, as in European and older copy: "— No, said the mayor. — Never."."""

import re
from collections.abc import Sequence
from typing import Final

from onrecord.models.forms.types import Turn
from onrecord.models.lexicon.word_lists import any_of, words_in_order
from onrecord.models.text.prefilter import holds_any
from onrecord.models.types import Span

_DASH: Final = r"(?:[—–―]|--)"
_OPENS: Final = re.compile(rf"{_DASH}\s*(?=[^\W_a-z])")
_VERBS: Final = any_of(words_in_order("cues.reporting") + words_in_order("turns.spoken"))
_WORD: Final = r"\w[\w’'-]*(?:\.\w[\w’'-]*)*"
#: "the mayor", "Ines Okafor, who chairs the board", "she": whom the words belong to.
_WHO: Final = (
    rf"(?P<who>(?:he|she|they|I|we)\b|(?:(?:the|an?|one|his|her|their|another)\s{_WORD}"
    rf"|[^\W\d_a-z]{_WORD})(?:\s(?!{_DASH}){_WORD}){{0,6}}?)"
)
#: The tag behind spoken words: "…, said the mayor, …", "… — she said — …", "…?, the mayor asked."
_TAG: Final = re.compile(
    rf"(?P<spoken>[,?!…]|\s{_DASH})\s+"
    rf"(?:{_VERBS}\s{_WHO}|{_WHO.replace('who>', 'first>')}\s{_VERBS})"
    rf"(?=\s*(?:[,.;:]|{_DASH}|$))(?:,\s(?:who|the|an?)\s[^.;—–]{{1,80}})?"
    rf"(?P<stop>\s*(?:[,.;:]|{_DASH})|$)"
)
_QUOTED: Final = re.compile(r"[“”\"«»]")
_GOES_ON: Final = re.compile(rf"\s*(?:{_DASH}\s*)?")
_SPEAKS: Final = re.compile(r"\b(?:I|I[’']\w+|[Mm]y|me|[Ww]e|[Ww]e[’']\w+|[Oo]ur|us|[Yy]ou\w*)\b")


def dash_dialogue(text: str, paragraphs: Sequence[Span]) -> list[Turn]:
    """The paragraphs that open with a dash and say who speaks in them.

    What stands behind the tag is spoken, too, where the sentence goes on, where another dash
    resumes it, or where it is in the first or second person.
    """
    if not holds_any(text, ("—", "–", "―", "--")):
        return []
    turns = []
    for start, end in paragraphs:
        opening = _OPENS.match(text, start, end)
        if opening is None or _QUOTED.search(text, start, end):
            continue
        tag = _TAG.search(text, opening.end(), end)
        if tag is None:
            continue
        spoken = tag.start() + (tag["spoken"] in (",", "?", "!", "…"))
        label = tag.span("who") if tag["who"] else tag.span("first")
        content = [(opening.end(), spoken)]
        behind = _GOES_ON.match(text, tag.end(), end)
        first = behind.end() if behind else tag.end()
        resumed = tag["stop"].strip() != "." or first > tag.end() + 1
        if first < end and (resumed or _SPEAKS.search(text, first, end)):
            content.append((first, end))
        turns.append(Turn("line", label, content, " ".join(text[slice(*label)].casefold().split())))
    return turns
