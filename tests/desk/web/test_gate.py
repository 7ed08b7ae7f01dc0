"""Nobody but the desk's own page gets in."""

import pytest

from onrecord.desk.pieces.desk import Desk
from tests.desk.web.client import ADDRESS, PORT, TOKEN, client_of, stranger_to


def test_without_the_token_nothing_is_shown(desk: Desk) -> None:
    stranger = stranger_to(desk)
    for path in ("/", "/?token=wrong", "/static/desk.js", "/api/desk", "/api/pieces/1"):
        assert stranger.get(path).status_code == 403
    assert stranger.get(f"/api/desk?token={TOKEN}").status_code == 403


def test_the_token_becomes_a_cookie_that_scripts_and_other_sites_never_get(desk: Desk) -> None:
    answer = stranger_to(desk).get(f"/?token={TOKEN}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "domain" not in cookie


@pytest.mark.parametrize(
    "host", ["evil.example", f"evil.example:{PORT}", "127.0.0.1", f"127.0.0.1:{PORT + 1}", ""]
)
def test_a_name_that_was_made_to_lead_here_is_refused(desk: Desk, host: str) -> None:
    answer = client_of(desk).get("/api/desk", headers={"Host": host})
    assert answer.status_code == 421


@pytest.mark.parametrize("origin", ["null", "http://evil.example", f"http://localhost:{PORT}", ""])
def test_posts_from_elsewhere_are_refused(desk: Desk, origin: str) -> None:
    client = client_of(desk)
    answer = client.put("/api/editor", json={"name": "Mallory"}, headers={"Origin": origin})
    assert answer.status_code == 403
    assert client.get("/api/desk").json()["editor"] == "Ines Marlow"


def test_a_request_of_another_site_is_refused(desk: Desk) -> None:
    for site in ("cross-site", "same-site"):
        answer = client_of(desk).get("/api/desk", headers={"Sec-Fetch-Site": site})
        assert answer.status_code == 403


def test_simple_posts_of_forms_are_refused(desk: Desk) -> None:
    client = client_of(desk)
    for kind in ("text/plain", "application/x-www-form-urlencoded"):
        answer = client.put(
            "/api/editor", content='{"name": "Mallory"}', headers={"Content-Type": kind}
        )
        assert answer.status_code == 415


def test_every_answer_says_what_it_may_do(desk: Desk) -> None:
    client = client_of(desk)
    for answer in (client.get("/api/desk"), client.get("/nothing"), stranger_to(desk).get("/")):
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cache-control"] == "no-store"
        assert "access-control-allow-origin" not in answer.headers


def test_localhost_is_this_machine_too(desk: Desk) -> None:
    client = client_of(desk)
    client.base_url = f"http://localhost:{PORT}"
    client.get(f"/?token={TOKEN}")
    local = f"http://localhost:{PORT}"
    assert client.put("/api/editor", json={"name": "Bo"}, headers={"Origin": local}).is_success
    assert local != ADDRESS
