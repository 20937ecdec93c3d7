"""The site under load and failure: real processes, real databases, real sockets. `make torture` runs all of it.

Each script prints one line of figures for each thing that it measures and exits with 1 if one misses its goal.
"""
