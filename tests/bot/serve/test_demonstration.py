"""The clock of the demonstration stands while the store holds the city's own sample and nothing else."""
from __future__ import annotations

import pytest
from support import ROOT

from bot.serve.bootstrap import prepare_store
from bot.serve.demonstration import holds_only_the_sample
from knowledge.database import transaction
from knowledge.settings import Settings
from knowledge.tables.table import read_table
from knowledge.zones.zones import load_zones

# Its zones are those of real notices, and its places have a source of their own.
SHENZHEN = ROOT / "examples" / "shenzhen-2022"


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setenv("JUMIN_CITY_FOLDER", str(SHENZHEN))
    return prepare_store(Settings(var=tmp_path, city_folder=SHENZHEN))


def test_zones_of_real_notices_in_the_sample_are_the_samples(store):
    assert holds_only_the_sample(store, SHENZHEN)


def test_a_zone_that_was_loaded_ends_the_demonstration(store, tmp_path):
    table = (SHENZHEN / "sample" / "zones.csv").read_text(encoding="utf-8").splitlines()[:2]
    (tmp_path / "zones.csv").write_text("\n".join(table).replace("gm-1,", "loaded-1,", 1) + "\n", encoding="utf-8")
    with transaction(store) as session:
        load_zones(session, read_table(tmp_path / "zones.csv"), source_name="zones.csv")
    assert not holds_only_the_sample(store, SHENZHEN)
