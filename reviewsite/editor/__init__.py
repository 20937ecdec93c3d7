"""The Markdown editor of the admin: django-markdownx's field and widget with our own views, script and style."""

from reviewsite.editor.widget import MarkdownEditor, MarkdownFormField

__all__ = ["MarkdownEditor", "MarkdownFormField"]
