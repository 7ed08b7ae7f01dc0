"""The table of checks by the name that the catalogue calls them."""

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple, TypeAlias

from onrecord.audit.policy.evidence.reading import Reading
from onrecord.audit.policy.rules import (
    anonymity,
    balances,
    hearsay,
    judgement,
    people,
    placement,
    quoting,
)
from onrecord.audit.policy.types import Hit

CheckFunction: TypeAlias = Callable[[Reading, float | None], Iterator[Hit]]


class Check(NamedTuple):
    """A check, and the fields that it fills a rule's message with."""

    function: CheckFunction
    fields: frozenset[str]


def _check(function: CheckFunction, fields: str) -> Check:
    return Check(function, frozenset(fields.split()))


CHECKS: Final[dict[str, Check]] = {
    "undescribed": _check(anonymity.undescribed, "source"),
    "no-reason": _check(anonymity.no_reason, "source"),
    "stock-reason": _check(anonymity.stock_reason, "source passage"),
    "no-access": _check(anonymity.no_access, "source"),
    "plural": _check(anonymity.plural, "source shown"),
    "no-byline": _check(anonymity.no_byline, "source"),
    "lede": _check(balances.anonymous_lede, "source"),
    "share": _check(balances.anonymous_share, "n of share threshold parts"),
    "single-source": _check(balances.single_source, "source carries threshold"),
    "few-named": _check(balances.few_named, "n threshold"),
    "officials-only": _check(balances.officials_only, "n sources"),
    "hearsay": _check(hearsay.hearsay, "passage"),
    "second-hand": _check(hearsay.second_hand, "source n"),
    "unsourced-lede": _check(placement.unsourced_lede, "passage"),
    "unsourced-figures": _check(placement.unsourced_figures, "figures passage"),
    "unsourced-run": _check(placement.unsourced_run, "n threshold passage"),
    "late-attribution": _check(quoting.late_attribution, "n source passage"),
    "adjacent-speakers": _check(quoting.adjacent_speakers, "source other passage"),
    "unidentified": _check(people.unidentified, "source"),
    "role-unnamed": _check(people.role_unnamed, "source"),
    "opinion": _check(judgement.opinion, "source passage confidence"),
    "attack": _check(judgement.attack, "source target passage confidence"),
    "alone": _check(judgement.alone, "source confidence"),
    "also-declined": _check(judgement.also_declined, "body source passage confidence"),
    "no-reply": _check(judgement.no_reply, "target passage confidence"),
}
