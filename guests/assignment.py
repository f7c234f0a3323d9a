"""Give each row a column of its own so that the total is as high as it can be: the assignment problem.

The method of shortest augmenting paths (Kuhn 1955, Munkres 1957, Jonker and Volgenant 1987). The numbers are whole, so
the answer is exact and the same on every machine.
"""

from collections.abc import Container, Sequence


def best_assignment(worth: Sequence[Sequence[int]]) -> list[int]:
    """The column of each row; `worth` is square. Of equal totals always the same one."""
    size = len(worth)
    row_of = [size] * (size + 1)
    price_of_row, price_of_column = [0] * (size + 1), [0] * (size + 1)
    for row in range(size):
        _make_room(worth, row, row_of, price_of_row, price_of_column)
    columns = [0] * size
    for column in range(size):
        columns[row_of[column]] = column
    return columns


def _make_room(
    worth: Sequence[Sequence[int]],
    row: int,
    row_of: list[int],
    price_of_row: list[int],
    price_of_column: list[int],
) -> None:
    """Place `row`; who is in the way moves along the cheapest path that ends at a free column.

    Column `size` is not there: it stands for where `row` comes from. The prices keep every later step a cheapest one.
    """
    size = len(worth)
    nobody = size
    row_of[size] = row
    column = size
    came_from = [size] * size
    distance: list[int | None] = [None] * size
    open_columns = dict.fromkeys(range(size))
    while row_of[column] != nobody:
        here, price = worth[row_of[column]], price_of_row[row_of[column]]
        nearest, least = size, None
        for other in open_columns:
            step = -here[other] - price - price_of_column[other]
            known = distance[other]
            if known is None or step < known:
                distance[other] = known = step
                came_from[other] = column
            if least is None or known < least:
                nearest, least = other, known
        _move_prices(least or 0, open_columns, distance, row_of, price_of_row, price_of_column)
        del open_columns[nearest]
        column = nearest
    while column != size:
        row_of[column] = row_of[came_from[column]]
        column = came_from[column]
    row_of[size] = nobody


def _move_prices(
    least: int,
    open_columns: Container[int],
    distance: list[int | None],
    row_of: list[int],
    price_of_row: list[int],
    price_of_column: list[int],
) -> None:
    for other in range(len(row_of)):
        if other not in open_columns:
            price_of_row[row_of[other]] += least
            price_of_column[other] -= least
        else:
            known = distance[other]
            distance[other] = None if known is None else known - least
