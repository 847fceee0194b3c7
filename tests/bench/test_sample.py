"""The sample: stated, fixed, and the same for both sides."""
from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bench.questions import FAVOURITES, action_questions, city_questions, faq_questions
from bench.sample import A_TOPIC, choose, sample
from bench.sample_importer import SampleImporter
from bench.stock.project import project_files
from bench.topic_data import Example, training_examples

EXAMPLES = st.lists(
    st.builds(Example, st.text("甲乙丙丁", min_size=1, max_size=4), st.sampled_from(["one", "two"])), unique=True
)


def test_every_intent_has_fifteen_different_examples_of_its_own():
    everything, chosen = set(training_examples()), sample()
    assert len(set(chosen)) == len(chosen) and set(chosen) <= everything
    for topic in {example.topic for example in everything}:
        assert sum(example.topic == topic for example in chosen) == A_TOPIC, topic


@given(EXAMPLES, st.randoms())
def test_the_order_of_the_files_does_not_matter(examples, chance):
    shuffled = list(examples)
    chance.shuffle(shuffled)
    assert choose(examples, 3) == choose(shuffled, 3)


@given(EXAMPLES, st.text("戊己", min_size=1))
def test_an_example_of_another_topic_moves_nothing(examples, text):
    more = [*examples, Example(text, "three")]
    assert [example for example in choose(more, 3) if example.topic != "three"] == choose(examples, 3)


def test_stock_and_this_project_learn_from_the_same_sentences():
    entries = project_files()["data/nlu.yml"]["nlu"]
    lines = [line.removeprefix("- ") for entry in entries for line in entry["examples"].splitlines()]
    ours = [message.get("text") for message in SampleImporter().get_nlu_data().intent_examples]
    assert sorted(map(bare, lines)) == sorted(ours) == sorted(example.text for example in sample())


def bare(line: str) -> str:
    """A line of Rasa's training data as its reader gives it to the model."""
    from rasa.shared.nlu.training_data.entities_parser import parse_training_example

    return parse_training_example(line).get("text")


def test_no_question_comes_twice_but_the_twenty_favourites():
    faq, computed = faq_questions(), action_questions()
    assert len(set(faq)) == len(faq) > 10_000 and len(set(computed)) == len(computed) > 1_000
    assert not set(faq) & set(computed)
    asked = city_questions(10_000)
    counts = {text: asked.count(text) for text in set(asked)}
    favourites = [text for text, count in counts.items() if count > 100]
    assert len(favourites) == FAVOURITES
    assert 0.78 < sum(counts[text] for text in favourites) / len(asked) < 0.82
    assert all(count == 1 for text, count in counts.items() if text not in favourites)
