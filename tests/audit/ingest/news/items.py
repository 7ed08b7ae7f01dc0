"""Fictional news items in the formats of the trade."""

HEADLINE = "Ostrey closes its ferry pier"
FIRST = "The council of Ostrey will close the ferry pier in May, Mayor Tom Roe said on Tuesday."
SECOND = "“It was a hard choice,” Roe said. “But the pier is not safe.”"
THIRD = (
    "A senior engineer, who spoke on the condition of anonymity, said that seven of its beams had "
    "been rotten since 1987."
)
TEXT = f"{FIRST}\n\n{SECOND}\n\n{THIRD}"


def ninjs_2() -> dict[str, object]:
    """An item in ninjs 2.x, with a plain body that has lost its paragraphs before one in HTML."""
    return {
        "uri": "urn:courier.example:20240611:pier",
        "type": "text",
        "versioncreated": "2024-06-11T07:00:00+01:00",
        "language": "en-GB",
        "by": "By Nora Quill and Ines Marsh",
        "headlines": [{"role": "short", "value": "Pier"}, {"role": "main", "value": HEADLINE}],
        "infosources": [{"name": "The Courier"}],
        "copyrightholder": "Courier Holdings",
        "genres": [{"name": "Current"}],
        "bodies": [
            {"role": "plain", "contenttype": "text/plain", "value": f"{FIRST} {SECOND} {THIRD}"},
            {
                "role": "rich",
                "contenttype": "application/xhtml+xml",
                "value": f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>",
            },
        ],
    }


def ninjs_1() -> dict[str, object]:
    """The same item in ninjs 1.x."""
    return {
        "uri": "urn:courier.example:20240611:pier",
        "type": "text",
        "versioncreated": "2024-06-11T07:00:00+01:00",
        "language": "en-GB",
        "byline": "By Nora Quill and Ines Marsh",
        "headline": HEADLINE,
        "infosource": [{"name": "The Courier"}],
        "genre": [{"name": "Current"}],
        "body_text": f"{FIRST} {SECOND} {THIRD}",
        "body_xhtml": f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>",
    }


def picture() -> dict[str, object]:
    """An item without a text."""
    return {
        "uri": "urn:courier.example:20240611:pier-picture",
        "type": "picture",
        "versioncreated": "2024-06-11T07:00:00+01:00",
        "headlines": [{"value": "The pier"}],
        "renditions": [{"name": "thumbnail", "href": "https://courier.example/pier.jpg"}],
    }


def nitf(*, doctype: str = "", namespace: str = "", body: str = "") -> str:
    """The item in NITF, with all that is no part of the text around it."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
{doctype}
<nitf{namespace} xml:lang="en-GB">
  <head>
    <title>pier</title>
    <tobject tobject.type="news">
      <tobject.property tobject.property.type="current"/>
    </tobject>
    <docdata>
      <doc-id id-string="courier.20240611.pier"/>
      <date.issue norm="20240611T070000+0100"/>
      <doc.copyright year="2024" holder="Courier Holdings"/>
    </docdata>
    <pubdata type="print" name="The Courier" position.section="Local"
      ex-ref="https://courier.example/pier"/>
  </head>
  <body>
    <body.head>
      <hedline><hl1>Ostrey closes
        its ferry pier</hl1><hl2>Beams are rotten</hl2></hedline>
      <note><p>Adds the mayor in the second paragraph.</p></note>
      <byline>By <person>Nora Quill</person><byttl>Staff Writer</byttl></byline>
      <byline>By <person>Ines Marsh</person></byline>
      <dateline><location>OSTREY</location></dateline>
    </body.head>
    <body.content>
      <block>
        <p>The council of <location>Ostrey</location> will close the ferry pier in
          <chron norm="202405">May</chron>, Mayor <person>Tom Roe</person> said on Tuesday.</p>
        <media media-type="image"><media-caption><p>The pier in 1990.</p></media-caption></media>
        <p>{SECOND}</p>
        <table><tr><td>Beams</td><td>7</td></tr></table>
        {body}
        <p>{THIRD}</p>
      </block>
    </body.content>
    <body.end><tagline>Reporting by the desk</tagline></body.end>
  </body>
</nitf>
"""
