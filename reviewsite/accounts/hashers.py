from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """Argon2id with 19 MiB, 2 rounds, 1 lane.

    Django's own 100 MiB for each login would let 64 simultaneous ones, from anybody, fill a small server.
    """

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
