"""Mail on bad days: recipients that are refused now or for good, connections that break, a server that says nothing, a kill at the worst moment."""

import re
import time

import pytest
from playwright.sync_api import expect
from support import browser, demo
from support.browser import look, visit
from support.faulty_mailbox import ANYBODY, CUT_AFTER_DATA, CUT_IN_DATA, GREYLISTED, HOLD, NO_SUCH_USER, FaultyMailbox
from support.office import Office
from support.program import free_port

# A mail that failed is tried again after a minute, one whose program was killed when its claim of a minute has run out.
PATIENCE = 180


@pytest.fixture
def server():
    """Ask for it before what makes programs, so that they end first."""
    mailbox = FaultyMailbox(free_port())
    mailbox.start()
    yield mailbox
    mailbox.stop()


@pytest.fixture
def site(server, new_site):
    """The demo company, whose mail goes to the faulty server."""
    # A server that says nothing costs each mail that long.
    site = new_site(f"smtp://127.0.0.1:{server.port}?security=none&connect-timeout=5")
    site.load_demo()
    site.start()
    return site


@pytest.fixture
def staff(site, new_page):
    """The administrator, in the back office of that company."""
    page = new_page(site.base)
    browser.sign_in(page, "/admin", *site.administrator)
    page.wait_for_url("**/admin")
    return page


def test_every_recipient_has_a_fate_of_its_own(server, site, staff):
    """Refused for now, refused for good, cut off: it keeps nobody else from their mail, and staff see what to do."""
    people = choose(staff, "Marchandoux", 7)
    busy, unknown, cut, doubled, *ordinary = people
    server.plan(busy, GREYLISTED, GREYLISTED)
    server.plan(unknown, NO_SUCH_USER)
    server.plan(cut, CUT_IN_DATA)
    server.plan(doubled, CUT_AFTER_DATA)
    send_invitations(staff, people)
    for address in ordinary:
        server.wait(address, seconds=PATIENCE)
    wait_for_row(staff, busy, "En attente", "n’a pas pris le message (code 450)")
    wait_for_row(staff, unknown, "Échec", "a refusé ce message (code 550)")
    look(staff, "office-mails-refused")
    send_again_what_waits(staff, server, busy)
    send_again_what_was_refused(staff, server, unknown)
    for address, copies in {busy: 1, cut: 1, doubled: 2}.items():
        server.wait(address, count=copies, seconds=PATIENCE)
    expect_all_sent(staff, people)
    assert site.stop() == 0, site.printed
    # What was cut off before its end was nobody's mail; what was kept and not confirmed came again as the same message.
    expect_arrived(server, people, twice=doubled)
    tries = {busy: 3, unknown: 2, cut: 2, doubled: 2} | dict.fromkeys(ordinary, 1)
    assert {address: server.tries(address) for address in people} == tries


def send_again_what_waits(staff, server, address):
    """Staff do not have to wait for the next try. This one fails, too, and the mail waits on."""
    open_mail(staff, address)
    expect(staff.get_by_text("Prochain essai")).to_be_visible()
    expect(staff.get_by_text(GREYLISTED)).to_be_visible()
    before = server.tries(address)
    send_again(staff)
    server.wait_tries(address, before + 1)
    wait_for_row(staff, address, "En attente", "n’a pas pris le message (code 450)")
    assert server.to(address) == []


def send_again_what_was_refused(staff, server, address):
    """The dashboard says that something is wrong, the mail says what and what to do; sent again, it arrives."""
    staff.goto("/admin")
    expect(staff.get_by_text("Des messages n’ont pas pu partir.")).to_be_visible()
    staff.get_by_role("link", name="E-mails non remis").click()
    staff.get_by_role("link", name="En échec 1").click()
    expect(staff.locator("tbody").get_by_role("row")).to_have_count(1)
    open_mail(staff, address)
    expect(staff.get_by_text("Ce message ne sera plus envoyé de lui-même. Si l’adresse est bonne")).to_be_visible()
    expect(staff.get_by_text(NO_SUCH_USER)).to_be_visible()
    look(staff, "office-mail-refused")
    assert server.tries(address) == 1, "what is refused for good is not tried again by itself"
    send_again(staff)
    assert server.wait(address, seconds=PATIENCE).link


def test_a_silent_server_and_a_kill_at_the_worst_moment(server, site, staff, new_page):
    """Pages go on while the server is silent, then all leaves; killed before it confirms, one mail comes twice."""
    first = demo.contact_of_atu("Lenobli")
    server.become_black_hole()
    invite_one(Office(staff, site, server), first)
    server.wait_swallowed()
    many = choose(staff, "Hébertault", 4, without=demo.closed_addresses("Hébertault"))
    send_invitations(staff, many)
    expect_pages(staff, new_page(site.base))
    wait_for_row(staff, first["email"], "En attente", "n’a pas abouti")
    look(staff, "office-mails-black-hole")
    assert server.about("") == []
    server.plan(ANYBODY, HOLD)
    server.work_again()
    open_mail(staff, first["email"])
    send_again(staff)
    held = server.wait_held()
    site.kill()
    site.start()
    people = [first["email"], *many]
    for address in people:
        server.wait(address, count=2 if address == held else 1, seconds=PATIENCE)
    expect_all_sent(staff, people)
    browser.choose_password(new_page(site.base), server.wait(held).link)
    assert site.stop() == 0, site.printed
    expect_arrived(server, people, twice=held)


def invite_one(office, contact):
    dialog = office.create_account(contact)
    dialog.get_by_role("button", name="Créer et envoyer l’e-mail").click()
    expect(office.page.get_by_text("Le compte est créé et l’e-mail est prêt à partir.")).to_be_visible()


def expect_pages(staff, visitor):
    """What people do all day, with a mail stuck on its way: read, write, come in."""
    for path in ["/admin", "/admin/invoices", "/admin/contacts", "/admin/mails"]:
        visit(staff, path)
    staff.goto("/admin/contacts/new")
    staff.locator("[name=last_name]").fill("Patience")
    staff.locator("[name=first_name]").fill("Ange")
    staff.locator("form .form-acts .btn.main").click()
    expect(staff.locator(".note.ok")).to_be_visible()
    visit(visitor, "/p/client/signin")


def choose(staff, name, count, without=()):
    """Ticks the first people without an access whom a search finds, but for those who are disabled; returns their addresses."""
    staff.goto("/admin/users/invite")
    staff.get_by_role("main").get_by_role("searchbox").fill(name)
    staff.get_by_role("button", name="Afficher").click()
    rows = staff.locator("tbody").get_by_role("row").filter(has_text=name)
    for address in without:
        rows = rows.filter(has_not_text=address)
    expect(rows.nth(count - 1)).to_be_visible()
    chosen = [rows.nth(number) for number in range(count)]
    for row in chosen:
        row.get_by_role("checkbox").check()
    return [re.search(r"\S+@\S+", row.inner_text())[0] for row in chosen]


def send_invitations(staff, people):
    """To those who are ticked, past the page that says what would happen, until all of them are written."""
    staff.get_by_role("button", name="Vérifier avant d’envoyer").click()
    staff.get_by_role("button", name=f"Envoyer {len(people)} invitations").click()
    expect(staff.get_by_text(f"{len(people)} invitations envoyées, aucun échec.")).to_be_visible(timeout=30_000)


def wait_for_row(staff, address, *words):
    """Until the list of mails says this about the one to an address. Leaves the list open."""

    def says():
        staff.goto("/admin/mails")
        said = staff.get_by_role("row").filter(has_text=address).inner_text()
        return all(word in said for word in words)

    wait_until(says, f"the mail to {address} stands there with {words}")


def open_mail(staff, address):
    """From the list that is open."""
    staff.get_by_role("row").filter(has_text=address).get_by_role("link").click()
    expect(staff.get_by_role("complementary").filter(has_text="Adressé à")).to_contain_text(address)


def send_again(staff):
    staff.get_by_role("button", name="Envoyer de nouveau").click()
    expect(staff.get_by_text("Le message va être envoyé de nouveau.")).to_be_visible()


def expect_all_sent(staff, people):
    """The list knows what the server took: nothing waits, nothing failed, each is there once."""
    for address in people:
        wait_for_row(staff, address, "Envoyé")
    for state in ["En attente", "En échec"]:
        staff.get_by_role("main").get_by_role("link", name=state).click()
        expect(staff.get_by_role("heading", name="Aucun message")).to_be_visible()


def expect_arrived(server, people, twice):
    """Everybody has one mail of their own; the one that came twice is the same message both times."""
    assert {address: len(server.to(address)) for address in people} == dict.fromkeys(people, 1) | {twice: 2}
    assert [len({mail.id for mail in server.to(address)}) for address in people] == [1] * len(people)
    assert len({mail.id for mail in server.about("")}) == len(people)


def wait_until(is_so, what):
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline, f"waited in vain until {what}"
        time.sleep(0.1)
