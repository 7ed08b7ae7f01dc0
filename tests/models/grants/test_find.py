"""Grants of anonymity by wording; all passages are invented."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.models.config import GrantConfig
from onrecord.models.grants.find import find_grants, grant_target
from onrecord.models.grants.patterns import CORES
from onrecord.models.grants.prefilter import prefiltered
from onrecord.models.grants.recipients import GrantTargets
from onrecord.models.labels import ReasonType
from onrecord.models.text.view import TextView
from onrecord.models.types import Span
from tests.growth import is_linear


def grants_in(text: str) -> list[tuple[str, str | None]]:
    return [
        (text[slice(*grant.span)], grant.reason)
        for grant in find_grants(TextView(text), GrantConfig())
    ]


@pytest.mark.parametrize(
    ("text", "grant", "reason"),
    [
        (
            "Two clerks, speaking on the condition of anonymity to discuss internal plans, left.",
            "speaking on the condition of anonymity to discuss internal plans",
            "to discuss internal plans",
        ),
        (
            "A clerk who asked not to be named because the plan isn’t public said it was late.",
            "who asked not to be named because the plan isn’t public",
            "because the plan isn’t public",
        ),
        (
            "A clerk who was not authorised to speak publicly said it was late.",
            "who was not authorised to speak publicly",
            "not authorised to speak publicly",
        ),
        (
            "A clerk who wasn't authorized to discuss it said so.",
            "who wasn't authorized to discuss it",
            "wasn't authorized to discuss it",
        ),
        (
            "The clerk was not authorized to discuss the case and spoke on condition of anonymity.",
            "was not authorized to discuss the case and spoke on condition of anonymity",
            "not authorized to discuss the case",
        ),
        (
            "The clerk spoke to The Ledger on condition of anonymity Friday, June 5, 2019, as "
            "the sale has not been announced.",
            "spoke to The Ledger on condition of anonymity Friday, June 5, 2019, as the sale "
            "has not been announced",
            "as the sale has not been announced",
        ),
        (
            "Fearing reprisals, the porter asked that his name not be used.",
            "asked that his name not be used",
            "Fearing reprisals",
        ),
        (
            "It was late, said a porter, declining to be identified, citing company rules.",
            "declining to be identified, citing company rules",
            "citing company rules",
        ),
        (
            "The U.S. envoy's aide, who requested anonymity to discuss U.S. plans, left.",
            "who requested anonymity to discuss U.S. plans",
            "to discuss U.S. plans",
        ),
        (
            "It was late, said a porter who would not give his name.",
            "who would not give his name",
            None,
        ),
        (
            "A police officer who refused to give his name left.",
            "who refused to give his name",
            None,
        ),
        ("A porter, speaking on background, said so.", "speaking on background", None),
        (
            "It was late, said someone not permitted to speak to the press.",
            "not permitted to speak to the press",
            "not permitted to speak to the press",
        ),
        (
            "The Ledger agreed not to name her because she fears for her job.",
            "agreed not to name her because she fears for her job",
            "because she fears for her job",
        ),
        (
            "A porter, whose name has been changed to protect her privacy, wept.",
            "whose name has been changed to protect her privacy",
            "to protect her privacy",
        ),
    ],
)
def test_wordings(text: str, grant: str, reason: str | None) -> None:
    assert grants_in(text) == [(grant, reason)]


@pytest.mark.parametrize(
    "text",
    [
        "The porter declined to comment.",
        "Unnamed officials and an anonymous source were quoted.",
        "An anonymous caller rang at noon.",
        "The donor asked not to be named.",
        "A jackpot winner who wished to remain anonymous bought a boat.",
        "The court granted her anonymity for life.",
        "She asked not to be named as a defendant.",
        "The clerk said she was not authorised to comment.",
        "Staff were not allowed to speak during the exam.",
        "He was named in the will and identified after the storm.",
        "Maria, 34, who declined to give her last name, said so.",
        "Users post anonymously on the site.",
        "Guards were not authorised to carry guns.",
        "It went on record that the music in the background was loud.",
        "Police refused to give her name.",
    ],
)
def test_no_grant(text: str) -> None:
    assert grants_in(text) == []


@pytest.mark.parametrize(
    ("reason", "kind"),
    [
        ("for fear of retribution", "retribution"),
        ("because he could lose his job", "retribution"),
        ("because she was not authorised to speak", "not_authorised"),
        ("because she was not authorised to discuss the attack", "not_authorised"),
        ("under company policy", "not_authorised"),
        ("citing the sensitivity of the matter", "sensitive"),
        ("to discuss internal strategy", "sensitive"),
        ("because the deal has not been announced", "sensitive"),
        ("because the matter is private", "privacy"),
        ("to protect her family", "privacy"),
        ("to speak candidly", "other"),
    ],
)
def test_reason_type(reason: str, kind: ReasonType) -> None:
    found = find_grants(TextView(f"Two clerks asked not to be named {reason}."), GrantConfig())
    assert [(grant.reason, grant.reason_type) for grant in found] == [(reason, kind)]


def target_of(text: str, mentions: list[str]) -> str | None:
    spans: list[Span] = []
    for mention in mentions:
        start = text.index(mention, spans[-1][1] if spans else 0)
        spans.append((start, start + len(mention)))
    (grant,) = find_grants(TextView(text), GrantConfig())
    target = grant_target(TextView(text), grant, spans, GrantConfig())
    return None if target is None else mentions[target]


@pytest.mark.parametrize(
    ("text", "mentions", "target"),
    [
        (
            "Two clerks, speaking on condition of anonymity, said no. Ms Ravn agreed.",
            ["Two clerks", "Ms Ravn"],
            "Two clerks",
        ),
        (
            "Speaking on condition of anonymity, they said no. Ms Ravn agreed.",
            ["they", "Ms Ravn"],
            "they",
        ),
        (
            "Ms Ravn said yes. A clerk said no. The clerk spoke on condition of anonymity.",
            ["Ms Ravn", "A clerk"],
            "A clerk",
        ),
        (
            "Three clerks said no. A porter agreed. They asked not to be named.",
            ["Three clerks", "A porter"],
            "Three clerks",
        ),
        (
            '"No," a clerk said of Ms Ravn, on condition of anonymity. Ms Ravn agreed.',
            ["a clerk", "Ms Ravn"],
            "a clerk",
        ),
        (
            "A clerk, who asked not to be named, said no.",
            ["A clerk, who asked not to be named,"],
            "A clerk, who asked not to be named,",
        ),
        ("Nobody spoke. A clerk asked not to be named.", [], None),
    ],
)
def test_target(text: str, mentions: list[str], target: str | None) -> None:
    assert target_of(text, mentions) == target


CORE_EXAMPLES = [
    "in exchange for anonymity",
    "under the promise of strict anonymity",
    "if promised anonymity",
    "not for attribution",
    "on the understanding that they not be cited",
    "provided his surname was withheld",
    "on an anonymous basis",
    "sought complete anonymity",
    "asked us not to be quoted by name",
    "begged to remain anonymous",
    "refused for her identity to be revealed",
    "was not willing to talk on the record",
    "gave no name",
    "ANONYMOUSLY",
    "off the record",
    "on deep background",
    "was not yet empowered to comment",
    "were not at liberty to say more, nor free to speak; not free to speak",
    "hasn't been cleared to discuss it",
    "isn't supposed to talk",
    "never entitled to comment",
    "without permission to speak",
    "without clearance to speak",
    "barred from publicly speaking",
    "prohibited from discussing",
    "forbidden from talking",
    "whose identities are being protected",
    "whom the Herald is not naming",
    "has agreed not to identify her",
    "not his real name",
    "asked to be described only as a clerk",
]
PIECES = st.sampled_from(
    [
        "who ",
        "asked ",
        "not to be named ",
        "on condition of anonymity ",
        "because ",
        "of ",
        "spoke ",
        ", ",
        ". ",
        "The ",
        "was not authorised to speak ",
        "\n\n",
        "’",
        '"',
        "anonymously ",
        "İ",
    ]
)


@pytest.mark.slow
@given(st.one_of(st.lists(PIECES, max_size=25).map("".join), st.text(max_size=80)))
@settings(max_examples=300, deadline=None)
def test_spans_and_reasons_come_from_the_text(text: str) -> None:
    end = 0
    for grant in find_grants(TextView(text), GrantConfig()):
        assert end <= grant.span[0] < grant.span[1] <= len(text)
        end = grant.span[1]
        assert (grant.reason is None) == (grant.reason_type is None)
        assert grant.reason is None or grant.reason in " ".join(text.split())
        assert grant_target(TextView(text), grant, [], GrantConfig()) is None
        assert grant_target(TextView(text), grant, [(0, 1)], GrantConfig()) in {0, None}


@pytest.mark.slow
@given(st.lists(PIECES, max_size=12).map("".join))
@settings(max_examples=300, deadline=None)
def test_no_core_is_stopped_by_its_prefilter(text: str) -> None:
    found = {kind for kind, pattern in CORES.items() if pattern.search(text)}
    assert found <= set(prefiltered(text))


@pytest.mark.parametrize("sentence", CORE_EXAMPLES)
def test_every_wording_of_a_core_passes_its_prefilter(sentence: str) -> None:
    found = {kind for kind, pattern in CORES.items() if pattern.search(sentence)}
    assert found
    assert found <= set(prefiltered(sentence))


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    [
        "who asked not to be named, ",
        "who asked not to be named" + " " * 100,
        "whom no judge agreed to name ",
        "on the record and ",
        "name ",
    ],
)
def test_time_grows_in_proportion_to_length(piece: str) -> None:
    assert is_linear(
        lambda text: find_grants(TextView(text), GrantConfig()),
        lambda size: piece * (size // len(piece)),
    )


def test_grants_are_joined_over_any_white_space() -> None:
    blank = " " * 4000
    text = f"A clerk asked not to be named{blank}and also{blank}spoke on condition of anonymity."
    assert [grant.span for grant in find_grants(TextView(text), GrantConfig())] == [
        (8, len(text) - 1)
    ]
    apart = text.replace("also", "once")
    assert len(find_grants(TextView(apart), GrantConfig())) == 2


@pytest.mark.slow
def test_each_of_many_grants_finds_its_target() -> None:
    piece, pieces = "An aide, who asked not to be named, left. ", 1_000
    text = piece * pieces
    mentions = [(k * len(piece), k * len(piece) + 7) for k in range(pieces)]
    targets = GrantTargets(TextView(text), mentions, GrantConfig())
    grants = find_grants(TextView(text), GrantConfig())
    assert [targets.of(grant) for grant in grants] == list(range(pieces))


def test_officials_described_paragraphs_before_are_the_ones_a_grant_is_for() -> None:
    text = (
        "Three senior Tessaly officials said the border would open. "
        + "The talks went on. " * 8
        + "Two port officials said they knew nothing. "
        + "The Tessaly officials, who spoke on condition of anonymity to discuss the talks, run "
        "the ministry."
    )
    mentions = [
        (text.index(m), text.index(m) + len(m))
        for m in ("Three senior Tessaly officials", "Two port officials")
    ]
    (grant,) = find_grants(TextView(text), GrantConfig())
    assert grant_target(TextView(text), grant, mentions, GrantConfig()) == 0
