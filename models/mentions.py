"""What the words of a source mention say: its kind, number, group and description.

The functions stand in modules of their own; this is their one door.
"""

from onrecord.models.descriptions import description_near
from onrecord.models.group_words import group_count, member_noun, membership
from onrecord.models.mention_kinds import MentionKind, mention_kind
from onrecord.models.name_words import name_words, same_name
from onrecord.models.nouns import head_noun
from onrecord.models.plurals import is_plural

__all__ = [
    "MentionKind",
    "description_near",
    "group_count",
    "head_noun",
    "is_plural",
    "member_noun",
    "membership",
    "mention_kind",
    "name_words",
    "same_name",
]
