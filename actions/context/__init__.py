"""What every action needs: settings, database and release of this process, and the message that an action says."""
from actions.context.action_context import ActionContext, context
from actions.context.message import Message

__all__ = ["ActionContext", "Message", "context"]
