"""Requests by mail: each side learns that the other wrote, opens the link, signs in, and is where the message is."""

import re

import pytest
from playwright.sync_api import expect
from support.browser import PASSWORD, look

ADDRESS = "demandes@example.test"


@pytest.fixture
def announced(staff):
    """Requests that nobody follows are announced at an address, for as long as the test lasts."""
    set_address(staff, ADDRESS)
    yield ADDRESS
    set_address(staff, "")


def set_address(staff, address):
    staff.goto("/admin/portals")
    staff.get_by_role("table").get_by_role("link").first.click()
    staff.get_by_label("Adresse pour les demandes").fill(address)
    staff.get_by_role("main").get_by_role("button", name="Enregistrer").click()
    expect(staff.get_by_text("Le portail est enregistré.")).to_be_visible()


def link_in(mail):
    """The mail's only link, in both of its forms."""
    links = set(re.findall(r"https?://[^\s<>\"]+/tickets/\w+", mail.text))
    assert len(links) == 1, mail.text
    link = links.pop()
    assert f'href="{link}"' in mail.html
    return link


def follow(page, link, username, password=PASSWORD):
    """Opens a link without being signed in: the door first, then the page that was asked for."""
    page.goto(link)
    expect(page).to_have_url(re.compile(r"/signin\?to="))
    page.locator("[name=login]").fill(username)
    page.locator("[name=password]").fill(password)
    page.locator("main form button.main").click()
    expect(page).to_have_url(link)


@pytest.mark.both_engines
def test_both_sides_are_told(announced, portal, customer, site, mailbox, new_page):
    portal.goto("/p/client/tickets/new")
    portal.locator("[name=subject]").fill("Quai <3> fermé")
    portal.locator("[name=message]").fill("Le portail du quai reste fermé.")
    portal.get_by_role("main").locator("form button.main").click()
    expect(portal.get_by_text("Le portail du quai reste fermé.")).to_be_visible()
    reference = re.search(r"TS\d{4}-\w{6}", portal.get_by_role("main").inner_text())[0]

    mail = mailbox.wait(announced, reference)
    assert customer.name in mail.text and "Quai <3> fermé" in mail.text
    assert "reste fermé" not in mail.text and "reste fermé" not in mail.html
    office = new_page()
    follow(office, link_in(mail), *site.administrator)
    expect(office.get_by_text("Le portail du quai reste fermé.")).to_be_visible()
    office.locator("[name=body]").fill("La serrure sera changée jeudi.")
    office.get_by_role("button", name="Envoyer la réponse").click()
    expect(office.get_by_text("La serrure sera changée jeudi.")).to_be_visible()

    answer = mailbox.wait(customer.email, reference)
    assert "serrure" not in answer.text and "serrure" not in answer.html
    assert link_in(answer) == portal.url.split("?")[0]
    reader = new_page()
    follow(reader, link_in(answer), customer.username)
    expect(reader.get_by_text("La serrure sera changée jeudi.")).to_be_visible()
    look(reader, "portal-ticket-from-mail")


def test_staff_words_and_address_look_right(announced, staff, atu_page):
    """The customer reads “your answer”; staff read whose answer it is."""
    staff.goto("/admin/tickets?view=waiting")
    expect(staff.get_by_role("link", name=re.compile("En attente du client"))).to_be_visible()
    expect(staff.get_by_text("Attend votre réponse")).to_have_count(0)
    look(staff, "office-tickets-waiting")
    staff.goto("/admin/portals")
    staff.get_by_role("table").get_by_role("link").first.click()
    expect(staff.get_by_label("Adresse pour les demandes")).to_have_value(announced)
    staff.get_by_label("Adresse pour les demandes").fill("demandes@")
    staff.get_by_role("main").get_by_role("button", name="Enregistrer").click()
    expect(staff.locator(".errors")).to_be_visible()
    look(staff, "office-portals-refused")
    atu_page.goto("/p/client/tickets")
    expect(atu_page.get_by_role("link", name=re.compile("En attente de votre réponse"))).to_be_visible()


def test_question_about_a_document(atu_page):
    """The request names the document it is asked from."""
    atu_page.goto("/p/client/invoices")
    atu_page.get_by_role("table").locator("td.key a").first.click()
    title = atu_page.get_by_role("heading", level=1).inner_text().split("\n")[0].strip()
    atu_page.get_by_role("link", name="Poser une question").click()
    proposed = atu_page.locator("[name=subject]").input_value()
    assert proposed and proposed in title
