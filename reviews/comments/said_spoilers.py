"""Asks, once, about a comment that is marked “No spoilers” and says itself that it spoils."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from reviewsite import markdown
from reviewsite.spoilers import MAX_EPISODE, SAFE, WHOLE_DRAMA
from reviewsite.spoilers.warnings import warning_in

_LONGEST_QUOTED = 80
_LABEL = re.compile(r"^.*?[:：)\]]\s*")
_EPISODE = re.compile(
    r"\b(?:ep(?:isode)?s?\.?\s*#?\s*)([1-9][0-9]{0,3})\b|([1-9][0-9]{0,3})\s*화", re.IGNORECASE
)


def spoilers_said_in(body: str, profile: markdown.Profile = markdown.COMMENTER) -> str:
    """The sentence by which a text that everybody reads says that it spoils; "" where it hides what follows."""
    # Two spaces end a line of Markdown: "SPOILER" on a line of its own is a warning.
    text = markdown.plain_text(body.replace("\n", "  \n"), seen=SAFE, profile=profile)
    sentence = warning_in(text)
    if not sentence:
        return ""
    label = _LABEL.match(sentence)
    following = text[text.index(sentence) + len(sentence) :] + (sentence[label.end() :] if label else "")
    is_hidden = "…" in following and not any(map(str.isalnum, following))
    return "" if is_hidden else sentence


class AsksAboutSpoilers(forms.Form):
    """A form with a `body` and `spoils_through`. The answer is in the form: sent again as it is, it is closed."""

    asked = forms.CharField(required=False, widget=forms.HiddenInput)
    #: Whether the number of an episode says anything where this is written.
    counts_episodes = True

    def ask_about_spoilers(self, profile: markdown.Profile) -> None:
        """To be called by `clean`. The text is kept, the choice preset; who chooses “No spoilers” again is believed."""
        data = self.cleaned_data
        if self.errors or data.get("spoils_through") != SAFE or data.get("asked"):
            return
        sentence = spoilers_said_in(data["body"], profile)
        if not sentence:
            return
        episode = _EPISODE.search(sentence) if self.counts_episodes else None
        self._preset(int(episode[1] or episode[2]) if episode else WHOLE_DRAMA)
        said = _(
            "Your text says that it has spoilers: “%(words)s”. "
            "We chose this spoiler level for you: check it, then post again."
        )
        words = sentence if len(sentence) <= _LONGEST_QUOTED else f"{sentence[:_LONGEST_QUOTED]}…"
        self.add_error("spoils_through", ValidationError(said % {"words": words}, code="says-spoilers"))

    def _preset(self, scope: int) -> None:
        data: Any = self.data
        values = data.copy()
        values["spoils_through"] = str(scope if scope <= MAX_EPISODE else WHOLE_DRAMA)
        values["asked"] = "1"
        self.data = values
