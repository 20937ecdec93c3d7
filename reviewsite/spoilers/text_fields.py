"""Every model field by which somebody's words reach a page, and what is checked when they are handed in.

Each app names its fields once, when it starts; a test fails for a text field that is named nowhere. The checks run
wherever a form cleans the model: the admin, the editor of pictures. Comments have a form of their own, the importer
reads whole documents; both fold by the same module. Markdown is folded wherever a row is saved, and once more when it
is rendered.
"""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.signals import pre_save
from django.utils.translation import gettext_lazy as _

from reviewsite import markdown
from reviewsite.spoilers import validate_no_passage
from reviewsite.spoilers.marks import fold_marks
from reviewsite.spoilers.own_marks import without_passages
from reviewsite.spoilers.warnings import warning_in

#: (model label in small letters, field) -> the name of its kind
TEXT_FIELDS: dict[tuple[str, str], str] = {}


def validate_marks(text: str) -> None:
    """Markdown may hide passages; a mark that hides nothing is refused by its line."""
    if (entered := markdown.enter(text)).doubts:
        raise entered.refusal()


def validate_no_warning(text: str) -> None:
    """What everybody reads cannot begin to spoil in the middle."""
    if words := warning_in(without_passages(fold_marks(text).text), may_mention=True):
        said = _("Everyone sees this text, but it warns of spoilers: “%(words)s”.")
        raise ValidationError(said % {"words": words[:80]}, code="warning")


_CHECKS: dict[str, tuple[Callable[[str], None], ...]] = {
    # Titles and names, which may hold any word.
    "names": (validate_no_passage,),
    # One line that everybody reads.
    "lines": (validate_no_passage, validate_no_warning),
    # Markdown that everybody reads, passages excepted.
    "texts": (validate_marks, validate_no_warning),
    # Markdown with a scope of its own.
    "scoped": (validate_marks,),
    # Checked by a form of its own.
    "forms": (),
}


#: Kinds of text that may hide a part of itself.
_MARKDOWN = ("texts", "scoped", "forms")


def check_text_fields(label: str, **fields: Iterable[str]) -> None:
    """Have the fields of a model checked: `check_text_fields("dramas.Drama", lines=["tagline"])`."""
    for kind, names in fields.items():
        for name in names:
            TEXT_FIELDS[label.lower(), name] = kind
            validators = apps.get_model(label)._meta.get_field(name).validators
            validators += [check for check in _CHECKS[kind] if check not in validators]
    folded = [name for kind, names in fields.items() if kind in _MARKDOWN for name in names]
    if folded:
        pre_save.connect(partial(_store_folded, folded), apps.get_model(label), weak=False)


def _store_folded(fields: list[str], instance: models.Model, raw: bool = False, **kwargs: Any) -> None:
    """Whoever saves a text, and however: it is stored with this site's marks. `raw` rows are copies of stored ones."""
    for name in fields if not raw else ():
        text = getattr(instance, name)
        folded = fold_marks(text).text
        longest = instance._meta.get_field(name).max_length  # type: ignore[union-attr]
        if folded != text and (longest is None or len(folded) <= longest):
            setattr(instance, name, folded)
