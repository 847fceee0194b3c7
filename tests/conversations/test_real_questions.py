"""Questions that residents really asked, each reworded by hand: no reply gives another topic's answer. They stand
outside of the project and are neither examples nor copied."""
from __future__ import annotations

import asyncio
import csv
from collections import Counter

import pytest
from support import MORNING, ROOT

FILE = ROOT.parent / "shared" / "data" / "real_questions" / "questions.csv"
pytestmark = pytest.mark.skipif(not FILE.is_file(), reason="the questions really asked, ../shared/data, are not here")
NOT_STATED = "out_of_scope"
# Per cent of all, as measured when they were set; what is wanted is 3 of each.
OTHER, REFUSED = 5.1, 4.2


def outcome(topic: str, wanted: list[str], release) -> str:
    """right, other (another topic's answer), refused (though a notice states it) or honest."""
    role = release.topics.role(topic)
    says_nothing = role is None or role.name in ("gap", "none_fits")
    if topic in wanted:
        return "right"
    if says_nothing:
        return "honest" if NOT_STATED in wanted else "refused"
    return "other"


def test_no_reply_gives_another_topics_answer(askers):
    asker = askers.at(MORNING)
    release, counts, others = asker.talker.generator.release, Counter(), []
    with FILE.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        topic = asyncio.run(asker.ask(row["question"]))["receipt"]["topic"]
        came = outcome(topic, row["topic"].split("|"), release)
        counts[came] += 1
        others += [f"{row['id']} -> {topic}"] if came == "other" else []
    shares = {came: 100 * count / len(rows) for came, count in counts.items()}
    assert shares.get("other", 0) <= OTHER and shares.get("refused", 0) <= REFUSED, (shares, others)
