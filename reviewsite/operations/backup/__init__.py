"""One file that holds all of a site, made while it serves, and tried before it counts.

The file is a tar with the digests of every table and every file in it. A backup is restored into a scratch place and
compared with them before it gets its name, so a file with the name of a backup is one.
"""


class BackupError(Exception):
    """Why there is no backup, or why this one cannot be restored: one sentence for the owner."""
