"""What becomes of a Markdown text when somebody hands it in: every way to hide a part of it is made ours."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from reviewsite.spoilers import SAFE
from reviewsite.spoilers.marks import Doubt, fold_marks
from reviewsite.spoilers.own_marks import only_divide

from .profiles import WRITER, Profile
from .visible_text import plain_text, unclosed_spoilers

#: Stands for a letter that is meant to be hidden, in a trial of whether it is. Nobody writes it: Yi, not Korean.
_CANARY = "\ua015"
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Entered:
    """`text` is what to store. `doubts` are the marks that would leave something open, by line."""

    text: str
    doubts: tuple[Doubt, ...] = ()

    def refusal(self) -> ValidationError:
        """What to say to who wrote it: a sentence for each line."""
        said = _(
            "Line %(line)d: %(mark)s hides nothing, so what it should hide would be shown. Write ||like this||, with "
            "both marks in one paragraph, or \\|\\| for the signs themselves."
        )
        return ValidationError(
            [
                ValidationError(said % {"line": doubt.line, "mark": doubt.mark}, code="passage")
                for doubt in self.doubts[:_MOST_NAMED]
            ]
        )


def enter(source: str, *, profile: Profile = WRITER) -> Entered:
    """The text with all hiding marks as `||…||`, and which of them hide nothing. Line ends become plain."""
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    folded = fold_marks(source)
    doubts = {doubt.line: doubt for doubt in folded.doubts}
    for line in [] if only_divide(folded.text) else unclosed_spoilers(folded.text, profile=profile):
        doubts.setdefault(line, Doubt(line, "||"))
    if not doubts and (line := _line_of_leak(folded.text, folded.hidden, profile)):
        doubts[line] = Doubt(line, "||")
    return Entered(folded.text, tuple(doubts[line] for line in sorted(doubts)))


def _line_of_leak(text: str, hidden: tuple[tuple[int, int], ...], profile: Profile) -> int:
    """The line of the first hidden place of which a letter would be shown; 0 if none would be."""
    if not hidden:
        return 0
    trial = list(text)
    for start, end in hidden:
        trial[start:end] = [_CANARY if letter.isalpha() else letter for letter in text[start:end]]
    if _CANARY not in plain_text("".join(trial), seen=SAFE, profile=profile):
        return 0
    return text.count("\n", 0, hidden[0][0]) + 1
