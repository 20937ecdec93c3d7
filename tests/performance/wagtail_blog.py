"""Wagtail's own start project with a blog post in it that says as much as our long review, in an environment of its own.

The post has the same sections, cast, comments, pictures, menu, trail and posts to read next, written as Wagtail's
documentation does it: a StreamField of headings with rich text, `picture` tags, pages that are shown in menus, comments
in a table of their own. Its templates print what ours print of each, and the same is said to machines in its head.
"""

import os
import subprocess
import sys
from pathlib import Path

from tests.performance import long_review

PAGE = "/a-post/"
ONE_PAGE = Path(__file__).with_name("one_page.py")

_MODELS = """
import json
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page


class SectionBlock(blocks.StructBlock):
    heading = blocks.CharBlock()
    text = blocks.RichTextBlock()


class Author(models.Model):
    name = models.CharField(max_length=100)


class ListPage(Page):
    pass


class BlogPage(Page):
    date = models.DateField()
    intro = models.CharField(max_length=250)
    author = models.ForeignKey(Author, on_delete=models.PROTECT)
    hero = models.ForeignKey("wagtailimages.Image", on_delete=models.PROTECT, related_name="+")
    body = StreamField([("section", SectionBlock())])
    content_panels = [*Page.content_panels, FieldPanel("date"), FieldPanel("intro"), FieldPanel("body")]

    def get_context(self, request):
        site = self.get_site()
        posts = BlogPage.objects.live().sibling_of(self, inclusive=False).filter(author=self.author)
        trail = list(self.get_ancestors().live().filter(depth__gt=1))
        return {
            **super().get_context(request),
            "site": site,
            "menu": site.root_page.get_children().live().in_menu(),
            "trail": trail,
            "others": posts.select_related("hero", "author").order_by("-date")[:3],
            "comments": self.comments.select_related("parent").order_by("pk"),
            "structured_data": [self.as_data(), self.trail_as_data(trail)],
        }

    def as_data(self):
        about = {"@type": "TVSeries", "name": self.title, "url": self.full_url, "numberOfEpisodes": 16}
        return json.dumps({
            "@context": "https://schema.org", "@type": "Review", "@id": self.full_url, "url": self.full_url,
            "headline": self.title, "description": self.intro, "inLanguage": "en",
            "datePublished": self.first_published_at.isoformat(), "dateModified": self.last_published_at.isoformat(),
            "author": [{"@type": "Person", "name": self.author.name}], "publisher": {"@type": "Organization", "name": "Blog"},
            "itemReviewed": about, "reviewRating": {"@type": "Rating", "ratingValue": "8.0", "bestRating": "10"},
        })

    def trail_as_data(self, trail):
        places = enumerate([*trail, self], start=1)
        items = [{"@type": "ListItem", "position": n, "name": page.title, "item": page.full_url} for n, page in places]
        return json.dumps({"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items})


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
{% load i18n wagtailcore_tags wagtailimages_tags %}
{% block extra_css %}
<meta name="description" content="{{ page.intro }}">
<link rel="canonical" href="{{ page.full_url }}">
<meta property="og:url" content="{{ page.full_url }}"><meta property="og:type" content="article">
<meta property="og:title" content="{{ page.title }}"><meta property="og:description" content="{{ page.intro }}">
{% image page.hero width-640 as share %}<meta property="og:image" content="{{ share.full_url }}"><meta property="og:image:width" content="{{ share.width }}"><meta property="og:image:height" content="{{ share.height }}">
{% for data in structured_data %}<script type="application/ld+json">{{ data|safe }}</script>{% endfor %}
{% endblock %}
{% block content %}
  <a class="skip-link" href="#content">{% translate "Skip to the content" %}</a>
  <header class="masthead">
    <a class="masthead__name" href="{% pageurl site.root_page %}">{{ site.site_name }}</a>
    <form class="search" action="{% url 'search' %}" method="get" role="search">
      <label for="search">{% translate "Search" %}</label>
      <input id="search" type="search" name="query" maxlength="200" autocomplete="off">
      <button type="submit">{% translate "Search" %}</button>
    </form>
    <nav class="masthead__menu" aria-label="{% translate 'Main' %}">
      <ul>
        {% for each in menu %}
          <li><a href="{% pageurl each %}">{{ each.title }}</a></li>
        {% endfor %}
      </ul>
    </nav>
  </header>
  <nav class="breadcrumbs" aria-label="{% translate 'Breadcrumbs' %}">
    <ol>
      {% for each in trail %}
        <li><a href="{% pageurl each %}">{{ each.title }}</a></li>
      {% endfor %}
      <li><span aria-current="page">{{ page.title }}</span></li>
    </ol>
  </nav>
  <main id="content" tabindex="-1">
    <article class="post">
      <header class="post__head">
        {% picture page.hero format-{webp,jpeg} width-{160,320,480,640,960} sizes="(min-width: 60rem) 20rem, 48vw" alt="" %}
        <h1 class="post__title">{{ page.title }}</h1>
        <p class="post__intro">{{ page.intro }}</p>
        <p class="byline">
          <span>{% blocktranslate with name=page.author.name %}By {{ name }}{% endblocktranslate %}</span>
          <time datetime="{{ page.date|date:'c' }}">{{ page.date }}</time>
        </p>
      </header>
      <nav class="post__contents" aria-labelledby="contents">
        <p id="contents">{% translate "Contents" %}</p>
        <ol>
          {% for block in page.body %}
            <li class="contents__entry"><span class="contents__number">{{ forloop.counter }}</span><a href="#section-{{ forloop.counter }}">{{ block.value.heading }}</a></li>
          {% endfor %}
        </ol>
      </nav>
      <div class="post__text">
        {% for block in page.body %}
          <section class="section" id="section-{{ forloop.counter }}" tabindex="-1" aria-labelledby="heading-{{ forloop.counter }}">
            <p class="section__number" aria-hidden="true">{{ forloop.counter }}</p>
            <h2 id="heading-{{ forloop.counter }}">{{ block.value.heading }}</h2>
            <div class="prose">{{ block.value.text }}</div>
          </section>
        {% endfor %}
      </div>
      <h2 id="cast">{% translate "In the cast" %}</h2>
      <ul class="people">
        {% for role in page.cast.all %}
          <li class="person" id="role-{{ role.pk }}">
            <span class="portrait portrait--initials" aria-hidden="true"><span>{{ role.name|slice:":1" }}</span></span>
            <p class="person__name"><a href="/people/{{ role.pk }}/">{{ role.name }}</a></p>
            <p class="person__part">{{ role.character }}</p>
          </li>
        {% endfor %}
      </ul>
    </article>
    <section class="band" aria-labelledby="next">
      <h2 class="band__title" id="next">{% translate "Read next" %}</h2>
      {% for other in others %}
        <article class="card">
          {% picture other.hero format-{webp,jpeg} width-{160,320,480,640,960} sizes="(min-width: 60rem) 10rem, 31vw" alt="" loading="lazy" %}
          <h3 class="card__headline"><a href="{% pageurl other %}">{{ other.title }}</a></h3>
          <p class="card__verdict">{{ other.intro }}</p>
          <p class="card__by"><span>{{ other.author.name }}</span> <time datetime="{{ other.date|date:'c' }}">{{ other.date }}</time></p>
        </article>
      {% endfor %}
    </section>
    <section class="band comments" id="comments" aria-labelledby="comments-heading">
      <h2 id="comments-heading">{% blocktranslate count number=comments|length %}{{ number }} comment{% plural %}{{ number }} comments{% endblocktranslate %}</h2>
      <p><a class="button" href="{{ page.url }}comments/new/">{% translate "Write a comment" %}</a></p>
      {% for comment in comments %}
        {% include "blog/comment.html" %}
      {% endfor %}
    </section>
  </main>
  <footer class="colophon">
    <nav aria-label="{% translate 'More of the site' %}">
      <ul>
        {% for each in menu %}
          <li><a href="{% pageurl each %}">{{ each.title }}</a></li>
        {% endfor %}
      </ul>
    </nav>
    <p>{{ site.site_name }}</p>
  </footer>
{% endblock %}
"""

_COMMENT = """
{% load i18n %}
<article class="comment{% if comment.parent_id %} comment--reply{% else %} comment--first{% endif %}" id="comment-{{ comment.pk }}" tabindex="-1" aria-labelledby="by-{{ comment.pk }}">
    <header class="comment__head">
      <span class="initials" aria-hidden="true">{{ comment.name|slice:":1" }}</span>
      <h3 class="comment__by" id="by-{{ comment.pk }}"><bdi class="comment__name">{{ comment.name }}</bdi></h3>
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
import datetime as dt, io
from blog.models import Author, BlogPage, Comment, ListPage, Role
from django.core.files.images import ImageFile
from PIL import Image as Drawn
from wagtail.images.models import Image
from wagtail.models import Page
text, sections, credits, comments = %r
home = Page.objects.get(depth=2)
for title in ["Reviews", "Dramas", "People", "Networks", "About"]:
    home.add_child(instance=ListPage(title=title, show_in_menus=True))
author = Author.objects.create(name="long")
body = [("section", {"heading": f"Part {n}", "text": f"<p>{text}</p>"}) for n in range(sections)]
for number, slug in enumerate(["a-post", "b-post", "c-post", "d-post"]):
    file = io.BytesIO()
    Drawn.new("RGB", (960, 1440), (number, 99, 99)).save(file, "JPEG")
    hero = Image.objects.create(title=slug, file=ImageFile(file, name=f"{slug}.jpg"))
    page = BlogPage(title=slug, slug=slug, date=dt.date(2026, 1, 1), intro="In short", body=body, hero=hero, author=author)
    page.cast = [Role(name=f"Player {n}", character=f"Part {n}") for n in range(credits)]
    home.add_child(instance=page)
    page.save_revision().publish()
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
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
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
