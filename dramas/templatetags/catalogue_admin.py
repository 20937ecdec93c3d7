"""What the admin's templates say of rows of different kinds."""

from typing import Any

from django import template
from django.urls import reverse

register = template.Library()


@register.filter
def change_address(row: Any) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


@register.filter
def merge_address(row: Any) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_merge", args=[row.pk])


@register.filter
def kind(row: Any) -> str:
    return str(row._meta.verbose_name)
