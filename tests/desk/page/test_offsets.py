"""The page's offsets (UTF-16) against Python's (code points), on texts with astral letters."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

FRONTEND = Path(__file__).parents[3] / "desk/frontend"
_ANY = st.text(
    st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("a🦀𝓛👩é\u202e"))
)
_PROGRAM = """
import { Offsets } from "./offsets.mjs";
import { readFileSync } from "node:fs";
const found = JSON.parse(readFileSync(0, "utf8")).map((text) => {
  const offsets = new Offsets(text);
  const points = [...text].length;
  return {
    same: offsets.same,
    units: Array.from({ length: points + 1 }, (_, at) => offsets.toUnits(at)),
    points: Array.from({ length: text.length + 1 }, (_, at) => offsets.toPoints(at)),
  };
});
console.log(JSON.stringify(found));
"""


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A program for Node.js that converts all offsets of the texts it is given."""
    esbuild = FRONTEND / "node_modules/.bin/esbuild"
    if shutil.which("node") is None or not esbuild.exists():
        pytest.skip("needs Node.js and npm ci --prefix desk/frontend")
    folder = tmp_path_factory.mktemp("offsets")
    module = folder / "offsets.mjs"
    command = [esbuild, FRONTEND / "src/offsets.ts", f"--outfile={module}", "--log-level=warning"]
    subprocess.run(command, check=True)
    (folder / "run.mjs").write_text(_PROGRAM)
    return folder / "run.mjs"


@pytest.mark.slow
@settings(max_examples=20, deadline=None)
@given(texts=st.lists(_ANY, min_size=10, max_size=60))
def test_both_ways_of_counting_agree(program: Path, texts: list[str]) -> None:
    done = subprocess.run(
        ["node", str(program)], input=json.dumps(texts), capture_output=True, text=True, check=True
    )
    for text, found in zip(texts, json.loads(done.stdout), strict=True):
        # Where each character starts, in UTF-16 units.
        starts = [len(text[:at].encode("utf-16-le")) // 2 for at in range(len(text) + 1)]
        assert found["units"] == starts
        assert found["same"] == (starts[-1] == len(text))
        for unit, point in enumerate(found["points"]):
            # A unit inside a character counts as its start.
            assert starts[point] <= unit
            assert point == len(text) or unit < starts[point + 1]
