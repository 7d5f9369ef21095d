"""The samples of deploy/ in front of a running portal: real nginx, real Caddy, real TLS."""

import http.client
import os
import signal
import socket
import ssl
import subprocess
import time

import pytest
from support.program import ROOT, free_port

NAME = "portail.exemple.fr"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    folder = tmp_path_factory.mktemp("certificate")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={NAME}", "-addext",
         f"subjectAltName=DNS:{NAME}", "-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem"],
        check=True, capture_output=True)
    return folder


class Proxy:
    """A sample with this test's ports and certificate in the place of those of the text."""

    def __init__(self, kind, folder, certificate, upstream):
        self.plain, self.secure, self.certificate = free_port(), free_port(), certificate
        sample = (ROOT / "deploy" / kind).read_text().replace("127.0.0.1:8080", f"127.0.0.1:{upstream}")
        self.config = folder / kind
        self.config.write_text(getattr(self, "_" + kind.split(".")[0].lower())(sample, folder))
        command = {
            "nginx.conf": ["/usr/sbin/nginx", "-c", self.config, "-g", "daemon off;"],
            "Caddyfile": ["/usr/bin/caddy", "run", "--adapter", "caddyfile", "--config", self.config],
        }[kind]
        self.printed = folder / "printed.txt"
        with open(self.printed, "wb") as printed:
            self.process = subprocess.Popen(
                command, stdout=printed, stderr=printed, start_new_session=True,
                env={**os.environ, "HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)})

    def _nginx(self, sample, folder):
        body = (sample.replace("listen 80;", f"listen 127.0.0.1:{self.plain};")
                .replace("listen 443", f"listen 127.0.0.1:{self.secure}").replace("/etc/ssl/parvis", str(self.certificate)))
        temporary = "".join(
            f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        return f"user root; pid {folder}/pid; error_log stderr; events {{}} http {{ access_log off; {temporary}\n{body}\n}}"

    def _caddyfile(self, sample, folder):
        chain = f"tls {self.certificate}/fullchain.pem {self.certificate}/privkey.pem"
        options = f"{{\n\tadmin off\n\thttp_port {self.plain}\n\thttps_port {self.secure}\n}}\n"
        return options + sample.replace(f"https://{NAME} {{", f"https://{NAME} {{\n\t{chain}")

    def wait(self):
        deadline = time.monotonic() + 20
        while True:
            assert self.process.poll() is None, self.printed.read_text()
            try:
                socket.create_connection(("127.0.0.1", self.secure), timeout=1).close()
                return self
            except OSError:
                assert time.monotonic() < deadline, self.printed.read_text()
                time.sleep(0.05)

    def get(self, path, secure=True, method="GET", headers=None):
        trust = ssl.create_default_context(cafile=self.certificate / "fullchain.pem")
        port = self.secure if secure else self.plain
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        connection.connect()
        if secure:
            connection.sock = trust.wrap_socket(connection.sock, server_hostname=NAME)
        connection.request(method, path, headers={"Host": NAME, **(headers or {})})
        answer = connection.getresponse()
        answer.body = answer.read()
        connection.close()
        return answer

    def speaks(self, version):
        trust = ssl.create_default_context(cafile=self.certificate / "fullchain.pem")
        trust.minimum_version, trust.maximum_version = ssl.TLSVersion.MINIMUM_SUPPORTED, version
        trust.set_ciphers("ALL:@SECLEVEL=0")
        try:
            with socket.create_connection(("127.0.0.1", self.secure), timeout=5) as plain:
                with trust.wrap_socket(plain, server_hostname=NAME) as wrapped:
                    return wrapped.version()
        except (ssl.SSLError, OSError):
            return None

    def stop(self):
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait(timeout=20)


@pytest.fixture(params=["nginx.conf", "Caddyfile"])
def proxy(request, tmp_path, certificate, new_site):
    site = new_site()
    site.set("PARVIS_BASE_ADDRESS", f"https://{NAME}")
    site.set("PARVIS_TRUSTED_PROXIES", "127.0.0.1")
    site.load_demo()
    site.start()
    one = Proxy(request.param, tmp_path, certificate, site.port)
    one.site = site
    yield one.wait()
    one.stop()


def test_people_come_in_by_tls_alone(proxy):
    page = proxy.get("/p/client/signin")
    assert page.status == 200 and b"Identifiant" in page.body
    assert page.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    moved = proxy.get("/p/client/invoices?q=1", secure=False)
    assert moved.status == 301 and moved.headers["Location"] == f"https://{NAME}/p/client/invoices?q=1"
    assert proxy.get("/api/v1/invoices", secure=False).status == 403
    assert proxy.get("/api/v1/invoices").status == 401
    assert proxy.speaks(ssl.TLSVersion.TLSv1_2) == "TLSv1.2" and proxy.speaks(ssl.TLSVersion.TLSv1_3) == "TLSv1.3"
    assert proxy.speaks(ssl.TLSVersion.TLSv1_1) is None


def test_cookies_are_for_this_host_and_the_address_is_the_proxys_word(proxy):
    username, password = proxy.site.administrator
    body = f"login={username}&password={password}"
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"https://{NAME}", "Content-Length": str(len(body))}
    trust = ssl.create_default_context(cafile=proxy.certificate / "fullchain.pem")
    connection = http.client.HTTPConnection("127.0.0.1", proxy.secure, timeout=20)
    connection.connect()
    connection.sock = trust.wrap_socket(connection.sock, server_hostname=NAME)
    connection.request("POST", "/admin/signin", body, {"Host": NAME, "X-Forwarded-For": "203.0.113.9", **headers})
    answer = connection.getresponse()
    assert answer.status == 303, answer.read()
    cookies = answer.headers.get_all("Set-Cookie")
    assert cookies and all(one.startswith("__Host-parvis-") and "; Secure" in one and "HttpOnly" in one for one in cookies)
    session = "; ".join(one.split(";")[0] for one in cookies)
    # What the client says of itself is not believed: the proxy's own word comes last.
    sessions = proxy.get("/admin/sessions", headers={"Cookie": session}).body.decode()
    assert "127.0.0.1" in sessions and "203.0.113.9" not in sessions


def test_what_is_for_inside_stays_inside(proxy):
    assert proxy.get("/metrics").status == 404
    assert proxy.get("/livez").status == 200
