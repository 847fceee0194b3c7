"""Compares topic models on the product's own data: python -m bench.topic_models. Prints one Markdown table."""
from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter as timer

import typer

from bench.homophones import mistyped
from bench.topic_data import DIET_EPOCHS, Example, apart, open_cases, training_examples
from bench.topic_scores import Answers, Asked, scores
from bot.commands.cli_errors import quiet_logs

STOCK = f"a stock Rasa: jieba, words, char_wb 1-4, DIET ({DIET_EPOCHS} epochs)"
OWN_REFUSAL = "f product's decision: c with facts and rules"
CONTENDERS = {
    STOCK: "bench.stock_rasa:StockRasa",
    "b linear, characters, text as typed": "bench.contenders:CharactersAsTyped",
    "b linear, characters, masked": "bench.contenders:Characters",
    "c linear, characters, syllables, words, masked": "bench.contenders:Product",
    "d 12 nearest examples, features of c": "bench.contenders:Nearest",
    "e mean of c and d": "bench.contenders:Combination",
    OWN_REFUSAL: "bench.contenders:Decision",
}
HEAD = (
    "| model | held out: right % | in scope, nothing refused: right % | with two homophones | threshold | in scope: "
    "right % | refused % | wrong % | out of scope: right % | training s | ms a message | MB |\n"
    "|---|---|---|---|---|---|---|---|---|---|---|---|"
)
CAPTION = """
{learnt} examples to learn from, {held} held out, {inside} open cases in scope, {outside} out of scope. All models
learn from the same 90 % of the training examples. The threshold of a to e, below which a message is refused, is the
lowest at which at most 2 % of the other 10 %, out-of-scope ones among them, get a wrong topic; "held out" is that 10 %
without a threshold, "nothing refused" the open cases without one, and "two homophones" those with two characters a
message replaced by ones that sound alike. f refuses and asks back as config.yml says throughout; a question back
counts as refused.
Time: from the text as typed to the topic, facts and masking included, median. MB: growth of the resident memory of a
fresh process with the libraries imported, from before the model is loaded until it has answered everything,
dictionaries included.
The two outbreak topics count as one, and a message taken for a bare fact as the topic that the dialogue makes of that
fact.
"""


def main(
    without_diet: bool = False, sample: int = typer.Option(None, help="Examples a topic, for a quick look.")
) -> None:
    learnt, held = apart(training_examples(sample))
    cases = open_cases()
    asked = Asked(held, cases, mistyped(cases, learnt))
    print(HEAD, flush=True)
    for name in CONTENDERS:
        if not (without_diet and name == STOCK):
            print(row(name, learnt, asked), flush=True)
    inside = len(asked.slipped)
    print(CAPTION.format(learnt=len(learnt), held=len(held), inside=inside, outside=len(cases) - inside))


def row(name: str, learnt: list[Example], asked: Asked) -> str:
    """Train, ask and score one model; training and asking each have a process of their own."""
    with TemporaryDirectory() as folder:
        seconds = in_fresh_process(train, CONTENDERS[name], learnt, Path(folder))
        answers = in_fresh_process(ask, CONTENDERS[name], Path(folder), asked)
    costs = [f"{seconds:.0f}", f"{median(answers.ms):.1f}", f"{answers.megabytes:.0f}"]
    return f"| {' | '.join([name, *scores(answers, asked, name == OWN_REFUSAL), *costs])} |"


def in_fresh_process(work: Callable, *arguments):
    """``work`` in a process that has seen no other model."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, *arguments).result()


def contender(path: str):
    """The contender of ``module:Class``, with all libraries it needs imported."""
    quiet_logs()
    module, name = path.split(":")
    return getattr(import_module(module), name)()


def train(path: str, examples: list[Example], folder: Path) -> float:
    """Leaves the model in ``folder``; seconds that it took, reading of facts included."""
    model = contender(path)
    started = timer()
    model.learn(examples, folder)
    return timer() - started


def ask(path: str, folder: Path, asked: Asked) -> Answers:
    """The held-out examples come first, so that nothing is slow for being the first of its kind when time is taken."""
    model = contender(path)
    before = resident_megabytes()
    model.load(folder)
    held = [model.answer(example.text) for example in asked.held]
    timed = [(timer(), model.answer(case.text), timer()) for case in asked.cases]
    slipped = [model.answer(case.text) for case in asked.slipped]
    ms = [(ended - started) * 1000 for started, _, ended in timed]
    return Answers(held, [given for _, given, _ in timed], slipped, ms, resident_megabytes() - before)


def resident_megabytes() -> float:
    """Of this process, now (Linux)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


if __name__ == "__main__":
    typer.run(main)
