"""What happens when something breaks: the program is killed, the mail server or the database is away."""

import re
import subprocess
import threading
import time

import pytest
from playwright.sync_api import expect
from support import browser, demo
from support.browser import look
from support.mailbox import Mailbox
from support.office import Office
from support.postgres import Postgres
from support.program import free_port


class Writers:
    """Threads that create contacts as fast as they can and note each one that was acknowledged."""

    def __init__(self, site, cookies, label, threads=6):
        self.site, self.cookies, self.label = site, cookies, label
        self.acknowledged = {}
        self._changed = threading.Condition()
        self._threads = [threading.Thread(target=self._write, args=(number,)) for number in range(threads)]
        for thread in self._threads:
            thread.start()

    def _write(self, number):
        count = 0
        while True:
            count += 1
            name = f"{self.label}-{number}-{count}"
            fields = {"last_name": name, "first_name": "Preuve", "state": "open"}
            try:
                answer = self.site.post("/admin/contacts/new", fields, self.cookies)
            except OSError:
                return
            except Exception as error:  # A connection that is cut in the middle of an answer.
                assert "IncompleteRead" in repr(error) or "BadStatusLine" in repr(error), error
                return
            assert answer.status == 303, answer.body.decode()
            with self._changed:
                self.acknowledged[name] = answer.headers["location"].split("?")[0]
                self._changed.notify_all()

    def wait_for(self, count):
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.acknowledged) >= count, 60)

    def join(self):
        for thread in self._threads:
            thread.join()


@pytest.mark.both_engines
def test_nothing_acknowledged_is_lost(new_site):
    """Killed in the middle of writes, three times: whatever was answered with success is there afterwards."""
    site = new_site()
    site.load_demo()
    site.start()
    cookies = site.sign_in("/admin", *site.administrator)
    written = {}
    for turn in range(3):
        writers = Writers(site, cookies, f"Tour{turn}")
        writers.wait_for(60 + 17 * turn)
        site.kill()
        writers.join()
        written |= writers.acknowledged
        site.start()
        for name, path in written.items():
            answer = site.get(path, cookies)
            assert answer.status == 200 and name.encode() in answer.body, f"{name} was acknowledged and is lost"
    assert site.stop() == 0
    assert "chain holds" in site.run("doctor").stdout


def test_mail_server_away(new_site, new_page):
    """The account is created all the same, the mail waits, the page says why; it leaves once when the server is back."""
    mailbox = Mailbox(free_port())
    site = new_site(f"smtp://127.0.0.1:{mailbox.port}?security=none")
    site.load_demo()
    site.start()
    page = new_page(site.base)
    browser.sign_in(page, "/admin", *site.administrator)
    page.wait_for_url("**/admin")
    dialog = Office(page, site, mailbox).create_account(demo.contact_of_atu("Lenobli"))
    dialog.get_by_role("button", name="Créer et envoyer l’e-mail").click()
    expect(page.get_by_text("Le compte est créé et l’e-mail est prêt à partir.")).to_be_visible()
    expect_waiting(page, site)
    look(page, "office-mails-waiting")
    site.kill()
    mailbox.start()
    site.start()
    try:
        mail = mailbox.wait("atu.lenobli@example.test", seconds=100)
        browser.choose_password(page, mail.link)
        assert site.stop() == 0
        assert len(mailbox.to("atu.lenobli@example.test")) == 1
    finally:
        mailbox.stop()


def expect_waiting(page, site):
    """The first try has failed and the outbox says so."""
    deadline = time.monotonic() + 30
    while "mail not sent" not in site.printed:
        assert time.monotonic() < deadline, site.printed
        page.wait_for_timeout(100)
    page.goto("/admin/mails")
    row = page.get_by_role("row").filter(has_text="atu.lenobli@example.test")
    expect(row).to_contain_text("En attente")


def test_database_away(new_site, new_page):
    """Without PostgreSQL every page says so with 503; when it is back everything goes on, sessions too."""
    server = Postgres()
    try:
        site = new_site(database=server.new_database())
        site.load_demo()
        site.start()
        page = new_page(site.base)
        browser.sign_in(page, "/admin", *site.administrator)
        page.wait_for_url("**/admin")
        server.stop()
        for path in ["/admin/invoices", "/p/client/signin", "/admin"]:
            assert page.goto(path).status == 503, path
            expect(page.get_by_role("heading", name="Service momentanément indisponible")).to_be_visible()
        look(page, "database-away")
        assert site.get("/livez").status == 200
        assert site.get("/readyz").status == 503
        server.start()
        deadline = time.monotonic() + 30
        while site.get("/readyz").status != 200:
            assert time.monotonic() < deadline, "the program does not find its database again"
            page.wait_for_timeout(100)
        assert page.goto("/admin/invoices").status == 200
        assert site.stop() == 0, site.printed
    finally:
        server.remove()


@pytest.mark.both_engines
def test_ends_cleanly(new_site, new_page):
    """Asked to end while a browser keeps its connection open: it does, soon, and without an error."""
    site = new_site()
    site.start()
    new_page(site.base).goto("/p/client/signin")
    start = time.monotonic()
    assert site.stop() == 0, site.printed
    assert time.monotonic() - start < 15
    assert not re.search(r"(?i)\b(error|fatal)\b", site.printed), site.printed
    site.start()
    assert site.get("/readyz").status == 200


def test_one_process_for_sqlite(new_site, engine):
    """A second program on the same file would break it, and says so."""
    if engine != "sqlite":
        pytest.skip("PostgreSQL serves several programs")
    site = new_site()
    site.start()
    second = site.run("serve", "--port", str(free_port()), check=False)
    assert second.returncode != 0
    assert "another parvis process uses this database" in second.stderr


def test_unknown_settings_are_errors(new_site):
    """A misspelt setting stops the program instead of being ignored."""
    site = new_site()
    environment = {**site._environment, "PARVIS_BASE_ADRESS": "http://localhost"}
    result = subprocess.run([site.binary, "doctor"], env=environment, capture_output=True, text=True)
    assert result.returncode != 0 and "PARVIS_BASE_ADRESS is not a setting" in result.stderr


@pytest.mark.both_engines
def test_backup_comes_back(new_site, tmp_path, engine, request):
    """A backup in an empty installation is the same company: records, files, sign-in."""
    site = new_site()
    site.load_demo()
    administrator = site.administrator
    archive = str(tmp_path / "sauvegarde du soir.tar")
    site.run("backup", archive)
    other = new_site()
    assert "ok" in other.run("restore", archive).stdout
    other.start()
    cookies = other.sign_in("/admin", *administrator)
    assert b"700" in other.get("/admin/invoices", cookies).body
    ref, _ = next(iter(demo.documents(demo.ATU).items()))
    page = other.get(f"/admin/invoices?q={ref}", cookies).body.decode()
    file = re.search(r"/admin/files/\w+", page)[0]
    assert other.get(file, cookies).body.startswith(b"%PDF")
