"""What all forms share: the token without which nothing is taken, and messages in Chinese."""
from __future__ import annotations

from datetime import timedelta

from wtforms import Form
from wtforms.csrf.session import SessionCSRF

from console.web.asking import Ask


class Pressed(Form):
    """A form of which nothing is read but that somebody pressed it."""

    class Meta:
        csrf = True
        csrf_class = SessionCSRF
        csrf_time_limit = timedelta(hours=12)
        locales = ("zh",)

    @classmethod
    def of(cls, ask: Ask):
        """The form with what was sent."""
        meta = {"csrf_secret": ask.console.settings.secret.encode(), "csrf_context": ask.csrf}
        return cls(ask.fields or None, meta=meta)
