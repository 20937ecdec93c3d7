"""Running the site: backups, whether it is well, who is told if not, and locks between machines."""
