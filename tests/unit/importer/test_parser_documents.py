"""Sample documents of many layouts, each with what a careful person reads in it."""

import json
from pathlib import Path
from typing import Any

import pytest

from reviews.importer.parser import parse

DOCUMENTS = Path(__file__).parents[2] / "data" / "documents"
EXPECTED = sorted(DOCUMENTS.glob("*.expected.json"))


def _read(expected: Path) -> dict[str, Any]:
    text = expected.with_name(expected.name.replace(".expected.json", ".txt")).read_text(encoding="utf-8")
    return parse(text).to_json_dict()


def _only(keys: dict[str, Any], value: dict[str, Any]) -> dict[str, Any]:
    return {key: value.get(key) for key in keys}


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda path: path.name.partition(".")[0])
def test_document_reads_as_a_person_reads_it(expected: Path) -> None:
    wanted = json.loads(expected.read_text(encoding="utf-8"))
    read = _read(expected)
    if wanted.get("refused"):
        assert read["refused"]
        return
    assert read["refused"] is None
    read["sections"] = [
        {key: value for key, value in section.items() if key not in ("body", "scope")}
        for section in read["sections"]
    ]
    read["captions"] = [
        {key: caption[key] for key in ("text", "source", "after_section", "after_block")}
        for caption in read["captions"]
    ]
    assert _only(wanted, read) == wanted


def test_documents_cover_many_layouts() -> None:
    assert len(EXPECTED) >= 30
