"""Settings from the environment, all with the prefix JUMIN_, a file for each subject. A wrong one refuses to start with
a sentence."""
from __future__ import annotations

import difflib
from collections.abc import Iterable

from pydantic import ValidationError

from knowledge.city.folder import ROOT
from knowledge.releases.city import City
from knowledge.settings.hotline import HotlineSettings
from knowledge.settings.of_city import CitySettings
from knowledge.settings.process import ProcessSettings
from knowledge.settings.public import PublicSettings
from knowledge.settings.values import LONGEST_SPAN, PREFIX
from knowledge.settings.wechat import WeChatSettings

__all__ = ["LONGEST_SPAN", "PREFIX", "ROOT", "Settings", "SettingsError", "load_settings", "refuse_unknown"]


class SettingsError(ValueError):
    """A setting is unusable; the message is one sentence for the operator."""


class Settings(WeChatSettings, HotlineSettings, PublicSettings, CitySettings, ProcessSettings):
    """What an operator may set."""

    class Config:
        env_prefix = PREFIX

    def of_city(self, city: City) -> Settings:
        """The settings with what they leave to the city as another release of its documents has it."""
        return self.copy(update=self.left_to(city))


def refuse_unknown(environment: Iterable[str]) -> None:
    """A mistyped name would silently leave the default in force. Raises SettingsError."""
    known = [name.upper() for name in Settings.__fields__]
    for name in sorted(environment):
        given = name.upper().removeprefix(PREFIX)
        if name.upper().startswith(PREFIX) and given not in known:
            likely = difflib.get_close_matches(given, known, 1)
            hint = (
                f"did you mean {PREFIX}{likely[0]}?" if likely
                else "unset it; knowledge/settings names those there are."
            )
            raise SettingsError(f"{name} is no setting; {hint}")


def load_settings() -> Settings:
    """Read the environment; raises SettingsError naming the variable."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        raise SettingsError(f"{PREFIX}{str(first['loc'][0]).upper()} cannot be used: {first['msg']}") from None
