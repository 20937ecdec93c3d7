"""Wagtail's own start project with a blog post in it that says as much as our long review, in an environment of its own.

The post has the same sections, cast and comments, written as Wagtail's documentation does it: a StreamField of headings
with rich text, and comments in a table of their own. Its templates print what ours print of each.
"""

import os
import subprocess
import sys
from pathlib import Path

from tests.performance import long_review

PAGE = "/a-post/"
ONE_PAGE = Path(__file__).with_name("one_page.py")

_MODELS = """
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page


class SectionBlock(blocks.StructBlock):
    heading = blocks.CharBlock()
    text = blocks.RichTextBlock()


class BlogPage(Page):
    date = models.DateField()
    intro = models.CharField(max_length=250)
    body = StreamField([("section", SectionBlock())])
    content_panels = [*Page.content_panels, FieldPanel("date"), FieldPanel("intro"), FieldPanel("body")]

    def get_context(self, request):
        others = BlogPage.objects.live().sibling_of(self, inclusive=False)[:3]
        comments = self.comments.select_related("parent").order_by("pk")
        return {**super().get_context(request), "others": others, "comments": comments}


class Role(Orderable):
    page = ParentalKey(BlogPage, related_name="cast")
    name = models.CharField(max_length=100)
    character = models.CharField(max_length=100)


class Comment(models.Model):
    page = models.ForeignKey(BlogPage, on_delete=models.CASCADE, related_name="comments")
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE)
    name = models.CharField(max_length=100)
    text = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)
"""

_TEMPLATE = """
{% extends "base.html" %}
{% load i18n wagtailcore_tags %}
{% block content %}
<nav class="site-menu" aria-label="{% translate 'Main' %}"><ul>{% for other in others %}<li><a href="{% pageurl other %}">{{ other.title }}</a></li>{% endfor %}</ul></nav>
<article class="post">
<h1 class="post__title">{{ page.title }}</h1>
<p class="post__date"><time datetime="{{ page.date|date:'c' }}">{{ page.date }}</time></p>
<p class="post__intro">{{ page.intro }}</p>
<nav class="post__contents" aria-label="{% translate 'Contents' %}"><ol>
{% for block in page.body %}<li><a href="#section-{{ forloop.counter }}">{{ block.value.heading }}</a></li>{% endfor %}
</ol></nav>
{% for block in page.body %}
<section class="section" id="section-{{ forloop.counter }}" aria-labelledby="heading-{{ forloop.counter }}">
<p class="section__number" aria-hidden="true">{{ forloop.counter }}</p>
<h2 id="heading-{{ forloop.counter }}">{{ block.value.heading }}</h2>
<div class="prose">{{ block.value.text }}</div>
</section>
{% endfor %}
<h2>{% translate "Cast" %}</h2>
<ul class="people">{% for role in page.cast.all %}<li class="person" id="role-{{ role.pk }}"><span class="portrait" aria-hidden="true">{{ role.name|slice:":1" }}</span>
<p class="person__name"><a href="/people/{{ role.pk }}/">{{ role.name }}</a></p><p class="person__part">{{ role.character }}</p></li>{% endfor %}</ul>
</article>
<section class="comments"><h2>{% blocktranslate count number=comments|length %}{{ number }} comment{% plural %}{{ number }} comments{% endblocktranslate %}</h2>
{% for comment in comments %}{% include "blog/comment.html" %}{% endfor %}
</section>
<section class="more"><h2>{% translate "More" %}</h2>
<ul>{% for other in others %}<li><a href="{% pageurl other %}">{{ other.title }}</a> <p>{{ other.specific.intro }}</p></li>{% endfor %}</ul></section>
<footer><p>{% translate "All reviews" %}</p></footer>
{% endblock %}
"""

_COMMENT = """
{% load i18n %}
<article class="comment{% if comment.parent_id %} comment--reply{% else %} comment--first{% endif %}" id="comment-{{ comment.pk }}" tabindex="-1" aria-labelledby="by-{{ comment.pk }}">
    <header class="comment__head">
      <span class="initials" aria-hidden="true">{{ comment.name|slice:":1" }}</span>
      <h3 class="comment__by" id="by-{{ comment.pk }}"><bdi>{{ comment.name }}</bdi></h3>
      <p class="comment__facts">
        <a rel="nofollow" href="{{ page.url }}comments/{{ comment.pk }}/"><time datetime="{{ comment.created_at|date:'c' }}">{{ comment.created_at|date:"j M Y, H:i" }}</time></a>
        {% if comment.parent %}<span class="comment__answers">{% translate "in reply to" %} <a href="#comment-{{ comment.parent_id }}"><bdi>{{ comment.parent.name }}</bdi></a></span>{% endif %}
      </p>
    </header>
    <div class="prose comment__text" dir="auto">{{ comment.text|linebreaks }}</div>
    <p class="comment__foot">
      <a rel="nofollow" href="{{ page.url }}comments/new/?reply={{ comment.pk }}">{% translate "Reply" %}<span class="visually-hidden"> {% blocktranslate with name=comment.name %}to {{ name }}{% endblocktranslate %}</span></a>
      <a rel="nofollow" href="{{ page.url }}comments/{{ comment.pk }}/report/">{% translate "Report" %}<span class="visually-hidden"> {% blocktranslate with name=comment.name %}the comment by {{ name }}{% endblocktranslate %}</span></a>
    </p>
</article>
"""

_FILL = """
import datetime as dt
from blog.models import BlogPage, Comment, Role
from wagtail.models import Page
text, sections, credits, comments = %r
home = Page.objects.get(depth=2)
body = [("section", {"heading": f"Part {n}", "text": f"<p>{text}</p>"}) for n in range(sections)]
for slug in ["a-post", "b-post", "c-post", "d-post"]:
    page = BlogPage(title=slug, slug=slug, date=dt.date(2026, 1, 1), intro="In short", body=body)
    page.cast = [Role(name=f"Player {n}", character=f"Part {n}") for n in range(credits)]
    home.add_child(instance=page)
    first = None
    for number in range(comments):
        parent = first if number %% 3 else None
        comment = Comment.objects.create(page=page, parent=parent, name="A reader", text=f"{number}: {text}")
        first = parent or comment
"""

_SETTINGS = """
from .base import *
DEBUG = False
SECRET_KEY = "for measuring only"
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS += ["blog"]
"""


def install(folder: Path) -> list[str]:
    """Make the project in `folder`; the command that tells what its pages cost, but for the page."""
    python = folder / "environment" / "bin" / "python"
    _run(sys.executable, "-m", "venv", folder / "environment")
    _run(python, "-m", "pip", "install", "-qq", "--disable-pip-version-check", "wagtail")
    project = folder / "project"
    project.mkdir()
    _run(python.with_name("wagtail"), "start", "mysite", project)
    templates = project / "blog" / "templates" / "blog"
    templates.mkdir(parents=True)
    (project / "blog" / "__init__.py").touch()
    (project / "blog" / "models.py").write_text(_MODELS)
    (templates / "blog_page.html").write_text(_TEMPLATE.lstrip())
    (templates / "comment.html").write_text(_COMMENT.lstrip())
    (project / "mysite" / "settings" / "bench.py").write_text(_SETTINGS)
    manage = [python, "manage.py"]
    settings = "--settings=mysite.settings.bench"
    content = (
        long_review.AS_HTML,
        long_review.SECTIONS,
        long_review.CREDITS,
        long_review.COMMENTS,
    )
    for arguments in (
        ["makemigrations", "blog", "--verbosity=0"],
        ["migrate", "--verbosity=0"],
        ["collectstatic", "--noinput", "--verbosity=0"],
        ["shell", "-c", _FILL % (content,)],
    ):
        _run(*manage, arguments[0], settings, *arguments[1:], cwd=project)
    start = (
        "import os, runpy, sys; os.environ['DJANGO_SETTINGS_MODULE'] = 'mysite.settings.bench';"
        f" sys.path.insert(0, {str(project)!r}); runpy.run_path({str(ONE_PAGE)!r}, run_name='__main__')"
    )
    return [str(python), "-c", start, "mysite.wsgi:application"]


def _run(*command: object, cwd: Path | None = None) -> None:
    # Nothing of our own environment but where programs and packages are found.
    ours = {"PYTHONPATH", "DJANGO_SETTINGS_MODULE", "DATA_DIR"}
    environment = {name: value for name, value in os.environ.items() if name not in ours}
    subprocess.run([*map(str, command)], cwd=cwd, env=environment, check=True, stdout=subprocess.DEVNULL)
