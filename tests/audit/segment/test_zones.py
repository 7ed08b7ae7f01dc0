"""Zones: front matter, body, captions, back matter, questions."""

import pytest

from onrecord.audit.segment.segmentation import segment
from onrecord.models.text.view import TextView

BODY = (
    "The ferry pier will close in May, the council of Brackwater said on Tuesday.\n\n"
    "“It was a hard choice,” said Nora Quill, who leads the council.\n\n"
    "Residents have until Friday to object."
)


def zones(text: str, **known: str) -> list[tuple[str, str]]:
    return [(s.zone, text[slice(*s.span)]) for s in segment(TextView(text), **known)]


def zone_of(line: str, text: str, **known: str) -> set[str]:
    found = {zone for zone, sentence in zones(text, **known) if sentence in line}
    assert found, f"{line!r} is no line of the text"
    return found


@pytest.mark.parametrize(
    "line",
    [
        "Brackwater to Close Its Old Ferry Pier",
        "Council closes pier after storm",
        "By Nora Quill and Tom Roe",
        "By NORA QUILL | The Courier",
        "Source: The Brackwater Courier",
        "Nora Quill reported from Brackwater. Tom Roe reported from Harlow.",
        "Tuesday, March 4, 2025",
        "Published March 4, 2025 at 6:12 p.m.",
        "Updated 9:40 a.m. ET",
        "4 min read",
    ],
)
def test_front_matter(line: str) -> None:
    assert zone_of(line, f"{line}\n\n{BODY}") == {"front"}
    assert zones(f"{line}\n\n{BODY}")[-1][0] == "body"


def test_a_headline_that_stands_twice() -> None:
    headline = "Pier to close. Can the ferry survive?"
    text = f"{headline}\n\n{headline}\nSource: The Courier\n\n{BODY}"
    assert [zone for zone, _ in zones(text)][:5] == ["front"] * 5
    assert zones(text)[5][0] == "body"


def test_a_headline_is_known_by_the_title() -> None:
    headline = "Council closes the pier after the storm."
    assert zone_of(headline, f"{headline}\n\n{BODY}") == {"body"}
    title = "Council closes the pier after the storm | The Courier"
    assert zone_of(headline, f"{headline}\n\n{BODY}", title=title) == {"front"}


@pytest.mark.parametrize(
    ("dateline", "rest"),
    [
        ("BRACKWATER —", "The pier will close, the council said."),
        ("BRACKWATER, Ore., March 4 (UPI) —", "The pier will close, the council said."),
        ("LONDON (Reuters) --", "The pier will close, the council said."),
        ("Brackwater (AFP) –", "The pier will close, the council said."),
        ("(Reuters) -", "The pier will close, the council said."),
        ("ST. AGNES, N.Y. -", "“The pier will close,” the council said."),
    ],
)
def test_a_dateline_is_a_sentence_of_the_front(dateline: str, rest: str) -> None:
    assert zones(f"{dateline} {rest} It is old.") == [
        ("front", dateline),
        ("body", rest),
        ("body", "It is old."),
    ]


@pytest.mark.parametrize("opening", ["NATO — The alliance", "TOM — who is ten —"])
def test_initials_and_names_are_no_datelines(opening: str) -> None:
    assert zones(f"{opening} did not say when it would come.")[0][0] == "body"


@pytest.mark.parametrize(
    "line",
    [
        "Ines Marsh contributed reporting from Harlow.",
        "Ines Marsh and Tom Roe contributed to this report.",
        "(Reporting by Ines Marsh; Editing by Tom Roe)",
        "Additional reporting by Ines Marsh.",
        "Contributing: Ines Marsh",
        "Read more: The storm that broke the pier",
        "Read the rest here.",
        "Follow Nora Quill on Twitter @noraquill.",
        "Sign up for our morning newsletter.",
        "This article originally appeared in The Courier.",
        "An earlier version of this article misstated the age of the pier.",
        "© 2025 The Brackwater Courier. All rights reserved.",
        "Editor’s note: The Courier owns a share of the ferry.",
        "Ines Marsh is a reporter for The Courier.",
        "-- Ines Marsh",
    ],
)
def test_back_matter(line: str) -> None:
    assert zone_of(line, f"{BODY}\n\n{line}") == {"back"}
    assert zones(f"{BODY}\n\n{line}")[0][0] == "body"


def test_a_credit_at_the_end_of_a_paragraph() -> None:
    text = f"{BODY} (Reporting by Ines Marsh; Editing by Tom Roe)"
    assert zones(text)[-1] == ("back", "(Reporting by Ines Marsh; Editing by Tom Roe)")
    assert zones(text)[-2][0] == "body"


def test_everything_behind_a_list_of_sources_is_back_matter() -> None:
    text = f"{BODY}\n\nSources\n\n“Pier shut” — The Courier, March 4, 2025\n\nPort office, minutes"
    assert [zone for zone, _ in zones(text)] == ["body"] * 3 + ["back"] * 3


RIGHTS = [
    "Copyright © 2025 Lakeside Radio. All rights reserved. Visit our site for terms of use.",
    "Copyright 2025 The Brackwater Courier",
    "Copyright The Brackwater Courier and Sons",
    "(c) Harbour Press Group",
]


@pytest.mark.parametrize("line", RIGHTS)
def test_what_follows_the_rights_at_the_end_is_back_matter(line: str) -> None:
    imprint = "Radio transcripts are typed in a hurry by Verbum, Inc. They may hold mistakes."
    text = f"{BODY}\n\n{line}\n\n{imprint}\n\nAppeared in the May 5 print edition."
    assert zone_of(line, text) == zone_of(imprint, text) == {"back"}
    assert zones(text)[-1][0] == "back"
    assert zones(text)[0][0] == "body"


@pytest.mark.parametrize("line", RIGHTS)
def test_the_rights_to_a_transcript_are_none_of_its_words(line: str) -> None:
    turns = (
        "NORA QUILL, HOST: The pier at Brackwater is shut. What happened there?\n\n"
        "TOM ROE: It shook when the ferry came in. We closed it the same night.\n\n"
        "QUILL: When will it open again?\n\n"
        "ROE: Nobody can say. The divers have seen a third of it."
    )
    said = zones(f"{turns}\n\n{line}\n\nTranscripts are typed in a hurry.")
    assert [zone for zone, _ in said[-2:]] == ["back", "back"]
    assert {zone for zone, words in said if words in turns} <= {"body", "question"}


@pytest.mark.parametrize(
    "line",
    [
        "Copyright holders asked the council on Monday to stop the copying.",
        "Copyright law protects the plans for the pier, Ms. Marsh said.",
        "Copyright Office staff said in 2024 that the plans may be copied.",
    ],
)
def test_a_sentence_about_copyright_is_body(line: str) -> None:
    first, second = BODY.split("\n\n", 1)
    for text in (f"{BODY}\n\n{line}", f"{first}\n\n{line}\n\n{second}"):
        assert zone_of(line, text) == {"body"}


@pytest.mark.parametrize("line", RIGHTS)
def test_a_body_behind_a_line_of_rights_stays(line: str) -> None:
    text = f"{BODY}\n\n{line}\n\n" + "\n\n".join([BODY] * 6)
    assert zone_of(line, text) == {"back"}
    assert zones(text)[-1][0] == "body"


@pytest.mark.parametrize(
    "line",
    [
        "Photo: Ines Marsh / The Courier",
        "The pier in 1998. (Ines Marsh/Getty Images)",
        "File photo of the ferry leaving Brackwater.",
        "The ferry in winter. Image: Ines Marsh.",
        "The pier at dusk; from file, 2015.",
    ],
)
def test_captions(line: str) -> None:
    text = BODY.replace("\n\n", f"\n\n{line}\n\n", 1)
    assert zone_of(line, text) == {"caption"}


def test_a_crosshead_between_paragraphs_is_a_heading() -> None:
    text = BODY.replace("\n\n", "\n\nA hard choice\n\n", 1)
    assert zone_of("A hard choice", text) == {"front"}


@pytest.mark.parametrize(
    "line",
    [
        "Donors contributed $4,000 to the repairs, the council said.",
        "By Friday, the pier had lost its roof.",
        "Read aloud, the letter took an hour.",
        "The Courier reported from the pier that it had moved.",
        "He works at Credit Harlow.",
        "The picture was taken by Ines Marsh (AP).",
        "Ms. Quill is a former sailor.",
    ],
)
def test_sentences_that_only_begin_like_furniture(line: str) -> None:
    text = BODY.replace("\n\n", f"\n\n{line}\n\n", 1)
    assert zone_of(line, text) == {"body"}
    assert zone_of(line, f"{BODY}\n\n{line}") == {"body"}


def test_a_question_counts_where_the_writer_asks_it() -> None:
    text = "Who will pay for it? “Will you?” she asked. “Who else?” Nobody knew."
    assert zones(text) == [
        ("question", "Who will pay for it?"),
        ("body", "“Will you?” she asked."),
        ("body", "“Who else?”"),
        ("body", "Nobody knew."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The pier will close in May.",
        "Brackwater Council Votes To Close Ferry Pier",
        "Council closes pier",
        "“We will not leave.”",
        "“We will not leave",
        "“We will not leave.\n\n“We were born here.\n\n“And we will stay.”",
        "By Nora Quill",
        "Read more: The storm",
        "Photo: Ines Marsh",
        "Source: The Courier\n\nBy Nora Quill",
        "Who will pay?",
    ],
)
def test_no_article_is_zoned_away(text: str) -> None:
    assert {"body", "question"} & {zone for zone, _ in zones(text)}


def test_an_article_may_begin_with_its_body() -> None:
    assert {zone for zone, _ in zones(BODY)} == {"body"}
