"""Many simultaneous clients in a process of their own: `python -m tests.torture.crowd KIND PORT HOST CLIENTS SECONDS`.

Each comes from a /24 of its own: all of 127.0.0.0/8 is this machine. Says, as JSON, what they heard and after how long.
"""

import asyncio
import itertools
import json
import sys
import time
from collections.abc import Awaitable, Callable
from urllib.parse import urlencode

from tests.torture.site import REVIEW

NEW = f"/reviews/{REVIEW}/comments/new/"
TEXT = "A **long** text with [links](https://example.org/), ||7: hidden words|| and *more*. " * 50
#: Seconds between two bytes of who sends slowly, and how many bytes they promise.
DRIP, PROMISED = 0.5, 1_000_000
#: Seconds until somebody who was refused tries again.
PAUSE = 0.2

#: Status (0: cut off), and the seconds until it was heard.
Heard = tuple[int, float]


def head(host: str, scheme: str, path: str, length: int) -> bytes:
    lines = [
        f"POST {path} HTTP/1.1",
        f"Host: {host}",
        "Sec-Fetch-Site: same-origin",
        f"Origin: {scheme}://{host}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {length}",
    ]
    return "\r\n".join([*lines, "", ""]).encode()


async def preview(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, host: str) -> int:
    form = {"author_name": "Reader", "body": TEXT, "spoils_through": "0", "preview": "1"}
    body = urlencode(form).encode()
    writer.write(head(host, "http", NEW, len(body)) + body)
    return await status_of(reader)


async def slow_body(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, host: str) -> int:
    writer.write(head(host, "http", NEW, PROMISED))
    answer = asyncio.create_task(status_of(reader))
    while not answer.done():
        writer.write(b"a")
        await asyncio.wait([answer], timeout=DRIP)
    return answer.result()


async def search(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, host: str) -> int:
    writer.write(f"GET /search/?q=lighthouse+{time.monotonic()} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
    return await status_of(reader)


async def status_of(reader: asyncio.StreamReader) -> int:
    first = await reader.readline()
    length = 0
    while (line := await reader.readline()) not in {b"\r\n", b""}:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    await reader.readexactly(length)
    return int(first.split()[1]) if first else 0


KINDS: dict[str, Callable[[asyncio.StreamReader, asyncio.StreamWriter, str], Awaitable[int]]] = {
    "previews": preview,
    "slow bodies": slow_body,
    "searches": search,
}


async def client(kind: str, number: int, port: int, host: str, until: float, heard: list[Heard]) -> None:
    """Asks again and again, on a connection of its own each time."""
    for turn in itertools.count():
        began = time.monotonic()
        if began >= until:
            return
        address = (f"127.{1 + number // 200}.{number % 200}.{1 + turn % 200}", 0)
        status = 0
        try:
            async with asyncio.timeout(until + 20 - began):
                reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=address)
                try:
                    status = await KINDS[kind](reader, writer, host)
                finally:
                    writer.close()
        except (OSError, TimeoutError, EOFError):
            pass
        heard.append((status, time.monotonic() - began))
        if status != 200:
            await asyncio.sleep(PAUSE)


async def crowd(kind: str, port: int, host: str, clients: int, seconds: float) -> list[Heard]:
    heard: list[Heard] = []
    until = time.monotonic() + seconds
    async with asyncio.TaskGroup() as group:
        for number in range(clients):
            group.create_task(client(kind, number, port, host, until, heard))
    return heard


if __name__ == "__main__":
    kind, port, host, clients, seconds = sys.argv[1:]
    json.dump(asyncio.run(crowd(kind, int(port), host, int(clients), float(seconds))), sys.stdout)
