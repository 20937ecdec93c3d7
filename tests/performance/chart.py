"""A bar chart as SVG, readable on light and dark ground."""

from collections.abc import Sequence
from html import escape

from tests.performance.contest import Entrant

WIDTH, LABEL, ROW = 760, 250, 30
_STYLE = (
    "text{font:14px system-ui,sans-serif;fill:#1d1b18}.bar{fill:#b9b2a6}.ours{fill:#1f5f52}"
    "@media(prefers-color-scheme:dark){text{fill:#eee8dd}.bar{fill:#6d675d}.ours{fill:#4fb39c}}"
)


def draw(entrants: Sequence[Entrant]) -> str:
    """Requests a second, one bar each."""
    longest = max(entrant.rate for entrant in entrants)
    room = WIDTH - LABEL - 80
    rows = []
    for number, entrant in enumerate(entrants):
        top = number * ROW + 8
        length = max(1, round(room * entrant.rate / longest))
        kind = "ours" if "our" in entrant.name else "bar"
        rows.append(
            f'<text x="{LABEL - 10}" y="{top + 16}" text-anchor="end">{escape(entrant.name)}</text>'
            f'<rect class="{kind}" x="{LABEL}" y="{top}" width="{length}" height="22" rx="2"/>'
            f'<text x="{LABEL + length + 8}" y="{top + 16}">{entrant.rate:,.0f}</text>'
        )
    height = len(entrants) * ROW + 12
    title = "Requests a second on one core"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{title}">'
        f"<title>{title}</title><style>{_STYLE}</style>{''.join(rows)}</svg>\n"
    )
