"""Wagtail's own start project with a blog page in it, in an environment of its own."""

import os
import subprocess
import sys
from pathlib import Path

PAGE = "/a-post/"

_MODELS = """
from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page


class BlogPage(Page):
    date = models.DateField()
    intro = models.CharField(max_length=250)
    body = RichTextField()
    content_panels = [*Page.content_panels, FieldPanel("date"), FieldPanel("intro"), FieldPanel("body")]
"""

_TEMPLATE = """
{% extends "base.html" %}
{% load wagtailcore_tags %}
{% block content %}
<h1>{{ page.title }}</h1>
<p>{{ page.date }}</p>
<p>{{ page.intro }}</p>
{{ page.body|richtext }}
<h2>More</h2>
<ul>{% for other in page.get_siblings.live|slice:":3" %}<li><a href="{% pageurl other %}">{{ other.title }}</a></li>{% endfor %}</ul>
{% endblock %}
"""

_FILL = """
import datetime as dt
from blog.models import BlogPage
from wagtail.models import Page
home = Page.objects.get(depth=2)
body = "<p>" + "</p><p>".join([%r] * %d) + "</p>"
for number, slug in enumerate(["a-post", "b-post", "c-post", "d-post"]):
    home.add_child(instance=BlogPage(title=slug, slug=slug, date=dt.date(2026, 1, 1), intro="In short", body=body))
"""

_SETTINGS = """
from .base import *
DEBUG = False
SECRET_KEY = "for measuring only"
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS += ["blog"]
"""


def install(folder: Path, paragraph: str, paragraphs: int, threads: int) -> list[str]:
    """Make the project in `folder`; the command that serves it as its own Dockerfile does, on PORT."""
    python = folder / "environment" / "bin" / "python"
    _run(sys.executable, "-m", "venv", folder / "environment")
    _run(python, "-m", "pip", "install", "-qq", "--disable-pip-version-check", "wagtail", "gunicorn")
    project = folder / "project"
    project.mkdir()
    _run(python.with_name("wagtail"), "start", "mysite", project)
    blog = project / "blog"
    (blog / "templates" / "blog").mkdir(parents=True)
    (blog / "__init__.py").touch()
    (blog / "models.py").write_text(_MODELS)
    (blog / "templates" / "blog" / "blog_page.html").write_text(_TEMPLATE.lstrip())
    (project / "mysite" / "settings" / "bench.py").write_text(_SETTINGS)
    manage = [python, "manage.py"]
    settings = "--settings=mysite.settings.bench"
    for arguments in (
        ["makemigrations", "blog", "--verbosity=0"],
        ["migrate", "--verbosity=0"],
        ["collectstatic", "--noinput", "--verbosity=0"],
        ["shell", "-c", _FILL % (paragraph, paragraphs)],
    ):
        _run(*manage, arguments[0], settings, *arguments[1:], cwd=project)
    settings = "--env=DJANGO_SETTINGS_MODULE=mysite.settings.bench"
    # It listens on PORT by itself.
    server = [python, "-m", "gunicorn", f"--chdir={project}", settings, f"--threads={threads}"]
    return [*map(str, server), "mysite.wsgi:application"]


def _run(*command: object, cwd: Path | None = None) -> None:
    # Nothing of our own environment but where programs and packages are found.
    ours = {"PYTHONPATH", "DJANGO_SETTINGS_MODULE", "DATA_DIR"}
    environment = {name: value for name, value in os.environ.items() if name not in ours}
    subprocess.run([*map(str, command)], cwd=cwd, env=environment, check=True, stdout=subprocess.DEVNULL)
