"""How often each feature stands in each of many texts: counted part by part, and put together."""
from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix


@dataclass(frozen=True)
class Counts:
    """``matrix`` has a row for each text and a column for each of ``names``; its numbers are float32 for what is
    reckoned with them."""

    names: list[str]
    matrix: csr_matrix

    def kept(self, columns: np.ndarray) -> Counts:
        """Some of the columns, told by their places, in this order."""
        matrix = self.matrix[:, columns]
        matrix.sort_indices()
        return Counts(np.array(self.names, dtype=object)[columns].tolist(), matrix)


def count(texts: Iterable[str], analyse: Callable[[str], list[str]]) -> Counts:
    """The features that ``analyse`` finds in the texts, in the order in which they are met."""
    from scipy.sparse import csr_matrix as matrix

    column_of: dict[str, int] = {}
    columns, numbers, ends = [], [], [0]
    for text in texts:
        counted = Counter(analyse(text))
        columns += [column_of.setdefault(name, len(column_of)) for name in counted]
        numbers += counted.values()
        ends.append(len(columns))
    shape = len(ends) - 1, len(column_of)
    cells = np.array(numbers, np.float32), np.array(columns, np.int32), np.array(ends, np.int32)
    return Counts(list(column_of), matrix(cells, shape))


def joined(parts: Sequence[Counts]) -> Counts:
    """The rows of all parts, one part under the other; the columns in the order of their names, whatever the parts."""
    from scipy.sparse import csr_matrix as matrix
    from scipy.sparse import vstack

    names = sorted(set().union(*(part.names for part in parts)))
    column_of = {name: column for column, name in enumerate(names)}
    rows = []
    for part in parts:
        columns = np.array([column_of[name] for name in part.names], np.int32)[part.matrix.indices]
        rows.append(matrix((part.matrix.data, columns, part.matrix.indptr), (part.matrix.shape[0], len(names))))
    whole = vstack(rows, "csr")
    whole.sort_indices()
    return Counts(names, whole)
