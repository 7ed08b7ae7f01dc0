"""Audit the sample article for the README and docs/sample/; ``--check`` fails where they drifted.

Compared are the labels, spans and sources of the audit and the wording and structure of the
reports; numbers in a report may differ a little from machine to machine. Screenshots are taken
only where Chromium is installed, and not compared.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from marked import ROOT, section, with_section

README = ROOT / "README.md"
FOLDER = ROOT / "docs" / "sample"
ARTICLE = "examples/sample.txt"
REPORTS = ("json", "html", "md")
#: Name, width and height in pixels, colour scheme.
SHOTS = (
    ("light", 1200, 1500, "light"),
    ("dark", 1200, 1500, "dark"),
    ("phone", 500, 1100, "light"),
)


def audited(form: str) -> str:
    """What the command prints about the sample article in a format."""
    command = [sys.executable, "-m", "onrecord.cli", "audit", ARTICLE, "--format", form]
    plain = os.environ | {"COLUMNS": "96", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        command, cwd=ROOT, env=plain, check=True, stdout=subprocess.PIPE, encoding="utf-8"
    )
    return done.stdout


def block(printed: str) -> str:
    """The README's section: the command and what it prints."""
    lines = "\n".join(line.rstrip() for line in printed.strip("\n").splitlines())
    return f"```text\n$ onrecord audit {ARTICLE}\n{lines}\n```"


def labels(audit: dict[str, Any]) -> Any:
    """What of an audit must not drift."""
    return [
        [[c["spans"], c["label"], c["style"], c["source_id"]] for c in audit["claims"]],
        [[s["name"], s["label"], s["type"], s["sector"], s["count"]] for s in audit["sources"]],
        [[f["rule"], f["level"], f["spans"]] for f in audit["findings"]],
    ]


def wording(report: str) -> str:
    """A report without its numbers."""
    return re.sub(r"[\d.,]*\d", "0", report)


def drifted(printed: str, reports: dict[str, str]) -> Iterator[str]:
    """Names of the places that no longer say what the program says."""
    if wording(section(README.read_text(encoding="utf-8"), "sample").strip()) != wording(printed):
        yield "README.md"
    for form, report in reports.items():
        path = FOLDER / f"sample.{form}"
        there = path.read_text(encoding="utf-8") if path.exists() else ""
        same = (
            there != "" and labels(json.loads(there)) == labels(json.loads(report))
            if form == "json"
            else wording(there) == wording(report)
        )
        if not same:
            yield str(path.relative_to(ROOT))


def write(printed: str, reports: dict[str, str]) -> None:
    """Put all of it where it belongs."""
    FOLDER.mkdir(exist_ok=True)
    page = with_section(README.read_text(encoding="utf-8"), "sample", printed)
    README.write_text(page, encoding="utf-8")
    for form, report in reports.items():
        (FOLDER / f"sample.{form}").write_text(report, encoding="utf-8")
    browser = shutil.which("chromium")
    if browser is None:
        print("no Chromium here: the screenshots stay as they are", file=sys.stderr)
        return
    for name, width, height, scheme in SHOTS:
        photograph(browser, FOLDER / f"{name}.png", f"{width},{height}", scheme)


def photograph(browser: str, picture: Path, size: str, scheme: str) -> None:
    """Take a screenshot of the HTML report."""
    subprocess.run(
        [
            browser,
            "--headless",
            "--no-sandbox",
            "--hide-scrollbars",
            f"--blink-settings=preferredColorScheme={0 if scheme == 'dark' else 1}",
            f"--window-size={size}",
            f"--screenshot={picture}",
            (FOLDER / "sample.html").as_uri(),
        ],
        check=True,
        stderr=subprocess.DEVNULL,
    )


def main() -> int:
    """Write the sample's pages, or compare them."""
    printed = block(audited("terminal"))
    reports = {form: audited(form) for form in REPORTS}
    if "--check" not in sys.argv:
        write(printed, reports)
        return 0
    places = list(drifted(printed, reports))
    if places:
        print(f"drifted: {', '.join(places)}; run python tools/sample.py", file=sys.stderr)
    return int(bool(places))


if __name__ == "__main__":
    sys.exit(main())
