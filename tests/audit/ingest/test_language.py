"""Telling English from other languages, never at the cost of English."""

import pytest

from onrecord.audit.ingest.errors import LanguageError
from onrecord.audit.ingest.language import check_language, language_of
from onrecord.audit.ingest.reader import read_bytes, read_document
from tests.audit.ingest.articles import FOLDER

FOREIGN = {
    "Spanish": "El presidente de la empresa dijo el martes que no habrá más despidos y que los "
    "trabajadores serán escuchados por la dirección en las próximas semanas.",
    "French": "Le ministre a déclaré mardi que le gouvernement ne reculerait pas sur la réforme, "
    "malgré les manifestations dans plusieurs villes du pays.",
    "German": "Der Minister sagte am Dienstag, dass die Regierung bei der Reform nicht nachgeben "
    "werde. Sie war in der Stadt, und er hat das für falsch gehalten.",
    "Dutch": "De minister zei dinsdag dat de regering niet zal toegeven, ondanks de protesten die "
    "in verschillende steden van het land werden gehouden.",
    "Danish": "Ministeren sagde tirsdag, at regeringen ikke vil give efter. For mig er det vigtigt "
    "at have en plan her, sagde hun.",
    "Norwegian": "Statsråden sa tirsdag at regjeringen ikke vil gi etter for reformen, selv om det "
    "har vært protester i flere byer.",
    "Portuguese": "O ministro disse na terça-feira que o governo não vai ceder na reforma, apesar "
    "dos protestos em várias cidades do país.",
    "Polish": "Minister powiedział we wtorek, że rząd nie ustąpi w sprawie reformy, mimo że to "
    "protesty w wielu miastach kraju.",
    "Russian": "Министр заявил во вторник, что правительство не отступит от реформы.",
    "Chinese": "部长周二表示,尽管全国多个城市爆发抗议,政府不会在改革问题上让步。",
    "Arabic": "قال الوزير يوم الثلاثاء إن الحكومة لن تتراجع عن الإصلاح رغم الاحتجاجات.",
}
ENGLISH = [
    "The mayor resigned.",
    "No.",
    "Mayor resigns",
    "Jürgen Weiß, Xóchitl Ibáñez and Przemysław Wójcik left Łódź without a deal.",
    "“Ça suffit,” Mr. Lefèvre said.",
    "Kowalczyk beat Hernández 6-4, 6-3; Østergård beat Müller 7-5, 6-2.",
    "TÎRGU VERDE — Envoys leave talks.",
    "42",
    "José Núñez, Zoltán Kürti, Aimée Lefèvre, Jürgen Weiß, Émile Brulé, Hélène Dubé, "
    "Íñigo Ordóñez, Przemysław Wójcik, Søren Åkesson, François Müller.",
    "MAYOR RESIGNS AFTER TALKS FAIL",
]


@pytest.mark.parametrize("language", FOREIGN)
def test_other_languages_are_named(language: str) -> None:
    with pytest.raises(LanguageError, match=f"seems to be in {language},.*--any-language") as e:
        read_bytes(FOREIGN[language].encode(), name="a.txt")
    assert e.value.kind == "language"
    document = read_bytes(FOREIGN[language].encode(), name="a.txt", any_language=True)
    assert document.text == FOREIGN[language]
    assert document.language == e.value.language != "en"


@pytest.mark.parametrize("text", ENGLISH)
def test_english_is_never_refused(text: str) -> None:
    assert check_language(text, name="a.txt") in ("en", None)


def test_every_sentence_of_the_fixtures_passes() -> None:
    for name in ("port-feature.txt", "council-vote.txt", "envoy-talks.txt", "court-ruling.txt"):
        for line in read_document(FOLDER / name).text.splitlines():
            for sentence in line.split(". "):
                assert language_of(sentence).code in ("en", None), sentence


def test_a_foreign_passage_is_no_foreign_article() -> None:
    english = (FOLDER / "port-feature.txt").read_text(encoding="utf-8")
    assert check_language(f"{FOREIGN['German']}\n\n{english}", name="a.txt") == "en"
    assert (
        check_language(FOREIGN["German"] * 3 + " He said no.", name="a", any_language=True) == "de"
    )


@pytest.mark.parametrize("path", ["polnear/dev.jsonl.gz", "wikinews/dev.jsonl"])
def test_annotated_news_is_english(shared, path: str) -> None:  # type: ignore[no-untyped-def]
    import gzip
    import json

    opened = gzip.open if path.endswith(".gz") else open
    with opened(shared / path, "rt", encoding="utf-8") as lines:
        articles = [json.loads(line)["text"] for line in lines]
    assert {language_of(text).code for text in articles} == {"en"}
