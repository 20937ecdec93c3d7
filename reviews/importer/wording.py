"""The words for what the importer says: its readers give codes with values, and people read sentences."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dramas import korean_names
from reviews.importer.document import Ask, Doubt, Refusal

DOUBTS = {
    "broken_characters": gettext_lazy(
        "Some characters were lost when this text was saved. They are kept as they are."
    ),
    "title_from_sentence": gettext_lazy("No line is a title. “%(title)s” was read from this sentence."),
    "title_from_page": gettext_lazy("“%(title)s” is the title that the page gives below its text."),
    "title_in_capitals": gettext_lazy("The title is in capitals. It was written as “%(title)s”."),
    "second_value": gettext_lazy(
        "A second value for “%(field)s”: %(value)s. The first one is used: %(kept)s."
    ),
    "not_understood": gettext_lazy("Could not read “%(label)s: %(value)s”."),
    "facts_and_text": gettext_lazy(
        "Facts and text share a line. The facts were read; the line stays in the text."
    ),
    "unclear_date": gettext_lazy("Unclear date: used as the publication date."),
    "more_than_a_number": gettext_lazy("The number of episodes contains more than a number: %(value)s."),
    "weekdays_not_length": gettext_lazy(
        "The label says “%(label)s”, but the value is weekdays, so it was used for the broadcast days."
    ),
    "own_score": gettext_lazy(
        "“%(label)s”: used as the writer’s own score on that site, not as its average."
    ),
    "scale_unclear": gettext_lazy("The scale of the score “%(raw)s” is unclear."),
    "score_from_sentence": gettext_lazy("The score “%(raw)s” was read from a sentence."),
    "year_of_first_day": gettext_lazy("The year %(kept)s is not the year of the first day, %(first)s."),
    "brackets_unclear": gettext_lazy(
        "The brackets in the cast may hold characters or earlier works: %(brackets)s."
    ),
    "mark_without_end": gettext_lazy(
        "“%(mark)s” should hide something, but has no clear end. Everything from here is hidden."
    ),
    "speaks_of_spoilers": gettext_lazy("This line mentions spoilers. Everything from here is hidden."),
    "for_those_who_know": gettext_lazy(
        "This looks like the part for people who have seen the drama, so it is all hidden."
    ),
    "shown_to_all": gettext_lazy(
        "The “%(field)s” is between spoilers in the document, and everyone will see it."
    ),
    "promises_plot": gettext_lazy(
        "“%(heading)s” sounds like the plot but has no spoiler warning, so it is hidden."
    ),
    "does_it_spoil": gettext_lazy(
        "Does “%(heading)s” have spoilers? No line says that the spoilers end before it."
    ),
    "not_storable": gettext_lazy("“%(value)s” does not fit “%(field)s”: %(reason)s"),
}

ASKS = {
    "no_title": gettext_lazy("Which drama is this about?"),
    "title_from_sentence": gettext_lazy("Is this the drama that the text is about?"),
    "which_episodes": gettext_lazy("Which episodes does this recap cover?"),
    "scale_unclear": gettext_lazy("What is this score out of 10?"),
    "whose_score": gettext_lazy("Is this your own score? If it is that site’s average, clear the rating."),
    "mark_without_end": gettext_lazy(
        "Where does the hidden text end? All that follows stays hidden until you decide."
    ),
    "speaks_of_spoilers": gettext_lazy("Does what follows have spoilers? It stays hidden until you decide."),
    "for_those_who_know": gettext_lazy(
        "Is this text for people who have seen the drama? It stays hidden until you decide."
    ),
    "does_it_spoil": gettext_lazy("Does this section have spoilers? It stays hidden until you decide."),
}

_REFUSALS = {
    "empty": gettext_lazy("The text is empty."),
    "no_words": gettext_lazy("The text has no words."),
    "too_long": gettext_lazy("The text has more than %(most)d characters. Please import it in parts."),
    "too_many_lines": gettext_lazy("The text has more than %(most)d lines. Please import it in parts."),
    "too_many_sections": gettext_lazy("The text has more than %(most)d sections. Please import it in parts."),
    "too_many_people": gettext_lazy(
        "The text names more than %(most)d people with their parts. Please import it in parts."
    ),
    "too_many_pictures": gettext_lazy(
        "The text has more than %(most)d captions of pictures. Please import it in parts."
    ),
    "too_slow": gettext_lazy("This text takes too long to read. Please import it in parts."),
    "teasers": gettext_lazy("The text is a list of posts: “Continue reading” is in it several times."),
    "list": gettext_lazy("Line %(line)d is the title of a list of dramas, not of one review: “%(title)s”."),
}

_EVIDENCE = {
    "letters": gettext_lazy("the same letters"),
    "hangul": gettext_lazy("both stand for %(hangul)s"),
    "maybe hangul": gettext_lazy("both can stand for %(hangul)s"),
    "surname": gettext_lazy("%(left)s, %(right)s: surname %(hangul)s"),
    "same surname": gettext_lazy("same surname, %(hangul)s"),
    "syllable": gettext_lazy("%(left)s, %(right)s: %(hangul)s"),
    "order": gettext_lazy("one of them has the surname last"),
    "given": gettext_lazy("%(hangul)s is the given name of %(right)s"),
    "inside": gettext_lazy("%(hangul)s is part of %(right)s"),
    "near": gettext_lazy("%(left)s and %(right)s sound alike"),
    "other": gettext_lazy("%(left)s differs from %(right)s"),
    "spelling": gettext_lazy("the spellings are similar"),
}


def doubt(said: Doubt) -> str:
    return _filled(DOUBTS, said.code, said.values)


def ask(asked: Ask) -> str:
    return _filled(ASKS, asked.why, ())


def refusal(refused: Refusal) -> str:
    if refused.code != "several":
        return _filled(_REFUSALS, refused.code, refused.values)
    where = ", ".join(
        _("line %(line)d (%(title)s)") % {"line": part.first, "title": part.title} for part in refused.parts
    )
    count = len(refused.parts)
    said = ngettext(
        "The text contains %(count)d review: %(where)s. Import it on its own.",
        "The text contains %(count)d reviews: %(where)s. Import them one at a time.",
        count,
    )
    return said % {"count": count, "where": where}


def why_one_name(one: str, other: str) -> str:
    """The reasons for which two spellings may be one name."""
    return "; ".join(
        str(_EVIDENCE[reason.kind]) % {"left": reason.left, "right": reason.right, "hangul": reason.hangul}
        for reason in korean_names.explain(one, other)
    )


def _filled(texts: dict[str, Any], code: str, values: Iterable[tuple[str, Any]]) -> str:
    """A code that has no words is shown itself."""
    return str(texts[code]) % dict(values) if code in texts else code
