"""From turns to relations, which go before those that the network finds in them."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

import msgspec
import numpy as np

from onrecord.models.config import FormConfig
from onrecord.models.decoding.relations import Decoded, Relation, TokenSpan
from onrecord.models.forms.label_names import bare_label, with_label_names
from onrecord.models.forms.turn_speakers import Speakers
from onrecord.models.forms.types import Forms
from onrecord.models.linking.find_names import find_names
from onrecord.models.linking.link import Linked
from onrecord.models.network.mention_features import NameSpan
from onrecord.models.network.outputs import MentionScores, TokenScores
from onrecord.models.text.tokens import Tokens
from onrecord.models.text.view import TextView
from onrecord.models.types import Span

_NOTHING: Final[dict[int, int]] = {}


class Spoken(msgspec.Struct, frozen=True):
    """Relations with those of the turns of a text among them.

    `linked_by` are the relations as they are to be linked, `shown` as the answer has them: a
    turn is linked by the mention that introduces its speaker, and shown with its label. `leads`
    gives for each further turn of a speaker the relation of the first. `names` are those of the
    text with those of labels; None: as the network has them.
    """

    linked_by: list[Relation]
    shown: Decoded
    leads: dict[int, int] = _NOTHING
    names: list[NameSpan] | None = None

    def gather(self, linked: Linked) -> None:
        """Make the further turns of a speaker mentions of the cluster of the first."""
        for follower, lead in self.leads.items():
            at = linked.cluster_of[lead]
            if at is not None:
                mentions = linked.clusters[at].mentions
                linked.clusters[at].mentions = sorted({*mentions, follower})


def with_turns(
    decoded: Decoded,
    forms: Forms,
    view: TextView,
    scores: TokenScores | MentionScores,
    config: FormConfig,
) -> Spoken:
    """`decoded` with a relation for each turn, and without what the network found in one."""
    if not forms.turns:
        return Spoken(decoded.relations, decoded)
    tokens = view.tokens
    names = with_label_names(forms, tokens, find_names(tokens, scores))
    speakers = Speakers(view.text, tokens, forms, names)
    starts, ends = tokens.spans.starts, tokens.spans.ends

    def in_tokens(span: Span) -> TokenSpan:
        return bisect_left(starts, span[0]), bisect_right(ends, span[1])

    content = decoded.content.copy()
    held: list[TokenSpan] = []
    first: dict[str, TokenSpan] = {}
    added: list[tuple[Relation, Relation, str]] = []
    for turn in forms.turns:
        label = in_tokens(turn.label) if turn.label else None
        pieces = [piece for span in turn.content if (piece := in_tokens(span))[0] < piece[1]]
        mention = None if turn.asks else speakers.of(turn) or label
        if mention == label and label and turn.form != "card":
            # Without what stands behind a name: "MISS TREVELYAN-KAUR QC".
            bare = bare_label(label, tokens.words)
            mention = (label[0], bare[1]) if bare else label
        if not pieces or (mention is None and not turn.asks):
            continue
        held += [*pieces, *([label] if label else [])]
        for start, end in pieces:
            content[start:end] = 0 if turn.asks else np.maximum(content[start:end], config.sure)
        if turn.asks or mention is None:
            continue
        key = f"{turn.form} {turn.speaker}"
        cue = (mention[1] - 1, mention[1])
        shown = Relation(label or mention, None, pieces, config.sure, 1.0, 1.0)
        if key in first:
            by = msgspec.structs.replace(shown, source=mention, speaker=first[key])
        else:
            first[key] = cue
            by = msgspec.structs.replace(shown, source=mention, cue=cue)
        added.append((by, shown, key))
    kept = _outside(decoded.relations, sorted(held)) if held else decoded.relations
    whole = sorted([*((r, r, "") for r in kept), *added], key=lambda three: three[0].content[0])
    leads: dict[int, int] = {}
    leading: dict[str, int] = {}
    for number, (by, _, key) in enumerate(whole):
        if key and by.cue is not None:
            leading[key] = number
        elif key:
            leads[number] = leading[key]
    shown_ones = Decoded([shown for _, shown, _ in whole], content)
    return Spoken([by for by, _, _ in whole], shown_ones, leads, names)


def tokens_needed(forms: Forms, tokens: Tokens) -> list[TokenSpan]:
    """The tokens whose vectors the relations of turns are linked by, but for those of names."""
    starts, ends = tokens.spans.starts, tokens.spans.ends
    spans: list[TokenSpan] = []
    for turn in forms.turns:
        if turn.label is not None:
            spans.append((bisect_left(starts, turn.label[0]), bisect_right(ends, turn.label[1])))
        for start, _ in turn.content[:1]:
            at = bisect_left(starts, start)
            spans.append((at, at + 1))
    return spans


def _outside(relations: Sequence[Relation], held: Sequence[TokenSpan]) -> list[Relation]:
    """The relations of the network, cut to what no turn holds.

    One that takes its source from a turn goes, and so does one without a cue behind the first
    turn: what is not attributed to anybody there is the reporter's.
    """
    kept = []
    for relation in relations:
        content = [
            piece for whole in relation.content for piece in _without(whole, _touching(whole, held))
        ]
        spans = [span for span in (relation.source, relation.cue) if span]
        if not content or any(_touching(span, held) for span in spans):
            continue
        if spans or content[0][0] < held[0][0]:
            kept.append(msgspec.structs.replace(relation, content=content))
    return kept


def _touching(span: TokenSpan, held: Sequence[TokenSpan]) -> Sequence[TokenSpan]:
    """Those of `held`, in text order and apart, that have a token of `span`."""
    first = bisect_right(held, span[0], key=lambda h: h[1])
    return held[first : bisect_left(held, span[1], key=lambda h: h[0])]


def _without(span: TokenSpan, held: Sequence[TokenSpan]) -> list[TokenSpan]:
    pieces, start = [], span[0]
    for first, last in held:
        if start < first:
            pieces.append((start, first))
        start = max(start, last)
    return [*pieces, (start, span[1])] if start < span[1] else pieces
