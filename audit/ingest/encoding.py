"""Bytes to text: UTF-8 and the encodings that articles come in besides."""

import codecs
import re
from typing import Final

from onrecord.audit.ingest.errors import BinaryError, UndecodableError, shown
from onrecord.audit.ingest.formats import binary_kind, what_to_do

# UTF-32 before UTF-16, whose little-endian mark it begins with.
_BOMS: Final[tuple[tuple[bytes, str], ...]] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: Single-byte encodings of English text, the likeliest first.
_WESTERN: Final = ("cp1252", "mac_roman", "cp1250", "cp850", "latin-1")
#: Bytes above ASCII as a share of all letters: more than this is another script.
_WESTERN_SHARE = 0.25
#: So few say nothing of the script.
_FEW = 8
_PUNCTUATION: Final = frozenset("“”‘’„‚«»‹›–—…•·£€¥¢©®™°§¶†½¼¾¿¡\u00a0\u00ad")
_BEFORE_CAPITAL: Final = frozenset("-–—'’‘“”\"«([/")
_SAMPLE = 65_536
_LETTERS: Final = re.compile(rb"[A-Za-z\x80-\xff]")
_HIGH: Final = re.compile(rb"[\x80-\xff]")


def decode(data: bytes, *, name: str, declared: str | None = None) -> str:
    """The text of `data`; a byte order mark is dropped, line ends stay as they are.

    Tried in turn: a byte order mark, UTF-8, UTF-16 and UTF-32 without a mark, the
    encoding that the page or the server `declared`, the single-byte encodings of Western
    languages by how plausible their letters are, charset-normalizer's guess.

    Raises:
        BinaryError: `data` is no text.
        UndecodableError: no encoding fits, or it is UTF-8 with broken bytes.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strictly(data[len(bom) :], encoding, name)
    wide = _wide(data)
    if wide:
        return _strictly(data, wide, name)
    kind = binary_kind(data)
    if kind:
        raise BinaryError(f"{shown(name)} is {kind}, not text; {what_to_do(kind)}.")
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        if _mostly_utf8(data):
            raise _undecodable(name, "UTF-8", error.start) from error
    text = _as_declared(data, declared) if declared else None
    text = text or _western(data) or _guessed(data)
    if text is None:
        message = f"{shown(name)} is in an unknown encoding; save it as UTF-8."
        raise UndecodableError(message)
    return text


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(name, encoding.upper(), error.start) from error


def _undecodable(name: str, encoding: str, at: int) -> UndecodableError:
    return UndecodableError(
        f"{shown(name)} is broken {encoding} (the first bad byte is number {at + 1}); "
        "save it as UTF-8."
    )


def _wide(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark, told by where the NUL bytes of ASCII letters are."""
    sample = data[: _SAMPLE - _SAMPLE % 4]
    if b"\x00" not in sample or len(data) % 2:
        return None
    nuls = [sample[i::4].count(0) / max(1, len(sample[i::4])) for i in range(4)]
    full, none = 0.7, 0.02
    patterns = {
        "utf-32-le": (False, True, True, True),
        "utf-32-be": (True, True, True, False),
        "utf-16-le": (False, True, False, True),
        "utf-16-be": (True, False, True, False),
    }
    for encoding, pattern in patterns.items():
        if all(n >= full if nul else n <= none for n, nul in zip(nuls, pattern, strict=True)):
            return encoding
    return None


def _mostly_utf8(data: bytes) -> bool:
    """Whether most of what is not ASCII is right UTF-8: a damaged file, no other encoding."""
    text = data.decode(errors="replace")
    bad = text.count("\ufffd")
    good = sum(c > "\x7f" for c in text) - bad
    return good > bad


def _as_declared(data: bytes, declared: str) -> str | None:
    try:
        encoding = codecs.lookup(declared).name
        # what says Latin-1 or ASCII on the web is Windows-1252 (WHATWG Encoding Standard)
        encoding = "cp1252" if encoding in ("iso8859-1", "ascii") else encoding
        text = data.decode(encoding)
    except (LookupError, UnicodeDecodeError, ValueError):
        return None
    return text if isinstance(text, str) else None


def _western(data: bytes) -> str | None:
    """Text of the Western encoding whose non-ASCII letters stand where such letters stand."""
    letters = len(_LETTERS.findall(data))
    if len(_HIGH.findall(data)) > max(_FEW, letters * _WESTERN_SHARE):
        return None
    best: tuple[float, str] | None = None
    for encoding in _WESTERN:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        odd = _odd_share(text[: _SAMPLE * 4])
        if best is None or odd < best[0]:
            best = (odd, text)
    return best[1] if best and best[0] < 0.2 else None


def _odd_share(text: str) -> float:
    """Share of the non-ASCII characters that don't belong where they are, from 0 to 1.

    Quotation marks, dashes, currency signs are at home everywhere but between two
    letters (an apostrophe aside); lower-case letters beside a letter that isn't a capital
    after them; capitals at the start of a word or after capitals.
    """
    odd = total = 0
    for i, char in enumerate(text):
        if char < "\x80":
            continue
        total += 1
        before = text[i - 1] if i else " "
        after = text[i + 1] if i + 1 < len(text) else " "
        if char in _PUNCTUATION:
            inside = before.isalpha() and after.isalpha()
            odd += inside and char not in "’–—\u00a0\u00ad"
        elif not char.isalpha() or char in "ªºˆ":
            odd += 1
        elif char.isupper():
            following = text[i + 2 : i + 3]
            odd += (
                not (before.isupper() or before.isspace() or before in _BEFORE_CAPITAL)
                or after.isdigit()
                or (after.isupper() and following.islower())
            )
        else:
            alone = not (before.isalpha() or after.isalpha())
            odd += after.isupper() or (alone and char not in "àéèóòáíúæøåœ")
    return odd / total if total else 0.0


def _guessed(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    cut = max(data.rfind(b"\n", 0, _SAMPLE), data.rfind(b" ", 0, _SAMPLE))
    sample = data[:cut] if len(data) > _SAMPLE and cut > 0 else data
    best = from_bytes(sample).best()
    if best is None:
        return None
    try:
        return data.decode(best.encoding)
    except (UnicodeDecodeError, LookupError):
        return None
