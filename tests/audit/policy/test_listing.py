"""The rules as the terminal lists and explains them."""

import pytest

from onrecord.audit.policy import PRESETS, load_policy
from onrecord.audit.policy.catalogue import catalogue
from onrecord.audit.policy.listing import explained, listed
from onrecord.models.errors import OnRecordError


def test_every_rule_has_a_line_with_its_level_in_every_preset() -> None:
    head, *rows = [line.split() for line in listed().split("\n\n")[0].splitlines()]
    assert set(head[1:]) == set(PRESETS)
    assert [row[0] for row in rows] == list(catalogue().rules)
    levels = dict(zip(head, next(row for row in rows if row[0] == "hearsay"), strict=True))
    assert (levels["default"], levels["strict"]) == ("warning", "error")


def test_one_policy_takes_the_place_of_the_presets() -> None:
    assert listed(load_policy("AP")).splitlines()[0].split() == ["rule", "ap"]


def test_a_rule_is_explained() -> None:
    page = explained("Single-Source")
    assert page.startswith("single-source: finds one source")
    assert "Threshold: 75 %." in page
    assert "BBC Editorial Guidelines" in page
    assert "error (60 %)" in page


def test_a_rule_that_is_none_is_answered_with_the_nearest() -> None:
    with pytest.raises(OnRecordError, match="did you mean “hearsay”"):
        explained("heresay")
