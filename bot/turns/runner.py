"""Runs a model's graph node after node. Dask plans the same few nodes anew for every message, a tenth of a short turn."""
from __future__ import annotations

from dataclasses import replace
from graphlib import TopologicalSorter
from typing import Any

from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.graph import ExecutionContext, GraphNode, GraphNodeHook, GraphSchema
from rasa.engine.runner.interface import GraphRunner
from rasa.engine.storage.storage import ModelStorage

from bot.turns.rule_policy import ShortRulePolicy

# Trained components that are loaded as a quicker class with the same decisions.
QUICKER = {RulePolicy: ShortRulePolicy}


class PlainRunner(GraphRunner):
    """The nodes of a trained model, and for each target the order in which they run, found once."""

    def __init__(
        self, schema: GraphSchema, storage: ModelStorage, context: ExecutionContext,
        hooks: list[GraphNodeHook] | None = None,
    ) -> None:
        self.schema = schema
        self.nodes = {
            name: GraphNode.from_schema_node(name, quicker, storage, context, hooks)
            for name, node in schema.nodes.items() for quicker in [replace(node, uses=QUICKER.get(node.uses, node.uses))]
        }
        self._orders: dict[tuple[str, ...], list[str]] = {}

    @classmethod
    def create(
        cls, graph_schema: GraphSchema, model_storage: ModelStorage, execution_context: ExecutionContext,
        hooks: list[GraphNodeHook] | None = None,
    ) -> PlainRunner:
        return cls(graph_schema, model_storage, execution_context, hooks)

    def run(self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
        """The outputs of ``targets``; ``inputs`` stand for nodes that are no part of the model."""
        wanted = tuple(targets or self.schema.target_names)
        outputs = dict(inputs or {})
        for name in self._order(wanted):
            needs = self.schema.nodes[name].needs.values()
            _, outputs[name] = self.nodes[name](*((need, outputs[need]) for need in needs))
        return {name: outputs[name] for name in wanted}

    def component(self, kind: type) -> Any:
        """The loaded component of a class. Raises StopIteration for a model without it."""
        return next(node._component for node in self.nodes.values() if isinstance(node._component, kind))

    def _order(self, targets: tuple[str, ...]) -> list[str]:
        if targets not in self._orders:
            nodes = self.schema.minimal_graph_schema(list(targets)).nodes
            needed = {name: [need for need in node.needs.values() if need in nodes] for name, node in nodes.items()}
            self._orders[targets] = list(TopologicalSorter(needed).static_order())
        return self._orders[targets]
