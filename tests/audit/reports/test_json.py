"""The audit as JSON."""

import json

import msgspec

from onrecord.audit.reports.options import ReportOptions
from onrecord.audit.reports.to_json import render_json, rendered_pieces
from onrecord.audit.schema.audit import Audit
from tests.audit.reports.cases import meals_audit
from tests.audit.reports.hostile import hostile_audit


def test_it_is_the_audit_on_one_line() -> None:
    audit = meals_audit()
    content = render_json(audit, ReportOptions())[".json"]
    assert content.count("\n") == 1
    assert msgspec.json.decode(content, type=Audit) == audit


def test_pretty_json_says_the_same() -> None:
    audit = meals_audit()
    content = render_json(audit, ReportOptions(pretty=True))[".json"]
    assert len(content.splitlines()) > 100
    assert json.loads(content) == json.loads(audit.to_json())


def test_hostile_text_comes_back_character_for_character() -> None:
    audit = hostile_audit()
    content = render_json(audit, ReportOptions())[".json"]
    assert json.loads(content)["article"]["text"] == audit.article.text


def test_pieces_are_the_same_bytes() -> None:
    """Of long lists, too, of which a part is encoded at a time."""
    audit = hostile_audit()
    words = [(n, n + 1) for n in range(2_500)]
    claims = [msgspec.structs.replace(audit.claims[0], id=f"c{n}") for n in range(1_000)]
    article = msgspec.structs.replace(audit.article, paragraphs=words)
    longer = msgspec.structs.replace(audit, article=article, claims=claims)
    for one in (audit, longer, meals_audit()):
        for options in (ReportOptions(), ReportOptions(pretty=True)):
            pieces = list(rendered_pieces(one, options))
            assert b"".join(pieces).decode() == render_json(one, options)[".json"]
    assert len(list(rendered_pieces(longer, ReportOptions()))) > len(
        list(rendered_pieces(audit, ReportOptions()))
    )
