from reviewsite.slugs import RetiredSlug

__all__ = ["RetiredSlug"]
