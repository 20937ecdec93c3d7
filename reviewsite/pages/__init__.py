"""What the pages of both apps share: lists, letters, sitemaps, structured data and the style guide."""
