"""What the linker sees of a mention and a candidate besides their vectors: which column is what.

Training and inference fill the same columns, by `onrecord.models.linking.candidates`; the weights
of a model belong to this layout.
"""

from dataclasses import dataclass
from typing import ClassVar, Final

from onrecord.models.network.mention_features import MentionForm
from onrecord.models.network.tags import NameKind


@dataclass(frozen=True)
class PairFeatures:
    """The column of every feature, or the first of several that stand side by side.

    A candidate is a name of the article or an earlier mention.
    """

    #: How many names, and how many mentions, count as the last ones.
    RECENT: ClassVar[int] = 3
    #: From so many paragraphs on two places are far apart.
    FAR: ClassVar[int] = 3

    #: The candidate is a name of each `NameKind`, or a mention.
    name_kind: int = 0
    is_mention: int = name_kind + len(NameKind)
    #: The mention is of each `MentionForm`.
    form: int = is_mention + 1
    #: How their words are alike, as in `onrecord.models.linking.string_match.Similarity`.
    similarity: int = form + len(MentionForm)
    #: The name stands within the mention.
    within: int = similarity + 5
    #: The candidate stands before the mention, or behind it, so far (log).
    before: int = within + 1
    after: int = before + 1
    distance: int = after + 1
    #: They are 0, 1 … or `FAR` and more paragraphs apart.
    apart: int = distance + 1
    #: The mention stands in a quotation; the candidate does.
    quoted: int = apart + FAR + 1
    candidate_quoted: int = quoted + 1
    #: How often the article has the name (log).
    count: int = candidate_quoted + 1
    #: The candidate is the last, the last but one … of its sort before the mention, or further off.
    recency: int = count + 1
    not_recent: int = recency + RECENT
    #: The candidate is a mention of each `MentionForm`.
    candidate_form: int = not_recent + 1
    #: The mention is he or she, and the candidate's gender is known to be the same, or the other.
    same_gender: int = candidate_form + len(MentionForm)
    other_gender: int = same_gender + 1
    #: How many columns there are.
    width: int = other_gender + 1


#: The layout of the weights that ship.
PAIR: Final = PairFeatures()
