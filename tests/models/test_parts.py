"""Long articles, decoded part by part."""

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from onrecord.models.tagger import Tagger
from onrecord.models.types import Analysis
from tests.models.miniature import TEXT

pytestmark = pytest.mark.slow

#: Megabytes that the process of an audit may take, for an article of so many characters.
ARTICLE, MOST = 120_000, 400
#: Megabytes that an article of the greatest length, of 10 MB, may take, by what it holds.
LONGEST, MOST_OF_ALL = 10_000_000, {"prose": 1_000, "names": 2_000}
PROGRAM = """
import re, sys
from itertools import count
from pathlib import Path
import msgspec
from onrecord.audit.auditor import Auditor
from tests.models.reading import tagger_by_words
from onrecord.audit.policy.load import load_policy
from onrecord.audit.reports.options import ReportOptions
from onrecord.audit.reports.to_json import rendered_pieces
from onrecord.models.linking import vectors
tagger = tagger_by_words()
block = '''The ferry board of Calder Bay met on Tuesday to vote on the terminal near the old pier.

Marta Quill, who chairs the board, said that the vote would wait until May. “We need a survey,”
she said. Two officials who asked not to be named said it would cost the town a great deal.

'''
def called(number):
    parts = [("bcdfgklmnprstvz"[number // 75**i % 15], "aeiou"[number // 75**i % 5])
             for i in (0, 1, 2)]
    return "".join(map("".join, parts)).capitalize()

form, size, since = sys.argv[1], int(sys.argv[2]), sys.argv[3]
if form == "prose":
    text = (block * (size // len(block) + 1))[:size]
else:
    # Nothing but names that are ever new.
    names = (f"{called(n)} {called(7 * n + 3)} said so. " for n in count())
    text = ""
    while len(text) < size:
        text += next(names)
if since == "loading":
    # In smaller parts than usual, so that little is enough to show how memory grows.
    tagger = tagger.with_decoding(msgspec.structs.replace(tagger.decoding, part=4_096))
    vectors._AT_ONCE = 256
auditor = Auditor(tagger, load_policy("strict"))
if since == "loading":
    auditor(text[:2_000])
    # From here on: loading takes more for a moment.
    Path("/proc/self/clear_refs").write_text("5")
with Path("/dev/null").open("wb") as sink:
    sink.writelines(rendered_pieces(auditor(text), ReportOptions()))
# getrusage tells of the process that started this one, too.
print(int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1000)
"""


LINUX = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux's /proc")


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


def peak(form: str, size: int, since: str = "loading") -> float:
    """The megabytes that a process takes for the audit of a text of so many characters.

    The most that it takes `since` its start, or since loading.
    """
    command = [sys.executable, "-c", PROGRAM, form, str(size), since]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


@LINUX
def test_memory_stays_small() -> None:
    assert peak("prose", ARTICLE, "start") <= MOST


@LINUX
@pytest.mark.parametrize("form", MOST_OF_ALL)
def test_the_longest_article_takes_no_more_than_an_article_may(form: str) -> None:
    # Far enough apart that a megabyte more or less counts for little.
    short, long = 40_000, 160_000
    before = peak(form, short)
    growth = (peak(form, long) - before) / (long - short)
    assert before + growth * (LONGEST - short) <= MOST_OF_ALL[form]
