"""Holds data against a JSON Schema, as far as ours uses that language; an unknown keyword is an error."""

import re
from typing import Any

TYPES = {"object": dict, "array": list, "string": str, "integer": int, "null": type(None)}
SAYS_NOTHING = {"$schema", "$id", "$defs", "title", "description"}
KNOWN = {
    "type",
    "properties",
    "required",
    "additionalProperties",
    "items",
    "const",
    "enum",
    "anyOf",
    "pattern",
    "minimum",
    "$ref",
}


def faults(data: Any, schema: dict, whole: dict | None = None, place: str = "") -> list[str]:
    """What is wrong with `data`; empty when it is as the schema says."""
    whole = whole or schema
    assert set(schema) <= KNOWN | SAYS_NOTHING, f"{set(schema) - KNOWN - SAYS_NOTHING} is not checked"
    if "$ref" in schema:
        return faults(data, whole["$defs"][schema["$ref"].removeprefix("#/$defs/")], whole, place)
    if "anyOf" in schema:
        fits = any(not faults(data, one, whole, place) for one in schema["anyOf"])
        return [] if fits else [f"{place} fits none of its forms"]
    found = _faults_of_value(data, schema, place)
    if isinstance(data, dict) and not found:
        found += _faults_of_fields(data, schema, whole, place)
    if isinstance(data, list) and not found:
        for number, item in enumerate(data):
            found += faults(item, schema["items"], whole, f"{place}[{number}]")
    return found


def _faults_of_value(data: Any, schema: dict, place: str) -> list[str]:
    if "type" in schema and (not isinstance(data, TYPES[schema["type"]]) or isinstance(data, bool)):
        return [f"{place} is no {schema['type']}"]
    if "const" in schema and data != schema["const"]:
        return [f"{place} is not {schema['const']}"]
    if "enum" in schema and data not in schema["enum"]:
        return [f"{place} is none of {schema['enum']}"]
    if "pattern" in schema and not re.search(schema["pattern"], data):
        return [f"{place} is not written as {schema['pattern']}"]
    if "minimum" in schema and data < schema["minimum"]:
        return [f"{place} is less than {schema['minimum']}"]
    return []


def _faults_of_fields(data: dict, schema: dict, whole: dict, place: str) -> list[str]:
    properties = schema["properties"]
    found = [f"{place}.{name} is missing" for name in schema.get("required", []) if name not in data]
    if schema.get("additionalProperties") is False:
        found += [f"{place}.{name} is unknown" for name in data if name not in properties]
    for name, value in data.items():
        if name in properties:
            found += faults(value, properties[name], whole, f"{place}.{name}")
    return found
