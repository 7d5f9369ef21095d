"""One person, several customers: one sign-in, one customer at a time."""

import re

import pytest
from playwright.sync_api import expect
from support import browser, demo
from support.browser import look, visit


@pytest.mark.both_engines
def test_change_customer(staff, office, spare_contacts, new_page, mailbox):
    first = office.new_customer(next(spare_contacts))
    contact = next(spare_contacts)
    office.open_contact(contact)
    card = staff.url.split("?")[0]
    staff.locator(".head").get_by_role("link", name="Modifier").click()
    staff.locator("#email").fill(first.email)
    staff.locator("main form .form-acts .btn.main").first.click()
    expect(staff).to_have_url(re.compile(r"/admin/contacts/\w+\?done="))
    visit(staff, card + "/account/new")
    expect(staff.get_by_role("radio", name=re.compile("C’est la même personne"))).to_be_checked()
    look(staff, "account-join")
    staff.get_by_role("button", name="Créer et envoyer l’e-mail").click()
    expect(staff).to_have_url(re.compile(r"/admin/users/\w+\?done="))
    mail = mailbox.wait(first.email, "Un accès de plus")
    assert "Changer de client" in mail.text and first.username in mail.text
    second = demo.account_name(demo.account_of(contact))

    person = new_page()
    browser.sign_in(person, "/p/client", first.username, first.password)
    person.wait_for_url("**/p/client")
    here = person.locator("details.user .who > span")
    expect(here).to_have_text(first.account)
    person.goto("/p/client/invoices")
    own = person.locator("tbody .key a, tbody th a").first.get_attribute("href")
    person.locator("details.user summary").click()
    look(person, "switch-menu")
    person.get_by_role("link", name="Changer de client").click()
    look(person, "switch")
    person.get_by_role("button", name=f"Passer à {second}").click()
    expect(here).to_have_text(second)
    # A link to a record of the other customer says whose it is, and opens it after changing.
    visit(person, own, "switch-offer", status=404)
    person.get_by_role("button", name=f"Passer à {first.account}").click()
    expect(person).to_have_url(re.compile(re.escape(own) + "$"))
    expect(here).to_have_text(first.account)
    phone = new_page(state=person.context.storage_state(), phone=True)
    visit(phone, "/p/client/switch", "switch-phone")
    english = new_page(state=person.context.storage_state(), language="en")
    visit(english, "/p/client/switch", "switch-en")
