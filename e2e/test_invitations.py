"""Invitations by the hundred, and what is done with several accesses at once."""

import collections
import re
import time

import pytest
from playwright.sync_api import expect
from support import browser
from support.browser import look, visit
from support.mailbox import Mailbox
from support.program import free_port


@pytest.fixture
def own_mailbox():
    mailbox = Mailbox(free_port())
    mailbox.start()
    yield mailbox
    mailbox.stop()


@pytest.mark.both_engines
def test_many_are_invited_once(new_site, new_page, own_mailbox):
    """Search, all that match, what would happen, progress, result; killed in the middle, nobody is left out or invited twice."""
    site = new_site(f"smtp://127.0.0.1:{own_mailbox.port}?security=none")
    site.load_demo()
    site.set("PARVIS_MAIL_RATE", "60000")
    site.start()
    staff = new_page(site.base)
    browser.sign_in(staff, "/admin", *site.administrator)
    staff.wait_for_url("**/admin")
    visit(staff, site.base + "/admin/users")
    staff.get_by_role("main").get_by_role("link", name="Inviter").first.click()
    look(staff, "invite-list")
    search(staff, "zzzz")
    expect(staff.get_by_role("heading", name="Personne ne correspond")).to_be_visible()
    look(staff, "invite-nobody")
    staff.get_by_role("link", name="Tout afficher").click()
    staff.get_by_role("button", name="Vérifier avant d’envoyer").click()
    expect(staff.get_by_role("alert")).to_contain_text("Cochez au moins une personne")
    staff.get_by_role("checkbox", name=re.compile("Inviter tous ceux-ci")).check()
    staff.get_by_role("button", name="Vérifier avant d’envoyer").click()
    expect(staff.get_by_role("heading", level=1)).to_have_text("Avant d’envoyer")
    look(staff, "invite-check")
    send = staff.get_by_role("button", name=re.compile("Envoyer .* invitations"))
    count = int(re.sub(r"\D", "", send.inner_text()))
    assert count > 100
    send.click()
    staff.wait_for_url("**/admin/users/jobs/*")
    site.kill()
    site.start()
    staff.reload()
    expect(staff.get_by_role("main")).to_contain_text(re.compile(f"{count} invitations envoyées"), timeout=60_000)
    look(staff, "invite-done")
    subject = "Accès à notre portail client"
    # The mail that was on its way is somebody's for a minute, then it is tried again.
    wait_until(lambda: len({mail.recipients[0] for mail in own_mailbox.about(subject)}) == count, seconds=180)
    # One that was on its way when the program was killed may come twice, as the same message.
    by_address = collections.defaultdict(list)
    for mail in own_mailbox.about(subject):
        by_address[mail.recipients[0]].append(mail.id)
    assert all(len(set(ids)) == 1 for ids in by_address.values())
    assert sum(len(ids) - 1 for ids in by_address.values()) <= 1
    customer = new_page(site.base)
    browser.choose_password(customer, own_mailbox.wait("atu.lenobli@example.test", subject).link)
    visit(new_page(site.base, phone=True, state=staff.context.storage_state()), staff.url, "invite-done-phone")


def search(page, text):
    page.get_by_role("main").get_by_role("searchbox").fill(text)
    page.get_by_role("button", name="Afficher").click()


def wait_until(is_so, seconds=60):
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_several_accesses_at_once(staff, office, spare_contacts, new_page, staff_state):
    people = [office.new_customer(next(spare_contacts)) for _ in range(2)]
    visit(staff, "/admin/users", "users-choose")
    for person in people:
        staff.get_by_role("checkbox", name=f"Choisir {person.username}").check()
    staff.get_by_role("button", name="Désactiver").click()
    expect(staff.get_by_role("heading", level=1)).to_have_text(re.compile("Désactiver 2 accès"))
    look(staff, "bulk-confirm")
    staff.get_by_role("main").get_by_role("button", name="Désactiver").click()
    expect(staff.get_by_text("2 accès désactivés, aucun échec.")).to_be_visible(timeout=30_000)
    look(staff, "bulk-done")
    visit(staff, "/admin/users?state=deactivated")
    for person in people:
        staff.get_by_role("checkbox", name=f"Choisir {person.username}").check()
    staff.get_by_role("button", name="Changer de type").click()
    look(staff, "bulk-transfer")
    staff.get_by_role("button", name="Changer de type").click()
    expect(staff.get_by_text("Choisissez un type d’utilisateur.")).to_be_visible()
    phone = new_page(state=staff_state, phone=True)
    visit(phone, "/admin/users", "users-choose-phone")
    visit(phone, "/admin/users/invite", "invite-list-phone")
    english = new_page(state=staff_state, language="en")
    visit(english, "/admin/users/invite", "invite-list-en")
