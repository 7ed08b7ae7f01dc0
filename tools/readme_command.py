"""Print a command that the README tells people to type: ``readme_command.py audit|test``."""

import sys

from marked import ROOT, code, section

if __name__ == "__main__":
    page = (ROOT / "README.md").read_text()
    print(code(section(page, f"command {sys.argv[1]}")), end="")
