"""Servers on one core, the load on another, in rounds that take turns."""

import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.ports import free_port

SERVER_CORE, LOAD_CORE = 0, 1
CONNECTIONS = 32
#: The share of all processors that others may use in a round, and how often a round is held until they do.
DISTURBED, TRIES = 0.05, 3
_TICK = os.sysconf("SC_CLK_TCK")


@dataclass
class Entrant:
    """Something that answers at `path` of the server `server`, asked with these headers."""

    name: str
    server: str
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    status: int = 200
    rates: list[float] = field(default_factory=list)
    costs: list[float] = field(default_factory=list)
    p99: list[float] = field(default_factory=list)
    #: Whether others used the processors in a round.
    disturbed: list[bool] = field(default_factory=list)
    length: int = 0

    @property
    def rate(self) -> float:
        """Requests a second, the median of the rounds that were quiet, or of all if none was."""
        return statistics.median(_quiet(self.rates, self.disturbed))

    @property
    def cost(self) -> float:
        """Processor time of the server, in microseconds a request, the median of the same rounds."""
        return statistics.median(_quiet(self.costs, self.disturbed))

    def times(self, other: "Entrant") -> float:
        """How many times the other's rate: the median of the rounds, each against the other's turn beside it."""
        pairs = [mine / theirs for mine, theirs in zip(self.rates, other.rates, strict=True)]
        disturbed = [any(each) for each in zip(self.disturbed, other.disturbed, strict=True)]
        return statistics.median(_quiet(pairs, disturbed))


def _quiet(found: list[float], disturbed: list[bool]) -> list[float]:
    return [each for each, noisy in zip(found, disturbed, strict=True) if not noisy] or found


@dataclass
class Server:
    process: subprocess.Popen[bytes]
    port: int

    def processor_time(self) -> float:
        """Seconds of all processes of this server so far."""
        return sum(_seconds(pid) for pid in _family(self.process.pid))


def end_in_order() -> None:
    """Whatever ends this program, its servers go with it."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))


@contextmanager
def running(
    command: Callable[[int], Sequence[str | Path]],
    environment: dict[str, str] | None = None,
    log: Path | None = None,
) -> Iterator[Server]:
    """A server on a free port and the servers' core; `command` is told the port."""
    port = free_port()
    with ExitStack() as stack:
        output = stack.enter_context(log.open("wb")) if log else subprocess.DEVNULL
        process = subprocess.Popen(
            ["taskset", "-c", str(SERVER_CORE), *map(str, command(port))],
            env={**os.environ, **(environment or {}), "PORT": str(port)},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            _await(port, process)
            yield Server(process, port)
        finally:
            process.terminate()
            try:
                process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                process.kill()


def hold(entrants: Sequence[Entrant], servers: dict[str, Server], rounds: int, seconds: float) -> int:
    """Let all take turns; what they did is in their `rates`, `costs` and `p99`.

    A round in which anybody else used the processors is held again, up to `TRIES` times. Returns how many of the last
    were disturbed too.
    """
    for entrant in entrants:
        _look(entrant, servers[entrant.server])
        _load(entrant, servers[entrant.server], 1)
    for _ in range(rounds):
        for entrant in entrants:
            server = servers[entrant.server]
            for attempt in range(1, TRIES + 1):
                settle(servers)
                others, before = _others(server), server.processor_time()
                rate, requests, p99 = _load(entrant, server, seconds)
                quiet = _used_by(others, _others(server)) <= DISTURBED * os.cpu_count() * seconds
                if quiet or attempt == TRIES:
                    break
            entrant.disturbed.append(not quiet)
            entrant.rates.append(rate)
            entrant.costs.append((server.processor_time() - before) / max(requests, 1) * 1e6)
            entrant.p99.append(p99)
    return sum(sum(entrant.disturbed) for entrant in entrants)


def settle(servers: dict[str, Server]) -> None:
    """Wait until no server works any more: whoever asked has gone, but what they asked for is still made."""
    working = True
    while working:
        before = [server.processor_time() for server in servers.values()]
        time.sleep(0.3)
        after = [server.processor_time() for server in servers.values()]
        working = any(now - then > 0.03 for then, now in zip(before, after, strict=True))


def _others(server: Server) -> dict[int, float]:
    """Seconds of processor time of each process but the server's and this one."""
    ours = {os.getpid(), *_family(server.process.pid)}
    found = {}
    for place in Path("/proc").glob("[0-9]*"):
        pid = int(place.name)
        with suppress(OSError):  # it has ended
            if pid not in ours and (place / "cmdline").read_bytes():  # threads of the kernel work for all
                found[pid] = _seconds(pid)
    return found


def _used_by(before: dict[int, float], after: dict[int, float]) -> float:
    return sum(seconds - before.get(pid, 0.0) for pid, seconds in after.items())


def _look(entrant: Entrant, server: Server) -> None:
    request = urllib.request.Request(f"http://127.0.0.1:{server.port}{entrant.path}", headers=entrant.headers)
    try:
        with urllib.request.urlopen(request) as answer:  # noqa: S310
            status, entrant.length = answer.status, len(answer.read())
    except urllib.error.HTTPError as error:
        status = error.code
    if status != entrant.status:
        raise RuntimeError(f"{entrant.name} answers {status}")


def _load(entrant: Entrant, server: Server, seconds: float) -> tuple[float, int, float]:
    headers = [part for name, value in entrant.headers.items() for part in ("-H", f"{name}: {value}")]
    address = f"http://127.0.0.1:{server.port}{entrant.path}"
    wrk = f"taskset -c {LOAD_CORE} wrk -t1 -c{CONNECTIONS} -d{seconds:.0f}s --timeout 30s --latency"
    done = subprocess.run(
        [*wrk.split(), *headers, address],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    if entrant.status < 400 and "Non-2xx" in done:
        raise RuntimeError(f"{entrant.name}:\n{done}")
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", done)[1])  # type: ignore[index]
    requests = int(re.search(r"(\d+) requests in", done)[1])  # type: ignore[index]
    amount, unit = re.search(r"99%\s+([\d.]+)(us|ms|s|m)\b", done).groups()  # type: ignore[union-attr]
    return rate, requests, float(amount) * {"us": 0.001, "ms": 1, "s": 1000, "m": 60_000}[unit]


def _await(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise RuntimeError(f"{process.args!r} ended with {process.returncode}")
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"{process.args!r} does not listen")


def _family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(each for child in children for each in _family(int(child)))]


def _seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICK
