"""Small files of cases, and the facts they are judged by."""
from __future__ import annotations

from pathlib import Path

import pytest

from labs.evaluation.expected_facts import read_facts


@pytest.fixture(scope="session")
def facts():
    return read_facts()


@pytest.fixture()
def cases(tmp_path):
    def write(text: str, name: str = "cases.yml") -> Path:
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file
    return write
