"""The index: one row for each thing that can be found. It holds only what everybody may read.

Beside these tables each database keeps its own structure over `SearchDoc.names` and `SearchText.tokens` (see
`backends`), made by the first migration and kept in step by the database itself.
"""

from django.db import models

from reviewsite.images.models import Image


class SearchDoc(models.Model):
    on_pages = False

    kind = models.CharField(max_length=20)
    object_id = models.PositiveBigIntegerField()
    title = models.CharField(max_length=255)
    hangul = models.CharField(max_length=150, blank=True)
    detail = models.CharField(max_length=300, blank=True, help_text="what tells namesakes apart")
    url = models.CharField(max_length=300)
    weight = models.IntegerField(default=0, help_text="among equals the heavier comes first")
    image = models.ForeignKey(Image, null=True, on_delete=models.SET_NULL, related_name="+")
    place = models.BigIntegerField(unique=True, help_text="its number in the order of `places`")
    visible_from = models.DateTimeField(null=True, help_text="not found before")
    in_front = models.BooleanField(default=True, help_text="among the heaviest of its kind")
    names = models.TextField(help_text="tokens of every title or spelling")

    class Meta:
        indexes = [
            models.Index("kind", models.F("weight").desc(), "object_id", name="search_doc_by_weight"),
            models.Index(fields=["kind", "in_front", "weight"], name="search_doc_in_front"),
        ]
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="search_doc_unique")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.title}"


class SearchText(models.Model):
    """The long part of a document, apart from it so that lists of hits need not read it."""

    on_pages = False

    doc = models.OneToOneField(SearchDoc, on_delete=models.CASCADE, primary_key=True, related_name="body")
    text = models.TextField(blank=True, help_text="plain, for snippets")
    tokens = models.TextField(help_text="of the names and the text")

    def __str__(self) -> str:
        return self.text[:60]


class SearchWord(models.Model):
    """That a word of a title or name, with at most one letter left out, is written `key`."""

    on_pages = False

    key = models.CharField(max_length=40)
    word = models.CharField(max_length=40)

    class Meta:
        indexes = [models.Index(fields=["key"], name="search_word_key")]
        constraints = [models.UniqueConstraint(fields=["word", "key"], name="search_word_unique")]

    def __str__(self) -> str:
        return self.word
