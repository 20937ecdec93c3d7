"""End each given text file with exactly one line end. Exits with 1 if one changed (for pre-commit)."""

import sys
from pathlib import Path


def ended(data: bytes) -> bytes:
    return data.rstrip(b"\r\n") + b"\n" if data.strip() else data


def main(names: list[str]) -> int:
    changed = [path for path in map(Path, names) if ended(data := path.read_bytes()) != data]
    for path in changed:
        path.write_bytes(ended(path.read_bytes()))
        sys.stdout.write(f"ended {path}\n")
    return 1 if changed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
