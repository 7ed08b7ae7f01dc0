"""Gold data: what people annotated, read from and written to several formats."""

from onrecord.eval.gold.load import GoldData, load_gold
from onrecord.eval.gold.problems import GoldError, Problem
from onrecord.eval.gold.types import GoldArticle, GoldAttribution

__all__ = ["GoldArticle", "GoldAttribution", "GoldData", "GoldError", "Problem", "load_gold"]
