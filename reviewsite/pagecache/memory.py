"""The finished pages of this process, bounded in number and in bytes."""

import threading

from reviewsite.pagecache.cached_page import Address, CachedPage


class Memory:
    """`entries` may be read without a lock; what is asked for twice outlives what was asked for once."""

    def __init__(self, max_bytes: int, max_entries: int) -> None:
        self.entries: dict[Address, CachedPage] = {}
        self.bytes = 0
        self._max_bytes = max_bytes
        self._max_entries = max_entries
        self._lock = threading.Lock()

    def put(self, address: Address, entry: CachedPage) -> None:
        with self._lock:
            self._drop(address)
            self.entries[address] = entry
            entry.counted = entry.size
            self.bytes += entry.counted
            self._shrink()

    def grown(self, address: Address, entry: CachedPage) -> None:
        """`entry` has got another encoding."""
        with self._lock:
            if self.entries.get(address) is entry:
                self.bytes += entry.size - entry.counted
                entry.counted = entry.size
                self._shrink()

    def _shrink(self) -> None:
        while self.entries and (self.bytes > self._max_bytes or len(self.entries) > self._max_entries):
            oldest = next(iter(self.entries))
            entry = self.entries[oldest]
            if entry.used and len(self.entries) > 1:
                # A second chance, at the end of the line: near enough to the least recently used, and a hit costs
                # one assignment instead of a lock.
                entry.used = False
                del self.entries[oldest]
                self.entries[oldest] = entry
            else:
                self._drop(oldest)

    def _drop(self, address: Address) -> None:
        if entry := self.entries.pop(address, None):
            self.bytes -= entry.counted
