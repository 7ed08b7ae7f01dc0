"""What a form gives: turns, each with who speaks and the words."""

from typing import Literal, TypeAlias

import msgspec

from onrecord.models.types import Span

#: Which form a text, or a part of it, has.
Form: TypeAlias = Literal["transcript", "interview", "card", "line"]


class Turn(msgspec.Struct, frozen=True):
    """Words that the form of the text gives to one speaker.

    `label` is where the form names the speaker ("CHAIRMAN DELGADO", "A", "Ann Lee, florist"),
    None where the answer to a question names nobody. `content` are the spoken words, a span a
    paragraph. `speaker` is the same for all turns of one speaker; "" is the interviewee. `asks`:
    an interviewer who isn't named speaks, so that the words are nobody's claim. Offsets are
    half-open string indices.
    """

    form: Form
    label: Span | None
    content: list[Span]
    speaker: str
    asks: bool = False


class Forms(msgspec.Struct, frozen=True):
    """The turns of a text in text order.

    `introduction` is where the people of an interview or a transcript are introduced: what
    stands before its first turn.
    """

    turns: list[Turn]
    introduction: Span = (0, 0)
