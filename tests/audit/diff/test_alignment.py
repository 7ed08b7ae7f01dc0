"""Which sentence of one draft is which of the other."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.audit.diff.alignment import align
from onrecord.audit.diff.types import Passage
from onrecord.audit.schema.audit import Article, Sentence
from onrecord.models.text.view import TextView

OPENING = "The mill on Canal Street closed in March."
COST = "Its owner had lost ninety thousand dollars in a single winter."
ROOF = "Rain came through the roof and spoiled four bales of wool."
END = "Nobody has made an offer for the building."


def article(*sentences: str) -> Article:
    """An article of sentences, each a paragraph of its own."""
    text = "\n\n".join(sentences)
    spans, at = [], 0
    for sentence in sentences:
        spans.append((at, at + len(sentence)))
        at += len(sentence) + 2
    return Article(
        id="a",
        text=text,
        sha256="",
        words=len(TextView(text).words),
        paragraphs=spans,
        sentences=[Sentence(span=span, paragraph=i, zone="body") for i, span in enumerate(spans)],
    )


def aligned(old: list[str], new: list[str]) -> list[tuple[str, bool, list[int], list[int]]]:
    return [
        (one.change, one.moved, one.old, one.new) for one in align(article(*old), article(*new))
    ]


def test_equal_sentences_stay_and_others_come_and_go() -> None:
    assert aligned([OPENING, ROOF, END], [OPENING, COST, END]) == [
        ("same", False, [0], [0]),
        ("added", False, [], [1]),
        ("dropped", False, [1], []),
        ("same", False, [2], [2]),
    ]


def test_typography_is_no_change() -> None:
    old, new = '"We\'ll sell," she said -- twice.', "“We’ll sell,” she said -- twice."
    assert aligned([OPENING, old], [OPENING, new])[1][0] == "same"


def test_an_edited_sentence_keeps_its_partner_and_its_words() -> None:
    edited = "Its owner, Ada Finch, had lost eighty thousand dollars in a single winter."
    found = align(article(OPENING, COST, END), article(OPENING, edited, END))[1]
    assert (found.change, found.old, found.new) == ("edited", [1], [1])
    assert [piece.change for piece in found.pieces if piece.change != "same"] == [
        "added",
        "dropped",
        "added",
    ]


def test_a_sentence_that_went_to_the_end_has_moved() -> None:
    assert aligned([OPENING, COST, ROOF, END], [OPENING, ROOF, END, COST]) == [
        ("same", False, [0], [0]),
        ("same", False, [2], [1]),
        ("same", False, [3], [2]),
        ("same", True, [1], [3]),
    ]


def test_a_sentence_that_was_cut_in_two_is_one_passage() -> None:
    old = "The roof let the rain in all winter long, and four bales of wool were spoiled by it."
    new = ["The roof let the rain in all winter long.", "Four bales of wool were spoiled by it."]
    assert aligned([OPENING, old, END], [OPENING, *new, END])[1] == ("edited", False, [1], [1, 2])
    assert aligned([OPENING, *new, END], [OPENING, old, END])[1] == ("edited", False, [1, 2], [1])


def test_texts_with_nothing_in_common_have_no_pair() -> None:
    passages = align(article(OPENING, COST), article("Snow fell.", "Two skiers were found alive."))
    assert not any(one.old and one.new for one in passages)


VOCABULARY = ("the", "dam", "river", "board", "said", "that", "money", "wool", "a", "rain", "1987")
WORDS = st.sampled_from(VOCABULARY)
SENTENCES = st.lists(
    st.lists(WORDS, min_size=1, max_size=9).map(lambda words: " ".join(words) + "."), max_size=12
)


def sides(passages: list[Passage]) -> tuple[list[int], list[int]]:
    return (
        sorted(i for one in passages for i in one.old),
        sorted(j for one in passages for j in one.new),
    )


@settings(deadline=None)
@given(SENTENCES, SENTENCES)
def test_every_sentence_of_both_drafts_is_in_one_passage(old: list[str], new: list[str]) -> None:
    a, b = article(*old), article(*new)
    passages = align(a, b)
    assert sides(passages) == (list(range(len(old))), list(range(len(new))))
    for passage in passages:
        if passage.change != "edited":
            continue
        for side, sentences, numbers in (
            ("old", a.sentences, passage.old),
            ("new", b.sentences, passage.new),
        ):
            spans = [span for piece in passage.pieces if (span := getattr(piece, side))]
            whole = sentences[numbers[0]].span[0], sentences[numbers[-1]].span[1]
            assert (spans[0][0], spans[-1][1]) == whole
            assert all(left[1] == right[0] for left, right in pairwise(spans))


@settings(deadline=None)
@given(SENTENCES)
def test_a_draft_has_all_of_itself(sentences: list[str]) -> None:
    one = article(*sentences)
    assert all(p.change == "same" and not p.moved and p.old == p.new for p in align(one, one))
