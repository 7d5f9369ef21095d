"""Ten thousand invitations: the dry run that tells what would happen, then the work itself, as staff see both in a browser."""

import http.client
import os
import re
import shutil
import subprocess
import time
import urllib.parse

from servers import Server

PORT = 18987


class Invitations:
    """The demo company with many more contacts, and its administrator signed in."""

    def __init__(self, program, folder, demo, count):
        self.program, self.data, self.count = program, folder + "/parvis-invitations", count
        shutil.rmtree(self.data, ignore_errors=True)
        os.makedirs(self.data)
        self.options = ["--data", self.data]
        self._run("demo", demo)
        people = folder + "/contacts.csv"
        contacts(people, count)
        self._run("import", "csv", people, "--module", "contacts", "--key", "email", "--source", "bench")
        environment = dict(os.environ, PARVIS_BASE_ADDRESS=f"http://127.0.0.1:{PORT}", PARVIS_LOG_LEVEL="warning",
                           PARVIS_LIMIT_WRITES="0")
        self.server = Server("parvis", [program, "serve", "--port", str(PORT), *self.options], PORT, "/livez", folder + "/parvis.log", environment)
        self.cookie, self.port = None, PORT

    def _run(self, *arguments):
        subprocess.run([self.program, *arguments, *self.options], check=True, stdout=subprocess.DEVNULL)

    def sign_in(self):
        note = open(self.data + "/demo-sign-in.txt", encoding="utf-8").read()
        name, password = (re.search(rf"^{key}: (.+)$", note, re.M)[1] for key in ("username", "password"))
        answer = self.send("POST", "/admin/signin", {"login": name, "password": password})
        self.cookie = "; ".join(value.split(";")[0] for value in answer.headers.get_all("Set-Cookie"))

    def send(self, method, path, fields=None):
        connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=300)
        headers = {"Origin": f"http://127.0.0.1:{PORT}", "Content-Type": "application/x-www-form-urlencoded"}
        if self.cookie:
            headers["Cookie"] = self.cookie
        connection.request(method, path, urllib.parse.urlencode(fields or {}), headers)
        answer = connection.getresponse()
        answer.text = answer.read().decode()
        connection.close()
        return answer

    def measure(self):
        """Seconds of the dry run, seconds until the last access was made, and how long a page took meanwhile at worst."""
        page = self.send("GET", "/admin/users/invite").text
        fields = {"type": re.search(r'name="type" value="([^"]+)"', page)[1], "all": "1", "q": "Bench"}
        begin = time.perf_counter()
        check = self.send("POST", "/admin/users/invite/check", fields).text
        dry = time.perf_counter() - begin
        ready = int(re.sub(r"\D", "", re.search(r"Envoyer ([^<]*) invitations|Send ([^<]*) invitations", check)[0]))
        assert ready == self.count, f"{ready} of {self.count} would be invited"
        begin = time.perf_counter()
        job = self.send("POST", "/admin/users/invite", fields).headers["Location"]
        slowest = 0.0
        while True:
            asked = time.perf_counter()
            text = self.send("GET", job).text
            slowest = max(slowest, time.perf_counter() - asked)
            if "data-refresh" not in text:
                return dry, time.perf_counter() - begin, slowest
            time.sleep(0.1)


def contacts(path, count):
    with open(path, "w", encoding="utf-8") as file:
        file.write("last_name;first_name;email;account_id;state\n")
        for number in range(count):
            file.write(f"Bench{number:05d};Léa;lea{number:05d}@bench.example;Atu SARL;open\n")
