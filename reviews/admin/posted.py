"""The rows of the review form as they were posted: read as values, and written back changed."""

from typing import Any

from django.http import QueryDict

from reviews.merging import MergedSection, Mine
from reviews.snapshot import SectionText, form_values
from reviewsite.spoilers import SAFE

#: No form has more rows; a larger number is nobody's.
_MOST_ROWS = 1000


def row_count(data: QueryDict, prefix: str) -> int:
    total = data.get(f"{prefix}-TOTAL_FORMS", "")
    return min(int(total), _MOST_ROWS) if total.isascii() and total.isdigit() else 0


def posted_sections(data: QueryDict) -> list[Mine]:
    """The sections of the form in the order of the page, without empty new ones."""
    rows = []
    for number in range(row_count(data, "sections")):
        prefix = f"sections-{number}"
        key, scope, position, drama = (
            data.get(f"{prefix}-{name}", "") for name in ("id", "spoils_through", "position", "drama")
        )
        text = SectionText(
            heading=data.get(f"{prefix}-heading", ""),
            body=data.get(f"{prefix}-body", ""),
            spoils_through=_number(scope) or SAFE,
            heading_is_safe=f"{prefix}-heading_is_safe" in data,
            pk=_number(key),
            drama=_number(drama),
            rating_line=data.get(f"{prefix}-rating_line", ""),
        )
        place = _number(position) or 0
        if text.pk is not None or text.heading or text.body:
            rows.append((place, number, Mine(text, f"{prefix}-DELETE" in data)))
    return [mine for _place, _number, mine in sorted(rows, key=lambda row: row[:2])]


def _number(raw: str) -> int | None:
    return int(raw) if raw.isascii() and raw.isdigit() else None


def posted_writers(data: QueryDict) -> list[str]:
    rows = []
    for number in range(row_count(data, "bylines")):
        prefix = f"bylines-{number}"
        position = data.get(f"{prefix}-position", "")
        if data.get(f"{prefix}-writer") and f"{prefix}-DELETE" not in data:
            rows.append((int(position) if position.isdigit() else 0, number, data[f"{prefix}-writer"]))
    return list(dict.fromkeys(str(writer) for _position, _number, writer in sorted(rows)))


def put_sections(data: QueryDict, review_id: int | None, sections: list[MergedSection]) -> list[int]:
    """Write the sections into the form; the number of each one's row. Stored rows come first in a formset."""
    rows = [
        {
            "id": section.text.pk or "",
            "review": review_id or "",
            **form_values(section.text),
            "drama": section.text.drama or "",
            "position": position,
            "DELETE": section.removed,
        }
        for position, section in enumerate(sections)
    ]
    ordered = sorted(rows, key=lambda row: not row["id"])
    put_rows(data, "sections", ordered, initial=sum(bool(row["id"]) for row in rows))
    return [ordered.index(row) for row in rows]


def put_rows(data: QueryDict, prefix: str, rows: list[dict[str, Any]], *, initial: int = 0) -> None:
    """Put `rows` in the place of the posted rows of a formset; true is a ticked box, false an empty one."""
    for name in [name for name in data if name.startswith(f"{prefix}-") and name.split("-")[1].isdigit()]:
        del data[name]
    data[f"{prefix}-TOTAL_FORMS"], data[f"{prefix}-INITIAL_FORMS"] = str(len(rows)), str(initial)
    for number, row in enumerate(rows):
        for name, value in row.items():
            if value is True:
                data[f"{prefix}-{number}-{name}"] = "on"
            elif value is not False:
                data[f"{prefix}-{number}-{name}"] = str(value)
