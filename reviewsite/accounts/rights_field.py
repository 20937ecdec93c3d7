"""All rights that there are, under the names of their apps."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.apps import apps
from django.forms.models import ModelChoiceIterator


class _ByApp(ModelChoiceIterator):
    def __iter__(self) -> Iterator[Any]:
        rights = self.queryset.select_related("content_type").order_by(
            "content_type__app_label", "content_type__model", "codename"
        )
        for label, group in groupby(rights, key=lambda right: right.content_type.app_label):
            # Rights outlive an app that was taken out.
            app = apps.app_configs.get(label)
            yield app.verbose_name if app else label, [self.choice(right) for right in group]


class RightsField(forms.ModelMultipleChoiceField):
    iterator = _ByApp

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)
