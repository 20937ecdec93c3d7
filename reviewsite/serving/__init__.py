"""`manage.py serve`: finished pages are answered by the event loop, everything else by threads behind it."""
