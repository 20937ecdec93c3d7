"""Keeping the index in step with what it is about.

Saving and deleting do it by themselves (see `signals`). What goes past them, `bulk_create`, `QuerySet.update` and the
like, has to be followed by `reindex`; `manage.py rebuild_search` does it for everything.
"""

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextvars import ContextVar
from dataclasses import replace
from typing import Any

from django.db import connection, models, transaction
from django.db.models import Q, Value
from django.db.models.functions import Concat, Replace

from reviewsite.search import backends, spelling
from reviewsite.search.lookup import which_are_in_names
from reviewsite.search.models import SearchDoc, SearchText
from reviewsite.search.places import place_of
from reviewsite.search.registry import Document, Searchable, added_weights, of_model, searchables
from reviewsite.search.tokeniser import IN_FRONT, kind_mark, name_tokens, text_tokens, vocabulary

#: How many documents of a kind are in front where the database has no order of its own (PostgreSQL): enough that of
#: a word which one in twenty has, or more, a whole list of results is found among them, without reading all the others.
#: More of them would only be more to put in order.
FRONT = 800
_CHUNK = 500
_FIELDS = (
    "title",
    "hangul",
    "detail",
    "url",
    "weight",
    "place",
    "image_id",
    "visible_from",
    "in_front",
    "names",
)

_waiting: ContextVar[dict[type[models.Model], set[int]] | None] = ContextVar("waiting", default=None)


def reindex(what: models.Model | Iterable[models.Model]) -> None:
    """Bring the index in step with an object, several, or a queryset.

    Objects that are no longer there, or no longer to be found, go out of it. Objects of models that nobody
    registered are passed over.
    """
    objects = [what] if isinstance(what, models.Model) else what
    wanted: dict[type[models.Model], set[int]] = {}
    for each in objects:
        wanted.setdefault(type(each), set()).add(each.pk)
    waiting = _waiting.get()
    for model, ids in wanted.items():
        if waiting is not None:
            waiting.setdefault(model, set()).update(ids)
        elif searchable := of_model(model):
            _update(searchable, sorted(ids))


@contextlib.contextmanager
def indexing_at_the_end() -> Iterator[None]:
    """Index everything that is saved within only once, at the end. For imports, inside their transaction."""
    if _waiting.get() is not None:
        yield
        return
    token = _waiting.set({})
    try:
        yield
        wanted = _waiting.get() or {}
    finally:
        _waiting.reset(token)
    for model, ids in wanted.items():
        if searchable := of_model(model):
            _update(searchable, sorted(ids))


def rebuild(progress: Callable[[str, int, int], None]) -> None:
    """Index everything again while the site goes on; `progress` gets a kind, how many are done, and of how many."""
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in backends.of(connection).repair_statements():
            cursor.execute(statement)
    for searchable in searchables():
        ids = list(searchable.rows().order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(ids), _CHUNK):
            progress(searchable.kind, start, len(ids))
            _update(searchable, ids[start : start + _CHUNK])
        progress(searchable.kind, len(ids), len(ids))
        gone = SearchDoc.objects.filter(kind=searchable.kind).exclude(
            object_id__in=searchable.rows().values("pk")
        )
        _update(searchable, list(gone.values_list("object_id", flat=True)))
    SearchDoc.objects.exclude(kind__in=[searchable.kind for searchable in searchables()]).delete()
    spelling.know_only({word for doc in SearchDoc.objects.iterator() for word in vocabulary(doc.names)})
    backends.of(connection).tidy()


def _update(searchable: Searchable[Any], ids: Sequence[int]) -> None:
    for start in range(0, len(ids), _CHUNK):
        with transaction.atomic():
            _update_chunk(searchable, ids[start : start + _CHUNK])
            if backends.of(connection).HAS_FRONT:
                _arrange_front(searchable.kind)


def _update_chunk(searchable: Searchable[Any], ids: Sequence[int]) -> None:
    # Locked before the objects are read, so that of two writers the later one reads what the earlier one wrote.
    rows = SearchDoc.objects.filter(kind=searchable.kind, object_id__in=ids).order_by("pk")
    has_front = backends.of(connection).HAS_FRONT
    front = _end_of_front(searchable.kind) if has_front else None
    stored = {doc.object_id: doc for doc in rows.select_related("body").select_for_update(of=("self",))}
    objects = searchable.rows().filter(pk__in=ids)
    added = added_weights(searchable.kind, ids)
    documents = {each.pk: _weighed(searchable.document(each), added[each.pk]) for each in objects}
    changed: list[SearchDoc] = []
    texts: dict[int, SearchText] = {}
    for object_id, document in documents.items():
        before = stored.get(object_id)
        in_front = has_front and (
            before.in_front if before else _is_in_front(document.weight, object_id, front)
        )
        doc, text = _entry(searchable.kind, object_id, document, in_front=in_front)
        if before is None or _differ(before, doc, text):
            changed.append(doc)
            texts[object_id] = text
    gone = [doc for object_id, doc in stored.items() if object_id not in documents]
    SearchDoc.objects.filter(pk__in=[doc.pk for doc in gone]).delete()
    _save(changed, texts)
    _learn([stored[doc.object_id] for doc in changed if doc.object_id in stored] + gone, changed)


def _weighed(document: Document, added: int) -> Document:
    return replace(document, weight=document.weight + added) if added else document


def _entry(kind: str, object_id: int, document: Document, *, in_front: bool) -> tuple[SearchDoc, SearchText]:
    marks = f" {kind_mark(kind)} {IN_FRONT}" if in_front else f" {kind_mark(kind)}"
    doc = SearchDoc(
        kind=kind,
        object_id=object_id,
        title=document.title[:255],
        hangul=document.hangul[:150],
        detail=document.detail[:300],
        url=document.url,
        weight=document.weight,
        place=place_of(kind, document.weight, object_id),
        image_id=document.image_id,
        visible_from=document.visible_from,
        in_front=in_front,
        names=name_tokens(document.names) + marks,
    )
    tokens = text_tokens([*document.names, document.detail, document.text, *document.hints])
    return doc, SearchText(text=document.text, tokens=tokens + marks)


def _differ(before: SearchDoc, doc: SearchDoc, text: SearchText) -> bool:
    if any(getattr(before, field) != getattr(doc, field) for field in _FIELDS):
        return True
    return before.body.text != text.text or before.body.tokens != text.tokens


def _save(docs: Sequence[SearchDoc], texts: dict[int, SearchText]) -> None:
    saved = SearchDoc.objects.bulk_create(
        docs, update_conflicts=True, unique_fields=["kind", "object_id"], update_fields=_FIELDS
    )
    for doc in saved:
        texts[doc.object_id].doc = doc
    SearchText.objects.bulk_create(
        texts.values(), update_conflicts=True, unique_fields=["doc"], update_fields=["text", "tokens"]
    )


def _learn(before: Iterable[SearchDoc], after: Iterable[SearchDoc]) -> None:
    lost = {word for doc in before for word in vocabulary(doc.names)}
    known = {word for doc in after for word in vocabulary(doc.names)}
    spelling.learn(known - lost)
    kinds = [searchable.kind for searchable in searchables()]
    gone = lost - known
    spelling.forget(gone - which_are_in_names(sorted(gone), kinds))


def _end_of_front(kind: str) -> tuple[int, int] | None:
    """Weight and object of the last document in front, None while there is room for more."""
    docs = SearchDoc.objects.filter(kind=kind).order_by("-weight", "object_id")
    return docs.values_list("weight", "object_id")[FRONT - 1 : FRONT].first()


def _is_in_front(weight: int, object_id: int, end: tuple[int, int] | None) -> bool:
    return end is None or (-weight, object_id) <= (-end[0], end[1])


def _arrange_front(kind: str) -> None:
    """Let exactly the heaviest documents of the kind be marked as such."""
    docs = SearchDoc.objects.filter(kind=kind)
    end = _end_of_front(kind)
    if end is None:
        _mark(docs.filter(in_front=False), in_front=True)
        return
    weight, object_id = end
    _mark(
        docs.filter(Q(weight__gt=weight) | Q(weight=weight, object_id__lte=object_id), in_front=False),
        in_front=True,
    )
    _mark(
        docs.filter(Q(weight__lt=weight) | Q(weight=weight, object_id__gt=object_id), in_front=True),
        in_front=False,
    )


def _mark(docs: models.QuerySet[SearchDoc], *, in_front: bool) -> None:
    ids = list(docs.values_list("pk", flat=True))
    if not ids:
        return
    mark = Value(f" {IN_FRONT}")
    names, tokens = (
        Concat(column, mark) if in_front else Replace(column, mark, Value(""))
        for column in ("names", "tokens")
    )
    SearchDoc.objects.filter(pk__in=ids).update(in_front=in_front, names=names)
    SearchText.objects.filter(pk__in=ids).update(tokens=tokens)
