"""What must be there before anything is served or asked: tables, sample data, a secret."""
from __future__ import annotations

import secrets
from functools import partial
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from knowledge import clock
from knowledge.database import migrate, one_at_a_time, open_engine, transaction
from knowledge.desk import Desk
from knowledge.notices import ContentError
from knowledge.places.load import load_places
from knowledge.places.tables import PlaceRow
from knowledge.releases.city import city_of
from knowledge.releases.document_folder import read_folder
from knowledge.releases.documents import DocumentRefused
from knowledge.releases.soundness import Soundness
from knowledge.settings import Settings
from knowledge.sites.load import load_sites
from knowledge.store_city import keep_city
from knowledge.tables.table import read_table
from knowledge.zones.zones import load_zones

SECRET = "secret"


def prepare_store(settings: Settings) -> Engine:
    """The database with its newest tables; an empty one gets the sample city, one with data is left as it is.
    Raises OtherCity, and has changed no more than the tables then."""
    engine = open_engine(settings.url)
    migrate(engine)
    with one_at_a_time(engine), transaction(engine) as session:
        keep_city(session, city_of(settings.city_folder).name)
        if session.execute(select(func.count(PlaceRow.id))).scalar() == 0:
            _load_sample(session, settings.city_folder / "sample")
    return engine


def _load_sample(session: Session, folder: Path) -> None:
    """What the city's folder has of places, zones and sites."""
    loads = {
        "places.csv": load_places, "zones.csv": partial(load_zones, source_name="zones.csv"),
        "sites.csv": partial(load_sites, sample=True),
    }
    for name, load in loads.items():
        if (folder / name).exists():
            load(session, read_table(folder / name))


def seed(engine: Engine, settings: Settings) -> None:
    """A store begins with the documents of the city's folder, and goes with them until somebody publishes. Raises
    ContentError where a file there cannot be a document. What the folder holds has been read and found whole."""
    desk = Desk(engine, lambda texts: Soundness(), clock=clock.machine_utc)
    try:
        desk.seed(lambda: read_folder(settings.city_folder), clock.machine_utc(), anew=True)
    except DocumentRefused as refused:
        raise ContentError(str(refused)) from None


def prepare_secret(settings: Settings) -> Settings:
    """Settings with the secret that signs sessions; without JUMIN_SECRET one is made in var, for its owner only."""
    if not known_secret(settings):
        file = settings.var / SECRET
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(secrets.token_hex(32))
    return settings.copy(update={"secret": known_secret(settings)})


def known_secret(settings: Settings) -> str:
    """JUMIN_SECRET, or the secret that was made in var; empty if there is neither."""
    file = settings.var / SECRET
    return settings.secret or (file.read_text().strip() if file.exists() else "")
