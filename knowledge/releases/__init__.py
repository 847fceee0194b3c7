"""Unchangeable snapshots of notices, answers and rulebook."""
from knowledge.releases.release import Release, load_release

__all__ = ["Release", "load_release"]
