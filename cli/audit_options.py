"""Options shared by the commands that audit."""

from pathlib import Path
from typing import Any, Final

import click

# Written out here, since importing them from where they are used takes long; tests compare.
INPUT_FORMATS: Final = ("txt", "md", "html", "docx", "ninjs", "nitf")
MAX_BYTES: Final = 10_000_000
#: More than any memory; what the system counts bytes with ends not far above.
MOST_BYTES: Final = 10**15
POLICIES: Final = ("ap", "nyt", "reuters", "npr", "bbc", "default", "strict")
RUNTIMES: Final = ("onnx", "torch")

#: Where a command keeps the name of the file that its defaults are from.
SETTINGS: Final = "onrecord.settings"
#: What a file of settings may set, and the parameter of the commands that it is.
_PARAMETERS: Final = {
    "policy": "policy",
    "house": "house",
    "format": "form",
    "fail-on": "fail_on",
}


def _take_defaults(context: click.Context, _: click.Parameter, left_out: bool) -> None:
    """Take defaults from the nearest onrecord.toml, unless it is to be left out."""
    from onrecord.audit.house.config_file import config_file, read_config

    path = None if left_out else config_file(Path.cwd(), Path.home())
    if path is None or context.resilient_parsing:
        return
    from onrecord.audit.reports.registry import FORMATS

    found = read_config(path, POLICIES, tuple(FORMATS))
    choices = {one.name: one.type for one in context.command.params}
    context.default_map = {
        _PARAMETERS[key]: value
        for key, value in found.items()
        if _can_be(choices.get(_PARAMETERS[key]), value)
    }
    context.meta[SETTINGS] = str(path)


def _can_be(kind: click.ParamType[Any] | None, value: str) -> bool:
    """Whether a command has an option of that kind that may have the value.

    A format of `onrecord audit` isn't always one of `onrecord diff`.
    """
    if isinstance(kind, click.Choice):
        return value in kind.choices
    return kind is not None


no_config = click.option(
    "--no-config",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_take_defaults,
    help="Ignore the defaults in onrecord.toml.",
)
policy = click.option(
    "--policy",
    metavar="NAME|FILE",
    default="default",
    show_default=True,
    help=f"Sourcing rules: {', '.join(POLICIES)}, or a newsroom's own TOML file.",
)
house = click.option(
    "--house",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A house list: the people, organisations, phrases and outlets that the newsroom knows.",
)
decisions = click.option(
    "--decisions",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The file of editors' decisions; by default NAME.onrecord.jsonl beside the article.",
)
no_text = click.option(
    "--no-text", is_flag=True, help="Leave the article's text out of the output."
)
input_format = click.option(
    "--input-format",
    type=click.Choice(INPUT_FORMATS),
    help="Format of the input; by default detected from its name and first characters.",
)
corpus_format = click.option(
    "--input-format",
    type=click.Choice(INPUT_FORMATS),
    help="Format of the articles; by default detected from the name and first characters of a "
    "file, and plain text for the text of a record.",
)
max_bytes = click.option(
    "--max-bytes",
    type=click.IntRange(min=1, max=MOST_BYTES),
    default=MAX_BYTES,
    show_default=True,
    help="Reject articles larger than this many bytes.",
)
allow_private = click.option(
    "--allow-private",
    is_flag=True,
    help="Also fetch addresses on this machine and on private networks, and allow a proxy.",
)
any_language = click.option(
    "--any-language", is_flag=True, help="Accept articles in languages other than English."
)
model = click.option(
    "--model",
    type=click.Path(path_type=Path),
    help="Folder of a trained model to use instead of the bundled one.",
)
runtime = click.option(
    "--runtime",
    type=click.Choice(RUNTIMES),
    help="What runs the model; by default the fastest one installed.",
)
