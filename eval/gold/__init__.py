"""Gold data: what people annotated, read from and written to several formats."""

from onrecord.eval.gold.annotated import AnnotatedArticle
from onrecord.eval.gold.convert import convert
from onrecord.eval.gold.loading.load import AnnotatedData, GoldData, load_annotated, load_gold
from onrecord.eval.gold.problems import GoldError, Problem
from onrecord.eval.gold.types import GoldArticle, GoldAttribution

__all__ = [
    "AnnotatedArticle",
    "AnnotatedData",
    "GoldArticle",
    "GoldAttribution",
    "GoldData",
    "GoldError",
    "Problem",
    "convert",
    "load_annotated",
    "load_gold",
]
