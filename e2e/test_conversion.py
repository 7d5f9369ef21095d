"""A prospect who signs in to the portal becomes a contact, and signs in to what contacts see."""

import re

import pytest
from playwright.sync_api import expect
from support import browser as pages
from support.browser import look
from support.builder import Builder

ADDRESS = "camille.roy@roy-conseil.example.test"


@pytest.fixture
def builder(new_page, firm, browser, mailbox):
    page = new_page(base=firm.base)
    pages.sign_in(page, "/admin", *firm.administrator)
    page.wait_for_url("**/admin")
    return Builder(page, firm, mailbox)


def user_type(page, name, main, preset):
    """One more type in the portal whose grid is open."""
    page.get_by_role("navigation", name="Fil d’Ariane").get_by_role("link", name="Types d’utilisateur").click()
    page.get_by_role("link", name="Nouveau type").first.click()
    page.get_by_label("Nom du type (français)").fill(name)
    page.locator("[name=main]").select_option(label=main)
    page.get_by_role("radio", name=re.compile("^" + preset)).check()
    page.get_by_role("button", name="Créer le type").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def prospect(builder, values):
    page = builder.page
    page.goto("/admin/leads/new")
    for key, value in values.items():
        page.locator(f"[name={key}]").fill(value)
    page.locator("form .form-acts .btn.main").click()
    expect(page.locator(".note.ok")).to_be_visible()
    return page.url.split("?")[0]


@pytest.mark.both_engines
def test_a_prospect_becomes_a_contact(builder, new_page, firm, mailbox):
    page = builder.page
    builder.portal("Salon", "salon", "Contacts 1", "Client")
    user_type(page, "Contacts 2", "Contacts", "Comptable")
    user_type(page, "Prospects", "Prospects", "Client")
    builder.record("accounts", {"Nom": "Roy Conseil"})
    card = prospect(
        builder,
        {"last_name": "Roy", "first_name": "Camille", "company": "Roy Conseil", "email": ADDRESS, "town": "Nantes",
         "phone_mobile": "+33 6 99 00 00 07"})
    look(page, "conversion-prospect")
    page.get_by_role("button", name="Inviter au portail").click()
    page.get_by_role("button", name=re.compile("^Envoyer")).click()
    link = mailbox.wait(ADDRESS).link
    page.goto(card)
    page.get_by_role("link", name="Convertir en contact").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Convertir Camille Roy en contact")
    expect(page.locator("aside")).to_contain_text("Nantes")
    expect(page.get_by_role("radio", name=re.compile("^Roy Conseil"))).to_be_checked()
    expect(page.locator("#access")).to_contain_text("Prospects, portail « Salon »")
    look(page, "conversion-page")
    page.get_by_label("Chercher un autre tiers").fill("Atu")
    page.get_by_role("button", name="Rechercher").click()
    expect(page.get_by_role("radio", name=re.compile("^Atu SARL"))).to_be_visible()
    expect(page.get_by_role("radio", name=re.compile("^Roy Conseil"))).to_be_checked()
    page.get_by_role("button", name="Convertir en contact").click()
    expect(page.get_by_role("alert")).to_contain_text("Choisissez ce que devient l’accès de Camille Roy.")
    look(page, "conversion-problem")
    page.set_viewport_size(pages.PHONE)
    look(page, "conversion-phone")
    page.set_viewport_size(pages.DESKTOP)
    page.get_by_role("radio", name=re.compile("^Contacts 2")).check()
    page.get_by_role("button", name="Convertir en contact").click()
    expect(page.locator(".note.ok")).to_contain_text("La conversion est faite")
    expect(page.get_by_role("heading", level=1)).to_have_text("Camille Roy")
    expect(page.locator("main")).to_contain_text("Roy Conseil")
    look(page, "conversion-contact")
    page.goto(card)
    expect(page.locator(".note.info")).to_contain_text("Converti en Camille Roy")
    expect(page.get_by_role("link", name="Convertir en contact")).to_have_count(0)
    look(page, "conversion-done")
    page.goto(card + "/convert")
    look(page, "conversion-again")
    # The invitation was sent to the prospect; its link lets the contact in.
    camille = new_page(base=firm.base)
    pages.choose_password(camille, link)
    pages.sign_in(camille, "/p/salon", ADDRESS, pages.PASSWORD)
    expect(camille).to_have_url(re.compile("/p/salon$"))
    expect(camille.get_by_role("link", name="Factures").first).to_be_visible()
    expect(camille.get_by_role("link", name="Commandes")).to_have_count(0)
    look(camille, "conversion-portal")


def test_the_same_address_is_the_same_person(builder):
    page = builder.page
    builder.record("accounts", {"Nom": "Atelier Besson"})
    page.goto("/admin/contacts/new")
    for key, value in {"last_name": "Besson", "first_name": "Jean", "email": "jean@besson.example.test"}.items():
        page.locator(f"[name={key}]").fill(value)
    builder.choose("account_id", "Atelier Besson")
    page.locator("form .form-acts .btn.main").click()
    contact = page.url.split("?")[0]
    prospect(builder, {"last_name": "Besson", "email": "jean@besson.example.test", "town": "Angers"})
    page.get_by_role("link", name="Convertir en contact").click()
    expect(page.get_by_role("radio", name=re.compile("^Compléter le contact Jean Besson"))).to_be_checked()
    look(page, "conversion-duplicate")
    page.get_by_role("button", name="Convertir en contact").click()
    expect(page).to_have_url(re.compile(re.escape(contact)))
    expect(page.locator("main")).to_contain_text("Angers")
