"""The service by way of HTTP, with the model that ships."""

import time
from concurrent.futures import ThreadPoolExecutor

import httpx2
import msgspec
import pytest

from onrecord.audit import Auditor
from onrecord.audit.diff.types import Diff
from onrecord.audit.schema.audit import Audit
from tests.desk.drafts import FERRY
from tests.desk.service.conftest import Service

pytestmark = pytest.mark.slow


def test_an_audit_is_the_one_that_the_library_makes(service: Service, auditor: Auditor) -> None:
    body = {"text": FERRY, "id": "ferry", "publisher": "The Alden Post"}
    answer = service.client().post("/audits", json=body)
    assert answer.status_code == 200, answer.text
    audit = msgspec.json.decode(answer.content, type=Audit)
    own = auditor(FERRY, id="ferry", publisher="The Alden Post", language="en")
    assert audit == own


def test_a_file_is_read_as_on_the_command_line(service: Service) -> None:
    page = (
        f"<html><head><title>T</title></head><body><article>{_paragraphs()}</article></body></html>"
    )
    files = {"file": ("draft.html", page.encode())}
    answer = service.client().post("/audits", files=files, data={"publisher": "The Alden Post"})
    assert answer.status_code == 200, answer.text
    audit = msgspec.json.decode(answer.content, type=Audit)
    assert audit.article.publisher == "The Alden Post"
    assert audit.article.id == "draft.html"
    assert "Lena Osgood" in {source.name for source in audit.sources}


def _paragraphs() -> str:
    return "".join(f"<p>{part}</p>" for part in FERRY.split("\n\n"))


def test_reports_for_people(service: Service) -> None:
    client = service.client()
    page = client.post("/audits", params={"report": "html"}, json={"text": FERRY})
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "sandbox" in page.headers["content-security-policy"]
    note = client.post("/audits", params={"report": "md"}, json={"text": FERRY})
    assert "Lena Osgood" in note.text


def test_without_text_no_word_comes_back(service: Service) -> None:
    answer = service.client().post("/audits", json={"text": FERRY, "no_text": True})
    assert "Osgood" not in answer.text


def test_decisions_are_applied(service: Service) -> None:
    decision = {
        "decision": "source",
        "on": {"exact": "Lena Osgood"},
        "sector": "government",
        "by": "Ines Marlow",
        "at": "2026-03-02T09:00:00Z",
    }
    answer = service.client().post("/audits", json={"text": FERRY, "decisions": [decision]})
    audit = msgspec.json.decode(answer.content, type=Audit)
    (source,) = [one for one in audit.sources if one.name == "Lena Osgood"]
    assert (source.sector, source.decided) == ("government", True)


def test_two_drafts_are_compared(service: Service) -> None:
    new = FERRY.replace("Two officials of the harbor authority", "Ruth Pell, a harbor official,")
    answer = service.client().post("/diffs", json={"old": {"text": FERRY}, "new": {"text": new}})
    diff = msgspec.json.decode(answer.content, type=Diff)
    assert "made_anonymous" not in {one.change for one in diff.sources}
    assert diff.sources
    files = {"old": ("old.txt", FERRY.encode()), "new": ("new.txt", new.encode())}
    assert (
        msgspec.json.decode(service.client().post("/diffs", files=files).content, type=Diff).sources
        == diff.sources
    )


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"text": "…"}, 400, "request"),
        ({"text": 7}, 400, "request"),
        ({"text": FERRY, "colour": "red"}, 400, "request"),
        ({"text": "w " * 150_000}, 413, "too-large"),
        ({"text": "%PDF-1.7 \x00\x01 not a draft"}, 422, "binary"),
        (
            {"text": "Der Bürgermeister ist am Montag zurückgetreten, sagte er. " * 4},
            422,
            "language",
        ),
    ],
)
def test_what_cannot_be_audited(
    service: Service, body: dict[str, object], status: int, code: str
) -> None:
    answer = service.client().post("/audits", json=body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["error"].endswith(".")


def test_drafts_that_have_nothing_in_common(service: Service) -> None:
    other = "The orchestra played in the park on Sunday. Nobody had expected so many people there."
    answer = service.client().post("/diffs", json={"old": {"text": FERRY}, "new": {"text": other}})
    assert (answer.status_code, answer.json()["code"]) == (422, "unrelated")


def test_a_request_over_the_limit_is_not_read(service: Service) -> None:
    answer = service.client().post("/audits", json={"text": "w " * 4_000_000})
    assert (answer.status_code, answer.json()["code"]) == (413, "too-large")


def test_nobody_gets_in_without_the_token(service: Service) -> None:
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic eA=="}):
        with httpx2.Client(base_url=service.address, headers=headers) as client:
            for path in ("/rules", "/metrics", "/openapi.json", "/nothing"):
                answer = client.get(path)
                assert (answer.status_code, answer.json()["code"]) == (401, "token")
            assert client.post("/audits", json={"text": FERRY}).status_code == 401
            assert client.get("/health").json()["status"] == "ok"


def test_rules_are_explained(service: Service) -> None:
    told = service.client().get("/rules").json()
    assert told["policy"] == "default"
    (hearsay,) = [rule for rule in told["rules"] if rule["id"] == "hearsay"]
    assert hearsay["level"] == "warning"
    assert hearsay["finds"]


def test_a_full_line_says_when_to_come_back(service: Service) -> None:
    text = FERRY * 12
    client = service.client()
    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(lambda _: client.post("/audits", json={"text": text}), range(12)))
    busy = [answer for answer in answers if answer.status_code == 429]
    assert busy, "one process and a line of three took twelve drafts"
    assert {answer.json()["code"] for answer in busy} == {"busy"}
    assert all(int(answer.headers["retry-after"]) >= 1 for answer in busy)
    done = [answer for answer in answers if answer.status_code == 200]
    assert len(done) >= 4
    assert len(done) + len(busy) == 12


def test_a_process_that_is_lost_is_replaced(service: Service) -> None:
    (process,) = service.queue._processes
    assert process._process is not None
    before = process._process.pid
    process._process.kill()
    time.sleep(0.2)
    assert service.client().post("/audits", json={"text": FERRY}).status_code == 200
    assert process._process is not None
    assert process._process.pid != before


def test_metrics_count_and_quote_nothing(service: Service) -> None:
    client = service.client()
    client.post("/audits", json={"text": FERRY, "title": "A title that nobody is to see"})
    client.get("/a-path-that-nobody-is-to-see")
    text = client.get("/metrics").text
    assert 'onrecord_requests_total{route="/audits",status="200"}' in text
    assert "onrecord_processes 1.0" in text
    assert 'route="other",status="404"' in text
    assert "nobody" not in text
