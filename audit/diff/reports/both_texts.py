"""Both drafts paragraph by paragraph, as the page prints them side by side or as one text."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from onrecord.audit.diff.types import ClaimChange, Diff, Passage
from onrecord.audit.reports.content.wording import LABEL_NAMES
from onrecord.audit.schema.audit import Article, Audit, Claim, Zone
from onrecord.models.types import Span

#: What stands between two sentences of a paragraph that no draft has side by side.
_SPACE: Final = " "


class TextRun(NamedTuple):
    """Words with the same marks: `change` is same, dropped or added; `label` of their claim, or "".

    change_id: of the list's entry on this claim, after whose last word its tag stands; else "".
    tag: what the change is called. spoken: the same with both labels.
    """

    text: str
    change: str
    label: str
    change_id: str = ""
    tag: str = ""
    spoken: str = ""


class TextRow(NamedTuple):
    """A paragraph of the new draft with what it was made from, or a dropped one of the old.

    Numbers are counted from 1, None where the draft has no such paragraph. `moved_from` is the
    paragraph of the old draft that its first moved sentence stood in; `moved_in_part`: the others
    stood elsewhere, or are new.
    """

    old_number: int | None
    new_number: int | None
    zone: Zone
    moved_from: int | None
    moved_in_part: bool
    edited: bool
    old: list[TextRun]
    new: list[TextRun]
    both: list[TextRun]


class ClaimTag(NamedTuple):
    """What the tag of a changed claim says."""

    change_id: str
    tag: str
    spoken: str


def text_rows(diff: Diff, tags: dict[str, ClaimTag]) -> list[TextRow]:
    """The rows of the page; none without text. tags: by the ids of claims of the new draft."""
    if diff.old.article.text is None or diff.new.article.text is None:
        return []
    old, new = _Draft(diff.old, {}), _Draft(diff.new, tags)
    return [_row(old, new, passages) for passages in _grouped(diff)]


def claim_tags(
    changes: Iterable[tuple[str, ClaimChange, Claim, Claim, str]],
) -> dict[str, ClaimTag]:
    """Tags of changed claims, by id.

    changes: of each its entry in the list, the claim before and after, and what it is called.
    """
    return {
        change.new: ClaimTag(
            entry,
            called,
            f"{LABEL_NAMES[old.label]}, now {LABEL_NAMES[new.label].lower()}: {called}",
        )
        for entry, change, old, new, called in changes
    }


def _grouped(diff: Diff) -> Iterator[list[Passage]]:
    """Passages by the paragraph of the new draft; dropped ones go with their old neighbours."""
    old, new = diff.old.article.sentences, diff.new.article.sentences
    group: list[Passage] = []
    at: int | None = None
    before: int | None = None
    for passage in diff.passages:
        was = old[passage.old[0]].paragraph if passage.old else None
        now = new[passage.new[0]].paragraph if passage.new else None
        begins = now != at if now is not None else was != before
        if now is not None and at is None and was is not None and was == before:
            # The paragraph began with sentences that went.
            begins = False
        if group and begins:
            yield group
            group, at, before = [], None, None
        group.append(passage)
        at = now if now is not None else at
        if was is not None and not passage.moved:
            before = was
    if group:
        yield group


class _Draft:
    """A draft's text with its claims, to be cut where a claim begins or ends."""

    def __init__(self, audit: Audit, tags: dict[str, ClaimTag]) -> None:
        self.article: Article = audit.article
        self.text = audit.article.text or ""
        self._tags = tags
        self._pieces: list[tuple[int, int, Claim]] = sorted(
            ((start, end, claim) for claim in audit.claims for start, end in claim.spans),
            key=lambda piece: piece[:2],
        )
        self._ends = [end for _, end, _ in self._pieces]
        self._last = {claim.id: max(end for _, end in claim.spans) for claim in audit.claims}

    def runs(self, span: Span, change: str) -> Iterator[TextRun]:
        """The words inside `span`, cut by claims."""
        at, end = span
        i = bisect_left(self._ends, at + 1)
        while at < end:
            start, stop, claim = self._pieces[i] if i < len(self._pieces) else (end, end, None)
            if start > at:
                yield TextRun(self.text[at : min(start, end)], change, "")
                at = min(start, end)
                continue
            if claim is None:
                return
            cut = min(stop, end)
            tag = self._tags.get(claim.id) if cut == self._last[claim.id] else None
            yield TextRun(self.text[at:cut], change, claim.label, *(tag or ()))
            at = cut
            i += 1

    def span(self, sentences: Sequence[int]) -> Span:
        """From the first to the last of neighbouring sentences."""
        all_of = self.article.sentences
        return all_of[sentences[0]].span[0], all_of[sentences[-1]].span[1]

    def paragraph(self, sentence: int) -> int:
        """The number of a sentence's paragraph, counted from 1."""
        return self.article.sentences[sentence].paragraph + 1


def _row(old: _Draft, new: _Draft, passages: Sequence[Passage]) -> TextRow:
    left: list[TextRun] = []
    right: list[TextRun] = []
    both: list[TextRun] = []
    for passage in passages:
        for runs, more in zip((left, right, both), _runs(old, new, passage), strict=True):
            if runs and more:
                runs.append(TextRun(_SPACE, "same", ""))
            runs += more
    olds = [i for one in passages if not one.moved for i in one.old]
    news = [j for one in passages for j in one.new]
    moved = [i for one in passages if one.moved for i in one.old]
    sentences = new.article.sentences if news else old.article.sentences
    zones = {sentences[i].zone for i in (news or olds)}
    return TextRow(
        old_number=old.paragraph(olds[0]) if olds else None,
        new_number=new.paragraph(news[0]) if news else None,
        zone=zones.pop() if len(zones) == 1 else "body",
        moved_from=old.paragraph(moved[0]) if moved else None,
        moved_in_part=bool(moved) and not all(one.moved for one in passages),
        edited=any(one.change != "same" or one.moved for one in passages),
        old=left,
        new=right,
        both=both,
    )


def _runs(
    old: _Draft, new: _Draft, passage: Passage
) -> tuple[list[TextRun], list[TextRun], list[TextRun]]:
    """The words of a passage in the old draft, in the new one, and as one text."""
    if passage.change != "edited":
        went, came = ("same", "same") if passage.change == "same" else ("dropped", "added")
        left = list(old.runs(old.span(passage.old), went)) if passage.old else []
        right = list(new.runs(new.span(passage.new), came)) if passage.new else []
        return left, right, right or left
    left, right, both = [], [], []
    for piece in passage.pieces:
        if piece.old is not None:
            runs = list(old.runs(piece.old, piece.change))
            left += runs
            both += _unmarked(runs) if piece.new is None else []
        if piece.new is not None:
            runs = list(new.runs(piece.new, piece.change))
            right += runs
            both += runs
    return left, right, both


def _unmarked(runs: Iterable[TextRun]) -> list[TextRun]:
    """Dropped words in the midst of the new draft, whose claims are marked, not theirs."""
    return [TextRun("".join(run.text for run in runs), "dropped", "")]
