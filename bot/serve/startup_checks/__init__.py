"""What must be right before anything heavy is imported or started: settings, files, stores. One sentence says what is
not."""
from __future__ import annotations

import logging

from bot.serve.startup_checks.channels import Mounted, read_channels
from bot.serve.startup_checks.connectivity import check_database, check_folder, check_redis
from bot.serve.startup_checks.endpoints import read_generator
from bot.serve.startup_checks.errors import StartError
from bot.serve.startup_checks.pipeline import check_pipeline
from bot.serve.startup_checks.rights import check_access, tighten
from bot.serve.startup_checks.store_file import check_file
from bot.training.train import ROOT
from knowledge.settings import Settings
from knowledge.text.lexicon import lexicon

__all__ = ["CREDENTIALS", "ENDPOINTS", "Mounted", "StartError", "check_start", "read_channels", "read_generator"]
log = logging.getLogger(__name__)
# So many of what was open to others are named.
TOLD = 5
CREDENTIALS, ENDPOINTS, CONFIG = ROOT / "credentials.yml", ROOT / "endpoints.yml", ROOT / "config.yml"


def check_start(settings: Settings) -> None:
    """Raise StartError (ContentError of the lexicon) for the first thing that is wrong; a fraction of a second."""
    lexicon()
    read_channels(CREDENTIALS)
    read_generator(ENDPOINTS)
    check_pipeline(CONFIG)
    check_folder(settings.var)
    check_access(settings)
    if changed := tighten(settings):
        log.warning(
            "Others could use what is kept under %s; not any more: %s.", settings.var,
            ", ".join(map(str, changed[:TOLD]))
        )
    check_file(settings.url)
    check_database(settings.url)
    check_redis(settings.redis_url)
