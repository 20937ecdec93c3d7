"""Random histories of one review: every kind of change that writers make, in any order."""

import hashlib
import random
from collections.abc import Callable

from dramas.models import Drama
from reviews.mentions import refresh_mentions
from reviews.models import Review, Section
from reviews.projection import Gate, project
from reviewsite.images.models import Image
from reviewsite.spoilers import WHOLE_DRAMA
from tests.factories import make_section

WORDS = "rain harbour letter mother train window Kim Woo-sik 편지 **late** ||3: the uncle|| ||she knew|| why".split()
SCOPES = [0, 0, 3, 7, WHOLE_DRAMA]


def fingerprint(review: Review) -> str:
    """A hash of everything that a reader who has seen all gets, and of the fields that the page is made of."""
    fresh = Review.objects.for_display().get(pk=review.pk)
    projection = project(fresh, WHOLE_DRAMA)
    blocks = [
        repr(block)
        if isinstance(block, Gate)
        else (block.number, block.heading, block.html, block.spoils_through)
        for block in projection.blocks
    ]
    texts = (fresh.headline, fresh.verdict, fresh.recommended_for, fresh.rating, fresh.slug)
    writers = [byline.writer_id for byline in fresh.bylines.all()]
    return hashlib.sha256(repr([blocks, projection.hero, texts, writers]).encode()).hexdigest()


class Writer:
    """Somebody who changes a review at random, `chance` deciding."""

    def __init__(
        self, chance: random.Random, review: Review, writers: list[object], dramas: list[Drama]
    ) -> None:
        self.chance, self.review, self.writers, self.dramas = chance, review, writers, dramas
        self.does: list[Callable[[], object]] = [
            self.retitle,
            self.rewrite,
            self.rewrite,
            self.add,
            self.drop,
            self.reorder,
            self.rescope,
            self.place_picture,
            self.describe_picture,
            self.lead_picture,
            self.sign,
            self.refuse_link,
        ]

    def edit(self) -> None:
        for _time in range(self.chance.randint(1, 3)):
            self.chance.choice(self.does)()
        refresh_mentions(self.review)

    def words(self, most: int = 12) -> str:
        return " ".join(self.chance.choices(WORDS, k=self.chance.randint(1, most)))

    def section(self) -> Section:
        rows = list(self.review.sections.all())
        return self.chance.choice(rows) if rows else make_section(self.review)

    def retitle(self) -> None:
        self.review.refresh_from_db()
        self.review.headline = self.words(5).replace("||", "")
        self.review.verdict = self.words(8).replace("||", "")
        self.review.rating = self.chance.choice([None, "7.5", "9.0"])
        self.review.slug = f"{self.chance.choice(['harbour', 'letter', 'train'])}-{self.review.pk}"
        self.review.save()

    def rewrite(self) -> None:
        section = self.section()
        section.body = "\n\n".join(self.words() for _paragraph in range(self.chance.randint(0, 3)))
        section.heading = self.chance.choice(["", self.words(3).replace("||", "")])
        section.save()

    def add(self) -> None:
        make_section(self.review, position=self.chance.randint(0, 5), heading="New", body=self.words())

    def drop(self) -> None:
        self.section().delete()

    def reorder(self) -> None:
        rows = list(self.review.sections.all())
        self.chance.shuffle(rows)
        for position, section in enumerate(rows):
            section.position = position
            section.save()

    def rescope(self) -> None:
        section = self.section()
        section.spoils_through = self.chance.choice(SCOPES)
        section.heading_is_safe = not section.heading_is_safe
        section.save()

    def place_picture(self) -> None:
        number = self.chance.randint(1, 99)
        image = Image.objects.create(
            file=f"{number}.webp", width=number, height=9, renditions={}, alt=self.words(3)
        )
        section = self.section()
        section.body = f"{section.body}\n\n{image.markdown}"
        section.save()

    def describe_picture(self) -> None:
        image = Image.objects.order_by("?").first()
        if image is not None:
            image.caption = self.words(4).replace("||", "")
            image.spoils_through = self.chance.choice(SCOPES)
            image.save()

    def lead_picture(self) -> None:
        self.review.refresh_from_db()
        self.review.hero = Image.objects.order_by("pk").last()
        self.review.save()

    def sign(self) -> None:
        self.review.set_writers(self.chance.sample(self.writers, self.chance.randint(1, 2)))  # type: ignore[arg-type]

    def refuse_link(self) -> None:
        mention = self.review.mentions.first()
        if mention is not None:
            mention.refused = not mention.refused
            mention.save()
