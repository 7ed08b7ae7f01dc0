"""Self-contained pages: one template, with its styles and scripts inside and nothing else allowed.

The Content-Security-Policy lets in the page's own style sheet and script by their hashes and
nothing else: no request leaves the page, and text that got through the escaping could neither
run nor restyle it.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from onrecord.audit.reports.content import wording
from onrecord.audit.reports.visible import visible

if TYPE_CHECKING:
    from jinja2 import Environment, Template

_HERE: Final = "onrecord.audit.reports.html"


def render_page(
    template: str,
    context: Mapping[str, object],
    styles: Sequence[str] = (),
    scripts: Sequence[str] = (),
) -> str:
    """The page that `template` (in ``templates/``) makes of `context`.

    Every value is escaped where it is printed. styles, scripts: names of files in ``static/``,
    put into the page in that order, as one style sheet and one script.
    """
    style, script = _joined(styles), _joined(scripts)
    return page_of(_environment().get_template(template), context, style, script)


def page_of(template: Template, context: Mapping[str, object], style: str, script: str) -> str:
    """The page that `template` makes of `context`, with one style sheet and one script in it."""
    return template.render(context, style=style, script=script, policy=_policy(style, script))


def static_file(name: str) -> str:
    """Text of a file in ``static/``."""
    return files(_HERE).joinpath("static", name).read_text(encoding="utf-8")


def _joined(names: Sequence[str]) -> str:
    return "\n".join(static_file(name) for name in names)


def _policy(style: str, script: str) -> str:
    """The policy; the icon is an empty data URL, so that a browser asks no server for one."""
    scripts = f"'{_hash(script)}'" if script else "'none'"
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src {scripts}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def _shown(value: object) -> object:
    """What is printed for a value: plain strings without control characters."""
    return visible(value) if type(value) is str else value


def environment_of(packages: Sequence[str], *, escaped: bool = True) -> Environment:
    """Templates in the folders ``templates/`` of `packages`, the first that has one counts.

    escaped: whether they are of HTML, so that every value is escaped where it is printed.
    """
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    def load(name: str) -> str | None:
        for package in packages:
            path = files(package).joinpath("templates", name)
            if path.is_file():
                return path.read_text(encoding="utf-8")
        return None

    return Environment(
        loader=FunctionLoader(load),
        autoescape=escaped,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


@cache
def _environment() -> Environment:
    environment = environment_of([_HERE])
    environment.filters.update(
        percent=wording.percent, number=wording.number, counted=wording.counted
    )
    environment.globals["w"] = wording
    return environment
