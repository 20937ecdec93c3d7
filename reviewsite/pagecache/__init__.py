"""Finished pages, answered before Django is entered.

A public page is a pure function of its path, of the parameters that the route map allows it, and of the content
version. `application.py` asks the memory of this process, then the shared store, and only then has Django render the
page: from a stripped request, so that nothing of a reader can get into what all readers are given.

    policy.py       which pages, with which parameters, under which address
    content.py      which statements change what readers see, and the mark that they leave in their transaction
    versions.py     the content version as this process knows it
    moments.py      when pages change although nothing is written
    entry.py        an answer as bytes: encodings, ETag, headers
    memory.py       the answers of one version in this process, bounded
    shared.py       the answers of one version in Valkey or Redis, for many processes
    flights.py      one render at a time of each page
    rendering.py    from an address to an answer, through Django
    facts.py        what pages say of the whole site, counted once for each version
    headers.py      `private, no-store` for everything else
"""
