"""Nothing of operations is personal (people/data_map.py has the words)."""

from people.data_map import DataMap, content

DATA_MAP: DataMap = {"operations.Beat": content("id name at")}
