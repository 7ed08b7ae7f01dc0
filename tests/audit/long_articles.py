"""Articles of any length in which every sourcing rule has something to weigh."""

from string import ascii_lowercase

import msgspec

from onrecord.audit.ingest.types import Document
from onrecord.audit.schema.audit import Link
from onrecord.models.labels import LABEL_OF_CODE, Code, SourceType
from onrecord.models.text.view import TextView
from onrecord.models.types import Analysis, Attribution, Grant, Source, Span

#: A block of text: `<role:words>`, in which ``s1`` … are sources, ``c`` cues, and the digit
#: behind a content is the attribution's number. {} is a name that no other block has.
_BLOCK = """\
[s1:Q{0}] [c1:said] [t1:the pier near Q{0} Point was weak and had cost the town dearly]. \
[t2:“The M{0} board lied about the storm and failed the harbour again and again, and nobody in \
the whole of the town was ever told what it all would cost them in the end. It is a mess. M{0} \
is corrupt, and I think the board should go,”] [s2:an aide to W{0}] [c2:said], \
[g:speaking on condition of anonymity because she was not authorized to speak].

W{0} declined to comment. [t3:Prices] [c3:were said to] [t3:rise by 40 percent]. [s4:The K{0} \
Gazette] [c4:reported] [t4:that R{0} defrauded the ferry]. [t6:The gulls were reportedly fed, \
it is said,] [s6:D{0}] [c6:told] reporters.

Harbour Of V{0}

Was it the winter of V{0}? The ferry carried 4,312 people and 17 percent of all boats, and the \
water rose by 23 feet behind the old mill while nobody at all was watching the long grey quay. \
[t5:“Boats sank here,”] [s5:T{0}] [c5:said]. R{0} denied it.

"""
_WHO: dict[str, tuple[Code, SourceType, str]] = {
    "1": ("P", "person", "Ann Q{0}"),
    "2": ("X", "confidential", "an aide to W{0}"),
    "3": ("N", "unidentified", ""),
    "4": ("O", "organisation", "The K{0} Gazette"),
    "5": ("X", "group", "officials of T{0}"),
    "6": ("P", "person", "Jo D{0}"),
}
_SECTORS = {"1": "citizen", "2": "government", "4": "media", "5": "justice", "6": "unknown"}


def long_article(blocks: int) -> tuple[Document, Analysis]:
    """An article of so many blocks (about 150 words each), and what is found in it."""
    text = ""
    attributions: list[Attribution] = []
    sources: list[Source] = []
    grants: list[Grant] = []
    links: list[Link] = []
    for block in range(blocks):
        plain, marks = _read(_BLOCK.replace("{0}", _letters(block)), len(text))
        text += plain
        links.append(Link(span=marks["t1"][0], url=f"https://{_letters(block)}.example/pier"))
        grant = Grant(span=marks["g"][0], reason="not authorized", reason_type="not_authorised")
        grants.append(grant)
        for who, (code, kind, name) in _WHO.items():
            id = f"s{block}-{who}"
            attributions.append(
                Attribution(
                    id=f"a{block}-{who}",
                    source=marks.get(f"s{who}", []),
                    cue=marks.get(f"c{who}", []),
                    content=marks[f"t{who}"],
                    style="indirect",
                    kind="speech",
                    code=code,
                    label=LABEL_OF_CODE[code],
                    type="hearsay" if code == "N" else kind,
                    source_id=None if code == "N" else id,
                )
            )
            if code != "N":
                sources.append(
                    Source(
                        id=id,
                        name=name.replace("{0}", _letters(block)),
                        label=LABEL_OF_CODE[code],
                        type=kind,
                        sector=_SECTORS[who],  # type: ignore[arg-type]
                        insider=True if code == "X" else None,
                        member_of=f"s{block}-5" if who == "2" and block % 3 == 0 else None,
                        grant=grant if who == "2" else None,
                        mentions=marks[f"s{who}"],
                    )
                )
    view = TextView(text)
    styled = [msgspec.structs.replace(a, style=view.style_of(a.content)) for a in attributions]
    document = Document(id="long", text=text, links=links)
    return document, Analysis(attributions=styled, sources=sources, grants=grants)


def _letters(number: int) -> str:
    """A number in letters, three of them, so that names are words of their own."""
    return "".join(ascii_lowercase[number // 26**place % 26] for place in range(3))


def _read(marked: str, offset: int) -> tuple[str, dict[str, list[Span]]]:
    """The text of a block, and the spans of its roles in the whole text."""
    marks: dict[str, list[Span]] = {}
    plain = ""
    parts = iter(marked.split("["))
    plain += next(parts)
    for part in parts:
        inside, _, behind = part.partition("]")
        role, _, words = inside.partition(":")
        start = offset + len(plain)
        marks.setdefault(role, []).append((start, start + len(words)))
        plain += words + behind
    return plain, marks
