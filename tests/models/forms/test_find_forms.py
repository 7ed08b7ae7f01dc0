"""Turns as the form of a text tells them, without a model."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.models.config import FormConfig
from onrecord.models.forms.find_forms import find_forms
from onrecord.models.text.view import TextView
from tests.growth import is_linear


def turns(text: str) -> list[tuple[str | None, str, bool]]:
    """The label, the first words and whether the speaker asks, of every turn."""
    return [
        (
            None if turn.label is None else text[slice(*turn.label)],
            " | ".join(text[slice(*span)] for span in turn.content),
            turn.asks,
        )
        for turn in find_forms(TextView(text)).turns
    ]


HEARING = (
    "The Harbor Board heard two witnesses on Monday.\n\n"
    "CHAIRWOMAN IDOWU: Did you see the barge?\n\n"
    "MR. PELL: I did. It was listing.\n\nI told the mate so.\n\n"
    "(Laughter.)\n\n"
    "CHAIRWOMAN IDOWU: You may step down.\n\n"
    "MR. PELL: Thank you.\n\n"
    "The barge sank in May with 400 tons of gravel."
)


def test_labels_open_turns_that_go_on_to_the_next() -> None:
    found = turns(HEARING)
    assert [label for label, _, _ in found] == ["CHAIRWOMAN IDOWU", "MR. PELL"] * 2
    assert found[1][1] == "I did. It was listing. | I told the mate so."
    assert found[3][1] == "Thank you.", "what is told behind the last turn is nobody's"
    assert not any(asks for _, _, asks in found)


def test_a_shorter_label_is_the_same_speaker() -> None:
    text = "Ann Lum: I have it.\n\nBo Reyes: You don’t.\n\nLUM: I do.\n\nREYES: We will see."
    speakers = [turn.speaker for turn in find_forms(TextView(text)).turns]
    assert speakers == ["ann lum", "bo reyes", "ann lum", "bo reyes"]


def test_letters_are_an_interviewer_and_the_one_interviewed() -> None:
    text = (
        "Ola Brandt keeps 40 hives on the roof of a bank.\n\n"
        "Q. How did it start?\nA. With a swarm in the lift.\n\nQ. And now?\nA. Now I ask for rent."
    )
    assert turns(text) == [
        ("Q", "How did it start?", True),
        ("A", "With a swarm in the lift.", False),
        ("Q", "And now?", True),
        ("A", "Now I ask for rent.", False),
    ]


def test_a_paper_that_asks_is_an_interviewer_and_a_host_is_a_speaker() -> None:
    paper = (
        "The potter Ilse Krohn spoke to the Mercury.\n\n"
        "Mercury: When do you sleep?\n\nKrohn: I sleep on Sundays.\n\n"
        "Mercury: And your kiln?\n\nKrohn: It never does."
    )
    assert [asks for _, _, asks in turns(paper)] == [True, False, True, False]
    host = paper.replace("the Mercury", "the presenter Tom Mercury")
    assert not any(asks for _, _, asks in turns(host))


QUESTIONS = (
    "Ivo Castellan has guarded the lighthouse since 1988. We spoke to him over breakfast.\n\n"
    "Is it lonely?\n\n"
    "Not with the gulls. I have names for them.\n\nMy wife has other names for them.\n\n"
    "Tell us about the storm.\n\n"
    "I read a book.\n\n"
    "What will you do next?\n\n"
    "Sleep.\n\n"
    "The lighthouse will be automated in June."
)


def test_questions_of_their_own_paragraphs_make_an_interview() -> None:
    found = turns(QUESTIONS)
    assert [asks for _, _, asks in found] == [True, False] * 3
    assert found[1][1].endswith("My wife has other names for them.")
    assert found[3][1] == "I read a book."
    assert found[5][1] == "Sleep."


def test_an_explainer_and_a_column_with_questions_are_no_interview() -> None:
    explainer = (
        "The council votes on the bypass on Monday.\n\n"
        "Where would it go?\n\nIt would run east of the park, past the school.\n\n"
        "What would it cost?\n\nThe council has put it at £40m."
    )
    assert turns(explainer) == []
    column = (
        "I have lived by the park for years.\n\nWho needs a bypass?\n\nI do not.\n\n"
        "Who wants one?\n\nMy neighbour says that he does."
    )
    assert turns(column) == []


def test_a_fact_box_a_list_of_people_and_headlines_are_no_transcript() -> None:
    box = "Where: Town hall\nWhen: 7 p.m.\nCost: $5\nWhere: Library\nWhen: 8 p.m.\nCost: Free"
    people = (
        "Ann Lum: A lawyer, she wrote the bill.\n\nBo Reyes: He runs the port.\n\n"
        "Cy Dorn: The treasurer since 2009."
    )
    headlines = "Lum: My plan is ‘ready’\n\nReyes: We will not pay\n\nLum: You will pay"
    assert [turns(text) for text in (box, people, headlines)] == [[], [], []]


def test_a_dash_behind_a_quotation_gives_its_speaker() -> None:
    text = (
        "What they said\n\n"
        "“We ran.” — Ada Fosse, 71, retired nurse\n\n"
        "“I hid.”\n– a clerk at the bank\n\n"
        '"We sang."\n-- The Rev. Otto Lind, vicar of St. Olave\'s\n\n'
        '"It held."\n— Mayor Lena Cruz (@MayorCruz) March 3, 2019'
    )
    assert [(label, words) for label, words, _ in turns(text)] == [
        ("Ada Fosse, 71, retired nurse", "“We ran.”"),
        ("a clerk at the bank", "“I hid.”"),
        ("The Rev. Otto Lind, vicar of St. Olave's", '"We sang."'),
        ("Mayor Lena Cruz", '"It held."'),
    ]


def test_a_sentence_that_goes_on_behind_a_dash_is_no_card() -> None:
    text = (
        "“We ran.” — That was all she said.\n\n“We hid,” he said — Tuesday was quiet.\n\n"
        "“Deep Water” — Ada Fosse"
    )
    assert turns(text) == []


def test_a_name_and_a_colon_before_nothing_but_a_quotation_name_its_speaker() -> None:
    text = "Reactions came fast.\n\nGov. Wood: “Stay home.”\n\nThe bridge is closed."
    assert turns(text) == [("Gov. Wood", "“Stay home.”", False)]


pieces = st.lists(
    st.sampled_from(
        [
            "Q: Why?",
            "A: I did.",
            "ANN LUM: You see.",
            "“We ran.”",
            "— Ada Fosse, nurse",
            "Why?",
            "We spoke to her.",
            "(Laughter.)",
            "Gov. Wood: “Go.”",
            "Tell us more.",
            "I do.",
            "Q",
            "A",
        ]
    ),
    max_size=12,
)


@given(pieces, st.sampled_from(["\n", "\n\n"]))
def test_turns_stand_apart_and_in_order(lines: list[str], between: str) -> None:
    text = between.join(lines)
    spans = [span for turn in find_forms(TextView(text)).turns for span in turn.content]
    assert all(start < end <= len(text) for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(sorted(spans)))


@pytest.mark.slow
def test_time_grows_with_the_text() -> None:
    def transcript(size: int) -> str:
        return "ANN LUM: I see you.\n\nBO REYES: “We do.” — Ada\n\nWhy?\n\n" * (size // 60)

    def find(text: str) -> object:
        return find_forms(TextView(text))

    assert is_linear(find, transcript)


def test_forms_are_looked_for_once_in_a_view() -> None:
    view = TextView("Q: Why now?\n\nA: I had to. I said so.\n\nQ: And then?\n\nA: I left it.")
    found = find_forms(view)
    assert find_forms(view) is found
    assert find_forms(view, FormConfig()) is found
    assert find_forms(view, FormConfig(least_signed=9)) is not found
    assert find_forms(TextView(view.text)) == found


STORM = "The council of Port Harrow met on Monday, and Mayor Elena Marsh came late."


@pytest.mark.parametrize(
    ("line", "label", "said"),
    [
        ("— No, said the mayor.", "the mayor", "No,"),
        ("— Will you resign? asked a reporter.", "a reporter", "Will you resign?"),
        ("-- Never! she shouted.", "she", "Never!"),
        ("— Never, Marsh said. — I was elected.", "Marsh", "Never, | I was elected."),
        ("— I was, said Elena Marsh, elected by you.", "Elena Marsh", "I was, | elected by you."),
        ("— We stay — said the mayor — until May.", "the mayor", "We stay | until May."),
        ("— No, said the mayor. We have no money.", "the mayor", "No, | We have no money."),
        ("— No, said the mayor. The hall fell silent.", "the mayor", "No,"),
        ("— Not now, Tom, the clerk replied.", "the clerk", "Not now, Tom,"),
    ],
)
def test_dialogue_between_dashes(line: str, label: str, said: str) -> None:
    assert turns(f"{STORM}\n\n{line}") == [(label, said, False)]


@pytest.mark.parametrize(
    "line",
    [
        "— The council said that it would pay for the pier.",
        "— Tom Ridge, a clerk, is to leave in May.",
        "— “No,” said the mayor.",
        "— five people were hurt, said the police.",
        "PORT HARROW — The mayor left, said her office.",
        "— Ines Okafor, Port Harrow",
    ],
)
def test_other_lines_with_dashes_are_no_dialogue(line: str) -> None:
    assert turns(f"{STORM}\n\n{line}") == []


@given(st.text(st.sampled_from("— No,said mayr.I!?\n"), max_size=80))
def test_pieces_of_dialogue_stand_in_their_paragraph(text: str) -> None:
    for turn in find_forms(TextView(text)).turns:
        spans = [*turn.content, *([turn.label] if turn.label else [])]
        assert all(0 <= a < b <= len(text) for a, b in spans)
        assert all(a[1] <= b[0] for a, b in pairwise(sorted(spans)))
