"""The program under test: its commands, and `parvis serve` as a process that can be stopped, killed and started again."""

import http.client
import os
import pathlib
import re
import signal
import socket
import subprocess
import time
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parents[2]


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Program:
    """One installation: a data folder, a database, a mail server's address, a port."""

    def __init__(self, data, database=None, smtp=None):
        self.binary = os.environ.get("PARVIS_BIN") or str(ROOT / ".build/debug/parvis")
        self.data = pathlib.Path(data)
        self.data.mkdir(parents=True, exist_ok=True)
        self.port = free_port()
        self.base = f"http://localhost:{self.port}"
        self.log = self.data / "serve.log"
        self._process = None
        self._settings = {
            "PARVIS_DATA": str(self.data),
            "PARVIS_BASE_ADDRESS": self.base,
            "PARVIS_DATABASE": database or f"sqlite:{self.data}/parvis.sqlite",
            # Tests send forms faster than people do; those of the limits set their own.
            "PARVIS_LIMIT_WRITES": "0",
        }
        if smtp:
            self._settings["PARVIS_SMTP"] = smtp

    @property
    def _environment(self):
        others = {name: value for name, value in os.environ.items() if not name.startswith("PARVIS_")}
        return {**others, **self._settings}

    def set(self, name, value):
        """One more setting, for the next start."""
        self._settings[name] = value

    def run(self, *arguments, check=True):
        """One command on this installation, to its end."""
        command = [self.binary, *arguments]
        result = subprocess.run(command, env=self._environment, capture_output=True, text=True, timeout=600)
        assert not check or result.returncode == 0, f"{arguments}: {result.stdout}{result.stderr}"
        return result

    def load_demo(self):
        self.run("demo", str(ROOT / "demo/dolibarr"))

    @property
    def administrator(self):
        """The demo's administrator: username and password."""
        note = (self.data / "demo-sign-in.txt").read_text()
        return tuple(re.search(rf"^{name}: (.+)$", note, re.M)[1] for name in ("username", "password"))

    def start(self):
        with open(self.log, "ab") as log:
            self._process = subprocess.Popen(
                [self.binary, "serve", "--port", str(self.port)], env=self._environment, stdin=subprocess.DEVNULL,
                stdout=log, stderr=log)
        deadline = time.monotonic() + 30
        while not self._is_alive():
            assert self._process.poll() is None, f"parvis serve ended:\n{self.printed}"
            assert time.monotonic() < deadline, f"parvis serve does not answer:\n{self.printed}"
            time.sleep(0.05)

    def _is_alive(self):
        try:
            return self.get("/livez").status == 200
        except OSError:
            return False

    @property
    def printed(self):
        return self.log.read_text(errors="replace")

    def get(self, path, headers=None):
        """An answer as it is: redirects are not followed, errors are answers."""
        return self.send("GET", path, headers=headers)

    def post(self, path, fields, headers=None):
        """A form as a browser on this site would send it."""
        body = urllib.parse.urlencode(fields)
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.base}
        return self.send("POST", path, body, {**kind, **(headers or {})})

    def send(self, method, path, body=None, headers=None, timeout=30):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(method, path, body, {"Host": f"localhost:{self.port}", **(headers or {})})
            answer = connection.getresponse()
            answer.body = answer.read()
            return answer
        finally:
            connection.close()

    def sign_in(self, door, username, password):
        """The cookies of somebody who signed in without a browser, as a header."""
        answer = self.post(f"{door}/signin", {"login": username, "password": password})
        assert answer.status == 303, answer.body.decode()
        cookies = [value.split(";")[0] for value in answer.headers.get_all("Set-Cookie")]
        return {"Cookie": "; ".join(cookies)}

    def stop(self):
        """Asks it to end, as systemd and Ctrl-C do; returns how it ended."""
        return self._end(signal.SIGTERM)

    def kill(self):
        """Ends it in the middle of whatever it does."""
        return self._end(signal.SIGKILL)

    def _end(self, number):
        if not self._process:
            return None
        self._process.send_signal(number)
        code = self._process.wait(timeout=40)
        self._process = None
        return code
