"""The content team's desk: documents, drafts and publications in the store."""
from knowledge.desk.desk import Desk

__all__ = ["Desk"]
