"""A piece by way of the web: taken in, edited, decided on, undone, signed, handed out."""

import io
from typing import Any

import msgspec
import pytest
from starlette.testclient import TestClient

from onrecord.audit.schema.audit import Audit
from onrecord.desk.pieces.desk import Desk
from tests.desk.drafts import FERRY
from tests.desk.web.client import client_of, made, span, written


@pytest.fixture
def client(desk: Desk) -> TestClient:
    return client_of(desk)


def label_of(piece: dict[str, Any], words: str) -> str:
    """The label of the claim that has these words."""
    start = piece["text"].index(words)
    (label,) = {
        claim["label"]
        for claim in piece["audit"]["claims"]
        for first, end in claim["spans"]
        if first <= start < end
    }
    return label


def test_a_draft_is_audited_as_onrecord_audits_it(client: TestClient, desk: Desk) -> None:
    piece = made(client, FERRY)
    audit = msgspec.json.decode(msgspec.json.encode(piece["audit"]), type=Audit)
    assert audit.article.text == piece["text"] == FERRY
    assert {claim.label for claim in audit.claims} == {"named", "anonymous", "unsourced"}
    assert piece["title"] == "Ferry Line Will Not Run This Winter"
    assert piece["article"][0]["kind"] == "headline"
    blocks = [FERRY[one["start"] : one["end"]] for one in piece["article"]]
    assert [block.split() for block in blocks] == [p.split() for p in FERRY.strip().split("\n\n")]
    assert client.get(f"/api/pieces/{piece['id']}").json()["audit"] == piece["audit"]


def test_an_edit_says_what_it_changes(client: TestClient) -> None:
    piece = made(client, FERRY)
    edited = FERRY.replace("The island’s only shop closed", "The only bakery closed")
    after = written(client, piece, "text", text=edited)
    assert after["revision"] > piece["revision"]
    claims = after["audit"]["claims"]
    said = [edited[slice(*claims[i]["spans"][0])] for i in after["changed"]["claims"]]
    assert said == ["The only bakery closed in the spring."]
    assert after["changed"]["sources"] == []
    assert written(client, after, "undo")["text"] == FERRY


def test_a_decision_by_offsets_is_kept_as_a_quotation(client: TestClient) -> None:
    piece = made(client, FERRY)
    words = "The island’s only shop closed in the spring"
    asked = {"decision": "speaker", "on": span(FERRY, words), "name": "Lena Osgood"}
    after = written(client, piece, "decisions", decision=asked)
    assert label_of(piece, words) == "unsourced"
    assert label_of(after, words) == "named"
    (one,) = after["decisions"]
    assert one["decision"]["on"]["exact"] == words
    assert one["decision"]["by"] == "Ines Marlow"
    assert one["state"] == "applied"
    assert one["why"] is None
    assert "Lena Osgood" in one["sentence"]
    assert after["changed"]["claims"]
    undone = written(client, after, "undo")
    assert label_of(undone, words) == "unsourced"
    assert undone["decisions"] == []
    redone = written(client, undone, "redo")
    assert label_of(redone, words) == "named"
    answer = client.request(
        "DELETE",
        f"/api/pieces/{piece['id']}/decisions/{one['id']}",
        json={"revision": redone["revision"]},
    )
    assert answer.json()["decisions"] == []


def test_what_would_have_no_effect_is_refused(client: TestClient) -> None:
    piece = made(client, FERRY)
    asked = {"decision": "waive", "rule": "hearsay", "reason": "known", "on": []}
    body = {"revision": piece["revision"], "decision": asked}
    answer = client.post(f"/api/pieces/{piece['id']}/decisions", json=body)
    assert answer.status_code == 422
    assert answer.json()["code"] == "no-effect"
    assert client.get(f"/api/pieces/{piece['id']}").json()["revision"] == piece["revision"]


def test_two_tabs_never_lose_each_others_work(client: TestClient) -> None:
    piece = made(client, FERRY)
    first = written(client, piece, "text", text=FERRY + "\nOne more line from the first tab.\n")
    url = f"/api/pieces/{piece['id']}"
    late = client.put(f"{url}/text", json={"revision": piece["revision"], "text": "second tab"})
    assert late.status_code == 409
    assert late.json()["code"] == "stale"
    assert late.json()["piece"]["text"] == first["text"]
    asked = {"decision": "no-claim", "on": span(FERRY, "The island’s only shop closed")}
    body = {"revision": piece["revision"], "decision": asked}
    assert client.post(f"{url}/decisions", json=body).json()["code"] == "stale"
    assert client.get(url).json()["text"] == first["text"]


@pytest.mark.slow
def test_versions_their_diff_and_back(client: TestClient) -> None:
    piece = made(client, FERRY)
    kept = written(client, piece, "versions", note="as filed")
    edited = written(
        client, kept, "text", text=FERRY.replace("“We can’t crew the boat,”", "No crew,")
    )
    url = f"/api/pieces/{piece['id']}"
    (version,) = client.get(f"{url}/versions").json()
    assert (version["number"], version["note"], version["by"]) == (1, "as filed", "Ines Marlow")
    diff = client.get(f"{url}/diff", params={"old": "1", "new": "now", "format": "json"}).json()
    assert diff["schema"] == "onrecord.diff/1"
    page = client.get(f"{url}/diff", params={"old": "1", "new": "now"})
    assert page.headers["content-type"].startswith("text/html")
    assert "sandbox" in page.headers["content-security-policy"]
    back = written(client, edited, "restore", version=1)
    assert back["text"] == FERRY
    assert written(client, back, "undo")["text"] == edited["text"]
    gone = client.get(f"{url}/diff", params={"old": "7"})
    assert (gone.status_code, gone.json()["code"]) == (404, "gone")
    body = {"revision": back["revision"] + 1, "version": 7}
    assert client.post(f"{url}/restore", json=body).json()["code"] == "gone"


def test_a_signed_piece_is_read_only_until_reopened(client: TestClient) -> None:
    piece = made(client, FERRY)
    signed = written(client, piece, "sign")
    assert signed["signed"]["by"] == "Ines Marlow"
    url = f"/api/pieces/{piece['id']}"
    body = {"revision": signed["revision"], "text": "other words"}
    refused = client.put(f"{url}/text", json=body)
    assert (refused.status_code, refused.json()["code"]) == (409, "signed")
    report = client.get(f"{url}/export", params={"format": "html"})
    assert "attachment" in report.headers["content-disposition"]
    assert "Lena Osgood" in report.text
    opened = written(client, signed, "reopen")
    assert opened["signed"] is None
    assert written(client, opened, "text", text=FERRY + "\nMore.\n")["signed"] is None


@pytest.mark.parametrize("form", ["html", "docx", "json", "md", "decisions", "gold"])
def test_exports(client: TestClient, form: str) -> None:
    piece = made(client, FERRY)
    words = "The island’s only shop closed in the spring"
    asked = {"decision": "speaker", "on": span(FERRY, words), "name": "Lena Osgood"}
    written(client, piece, "decisions", decision=asked)
    answer = client.get(f"/api/pieces/{piece['id']}/export", params={"format": form})
    assert answer.status_code == 200, answer.text
    match form:
        case "docx":
            import docx

            comments = docx.Document(io.BytesIO(answer.content)).comments
            assert any("hearsay" in comment.text for comment in comments)
        case "json":
            assert msgspec.json.decode(answer.content, type=Audit).decisions is not None
        case "decisions":
            assert answer.json()["decision"] == "speaker"
        case "gold":
            assert answer.json()["attributions"]
        case _:
            assert "Lena Osgood" in answer.text


def test_gold_needs_a_decision(client: TestClient) -> None:
    piece = made(client, FERRY)
    answer = client.get(f"/api/pieces/{piece['id']}/export", params={"format": "gold"})
    assert answer.status_code == 422
    assert "decide" in answer.json()["error"]
