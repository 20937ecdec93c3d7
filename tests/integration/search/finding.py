from reviewsite.search.query import search


def found(text: str) -> set[str]:
    """What was found, as kind: title; corrections do not count."""
    results = search(text)
    if results.corrected or results.left_out:
        return set()
    return {f"{each.row.kind}: {each.row.title}" for group in results.groups for each in group.found}
