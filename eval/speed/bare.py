"""The network alone on the windows of a corpus, in a process of its own."""

import argparse
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Final

import msgspec

from onrecord.models.arrays import FloatArray
from onrecord.models.network.subwords import Encoded, Subwords
from onrecord.models.network.windows import Batch
from onrecord.models.runtimes.choose import load_runtime
from onrecord.models.runtimes.model_settings import ModelSettings
from onrecord.models.runtimes.scores import Reader, Runtime
from onrecord.models.text.view import TextView

#: Articles whose windows run together, longest first; more would only take memory.
_TOGETHER: Final = 32


class _Timed:
    """A runtime that adds up the time in which it runs."""

    def __init__(self, runtime: Runtime) -> None:
        self.name, self.runs_alone = runtime.name, runtime.runs_alone
        self.seconds = 0.0
        self._runtime = runtime

    def run(self, windows: Sequence[Batch]) -> Iterator[Sequence[FloatArray]]:
        start = perf_counter()
        outputs = list(self._runtime.run(windows))
        self.seconds += perf_counter() - start
        return iter(outputs)


def network_seconds(folder: Path, corpus: Path, runtime: str) -> float:
    """Time that the network takes for the windows of `corpus`, JSON Lines with a `text` each.

    Nothing else counts: windows are made before the clock runs, outputs are dropped.
    """
    timed = _Timed(load_runtime(folder, runtime))
    subwords = Subwords.load(folder)
    settings = ModelSettings.load(folder)
    classifier, separator, padding = map(subwords.id_of, ("[CLS]", "[SEP]", "[PAD]"))
    reader = Reader(timed, (classifier, separator, padding), settings.capacity, settings.margin)
    reader.read([subwords.encode(TextView("The mayor resigned, she said.").tokens)])
    timed.seconds = 0.0
    for articles in _articles(corpus, subwords):
        reader.read(articles)
    return timed.seconds


def _articles(corpus: Path, subwords: Subwords) -> Iterator[list[Encoded]]:
    with corpus.open("rb") as file:
        while lines := list(islice(file, _TOGETHER)):
            texts = [msgspec.json.decode(line)["text"] for line in lines]
            yield [subwords.encode(TextView(text).tokens) for text in texts]


def main() -> None:
    """Print the seconds."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("runtime")
    arguments = parser.parse_args()
    print(network_seconds(arguments.folder, arguments.corpus, arguments.runtime))


if __name__ == "__main__":
    main()
