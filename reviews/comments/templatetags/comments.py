"""What links beside a comment say to whoever hears them without seeing where they are."""

from django import template
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def to_whom(name: str) -> str:
    return _("to %(name)s") % {"name": name}


@register.filter
def whose_comment(name: str) -> str:
    return _("the comment by %(name)s") % {"name": name}


@register.filter
def in_whose_comment(name: str) -> str:
    return _("in the comment by %(name)s") % {"name": name}
