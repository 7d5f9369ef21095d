"""The rows of the table: how each is measured."""

import os
import re
import shutil
import statistics
import subprocess
import time
from dataclasses import dataclass

import imports
import people
import signin
from invitations import Invitations
from load import Call, compare
from parvis import Parvis, floor
from pocketbase import PocketBase
from postgres import Postgres

PORT, FLOOR, PEER = 18980, 18981, 18991
ACCOUNTS, INVOICES, BIG, SMALL, PEOPLE = 10_000, 1_000_000, 10_000_000, 10_000, 10_000
MANY = 1_000_000
CONNECTIONS = (1, 16, 64)
DEMO = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "demo", "dolibarr")


class NotMeasured(Exception):
    """Why a row is left out."""


@dataclass
class Row:
    """One line of the table; `is_met` is None for what has no bar."""

    work: str
    bar: str
    measured: str
    is_met: bool


class Bench:
    """Everything is measured on one machine in one run; what is compared runs in turn."""

    def __init__(self, program, folder, seconds, rounds):
        self.program, self.folder, self.seconds, self.rounds = program, folder, seconds, rounds

    def parvis(self, invoices=INVOICES, database=None, port=PORT, modules=0):
        return Parvis(self.program, self.folder, port, ACCOUNTS, invoices, database, modules)

    def compare(self, calls, connections):
        return compare(calls, connections, self.seconds, self.rounds)

    def check(self, parvis, call, name):
        status = parvis.answer(call, f"{self.folder}/{name}.answer")
        if status not in (200, 201):
            raise NotMeasured(f"{call.method} {call.path} answers {status}")

    def html(self):
        parvis = self.parvis()
        with parvis.server:
            self.check(parvis, parvis.page, "page")
            bare = floor(self.program, FLOOR, self.folder + "/page.answer", self.folder)
            call = Call(bare, parvis.page.path, parvis.page.headers)
            with bare:
                results = {c: self.compare({"bare handler": call, "portal list, HTML": parvis.page}, c) for c in CONNECTIONS}
        ratios = {c: r["portal list, HTML"].rate / r["bare handler"].rate for c, r in results.items()}
        measured = ", ".join(f"{ratio:.0%} at {c} ({results[c]['portal list, HTML'].rate:,.0f}/s)" for c, ratio in ratios.items())
        return [Row("portal invoice list, signed in, HTML, 25 rows", "at least 50 % of a bare handler", measured, min(ratios.values()) >= 0.5)]

    def json(self):
        parvis = self.parvis()
        peer = PocketBase(self.folder, PEER, ACCOUNTS, INVOICES)
        with parvis.server, peer.server:
            self.check(parvis, parvis.list, "list")
            calls = dict(peer.sign_in(), parvis=parvis.list)
            calls.pop("create")
            results = {c: self.compare(calls, c) for c in CONNECTIONS}
        rates = {c: r["parvis"].rate / r["list"].rate for c, r in results.items()}
        bare = {c: r["parvis"].rate / r["list without total"].rate for c, r in results.items()}
        tails = {c: r["parvis"].p99 / r["list"].p99 for c, r in results.items()}
        measured = ", ".join(f"{rates[c]:.1f}x ({bare[c]:.1f}x without its total), p99 {tails[c]:.2f} of it at {c}" for c in CONNECTIONS)
        met = min(rates.values()) >= 6 and max(tails.values()) <= 0.25
        return [Row("the same list as JSON, beside PocketBase", "at least 6x its requests/s, at most a quarter of its p99", measured, met)]

    def create(self):
        parvis = self.parvis()
        peer = PocketBase(self.folder, PEER, ACCOUNTS, INVOICES)
        with parvis.server, peer.server:
            results = self.compare({"pocketbase create": peer.sign_in()["create"], "parvis create": parvis.create}, 16)
        ours, theirs = results["parvis create"], results["pocketbase create"]
        if ours.errors:
            raise NotMeasured(f"{ours.errors} of the requests were refused")
        measured = f"{ours.rate:,.0f}/s beside {theirs.rate:,.0f}/s"
        return [Row("create a record, durable, 16 connections", "at least PocketBase's rate", measured, ours.rate >= theirs.rate)]

    def big(self):
        if os.environ.get("BENCH_BIG") == "0":
            raise NotMeasured("BENCH_BIG=0")
        small, big = self.parvis(SMALL), self.parvis(BIG, port=PORT + 2)
        with small.server, big.server:
            self.check(small, small.page, "page")
            results = self.compare({"10,000 rows": small.page, "10,000,000 rows": big.page}, 1)
        ratio = results["10,000 rows"].rate / results["10,000,000 rows"].rate
        return [Row("list at 10,000,000 rows beside 10,000", "at most 1.3x the time", f"{ratio:.2f}x", ratio <= 1.3)]

    def rights(self):
        """A user type with 50 modules of 100 fields beside one with the usual few, at the same work."""
        few, many = self.parvis(SMALL), self.parvis(SMALL, port=PORT + 3, modules=50)
        with few.server, many.server:
            self.check(many, many.page, "page")
            lists = self.compare({"few": few.list, "many": many.list}, 1)
            pages = self.compare({"few": few.page, "many": many.page}, 1)
        cost = {name: r["few"].rate / r["many"].rate - 1 for name, r in [("JSON", lists), ("HTML, whose menu names them all", pages)]}
        measured = ", ".join(f"{value:+.1%} ({name})" for name, value in cost.items())
        return [Row("a request with 50 modules of 100 fields each", "at most 5 % more than with few", measured, cost["JSON"] <= 0.05)]

    def signin(self):
        parvis = self.parvis()
        alone, ours = [], []
        with parvis.server:
            people = signin.SignIns(PORT, ACCOUNTS)
            for _ in range(self.rounds):
                alone.append(signin.argon2id_alone(self.seconds))
                ours.append(people.run(self.seconds))
        print(f"  argon2id alone {alone}, sign-ins {ours}, refused {people.refused}")
        ratio = statistics.median(ours) / statistics.median(alone)
        measured = f"{ratio:.0%} ({statistics.median(ours):.1f}/s of {statistics.median(alone):.1f}/s)"
        return [Row("sign-in", "at least 90 % of what argon2id alone allows", measured, ratio >= 0.9)]

    def invitations(self):
        made = Invitations(self.program, self.folder, DEMO, PEOPLE)
        with made.server:
            made.sign_in()
            dry, work, slowest = made.measure()
            accepted, alone = people.acceptances(made.port, made.data, self.seconds), signin.argon2id_alone(self.seconds)
        chosen = f"{accepted:.0f}/s ({accepted / alone:.0%} of what argon2id alone allows)"
        measured = f"dry run {dry:.1f} s, made in {work:.0f} s ({PEOPLE / work:,.0f}/s), slowest page meanwhile {slowest * 1000:.0f} ms"
        print("  " + measured + ", passwords chosen " + chosen)
        return [Row(f"{PEOPLE:,} invitations", "", measured, None), Row("acceptances", "", chosen, None)]

    def people(self):
        parvis = Parvis(self.program, self.folder, PORT, ACCOUNTS, 1000, people=MANY)
        people.mix(parvis)
        link = people.staff_link(parvis)
        with parvis.server:
            times = people.list_times(parvis, link, 10 * self.rounds)
        parvis.remove()
        measured = ", ".join(f"{name} {value:.1f} ms" for name, value in times.items())
        print("  " + measured)
        return [Row(f"list of users at {MANY:,} accesses, median", "", measured, None)]

    def imports(self):
        """Into an installation that has the accounts already."""
        count, file = 200_000, self.folder + "/invoices.csv"
        imports.invoices(file, count, ACCOUNTS)
        times = []
        for _ in range(self.rounds):
            parvis = self.parvis(1000)
            times.append(parvis.run("import", "csv", file, "--module", "invoices", "--key", "ref", "--source", "bench"))
            parvis.remove()
        rate = count / statistics.median(times)
        demo = self.dolibarr()
        print(f"  {count} invoices from CSV in {times} s; the demo company {demo}")
        measured = f"{rate:,.0f}/s from CSV; the demo company: {demo}"
        return [Row("import, from file to committed", "at least 20,000 records/s", measured, rate >= 20_000)]

    def dolibarr(self):
        """The demo company, whole: documents with lines, texts and files."""
        data = self.folder + "/parvis-demo"
        shutil.rmtree(data, ignore_errors=True)
        begin = time.perf_counter()
        command = [self.program, "import", "dolibarr", DEMO, "--data", data]
        answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        seconds = time.perf_counter() - begin
        records = sum(int(number) for number in re.findall(r"(?:created|créés) (\d+)", answer))
        return f"{records} records in {seconds:.1f} s"

    def start(self):
        parvis = self.parvis()
        times, memory = [], []
        for _ in range(5):
            times.append(parvis.server.start())
            time.sleep(1)
            memory.append(parvis.server.memory_mb())
            parvis.server.stop()
        wait, used = statistics.median(times), statistics.median(memory)
        return [
            Row("start to first healthy answer", "under 150 ms", f"{wait:.0f} ms", wait < 150),
            Row("idle memory", "under 80 MB", f"{used:.0f} MB", used < 80),
        ]

    def postgres(self):
        with Postgres(self.folder) as server:
            parvis = self.parvis(database=server.url)
            server.tidy()
            with parvis.server:
                self.check(parvis, parvis.page, "page")
                results = {c: self.compare({"portal list, HTML, PostgreSQL": parvis.page}, c) for c in CONNECTIONS}
        measured = ", ".join(f"{r['portal list, HTML, PostgreSQL'].rate:,.0f}/s at {c}" for c, r in results.items())
        return [Row("portal invoice list on PostgreSQL", "", measured, None)]
