"""From attributions found by wording to an analysis: who the sources are, by simple rules."""

import re
from collections.abc import Sequence
from typing import Final

import msgspec

from onrecord.eval.metrics.sources.name_accuracy import same_name
from onrecord.eval.references.lexicon import head, is_one_of, is_plural, trimmed, words
from onrecord.models.labels import LABEL_OF_CODE, Code, SourceType
from onrecord.models.text.view import TextView
from onrecord.models.types import Analysis, Attribution, Source, Span

#: Names of two words and more, initials and small words inside included.
_FULL_NAME: Final = re.compile(
    r"[A-Z][\w'’-]{1,40}(?:\s+(?:[A-Z]\.|(?:de|van|von|der|al|bin)(?=\s)|[A-Z][\w'’-]{1,40}))+"
)
_ACRONYM: Final = re.compile(r"(?:[A-Z]\.?){2,6}s?")
_NOT_A_PERSON: Final[tuple[Code, ...]] = ("O", "D", "Q")


class Draft(msgspec.Struct, kw_only=True):
    """An attribution before its source is known; `code` settles it where it is given."""

    source: Span | None = None
    cue: list[Span] = []
    content: list[Span]
    code: Code | None = None


class _Cluster(msgspec.Struct):
    name: str
    code: Code
    mentions: list[Span] = []


def analysis_of_drafts(text: str, drafts: Sequence[Draft]) -> Analysis:
    """The analysis of `text` with its sources linked.

    A name joins the source whose name it is or is contained in, and is called by the fullest
    form that the text has. A pronoun is the last source that it may stand for, and so is a
    definite description ("the agency") of a body or document; a source without words is the
    one before it. Everything else is a source of its own, the same words the same source.
    Every kind is `speech`, every sector unknown, and nothing is confidential. What the writer
    says is left out.
    """
    reader = _Reader(text)
    view = TextView(text)
    attributions = []
    for number, draft in enumerate(sorted(drafts, key=_start), start=1):
        cluster = reader.cluster_of(draft)
        code: Code = draft.code or (cluster.code if cluster else reader.code_of(draft))
        if code == "A":
            continue
        source = [draft.source] if draft.source else []
        attributions.append(
            Attribution(
                id=f"a{number}",
                source=source,
                cue=draft.cue,
                content=draft.content,
                style=view.style_of(draft.content),
                kind="speech",
                code=code,
                label=LABEL_OF_CODE[code],
                type=_type(cluster) if cluster else "hearsay",
                source_id=f"s{reader.clusters.index(cluster) + 1}" if cluster else None,
            )
        )
    sources = [_entry(i, cluster) for i, cluster in enumerate(reader.clusters, start=1)]
    return Analysis(attributions=attributions, sources=sources, grants=[])


class _Reader:
    """Reads mentions in text order and keeps the sources met so far."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.clusters: list[_Cluster] = []
        self._latest: list[_Cluster] = []
        found = dict.fromkeys(m.group() for m in _FULL_NAME.finditer(text))
        # Of names of one length the first in the text: an order that no hash decides.
        self._full_names = sorted(found, key=len)

    def cluster_of(self, draft: Draft) -> _Cluster | None:
        """The source of `draft`; None for nobody and for the writer."""
        if draft.code is not None:
            return None
        mention = self._mention(draft)
        first = mention.split(" ", 1)[0].lower()
        if not mention:
            found = self._latest[-1] if self._latest else None
        elif mention.lower() in words("writer"):
            return None
        elif mention.lower() in words("pronouns"):
            found = self._antecedent(mention.lower())
        elif _is_name(mention):
            found = self._named(mention)
        else:
            found = self._described(mention, definite=first in words("definite"))
        if found is not None:
            self._latest = [cluster for cluster in self._latest if cluster is not found] + [found]
            if draft.source is not None and draft.source not in found.mentions:
                found.mentions.append(draft.source)
        return found

    def code_of(self, draft: Draft) -> Code:
        """The code of a draft that has no source cluster."""
        return "A" if self._mention(draft).lower() in words("writer") else "N"

    def _mention(self, draft: Draft) -> str:
        return trimmed(self.text, draft.source) if draft.source else ""

    def _antecedent(self, pronoun: str) -> _Cluster | None:
        personal = pronoun in words("personal")
        for cluster in reversed(self._latest):
            person = cluster.code not in _NOT_A_PERSON
            several = person and cluster.code == "X" and is_plural(cluster.name)
            if personal and person and not several:
                return cluster
            if pronoun == "it" and not person:
                return cluster
            if not personal and pronoun != "it" and (several or not person):
                return cluster
        return None

    def _named(self, mention: str) -> _Cluster:
        name = re.split(r"(?<!\s)\s*+[,(–—]", mention)[0]
        for cluster in reversed(self._latest):
            if LABEL_OF_CODE[cluster.code] == "named" and same_name(cluster.name, name):
                return cluster
        code = _code_of_name(name)
        fuller = [full for full in self._full_names if code == "P" and same_name(full, name)]
        return self._new(max([name, *fuller[-1:]], key=len), code)

    def _described(self, mention: str, *, definite: bool) -> _Cluster:
        for cluster in self.clusters:
            if cluster.name.lower() == mention.lower():
                return cluster
        noun = head(mention)
        document, body = is_one_of(noun, "documents"), is_one_of(noun, "bodies")
        wanted: Code = "D" if document else "O" if body else "X"
        if definite and wanted != "X":
            for cluster in reversed(self._latest):
                if cluster.code == wanted:
                    return cluster
        return self._new(mention, "X" if wanted == "X" else "Q")

    def _new(self, name: str, code: Code) -> _Cluster:
        cluster = _Cluster(name, code)
        self.clusters.append(cluster)
        return cluster


def _start(draft: Draft) -> int:
    spans = [*([draft.source] if draft.source else []), *draft.cue, *draft.content]
    return min(start for start, _ in spans)


def _is_name(mention: str) -> bool:
    """Whether a mention calls its source by name: a capital behind an article, or at the start."""
    first, _, rest = mention.partition(" ")
    if first.lower() in words("definite"):
        return first.lower() == "the" and rest[:1].isupper()
    # A description that begins a sentence has one capital: "Officials", "Two clerks".
    alone = first[:1].isupper() and first.lower() not in words("indefinite")
    return alone and not (is_plural(first) and not rest[:1].isupper())


def _code_of_name(name: str) -> Code:
    noun = head(name)
    if is_one_of(noun, "documents"):
        return "D"
    starts_like_a_body = name.lower().startswith("the ")
    if starts_like_a_body or is_one_of(noun, "bodies") or _ACRONYM.fullmatch(name):
        return "O"
    return "P"


def _type(cluster: _Cluster) -> SourceType:
    if cluster.code == "X":
        return "group" if is_plural(cluster.name) else "individual"
    types: dict[Code, SourceType] = {"P": "person", "O": "organisation", "D": "document"}
    return types.get(cluster.code, "unidentified")


def _entry(number: int, cluster: _Cluster) -> Source:
    anonymous = LABEL_OF_CODE[cluster.code] == "anonymous"
    return Source(
        id=f"s{number}",
        name=cluster.name,
        label=LABEL_OF_CODE[cluster.code],
        type=_type(cluster),
        sector="unknown",
        description=cluster.name if anonymous else None,
        mentions=sorted(cluster.mentions),
    )
