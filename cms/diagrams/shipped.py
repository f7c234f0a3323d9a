"""The one list of drawings that an editor can choose from."""

from . import budget_bridge, decision_tree, goals, impact_chain, visibility_cycle
from .diagram import Diagram

DIAGRAMS: dict[str, Diagram] = {
    module.DIAGRAM.name: module.DIAGRAM
    for module in (decision_tree, impact_chain, budget_bridge, visibility_cycle, goals)
}
