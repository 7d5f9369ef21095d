"""A PostgreSQL of the tests' own in a temporary folder, reached through a socket, ended by its process id."""

import glob
import os
import shutil
import signal
import subprocess
import tempfile


class Postgres:
    def __init__(self):
        self.home = tempfile.mkdtemp(prefix="parvis-e2e-postgres-", dir="/tmp")
        self._count = 0
        if os.geteuid() == 0:
            shutil.chown(self.home, "postgres", "postgres")
        self._run("initdb", "-D", self._data, "-U", "parvis", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        self.start()

    @property
    def _data(self):
        return os.path.join(self.home, "data")

    def _command(self, name, *arguments):
        """PostgreSQL refuses to run as root."""
        folders = glob.glob("/usr/lib/postgresql/*/bin")
        assert folders, "PostgreSQL is not installed"
        program = os.path.join(max(folders, key=lambda path: int(path.split("/")[-2])), name)
        prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        return [*prefix, program, *arguments]

    def _run(self, name, *arguments):
        result = subprocess.run(self._command(name, *arguments), cwd="/", capture_output=True, text=True)
        assert result.returncode == 0, f"{name}: {result.stdout}{result.stderr}"
        return result.stdout

    def start(self):
        options = f"-k {self.home} -c listen_addresses= -c max_connections=120"
        log = os.path.join(self.home, "log")
        # pg_ctl's server must not keep our pipe open.
        command = self._command("pg_ctl", "-D", self._data, "-w", "-l", log, "-o", options, "start")
        subprocess.run(command, cwd="/", check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)

    def stop(self):
        """At once, as when the machine goes down: sessions are cut."""
        self._run("pg_ctl", "-D", self._data, "-w", "-m", "immediate", "stop")

    def new_database(self):
        """The address of an empty database."""
        self._count += 1
        name = f"parvis_{self._count}"
        self._run("createdb", "-h", self.home, "-U", "parvis", name)
        return f"postgres://parvis@/{name}?host={self.home}"

    def remove(self):
        try:
            with open(os.path.join(self._data, "postmaster.pid")) as file:
                pid = int(file.readline())
            self.stop()
        except FileNotFoundError:
            pid = None
        except AssertionError:
            os.kill(pid, signal.SIGKILL)
        shutil.rmtree(self.home, ignore_errors=True)
