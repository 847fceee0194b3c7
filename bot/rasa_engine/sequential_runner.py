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

# A node's name, its work, and for each parameter of that the node that gives it.
Step = tuple[str, Callable[..., Any], dict[str, str]]


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
        outputs = dict(inputs or {})
        for name, work, needs in self._steps[wanted]:
            outputs[name] = work(**{parameter: outputs[node] for parameter, node in needs.items()})
        return {name: outputs[name] for name in wanted}

    def component(self, kind: type) -> Any:
        """The loaded component of a class. Raises StopIteration for a model without it."""
        return next(node._component for node in self.nodes.values() if isinstance(node._component, kind))

    def _steps_to(self, targets: tuple[str, ...]) -> list[Step]:
        """Each node's name, work and inputs, in the order in which they run."""
        nodes = self.schema.minimal_graph_schema(list(targets)).nodes
        needed = {name: [need for need in node.needs.values() if need in nodes] for name, node in nodes.items()}
        return [
            (name, self._work(name), self.schema.nodes[name].needs) for name in TopologicalSorter(needed).static_order()
        ]

    def _work(self, name: str) -> Callable[..., Any]:
        """What a node does. One that needs nothing tells of the model alone: it is asked once."""
        node = self.nodes[name]
        work = partial(node._fn, node._component)
        if self.schema.nodes[name].needs:
            return work
        told = work()
        return lambda: told
