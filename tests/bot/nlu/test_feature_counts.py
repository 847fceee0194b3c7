"""Features counted in parts are those counted at once, whatever the parts."""
from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.feature_counts import Counts, count, joined

TEXTS = st.lists(st.text(alphabet="药店能开吗", max_size=8), min_size=1, max_size=9)


def read(counts: Counts) -> list[dict[str, float]]:
    """What each text has of what, out of the matrix."""
    rows = counts.matrix.toarray()
    return [{name: number for name, number in zip(counts.names, row, strict=True) if number} for row in rows]


@given(texts=TEXTS, size=st.integers(1, 4))
def test_parts_are_the_whole(texts, size):
    parts = joined([count(texts[at:at + size], list) for at in range(0, len(texts), size)])
    whole = joined([count(texts, list)])
    assert read(parts) == [dict(Counter(text)) for text in texts]
    assert parts.names == whole.names == sorted(set("".join(texts)))
    assert (parts.matrix != whole.matrix).nnz == 0


def test_columns_are_kept_by_their_places():
    counts = joined([count(["药店", "店开"], list)])
    assert read(counts.kept([counts.names.index("店")])) == [{"店": 1}, {"店": 1}]
