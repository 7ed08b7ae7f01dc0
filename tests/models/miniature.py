"""A fictional, annotated article in miniature."""

import numpy as np

from onrecord.models.labels import CODES, SECTORS, UNNAMED
from onrecord.models.linking.link import Linked
from onrecord.models.network.mention_features import Mention, name_of
from onrecord.models.training.examples import Example, ExampleAttribution
from onrecord.models.types import Span

TEXT = (
    "Harbour board delays vote on ferry terminal\n\n"
    "Marta Quill, who chairs the harbour board, said on Tuesday that the vote would wait until "
    "May. “We need the survey,” she said, “and we need it in writing.”\n\n"
    "Two officials who asked not to be named said the delay would cost the town £4m. "
    "The ferry has run since 1921.\n"
)


def spans(*pieces: str) -> list[Span]:
    """Where each of `pieces` stands in TEXT; they must be given in text order."""
    found, at = [], 0
    for piece in pieces:
        at = TEXT.index(piece, at)
        found.append((at, at + len(piece)))
        at += len(piece)
    return found


def example() -> Example:
    """The article with its three attributions."""
    second = TEXT.index("“We need the survey")
    she = TEXT.index("she said", second)
    return Example(
        id="harbour",
        text=TEXT,
        attributions=[
            ExampleAttribution(
                source=spans("Marta Quill, who chairs the harbour board"),
                cue=spans("said on Tuesday"),
                content=spans("that the vote would wait until May"),
                code="P",
                sector="government",
                canonical="Marta Quill",
            ),
            ExampleAttribution(
                source=[(she, she + 3)],
                cue=[(she + 4, she + 8)],
                content=spans("“We need the survey,”", "“and we need it in writing.”"),
                code="P",
                sector="government",
                canonical="Marta Quill",
            ),
            ExampleAttribution(
                source=spans("Two officials who asked not to be named"),
                cue=[(TEXT.index("said the delay"), TEXT.index("said the delay") + 4)],
                content=spans("the delay would cost the town £4m"),
                code="X",
                withheld=True,
                sector="government",
                canonical="two officials",
            ),
        ],
        names=[(*spans("Marta Quill")[0], "PERSON")],
    )


def linked_mentions(
    names: dict[str, int],
    own: list[int | None],
    inside: list[list[int]],
    mentions: tuple[Mention, ...] = (),
    made: set[int] | None = None,
) -> Linked:
    """Mentions of one source: the names of the article, by their kind, and where they stand."""
    return Linked(
        clusters=[],
        cluster_of=[0] * len(own),
        mentions=list(mentions),
        names=[
            [name_of(words, 0, len(words), kind, False)]
            for words, kind in ((name.split(), kind) for name, kind in names.items())
        ],
        people=np.array([kind == 0 for kind in names.values()], dtype=np.bool_),
        inside=inside,
        own=own,
        ending=[None] * len(own),
        offices=set(),
        made=made or set(),
        code=np.zeros((len(own), len(CODES)), dtype=np.float32),
        sector=np.zeros((len(own), len(SECTORS)), dtype=np.float32),
        withheld=np.zeros(len(own), dtype=np.float32),
        unnamed=np.zeros((len(own), len(UNNAMED)), dtype=np.float32),
        insider=np.zeros(len(own), dtype=np.float32),
    )
