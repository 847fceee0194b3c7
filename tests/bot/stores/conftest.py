"""Stores on both databases, as knowledge's tests have them."""
from tests.knowledge.conftest import postgres, sqlite_store, stored  # noqa: F401
