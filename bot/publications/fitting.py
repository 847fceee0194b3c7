"""Whether a model can answer from a release: it knows all its topics, and the release has all words that it says."""
from __future__ import annotations

from bot.answering.nlg import PREFIX
from bot.channels.wechat.menu import check_menu
from bot.rasa_engine.agent import Agent
from knowledge.notices import ContentError
from knowledge.releases import Release


def misfit(release: Release, agent: Agent) -> str:
    """Why the two do not fit, in a sentence; empty where they do."""
    domain = agent.processor.domain
    if unknown := sorted(set(release.answers) - set(domain.intents)):
        return f"the model {agent.model} does not know the topic {', '.join(unknown)}."
    said = {name.removeprefix(PREFIX) for name in domain.responses}
    # A topic of the model that the release has not is not understood (bot/nlu/components.py), and so never said.
    if missing := sorted(said - set(domain.intents) - set(release.answers) - set(release.words)):
        names = ", ".join(missing)
        return f"the model {agent.model} says {names}, for which release {release.identifier} has no words."
    try:
        if release.menu or agent.settings.wechat_token:
            check_menu(release.answers, release.menu)
    except ContentError as error:
        return str(error)
    return ""
