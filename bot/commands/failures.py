"""What no command foresaw of the content, the store or the system ends in a sentence, too."""
from __future__ import annotations

import errno

from click import Context
from sqlalchemy.exc import SQLAlchemyError

from bot.commands.cli_errors import stop
from bot.commands.plugins import PluginGroup
from bot.commands.store_access import reason
from bot.processes.interrupt import interrupt
from knowledge.notices import ContentError


class Sentences(PluginGroup):
    """The commands; a failure of the content, the store, a file or the network is told in one sentence and ends with
    exit code 1."""

    def invoke(self, ctx: Context):
        """Run the command that was named."""
        interrupt()
        try:
            return super().invoke(ctx)
        except ContentError as error:
            raise stop(str(error)) from None
        except SQLAlchemyError as error:
            raise stop(f"The store failed: {reason(error)}.") from None
        except OSError as error:
            # A reader that has gone is no failure; click ends quietly then.
            if error.errno == errno.EPIPE:
                raise
            where = f"{error.filename}: " if error.filename else ""
            raise stop(f"{where}{error.strerror or type(error).__name__}.") from None
