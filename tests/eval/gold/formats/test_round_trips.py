"""Whatever is written in a format reads back the same."""

import string
import tempfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.eval.gold import load_gold
from onrecord.eval.gold.formats.registry import WRITERS, Format
from onrecord.eval.gold.formats.rows import OWN_COLUMNS
from onrecord.eval.gold.loading.load import fingerprint
from onrecord.eval.gold.types import GoldArticle, GoldAttribution
from onrecord.eval.gold.values import SOURCELESS, UNNAMED_CODE, WITHHOLDABLE
from onrecord.models.labels import CODES, SECTORS, UNNAMED

pytestmark = pytest.mark.slow

OUT: dict[Format, str] = {
    "jsonl": "out.jsonl.gz",
    "polnear": "out",
    "brat": "out",
    "label-studio": "out.json",
    "datasets": "out",
}
#: Any text that UTF-8 can hold: no lone surrogates.
anything = st.characters(exclude_categories=["Cs"])
#: Much of what goes wrong in files.
awkward = st.sampled_from("n\"'\\\t\n\r \u2028\ufeff#|;:/é🦊“”A1-")
names = st.text(st.one_of(awkward, anything), min_size=1, max_size=12)
plain_names = st.text(string.ascii_lowercase, min_size=1, max_size=6)


@st.composite
def pieces(draw: st.DrawFn, length: int) -> list[tuple[int, int]]:
    """Up to three pieces of a text, in order, never overlapping."""
    cuts = sorted(draw(st.sets(st.integers(0, length), max_size=6)))
    return list(zip(cuts[::2], cuts[1::2], strict=False))


@st.composite
def attributions(draw: st.DrawFn, id: str, length: int) -> GoldAttribution:
    source, cue, content = (draw(pieces(length)) for _ in range(3))
    if not (source or cue or content):
        content = [(0, length)]
    code = draw(st.none() | st.sampled_from(CODES))
    unnamed = code == UNNAMED_CODE
    has_source = code is not None and code not in SOURCELESS
    canonical = names.filter(lambda name: name != "-")
    return GoldAttribution(
        id=id,
        source=source,
        cue=cue,
        content=content,
        code=code,
        withheld=code in WITHHOLDABLE and draw(st.booleans()),
        sector=draw(st.none() | st.sampled_from(SECTORS)) if has_source else None,
        canonical=draw(st.none() | canonical) if has_source else None,
        unnamed=draw(st.none() | st.sampled_from(UNNAMED)) if unnamed else None,
        insider=draw(st.none() | st.booleans()) if unnamed else None,
    )


@st.composite
def articles(draw: st.DrawFn, id: str) -> GoldArticle:
    text = draw(st.text(st.one_of(awkward, anything), min_size=1, max_size=60))
    ids = draw(st.lists(names | st.just("E7"), unique=True, max_size=4))
    keys = plain_names.filter(lambda key: key not in OWN_COLUMNS)
    meta = draw(st.dictionaries(keys | st.sampled_from(["filename", "date", "compartment"]), names))
    return GoldArticle(
        id=id,
        text=text,
        attributions=[draw(attributions(i, len(text))) for i in ids[1::2]],
        nested=[draw(attributions(i, len(text))) for i in ids[::2]],
        meta=meta,
    )


@st.composite
def corpora(draw: st.DrawFn) -> list[GoldArticle]:
    ids = draw(st.lists(names, unique=True, min_size=1, max_size=3))
    found = [draw(articles(id)) for id in ids]
    if not any(a.attributions for a in found):
        first = found[0]
        only = GoldAttribution(id="E1", source=[], cue=[], content=[(0, len(first.text))])
        found[0] = GoldArticle(id=first.id, text=first.text, attributions=[only], meta=first.meta)
    return found


@pytest.mark.parametrize("format", list(WRITERS))
def test_what_is_written_reads_back_the_same(format: Format) -> None:
    # One data set of `datasets` takes longer than all examples of the other formats.
    examples = 4 if format == "datasets" else 30

    @settings(max_examples=examples, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(corpora())
    def there_and_back(corpus: list[GoldArticle]) -> None:
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder) / OUT[format]
            WRITERS[format](corpus, out)
            data = load_gold(out)
        assert {a.id: a for a in data.articles} == {a.id: a for a in corpus}
        assert data.sha256 == fingerprint(corpus)

    there_and_back()


@pytest.mark.parametrize("format", list(WRITERS))
def test_an_article_reads_back_the_same(
    article: GoldArticle, tmp_path: Path, format: Format
) -> None:
    WRITERS[format]([article], tmp_path / OUT[format])
    assert load_gold(tmp_path / OUT[format], format=format).articles == [article]


@pytest.mark.parametrize("format", [f for f in WRITERS if f != "label-studio"])
def test_an_attribution_without_words_reads_back(
    article: GoldArticle, tmp_path: Path, format: Format
) -> None:
    empty = GoldAttribution(id="E9", source=[], cue=[], content=[])
    longer = msgspec.structs.replace(article, attributions=[*article.attributions, empty])
    WRITERS[format]([longer], tmp_path / OUT[format])
    data = load_gold(tmp_path / OUT[format])
    assert data.articles == [longer]
    assert [w.id for w in data.warnings] == ["harbour-1/E9"]


@pytest.mark.parametrize(
    ("name", "articles", "attributions", "nested"),
    [("polnear/dev.jsonl.gz", 84, 2193, 0), ("news/dev.jsonl", 60, 1223, 415)],
)
def test_the_shared_data_reads_back(
    shared: Path, tmp_path: Path, name: str, articles: int, attributions: int, nested: int
) -> None:
    data = load_gold(shared / name)
    assert len(data.articles) == articles
    assert sum(len(a.attributions) for a in data.articles) == attributions
    assert sum(len(a.nested) for a in data.articles) == nested
    for a in (a for article in data.articles for a in article.attributions):
        assert (a.unnamed is None) == (a.insider is None) == (a.code != "X")
    for format in ("polnear", "brat", "jsonl"):
        out = tmp_path / format / OUT[format]
        out.parent.mkdir()
        WRITERS[format](data.articles, out)
        assert load_gold(out).sha256 == data.sha256
