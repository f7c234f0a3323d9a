from people.data_map import DataMap

DATA_MAP: DataMap = {}
