"""The rules on where in the article the sourcing stands."""

import pytest

from tests.audit.policy.drafts import FILLER, LUND, findings

LEDE = "The harbour is to lose 400 jobs by the end of the summer.\n\n"
PARAGRAPH = "The road runs along the river and past the old mill to the sea.\n\n"
FAR = "{1s|Mayor Ada Lund} {1c|said} {1q|the rain would stay}."


def test_unsourced_lede() -> None:
    (finding,) = findings("unsourced-lede", LEDE + PARAGRAPH * 4 + FAR, {"s1": LUND}, "s1")
    assert "400 jobs" in finding.message


def test_lede_that_the_next_paragraphs_supply() -> None:
    near = "{1s|Mayor Ada Lund} {1c|said} {1q|the jobs were lost to the crisis}."
    assert not findings("unsourced-lede", LEDE + PARAGRAPH + near, {"s1": LUND}, "s1")


def test_lede_with_its_own_source_or_without_a_figure() -> None:
    own = "{1q|The harbour is to lose 400 jobs}, {1s|Mayor Ada Lund} {1c|said}.\n\n" + PARAGRAPH
    assert not findings("unsourced-lede", own, {"s1": LUND}, "s1")
    scene = "Coal lay as high as the shed and spilled on to the rails.\n\n" + PARAGRAPH * 4 + FAR
    assert not findings("unsourced-lede", scene, {"s1": LUND}, "s1")


def test_unsourced_figures() -> None:
    lede = "The harbour stands empty.\n\n"
    text = (
        lede + "The harbour lost 400 jobs in a year. It feeds 30 percent of the county.\n\n" + FAR
    )
    (finding,) = findings("unsourced-figures", text, {"s1": LUND}, "s1")
    assert finding.claim_ids == ["c2", "c3"]
    assert "“400”, “30 percent”" in finding.message
    assert [text[slice(*span)] for span in finding.spans] == ["400", "30 percent"]


@pytest.mark.parametrize(
    "words",
    [
        "Shares of the harbour company fell 4 percent of their value on the Nasdaq.",
        "The harbour won a $2.2 billion settlement.",
        "After 400 people were killed in the flood, the harbour was closed.",
        "The harbour will hire 400 workers.",
        "It is the largest harbour in the county.",
        "Thousands of people lined the quay and chanted.",
        "On a recent morning, some 400 workers stood at the gate.",
    ],
)
def test_figures_of_which_nobody_asks_who_says_so(words: str) -> None:
    text = f"The harbour stands empty.\n\n{words}\n\n" + FAR
    assert not findings("unsourced-figures", text, {"s1": LUND}, "s1")


def test_a_source_stands_for_the_figures_of_its_paragraph() -> None:
    text = (
        "The harbour stands empty.\n\n{1s|Mayor Ada Lund} {1c|said} {1q|it had lost 400 jobs}. "
        "Another 300 workers are on short time.\n\nThe road is dry."
    )
    assert not findings("unsourced-figures", text, {"s1": LUND}, "s1")
    apart = text.replace(". Another", ".\n\nAnother")
    assert findings("unsourced-figures", apart, {"s1": LUND}, "s1")


def test_what_the_reporter_saw_is_no_run_without_a_source() -> None:
    seen = FILLER.replace("The road runs", "The road, where men stood and smoke hung, runs")
    plain = f"HARBOUR TOWN, Feb. 3 — {FAR}\n\n{seen}\n\nThe road is dry."
    assert not findings("unsourced-run", plain, {"s1": LUND}, "s1")
    assert findings(
        "unsourced-run", plain.replace("HARBOUR TOWN, Feb. 3 — ", ""), {"s1": LUND}, "s1"
    )


def test_figures_with_a_source_or_none_to_ask() -> None:
    said = "{1s|Mayor Ada Lund} {1c|said} {1q|the harbour had lost 400 jobs}."
    assert not findings("unsourced-figures", said, {"s1": LUND}, "s1")
    missed = "The harbour lost 400 jobs in a year, according to its books.\n\n" + FAR
    assert not findings("unsourced-figures", missed, {"s1": LUND}, "s1")
    dates = "The harbour opened on 3 March 1962 and closed at 10.30pm, 12 years ago.\n\n" + FAR
    assert not findings("unsourced-figures", dates, {"s1": LUND}, "s1")


def test_figures_in_a_match_report_or_a_column() -> None:
    text = "The stand was full.\n\nThe harbour side drew 4,000 people to the ground.\n\n" + FAR
    assert findings("unsourced-figures", text, {"s1": LUND}, "s1", section="Local")
    assert not findings("unsourced-figures", text, {"s1": LUND}, "s1", section="Sport")
    url = "https://news.example/opinion/harbour"
    assert not findings("unsourced-figures", text, {"s1": LUND}, "s1", url=url)


def test_unsourced_run() -> None:
    (finding,) = findings("unsourced-run", f"{FILLER}\n\n{FAR}", {"s1": LUND}, "s1")
    assert "limit 100" in finding.message
    half = " ".join(FILLER.split()[:85])
    separated = f"{half}.\n\n{FAR}\n\n{half}."
    assert not findings("unsourced-run", separated, {"s1": LUND}, "s1")
