"""Plain arrays in one file, as numpy's load reads them: nothing in it can run."""
from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import numpy as np

# Next to nothing more is saved by trying longer: numpy's own level takes three times as long for a twelfth less.
LEVEL = 1


def save_arrays(file: Path, **arrays: Any) -> None:
    """The arrays, and what can be made one, by their names; the same arrays are the same bytes."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as packed:
        for name, array in arrays.items():
            with packed.open(f"{name}.npy", "w", force_zip64=True) as stream:
                np.lib.format.write_array(stream, np.asanyarray(array), allow_pickle=False)
