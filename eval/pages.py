"""Pages of evaluations: templates of this floor on the style sheet that audits' reports have.

The Content-Security-Policy lets in the page's own style and script by their hashes and
nothing else, as on every page of the project.
"""

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from onrecord.audit.reports.html_page import static_file
from onrecord.audit.reports.visible import one_line, visible

if TYPE_CHECKING:
    from jinja2 import Environment

_OWN: Final = "onrecord.eval"
_SHARED: Final = "onrecord.audit.reports"


def render_page(template: str, context: Mapping[str, object], script: str = "") -> str:
    """The page that `template` makes of `context`; every value is escaped where it is printed.

    Args:
        template: a file in ``templates/``.
        context: its variables.
        script: a file in ``static/`` that goes into the page, none if empty.
    """
    style = static_file("page.css") + _static("evaluation.css")
    code = _static(script) if script else ""
    scripts = f"'{_hash(code)}'" if code else "'none'"
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src {scripts}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    page = _environment(escaped=True).get_template(template)
    return page.render(context, style=style, script=code, policy=policy)


def render_text(template: str, context: Mapping[str, object]) -> str:
    """What `template`, of plain text, makes of `context`; nothing is escaped."""
    return _environment(escaped=False).get_template(template).render(context)


def _static(name: str) -> str:
    return files(_OWN).joinpath("static", name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


@cache
def _environment(*, escaped: bool) -> "Environment":
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    def load(name: str) -> str | None:
        for package in (_OWN, _SHARED):
            path = files(package).joinpath("templates", name)
            if path.is_file():
                return path.read_text(encoding="utf-8")
        return None

    environment = Environment(
        loader=FunctionLoader(load),
        autoescape=escaped,
        undefined=StrictUndefined,
        finalize=lambda value: visible(value) if type(value) is str else value,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["cell"] = lambda text: one_line(str(text)).replace("|", "\\|")
    return environment
