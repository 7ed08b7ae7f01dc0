"""What an audit imports: nothing that takes long to start."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.models.miniature import TEXT

pytestmark = pytest.mark.slow

#: What takes long to import; an audit on a CPU needs none of it.
HEAVY = {
    "torch",
    "transformers",
    "datasets",
    "pandas",
    "pyarrow",
    "scipy",
    "sklearn",
    "matplotlib",
    "onnx",
    "sympy",
}
PROGRAM = (
    "import sys; from onrecord.cli.main import main; code = main(sys.argv[1:]); "
    "print(*sorted(sys.modules), file=sys.stderr); sys.exit(code)"
)


def modules_of(*arguments: str) -> set[str]:
    """Modules that the program imports when it runs with `arguments`."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments], capture_output=True, text=True, check=True
    )
    assert done.stdout
    return set(done.stderr.split())


def test_an_audit_imports_nothing_heavy(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text(TEXT, encoding="utf-8")
    for form in ("json", "terminal", "md"):
        imported = modules_of("audit", str(article), "--format", form)
        assert {"onnxruntime", "tokenizers"} <= imported
        assert not HEAVY & imported


def test_help_imports_no_model() -> None:
    assert not (HEAVY | {"onnxruntime", "tokenizers", "numpy"}) & modules_of("audit", "--help")
