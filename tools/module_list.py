"""Write the list of modules in docs/architecture.md from their docstrings; ``--check`` compares."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from marked import ROOT, with_section

PAGE = ROOT / "docs" / "architecture.md"
FLOORS = ("models", "audit", "eval", "desk", "cli")


def purpose(path: Path) -> str:
    """The first line of a module's docstring."""
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return docstring.partition("\n")[0].replace("``", "`")


def listing(floor: str) -> Iterator[str]:
    """One line a module of a floor, the packages' own docstrings as headings."""
    for path in sorted((ROOT / floor).rglob("*.py"), key=lambda p: (p.parent, p.name)):
        place = path.relative_to(ROOT)
        if path.name == "__init__.py":
            mark = "###" if path.parent == ROOT / floor else "####"
            yield f"\n{mark} `{place.parent}/`\n\n{purpose(path)}\n"
        else:
            yield f"- `{path.stem}`: {purpose(path)}"


def main() -> int:
    """Write the list, or compare it."""
    there = PAGE.read_text(encoding="utf-8")
    lines = [line for floor in FLOORS for line in listing(floor)]
    page = with_section(there, "modules", "\n".join(lines))
    if "--check" not in sys.argv:
        PAGE.write_text(page, encoding="utf-8")
        return 0
    if there == page:
        return 0
    print("docs/architecture.md has drifted: run python tools/module_list.py", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
