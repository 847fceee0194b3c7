"""One decision a message: emergencies, bare facts, the model, or a refusal."""
from __future__ import annotations

import pytest
from hypothesis import given
from messages import apart_and_inside, messages
from reading import sample_lexicon

from bot.nlu.decision import RULES, changes_subject, dangers, is_danger, rule_of, understand, without
from bot.nlu.dialogue_context import DialogueContext
from bot.nlu.features import mask
from bot.nlu.message_signs import asks_about_sites, asks_if_open, goes_back, is_bare_fact
from bot.nlu.normalise import normalise
from bot.nlu.readers import find_facts
from bot.nlu.readers.spans import Span
from bot.nlu.topic_model import Reading
from bot.nlu.topic_training import train
from bot.nlu.understanding import KEPT_RANKS, Message
from knowledge.answers import Answer, Topics
from knowledge.answers.role import Role

EXAMPLES = {
    "booth_location": ["附近哪有采样屋", "采样屋在哪", "哪儿能做核酸", "最近的采样屋在哪儿", "采样屋几点开"],
    "after_hours_testing": ["夜里哪儿能做核酸", "晚上去哪做核酸", "24小时核酸的医院", "半夜能做核酸吗", "二十四小时核酸"],
    "venue_open": ["理发店能开门吗", "超市开不开", "药店能开门不", "网吧能营业吗", "健身房开没开"],
    "dine_in": ["饭店能堂食吗", "能坐店里吃吗", "恢复堂食了没", "餐馆让堂食不", "啥时候能堂食"],
    "zone_of_place": ["我们小区是什么风险区", "§是高风险吗", "这里算中风险吗", "查一下风险等级", "是不是低风险区"],
    "screening_districts": ["筛查是哪几个区", "全员筛查有哪些区", "哪个区要筛查", "筛查包括§吗", "§筛查不筛查"],
}
MODEL = train([t for texts in EXAMPLES.values() for t in texts], [k for k, texts in EXAMPLES.items() for _ in texts])
CONFIG = {
    "refuse_below": 0.3, "ask_within": 0.0, "sure_beside_venue": 0.5, "venue_in_zone": 0.9, "danger_from": 0.0,
    "gap_beside": 0.5, "gap_from": 0.1, "stays_from": 0.0, "clear_alone": 0.95, "sure_after_venue": 0.7,
}


def facts(text: str) -> list[Span]:
    return find_facts(text, sample_lexicon())


def topic(text: str, **config) -> str:
    clean = normalise(text)
    return understand(MODEL, clean, facts(clean), {**CONFIG, **config}).topic


@pytest.mark.parametrize(("danger", "likely", "decided"), [(0.1, 0.2, "fire"), (-0.5, 0.2, None), (-0.1, 0.01, None)])
def test_who_seems_to_be_in_danger_is_helped_first(monkeypatch, danger, likely, decided):
    topics = Topics({name: Answer(name, "", "", (), role=Role("danger")) for name in ("help", "fire")})
    monkeypatch.setattr("bot.nlu.content.topics", lambda: topics)
    ranking = (("venue_open", 1 - likely), ("fire", likely * 0.6), ("help", likely * 0.4))
    assert is_danger(dangers(ranking), ranking, danger, CONFIG) == (decided is not None)
    assert dangers(ranking)[0][0] == "fire" and without({"fire", "help"}, ranking) == (("venue_open", 1.0),)


@pytest.mark.parametrize("text", ["在金水区呢", "金水区", "那网吧呢", "是低风险区", "我们是中风险区", "新增两例", "在同一个单元", "金水区的药店呢", "ＫＴＶ"])
def test_a_bare_fact_goes_on_with_the_question_before(text):
    assert topic(text) == "inform"


AFTER_SITES = [
    "几点结束", "几点关门啊", "现在开着没", "那 这会儿还开着没有", "电话多少", "有电话没", "远不远", "离我多远啊", "咋走嘞", "怎么过去", "地址给我", "第一个几点关门",
    "头一个电话是多少", "它们几点下班", "最近的那个多远", "啥时候开门", "开到几点", "走路要多久", "那晚上十点还开着没", "采样屋电话多少", "多会儿有人",
]
OF_SOMETHING_ELSE = [
    "几点开始筛查", "什么时候开学", "什么时候解封", "急救电话多少", "社区电话多少", "12345电话多少", "药店现在开着没", "金水区几点结束", "啥时候能堂食", "几点出结果",
    "多远算密接", "什么时候开始堂食", "地铁什么时候停运", "郑好办电话打不通", "隔离几点结束观察",
]


@pytest.mark.parametrize("text", AFTER_SITES)
def test_after_sites_were_named_their_hours_ways_and_phones_are_asked_for(text):
    clean = normalise(text)
    assert understand(MODEL, clean, facts(clean), CONFIG, DialogueContext(sites_shown=True)).topic == "inform"


@pytest.mark.parametrize("text", OF_SOMETHING_ELSE)
def test_the_hours_of_something_else_are_not_those_of_sites(text):
    assert not asks_about_sites(normalise(text), facts(normalise(text)))


@pytest.mark.parametrize("text", AFTER_SITES)
def test_before_any_site_was_named_nothing_is_taken_for_granted(text):
    assert topic(text) != "inform"


@pytest.mark.parametrize("text", [
    "图书馆开吗", "公园开放吗", "KTV可以唱歌吗", "健身房能去吗", "博物馆什么时候开", "金水区图书馆现在开放吗", "动物园还开不开", "低风险区图书馆关门了吗",
])
def test_a_venue_is_asked_for_that_no_example_names(text):
    clean = normalise(text)
    assert asks_if_open(clean, facts(clean))
    unsure = understand(MODEL, clean, facts(clean), {**CONFIG, "refuse_below": 1.01})
    assert unsure.topic == "venue_open"


@pytest.mark.parametrize("text", ["图书馆要核酸吗", "医院可以退药吗", "现在开放吗", "学校旁边的路能走吗", "超市小票开发票吗"])
def test_more_is_asked_of_a_venue_than_whether_it_is_open(text):
    clean = normalise(text)
    assert not asks_if_open(clean, facts(clean))


def test_where_somebody_is_is_no_cry_for_help(monkeypatch):
    monkeypatch.setattr("bot.nlu.decision.is_danger", lambda *_: True)
    assert topic("我在金水区") == "inform"


@pytest.mark.parametrize("text", ["金水区采样屋在哪", "网吧能营业吗", "低风险区能堂食吗", "药店在哪买药便宜", "你好", "没有"])
def test_a_fact_with_a_question_is_none(text):
    clean = normalise(text)
    assert not is_bare_fact(clean, facts(clean))


@pytest.mark.parametrize(("text", "meant"), [
    ("采样屋在哪", "booth_location"), ("饭店能堂食吗", "dine_in"), ("超市开不开", "venue_open"), ("金水区筛查不筛查", "screening_districts"),
    ("上街区筛查不筛查", "screening_not_listed"), ("半夜采样屋在哪", "after_hours_testing"), ("低风险区理发店开不开", "venue_open"),
])
def test_the_model_and_the_facts_decide(text, meant):
    assert topic(text) == meant


@pytest.mark.parametrize("text", ["", "？？？", "🙏🙏", "。", "\u200b"])
def test_what_has_no_words_is_not_understood(text):
    assert topic(text) == "not_understood"


def test_an_unsure_model_refuses_and_still_offers_its_ranking():
    clean = normalise("采样屋在哪")
    refused = understand(MODEL, clean, [], {**CONFIG, "refuse_below": 1.01})
    assert refused.topic == "not_understood" and refused.ranking[0][0] == "booth_location"


def test_two_topics_that_lie_close_are_both_offered():
    clean = normalise("采样屋在哪")
    unsure = understand(MODEL, clean, [], {**CONFIG, "ask_within": 1.01})
    assert unsure.topic == "nlu_fallback" and unsure.ranking[0][0] == "booth_location"


@given(messages)
def test_no_text_raises_and_every_decision_is_whole(text):
    clean = normalise(text)
    spans = facts(clean)
    decided = understand(MODEL, clean, spans, CONFIG)
    assert apart_and_inside(spans, clean) and mask(clean, spans) is not None
    assert decided.topic and 0 <= decided.confidence <= 1 + 1e-6 and len(decided.ranking) <= KEPT_RANKS


@pytest.mark.parametrize("text", ["那现在呢", "那眼下到底是咋管", "目前能开不", "如今究竟是什么规定", "现在还能开吗"])
def test_after_a_supposition_the_same_is_asked_for_now(text):
    clean = normalise(text)
    assert goes_back(clean, facts(clean))
    assert understand(MODEL, clean, facts(clean), CONFIG, DialogueContext(was_away=True)).topic == "inform"


@pytest.mark.parametrize("text", ["现在疫情怎么样", "目前哪里有采样屋", "那到底咋管", "现在药店能开不", "如今核酸几点做"])
def test_another_question_for_now_goes_back_to_nothing(text):
    assert not goes_back(normalise(text), facts(normalise(text)))


def test_a_question_as_likely_as_a_refusal_to_say_is_answered():
    class Torn:
        def read(self, text, *_):
            return Reading([("refuse_to_say", 0.48), ("zone_of_place", 0.47), ("venue_open", 0.05)], -1.0)

    assert understand(Torn(), "我咋知道自己是哪类", [], {**CONFIG, "ask_within": 0.1}).topic == "zone_of_place"
    assert understand(Torn(), "我咋知道自己是哪类", [], CONFIG).topic == "refuse_to_say"


def message(text: str, *ranked: tuple[str, float], **thread: bool) -> Message:
    clean = normalise(text)
    likely = ranked or (("dine_in", 0.9), ("greet", 0.1))
    return Message(clean, facts(clean), likely, DialogueContext(**thread), {**CONFIG, "ask_within": 0.1})


@pytest.mark.parametrize(("rule", "given_message"), [
    ("only a place outside the city", message("在洛阳呢")),
    ("only facts", message("在金水区呢")),
    ("about the sites just shown", message("几点关门", sites_shown=True)),
    ("more of the sites just shown",
     message("近点嘞有没有", ("booth_location", 0.8), ("more", 0.2), sites_shown=True, after="booth_location")),
    ("back to what holds now", message("那现在呢", was_away=True)),
    ("no words, or code", message("。。。")),
    ("about another hospital", message("郑大一附院陪护有啥规定", ("hospital_companion", 0.9), ("greet", 0.1))),
    ("puts something right and says not what", message("说错了", ("inform", 0.9), ("greet", 0.1))),
    ("answers the question back among other words",
     message("俺那块儿是金水区的老家属院里头", ("greet", 0.2), ("thanks", 0.1), asked_back=True)),
    ("another venue, after an answer about one",
     message("那我去超市买菜总中吧", ("low_risk_conduct", 0.6), ("greet", 0.2), after="venue_open")),
    ("what holds in a kind of zone", message("中风险区平时咋管", ("zone_types", 0.9), ("greet", 0.1))),
    ("no topic is likely enough", message("说来话长", ("greet", 0.2), ("thanks", 0.1))),
    ("may be one of several questions that no notice answers",
     message("去哪办", ("offices", 0.5), *((f"gap_{gap}", 0.07) for gap in ("money", "exams", "travel", "parcels")))),
    ("may be a question that no notice answers", message("去哪办", ("offices", 0.5), ("out_of_scope", 0.4))),
    ("as likely a question as a refusal to say", message("我咋知道自己是哪类", ("refuse_to_say", 0.4), ("zone_types", 0.35))),
    ("two topics are nearly as likely", message("去哪办", ("offices", 0.4), ("dine_in", 0.35))),
    ("the likeliest topic", message("能坐店里吃吗")),
])
def test_each_rule_decides_about_its_messages(rule, given_message):
    assert rule_of(given_message).name == rule


def test_after_an_answer_about_venues_another_topic_may_be_sure_and_a_gap_is_none_of_them():
    for topic, share in (("low_risk_conduct", 0.8), ("gap_illness", 0.6)):
        asked = message("那我去超市买菜总中吧", (topic, share), ("greet", 0.1), after="venue_open")
        assert rule_of(asked).name == "the likeliest topic"


@pytest.mark.parametrize("text", ["中风险区和低风险区咋管的不一样", "中风险区是怎么划的", "中风险区的理发店咋管"])
def test_what_a_kind_of_zone_is_or_a_venue_there_is_asked_by_itself(text):
    assert rule_of(message(text, ("zone_types", 0.9), ("greet", 0.1))).name == "the likeliest topic"


def test_of_two_topics_that_the_rulebook_answers_for_the_named_kind_the_likelier_is_meant():
    close = ("offices", 0.45), ("venue_open", 0.44)
    assert rule_of(message("想问问银行让开门不", *close)).name == "the likeliest topic"
    assert rule_of(message("去哪办", *close)).name == "two topics are nearly as likely"


def test_where_no_question_that_no_notice_answers_is_likely_by_itself_the_nearest_topics_are_offered():
    class Torn:
        def read(self, text, *_):
            gaps = [("gap_money", 0.09), ("gap_exams", 0.09), ("gap_documents", 0.08), ("gap_travel", 0.08)]
            return Reading([("offices", 0.66), *gaps], -1.0)

    told = understand(Torn(), "这个去哪办", [], CONFIG)
    assert told.topic == "nlu_fallback" and told.ranking[0][0] == "offices"


def test_the_letters_of_a_home_that_nobody_knows_say_nothing_of_the_topic():
    seen = []

    class Looks:
        def read(self, text, *_):
            seen.append(text)
            return Reading([("zone_of_place", 0.9), ("greet", 0.1)], -1.0)

    home = {"candidates": [], "exact": False, "unknown": "幸福里花园", "text": "幸福里花园"}
    shop = {**home, "unknown": "幸福里", "text": "幸福里"}
    understand(Looks(), "幸福里花园是不是封了", [Span(0, 5, "place", home)], CONFIG)
    understand(Looks(), "幸福里是不是封了", [Span(0, 3, "place", shop)], CONFIG)
    assert seen == ["§是不是封了", "幸福里是不是封了"]


def test_rules_have_names_of_their_own_and_the_last_always_holds():
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert RULES[-1].condition(message(""))


def test_a_venue_changes_the_subject_unless_venues_are_spoken_of():
    barber = [Span(0, 3, "venue_kind", "barber")]
    assert changes_subject(barber, "screening_who")
    assert not changes_subject(barber, "venue_open")
    assert changes_subject(barber, "schools")
    assert not changes_subject([Span(0, 2, "place", "金水区")], "screening_who")


class States:
    """A model that takes every message for a statement."""

    def read(self, text, *_):
        return Reading([("inform", 0.9), ("out_of_scope", 0.1)], -1.0)


def test_a_statement_in_which_nothing_is_read_goes_on_with_the_topic_of_the_talk():
    talk = DialogueContext(after="screening_code")
    assert understand(States(), "那打印出来呢", [], CONFIG, talk).topic == "screening_code"
    assert understand(States(), "那打印出来呢", [], CONFIG).topic == "not_understood"


class Leans:
    """A model that takes a message for the danger spoken of before, though nothing in it tells of one."""

    def read(self, text, after=None, *_):
        return Reading([(after or "out_of_scope", 0.9), ("venue_open", 0.1)], -1.0)


def test_who_goes_on_after_a_danger_is_told_again_whom_to_call():
    talk = DialogueContext(after="medical_emergency")
    assert understand(Leans(), "打不通一直占线", [], CONFIG, talk).topic == "medical_emergency"
    assert understand(Leans(), "打不通一直占线", [], CONFIG).topic == "out_of_scope"
