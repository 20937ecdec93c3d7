"""Finished pages, answered before Django is entered.

A public page is a function of its path, of the parameters that the route map allows it, of what the database answers,
and of the time. `application.py` looks into the memory of this process, then into the shared store, and only then has
Django render the page: from a stripped request, so that nothing of a reader can get into what all readers are given.
See docs/page-cache.md.

    policy.py             which pages, with which parameters, under which address
    content.py            which statements change what readers see, and the mark that they leave in their transaction
    on_pages.py           how a model says that no page shows it
    versions.py           the content version as this process knows it
    scheduled_changes.py  when pages change although nothing is written
    rendering.py          from an address to an answer, through Django
    questions.py          what was asked of the database for a page, and whether the answers are the same
    checking.py           whether a page of an earlier version is still as it was, and why it is as it is
    present.py            the moment that a page is made for
    cached_page.py        an answer as bytes: encodings, ETag, headers; and what it was made of
    memory.py             the pages in this process, bounded
    shared.py             pages in Valkey or Redis, for many processes
    single_flight.py      one render at a time of each page
    headers.py            `private, no-store` for everything else
"""
