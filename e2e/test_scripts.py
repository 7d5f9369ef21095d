"""bin/serve as a person starts it: first start, second start, Ctrl-C."""

import json
import os
import re
import signal
import socket
import subprocess
import time

import pytest
from support.program import ROOT, Program, free_port


class Started:
    """A running bin/serve with what it printed."""

    def __init__(self, data, port, *arguments):
        self.log = data.parent / "printed.txt"
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PARVIS_")}
        command = [ROOT / "bin/serve", "--configuration", "debug", "--port", str(port), "--data", data, *arguments]
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                command, cwd="/", env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
        deadline = time.monotonic() + 300
        while not re.search("Parvis answers on", self.printed):
            assert self.process.poll() is None, self.printed
            assert time.monotonic() < deadline, self.printed
            time.sleep(0.1)

    @property
    def printed(self):
        return self.log.read_text(errors="replace")

    def interrupt(self):
        """Ctrl-C goes to the whole group."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(timeout=40)

    def kill(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


@pytest.fixture
def serve(tmp_path):
    running = []

    def start(*arguments):
        data = tmp_path / "des données" / "ici"
        data.parent.mkdir(exist_ok=True)
        running.append(Started(data, port, *arguments))
        return running[-1]

    port = free_port()
    start.site = Program(tmp_path / "client")
    start.site.port, start.site.base = port, f"http://localhost:{port}"
    yield start
    for one in running:
        one.kill()


def test_first_start_second_start(serve):
    """The demo is there with a sign-in that works; the second start keeps everything."""
    first = serve()
    username, password = (re.search(rf"{label} +(\S+)", first.printed)[1] for label in ("/ username", "/ password"))
    site = serve.site
    cookies = site.sign_in("/admin", username, password)
    assert b"700" in site.get("/admin/invoices", cookies).body
    created = site.post("/admin/contacts/new", {"last_name": "Gardée", "first_name": "Fiche", "state": "open"}, cookies)
    assert created.status == 303
    assert first.interrupt() == 0, first.printed

    started = time.monotonic()
    second = serve()
    assert time.monotonic() - started < 60
    assert site.get(created.headers["location"].split("?")[0], cookies).status == 200
    assert b"700" in site.get("/admin/invoices", cookies).body
    assert second.interrupt() == 0, second.printed


def test_start_without_demo(serve):
    started = serve("--no-demo")
    assert re.search(r"http://localhost:\d+/admin/first/\S{43}", started.printed)
    assert "/ password" not in started.printed
    assert started.interrupt() == 0


def test_port_that_is_taken(serve):
    """Said at once, with what to do, before anything is built."""
    with socket.create_server(("127.0.0.1", serve.site.port)):
        command = [ROOT / "bin/serve", "--port", str(serve.site.port)]
        result = subprocess.run(command, capture_output=True, text=True, timeout=20)
    assert result.returncode != 0 and f"Port {serve.site.port} is taken" in result.stderr


def test_the_parts_list_names_every_library():
    """bin/sbom prints CycloneDX: each part with a version and an address, the same text twice."""
    first, second = (subprocess.run([ROOT / "bin/sbom"], capture_output=True, text=True, check=True, timeout=300).stdout for _ in range(2))
    assert first == second
    document = json.loads(first)
    assert document["bomFormat"] == "CycloneDX" and document["specVersion"] == "1.5"
    parts = {part["name"]: part for part in document["components"]}
    assert all(part["version"] and part["purl"].startswith(("pkg:swift/", "pkg:deb/debian/")) for part in parts.values())
    assert {"hummingbird", "grdb.swift", "swift-crypto", "libpq5", "libsodium23"} <= parts.keys()
    references = [part["bom-ref"] for part in document["components"]]
    assert len(set(references)) == len(references) and document["dependencies"][0]["dependsOn"] == references
