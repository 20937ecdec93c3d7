"""Strings that want to run, in every field of a comment, and a browser's own parser to say whether they could."""

import datetime as dt
from collections.abc import Iterator

from django.template.loader import render_to_string

from dramas.models import Drama
from reviews.comments.forms import CommentForm
from reviews.comments.initials import initials_of
from reviews.comments.projection import Answered, Head, OpenComment
from reviews.models import Review
from reviewsite import markdown
from reviewsite.spoilers import WHOLE_DRAMA

#: What executes, or reaches elsewhere without being asked, in a document that a browser has parsed.
JUDGE = r"""(fragments) => fragments.map((html) => {
  const page = new DOMParser().parseFromString(html, "text/html");
  const allowed = new Set(("A ARTICLE BDI BLOCKQUOTE BODY BR BUTTON CODE DIV EM FORM H1 H2 H3 HEAD HEADER HTML INPUT "
    + "LABEL LI OL OPTGROUP OPTION P PRE S SECTION SELECT SPAN SPOILER-BUTTON STRONG TEXTAREA TIME UL").split(" "));
  const reached = new Set("href src action formaction data poster srcset xlink:href ping background".split(" "));
  const found = [];
  for (const element of page.querySelectorAll("*")) {
    if (!allowed.has(element.tagName)) found.push(element.tagName);
    for (const { name, value } of element.attributes) {
      if (/^on/i.test(name) || ["style", "srcdoc", "autofocus", "contenteditable"].includes(name)) found.push(name);
      const ours = element.tagName === "A" || !value || value === "/new/";
      if (reached.has(name) && !ours) found.push(`${name} of ${element.tagName}`);
      if (!reached.has(name)) continue;
      let scheme = "";
      try { scheme = new URL(value, "https://site.example/").protocol; } catch { /* leads nowhere */ }
      if (!["", "http:", "https:", "mailto:"].includes(scheme)) found.push(`${name}=${scheme}`);
    }
  }
  return found;
})"""


def renderings(text: str) -> Iterator[str]:
    """The pieces of pages in which what a visitor typed appears: as text, as name, answered, previewed, refused."""
    yield _item(text, "Hana", "Ari")
    yield _item("Words.", text, text)
    yield _item(f"[a link]({text}) ![a picture]({text}) ||{text}|| <{text}>", "Hana", "Ari")
    fields = dict.fromkeys(("body", "author_name", "email", "rating", "spoils_through", "key", "token"), text)
    form = CommentForm(fields, review=Review(drama=Drama(episodes=16)))
    form.is_valid()
    context = {"form": form, "action": "/new/", "preview": _preview(text)}
    yield render_to_string("comments/form.html", context)
    yield render_to_string("comments/kept_text.html", {"body": text})


def raw(text: str) -> str:
    """The control: the same without any care."""
    return f"<article>{text}</article>"


def _item(body: str, name: str, answered: str) -> str:
    head = Head(
        id=1,
        name=name,
        is_staff=False,
        initials=initials_of(name),
        created_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
        spoils_through=0,
        url="/comments/1/",
        answers=Answered(answered, "#comment-2"),
    )
    comment = OpenComment(head, _html(body), rating=None, edited=False, hide_query="?")
    return render_to_string("comments/comment_item.html", {"comment": comment, "heading": "3"})


def _html(body: str) -> str:
    return markdown.render(body, seen=WHOLE_DRAMA, profile=markdown.COMMENTER)


def _preview(text: str) -> dict[str, object]:
    return {"html": _html(text), "spoils_through": 0, "name": text, "rating": None}
