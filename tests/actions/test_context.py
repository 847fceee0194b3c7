"""The context of a turn belongs to the process's: nothing of one that was let go of is answered from again."""
from __future__ import annotations

import gc
import weakref
from datetime import timedelta

import pytest
from support import MORNING

from actions.context import action_context, context
from knowledge.clock import parse_instant
from knowledge.releases import load_release
from knowledge.releases.edition import SPOKEN_IN
from knowledge.releases.english import ENGLISH

RELEASE = load_release()


@pytest.fixture(params=["", ENGLISH])
def spoken(request, monkeypatch):
    """A turn in this language; what it opens is opened fast and let go of afterwards."""
    monkeypatch.setattr(action_context, "load_release", lambda: RELEASE)
    monkeypatch.setattr(action_context, "open_engine", lambda url: None)
    context.cache_clear()
    token = SPOKEN_IN.set(request.param)
    yield request.param
    SPOKEN_IN.reset(token)
    context.cache_clear()


def test_a_context_is_kept_no_longer_than_that_of_its_process(spoken):
    kept = weakref.ref(context())
    assert kept() is context()
    context.cache_clear()
    gc.collect()
    assert kept() is None


def test_a_later_context_stands_at_its_own_instant(spoken, monkeypatch):
    for hours in range(3):
        at = parse_instant(MORNING) + timedelta(hours=hours)
        monkeypatch.setenv("JUMIN_NOW", at.isoformat())
        context.cache_clear()
        assert context().settings.instant() == at and context().release.language == spoken
