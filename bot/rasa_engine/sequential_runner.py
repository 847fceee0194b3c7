"""Runs a model's graph node after node. Dask plans the same few nodes anew for every message, a tenth of a short
turn."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from graphlib import TopologicalSorter
from typing import Any

from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.graph import ExecutionContext, GraphNode, GraphNodeHook, GraphSchema
from rasa.engine.runner.interface import GraphRunner
from rasa.engine.storage.storage import ModelStorage

from bot.rasa_engine.bounded_rule_policy import BoundedRulePolicy

# Trained components that are loaded as a quicker class with the same decisions.
QUICKER = {RulePolicy: BoundedRulePolicy}

# A node's name, its work, and each parameter of that with the node that gives it.
Step = tuple[str, Callable[..., Any], tuple[tuple[str, str], ...]]


class SequentialRunner(GraphRunner):
    """The nodes of a trained model, and for each target the steps to it, found once."""

    def __init__(
        self, schema: GraphSchema, storage: ModelStorage, context: ExecutionContext,
        hooks: list[GraphNodeHook] | None = None,
    ) -> None:
        self.schema = schema
        self.nodes = {
            name: GraphNode.from_schema_node(name, quicker, storage, context, hooks)
            for name, node in schema.nodes.items()
            for quicker in [replace(node, uses=QUICKER.get(node.uses, node.uses))]
        }
        # What nodes that need nothing give: they tell of the model alone and are asked once.
        self._told: dict[str, Any] = {}
        self._steps: dict[tuple[str, ...], list[Step]] = {}

    @classmethod
    def create(
        cls, graph_schema: GraphSchema, model_storage: ModelStorage, execution_context: ExecutionContext,
        hooks: list[GraphNodeHook] | None = None,
    ) -> SequentialRunner:
        return cls(graph_schema, model_storage, execution_context, hooks)

    def run(self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
        """The outputs of ``targets``; ``inputs`` stand for nodes that are no part of the model."""
        wanted = tuple(targets or self.schema.target_names)
        if wanted not in self._steps:
            self._steps[wanted] = self._steps_to(wanted)
        outputs = {**self._told, **(inputs or {})}
        for name, work, needs in self._steps[wanted]:
            given = {}
            for parameter, node in needs:
                given[parameter] = outputs[node]
            outputs[name] = work(**given)
        return {name: outputs[name] for name in wanted}

    def component(self, kind: type) -> Any:
        """The loaded component of a class. Raises StopIteration for a model without it."""
        return next(node._component for node in self.nodes.values() if isinstance(node._component, kind))

    def _steps_to(self, targets: tuple[str, ...]) -> list[Step]:
        """The nodes that need something, with their work and inputs, in the order in which they run."""
        nodes = self.schema.minimal_graph_schema(list(targets)).nodes
        needed = {name: [need for need in node.needs.values() if need in nodes] for name, node in nodes.items()}
        steps = []
        for name in TopologicalSorter(needed).static_order():
            node, needs = self.nodes[name], tuple(nodes[name].needs.items())
            work = partial(node._fn, node._component)
            if needs:
                steps.append((name, work, needs))
            elif name not in self._told:
                self._told[name] = work()
        return steps
