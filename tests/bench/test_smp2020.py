"""The product's components on a public data set: what they must reach, beside a plain model."""
from __future__ import annotations

import pytest

from bench.smp2020 import DATA, measure, plain, product, read

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the public data set ../shared/data/nlu is not here")


def test_the_components_reach_what_they_must_on_the_public_set():
    split = (*read("train"), *read("dev"))
    ours, baseline = measure(product, [split]), measure(plain, [split])
    assert ours.accuracy >= 97.0 and ours.macro_f1 >= 93.5
    assert ours.accuracy > baseline.accuracy and ours.macro_f1 > baseline.macro_f1
