"""The topic model: the same examples make the same model, and its file holds plain arrays."""
from __future__ import annotations

import zipfile

import numpy as np
import pytest
from hypothesis import given
from messages import messages

from bot.nlu.staying_training import FollowUp
from bot.nlu.topic_model import TopicModel
from bot.nlu.topic_training import train

EXAMPLES = {
    "booth_location": ["附近哪有采样屋", "采样屋在哪", "§的采样屋在哪", "这边有没有采样屋", "最近的采样屋在哪儿", "采样屋几点开", "找个采样屋", "哪儿有采样屋"],
    "venue_open": ["理发店能开门吗", "超市开不开", "药店能开门不", "网吧能营业吗", "健身房开没开", "洗衣店能开吗", "服装店可以开门吗", "面包房能营业不"],
    "dine_in": ["饭店能堂食吗", "能坐店里吃吗", "恢复堂食了没", "餐馆让堂食不", "烩面馆能进去吃吗", "啥时候能堂食", "现在可以堂食吗", "火锅店堂食开了没"],
    "unsealing_when": ["啥时候解封", "我们小区什么时候解封", "哪天解封啊", "还要封几天", "§几号解封", "解封时间定了没", "到底哪天能解封", "什么时候能解封"],
}
TEXTS = [text for texts in EXAMPLES.values() for text in texts]
LABELS = [topic for topic, texts in EXAMPLES.items() for _ in texts]
MODEL = train(TEXTS, LABELS)


def same(one: TopicModel, other: TopicModel) -> bool:
    arrays = all(
        np.array_equal(a, b) and a.dtype == b.dtype
        for a, b in ((one.idf, other.idf), (one.weights, other.weights), (one.bias, other.bias))
    )
    return arrays and (one.topics, one.vocabulary, one.sharpness) == (other.topics, other.vocabulary, other.sharpness)


@pytest.fixture
def file(tmp_path):
    MODEL.save(tmp_path / "topics.npz")
    return tmp_path / "topics.npz"


def test_training_twice_gives_the_same_model_and_the_same_answers():
    again = train(list(TEXTS), list(LABELS))
    assert same(MODEL, again) and [MODEL.rank(t) for t in TEXTS] == [again.rank(t) for t in TEXTS]


def test_the_examples_are_learnt():
    assert [MODEL.rank(text)[0][0] for text in TEXTS] == LABELS


@pytest.mark.parametrize(("text", "topic"), [
    ("采样屋在哪个位置", "booth_location"), ("理发店让开门不", "venue_open"), ("堂食能不能", "dine_in"), ("解封要到哪天", "unsealing_when"),
])
def test_other_words_for_the_same(text, topic):
    assert MODEL.rank(text)[0][0] == topic


def test_a_model_comes_back_as_it_was_saved(file):
    loaded = TopicModel.load(file)
    assert same(MODEL, loaded) and [MODEL.rank(t) for t in TEXTS] == [loaded.rank(t) for t in TEXTS]


def test_the_file_holds_no_objects(file):
    with np.load(file, allow_pickle=False) as data:
        assert all(data[name].dtype.kind in "fiU" for name in data.files)
    with zipfile.ZipFile(file) as archive:
        assert all(name.endswith(".npy") and b"sklearn" not in archive.read(name) for name in archive.namelist())


def test_a_file_with_objects_is_not_taken(tmp_path):
    names = ("topics", "vocabulary", "idf", "weights", "bias", "sharpness")
    np.savez(tmp_path / "evil.npz", **{name: np.array([print], dtype=object) for name in names})
    with pytest.raises(ValueError, match="pickle"):
        TopicModel.load(tmp_path / "evil.npz")


def test_two_topics_are_told_apart_as_well():
    two = [i for i, topic in enumerate(LABELS) if topic in ("dine_in", "venue_open")]
    model = train([TEXTS[i] for i in two], [LABELS[i] for i in two])
    assert [model.rank(TEXTS[i])[0][0] for i in two] == [LABELS[i] for i in two]


@given(messages)
def test_any_text_is_ranked(text):
    ranking = MODEL.rank(text)
    confidences = [confidence for _, confidence in ranking]
    assert sorted(topic for topic, _ in ranking) == sorted(EXAMPLES)
    assert confidences == sorted(confidences, reverse=True) and abs(sum(confidences) - 1) < 1e-5
    assert all(0 <= confidence <= 1 for confidence in confidences)


FOLLOWING = {
    "谁来管": FollowUp("dine_in", "dine_in"), "要多久": FollowUp("booth_location", "booth_location"),
    "那咋办呢": FollowUp("unsealing_when", "unsealing_when"), "找谁说": FollowUp("venue_open", "venue_open"),
}


def test_what_follows_an_answer_stays_with_its_topic_and_teaches_nothing_of_topics():
    model, alone = train(TEXTS, LABELS, follow_ups=FOLLOWING), MODEL
    last = next(topic for topic in EXAMPLES if topic != alone.rank("那找谁管")[0][0])
    assert model.rank("那找谁管") == alone.rank("那找谁管")
    assert model.read("那找谁管", last, -1.0).ranking[0][0] == last
    assert model.read("那找谁管", last, -1.0, clear_alone=0.0).ranking == model.rank("那找谁管")


def test_a_question_that_stands_by_itself_leaves_the_topic_before():
    model = train(TEXTS, LABELS, follow_ups=FOLLOWING)
    assert model.read("采样屋在哪个位置", "dine_in").ranking == model.rank("采样屋在哪个位置")


def test_where_nothing_follows_anything_no_message_stays():
    assert MODEL.read("那找谁管", "dine_in").ranking == MODEL.rank("那找谁管")


def test_a_text_by_itself_is_read_the_same_as_a_part_of_one():
    for text in TEXTS:
        assert MODEL.rank_together([MODEL.part(text)])[0] == pytest.approx(MODEL.rank(text)[0])


def test_texts_read_together_are_read_as_one():
    said = ("饭店能堂食吗", "能坐店里吃吗")
    together, one = dict(MODEL.rank_together([*map(MODEL.part, said)])), dict(MODEL.rank("，".join(said)))
    # Only what stands where one ends and the other begins is another.
    assert together == pytest.approx(one, abs=0.05) and max(together, key=together.get) == "dine_in"


def test_the_same_text_again_says_little_more():
    once, twice = (dict(MODEL.rank_together([MODEL.part("哪天能堂食")] * count)) for count in (1, 2))
    assert once == pytest.approx(twice, abs=0.05)
