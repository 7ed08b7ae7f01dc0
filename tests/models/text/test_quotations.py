"""Quotations by their marks: styles, missing spaces, apostrophes, paragraphs, strays."""

import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.models.text.view import TextView
from tests.growth import is_linear


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in TextView(text).quotations]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We leave at dawn,” she said.", ["“We leave at dawn,”"]),
        ('"We leave," she said. "All of us."', ['"We leave,"', '"All of us."']),
        ("'We leave,' she said, 'at dawn.'", ["'We leave,'", "'at dawn.'"]),
        ("‘We leave,’ she said.", ["‘We leave,’"]),
        ("''We leave,'' she said of the ''plan.''", ["''We leave,''", "''plan.''"]),
        ("``We leave,'' she said.", ["``We leave,''"]),
        ("«We leave,» she said.", ["«We leave,»"]),
        ('Officials saw “no danger" yet.', ['“no danger"']),
        ('The "grand” plan.', ['"grand”']),
        ("It went soft - ''so soft'' - again.", ["''so soft''"]),
        ('It was (“quite”) fine and ("very") good.', ["“quite”", '("very")'[1:-1]]),
        ('The word—"harbour"—stuck.', ['"harbour"']),
        ('"... and so on," he said.', ['"... and so on,"']),
    ],
)
def test_every_style_of_marks(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"But,"she said,"we stay."', ['"But,"', '"we stay."']),
        ('It ended, he said."We lost."', ['"We lost."']),
        ('He told them so."It is late," he said.', ['"It is late,"']),
        ('"We will stay "he said. "And wait."', ['"We will stay "', '"And wait."']),
        ('"We will stay, " he said. " And wait. "', ['"We will stay, "', '" And wait. "']),
        ('"I never—"he said.', ['"I never—"']),
        ('She said," The booth was loud". It was.', ['" The booth was loud"']),
        ("” … a very quiet booth,” she said.", ["” … a very quiet booth,”"]),
    ],
)
def test_missing_or_odd_spaces(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "They don't know whose it is; it's Lind's and the players' own.",
        "In the '90s they loved rock 'n' roll, got 'em all and were goin' strong.",
        "The F.B.I.'s men and the U.N.'s envoy met the workers' leaders.",
        "They’d met in ’98 at the teachers’ hall.",
        "O'Hara d'Estaing and the Ma'at temple",
        'He is 6\'3" tall, she 5\' 10", and the screen 32" wide.',
        "How ‘bout that, and the ‘16 race?",
    ],
)
def test_apostrophes_and_inches_open_nothing(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bank 'loses' customers' cash", ["'loses'"]),
        ("'The workers' rights come first,' she said.", ["'The workers' rights come first,'"]),
        ("'It's the '80s again,' the players' coach said.", ["'It's the '80s again,'"]),
        ("Minister hails 'genius' Lind", ["'genius'"]),
        (
            "The 'hood is calm. \"We are fine,\" said the residents' head.",
            ['"We are fine,"'],
        ),
        ("\"The players' 'mutiny' is over,\" he said.", ["\"The players' 'mutiny' is over,\""]),
        ("He called them ‘a blight,’ then ‘vermin.’", ["‘a blight,’", "‘vermin.’"]),
    ],
)
def test_single_marks_beside_apostrophes(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_nested_quotations_stand_inside_outer_ones() -> None:
    text = "\"People say,'If it ends,'\" she said.\"'Where do I sign?'\""
    assert found(text) == ["\"People say,'If it ends,'\"", "\"'Where do I sign?'\""]
    assert [text[s:e] for s, e in TextView(text).nested_quotations] == [
        "'If it ends,'",
        "'Where do I sign?'",
    ]
    british = "'She said \"no\" twice,' he recalled."
    assert [british[s:e] for s, e in TextView(british).nested_quotations] == ['"no"']


@pytest.mark.parametrize("mark", ['"', "“", "'", "‘"])
def test_each_paragraph_opens_and_only_the_last_closes(mark: str) -> None:
    close = {'"': '"', "“": "”", "'": "'", "‘": "’"}[mark]
    first, second = f"{mark}We came by sea.", f"{mark}We left by land,{close}"
    text = f"{first}\n\n{second} she said.\n\nThe rest is quiet."
    assert found(text) == [first, second]


def test_a_continuing_paragraph_may_not_open_again() -> None:
    text = '"We came by sea.\n\nWe left by land," she said.'
    assert found(text) == ['"We came by sea.', 'We left by land,"']


def test_an_unclosed_quotation_ends_with_its_paragraph() -> None:
    text = 'She said, "We came by sea. Then\nwe left.  \n\nThe "rest" is quiet.'
    assert found(text) == ['"We came by sea. Then\nwe left.', '"rest"']


@pytest.mark.parametrize("stray", ['a 12" pipe', 'end" of it', "the 'tween", 'a lone " mark'])
def test_a_stray_mark_stays_in_its_paragraph(stray: str) -> None:
    clean = '"We leave," she said. "Now."'
    text = f"{clean}\n\nHere is {stray} and more.\n\n{clean}"
    assert found(text)[:2] == found(text)[-2:] == ['"We leave,"', '"Now."']


@pytest.mark.parametrize("end", ["\r\n\r\n", "\r\r", "\n \t\n", "\u2029"])
def test_every_kind_of_paragraph_break(end: str) -> None:
    assert found(f'He said "one{end}and "two" is here.') == ['"one', '"two"']


def test_hard_wrapped_lines_do_not_end_a_quotation() -> None:
    text = 'He said that "the boat\nwas ours. We\nsailed it\nto the island.\nYes, we\ndid" then.'
    assert found(text) == ['"the boat\nwas ours. We\nsailed it\nto the island.\nYes, we\ndid"']


MARKS = st.text(alphabet="ab Ss59.,!?—-\n\r([)]\"'“”‘’«»`„…", max_size=120)


@pytest.mark.slow
@given(st.one_of(MARKS, st.text(max_size=60)))
@settings(max_examples=300, deadline=None)
def test_spans_lie_inside_the_text_and_never_overlap(text: str) -> None:
    spans = TextView(text).quotations
    inner = TextView(text).nested_quotations
    for group in (spans, inner):
        edges = [edge for span in group for edge in span]
        assert edges == sorted(edges)
        assert all(0 <= start < end <= len(text) for start, end in group)
    for start, end in inner:
        assert any(s <= start and end <= e for s, e in spans)


@pytest.mark.slow
@pytest.mark.parametrize("piece", ['"', "'", "a'", "'a ", '"a ', "“a ", '."b', "''", "'' a"])
def test_time_grows_in_proportion_to_length(piece: str) -> None:
    assert is_linear(
        lambda text: TextView(text).quotations,
        lambda size: piece * (size // len(piece)),
    )


@pytest.mark.slow
@pytest.mark.parametrize("text", ["“" * 25_000, "“a ” " * 5_000, "'a\"b " * 7_500])
def test_marks_take_little_memory(text: str) -> None:
    view = TextView(text)
    assert view.paragraphs
    tracemalloc.start()
    quotations = view.quotations
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    # A mark takes a few bytes; what a quotation takes is what there is of it in the end.
    assert most < 40 * len(text) + 400 * len(quotations)
