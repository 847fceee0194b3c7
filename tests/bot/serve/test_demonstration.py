"""The clock of the demonstration stands while the store holds the city's own sample and nothing else."""
from __future__ import annotations

import shutil

import pytest
from content_folder import DATA

from bot.serve.bootstrap import prepare_store
from bot.serve.demonstration import holds_only_the_sample
from knowledge.database import transaction
from knowledge.settings import Settings
from knowledge.tables.table import read_table
from knowledge.zones.zones import load_zones


@pytest.fixture
def city(tmp_path):
    """A city whose sample has, beside the first one's, a zone of a real notice."""
    shutil.copytree(DATA / "sample", tmp_path / "sample")
    zones = tmp_path / "sample" / "zones.csv"
    lines = zones.read_text(encoding="utf-8").splitlines()
    _, _, rest = lines[1].partition(",")
    zones.write_text("\n".join([*lines, f"notice-3,{rest}"]) + "\n", encoding="utf-8")
    return tmp_path


def test_a_zone_of_a_real_notice_in_the_sample_is_the_samples_and_elsewhere_is_none(city, tmp_path):
    store = prepare_store(Settings(var=tmp_path))
    assert holds_only_the_sample(store, DATA)
    with transaction(store) as session:
        assert load_zones(session, read_table(city / "sample" / "zones.csv"), source_name="zones.csv").added == 1
    assert holds_only_the_sample(store, city)
    assert not holds_only_the_sample(store, DATA)
