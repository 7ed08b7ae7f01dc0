"""Whether a text is in English, and if not, what it is in."""

import re
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from onrecord.audit.ingest.errors import LanguageError, shown

if TYPE_CHECKING:
    from lingua import LanguageDetector

#: English function words that are no words of its neighbours ("was", "for", "to" are).
_WORDS = (
    "the and of that with from said have this which who will would been they their not but "
    "after before about when were"
)
_FUNCTION_WORDS: Final = frozenset(_WORDS.split())
#: English news has them as a tenth of its words at the least, other languages as none.
_ENGLISH_SHARE = 0.08
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_SAMPLE = 20_000
_DETECTOR_SAMPLE = 4_000
#: Under so many words (letters, in scripts without Latin ones) no language is refused.
_ENOUGH_WORDS = 10
_ENOUGH_LETTERS = 12
_SURE = 0.9


class Verdict(NamedTuple):
    """What a text is in: ISO 639-1 code and English name, None where it is too short to tell."""

    code: str | None
    name: str | None


def language_of(text: str) -> Verdict:
    """The language of `text`; unsure verdicts are English's or nobody's, never another's.

    Function words settle English, which costs nothing; only a text without them pays for
    lingua's models.
    """
    words = _LETTERS.findall(text[:_SAMPLE])
    if not words:
        return Verdict(None, None)
    if sum(word.lower() in _FUNCTION_WORDS for word in words) / len(words) >= _ENGLISH_SHARE:
        return Verdict("en", "English")
    letters = "".join(words)
    latin = sum(letter < "\u0250" for letter in letters) > len(letters) / 2
    # names are in whatever language their bearers are from
    common = words if letters.isupper() else [word for word in words if not word[0].isupper()]
    if not common:
        return Verdict(None, None)
    sample = " ".join(common)[:_DETECTOR_SAMPLE]
    best = _detector().compute_language_confidence_values(sample)[0]
    if best.language.name == "ENGLISH":
        return Verdict("en", "English")
    enough = len(common) >= _ENOUGH_WORDS if latin else len(letters) >= _ENOUGH_LETTERS
    if not enough or best.value < _SURE:
        return Verdict(None, None)
    code = best.language.iso_code_639_1.name.lower()
    return Verdict(code, _NAMES.get(best.language.name, best.language.name.capitalize()))


def check_language(text: str, *, name: str, any_language: bool = False) -> str | None:
    """The ISO 639-1 code of `text` (None: too short to tell).

    Raises:
        LanguageError: it is surely in another language than English, and `any_language`
            is not set.
    """
    code, language = language_of(text)
    if code is not None and code != "en" and not any_language:
        message = (
            f"{shown(name)} seems to be in {language}, and OnRecord reads English; "
            "--any-language audits it all the same."
        )
        raise LanguageError(message, code)
    return code


_NAMES: Final = {"BOKMAL": "Norwegian", "NYNORSK": "Norwegian", "GANDA": "Luganda"}


@cache
def _detector() -> "LanguageDetector":
    """All of lingua's languages with the small models: loaded only for what isn't English."""
    from lingua import LanguageDetectorBuilder

    return LanguageDetectorBuilder.from_all_languages().with_low_accuracy_mode().build()
