"""Sourcing rules that published standards ask for, and which of them an article breaks."""

from onrecord.audit.policy.catalogue import PRESETS
from onrecord.audit.policy.check import check, fails, worst
from onrecord.audit.policy.load import load_policy
from onrecord.audit.policy.types import Policy, Rule

__all__ = ["PRESETS", "Policy", "Rule", "check", "fails", "load_policy", "worst"]
