"""Pages of evaluations, with the style sheet of audit reports."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from onrecord.audit.reports.html.page import environment_of, page_of, static_file
from onrecord.audit.reports.visible import one_line

if TYPE_CHECKING:
    from jinja2 import Environment

_OWN: Final = "onrecord.eval"
_SHARED: Final = "onrecord.audit.reports.html"


def render_page(template: str, context: Mapping[str, object], script: str = "") -> str:
    """The page that `template` makes of `context`; every value is escaped where it is printed.

    Args:
        template: a file in ``templates/``.
        context: its variables.
        script: a file in ``static/`` that goes into the page, none if empty.
    """
    style = static_file("page.css") + _static("evaluation.css")
    code = _static(script) if script else ""
    return page_of(_environment(escaped=True).get_template(template), context, style, code)


def render_text(template: str, context: Mapping[str, object]) -> str:
    """What `template`, of plain text, makes of `context`; nothing is escaped."""
    return _environment(escaped=False).get_template(template).render(context)


def _static(name: str) -> str:
    return files(_OWN).joinpath("static", name).read_text(encoding="utf-8")


@cache
def _environment(*, escaped: bool) -> "Environment":
    environment = environment_of((_OWN, _SHARED), escaped=escaped)
    environment.filters["cell"] = lambda text: one_line(str(text)).replace("|", "\\|")
    return environment
