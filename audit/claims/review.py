"""Which claims a person should look at: those with the least certain labels."""

import math
from collections.abc import Sequence
from typing import Final

import msgspec

from onrecord.audit.schema.audit import Claim

#: At most this share of an article's claims (rounded up) is marked, …
REVIEW_SHARE: Final = 0.1
#: … and none whose label is at least this probable.
REVIEW_BELOW: Final = 0.9


def mark_for_review(claims: Sequence[Claim]) -> list[Claim]:
    """`claims` with `review` set on the least certain tenth, of equals on the first in the text."""
    unsure = [n for n, claim in enumerate(claims) if claim.confidence < REVIEW_BELOW]
    unsure.sort(key=lambda n: (claims[n].confidence, n))
    chosen = set(unsure[: math.ceil(REVIEW_SHARE * len(claims))])
    return [
        msgspec.structs.replace(c, review=True) if n in chosen else c for n, c in enumerate(claims)
    ]
