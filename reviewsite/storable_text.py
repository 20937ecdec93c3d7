"""Drops what XML cannot hold from every text that is written to the database, so that no feed or sitemap fails on it.

Statements are cleaned rather than forms or models, so that bulk inserts, updates, commands, imports and jobs cannot be
forgotten. Lone surrogates and NUL, which databases refuse, go with it.
"""

import re
from collections.abc import Callable
from typing import Any

#: All but XML 1.0's Char.
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_WRITES = ("INSERT", "UPDATE", "REPLAC", "MERGE ")


def storable(text: str) -> str:
    return _UNSTORABLE.sub("", text)


def watch_connection(sender: Any, connection: Any, **kwargs: Any) -> None:
    if _clean not in connection.execute_wrappers:
        # Before all others: whoever wraps statements for a while takes away the last one, and may have begun already.
        connection.execute_wrappers.insert(0, _clean)


def _clean(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
    if params and str(sql).lstrip()[:6].upper() in _WRITES:
        params = _cleaned(params)
    return execute(sql, params, many, context)


def _cleaned(value: Any) -> Any:
    """`value` itself where nothing has to go; a bulk insert has its texts in lists."""
    if isinstance(value, str):
        # A lazy translation or a safe string is handed on as it is.
        return storable(value) if _UNSTORABLE.search(value) else value
    if isinstance(value, list | tuple):
        return type(value)([_cleaned(each) for each in value])
    if isinstance(value, dict):
        return {name: _cleaned(each) for name, each in value.items()}
    return value
