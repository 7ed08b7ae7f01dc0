"""Articles that several people annotated."""

from collections.abc import Sequence

import msgspec

from onrecord.eval.gold.problems import Problems
from onrecord.eval.gold.types import GoldArticle, GoldAttribution, Silver
from onrecord.eval.gold.validate import checked

#: Stands for the annotator where a data set does not name one.
NAMELESS = "gold"


class AnnotatedArticle(msgspec.Struct, frozen=True, kw_only=True):
    """A text with the attributions of each of its annotators, by name, in the data's order.

    `nested` holds the annotators who marked attributions inside others' contents.
    """

    id: str
    text: str
    annotators: dict[str, list[GoldAttribution]]
    nested: dict[str, list[GoldAttribution]] = {}
    meta: dict[str, str] = {}
    silver: Silver | None = None

    def by(self, annotator: str) -> GoldArticle:
        """The article as one annotator sees it; the name is put into its metadata.

        Raises:
            KeyError: that person did not annotate it.
        """
        meta = {k: v for k, v in self.meta.items() if k != "annotator"}
        if annotator != NAMELESS:
            meta["annotator"] = annotator
        return GoldArticle(
            id=self.id,
            text=self.text,
            attributions=self.annotators[annotator],
            nested=self.nested.get(annotator, []),
            meta=meta,
            silver=self.silver,
        )

    def first(self) -> GoldArticle:
        """The article as its first annotator sees it."""
        return self.by(next(iter(self.annotators)))


def checked_annotators(
    article: AnnotatedArticle, file: str, problems: Problems
) -> AnnotatedArticle:
    """`article` without the attributions that can't be used; each goes to `problems`."""
    several = len(article.annotators) > 1
    kept, nested = {}, {}
    for name in article.annotators:
        prefix = f"{article.id}/{name}" if several else None
        own = checked(article.by(name), file, problems, prefix=prefix)
        kept[name] = own.attributions
        if own.nested:
            nested[name] = own.nested
    return msgspec.structs.replace(article, annotators=kept, nested=nested)


def annotated(article: GoldArticle, name: str | None = None) -> AnnotatedArticle:
    """A gold article as one with a single annotator (`name`, else the one of its metadata)."""
    chosen = name or article.meta.get("annotator", NAMELESS)
    return AnnotatedArticle(
        id=article.id,
        text=article.text,
        annotators={chosen: article.attributions},
        nested={chosen: article.nested} if article.nested else {},
        meta=article.meta,
        silver=article.silver,
    )


def join(
    sets: Sequence[tuple[str, Sequence[AnnotatedArticle]]], problems: Problems
) -> list[AnnotatedArticle]:
    """Join several people's sets, each with the file it is from, by article.

    An article whose text differs between two sets can't be compared and goes to
    `problems`; so does an annotator who comes twice for one article.
    """
    joined: dict[str, AnnotatedArticle] = {}
    for file, articles in sets:
        for article in articles:
            earlier = joined.get(article.id)
            if earlier is None:
                joined[article.id] = article
                continue
            if earlier.text != article.text:
                problems.fault(
                    file, article.id, "its text differs from that of the other annotators"
                )
                continue
            twice = sorted(earlier.annotators.keys() & article.annotators.keys())
            if twice:
                problems.fault(file, article.id, f"annotator {twice[0]} appears twice")
                continue
            merged = {**earlier.annotators, **article.annotators}
            joined[article.id] = msgspec.structs.replace(
                earlier, annotators=merged, nested={**earlier.nested, **article.nested}
            )
    return list(joined.values())
