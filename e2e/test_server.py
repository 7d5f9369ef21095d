"""The program as whoever runs it meets it: settings, what watches it, how it ends, and a database that says nothing."""

import http.client
import os
import re
import signal
import socket
import subprocess
import time

import pytest
from support.postgres import Postgres
from support.program import free_port


def raw(site, text):
    """A connection on which exactly this was sent."""
    connection = socket.create_connection(("127.0.0.1", site.port), timeout=60)
    connection.sendall(text.encode())
    return connection


def rest(connection):
    """All that comes until the program closes it."""
    text = b""
    try:
        while piece := connection.recv(65536):
            text += piece
    except ConnectionResetError:
        pass
    return text.decode(errors="replace")


def test_a_refused_upload_is_not_waited_for(new_site):
    """What is refused before it has arrived is answered at once, and its connection ends although nothing more comes."""
    site = new_site()
    site.start()
    head = "POST /p/client/tickets/new HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60000000\r\n\r\nx"
    answer = rest(raw(site, head))
    assert answer.startswith("HTTP/1.1 403"), answer
    assert "connection: close" in answer.lower(), answer


def test_a_drip_does_not_hold_up_the_end(new_site):
    site = new_site()
    site.start()
    head = "POST /p/client/signin HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    drip = raw(site, f"{head}Origin: {site.base}\r\nContent-Length: 1000\r\n\r\nl")
    start = time.monotonic()
    assert site.stop() in (0, 1), site.printed
    assert time.monotonic() - start < 30
    drip.close()


def test_figures_have_a_port_of_their_own(new_site):
    site = new_site()
    port = free_port()
    site.set("PARVIS_METRICS_PORT", str(port))
    site.start()
    assert site.get("/metrics").status == 404
    assert site.get("/readyz").body in (b"ready\n", b"not ready\n")
    watch = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    watch.request("GET", "/metrics")
    text = watch.getresponse().read().decode()
    assert 'parvis_http_requests_total{route="none",code="4xx"} 1\n' in text, text
    watch.request("GET", "/readyz")
    assert b"writing: ok\n" in watch.getresponse().read()
    watch.close()


@pytest.mark.parametrize(
    "name, value, words",
    [
        ("PARVIS_MAIL_RATE", "0", "PARVIS_MAIL_RATE must be a number from 1 to 1000000"),
        ("PARVIS_PORT", "70000", "PARVIS_PORT must be a number from 1 to 65535"),
        ("PARVIS_METRICS_PORT", "x", "PARVIS_METRICS_PORT must be a number from 1 to 65535"),
        ("PARVIS_LIMIT_API", "-1", "PARVIS_LIMIT_API must be a number from 0 to 1000000"),
    ],
)
def test_wrong_settings_say_what_is_right(new_site, name, value, words):
    site = new_site()
    site.set(name, value)
    result = site.run("doctor", check=False)
    assert result.returncode != 0 and words in result.stderr, result.stderr


def test_passwords_in_clear_are_warned_of(new_site):
    site = new_site()
    site.start()
    assert "in clear" not in site.printed
    site.stop()
    site.set("PARVIS_BASE_ADDRESS", "http://portail.exemple.fr")
    site.start()
    assert "passwords travel in clear" in site.printed
    site.stop()


def test_a_silent_database(new_site):
    """Stopped in the middle of everything, PostgreSQL answers nothing at all: pages say so in time, and work again afterwards."""
    server = Postgres()
    try:
        site = new_site(database=server.new_database())
        assert "sslmode=prefer" in site.run("migrate").stdout + site.run("doctor", check=False).stdout
        site.start()
        assert site.get("/p/client/signin").status == 200
        with open(os.path.join(server.home, "data", "postmaster.pid")) as file:
            master = file.readline().strip()
        children = subprocess.run(["pgrep", "-P", master], capture_output=True, text=True).stdout.split()
        assert children
        for process in [master, *children]:
            os.kill(int(process), signal.SIGSTOP)
        try:
            start = time.monotonic()
            answer = site.send("GET", "/p/client/signin", timeout=60)
            assert answer.status == 503 and answer.headers["Retry-After"] == "60"
            assert time.monotonic() - start < 45
            assert site.get("/livez").status == 200
        finally:
            for process in [master, *children]:
                os.kill(int(process), signal.SIGCONT)
        deadline = time.monotonic() + 60
        while site.get("/p/client/signin").status != 200:
            assert time.monotonic() < deadline, "the program does not find its database again"
            time.sleep(0.2)
        assert site.stop() == 0, site.printed
    finally:
        server.remove()


def test_mail_that_fails_says_why(new_site):
    site = new_site(f"smtp://127.0.0.1:{free_port()}?security=none")
    site.load_demo()
    site.start()
    login = {"login": site.administrator[0]}
    assert site.post("/admin/forgot", login).status == 200
    deadline = time.monotonic() + 30
    while "mail not sent" not in site.printed:
        assert time.monotonic() < deadline, site.printed
        time.sleep(0.1)
    line = next(line for line in site.printed.splitlines() if "mail not sent" in line)
    assert re.search(r"reason=[^ ]*.*(onnect|efused)", line), line
