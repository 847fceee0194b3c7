"""One spelling for comparing. One letter in, one letter out, so that spans stay right."""
from __future__ import annotations

import unicodedata
from functools import lru_cache

_VARIANTS = str.maketrans("寨啟颖灜垌鄭區號樓單於", "砦启颍瀛峒郑区号楼单于")


def fold(text: str) -> str:
    """Half width, upper case, spelling variants folded; the length stays, so that spans stay right."""
    return "".join(_fold_letter(letter) for letter in text).translate(_VARIANTS)


@lru_cache(maxsize=65536)
def _fold_letter(letter: str) -> str:
    folded = unicodedata.normalize("NFKC", letter).upper()
    return folded if len(folded) == 1 else letter
