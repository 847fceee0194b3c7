"""Commands that other packages bring (entry points ``jumin.commands`` and ``jumin.commands.<group>``), such as those of
the laboratory: the product names none of them."""
from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points

from click import Command, Context
from typer.core import TyperGroup
from typer.main import get_command

GROUP = "jumin.commands"


class PluginGroup(TyperGroup):
    """A group of commands with those of the plugins that were brought for it."""

    def list_commands(self, ctx: Context) -> list[str]:
        """Its own, then the plugins'."""
        return [*super().list_commands(ctx), *self._brought(ctx)]

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:
        """The command of that name; entry points are read only for what is no command of its own."""
        own = super().get_command(ctx, cmd_name)
        if own is not None:
            return own
        brought = self._brought(ctx).get(cmd_name)
        return get_command(brought.load()) if brought else None

    def _brought(self, ctx: Context) -> dict[str, EntryPoint]:
        path = []
        while ctx.parent:
            path.insert(0, ctx.info_name)
            ctx = ctx.parent
        return {point.name: point for point in entry_points(group=".".join((GROUP, *path)))}
