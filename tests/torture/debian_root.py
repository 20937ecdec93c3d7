"""A clean Debian of its own: made by debootstrap, booted by systemd-nspawn, so that services run as an owner's do.

Debian's mirror and the way to Python's packages are this machine's own, wherever its settings say they are.
"""

import contextlib
import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

_SOURCES = [Path("/etc/apt/sources.list"), *Path("/etc/apt/sources.list.d").glob("*")]
#: What this machine's pip and TLS need to reach what they reach.
_OURS = ("/etc/xdg/pip", "/usr/local/share/ca-certificates")
_BASE = "ca-certificates,systemd,systemd-sysv,dbus"
START_WITHIN = 120
_CLEAN = "env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8"


def mirror() -> str:
    for path in _SOURCES:
        text = path.read_text(errors="replace") if path.is_file() else ""
        for pattern in (r"^URIs:\s*(\S+/debian)/?\s*$", r"^deb\s+(?:\[[^]]*\]\s+)?(\S+/debian)/?\s"):
            if found := re.search(pattern, text, re.MULTILINE):
                return found[1]
    raise RuntimeError("/etc/apt names no Debian mirror.")


class Root:
    """A booted Debian; `run` runs a shell command in it as root."""

    def __init__(self, folder: Path, process: "subprocess.Popen[bytes]") -> None:
        self.folder = folder
        self.process = process

    def run(self, command: str, *, check: bool = True) -> subprocess.CompletedProcess[str]:
        into = f"nsenter --target {self._leader()} --mount --uts --ipc --pid --root --wd"
        done = subprocess.run(
            [*into.split(), *_CLEAN.split(), "sh", "-euc", command],
            capture_output=True,
            text=True,
            check=False,
        )
        if check and done.returncode:
            raise RuntimeError(f"{command}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
        return done

    def _leader(self) -> int:
        """The process that is number 1 in there: the child of systemd-nspawn."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        if not children:
            raise RuntimeError("The Debian is not up.")
        return int(children[0])

    def is_up(self) -> bool:
        try:
            said = self.run("systemctl is-system-running", check=False).stdout.strip()
        except (OSError, RuntimeError):
            return False
        return said in {"running", "degraded"}


def remove(folder: Path) -> None:
    """Delete a root, but nothing that is still mounted in it, as it is after a debootstrap that was killed."""

    def mounted() -> list[str]:
        points = [line.split()[1] for line in Path("/proc/mounts").read_text().splitlines()]
        return sorted((point for point in points if point.startswith(f"{folder}/")), reverse=True)

    for point in mounted():
        subprocess.run(["umount", point], check=True)
    if mounted():
        raise RuntimeError(f"Something is mounted in {folder}.")
    subprocess.run(["rm", "-rf", "--one-file-system", str(folder)], check=True)


def base(suite: str) -> Path:
    """A root that was made once, to be copied: what debootstrap fetches is the same each time."""
    folder = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "reviewsite-roots" / suite
    if not (folder / "made").exists():
        remove(folder)
        folder.parent.mkdir(parents=True, exist_ok=True)
        command = ["debootstrap", "--variant=minbase", f"--include={_BASE}", suite, str(folder), mirror()]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        (folder / "made").touch()
    return folder


@contextlib.contextmanager
def booted(suite: str) -> Iterator[Root]:
    """A copy of the base, booted; gone at the end. It has this machine's network."""
    folder = Path(tempfile.mkdtemp(prefix=f"reviewsite-{suite}-", dir="/var/tmp"))
    process = None
    try:
        subprocess.run(["cp", "-a", "--reflink=auto", f"{base(suite)}/.", str(folder)], check=True)
        _take_along(folder)
        log = (folder.parent / f"{folder.name}.log").open("wb")
        process = subprocess.Popen(
            [
                *(
                    "systemd-nspawn",
                    "--quiet",
                    "--register=no",
                    "--keep-unit",
                    "--boot",
                    f"--directory={folder}",
                ),
                "--setenv=SYSTEMD_CGROUP_ENABLE_LEGACY_FORCE=1",
                *(f"--bind-ro={path}" for path in _places() if Path(path).exists()),
            ],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        root = Root(folder, process)
        until = time.monotonic() + START_WITHIN
        while not root.is_up():
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(
                    f"{suite} did not boot: {Path(log.name).read_text(errors='replace')[-2000:]}"
                )
            time.sleep(0.5)
        yield root
    finally:
        if process is not None:
            process.terminate()
            process.wait(timeout=60)
        remove(folder)
        (folder.parent / f"{folder.name}.log").unlink(missing_ok=True)


def _take_along(folder: Path) -> None:
    """This machine's settings for pip, and whom it trusts."""
    # Copied, not mounted: packages write beside them.
    for path in ("/etc/pip.conf", "/etc/resolv.conf", "/etc/ssl/certs/ca-certificates.crt"):
        if Path(path).exists():
            (folder / path.lstrip("/")).unlink(missing_ok=True)
            shutil.copy(path, folder / path.lstrip("/"))
    variables = {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
    with (folder / "etc/environment").open("a") as file:
        file.writelines(f"{name}={value}\n" for name, value in variables.items())


def _places() -> list[str]:
    found = list(_OURS)
    done = subprocess.run(["pip", "config", "list"], capture_output=True, text=True, check=False)
    for path in re.findall(r"(?:file://)?(/[\w./-]+)", done.stdout):
        top = "/" + path.strip("/").split("/")[0]
        if top not in {"/etc", "/usr"} and f"{path}" not in found:
            found.append(path)
    return found
