"""The rules on what is passed on: hearsay, and other newsrooms' news."""

import pytest

from tests.audit.policy.drafts import LUND, findings
from tests.audit.reports.marked import Who

LEDGER = Who("The Marrow Bay Ledger", "organisation", "media")


@pytest.mark.parametrize(
    "marked",
    [
        "The mill {1c|reportedly} {1q|owes wages to its men}.",
        "{1c|It is believed that} {1q|the mill owes wages to its men}.",
        "{1q|The mill} {1c|is widely understood to} {1q|owe wages to its men}.",
        "{1c|Rumour has it} that {1q|the mill owes wages to its men}.",
        "It {1c|is understood} {1q|that the mill owes wages to its men}.",
        "{1q|The mill} {1c|is widely believed} {1q|to owe wages to its men}.",
    ],
)
def test_hearsay(marked: str) -> None:
    (finding,) = findings("hearsay", marked, {}, "-")
    assert finding.claim_ids == ["c1"]


@pytest.mark.parametrize(
    "marked",
    [
        "{1q|The mill} {1c|seems to} {1q|owe wages to its men}.",
        "{1q|The mill} {1c|is expected to} {1q|close by the summer}.",
        "{1q|The mill} {1c|is known as} {1q|the oldest house by the river}.",
        "{1q|The mill} {1c|is expected} {1q|to close}. It is a loss.",
    ],
)
def test_appearance_and_expectation_are_no_hearsay(marked: str) -> None:
    assert not findings("hearsay", marked, {}, "-")


def test_hearsay_that_a_source_passes_on() -> None:
    marked = "{1s|Mayor Ada Lund} {1c|said} {1q|the mill reportedly owes wages to its men}."
    assert not findings("hearsay", marked, {"s1": LUND}, "s1")


def test_what_a_newsroom_has_learned() -> None:
    marked = "{1q|The mill will close}, {1s|The Marrow Bay Ledger} {1c|has learned}."
    (finding,) = findings("hearsay", marked, {"s1": LEDGER}, "s1")
    assert "has learned" in finding.message
    told = marked.replace("has learned", "said")
    assert not findings("hearsay", told, {"s1": LEDGER}, "s1")


@pytest.mark.parametrize(
    "wording",
    [
        "has reportedly paid",
        "rumoredly paid",
        "was believed to have paid",
        "is widely rumored to have paid",
        "has been reported to have paid",
        "is understood to have paid",
        "is SAID to have paid",
        "was thought to have paid",
        "is reputed to have paid",
        "paid, it was claimed,",
        "paid, it is widely suggested,",
        "paid, rumours say,",
        "paid, word has it,",
        "paid, it has emerged,",
        "paid, it later emerged,",
        "paid, it has since transpired,",
    ],
)
def test_hearsay_that_nobody_marked(wording: str) -> None:
    assert findings("hearsay", f"The mill {wording} no wages since the spring.", {}, "")


@pytest.mark.parametrize(
    "opening",
    [
        "It has emerged that",
        "It emerged on Tuesday that",
        "It later emerged that",
        "It has now come to light that",
        "It has since transpired that",
        "It has been learned that",
        "The Marrow Bay Courier has learned that",
        "The Courier has exclusively learned",
        "This newspaper has learned that",
        "Northmoor Diary has learnt that",
    ],
)
def test_what_has_emerged_and_what_has_been_learned(opening: str) -> None:
    plain = f"{opening} the mill paid no wages after the spring."
    (finding,) = findings("hearsay", plain, {}, "", publisher="Northmoor Diary")
    words = opening.removesuffix(" that").removesuffix(" on Tuesday")
    assert words in finding.message
    marked = f"{{1c|{opening}}} {{1q|the mill paid no wages after the spring}}."
    (finding,) = findings("hearsay", marked, {}, "-")
    assert words in finding.message


@pytest.mark.parametrize(
    "sentence",
    [
        "The boat went down in the fog, and then it emerged from the water near the pier.",
        "It emerged unharmed from the wreck, and the crew cheered on the quay.",
        "Vera Moss has learned that the sea gives nothing back to those who wait.",
        "Children have learned to swim in the harbour since the new pool closed.",
        "In the light of the lamp it looked as though the mill had closed.",
    ],
)
def test_what_comes_out_of_the_fog_and_what_is_learned_at_school(sentence: str) -> None:
    assert not findings("hearsay", sentence, {}, "")


def test_what_a_source_says_has_emerged_is_the_sources() -> None:
    marked = "{1s|Mayor Ada Lund} {1c|said} {1q|it had emerged that the mill owes wages}."
    assert not findings("hearsay", marked, {"s1": LUND}, "s1")


SECOND_HAND = "{1s|The Marrow Bay Ledger} {1c|reported} that {1q|the mill owes wages to its men}."


def test_second_hand() -> None:
    (finding,) = findings("second-hand", SECOND_HAND, {"s1": LEDGER}, "s1")
    assert "One claim is taken from “The Marrow Bay Ledger”" in finding.message


def test_second_hand_is_not_ones_own() -> None:
    sources = {"s1": LEDGER}
    for metadata in (
        {"publisher": "Marrow Bay Ledger"},
        {"publisher": "MBL"},
        {"url": "https://www.marrowbayledger.example/mill"},
    ):
        assert not findings("second-hand", SECOND_HAND, sources, "s1", **metadata)
    assert findings("second-hand", SECOND_HAND, sources, "s1", publisher="The Northmoor Post")


def test_second_hand_is_news_and_not_the_story_itself() -> None:
    endorsed = SECOND_HAND.replace("reported", "endorsed").replace("that ", "")
    assert not findings("second-hand", endorsed, {"s1": LEDGER}, "s1")
    title = "How the Marrow Bay Ledger got the mill wrong"
    assert not findings("second-hand", SECOND_HAND, {"s1": LEDGER}, "s1", title=title)
    reporter = {"s1": Who("Ines Okafor", "person", "media")}
    assert not findings("second-hand", SECOND_HAND, reporter, "s1")


def test_second_hand_is_no_station_of_the_network_and_no_journal() -> None:
    station = Who("CBS Marrow Bay", "organisation", "media")
    marked = SECOND_HAND.replace("The Marrow Bay Ledger", "CBS Marrow Bay")
    assert findings("second-hand", marked, {"s1": station}, "s1")
    own = {"url": "https://www.cbsnews.example/mill"}
    assert not findings("second-hand", marked, {"s1": station}, "s1", **own)
    journal = Who("Nature Rivers", "organisation", "media")
    marked = SECOND_HAND.replace("The Marrow Bay Ledger", "Nature Rivers")
    assert not findings("second-hand", marked, {"s1": journal}, "s1")


def test_hearsay_behind_what_a_report_says_is_the_reports() -> None:
    sources = {"s1": Who("a report", "document", "unknown")}
    marked = (
        "{1s|A report} {1c|says} {1q|the mill has debts}. {2q|The owners} {2c|are said to} "
        "{2q|have sold the boats}."
    )
    assert not findings("hearsay", marked, sources, "s1 -")
    assert findings("hearsay", marked.replace(". {2q", ".\n\n{2q"), sources, "s1 -")
    assert findings("hearsay", marked, {"s1": LUND}, "s1 -")


def test_initials_of_no_known_outlet_are_none() -> None:
    marked = SECOND_HAND.replace("The Marrow Bay Ledger", "%s")
    for name, count in (("MBX", 0), ("AFP", 1)):
        who = {"s1": Who(name, "organisation", "media")}
        assert len(findings("second-hand", marked % name, who, "s1")) == count


def test_hearsay_in_a_sentence_with_a_note_gives_its_source() -> None:
    marked = "{1q|The mill} {1c|is thought to} {1q|have spoilt the water of the lake}%s."
    assert findings("hearsay", marked % "", {}, "-")
    assert findings("hearsay", marked % " (in 2011)", {}, "-")
    assert not findings("hearsay", marked % " (32, 33)", {}, "-")
    assert not findings("hearsay", marked % " [4]", {}, "-")


@pytest.mark.parametrize("name", ["Vera Moss’s book The Last Mill", "a Ledger poll", "the video"])
def test_books_polls_and_videos_are_no_other_newsrooms_news(name: str) -> None:
    who = {"s1": Who(name, "document", "media")}
    assert not findings(
        "second-hand", f"{{1c|According to}} {{1s|{name}}}, {{1q|the mill closed}}.", who, "s1"
    )
    who = {"s1": Who("a Ledger report", "document", "media")}
    assert findings(
        "second-hand",
        "{1c|According to} {1s|a Ledger report}, {1q|the mill closed}.",
        who,
        "s1",
    )


def test_what_an_outlet_says_of_its_own_work_is_no_news() -> None:
    defended = SECOND_HAND.replace("reported", "defended reporting")
    assert not findings("second-hand", defended, {"s1": LEDGER}, "s1")


def test_a_headline_in_capitals_between_paragraphs_is_no_hearsay() -> None:
    marked = "MILL {1c|%s} {1q|SOLD TO A BANK}"
    assert not findings("hearsay", marked % "REPORTEDLY", {}, "-")
    assert findings("hearsay", marked % "reportedly", {}, "-")


def test_an_outlet_that_revealed_it_long_ago_is_only_credited() -> None:
    owed = "{1q|The mill had debts in three towns}"
    marked = owed + ", as was {1c|revealed} in 1991 {1c|by} {1s|the Ledger}."
    assert not findings("second-hand", marked, {"s1": LEDGER}, "s1")
    assert findings("second-hand", marked.replace(" in 1991", ""), {"s1": LEDGER}, "s1")


def test_an_outlet_that_was_the_first_to_report_it_is_only_credited() -> None:
    marked = "{1s|The Ledger} {1c|said it was the first to report} {1q|the mill's debts}."
    assert not findings("second-hand", marked, {"s1": LEDGER}, "s1")
    later = marked.replace("was the first to", "could")
    assert findings("second-hand", later, {"s1": LEDGER}, "s1")


@pytest.mark.parametrize(
    "behind",
    [
        " The council has not confirmed it.",
        " Officials haven’t independently verified the report.",
        " The Diary was unable to confirm the report.",
    ],
)
def test_what_the_article_calls_unconfirmed_needs_no_such_word(behind: str) -> None:
    assert not findings("second-hand", SECOND_HAND + behind, {"s1": LEDGER}, "s1")
    confirmed = SECOND_HAND + " The council has confirmed it."
    assert findings("second-hand", confirmed, {"s1": LEDGER}, "s1")
    later = SECOND_HAND + " The men are angry." + behind
    assert findings("second-hand", later, {"s1": LEDGER}, "s1")


def test_a_states_own_media_speak_for_the_state() -> None:
    marked = "{1s|%s} {1c|reported} that {1q|the mill owes wages to its men}."
    for name, count in (
        ("Norland state television", 0),
        ("The state-run Norland Herald newspaper", 0),
        ("Norland’s official Tarn News Agency", 0),
        ("The Tarn News Agency", 1),
        ("The Bay State Herald", 1),
    ):
        who = {"s1": Who(name, "organisation", "media")}
        assert len(findings("second-hand", marked % name, who, "s1")) == count, name


def test_another_outlet_beside_a_states_own_is_none() -> None:
    marked = (
        "Norland state media blamed its enemies in the south at first, and {1s|the Ledger} "
        "{1c|reported} that {1q|the mill owes wages}."
    )
    assert findings("second-hand", marked, {"s1": LEDGER}, "s1")
    assert not findings(
        "second-hand",
        marked.replace("the Ledger", "state media"),
        {"s1": LEDGER._replace(name="state media")},
        "s1",
    )


def test_hearsay_in_the_first_paragraph_that_the_next_one_gives_the_source_of() -> None:
    lede = "The mill {1c|reportedly} {1q|owes wages to its men}."
    told = "{2s|The Marrow Bay Ledger} {2c|wrote} that {2q|letters were sent}."
    sources = {"s1": LEDGER}
    assert not findings("hearsay", f"{lede}\n\n{told}", sources, "- s1")
    said = {"s1": LUND}
    assert findings("hearsay", f"{lede}\n\n{told}", said, "- s1")
    assert findings("hearsay", f"{lede}\n\nThe road is long.\n\n{told}", sources, "- s1")
    below = f"The road is long.\n\n{lede}\n\n{told}"
    assert findings("hearsay", below, sources, "- s1")


def test_what_is_only_called_reported_by_an_outlet_credits_it() -> None:
    marked = "He resigned after {1q|%s} were {1c|reported by} {1s|the Ledger}."
    assert not findings("second-hand", marked % "the allegations", {"s1": LEDGER}, "s1")
    long = "payments of wages in coal and candles"
    assert findings("second-hand", marked % long, {"s1": LEDGER}, "s1")


def test_an_opinion_piece_may_take_from_others_what_it_argues_about() -> None:
    assert findings("second-hand", SECOND_HAND, {"s1": LEDGER}, "s1", genre="news")
    assert not findings("second-hand", SECOND_HAND, {"s1": LEDGER}, "s1", genre="opinion")


def test_hearsay_that_a_source_bears_out_at_once() -> None:
    marked = (
        "{1q|The crew} {1c|are believed to} {1q|have left the harbour at dawn}. "
        "{2s|Ada Lund} {2c|said} {2q|%s}."
    )
    same, other = "the crew had left the harbour at dawn", "the weather was bad in the north"
    assert not findings("hearsay", marked % same, {"s1": LUND}, "- s1")
    assert findings("hearsay", marked % other, {"s1": LUND}, "- s1")
    apart = marked.replace(". {2s", ". The road is long. Boats lie there. {2s")
    assert findings("hearsay", apart % same, {"s1": LUND}, "- s1")


def test_what_set_off_a_past_event_is_no_news() -> None:
    late = "The clerk was dismissed %s it emerged that he had kept the wages of the mill."
    for word in ("when", "after"):
        assert not findings("hearsay", late % word, {}, "")
    assert findings("hearsay", late % "and now", {}, "")
