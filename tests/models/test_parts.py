"""Long articles, decoded part by part."""

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from onrecord.models.tagger import Tagger
from onrecord.models.types import Analysis
from tests.models.miniature import TEXT

#: Megabytes that the process of an audit may take, for an article of so many characters. The
#: second is a twelfth of the longest article that is read by default, which may take 2,000.
MOST = [(120_000, 400), (800_000, 340)]
PROGRAM = """
import re, sys
from pathlib import Path
from onrecord.audit.auditor import Auditor
from tests.models.reading import tagger_by_words
from onrecord.audit.policy.load import load_policy
auditor = Auditor(tagger_by_words(), load_policy("strict"))
block = '''The ferry board of Calder Bay met on Tuesday to vote on the terminal near the old pier.

Marta Quill, who chairs the board, said that the vote would wait until May. “We need a survey,”
she said. Two officials who asked not to be named said it would cost the town a great deal.

'''
size = int(sys.argv[1])
auditor((block * (size // len(block) + 1))[:size]).to_json()
# getrusage tells of the process that started this one, too.
print(int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024)
"""


def said(analysis: Analysis) -> list[tuple[object, ...]]:
    return [(a.source, a.cue, a.content, a.code, a.source_id) for a in analysis.attributions]


def test_an_article_in_parts_says_what_it_says_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    tagger, text = Tagger.load(runtime="onnx"), "\n".join([TEXT] * 30)
    whole = tagger.analyse([text])[0]
    tagger = tagger.with_decoding(msgspec.structs.replace(tagger.decoding, part=200))
    read: list[int] = []
    parts = tagger._reader.parts

    def noted(*args):  # type: ignore[no-untyped-def]
        for start, scores in parts(*args):
            read.append(start)
            yield start, scores

    monkeypatch.setattr(tagger._reader, "parts", noted)
    in_parts = tagger.analyse([text])[0]
    assert len(read) > 2
    assert said(in_parts) == said(whole)
    assert [s.name for s in in_parts.sources] == [s.name for s in whole.sources]


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux's /proc")
@pytest.mark.parametrize(("size", "most"), MOST)
def test_memory_stays_small(size: int, most: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(size)], capture_output=True, text=True, check=True
    )
    assert int(done.stdout) <= most
