"""The group of commands below `onrecord eval`."""

from typing import Final

from onrecord.cli.lazy import lazy_group

COMMANDS: Final = {
    "run": "onrecord.cli.eval.run:run",
    "compare": "onrecord.cli.eval.compare:compare",
    "convert": "onrecord.cli.eval.convert:convert",
    "agreement": "onrecord.cli.eval.agreement:agreement",
    "speed": "onrecord.cli.eval.speed:speed",
}


@lazy_group("eval", COMMANDS)
def evaluation() -> None:
    """Measure the labels against articles that people annotated."""
