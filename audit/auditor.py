"""`Auditor`: a loaded model and a policy, ready to audit articles."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

import msgspec

from onrecord.audit.assemble import NO_ANALYSIS, assemble, text_hash
from onrecord.audit.decisions.load import DecisionSource, decisions_for
from onrecord.audit.house.read_house import read_house
from onrecord.audit.house.types import NO_HOUSE, House
from onrecord.audit.ingest.types import Document, Metadata
from onrecord.audit.policy.load import load_policy
from onrecord.audit.policy.types import Policy
from onrecord.audit.schema.audit import Audit, ModelInfo
from onrecord.models.text.view import TextView
from onrecord.models.types import Analysis

if TYPE_CHECKING:
    from onrecord.models.tagger import Tagger

DEFAULT_POLICY: Final = "default"
#: How much the tagger is given at once: articles, and characters in them.
_BATCH_ARTICLES: Final = 32
_BATCH_CHARACTERS: Final = 200_000
_ID_LENGTH: Final = 12


class Auditor:
    """Audits articles with one model under one policy.

    >>> auditor = Auditor.load()
    >>> audit = auditor("The mayor resigned on Monday, two council members said.")
    >>> audit.claims[0].label
    'anonymous'
    """

    def __init__(
        self,
        tagger: "Tagger",
        policy: Policy,
        *,
        decisions: DecisionSource | None = None,
        house: House | None = None,
    ) -> None:
        """Take a model, rules, and what editors have decided (`load` says in which forms).

        Raises:
            OnRecordError: the file of decisions can't be read.
        """
        self.tagger = tagger
        self.policy = policy
        self._decisions = decisions_for(decisions)
        self.house = NO_HOUSE if house is None else house
        self.model = ModelInfo(
            name=tagger.name,
            version=tagger.version,
            runtime=tagger.runtime,
            signature=tagger.signature,
        )

    @classmethod
    def load(
        cls,
        path: str | Path | None = None,
        *,
        runtime: str | None = None,
        policy: Policy | str | Path | None = None,
        decisions: DecisionSource | None = None,
        house: House | str | Path | None = None,
    ) -> Self:
        """An auditor with the shipped model, or the one in the folder `path`.

        Args:
            path: a folder with trained weights; None: those that come with the package.
            runtime: what runs the model (None: the best that is installed).
            policy: a policy, the name of a preset, or the path of a TOML file.
            decisions: what editors have decided: decisions, a `DecisionFile`, the path of a file
                of them, or a function that gives those on a `Document` (None: there are none).
                The first three are applied to every article; those that fit nothing in one are
                listed in its audit.

            house: a house list, or the path of one; what is bad in it is among its faults.

        Raises:
            OnRecordError: there is no usable model, policy, house list or file of decisions there.
        """
        from onrecord.models.tagger import Tagger

        chosen = DEFAULT_POLICY if policy is None else policy
        rules = chosen if isinstance(chosen, Policy) else load_policy(chosen)
        known = read_house(Path(house)) if isinstance(house, str | Path) else house
        return cls(Tagger.load(path, runtime), rules, decisions=decisions, house=known)

    def __call__(
        self,
        text: str,
        *,
        id: str | None = None,
        title: str | None = None,
        **metadata: str | None,
    ) -> Audit:
        """The audit of one article's text.

        Args:
            text: the article, headline and byline included or not. Offsets in the audit are
                indices into it.
            id: what the audit calls the article; None: the start of the text's SHA-256.
            title: its headline, which helps to separate it from the body.
            metadata: `publisher`, `byline`, `author`, `section`, `date`, `url`, `language`,
                `genre`.

        Raises:
            OnRecordError: the text can't be written as UTF-8.
            TypeError: `metadata` holds another name.
        """
        name = text_hash(text)[:_ID_LENGTH] if id is None else id
        known = msgspec.structs.asdict(Metadata(title=title, **metadata))
        return self.audit(Document(id=name, text=text, **known))

    def audit(self, document: Document, *, decisions: DecisionSource | None = None) -> Audit:
        """The audit of one article as `onrecord.audit.ingest` reads it."""
        return next(self.audit_many([document], decisions=decisions))

    def audit_many(
        self, articles: Iterable[str | Document], *, decisions: DecisionSource | None = None
    ) -> Iterator[Audit]:
        """The audits of many articles, in their order; the tagger gets several at a time.

        Articles are taken from `articles` as they are needed, a few dozen ahead of the audits.
        `decisions` take the place of those that the auditor was made with.

        Raises:
            OnRecordError: a text can't be written as UTF-8.
        """
        decided = self._decisions if decisions is None else decisions_for(decisions)
        for batch in _batches(map(_document, articles)):
            views = [TextView(document.text) for document in batch]
            found = self._analyse(views)
            views.reverse()
            found.reverse()
            for document in batch:
                audit = assemble(
                    document,
                    found.pop(),
                    model=self.model,
                    policy=self.policy,
                    view=views.pop(),
                    stages=self.tagger.stages,
                    decisions=decided(document) if decided else None,
                    house=self.house,
                    genre_words=self.tagger.genre_words,
                )
                # Nothing that an audit was made from is held while it is written.
                yield audit

    def _analyse(self, views: list[TextView]) -> list[Analysis]:
        """An analysis of each text; one without any word never reaches the tagger."""
        worth = [view for view in views if len(view.words)]
        found = iter(self.tagger.analyse_views(worth) if worth else [])
        return [next(found) if len(view.words) else NO_ANALYSIS for view in views]


def _document(article: str | Document) -> Document:
    if isinstance(article, Document):
        return article
    return Document(id=text_hash(article)[:_ID_LENGTH], text=article)


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    batch: list[Document] = []
    characters = 0
    for document in documents:
        batch.append(document)
        characters += len(document.text)
        if len(batch) == _BATCH_ARTICLES or characters >= _BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch
