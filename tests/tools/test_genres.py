"""The labels that genres are fitted to, and the tables of how they are told."""

import csv
from collections import Counter

from tools.genres import DEV_LABELS, LABELS, table

GENRES = {"news", "opinion", "analysis", "interview", "live blog", "review", "letter"}


def test_every_article_has_one_genre_and_none_is_a_development_article() -> None:
    with LABELS.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    articles = [row["article"] for row in rows]
    assert len(set(articles)) == len(articles)
    assert {row["genre"] for row in rows} <= {*GENRES, "press release", "other"}
    chosen = Counter(row["chosen"] for row in rows)
    assert set(chosen) == {"at random", "by signs", "as unsure"}
    assert chosen["at random"] == 100
    dev = {line.split()[0] for line in DEV_LABELS.read_text().splitlines()}
    assert not dev & set(articles)


def test_a_table_counts_what_is_told_of_each_genre() -> None:
    told = [("news", "news"), ("news", "news"), ("opinion", "news"), ("opinion", "analysis")]
    heading, columns, news, opinion = table("told", told).splitlines()
    assert heading == "told: 2 of 4"
    assert columns.split() == ["analysis", "news"]
    assert news.split() == ["news", "0", "2"]
    assert opinion.split() == ["opinion", "1", "1"]
