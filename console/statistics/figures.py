"""From questions to figures. Pure."""
from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from knowledge.asked.model import AskedTurn

HAND_OVER = "hand_over"


@dataclass(frozen=True)
class Figures:
    """Of some questions. ``kinds``: how many replies amounted to which refusal; ``judged``: how many residents said
    whether it helped. Shares are 0 to 1, None of none; ``seconds`` is the median until the reply."""

    questions: int
    unanswered: int
    kinds: tuple[tuple[str, int], ...]
    judged: int
    helpful: int
    seconds: float | None

    @property
    def unanswered_share(self) -> float | None:
        return self.unanswered / self.questions if self.questions else None

    @property
    def helpful_share(self) -> float | None:
        return self.helpful / self.judged if self.judged else None

    @property
    def handed_over(self) -> int:
        return dict(self.kinds).get(HAND_OVER, 0)


def figures_of(turns: Sequence[AskedTurn]) -> Figures:
    """All figures. Who asks for a person gets one: it is counted, but not as unanswered."""
    kinds = Counter(kind for one in turns for kind in one.unanswered)
    judged = [one.helpful for one in turns if one.helpful is not None]
    seconds = [one.seconds for one in turns if one.seconds is not None]
    unanswered = sum(any(kind != HAND_OVER for kind in one.unanswered) for one in turns)
    return Figures(
        len(turns), unanswered, tuple(kinds.most_common()), len(judged), sum(judged),
        median(seconds) if seconds else None,
    )


def grouped(
    turns: Iterable[AskedTurn], keys: Callable[[AskedTurn], Iterable[Hashable]]
) -> dict[Hashable, Figures]:
    """The figures of each key, in the order in which keys came; a question may have several or none."""
    groups: dict[Hashable, list[AskedTurn]] = {}
    for one in turns:
        for key in keys(one):
            groups.setdefault(key, []).append(one)
    return {key: figures_of(some) for key, some in groups.items()}


def by_day(turns: Iterable[AskedTurn]) -> list[tuple[str, Figures]]:
    """Days on which anything was asked, oldest first."""
    return sorted(grouped(turns, lambda one: (f"{one.at:%Y-%m-%d}",)).items())


def by_hour(turns: Iterable[AskedTurn]) -> list[tuple[int, int]]:
    """How many questions came in each hour of the day, 0 to 23."""
    hours = Counter(one.at.hour for one in turns)
    return [(hour, hours[hour]) for hour in range(24)]


def most_asked(turns: Iterable[AskedTurn], keys: Callable[[AskedTurn], Iterable[str]]) -> list[tuple[str, Figures]]:
    """The keys most asked first."""
    return sorted(grouped(turns, keys).items(), key=lambda one: (-one[1].questions, one[0]))


def by_release(turns: Iterable[AskedTurn]) -> list[tuple[int, Figures]]:
    """What each publication did: the last first."""
    return sorted(grouped(turns, lambda one: (one.publication,) if one.publication else ()).items(), reverse=True)
