"""The audit in a terminal."""

import re

import msgspec
import pytest
from rich.cells import cell_len

from onrecord.audit.reports.options import ReportOptions
from onrecord.audit.reports.terminal.to_terminal import render_terminal
from onrecord.audit.schema.audit import Audit
from tests.audit.reports.cases import meals_audit
from tests.audit.reports.hostile import hostile_audit

SEQUENCE = re.compile(r"\x1b\[[0-9;]*m")


def view(audit: Audit, **options: object) -> str:
    return render_terminal(audit, ReportOptions(**options))[".txt"]  # type: ignore[arg-type]


def flowing(text: str) -> str:
    """`text` without the terminal's line breaks."""
    return " ".join(text.split())


@pytest.mark.parametrize("width", [40, 80, 120, 200])
@pytest.mark.parametrize("case", [meals_audit, hostile_audit])
def test_no_line_is_wider_than_the_terminal(case: object, width: int) -> None:
    shown = view(case(), width=width)  # type: ignore[operator]
    assert max(cell_len(line) for line in shown.splitlines()) <= width


def test_claims_are_signed_with_their_label_and_source() -> None:
    shown = flowing(view(meals_audit(), width=120))
    assert "⟦A? " not in shown
    assert "⟦A owes wages to thirty people⟧" in shown
    assert "⟦U Marrow Bay is not a rich town.⟧" in shown
    sign = re.search(r"⟦(N\d+) Nobody stole a sandwich⟧", shown)
    assert sign is not None
    assert f"{sign.group(1)} Tobias Renn person government" in shown
    assert re.search(r"⟦A\d+\? the practice went back to the previous mayor⟧", shown)


def test_every_claim_is_in_the_article() -> None:
    audit = meals_audit()
    shown = flowing(view(audit, width=120))
    article = shown[: shown.index("Findings (")]
    pieces = sum(len(claim.spans) for claim in audit.claims)
    # The key has one of each label.
    assert article.count("⟦") == article.count("⟧") == pieces + 3


@pytest.mark.parametrize("width", [80, 120])
def test_nothing_is_cut_off(width: int) -> None:
    assert "…" not in view(meals_audit(), width=width).split("Shares")[1]
    shown = view(meals_audit(), width=width)
    for name in ("three officials of the department", "unidentified", "organisation"):
        assert name in flowing(shown)


def test_a_narrow_terminal_shows_names_and_shares_whole() -> None:
    audit = meals_audit()
    shown = view(audit, width=40)
    sources, shares = shown.split("\nSources (")[1].split("\nShares of")
    for source in audit.sources:
        assert source.name.split()[-1] in flowing(sources)
    assert "Tobias Renn person, government" in re.sub(r" \d+", "", flowing(sources))
    assert "…" not in sources + shares
    for row in audit.balance.labels:
        assert f"{100 * (row.share_of_words or 0):.0f}%" in shares


def test_an_audit_without_findings_says_so() -> None:
    shown = flowing(view(msgspec.structs.replace(meals_audit(), findings=[])))
    assert "Findings (0)" in shown
    assert f"No sourcing rule of the policy “{meals_audit().policy.name}” is broken." in shown


def test_it_ends_on_the_shares_with_their_parts_and_the_caveat() -> None:
    shown = flowing(view(meals_audit(), width=100))
    end = shown[shown.index("Shares of the words in claims") :]
    for label in (
        "N named",
        "A anonymous",
        "confidential",
        "unnamed group",
        "hearsay",
        "U unsourced",
    ):
        assert label in end
    assert "Unsourced in the text does not mean unverified." in end
    assert "3 claims to review" in end


def test_the_source_list_has_grants_and_members() -> None:
    shown = flowing(view(meals_audit(), width=120))
    assert "anonymity granted: “they feared for their jobs”" in shown
    assert "└ another official" in shown


def test_the_article_can_be_left_out() -> None:
    shown = view(meals_audit(), article=False)
    assert "⟦" not in shown
    assert "Marrow Bay is not a rich town" not in shown
    assert "Tobias Renn" in shown


def test_without_colour_there_is_no_escape_sequence() -> None:
    assert "\x1b" not in view(meals_audit(), colour=False)


def test_colour_changes_nothing_but_the_colour() -> None:
    coloured = view(meals_audit(), colour=True)
    assert SEQUENCE.search(coloured)
    plain = [line.rstrip() for line in SEQUENCE.sub("", coloured).splitlines()]
    assert plain == view(meals_audit(), colour=False).splitlines()


def test_lines_have_no_spaces_at_their_ends() -> None:
    assert not [line for line in view(meals_audit()).splitlines() if line != line.rstrip()]


def test_a_hostile_article_cannot_steer_the_terminal() -> None:
    coloured = view(hostile_audit(), colour=True, width=120)
    assert "\x1b" not in SEQUENCE.sub("", coloured)
    controls = {c for c in coloured if ord(c) < 32 or 0x7F <= ord(c) < 0xA0} - {"\n", "\x1b"}
    assert not controls
    shown = flowing(view(hostile_audit(), width=120))
    assert "[bold red]loud[/bold red]" in shown
    assert "␛[2J␛[31mred␛]0;owned␇" in shown
    assert "‹RLO›gnorw yaw eht‹PDF›" in shown
