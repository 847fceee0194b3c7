"""The instant a question is about: 今天, 明儿上午, 7号下午3点, 半夜一点, 下周三晚上七点. Pure."""
from __future__ import annotations

from bot.nlu.grammar.instants import instant_of, names_an_instant
from bot.nlu.grammar.phrases import Stretch, clauses, first
from bot.nlu.grammar.time_words import phrases
from bot.nlu.readers.hypotheticals import tells_a_change
from bot.nlu.readers.lexicon import Lexicon
from bot.nlu.readers.spans import Span
from knowledge.text.lexicon import pattern

# What no time is without.
SIGN = pattern("[\\d<numerals.counting>零〇月周期拜晚夜晨早午昏儿]|<time.part>|<time.day>|半个?(?:小时|钟头)")
# Behind a time that has passed: when cases were found, a test was taken, a notice was issued or a place was sealed or
# unsealed, not the instant asked about.
HAPPENED = pattern(
    r"[^<clauses.end>]{0,24}?(?:<cases.found>|出了?[<numerals.first_three>两<numerals.contracted>\d]|<cases.tested>"
    "|(?:[又还也就只]|今天)?(?:有|出|多)?了?<numerals.amount>(?:例|[个名位](?=$|[<clauses.end>]|<cases.sick>))"
    "|新?[发出下][布来]?了?的?(?:那个|那份)?<notices.text>)"
    "|[刚才就给被都已经]{0,3}(?:解的封|解了封|[解被]?封[的了](?![吗么没不])|解封的?(?=[<clauses.end>]|[后之以]|第))"
)

def find(text: str, lexicon: Lexicon) -> list[Span]:
    """Spans ``at`` with the instant meant, in ISO 8601 with offset. A day named without an hour is read at noon; a
    time at which cases were found, a test was taken (昨晚查出一个), a notice was issued or the zone changed (昨天解的封) is
    not asked about; nor is a day that has passed beside one that is to come (昨天没做成，明天九点呢), an hour that has passed
    beside one to come, or what is told where it is asked about now (明天催货，现在能开工不)."""
    if tells_a_change(text):
        return []
    spans, now = [], lexicon.now
    for phrase in phrases(text):
        instant = instant_of(phrase, now) if names_an_instant(phrase, text) else None
        start, end = min(word.start() for word in phrase.values()), max(word.end() for word in phrase.values())
        if instant is not None and not (instant < now and HAPPENED.match(text, end)):
            passed = instant.date() < now.date() or ("at" in phrase and instant <= now)
            spans.append((passed, Span(start, end, "at", instant.isoformat())))
    coming = [span for passed, span in spans if not passed]
    found = coming or [span for _, span in spans]
    return [] if asks_of_now(text, found) else found


def asks_of_now(text: str, spans: list[Span]) -> bool:
    """Whether a clause asks about now, and those that name another time only tell."""
    if not spans or not first("now", text):
        return False
    said = list(clauses(text))
    told = [clause for clause in said if any(clause[0] <= span.start < clause[1] for span in spans)]
    return bool(told) and not any(has("asks", text, clause) for clause in told) and any(
        has("now", text, clause) and has("asks", text, clause) for clause in said if clause not in told
    )


def has(name: str, text: str, clause: Stretch) -> bool:
    """Whether a phrase is said in a clause; what stands at the end of one may do so at the end of a message alone."""
    return first(name, text[slice(*clause)]) is not None
