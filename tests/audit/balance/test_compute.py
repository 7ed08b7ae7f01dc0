"""The balance of small articles, worked out by hand."""

import msgspec
import pytest

from onrecord.audit.balance.breakdowns import count_claims, kind_rows, style_rows, totals_of
from onrecord.audit.balance.links import host_of
from onrecord.audit.schema.audit import Claim, Link
from onrecord.audit.schema.balance import Balance
from onrecord.models.labels import SECTORS
from onrecord.models.text.view import TextView
from onrecord.models.types import Grant
from tests.audit.balance.pieces import balance_of, source

#: Lede unsourced (6 words), then 4 + 2 named words, 4 anonymous, 3 of hearsay.
TEXT = """\
The old bridge will close today.
Mayor Ada Lund said the bridge was unsafe. Lund added more rain.
One aide said it had been known. It reportedly leaks every night.
"""
LUND = source("s1", "person", "government")
AIDE = source("s2", "confidential", "government")
SAID = [
    ("the bridge was unsafe", "P", LUND),
    ("more rain", "P", LUND),
    ("it had been known", "X", AIDE),
    ("leaks every night", "N", None),
]


@pytest.fixture
def balance() -> Balance:
    return balance_of(TEXT, SAID, [LUND, AIDE])


def test_claims_and_words_by_label(balance: Balance) -> None:
    rows = [(r.label, r.claims, r.words, r.share_of_words) for r in balance.labels]
    assert rows == [
        ("named", 2, 6, round(6 / 19, 4)),
        ("anonymous", 2, 7, round(7 / 19, 4)),
        ("unsourced", 1, 6, round(6 / 19, 4)),
    ]
    assert balance.totals.words == 30
    assert balance.totals.attributed_words == 13
    assert balance.label("named").share_of_claims == 0.4


def test_anonymous_claims_never_stand_without_their_types(balance: Balance) -> None:
    parts = {row.type: row.words for row in balance.anonymous.by_type}
    assert parts == {
        "confidential": 4,
        "role": 0,
        "individual": 0,
        "group": 0,
        "unidentified": 0,
        "hearsay": 3,
    }
    assert balance.anonymous.words == sum(parts.values())
    assert balance.anonymous.share_of_attributed_words == round(7 / 13, 4)


def test_shares_are_of_the_attributed_words_and_claims(balance: Balance) -> None:
    for rows in (
        balance.source_shares,
        balance.sector_shares,
        balance.styles,
        balance.kinds,
        balance.anonymous.by_type,
        [balance.officials],
    ):
        shares = [row.share_of_attributed_words for row in rows]
        assert shares == [round(row.words / 13, 4) for row in rows]
    for part in (*balance.anonymous.by_type, balance.anonymous, balance.officials):
        assert part.share_of_attributed_claims == part.claims / 4


def test_words_by_source_then_hearsay(balance: Balance) -> None:
    rows = [(row.source_id, row.claims, row.words) for row in balance.source_shares]
    assert rows == [("s1", 2, 6), ("s2", 1, 4), (None, 1, 3)]
    sectors = {row.sector: row.words for row in balance.sector_shares}
    assert list(sectors) == [*SECTORS, None]
    assert sectors["government"] == 10
    assert sectors[None] == 3


def test_concentration_leaves_hearsay_out(balance: Balance) -> None:
    found = balance.concentration
    assert (found.sources, found.largest_source_id, found.largest_share) == (2, "s1", 0.6)
    assert found.effective_sources == pytest.approx(1.9601, abs=1e-4)
    assert found.inverse_simpson == pytest.approx(1 / (0.36 + 0.16), abs=1e-4)


def test_dependence_on_officials(balance: Balance) -> None:
    found = balance.officials
    assert (found.sources, found.share_of_sources, found.words) == (2, 1.0, 10)
    assert found.share_of_attributed_words == round(10 / 13, 4)


def test_position(balance: Balance) -> None:
    position = balance.position
    assert (position.first_source_paragraph, position.first_named_paragraph) == (1, 1)
    lede = position.lede
    assert lede is not None
    assert TEXT[slice(*lede.span)] == "The old bridge will close today."
    assert (lede.label, lede.unsourced, lede.source_ids) == ("unsourced", 6, [])
    assert [row.words for row in position.tenths] == [3] * 10
    assert [row.unsourced for row in position.tenths] == [3, 3] + [0] * 8


def test_the_lede_is_three_sentences_of_the_first_paragraph_with_claims() -> None:
    text = (
        "\n\nLund said it rained. One aide said it snowed. Nobody came. It was over at noon.\n"
        "Lund said it froze, too."
    )
    said = [("it rained", "P", LUND), ("it snowed", "X", AIDE), ("it froze", "P", LUND)]
    position = balance_of(text, said, [LUND, AIDE]).position
    lede = position.lede
    assert lede is not None
    assert text[slice(*lede.span)] == "Lund said it rained. One aide said it snowed. Nobody came."
    assert (lede.named, lede.anonymous, lede.unsourced, lede.label) == (2, 2, 2, "named")
    assert (lede.paragraph, lede.source_ids) == (0, ["s1", "s2"])
    assert (position.first_source_paragraph, position.first_named_paragraph) == (0, 0)


def test_the_lede_has_its_sources_once_and_members_under_their_group() -> None:
    group = source("s1", "group")
    member = source("s2", "individual", member_of="s1")
    text = "One official said it rained, and Lund said it snowed. Lund said it froze."
    lund = source("s3")
    said = [("it rained", "X", member), ("it snowed", "P", lund), ("it froze", "P", lund)]
    lede = balance_of(text, said, [group, member, lund]).position.lede
    assert lede is not None
    assert lede.source_ids == ["s1", "s3"]
    assert text[slice(*lede.span)] == text
    assert (lede.label, lede.named, lede.anonymous) == ("named", 4, 2)


def test_paragraphs_before_the_first_source_have_none() -> None:
    text = "It rained.\nOne aide said it snowed.\nLund said it froze.\nOne aide said it thawed."
    said = [("it snowed", "X", AIDE), ("it froze", "P", LUND), ("it thawed", "X", AIDE)]
    position = balance_of(text, said, [LUND, AIDE]).position
    assert (position.first_source_paragraph, position.first_named_paragraph) == (1, 2)
    position = balance_of("It rained.", [], []).position
    assert (position.first_source_paragraph, position.first_named_paragraph) == (None, None)


def test_sources_are_counted_by_label_type_and_sector() -> None:
    union = source("s3", "organisation", "business")
    text = "Lund said it rained. One aide said it snowed. The union said it froze."
    said = [("it rained", "P", LUND), ("it snowed", "X", AIDE), ("it froze", "O", union)]
    balance = balance_of(text, said, [LUND, AIDE, union])
    counts = balance.sources
    assert {row.label: row.sources for row in counts.by_label} == {
        "named": 2,
        "anonymous": 1,
        "unsourced": 0,
    }
    assert {row.type: row.sources for row in counts.by_type if row.sources} == {
        "person": 1,
        "organisation": 1,
        "confidential": 1,
    }
    assert {row.sector: (row.sources, row.named) for row in counts.by_sector if row.sources} == {
        "government": (2, 1),
        "business": (1, 1),
    }
    found = balance.officials
    assert (found.sources, found.share_of_sources, found.claims) == (2, round(2 / 3, 4), 2)
    assert found.share_of_attributed_claims == round(2 / 3, 4)


def test_longest_unsourced_run_ends_at_an_attribution() -> None:
    text = "One two three four. Five six seven eight nine. Lund said no. Ten eleven twelve now."
    balance = balance_of(text, [("no", "P", LUND)], [LUND])
    run = balance.longest_unsourced_run
    assert run is not None
    assert (run.words, text[slice(*run.span)]) == (
        9,
        "One two three four. Five six seven eight nine",
    )


@pytest.mark.parametrize("mark", ["* * *", "___", "—", " ___."])
def test_a_section_break_ends_a_run(mark: str) -> None:
    text = f"One two three four five.\n\n{mark}\n\nSix seven eight nine."
    run = balance_of(text, [], []).longest_unsourced_run
    assert run is not None
    assert text[slice(*run.span)] == "One two three four five"


def test_styles_and_kinds_count_attributed_words() -> None:
    balance = balance_of(TEXT, SAID, [LUND, AIDE], style="direct", kind="document")
    assert {row.style: row.words for row in balance.styles} == {
        "direct": 13,
        "mixed": 0,
        "indirect": 0,
    }
    assert {row.kind: row.claims for row in balance.kinds} == {
        "speech": 0,
        "document": 4,
        "thought": 0,
    }


def test_a_claim_whose_attribution_is_lost_counts_as_indirect_speech() -> None:
    claim = Claim(
        id="c1", spans=[(0, 4)], sentence=0, paragraph=0, label="named", type="person", style=None,
        confidence=1.0, attribution_id="a9", source_id="s1",
    )  # fmt: skip
    counted = count_claims(TextView("Rain fell."), [claim], [])
    totals = totals_of(2, counted, 0)
    assert {row.kind: row.claims for row in kind_rows(counted, totals)}["speech"] == 1
    assert {row.style: row.claims for row in style_rows(counted, totals)}["indirect"] == 1


def test_a_group_and_its_members_are_one_source() -> None:
    officials = source("s1", "group", "justice")
    one = source("s2", "individual", "justice", member_of="s1")
    text = "Three officials said it burned. One of them said it smelled."
    balance = balance_of(
        text, [("it burned", "X", officials), ("it smelled", "X", one)], [officials, one]
    )
    assert balance.sources.total == 1
    assert [(row.source_id, row.words) for row in balance.source_shares] == [("s1", 4)]
    assert balance.concentration.effective_sources == 1.0


def test_members_in_a_circle_do_no_harm() -> None:
    first, second = source("s1", member_of="s2"), source("s2", member_of="s1")
    balance = balance_of("Lund said it rained.", [("it rained", "P", first)], [first, second])
    assert sum(row.words for row in balance.source_shares) == 2


def test_confidential_sources_with_and_without_a_reason() -> None:
    feared = source(
        "s1",
        "confidential",
        grant=Grant(span=(0, 3), reason="feared for his job", reason_type="retribution"),
    )
    silent = source("s2", "confidential", grant=Grant(span=(4, 7), reason=None, reason_type=None))
    unheard = source("s3", "confidential")
    said = [("The pier is weak", "X", feared), ("It may fall", "X", silent)]
    balance = balance_of("The pier is weak. It may fall.", said, [feared, silent, unheard])
    found = balance.confidential
    assert (found.sources, found.with_reason, found.without_reason) == (2, 1, 1)
    assert {r.reason_type: r.sources for r in found.by_reason if r.sources} == {
        "retribution": 1,
        None: 1,
    }


def test_a_reason_of_no_known_type_is_another_one() -> None:
    grant = Grant(span=(0, 3), reason="it was late", reason_type=None)
    aide = source("s1", "confidential", grant=grant)
    found = balance_of("It may fall.", [("It may fall", "X", aide)], [aide]).confidential
    assert [row.reason_type for row in found.by_reason if row.sources] == ["other"]
    assert (found.with_reason, found.without_reason) == (1, 0)


def test_unsourced_figures_and_review() -> None:
    text = "The town lost 40,000 jobs in a year. Lund said 900 people left."
    balance = balance_of(text, [("900 people left", "P", LUND)], [LUND], review=["c2"])
    (figure,) = balance.unsourced_figures
    assert (figure.claim_id, figure.kinds) == ("c1", ["number"])
    assert [text[slice(*span)] for span in figure.spans] == ["40,000"]
    assert (balance.review.claims, balance.review.share_of_claims) == (1, 0.5)


def test_links() -> None:
    links = [
        Link(span=(47, 51), url="https://www.example.org/a"),
        Link(span=(0, 3), url="https://city.example.net/report"),
        Link(span=(4, 7), url="not an address"),
    ]
    balance = balance_of(TEXT, SAID, [LUND, AIDE], url="https://example.org/story", links=links)
    found = balance.links
    assert (found.links, found.hosts, found.external, found.attributed) == (3, 2, 1, 0)
    links += [Link(span=(8, 9), url="http://city.example.net/map")]
    balance = balance_of(TEXT, SAID, [LUND, AIDE], url="https://example.org/story", links=links)
    assert (balance.links.links, balance.links.hosts, balance.links.external) == (4, 2, 2)
    inside = Link(span=(TEXT.index("unsafe"), TEXT.index("unsafe") + 6), url="https://a.example")
    found = balance_of(TEXT, SAID, [LUND, AIDE], links=[inside]).links
    assert (found.attributed, found.external) == (1, None)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.example.org/a", "example.org"),
        ("HTTP://Example.ORG:8080", "example.org"),
        ("https://wwwx.example.org", "wwwx.example.org"),
        ("https://user@city.example.net/?q=www.", "city.example.net"),
        ("not an address", None),
        ("https://[", None),
        ("", None),
    ],
)
def test_the_host_of_a_link(url: str, host: str | None) -> None:
    assert host_of(url) == host


@pytest.mark.parametrize("text", ["", "\n\n", "Rain.", "Rain fell on the old bridge."])
def test_nothing_to_divide_by_gives_none(text: str) -> None:
    balance = balance_of(text, [], [])
    assert balance.label("named").share_of_words in (None, 0.0)
    assert balance.anonymous.share_of_attributed_words is None
    assert balance.concentration.largest_share is None
    assert balance.officials.share_of_sources is None
    assert msgspec.json.decode(msgspec.json.encode(balance), type=Balance) == balance


def test_claims_of_nobody_only() -> None:
    balance = balance_of("It reportedly leaks.", [("leaks", "N", None)], [])
    assert balance.concentration.effective_sources is None
    assert [(r.source_id, r.share_of_attributed_words) for r in balance.source_shares] == [
        (None, 1.0)
    ]


def test_no_words_of_the_article_stand_in_its_balance(balance: Balance) -> None:
    assert "Lund" not in msgspec.json.encode(balance).decode()
