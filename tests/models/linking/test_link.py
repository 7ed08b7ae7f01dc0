"""What mentions name, on words and names marked by hand; and what a shipped tagger links."""

import numpy as np
import pytest

from onrecord.models.config import LinkingConfig
from onrecord.models.labels import CODES
from onrecord.models.linking.candidates import Candidates
from onrecord.models.linking.clusters import Cluster, Clusters, Reference, Shares
from onrecord.models.linking.find_names import _whole
from onrecord.models.linking.link import code_scores
from onrecord.models.linking.references import (
    named_together,
    opening_words,
    own_name,
    post_of,
    says_maker,
)
from onrecord.models.network.mention_features import mention_of, name_of
from onrecord.models.network.tags import NameKind
from onrecord.models.tagger import Tagger
from onrecord.models.text.view import TextView
from tests.models.miniature import linked_mentions

PERSON, ORGANIZATION, LOCATION, MISC = NameKind


def candidates(words: list[str], marked: dict[str, int]) -> Candidates:
    """Candidates of `words` in which the phrases of `marked` are names of a kind."""
    names = []
    for phrase, kind in marked.items():
        own = phrase.split()
        for at in range(len(words)):
            if words[at : at + len(own)] == own:
                names.append(name_of(words, at, at + len(own), kind, False))
    names.sort(key=lambda n: n.start)
    return Candidates(names, np.zeros(len(words), dtype=np.int64), LinkingConfig())


@pytest.mark.parametrize(
    ("text", "marked", "together"),
    [
        ("Mr . Kaine and Mr . Pence", {"Kaine": PERSON, "Pence": PERSON}, 2),
        ("Norland and Suderia", {"Norland": LOCATION, "Suderia": LOCATION}, 2),
        ("Vale , Marsh and Orr", {"Vale": PERSON, "Marsh": PERSON, "Orr": PERSON}, 3),
        ("Ann Vale , who met Ben Marsh", {"Ann Vale": PERSON, "Ben Marsh": PERSON}, 0),
        ("aides to Vale and to Marsh", {"Vale": PERSON, "Marsh": PERSON}, 0),
        ("Liberals and Greens", {"Liberals": MISC, "Greens": MISC}, 0),
        ("Vale and friends", {"Vale": PERSON}, 0),
    ],
)
def test_names_that_one_mention_joins(text: str, marked: dict[str, int], together: int) -> None:
    words = text.split()
    mention = mention_of(words, 0, len(words), len(words), False)
    within = candidates(words, marked).inside(mention)
    assert len(named_together(within, words)) == together


@pytest.mark.parametrize(
    ("text", "marked", "own"),
    [
        ("the Kremlin", {"Kremlin": ORGANIZATION}, "Kremlin"),
        ("Norland ’s", {"Norland": LOCATION}, "Norland"),
        ("Norland ’s minister", {"Norland": LOCATION}, None),
        ("a spokesman for Norland", {"Norland": LOCATION}, None),
        ("the IMF", {"IMF": ORGANIZATION}, None),
        ("the Republican", {"Republican": MISC}, None),
        ("the Liberal candidate Ann Vale", {"Liberal": MISC, "Ann Vale": PERSON}, "Ann Vale"),
        ("Mr . Marsh , the mayor of Norland ,", {"Marsh": PERSON, "Norland": LOCATION}, "Marsh"),
        (
            "Ben Marsh , who replaced Ann Vale",
            {"Ben Marsh": PERSON, "Ann Vale": PERSON},
            "Ben Marsh",
        ),
        ("a lawyer for Ann Vale", {"Ann Vale": PERSON}, None),
        ("her brother , Ben Marsh ,", {"Ben Marsh": PERSON}, "Ben Marsh"),
        ("an aide to Ann Vale , Ben Marsh", {"Ann Vale": PERSON, "Ben Marsh": PERSON}, "Ben Marsh"),
        ("the Vale campaign", {"Vale": PERSON}, None),
        ("Norland defence ministry", {"Norland": LOCATION}, None),
    ],
)
def test_names_by_which_mentions_call_their_source(
    text: str, marked: dict[str, int], own: str | None
) -> None:
    words = text.split()
    mention = mention_of(words, 0, len(words), len(words), False)
    names = candidates(words, marked)
    group = own_name(mention, names.inside(mention), words)
    said = None if group is None else " ".join(names.group_words[group])
    assert said == (own.lower() if own else None)


@pytest.mark.parametrize(
    ("text", "marked", "whole"),
    [
        ("Park Geun-hye said so", "Park Geun", "Park Geun-hye"),
        ("Pell & Strand said so", "Pell", "Pell & Strand"),
        ("Judge Dell'Acqua said so", "Dell", "Dell'Acqua"),
        ("Judge Dell’Acqua said so", "Dell", "Dell’Acqua"),
        ("Dell's lawyer said so", "Dell", "Dell"),
        ("Lars van der Meulen said so", "Lars van der", "Lars van der Meulen"),
        ("Brook said so", "Brook", "Brook"),
    ],
)
def test_names_are_made_whole(text: str, marked: str, whole: str) -> None:
    tokens = TextView(text).tokens
    until = text.index(marked) + len(marked)
    end = next(i for i, (_, stop) in enumerate(tokens.spans) if stop == until) + 1
    at = tokens.spans[_whole(tokens, end) - 1][1]
    assert text[text.index(marked) : at] == whole


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("The other employee", "the other"),
        ("another official", "another"),
        ("one of them", "one of"),
        ("others", "others"),
        ("the official", ""),
        ("one employee", ""),
        ("she", ""),
    ],
)
def test_words_that_tell_a_source_apart(text: str, opening: str) -> None:
    words = text.split()
    mention = mention_of(words, 0, len(words), len(words), False)
    assert opening_words(mention, words) == opening


@pytest.mark.parametrize(
    ("text", "post"),
    [
        ("the fire chief", "chief"),
        ("The health minister , who came before dawn", "minister"),
        ("a spokesman for the railroad", "spokesman"),
        ("the official", ""),
        ("the ministers", ""),
        ("Mayor Quill", ""),
        ("he", ""),
    ],
)
def test_the_post_that_a_description_tells(text: str, post: str) -> None:
    words = text.split()
    mention = mention_of(words, 0, len(words), len(words), False)
    assert post_of(mention, words) == post


def speakers(text: str) -> dict[str, str | None]:
    """The source of every mention, by its words."""
    (analysis,) = Tagger.load().analyse([text])
    return {text[s:e]: a.source_id for a in analysis.attributions for s, e in a.source}


def test_people_of_several_posts_are_told_apart() -> None:
    said = speakers(
        "The roof of the Hale market fell in on Monday evening.\n\nThe fire chief said that the "
        "hall was empty. The mayor said that the stalls would open again on Friday. “Nobody was "
        "inside,” the fire chief said. The coroner said that she had not been called.\n"
    )
    assert len({said["The fire chief"], said["The mayor"], said["The coroner"]}) == 3
    assert said["the fire chief"] == said["The fire chief"]


def test_somebody_of_another_post_is_not_who_is_named_with_theirs() -> None:
    said = speakers(
        "The transport minister said on Tuesday that two ferries had been withdrawn. Senator Ada "
        "Quill, who chairs the harbours committee, said the true figure was three. The harbour "
        "master said that all hulls were inspected. “It is rust,” Senator Quill said. The senator "
        "said that she would ask for the papers.\n"
    )
    senator = said["Senator Quill"]
    assert said["The senator"] == senator
    assert senator not in (said["The transport minister"], said["The harbour master"])


def test_one_of_two_and_the_other_are_told_apart() -> None:
    text = (
        "Two nurses at the clinic told The Beacon about the night of the storm. One of the "
        "nurses, who has worked there for nine years, said that she had asked for a second "
        "generator in May. “We used our phones for light,” she said. The other nurse said that "
        "nobody had called the manager. The other nurse added that two patients were moved.\n"
    )
    (analysis,) = Tagger.load().analyse([text])
    said = {text[s:e]: a.source_id for a in analysis.attributions for s, e in a.source}
    one = next(k for k in said if k.startswith("One of"))
    two = "Two nurses at the clinic"
    assert said["she"] == said[one]
    assert len({said[one], said["The other nurse"], said[two]}) == 3
    members = {s.id: s.member_of for s in analysis.sources}
    assert members[said[one]] == said[two]


def test_a_name_is_not_linked_to_another_one() -> None:
    words = ["Norland", "and", "Suderia"]
    names = candidates(words, {"Norland": LOCATION, "Suderia": LOCATION})
    codes = np.zeros((2, len(CODES)), dtype=np.float32)
    codes[:, CODES.index("O")] = 1
    clusters = Clusters(names, codes, LinkingConfig())
    said = Shares(np.arange(2), np.array([0.9, 0.05], np.float32), 0.05)
    first = clusters.of(0, said, Reference())
    clusters.add(0, first)
    # Without knowing that the second mention is "Suderia", its shares decide.
    shares = Shares(np.arange(3), np.array([0.3, 0.2, 0.3], np.float32), 0.2)
    assert clusters.of(1, shares, Reference()) == first
    second = clusters.of(1, shares, Reference(own=1))
    assert second != first and clusters.all[second].names == [1]


@pytest.mark.parametrize(
    ("text", "names", "ruled_out"),
    [
        ("one poll", {}, "POD"),
        ("one senior Liberal", {"Liberal": MISC}, "P"),
        ("a spokesman for Norland", {"Norland": LOCATION}, "POD"),
        ("a report by the railway Norland Rail", {"Norland Rail": ORGANIZATION}, "PO"),
        ("a memo seen by Norland Rail", {"Norland Rail": ORGANIZATION}, "POD"),
        ("a neighbour , Ann Vale", {"Ann Vale": PERSON}, "XQ"),
        # Nor does the article name "the board", but it is a body that its words tell.
        ("the mayor", {}, "P"),
        ("it", {}, "POD"),
        # A mention that calls its source by name leaves nobody unnamed.
        ("Vale", {"Vale": PERSON}, "XQ"),
    ],
)
def test_nobody_is_named_without_a_name(text: str, names: dict[str, int], ruled_out: str) -> None:
    words = text.split()
    mention = mention_of(words, 0, len(words), len(words), False)
    within = candidates(words, names).inside(mention)
    own, made = own_name(mention, within, words), says_maker(mention, within, words)
    inside = [list(range(len(names)))]
    linked = linked_mentions(names, [own], inside, (mention,), {0} if made else set())
    scores = code_scores(linked, Cluster(mentions=[0], names=[]))
    out = {code for code, score in zip(CODES, scores, strict=True) if np.isneginf(score)}
    assert out == {*ruled_out, "N", "A"}
