"""From ranked topics and facts to one decision: help first, or the first of the named rules that applies. Pure."""
from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from bot.nlu.asked_words import answers_nothing, asked_words
from bot.nlu.content import having, is_a, role_of, topics
from bot.nlu.dialogue_context import DialogueContext
from bot.nlu.features import mask
from bot.nlu.grammar.phrases import first
from bot.nlu.message_signs import (
    asks_about_sites,
    asks_if_open,
    goes_back,
    is_about_another_hospital,
    is_bare_fact,
    outside,
    says_nothing,
)
from bot.nlu.readers.mentions import is_a_home, is_unknown
from bot.nlu.readers.spans import Span
from bot.nlu.topic_model import TopicModel
from bot.nlu.topic_tiebreak import Ranking, of_other_zones, settle
from bot.nlu.understanding import KEPT_RANKS, Message, Understanding
from bot.nlu.wording import WHAT_HOLDS

# What a question back asks for: among many other words it still is the answer.
ASKED_FOR = {"place", "zone_kind", "venue_kind", "cases", "units"}
# Who names one of these says what the question is about: it leans on no topic but one of this role.
SUBJECTS = {
    "venue_kind": "venue", "cases": "outbreak", "units": "outbreak", "more_cases": "outbreak",
    "list_position": "sites", "out_of_city": None,
}
# Who says of which kind of zone or at what time leaves nothing of that to what was said before.
STATED = {"zone_kind", "at"}
# When a message stays with the topic answered last.
STAYING = ("stays_from", "clear_alone")
# A topic of this role is asked for by one who names this fact.
NAMED_FOR = (("venue_kind", "venue"), ("notice", "notice"))
# What decides between the topics of one role.
DECIDED_BY = {"outbreak": ("cases", "units"), "venue": ("venue_kind",)}
# Nobody can tell what it means.
NOT_UNDERSTOOD = "not_understood"
# The message states facts, and its question is that of the conversation.
INFORM = "inform"
# One of the nearest topics, each with a button; Rasa's name for it.
TWO_OFFERED = "nlu_fallback"
REFUSES_TO_SAY = "refuse_to_say"
# The next ones of a list are asked for.
MORE = "more"
# Examples that only look like a topic are learned, so that it is told from them, and are none themselves.
SET_ASIDE = {"no_danger"}
# Facts that may be a name that nobody knows.
MAY_BE_UNKNOWN = ("place", "venue_kind")
# Topics whose answer depends on the place.
OF_A_PLACE = ("venue", "zone", "sites", "hotline")
# Steps of a conversation, which no button can offer.
DIALOGUE = {INFORM, "why", MORE, REFUSES_TO_SAY}


@dataclass(frozen=True)
class Rule:
    """The first rule whose condition holds decides, with its outcome."""

    name: str
    condition: Callable[[Message], bool]
    outcome: Callable[[Message], Understanding]


def understand(
    model: TopicModel, text: str, spans: list[Span], thresholds: Mapping[str, float],
    context: DialogueContext = DialogueContext()
) -> Understanding:
    """The topic of one normalised message with its facts; Rasa's ``nlu_fallback`` when two are too close.

    thresholds: those of TopicClassifier in config.yml.
    """
    known = known_among(spans)
    # 幸福里花园: its letters say nothing of what is asked there.
    signed = [span for span in spans if span in known or is_a_home(span)]
    after = context.after if context.after and not changes_subject(known, context.after) else None
    staying, asked = [thresholds[name] for name in STAYING], asked_words(text)
    read = model.read(mask(text, signed), after, *staying)
    likely, alarming = without(SET_ASIDE, read.ranking), dangers(read.ranking)
    # Where somebody is, or which shop, is no cry for help by itself, whatever the model learned from few examples.
    alarms = is_danger(alarming, read.ranking, read.danger, thresholds) and not is_bare_fact(text, known)
    if alarms or stays_in_danger(likely, after):
        return Understanding(alarming[0][0], 1.0, likely[:KEPT_RANKS])
    if asked != text:
        likely = without(SET_ASIDE, model.read(masked(asked, signed), after, *staying).ranking)
    not_meant = {topic for topic, _ in alarming} | of_other_zones(known)
    likely = settle(without(not_meant, likely), known, thresholds)
    message = Message(text, known, likely, context, thresholds, spans)
    return rule_of(message).outcome(message)


def known_among(spans: Iterable[Span]) -> list[Span]:
    """Those whose names somebody knows."""
    return [span for span in spans if span.entity not in MAY_BE_UNKNOWN or not is_unknown(span.entity, span.value)]


def masked(asked: str, known: Iterable[Span]) -> str:
    """The words that ask, with what is known in them as one sign each; the others are blanks by now."""
    return mask(asked, [span for span in known if asked[span.start:span.end].strip()])


def asking(text: str, spans: Iterable[Span]) -> str:
    """Of a normalised text what its topic is told from."""
    return masked(asked_words(text), known_among(spans))


def is_about(topic: str, fact: str) -> bool:
    """Whether a name that nobody knows of this kind (place, venue_kind) may be what a message of the topic asks about:
    beside any other question it is let go of."""
    role = role_of(topic)
    if topic == INFORM or role is None:
        return topic == INFORM or fact == "venue_kind"
    if fact == "place":
        return role.name in OF_A_PLACE
    return role.name == "none_fits" or (role.name == "venue" and role.venue is None)


def may_name_what_no_list_has(topic: str) -> bool:
    """Whether a message of the topic asks about a place or a venue, known or not."""
    return topic == INFORM or is_a(topic, "venue", "zone", "sites", "event")


def goes_on_with_a_name(message: Message) -> bool:
    """那永威木色呢: nothing but a name that nobody knows, in answer to the question for a place or, where nothing was
    asked back, with words that go on with the last question."""
    if message.named == message.spans or not is_bare_fact(message.text, message.named):
        return False
    return message.context.asked_place if message.context.asked_back else bool(outside(message.text, message.named))


def changes_subject(spans: list[Span], after: str | None) -> bool:
    """Whether a message names something that an answer to ``after`` is not about, or says of which zone or time it
    speaks: it stands by itself then."""
    role = role_of(after)
    if any(span.entity in STATED for span in spans):
        return True
    return any(
        role is None or role.name != SUBJECTS[span.entity] or (role.venues and span.value not in role.venues)
        for span in spans if span.entity in SUBJECTS
    )


def stays_in_danger(likely: Ranking, after: str | None) -> bool:
    """打不通一直占线: it leans on an answer to somebody in danger, who is told again whom to call."""
    return likely[0][0] == after and is_a(after, "danger")


def without(names: Collection[str], ranking: Iterable[tuple[str, float]]) -> Ranking:
    """The ranking without these; the others share what is left."""
    kept = [entry for entry in ranking if entry[0] not in names]
    total = sum(share for _, share in kept) or 1.0
    return tuple((topic, share / total) for topic, share in kept)


def rule_of(message: Message) -> Rule:
    """The rule that decides about a message; the last one always holds."""
    return next(rule for rule in RULES if rule.condition(message))


def dangers(ranking: Ranking) -> list[tuple[str, float]]:
    """The topics of role danger with how likely each is, the likeliest first."""
    known = having("danger")
    return [entry for entry in ranking if entry[0] in known]


def is_danger(
    alarming: Ranking, ranking: Ranking, danger: float, thresholds: Mapping[str, float]
) -> bool:
    """Likely enough that somebody is in danger: a missed one is worse than a false alarm. ``danger`` is how far on that
    side the message lies (0 between); to it is added how likely the ``alarming`` topics are, among all that was learned
    and again among what is no look-alike. So added up they alarm the fewest, where as many dangers are found."""
    share = sum(share for _, share in alarming)
    others = 1 - sum(share for topic, share in ranking if topic in SET_ASIDE)
    return danger + share + share / others >= thresholds["danger_from"] if others else False


def gaps(message: Message) -> list[tuple[str, float]]:
    """The topics that no notice answers, and that none fits, with how likely each is; the likeliest first."""
    known = {*having("gap"), topics().none_fits}
    return [entry for entry in message.ranking if entry[0] in known]


def may_be_a_gap(message: Message) -> bool:
    """One of the questions that no notice answers is so likely beside the likeliest topic: its answer is not risked.
    Who goes on with the topic answered last asks more of that."""
    if message.topic in DIALOGUE or message.topic == message.context.after:
        return False
    if is_a(message.topic, "gap", "danger", "talk", "hand_over", "none_fits"):
        return False
    named = any(message.has(fact) and is_a(message.topic, role) for fact, role in NAMED_FOR)
    beside = sum(share for _, share in gaps(message))
    return not named and beside >= message.thresholds["gap_beside"] * message.confidence


def is_clear_which(message: Message) -> bool:
    """Whether the likeliest of those questions is likely enough by itself."""
    return gaps(message)[0][1] >= message.thresholds["gap_from"]


def asks_what_is_sealed(message: Message) -> bool:
    """So many cases and 封哪: the rule on them is asked, where no other topic is sure."""
    counted = message.has("cases", "units") and not message.has("venue_kind", "notice")
    if not counted or not first("what_is_sealed", message.text):
        return False
    other = is_a(message.topic, "gap", "none_fits") or may_be_a_gap(message)
    unsure = message.is_unsure() or message.is_close() or other
    return unsure and any(is_a(topic, "outbreak") for topic, _ in message.ranking)


def is_an_open_venue_missed(message: Message) -> bool:
    """公园开放吗, and the examples of the city had no park: what is asked is plain, whatever the model makes of it."""
    no_answer = message.is_unsure() or message.topic in (topics().none_fits, NOT_UNDERSTOOD)
    return no_answer and not message.has("out_of_city") and bool(topics().asked_by("venue_kind")) and asks_if_open(
        message.text, message.spans)


def asks_what_holds(message: Message) -> bool:
    """中风险区怎么管, under a topic that only tells which kinds of zones there are."""
    role = role_of(message.topic)
    named = [span for span in message.spans if span.entity == "zone_kind"]
    asked = role is not None and role.zone_kind_asks is not None and len(named) == 1
    return asked and not message.has("venue_kind") and bool(WHAT_HOLDS.search(message.text))


def is_another_venue(message: Message) -> bool:
    """那我去超市买菜总中吧, after an answer about venues, and no other topic is sure; 那发烧去医院呢 is no such question."""
    role = role_of(message.topic)
    if not is_a(message.context.after, "venue") or not message.has("venue_kind") or message.has("out_of_city"):
        return False
    other = role is not None and role.name in ("words", "none_fits") and "venue" not in role.beside
    return other and message.confidence < message.thresholds["sure_after_venue"]


def asks_for_more(message: Message) -> bool:
    """还有木有近点嘞: to stay with the list that was just told is to ask for more of it, and not to be told it again."""
    stays = message.context.sites_shown and message.topic == message.context.after
    return stays and message.rival == MORE and message.ranking[1][1] >= message.thresholds["ask_within"]


def only_corrects(message: Message) -> bool:
    """说错了: what it is said to be instead is missing."""
    return message.topic == INFORM and all(span.entity == "correction" for span in message.spans)


def only_leans(message: Message) -> bool:
    """那打印出来呢: it states something and no fact is found in it, so it means what was spoken of."""
    return message.topic == INFORM and message.context.after is not None and not message.spans


def is_question_after_all(message: Message) -> bool:
    """我咋知道自己是哪类: as likely as not it is asked, and an answer does a refusal no harm."""
    topic_beside = message.rival not in {topics().none_fits, NOT_UNDERSTOOD} | DIALOGUE
    return message.topic == REFUSES_TO_SAY and message.is_close() and topic_beside


def is_between_topics(message: Message) -> bool:
    """Two topics are as likely; not two of one family, between which a fact that is named decides: the branches of one
    rule, or two topics that the rulebook answers for the kind of venue."""
    no_topic = {topics().none_fits, NOT_UNDERSTOOD} | DIALOGUE
    both = {message.topic, message.rival}
    if not message.is_close() or both & no_topic:
        return False
    return not any(
        message.has(*facts) and all(is_a(topic, role) for topic in both) for role, facts in DECIDED_BY.items()
    )


def as_not_understood(message: Message) -> Understanding:
    return Understanding(NOT_UNDERSTOOD, 1.0, ())


def as_none_fits(message: Message) -> Understanding:
    return Understanding(topics().none_fits, 1.0, ())


def as_refused(message: Message) -> Understanding:
    """No notice says this, or nobody can tell what it means; with the nearest topics."""
    none_fits = topics().none_fits
    return message.as_topic(none_fits if message.topic == none_fits else NOT_UNDERSTOOD, 1.0 - message.confidence)


RULES = (
    Rule("only a place outside the city",
         lambda m: is_bare_fact(m.text, m.spans) and m.has("out_of_city"),
         as_none_fits),
    Rule("only facts",
         lambda m: is_bare_fact(m.text, m.spans) or goes_on_with_a_name(m),
         lambda m: m.as_topic(INFORM)),
    Rule("takes back or adds cases in talk about them",
         lambda m: m.context.counting and (m.has("fewer_cases") or (m.has("adds") and not m.is_about("outbreak"))),
         lambda m: m.as_topic(INFORM)),
    Rule("about the sites just shown",
         lambda m: m.context.sites_shown and asks_about_sites(m.text, m.spans),
         lambda m: m.as_topic(INFORM)),
    Rule("more of the sites just shown",
         asks_for_more,
         lambda m: m.as_topic(MORE)),
    Rule("back to what holds now",
         lambda m: m.context.was_away and goes_back(m.text, m.spans),
         lambda m: m.as_topic(INFORM)),
    Rule("no words, or code",
         lambda m: says_nothing(m.text),
         as_not_understood),
    Rule("an answer, and nothing was asked",
         lambda m: not m.context.asked_back and answers_nothing(m.text),
         as_not_understood),
    Rule("about another hospital",
         lambda m: is_about_another_hospital(m.text, m.topic),
         as_none_fits),
    Rule("goes on with what was spoken of",
         only_leans,
         lambda m: m.as_topic(m.context.after, m.confidence)),
    Rule("puts something right and says not what",
         only_corrects,
         lambda m: m.as_topic(NOT_UNDERSTOOD, m.confidence)),
    Rule("answers the question back among other words",
         lambda m: m.is_unsure() and m.context.asked_back and m.has(*ASKED_FOR),
         lambda m: m.as_topic(INFORM, 1.0 - m.confidence)),
    Rule("tells cases and asks what is sealed",
         asks_what_is_sealed,
         lambda m: m.as_topic(*next(entry for entry in m.ranking if is_a(entry[0], "outbreak")))),
    Rule("a venue, and whether it is open",
         is_an_open_venue_missed,
         lambda m: m.as_topic(topics().asked_by("venue_kind"))),
    Rule("another venue, after an answer about one",
         is_another_venue,
         lambda m: m.as_topic(topics().asked_by("venue_kind"), m.confidence)),
    Rule("what holds in a kind of zone",
         asks_what_holds,
         lambda m: m.as_topic(role_of(m.topic).zone_kind_asks, m.confidence)),
    Rule("no topic is likely enough",
         lambda m: m.is_unsure(),
         as_refused),
    Rule("may be one of several questions that no notice answers",
         lambda m: may_be_a_gap(m) and not is_clear_which(m),
         lambda m: m.as_topic(TWO_OFFERED, 1.0 - m.confidence)),
    Rule("may be a question that no notice answers",
         may_be_a_gap,
         lambda m: m.as_topic(*gaps(m)[0])),
    Rule("as likely a question as a refusal to say",
         is_question_after_all,
         lambda m: m.as_topic(m.rival, m.ranking[1][1])),
    Rule("two topics are nearly as likely",
         is_between_topics,
         lambda m: m.as_topic(TWO_OFFERED, 1.0 - m.confidence)),
    Rule("the likeliest topic",
         lambda m: True,
         lambda m: m.as_topic(m.topic, m.confidence)),
)
