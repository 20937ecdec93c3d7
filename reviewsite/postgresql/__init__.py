"""Django's backend for PostgreSQL, which knows for a moment that the server is away."""
