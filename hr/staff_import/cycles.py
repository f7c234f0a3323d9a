"""Who or what lies above itself."""

from collections.abc import Hashable, Mapping
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


def in_cycles(above: Mapping[Node, Node]) -> set[Node]:
    """The nodes from which one comes back to the node itself. Each has at most one above it."""
    found: set[Node] = set()
    finished: set[Node] = set()
    for start in above:
        path: dict[Node, int] = {}
        node: Node | None = start
        while node is not None and node not in finished and node not in path:
            path[node] = len(path)
            node = above.get(node)
        if node is not None and node in path:
            found.update(list(path)[path[node] :])
        finished.update(path)
    return found
