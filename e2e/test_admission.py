"""Who gets an access at all: domains of e-mail, exceptions with their reason, and how many accesses there may be."""

import re

import pytest
from playwright.sync_api import expect
from support.browser import look, visit


@pytest.fixture
def colleague(staff, spare_contacts):
    """A contact whose domain counts as the company's own."""
    contact = next(spare_contacts)
    domain = contact["email"].split("@")[1]
    visit(staff, "/admin/portals")
    staff.get_by_role("link", name="Domaines d’e-mail").click()
    look(staff, "domains")
    save_own(staff, domain + "\norange.fr")
    expect(staff.get_by_role("alert")).to_contain_text("orange.fr est ouvert à tous")
    look(staff, "domains-wrong")
    save_own(staff, domain)
    expect(staff.get_by_role("status").first).to_be_visible()
    yield contact
    staff.goto("/admin/portals/domains")
    save_own(staff, "")
    expect(staff.get_by_label("Nos domaines")).to_have_value("")


def save_own(page, domains):
    page.get_by_label("Nos domaines").fill(domains)
    page.get_by_role("main").get_by_role("button", name="Enregistrer").click()


def test_a_colleague_needs_an_exception(colleague, staff, office, new_page, staff_state):
    office.open_contact(colleague)
    visit(staff, staff.url.split("?")[0] + "/account/new")
    expect(staff.get_by_text(colleague["email"].split("@")[1] + " est un de nos domaines")).to_be_visible()
    staff.get_by_role("button", name="Créer sans envoyer").click()
    expect(staff.get_by_role("alert")).to_contain_text("Écrivez pourquoi cette adresse est acceptée")
    look(staff, "account-own-domain")
    staff.get_by_label("Motif de l’exception").fill("Teste le portail pour l’équipe")
    staff.get_by_role("button", name="Créer sans envoyer").click()
    expect(staff).to_have_url(re.compile(r"/admin/users/\w+\?done="))
    visit(staff, "/admin/portals/domains")
    expect(staff.get_by_role("main")).to_contain_text("Teste le portail pour l’équipe")
    look(staff, "domains-exceptions")
    visit(new_page(state=staff_state, phone=True), "/admin/portals/domains", "domains-phone")
    visit(new_page(state=staff_state, language="en"), "/admin/portals/domains", "domains-en")


@pytest.fixture
def small_quota(staff, customer):
    """*Portail client* has as many seats as accesses."""
    staff.goto("/admin/portals")
    staff.get_by_role("table").get_by_role("link", name="Portail client").click()
    quota = staff.get_by_label("Nombre d’accès au plus")
    expect(quota).to_have_value("10000")
    settings = staff.url
    save_quota(staff, "1")
    expect(staff.get_by_text("Le portail est enregistré.")).to_be_visible()
    look(staff, "portal-quota")
    yield
    staff.goto(settings)
    save_quota(staff, "10 000")
    expect(staff.get_by_label("Nombre d’accès au plus")).to_have_value("10000")


def save_quota(page, number):
    page.get_by_label("Nombre d’accès au plus").fill(number)
    page.get_by_role("main").get_by_role("button", name="Enregistrer").first.click()


def test_a_quota_that_is_used_up(small_quota, staff, office, spare_contacts):
    office.open_contact(next(spare_contacts))
    visit(staff, staff.url.split("?")[0] + "/account/new")
    types = staff.get_by_label("Type d’utilisateur")
    types.select_option(value=types.locator("option").filter(has_text="Client").first.get_attribute("value"))
    staff.get_by_role("button", name="Créer sans envoyer").click()
    expect(staff.get_by_role("alert").first).to_contain_text("sont pris (1)")
    look(staff, "account-no-seat")
