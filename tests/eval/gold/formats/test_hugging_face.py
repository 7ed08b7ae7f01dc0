"""Data sets of `datasets`."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.eval.gold import GoldArticle, GoldError, load_gold
from onrecord.eval.gold.formats.hugging_face import write_datasets
from onrecord.eval.gold.formats.rows import row_of_article

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keeps the cache of `datasets` out of the home folder."""
    import datasets

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(datasets.config, "HF_DATASETS_CACHE", tmp_path_factory.mktemp("cache"))
        yield


def test_splits_are_named_behind_a_colon(article: GoldArticle, tmp_path: Path) -> None:
    import datasets

    path = tmp_path / "saved"
    rows = datasets.Dataset.from_list([row_of_article(article)])
    datasets.DatasetDict({"dev": rows, "more": rows}).save_to_disk(str(path))
    assert load_gold(f"{path}:dev").articles == [article]
    with pytest.raises(GoldError, match="has the splits dev, more; name one, as in"):
        load_gold(path)
    with pytest.raises(GoldError, match="has no split 'final'"):
        load_gold(f"{path}:final")


def test_parquet(article: GoldArticle, tmp_path: Path) -> None:
    import datasets

    path = tmp_path / "gold.parquet"
    datasets.Dataset.from_list([row_of_article(article)]).to_parquet(str(path))
    assert load_gold(path).articles == [article]
    path.write_bytes(b"PAR1 and no more")
    with pytest.raises(GoldError, match="can't be read as Parquet"):
        load_gold(path)


def test_a_struct_of_lists_is_read_too(article: GoldArticle, tmp_path: Path) -> None:
    import datasets

    row = row_of_article(article)
    for name in ("attributions", "nested"):
        listed = row[name]
        keys = {key for a in listed for key in a}
        row[name] = {key: [a.get(key) for a in listed] for key in sorted(keys)}
    datasets.Dataset.from_list([row]).save_to_disk(str(tmp_path / "saved"))
    assert load_gold(tmp_path / "saved").articles == [article]


def test_bad_rows_are_named(article: GoldArticle, tmp_path: Path) -> None:
    import datasets

    row = row_of_article(article)
    row["attributions"][0]["content"] = [[5, 9999]]
    datasets.Dataset.from_list([row]).save_to_disk(str(tmp_path / "saved"))
    with pytest.raises(GoldError, match="saved: harbour-1/E1: its content"):
        load_gold(tmp_path / "saved")
    datasets.Dataset.from_list([{"text": "x"}]).save_to_disk(str(tmp_path / "other"))
    with pytest.raises(GoldError, match="row 1: it has no id"):
        load_gold(tmp_path / "other")


def test_what_is_no_data_set(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="can't be loaded as a data set") as caught:
        load_gold(tmp_path, format="datasets")
    assert "\n" not in str(caught.value)


def test_writing_shows_no_progress(
    article: GoldArticle, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    write_datasets([article], tmp_path / "out")
    assert capfd.readouterr().err == ""
