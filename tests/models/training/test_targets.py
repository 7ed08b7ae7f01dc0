import itertools

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.models.config import LinkingConfig
from onrecord.models.decoding.relations import Relation
from onrecord.models.export.label_check import check_texts
from onrecord.models.linking.candidates import Candidates
from onrecord.models.linking.link import _mention
from onrecord.models.network.pair_features import PAIR
from onrecord.models.network.tags import legal_transitions, spans_of_tags
from onrecord.models.tagger import Tagger
from onrecord.models.text.view import TextView
from onrecord.models.training.augment import straighten_quotes
from onrecord.models.training.examples import Example, ExampleAttribution
from onrecord.models.training.targets import targets_of
from onrecord.models.types import Span
from tests.models.miniature import example


def test_roles_come_back_as_the_annotated_pieces() -> None:
    gold = example()
    tokens = TextView(gold.text).tokens
    found = [
        (role, gold.text[tokens.spans[s][0] : tokens.spans[e - 1][1]])
        for s, e, role in spans_of_tags(targets_of(gold).roles)
    ]
    assert (0, "Marta Quill, who chairs the harbour board") in found
    assert (1, "said on Tuesday") in found
    assert (2, "“and we need it in writing.”") in found
    assert len(found) == 10


def test_content_points_at_its_cue_and_the_cue_at_its_source() -> None:
    gold = example()
    targets, tokens = targets_of(gold), TextView(gold.text).tokens
    said = {tokens.words[c]: s for c, s in targets.arcs}
    assert tokens.words[said["said"]] == "Two"
    heads = {
        tokens.spans[h][0]
        for i, h in enumerate(targets.content_head)
        if h >= 0 and tokens.is_quoted(i)
    }
    assert heads == {gold.attributions[1].cue[0][0]}


def test_a_pronoun_is_linked_to_the_name_and_to_the_mention_before_it() -> None:
    targets = targets_of(example())
    she = targets.mentions[1]
    assert she.linked
    assert she.positive.tolist() == [True, True]
    officials = targets.mentions[2]
    assert officials.linked
    assert not officials.positive.any()
    assert officials.withheld == 1


def test_a_span_cut_in_two_by_another_starts_again() -> None:
    text = "The mayor said the bridge, he thinks, is sound."
    whole = [(text.index("the bridge"), len(text) - 1)]
    inner = text.index("he thinks")
    gold = Example(
        id="cut",
        text=text,
        attributions=[
            ExampleAttribution(source=[(0, 9)], cue=[(10, 14)], content=whole),
            ExampleAttribution(
                source=[(inner, inner + 2)], cue=[(inner + 3, inner + 9)], content=[]
            ),
        ],
    )
    tags = targets_of(gold).roles
    legal = legal_transitions(7)
    assert all(legal[a, b] == 0 for a, b in itertools.pairwise(tags))


def test_straight_quotes_move_no_offset() -> None:
    curly, straight = example(), straighten_quotes(example())
    assert len(curly.text) == len(straight.text)
    assert "“" not in straight.text
    same = msgspec.structs.replace(straight, text=curly.text)
    assert same == curly


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 60)), max_size=6))
def test_any_annotation_gives_a_legal_tag_sequence(pieces: list[tuple[int, int]]) -> None:
    text = example().text
    gold = Example(
        id="any",
        text=text,
        attributions=[
            ExampleAttribution(
                source=[(s, min(s + n, len(text)))] if k % 3 == 0 else [],
                cue=[(s, min(s + n, len(text)))] if k % 3 == 1 else [],
                content=[(s, min(s + n, len(text)))] if k % 3 == 2 else [],
            )
            for k, (s, n) in enumerate(pieces)
        ],
    )
    tags = targets_of(gold).roles
    legal = legal_transitions(7)
    assert all(legal[a, b] == 0 for a, b in itertools.pairwise(tags))


@pytest.mark.slow
def test_pairs_have_the_features_that_inference_gives_them() -> None:
    """On an article with the attributions that the shipped tagger finds in it."""
    view = TextView(check_texts()[0])
    text, tokens = view.text, view.tokens
    (analysis,) = Tagger.load().analyse_views([view])
    names = {s.id: s.name for s in analysis.sources if s.name in text}
    gold = Example(
        id="check",
        text=text,
        attributions=[
            ExampleAttribution(
                source=a.source,
                cue=a.cue,
                content=a.content,
                code=a.code,
                canonical=names.get(a.source_id or ""),
            )
            for a in analysis.attributions
            if a.cue
        ],
    )
    targets = targets_of(gold)
    linked = [i for i, t in enumerate(targets.mentions) if t.mention.words and t.earlier]
    assert len(linked) > 5 and len(targets.name_spans) > 5
    starts, ends = [s for s, _ in tokens.spans], [e for _, e in tokens.spans]

    def in_tokens(span: Span) -> tuple[int, int]:
        return starts.index(span[0]), ends.index(span[1]) + 1

    mentions = sorted(
        (
            _mention(
                Relation(
                    in_tokens(a.source[0]) if a.source else None, in_tokens(a.cue[0]), [], 1, 1, 1
                ),
                tokens,
            )
            for a in gold.attributions
        ),
        key=lambda m: (m.start, m.cue),
    )
    assert mentions == [t.mention for t in targets.mentions]
    # Inference compares with the mentions that have a source.
    with_source = sorted({j for t in targets.mentions for j in t.earlier} | set(linked[-1:]))
    candidates = Candidates(
        targets.name_spans,
        np.asarray(tokens.paragraph),
        LinkingConfig(),
        [mentions[i] for i in with_source],
        tokens=tokens,
    )
    own = [mentions[i] for i in with_source]
    among = candidates.near(own, 0)
    assert len(among) == len(targets.name_spans) + len(own) - 1
    for k, (i, rows) in enumerate(
        zip(with_source, candidates.features(own, 0, among), strict=True)
    ):
        target = targets.mentions[i]
        assert target.earlier == with_source[:k]
        assert np.array_equal(target.features, rows[: len(targets.name_spans) + k])
        assert target.features.shape[1] == PAIR.width
