"""Runs of unsourced words."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord.audit.balance.position import LETTERS, NEITHER, SPOKEN, WordMap, unsourced_runs
from onrecord.models.labels import Label
from onrecord.models.text.words import TextWords

#: Label, whether an attribution has the word, whether a section break stands before it.
WORDS = st.lists(
    st.one_of(
        st.tuples(
            st.sampled_from(["unsourced", "unsourced", "named", "anonymous", None]),
            st.just(False),
            st.booleans(),
        ),
        st.tuples(st.none(), st.booleans(), st.booleans()),
    ),
    max_size=30,
)


@given(WORDS)
def test_runs_are_what_reading_word_by_word_finds(
    words: list[tuple[Label | None, bool, bool]],
) -> None:
    runs: list[list[int]] = [[]]
    for number, (label, spoken, separated) in enumerate(words):
        if separated or spoken or label in ("named", "anonymous"):
            runs.append([])
        if label == "unsourced":
            runs[-1].append(number)
    expected = [(len(run), (2 * run[0], 2 * run[-1] + 1)) for run in runs if run]
    found = unsourced_runs(
        WordMap(
            words=TextWords("a " * len(words)),
            letters=b"".join(
                LETTERS[label] if label else SPOKEN if spoken else NEITHER
                for label, spoken, _ in words
            ),
            breaks=[number for number, (_, _, separated) in enumerate(words) if separated],
        )
    )
    assert [(run.words, run.span) for run in found] == expected
