"""Gold articles as training examples."""

from onrecord.eval.gold.training_examples import example_of
from onrecord.eval.gold.types import GoldArticle


def test_an_example_holds_all_that_gold_says(article: GoldArticle) -> None:
    example = example_of(article)
    assert (example.id, example.text, example.names) == (article.id, article.text, None)
    for told, gold in (
        *zip(example.attributions, article.attributions, strict=True),
        *zip(example.nested, article.nested, strict=True),
    ):
        for field in told.__struct_fields__:
            assert getattr(told, field) == getattr(gold, field)
    clerk = example.attributions[2]
    assert (clerk.unnamed, clerk.insider) == ("role", True)
    assert [a.canonical for a in example.nested] == ["the board"]
