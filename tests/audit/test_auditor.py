"""The auditor with the model that ships in the repository."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.audit import Auditor, Document
from onrecord.audit.policy.load import load_policy
from onrecord.models.errors import OnRecordError
from onrecord.models.text.words import word_spans

ARTICLE = (
    "Council Votes to Close Old Pier\n\n"
    "By Ines Marsh\n\n"
    "BRACKWATER — The council of Brackwater will close the ferry pier in May, Mayor Nora Quill "
    "said on Tuesday.\n\n"
    "“It was a hard choice,” Quill said. “But the pier is not safe.”\n\n"
    "A senior engineer, who spoke on the condition of anonymity because he was not authorized to "
    "speak publicly, said that the beams had been rotten since 2019.\n\n"
    "The ferry has crossed the bay every day since 1911. Who will pay for a new pier?\n\n"
    "Tom Roe contributed reporting from Harlow."
)


@pytest.fixture(scope="module")
def auditor() -> Auditor:
    return Auditor.load()


def test_an_article_gets_claims_sources_and_a_balance(auditor: Auditor) -> None:
    audit = auditor(
        ARTICLE, id="pier", title="Council Votes to Close Old Pier", publisher="Courier"
    )
    assert (audit.article.id, audit.article.publisher) == ("pier", "Courier")
    assert audit.article.text == ARTICLE
    quill = next(source for source in audit.sources if source.name == "Nora Quill")
    assert (quill.label, quill.type) == ("named", "person")
    assert quill.claims >= 2
    assert quill.quoted_words >= 5
    engineer = next(source for source in audit.sources if source.label == "anonymous")
    assert engineer.type == "confidential"
    assert engineer.grant is not None
    assert engineer.grant.reason_type == "not_authorised"
    labels = {
        audit.article.sentences[claim.sentence].span[0]: claim.label for claim in audit.claims
    }
    assert labels[ARTICLE.index("The ferry has")] == "unsourced"
    assert ARTICLE.index("Tom Roe") not in labels
    assert audit.balance.totals.claims == len(audit.claims)


def test_confidences_are_two_decimals_of_a_probability(auditor: Auditor) -> None:
    for claim in auditor(ARTICLE).claims:
        assert 0 <= claim.confidence <= 1
        assert claim.confidence == round(claim.confidence, 2)


@pytest.mark.slow
def test_a_batch_gives_the_same_bytes_as_one_by_one(auditor: Auditor) -> None:
    texts = [ARTICLE, "The pier is weak, Quill said.", "", ARTICLE.replace("Quill", "Lund")]
    together = [audit.to_json() for audit in auditor.audit_many(texts)]
    assert together == [auditor(text).to_json() for text in texts]


@pytest.mark.slow
def test_articles_are_taken_as_they_are_needed(auditor: Auditor) -> None:
    taken = 0

    def articles() -> Iterator[str]:
        nonlocal taken
        while True:
            taken += 1
            yield f"The pier is weak, Quill said on day {taken}."

    audits = auditor.audit_many(articles())
    assert next(audits).article.words == 9
    assert taken < 1000


@pytest.mark.parametrize("text", ["", " \n\t ", "…", "“”"])
def test_a_text_without_words_gives_an_empty_audit(auditor: Auditor, text: str) -> None:
    audit = auditor(text)
    assert (audit.article.text, audit.article.words) == (text, 0)
    assert (audit.claims, audit.sources, audit.attributions) == ([], [], [])


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "“We will never leave the island.”",
        "The mayor resigned.",
        "The council met again, Ms. Quill said, and it rained. " * 100,
    ],
    ids=["only a quotation", "one sentence", "one long paragraph"],
)
def test_articles_of_odd_shape(auditor: Auditor, text: str) -> None:
    audit = auditor(text)
    assert audit.article.words == len(word_spans(text))
    assert any(sentence.zone == "body" for sentence in audit.article.sentences)


def test_metadata_that_nobody_knows_is_a_mistake_of_the_caller(auditor: Auditor) -> None:
    with pytest.raises(TypeError):
        auditor(ARTICLE, colour="blue")


def test_half_a_surrogate_pair_is_refused(auditor: Auditor) -> None:
    with pytest.raises(OnRecordError, match="UTF-8"):
        auditor("The pier \ud800 closed.")


def test_a_policy_may_be_given_by_name_or_as_such(auditor: Auditor) -> None:
    strict = load_policy("strict")
    document = Document(id="pier", text=ARTICLE)
    assert Auditor(auditor.tagger, strict).audit(document).policy.name == "strict"
    assert Auditor.load(policy="ap").policy.name == "ap"


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OnRecordError):
        Auditor.load(tmp_path)


@pytest.mark.slow
def test_importing_the_auditor_loads_nothing_heavy() -> None:
    program = (
        "import sys; from onrecord.audit import Auditor; "
        "print(*{'torch', 'transformers', 'nupunkt'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []
