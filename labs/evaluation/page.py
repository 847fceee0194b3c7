"""An evaluation as a page: a folder with index.html, its style and the confusion picture, readable without a server."""
from __future__ import annotations

import shutil
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.model_rollout.cases import EvaluationError
from knowledge.releases import Release
from labs.evaluation.curve import cheapest, curve
from labs.evaluation.figures import by_file, by_scope
from labs.evaluation.files import is_sealed
from labs.evaluation.judging import Outcome
from labs.evaluation.report import by_topic, shown

TEMPLATES = Path(__file__).parent / "templates"
PICTURE, CURVE = "confusions.svg", "curve.svg"


def write_page(folder: Path, outcomes: list[Outcome], release: Release) -> Path:
    """Write the page; its index.html. Raises EvaluationError when the folder cannot be written."""
    # Drawing takes 30 MB and half a second to import, and a server judges its models without it.
    from labs.evaluation.curve_picture import draw_curve
    from labs.evaluation.picture import draw

    page = folder / "index.html"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(TEMPLATES / "evaluation.css", folder / "evaluation.css")
        picture = PICTURE if draw(outcomes, folder / PICTURE) else None
        draw_curve(curve(outcomes), folder / CURVE)
        page.write_text(render(outcomes, release, picture), encoding="utf-8")
    except OSError as error:
        raise EvaluationError(f"{folder}: the page cannot be written here: {error.strerror}.") from None
    return page


def render(outcomes: list[Outcome], release: Release, picture: str | None) -> str:
    """The page's HTML; all that comes from cases and replies is escaped."""
    templates = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    points = curve(outcomes)
    return templates.get_template("evaluation.html").render(
        points=points, cheapest=cheapest(points), curve_picture=CURVE,
        scopes=by_scope(outcomes), files=by_file(outcomes), topics=by_topic(outcomes), confusions=shown(outcomes),
        titles={topic: answer.title for topic, answer in release.answers.items()}, picture=picture,
        hidden=sum(outcome.result != "right" and is_sealed(outcome.case) for outcome in outcomes),
        release=release.identifier,
    )
