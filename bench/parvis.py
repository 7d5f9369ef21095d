"""Parvis under measurement: an installation with its records, and the calls of the signed-in person of account 0."""

import json
import os
import shutil
import subprocess

from load import Call
from servers import Server


class Parvis:
    """One installation; `invoices` invoices, 200 of them of the measured account."""

    def __init__(self, program, folder, port, accounts, invoices, database=None, modules=0, people=None):
        self.program, self.port = program, port
        self.data = f"{folder}/parvis-{'postgres-' if database else ''}{f'{modules}-modules-' if modules else ''}{f'{people}-people-' if people else ''}{invoices}"
        self.options = ["--data", self.data] + (["--database", database] if database else [])
        self.server = Server(
            f"parvis {invoices}", [program, "serve", "--port", str(port), *self.options], port, "/livez", folder + "/parvis.log",
            # The bare handler and PocketBase write no line a request either.
            dict(os.environ, PARVIS_BASE_ADDRESS=f"http://127.0.0.1:{port}", PARVIS_LOG_LEVEL="warning",
                 PARVIS_LIMIT_WRITES="0", PARVIS_LIMIT_API="0"))
        size = ["--accounts", str(accounts), "--people", str(people or accounts), "--invoices", str(invoices), "--modules", str(modules)]
        made = subprocess.run([program, "bench-data", *size, *self.options], check=True, capture_output=True, text=True)
        self.session = made.stdout.split()[-1]

    @property
    def headers(self):
        return {"Cookie": "parvis-portal-client=" + self.session, "Accept-Language": "fr"}

    @property
    def page(self):
        return Call(self.server, "/p/client/invoices", self.headers)

    @property
    def list(self):
        return Call(self.server, "/api/v1/invoices", self.headers)

    @property
    def create(self):
        headers = dict(self.headers, **{"Content-Type": "application/json", "Origin": f"http://127.0.0.1:{self.port}"})
        body = {"subject": "Demande @N@", "message": "Une demande de mesure."}
        return Call(self.server, "/api/v1/tickets", headers, "POST", json.dumps(body))

    def answer(self, call, path):
        """Keeps one answer, head and body, and returns its status."""
        headers = [part for name, value in call.headers.items() for part in ("-H", f"{name}: {value}")]
        subprocess.run(["curl", "-s", "-i", *headers, "-o", path, f"http://127.0.0.1:{self.port}{call.path}"], check=True)
        with open(path, "rb") as file:
            return int(file.readline().split()[1])

    def run(self, *arguments):
        """Another command on this installation; returns the seconds it took."""
        begin = os.times().elapsed
        subprocess.run([self.program, *arguments, *self.options], check=True, stdout=subprocess.DEVNULL)
        return os.times().elapsed - begin

    def remove(self):
        shutil.rmtree(self.data, ignore_errors=True)


def floor(program, port, answer, folder):
    """The bare handler that answers with the recorded bytes."""
    return Server("bare handler", [program, "bench-floor", "--port", str(port), "--bytes", answer], port, "/healthy", folder + "/floor.log")
