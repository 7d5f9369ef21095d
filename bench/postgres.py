"""A PostgreSQL of the benchmark's own, in its folder, over a socket; ended with it."""

import os
import shutil
import subprocess

PORT = 18995


class Postgres:
    """Made once, started for a row, stopped after it."""

    def __init__(self, folder):
        self.folder = folder + "/postgres"
        found = [f"/usr/lib/postgresql/{version}/bin" for version in range(20, 14, -1)]
        self.programs = next((path for path in found if os.path.exists(path + "/initdb")), None) or os.path.dirname(shutil.which("initdb") or "")
        self.url = f"postgres://parvis@127.0.0.1:{PORT}/postgres"

    def run(self, *command):
        # PostgreSQL refuses to run as root.
        other = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        subprocess.run([*other, *command], check=True, stdout=subprocess.DEVNULL, cwd="/")

    def control(self, *words):
        options = f"-p {PORT} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c shared_buffers=512MB -c max_wal_size=4GB"
        self.run(self.programs + "/pg_ctl", "-s", "-w", "-t", "60", "-D", self.folder, "-o", options, "-l", self.folder + "/log", *words)

    def __enter__(self):
        if not os.path.exists(self.folder + "/PG_VERSION"):
            os.makedirs(self.folder, exist_ok=True)
            if os.geteuid() == 0:
                shutil.chown(self.folder, "postgres")
            self.run(self.programs + "/initdb", "-U", "parvis", "-A", "trust", "-E", "UTF8", "--no-locale", "-D", self.folder)
        self.control("start")
        return self

    def tidy(self):
        """What autovacuum does in its own time: marks pages as visible, so that indexes answer alone."""
        self.run(self.programs + "/psql", "-q", self.url, "-c", "VACUUM ANALYZE")

    def __exit__(self, *_):
        self.control("stop", "-m", "fast")
