"""How alike two texts are, by MinHash of their three-word sequences.

MinHash: A. Broder, *On the resemblance and containment of documents* (1997). The bands of
locality-sensitive hashing and how many of them suit a threshold are datasketch's.
"""

import hashlib
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final, NamedTuple

from onrecord.models.text.words import WORD

if TYPE_CHECKING:
    from datasketch import MinHash  # type: ignore[import-untyped]

PERMUTATIONS: Final = 128
#: Bytes of a signature.
SIGNATURE: Final = 4 * PERMUTATIONS
WORDS: Final = 3
#: In a text under so many words a single one weighs too much: only the same text is the same.
_SHORTEST: Final = 20
_SEED: Final = 1
#: Numbers of four bytes in a SHA-1.
_SHA1_NUMBERS: Final = 5


class Look(NamedTuple):
    """How a text is told from others: a digest of its words as they stand, and its signature."""

    digest: bytes
    sign: Callable[[], bytes]


def text_digest(text: str) -> bytes:
    """Sixteen bytes of the SHA-256 of `text`."""
    return hashlib.sha256(text.encode(errors="surrogatepass")).digest()[:16]


class TextSignatures:
    """Signatures of texts, as bytes, and the bands by which similar ones find each other."""

    def __init__(self, threshold: float) -> None:
        from datasketch import MinHashLSH

        # Missing a pair is worse than looking at one too many: each is compared in full.
        lsh = MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS, weights=(0.05, 0.95))
        self._bands, self._rows = int(lsh.b), int(lsh.r)
        self._start: MinHash | None = None

    def look(self, text: str) -> Look:
        """How `text` is told from others; white space makes no difference."""
        plain = " ".join(text.split())
        return Look(text_digest(plain), lambda: self.of(plain))

    def of(self, text: str) -> bytes:
        """The signature of `text`; empty where it is too short."""
        words = [word.lower().encode(errors="replace") for word in WORD.findall(text)]
        if len(words) < _SHORTEST:
            return b""
        shingles = {b" ".join(words[i : i + WORDS]) for i in range(len(words) - WORDS + 1)}
        found = self._empty()
        found.update_batch(_hashes(shingles))
        return bytes(found.hashvalues.astype("<u4").tobytes())

    def bands(self, signature: bytes) -> list[bytes]:
        """What a similar text's signature is likely to share one of."""
        if not signature:
            return []
        width = 4 * self._rows
        return [
            number.to_bytes(1, "little")
            + hashlib.sha256(signature[width * number : width * (number + 1)]).digest()[:8]
            for number in range(self._bands)
        ]

    def similarity(self, one: bytes, other: bytes) -> float:
        """Estimated Jaccard similarity, the share of positions in which signatures agree."""
        if not one or not other:
            return 0.0
        same = sum(one[i : i + 4] == other[i : i + 4] for i in range(0, 4 * PERMUTATIONS, 4))
        return same / PERMUTATIONS

    def _empty(self) -> "MinHash":
        """A MinHash of nothing; its permutations are drawn once."""
        from datasketch import MinHash

        if self._start is None:
            self._start = MinHash(num_perm=PERMUTATIONS, seed=_SEED, hashfunc=int)
        return self._start.copy()


def _hashes(shingles: Iterable[bytes]) -> list[int]:
    """What datasketch hashes to by itself, the first four bytes of SHA-1, but all at once."""
    import numpy as np

    digests = b"".join([hashlib.sha1(one, usedforsecurity=False).digest() for one in shingles])
    hashes: list[int] = np.frombuffer(digests, dtype="<u4")[::_SHA1_NUMBERS].tolist()
    return hashes
