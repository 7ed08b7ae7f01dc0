"""The rules of a policy for programs: what each finds, why, and how the policy sets it."""

import msgspec

from onrecord.audit.policy.catalogue import catalogue
from onrecord.audit.policy.types import About, Policy, Unit
from onrecord.audit.schema.audit import Level


class ListedRule(msgspec.Struct, frozen=True, kw_only=True):
    """A rule; `level` is None where the policy leaves it out. The rest is as in `Rule`."""

    id: str
    level: Level | None
    finds: str
    message: str
    standards: list[str]
    about: About
    threshold: float | None
    unit: Unit | None
    confidence: float
    precision: float | None
    judgement: bool


class RuleList(msgspec.Struct, frozen=True, kw_only=True):
    """All rules of the catalogue, as the policy called so has them."""

    policy: str
    rules: list[ListedRule]


def rule_list(policy: Policy) -> RuleList:
    """All rules in the order of the catalogue."""
    own = {rule.id: rule for rule in policy.rules}
    rules = []
    for id in catalogue().rules:
        rule = own.get(id) or catalogue().rule(id)
        fields = msgspec.structs.asdict(rule)
        del fields["check"]
        fields |= {"level": rule.level if id in own else None, "standards": list(rule.standards)}
        rules.append(ListedRule(**fields))
    return RuleList(policy=policy.name, rules=rules)
