"""Write docs/commands.md from the program's own help; ``--check`` fails where it has drifted."""

import sys
from collections.abc import Iterator

import click
from marked import ROOT

from onrecord.cli.main import onrecord

PAGE = ROOT / "docs" / "commands.md"
HEAD = """# Commands

Every command with its options, as the program itself prints them with `--help`. This page is
made by `python tools/command_reference.py`.
"""


def sections(command: click.Command, name: str, above: click.Context | None) -> Iterator[str]:
    """One Markdown section for a command, and one for each command below it."""
    context = click.Context(command, info_name=name, parent=above, terminal_width=88)
    yield f"## {context.command_path}\n\n```text\n{command.get_help(context)}\n```\n"
    if isinstance(command, click.Group):
        for below in command.list_commands(context):
            found = command.get_command(context, below)
            assert found is not None
            yield from sections(found, below, context)


def main() -> int:
    """Write the page, or compare it."""
    page = "\n".join([HEAD, *sections(onrecord, "onrecord", None)])
    if "--check" not in sys.argv:
        PAGE.write_text(page)
        return 0
    if PAGE.read_text() == page:
        return 0
    print("docs/commands.md has drifted: run python tools/command_reference.py", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
