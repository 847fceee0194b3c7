"""Official texts: what they are called, when they are in force, and which clauses they have."""
from knowledge.notices.check import check_notices
from knowledge.notices.located import ContentError, Located
from knowledge.notices.model import Notice
from knowledge.notices.window import Window

__all__ = ["ContentError", "Located", "Notice", "Window", "check_notices"]
