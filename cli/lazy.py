"""A command group that imports a command's module only when that command is asked for."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

import click


class LazyGroup(click.Group):
    """A group whose `commands_at` maps a command's name to ``module:attribute``."""

    def __init__(self, *args: Any, commands_at: dict[str, str] | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.commands_at = commands_at or {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of all commands, in the order in which they were given."""
        return [*self.commands_at, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command called `cmd_name`, or None."""
        place = self.commands_at.get(cmd_name)
        if place is None:
            return super().get_command(ctx, cmd_name)
        module, _, attribute = place.partition(":")
        command = getattr(import_module(module), attribute)
        assert isinstance(command, click.Command)
        return command


def lazy_group(name: str, commands_at: dict[str, str]) -> Callable[[Callable[..., Any]], LazyGroup]:
    """Decorator: a `LazyGroup` called `name` whose help is the function's docstring."""

    def decorate(function: Callable[..., Any]) -> LazyGroup:
        group = click.group(
            name=name, cls=LazyGroup, commands_at=commands_at, no_args_is_help=True
        )(function)
        assert isinstance(group, LazyGroup)
        return group

    return decorate
