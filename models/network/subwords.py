"""The tokenizer: the subwords of tokens."""

from array import array
from collections.abc import Sequence
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Final

import msgspec
import numpy as np
from tokenizers import Tokenizer

from onrecord.models.arrays import IntArray
from onrecord.models.errors import OnRecordError
from onrecord.models.text.tokens import Tokens

#: Longest token that is given to the tokenizer as it is; WordPiece answers [UNK] far earlier.
_LONGEST_TOKEN: Final = 100
#: Words whose subwords are remembered, at most; a few megabytes.
_MOST_KNOWN: Final = 50_000
#: How many tokens are looked up at once.
_AT_ONCE: Final = 20_000
_SPECIAL: Final = ("[CLS]", "[SEP]", "[PAD]", "[UNK]")


class Encoded(msgspec.Struct, frozen=True):
    """An article in subwords: the pieces of token ``i`` are ``pieces[first[i]:first[i + 1]]``."""

    tokens: Tokens
    pieces: IntArray
    first: IntArray


class Subwords:
    """The tokenizer, asked for the subwords of tokens rather than of a text."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        #: The subword ids of words met before: most words of a text were in the one before it.
        self._known: dict[str, list[int]] = {}
        tokenizer.no_padding()
        tokenizer.no_truncation()

    @classmethod
    def load(cls, folder: Path, size: int | None = None) -> "Subwords":
        """Read ``tokenizer.json`` in `folder`, which must know `size` subwords (None: any number).

        Raises:
            OnRecordError: the file is damaged, or the tokenizer of something else.
        """
        path = folder / "tokenizer.json"
        try:
            subwords = cls(Tokenizer.from_file(str(path)))
            for token in _SPECIAL:
                subwords.id_of(token)
            if size is not None and subwords._tokenizer.get_vocab_size() != size:
                raise ValueError("the encoder knows other subwords")
        except Exception as error:  # What the library raises is of no class of its own.
            raise OnRecordError(
                f"{path} is damaged or not the tokenizer of an OnRecord model; copy it again, "
                "or give the folder model/ that 'onrecord train' wrote."
            ) from error
        return subwords

    def save(self, folder: Path) -> None:
        """Write ``tokenizer.json`` into `folder`."""
        self._tokenizer.save(str(folder / "tokenizer.json"))

    def id_of(self, token: str) -> int:
        """Id of a special token such as ``[CLS]``."""
        found = self._tokenizer.token_to_id(token)
        if found is None:
            raise ValueError(f"the tokenizer has no {token}")
        return int(found)

    @cached_property
    def _unknown(self) -> int:
        return self.id_of("[UNK]")

    def encode(self, tokens: Tokens) -> Encoded:
        """Subword ids of every token; one without any (a control character) becomes [UNK]."""
        counts, pieces = array("i"), array("i")
        for start in range(0, len(tokens), _AT_ONCE):
            found = self._of(tokens.words[start : start + _AT_ONCE])
            counts.extend(map(len, found))
            pieces.extend(chain.from_iterable(found))
        first = np.zeros(len(tokens) + 1, dtype=np.int64)
        np.cumsum(counts, out=first[1:])
        return Encoded(tokens, np.array(pieces, dtype=np.int64), first)

    def _of(self, words: Sequence[str]) -> list[list[int]]:
        """The subword ids of each of `words`."""
        known = self._known
        if len(known) > _MOST_KNOWN:
            known = self._known = {}
        cut = [word if len(word) <= _LONGEST_TOKEN else word[:_LONGEST_TOKEN] for word in words]
        new = [word for word in dict.fromkeys(cut) if word not in known]
        if new:
            known.update(zip(new, self._pieces(new), strict=True))
        return [known[word] for word in cut]

    def _pieces(self, words: Sequence[str]) -> list[list[int]]:
        """The subword ids of each of `words`."""
        encoding = self._tokenizer.encode(words, is_pretokenized=True, add_special_tokens=False)
        found: list[list[int]] = [[] for _ in words]
        for piece, owner in zip(encoding.ids, encoding.word_ids, strict=True):
            if owner is not None:
                found[owner].append(piece)
        return [pieces or [self._unknown] for pieces in found]
