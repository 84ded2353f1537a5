"""A PostgreSQL server of one's own: in a temporary folder, on loopback alone, by a user without privileges."""

from __future__ import annotations

import contextlib
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SECONDS_TO_START = 60


def programs() -> Path | None:
    """The folder of the server's programs, the newest that Debian or the search path has, or None."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).resolve().parent if on_path else None


def _as_nobody_special() -> dict[str, Any]:
    """How to run a process: root becomes another user, for the server refuses root."""
    if os.getuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            user = pwd.getpwnam(name)
            return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise RuntimeError("there is neither a user `postgres` nor a user `nobody` to run the server")


@contextlib.contextmanager
def server(bin: Path) -> Iterator[str]:
    """Start a server on a new cluster; give what a client connects with; stop it and take the cluster away."""
    user = _as_nobody_special()
    folder = Path(tempfile.mkdtemp(prefix="mainland-coop-postgres-"))
    password = secrets.token_hex()
    secret, data, log = folder / "password", folder / "data", folder / "log"
    secret.write_text(password)
    if user:
        for path in (folder, secret):
            os.chown(path, user["user"], user["group"])
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    quiet: dict[str, Any] = {"cwd": folder, "env": {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}, **user}
    try:
        made = [
            bin / "initdb",
            "-D",
            data,
            "-U",
            "tester",
            "-A",
            "scram-sha-256",
            "--pwfile",
            secret,
            "-E",
            "UTF8",
            "-N",
        ]
        subprocess.run(made, check=True, capture_output=True, **quiet)
        started = [bin / "postgres", "-D", data, "-h", "127.0.0.1", "-p", str(port), "-k", folder, "-c", "fsync=off"]
        with log.open("wb") as said, subprocess.Popen(started, stdout=said, stderr=said, **quiet) as process:
            try:
                _wait(bin, port, process, log)
                yield f"host=127.0.0.1 port={port} user=tester password={password} dbname=postgres"
            finally:
                process.send_signal(signal.SIGINT)  # at once, without waiting for clients
                process.wait()
    finally:
        shutil.rmtree(folder)


def _wait(bin: Path, port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + SECONDS_TO_START
    asked = [bin / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
    while subprocess.run(asked, check=False).returncode:
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"the server did not start: {log.read_text('utf-8', 'replace')}")
        time.sleep(0.1)
