"""Fictional texts, a few for each kind of reading that needs more than one sentence."""

import pytest

from onrecord.models.tagger import Tagger
from onrecord.models.types import Analysis, Attribution, Source


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger.load()


def attribution_of(text: str, analysis: Analysis, words: str) -> Attribution:
    """The attribution that holds `words`."""
    start = text.index(words)
    return next(
        a
        for a in analysis.attributions
        if any(s <= start and start + len(words) <= e for s, e in a.content)
    )


def source_of(tagger: Tagger, text: str, words: str) -> Source | None:
    (analysis,) = tagger.analyse([text])
    id = attribution_of(text, analysis, words).source_id
    return next((source for source in analysis.sources if source.id == id), None)


def named(tagger: Tagger, text: str, words: str) -> str | None:
    source = source_of(tagger, text, words)
    return source.name if source is not None else None


TURNED = (
    "Coach Ilse Brandl folded her arms. “We lost because we were slow.”\n\n"
    "The goalkeeper, Piet Mols, disagreed. “It was the rain,” Mols told a local station.\n\n"
    "On the bus, Brandl was handed the table and laughed. “Ask me in May.”"
)
POINTED = (
    "The bus company has raised its fares for the third time in a year.\n\n"
    "The mayor pointed at the timetable. “I can read, and I can walk.”\n\n"
    "A driver said he had been told to smile more."
)
OPENED = (
    "Residents of Colne Street want the quarry closed.\n\n"
    "Dr. Amara Holt opened a drawer and took out a lump of chalk. “This was in his lung.”\n\n"
    "The quarry said its dust was within the limits."
)


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (TURNED, "We lost because we were slow", "Ilse Brandl"),
        (TURNED, "Ask me in May", "Ilse Brandl"),
        (POINTED, "I can read, and I can walk", "The mayor"),
        (OPENED, "This was in his lung", "Amara Holt"),
    ],
)
def test_a_sentence_may_turn_to_the_speaker(
    tagger: Tagger, text: str, words: str, name: str
) -> None:
    assert named(tagger, text, words) == name


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (
            "Jo-Ann Pruett, known to her neighbors as Dolly, keeps forty hens in Varnum.\n\n"
            "“They vote as they please,” Dolly said. Ms. Pruett said the county had sent a form.",
            "They vote as they please",
            "Jo-Ann Pruett",
        ),
        (
            "Emeric Vass, nicknamed Badger, has swum across Lake Thole every June since 1981.\n\n"
            "“The cold is the point,” Badger said.",
            "The cold is the point",
            "Emeric Vass",
        ),
        (
            "J. T. Okwuosa signed the lease in March and left the keys in the door.\n\n"
            "“Nobody asked for them,” Okwuosa said.",
            "Nobody asked for them",
            "J. T. Okwuosa",
        ),
        (
            "Niamh O’Herlihy runs the ferry. “It floats,” O’Herlihy said.\n\n"
            "O’Herlihy said the crossing took an hour. O’Herlihy said it used to take two.",
            "It floats",
            "Niamh O’Herlihy",
        ),
    ],
)
def test_variants_of_a_name_are_one(tagger: Tagger, text: str, words: str, name: str) -> None:
    (analysis,) = tagger.analyse([text])
    assert [s.name for s in analysis.sources if s.label == "named"] == [name]
    assert named(tagger, text, words) == name


COUPLE = (
    "“The boat is mine,” said Walter Ames, 70, a retired printer.\n\n"
    "“The boat is ours,” said his wife, Cora. Mrs. Ames said she had paid for the engine. "
    "Mr. Ames said that was in 1988."
)


def test_a_wife_is_not_her_husband(tagger: Tagger) -> None:
    hers = source_of(tagger, COUPLE, "she had paid for the engine")
    his = source_of(tagger, COUPLE, "that was in 1988")
    assert hers is not None
    assert his is not None
    assert his.name == "Walter Ames"
    assert hers.id != his.id
    assert source_of(tagger, COUPLE, "The boat is ours") == hers


def test_two_who_are_joined_behind_what_the_first_is(tagger: Tagger) -> None:
    text = (
        "The lake has lost half of its trout, according to Signe Dahl, a biologist, and Oto Marek "
        "of the Anglers’ League.\n\nMs. Dahl said the water was too warm."
    )
    both = source_of(tagger, text, "lost half of its trout")
    assert both is not None
    assert (both.type, both.name) == ("people", "Signe Dahl and Oto Marek")


@pytest.mark.parametrize(
    ("text", "words", "told_by"),
    [
        ("The Beacon has learned that the dam was never inspected.", "dam was never", None),
        ("We’re told the singer has sold the house to her drummer.", "sold the house", None),
        ("“I was told that the safe was empty,” said Bo Marsh, a clerk.", "safe was", "Bo Marsh"),
    ],
)
def test_what_the_paper_has_heard_is_hearsay(
    tagger: Tagger, text: str, words: str, told_by: str | None
) -> None:
    text = f"The mill burned down on Monday. {text} Police are looking for a van."
    (analysis,) = tagger.analyse([text])
    found = attribution_of(text, analysis, words)
    assert (found.type == "hearsay") == (told_by is None)
    assert named(tagger, text, words) == told_by


CREW = (
    "Four deckhands on the night ferry said the lifeboats had been locked.\n\n"
    "One of them said the key was kept in Oslo. Another said there was no key. The third deckhand "
    "said he had never seen a lifeboat."
)
NURSES = (
    "Nine current and former nurses described a ward with one working lift. All of them spoke on "
    "condition of anonymity because they had signed agreements.\n\n"
    "A former nurse said she had carried patients down the stairs. Another, who left in May, said "
    "the lift had a name."
)
GIRLS = (
    "Two girls said they saw the tanker come off the road.\n\n"
    "The first girl, a pupil at the grammar school, said it was going too fast. The second, who "
    "was on a bicycle, said the driver waved."
)


@pytest.mark.parametrize(
    ("text", "words", "name", "group"),
    [
        (CREW, "key was kept in Oslo", "One of the four deckhands on the night ferry", True),
        (CREW, "there was no key", "Another of the four deckhands on the night ferry", True),
        (NURSES, "carried patients down", "A former nurse", True),
        (NURSES, "the lift had a name", "Another of the nine current and former nurses", True),
        (GIRLS, "going too fast", "The first girl, a pupil at the grammar school", False),
        (GIRLS, "the driver waved", "The second girl, who was on a bicycle", True),
    ],
)
def test_members_are_called_by_their_group(
    tagger: Tagger, text: str, words: str, name: str, group: bool
) -> None:
    source = source_of(tagger, text, words)
    assert source is not None
    assert source.name == name
    assert (source.member_of is not None) == group
    if text is NURSES:
        assert source.type == "confidential"


def test_who_is_named_in_what_is_told_of_somebody_is_not_the_speaker(tagger: Tagger) -> None:
    text = (
        "The choir’s conductor, Aldo Brenn, left on Sunday.\n\nOne of the singers, who was hired "
        "by his predecessor, Tilda Marsh, said she had cried. “Twice,” she said."
    )
    source = source_of(tagger, text, "she had cried")
    assert source is not None
    assert source.label == "anonymous"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "The pipe had burst twice, Ms. Keller said, and had been patched with tape both "
            "times.\n\nThe plant was built in 1960.",
            "patched with tape",
        ),
        (
            "The bears were fed at noon, he noted, and were asleep by one.\n\nThe zoo has nine.",
            "were asleep by one",
        ),
    ],
)
def test_a_clause_of_saying_does_not_end_what_it_interrupts(
    tagger: Tagger, text: str, words: str
) -> None:
    assert source_of(tagger, text, words) is not None


def test_who_stands_behind_the_cue_is_no_content(tagger: Tagger) -> None:
    text = (
        "‘We were lucky,’ admitted Sten Quist, the Tarn Rovers manager.\n\n‘Unlucky? We missed a "
        "penalty,’ protested Ola Brandvik, his captain.\n\n‘It was saved,’ said Quist."
    )
    assert named(tagger, text, "We missed a penalty") == "Ola Brandvik"


@pytest.mark.parametrize("post", ["The principal", "The coroner", "The harbour master"])
def test_who_holds_a_post_has_a_role(tagger: Tagger, post: str) -> None:
    text = f"The school hall flooded on Monday. {post} said the pumps had failed."
    source = source_of(tagger, text, "pumps had failed")
    assert source is not None
    assert source.type == "role"


@pytest.mark.parametrize(
    ("text", "words", "sector"),
    [
        (
            "Prosecutor Hedda Krol kept the witness on the stand until dusk.\n\nShe told the jury "
            "that the letter had been burned.",
            "letter had been burned",
            "justice",
        ),
        (
            "Home secretary Pia Lindt toured the camp on Friday. The police were there.\n\n"
            "Ms. Lindt told reporters that supplies were plentiful.",
            "supplies were plentiful",
            "government",
        ),
    ],
)
def test_titles_elsewhere_tell_of_sectors(
    tagger: Tagger, text: str, words: str, sector: str
) -> None:
    source = source_of(tagger, text, words)
    assert source is not None
    assert source.sector == sector


TWO = [
    # Whom a pronoun stands for is told by what is said of the others.
    (
        "When Temiloluwa Varga came round after the operation, he asked for his nurse, Ilinca "
        "Brode.\n\n“I wanted to thank her,” he said.\n\nShe said she had never seen a man so "
        "calm. “He sang to us,” she said.",
        {"I wanted to thank her": "Temiloluwa Varga", "so calm": "Ilinca Brode"},
    ),
    (
        "Ottilia Marsch had sold her boat before the storm. The buyer, Enzo Falk, lost it within "
        "a week.\n\n“I told him to tie it up,” she said.\n\nHe said the knot had been tied by a "
        "cousin.",
        {"tie it up": "Ottilia Marsch", "tied by a cousin": "Enzo Falk"},
    ),
    (
        "Rosamund Tasker lost her job at the mill on Friday. Her foreman, Martin Radley, said the "
        "orders had stopped.\n\nShe said the looms had run all night. He said he was sorry.",
        {"looms had run": "Rosamund Tasker", "he was sorry": "Martin Radley"},
    ),
    (
        "Helen Corrie shares a stall with Stuart Blythe on the quay.\n\n“The fish is fresh,” he "
        "said. She said the ice was not.",
        {"fish is fresh": "Stuart Blythe", "ice was not": "Helen Corrie"},
    ),
]


@pytest.mark.parametrize(("text", "expected"), TWO)
def test_pronouns_stand_for_those_of_their_gender(
    tagger: Tagger, text: str, expected: dict[str, str]
) -> None:
    assert {words: named(tagger, text, words) for words in expected} == expected


@pytest.mark.parametrize(
    ("text", "first", "again"),
    [
        (
            "Two officials of the lock authority said the gate was sound. A third official said "
            "it had cracked in May.\n\nOne of the senior harbour officials said divers go down "
            "every week. But nobody may touch the gate at night, the official said.",
            "divers go down",
            "touch the gate",
        ),
        (
            "Another engineer had warned of the leak, the owners said.\n\nOne of the former "
            "engineers said the valve was never tested. The rest was paint, the engineer said.",
            "valve was never tested",
            "rest was paint",
        ),
        (
            "An aide to the mayor said the budget was ready. A second aide said it was not.\n\n"
            "An aide to the treasurer said both were right. The figures change daily, the aide "
            "added.",
            "both were right",
            "figures change daily",
        ),
    ],
)
def test_who_is_called_by_a_noun_alone_was_told_of_last(
    tagger: Tagger, text: str, first: str, again: str
) -> None:
    one, other = source_of(tagger, text, first), source_of(tagger, text, again)
    assert one is not None
    assert one == other


@pytest.mark.parametrize(
    ("text", "first", "again"),
    [
        (
            "Three senior harbour officials said the strike would end.\n\nSeveral dockers who "
            "asked not to be named said it would not. They were tired, they said.\n\nThe harbour "
            "officials, who spoke on the condition of anonymity, run the cranes and the locks. "
            "They said that talks had gone well.",
            "strike would end",
            "talks had gone well",
        ),
        (
            "Two county inspectors said the bridge was safe.\n\nFour truck drivers said they "
            "would not cross it.\n\nThe county inspectors have looked at it every spring. They "
            "said rust was no danger.",
            "bridge was safe",
            "rust was no danger",
        ),
        (
            "Several former teachers said the school was cold.\n\nSome pupils said they liked it "
            "so.\n\nThe former teachers, all of them retired, meet on Mondays. They said coats "
            "were worn in class.",
            "school was cold",
            "coats were worn",
        ),
    ],
)
def test_they_are_whom_the_sentence_before_is_about(
    tagger: Tagger, text: str, first: str, again: str
) -> None:
    one, other = source_of(tagger, text, first), source_of(tagger, text, again)
    assert one is not None
    assert one == other


@pytest.mark.parametrize(
    ("who", "sector"),
    [
        ("Tilda Roke, the town clerk,", "government"),
        ("The district collector", "government"),
        ("County assessor Bram Quist", "government"),
        ("Sgt Nils Varley of the fraud squad", "justice"),
        ("Petra Lomb, a biochemist,", "expert"),
        ("Ivo Strand, who owns the hotel,", "business"),
        ("A spokesman for the Northern & Fen Railroad", "business"),
        ("Imam Farid Nassar", "advocacy"),
        ("Greta Ohm, who covers the courts for the Pell Valley Clarion,", "media"),
        ("Members of a drug cartel", "unknown"),
    ],
)
def test_posts_and_trades_tell_of_sectors(tagger: Tagger, who: str, sector: str) -> None:
    text = f"The old lock gates gave way on Sunday night.\n\n{who} said nobody had been warned."
    source = source_of(tagger, text, "nobody had been warned")
    assert source is not None
    assert source.sector == sector
