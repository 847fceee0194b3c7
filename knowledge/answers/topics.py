"""The topics of a release by what computes them. Pure; a city need not have a topic of each role."""
from __future__ import annotations

from collections.abc import Mapping

from knowledge.answers.model import Answer
from knowledge.answers.role import Role


class Topics:
    """Looks up topics by role, so that no code knows a topic by its key."""

    def __init__(self, answers: Mapping[str, Answer]) -> None:
        self.roles: Mapping[str, Role] = {topic: answer.role for topic, answer in answers.items()}
        # The topics of each role, in their order.
        self.of_role: dict[str, tuple[str, ...]] = {}
        for topic, role in self.roles.items():
            self.of_role[role.name] = (*self.of_role.get(role.name, ()), topic)
        self.of_zones = {topic: role.zones for topic, role in self.roles.items() if role.zones}
        # The topic of replies to what no topic fits. Asked several times a message, so it is looked up once.
        self.none_fits = self.one("none_fits") or ""

    def role(self, topic: str | None) -> Role | None:
        """The role of a topic; None for what is none."""
        return self.roles.get(topic or "")

    def is_a(self, topic: str | None, *roles: str) -> bool:
        """Whether a topic has one of these roles."""
        role = self.role(topic)
        return role is not None and role.name in roles

    def having(self, *roles: str) -> tuple[str, ...]:
        """All topics of these roles."""
        return tuple(topic for role in roles for topic in self.of_role.get(role, ()))

    def one(self, role: str, **parameters: str | None) -> str | None:
        """The topic of a role with these parameters; None where the release has none."""
        return next((topic for topic, own in self.roles.items()
                     if own.name == role
                     and all(getattr(own, key) == value for key, value in parameters.items())), None)

    def asked_by(self, fact: str) -> str | None:
        """The topic that a bare fact of this kind asks."""
        return next((topic for topic, role in self.roles.items() if fact in role.asked_by), None)

    def asked_of_place(self, topic: str | None) -> str | None:
        """What a bare place asks after an answer to ``topic``."""
        role = self.role(topic)
        return role.place_asks if role else None
