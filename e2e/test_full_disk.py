"""What happens when the disk is full: nothing that was acknowledged is lost, pages are read, and writing goes on once there is room."""

import os
import re

import pytest
from playwright.sync_api import expect
from support import browser
from support.browser import look

BUSY = "Service momentanément indisponible"


class Archive:
    """Uploads to a request and notes each file that was acknowledged, with its content."""

    def __init__(self, site, cookies):
        self.site, self.cookies = site, cookies
        tickets = site.get("/admin/tickets", cookies).body.decode()
        self.ticket = re.search(r"/admin/tickets/[0-9a-z]{13}", tickets)[0]
        self.kept = {}

    def upload(self, size):
        name, content = f"piece-{len(self.kept)}-{size}.pdf", b"%PDF-1.4\n" + os.urandom(size)
        head = f'--b\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'
        body = head.encode() + content + b"\r\n--b--\r\n"
        kind = {"Content-Type": "multipart/form-data; boundary=b", "Origin": self.site.base}
        answer = self.site.send("POST", self.ticket + "/files", body, {**kind, **self.cookies})
        if answer.status == 303:
            self.kept[name] = content
        return answer

    def fill(self):
        """Uploads smaller and smaller files until not even the smallest fits; every refusal is the clear page."""
        for size in [8_000_000, 1_000_000, 100_000, 10_000]:
            for _ in range(200):
                answer = self.upload(size)
                if answer.status != 303:
                    break
            assert answer.status == 503 and BUSY in answer.body.decode(), answer.body.decode()

    def check(self):
        page = self.site.get(self.ticket + "?tab=files", self.cookies)
        assert page.status == 200
        links = dict(re.findall(r'href="(/admin/files/\w+)"[^>]*>(piece-[\w.-]+)<', page.body.decode()))
        assert set(links.values()) == set(self.kept)
        for path, name in links.items():
            assert self.site.get(path, self.cookies).body == self.kept[name], f"{name} was acknowledged and is not the same"


class People:
    """Creates contacts and notes each one that was acknowledged."""

    def __init__(self, site, cookies):
        self.site, self.cookies = site, cookies
        self.kept, self.refused, self.count = {}, [], 0

    def create(self):
        self.count += 1
        name = f"Plein-{self.count}-fin"
        fields = {"last_name": name, "first_name": "Preuve", "state": "open"}
        answer = self.site.post("/admin/contacts/new", fields, self.cookies)
        if answer.status == 303:
            self.kept[name] = answer.headers["location"].split("?")[0]
        else:
            self.refused.append(name)
        return answer

    def fill(self):
        """The database uses up what room its files have inside; then it refuses, too."""
        for _ in range(3000):
            answer = self.create()
            if answer.status != 303:
                break
        assert answer.status == 503 and BUSY in answer.body.decode(), answer.body.decode()

    def check(self):
        for name, path in self.kept.items():
            answer = self.site.get(path, self.cookies)
            assert answer.status == 200 and name in answer.body.decode(), f"{name} was acknowledged and is lost"
        for name in self.refused:
            found = self.site.get(f"/admin/contacts?q={name}", self.cookies).body.decode()
            assert not re.search(r"/admin/contacts/[0-9a-z]{13}", found), f"{name} was refused and is there"


class Stranger:
    """Somebody else's file on the same disk, which takes what is left and goes away in the end."""

    def __init__(self, folder):
        self.path = folder / "autre chose"
        self.path.write_bytes(bytes(8_000_000))

    def take_the_rest(self):
        with open(self.path, "ab", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(4096))
            except OSError:
                pass

    def leave(self):
        self.path.unlink()


def test_full_disk(small_disk, new_site, new_page, engine, tmp_path):
    if engine != "sqlite":
        pytest.skip("the server's disk is not in the data folder")
    site = new_site(data=small_disk / "data")
    site.log = tmp_path / "serve.log"
    site.load_demo()
    site.start()
    page = new_page(site.base)
    browser.sign_in(page, "/admin", *site.administrator)
    page.wait_for_url("**/admin")
    cookies = site.sign_in("/admin", *site.administrator)
    archive, people = Archive(site, cookies), People(site, cookies)
    stranger = Stranger(small_disk)
    archive.fill()
    stranger.take_the_rest()
    people.fill()
    expect_readable(site, page, archive, people)
    assert not list(small_disk.rglob("incoming-*")), "half a file was left behind"
    assert site.stop() == 0, site.printed
    stranger.take_the_rest()
    site.start()
    expect_readable(site, page, archive, people)
    stranger.leave()
    assert people.create().status == 303
    assert archive.upload(1000).status == 303
    for _ in range(2):
        archive.check()
        people.check()
        assert site.stop() == 0, site.printed
        # A disk this small is a complaint of its own.
        assert "chain holds" in site.run("doctor", check=False).stdout
        site.start()


def expect_readable(site, page, archive, people):
    """Lists, records and files are there; a form is answered with what happened and what to do."""
    archive.check()
    people.check()
    for path in ["/admin", "/admin/invoices", "/admin/contacts", archive.ticket]:
        assert page.goto(path).status == 200, path
    page.goto("/admin/contacts/new")
    page.locator("[name=last_name]").fill("Trop")
    page.locator("[name=first_name]").fill("Tard")
    page.get_by_role("button", name="Ajouter", exact=True).click()
    expect(page.get_by_role("heading", name=BUSY)).to_be_visible()
    expect(page.get_by_text("Rien n’a été enregistré")).to_be_visible()
    look(page, "disk-full")
    assert site.get("/livez").status == 200
