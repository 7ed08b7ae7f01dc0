"""Several data sets as one, and the splits of training data."""

from pathlib import Path

import msgspec
import pytest

from onrecord.eval.gold import GoldArticle, GoldError, load_gold
from onrecord.eval.gold.formats.jsonl import write_jsonl
from onrecord.eval.gold.loading.sets import load_sets, short_names
from onrecord.eval.gold.loading.splits import SPLITS
from onrecord.models.training.split import part_of


def write(article: GoldArticle, path: Path, prefix: str, number: int) -> Path:
    """So many copies of the article under names of their own."""
    path.parent.mkdir(exist_ok=True)
    copies = [msgspec.structs.replace(article, id=f"{prefix}-{i}") for i in range(number)]
    write_jsonl(copies, path)
    return path


def test_articles_know_their_data_set(article: GoldArticle, tmp_path: Path) -> None:
    one = write(article, tmp_path / "north" / "dev.jsonl", "n", 2)
    two = write(article, tmp_path / "south" / "dev.jsonl.gz", "s", 3)
    sets = load_sets([one, two])
    assert sets.names == ["north/dev"] * 2 + ["south/dev"] * 3
    assert [a.id for a in sets.data.articles] == ["n-0", "n-1", "s-0", "s-1", "s-2"]
    assert load_sets([one]).data.sha256 == load_gold(one).sha256
    assert load_sets([one]).names == ["dev"] * 2
    with pytest.raises(GoldError, match=r"north/dev and other/dev both have an article n-0"):
        load_sets([one, write(article, tmp_path / "other" / "dev.jsonl", "n", 1)])


@pytest.mark.slow
def test_the_splits_share_no_article(article: GoldArticle, tmp_path: Path) -> None:
    path = write(article, tmp_path / "train.jsonl", "a", 400)
    found = {s: {a.id for a in load_sets([path], split=s).data.articles} for s in SPLITS}
    assert len(found["dev"]) == 400
    choose, calibrate = found["held-out"], found["held-out-calibrate"]
    assert not choose & calibrate
    assert choose | calibrate == found["held-out-tenth"]
    assert 20 < len(found["held-out-tenth"]) < 60
    assert min(len(choose), len(calibrate)) > 8
    assert {part_of(id) for id in choose} == {"choose"}
    assert {part_of(id) for id in found["dev"] - choose - calibrate} == {"train"}


def test_a_split_without_articles_is_refused(article: GoldArticle, tmp_path: Path) -> None:
    path = write(article, tmp_path / "train.jsonl", "a", 1)
    with pytest.raises(
        GoldError, match=r"None of the 1 articles of .* belongs to the split held-out"
    ):
        load_sets([path], split="held-out")


def test_names_tell_paths_apart() -> None:
    assert short_names(["x/dev.jsonl"]) == ["dev"]
    assert short_names(["news/dev.jsonl", "bbc/train.jsonl"]) == ["dev", "train"]
    assert short_names(["a/x/dev", "b/x/dev"]) == ["a/x/dev", "b/x/dev"]
    assert short_names(["dev", "dev"]) == ["dev", "dev"]
