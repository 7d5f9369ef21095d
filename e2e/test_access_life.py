"""The life of an access: the switch in the list, reasons, the rules of a portal, and a review on both sides."""

import re

import pytest
from playwright.sync_api import expect
from support import browser as pages
from support import demo
from support.browser import look, visit
from support.office import Office


@pytest.fixture
def staff(new_page, firm, firm_state):
    return new_page(firm.base, state=firm_state)


def test_the_life_of_an_access(staff, firm, mailbox, new_page):
    """One after the other, because each step needs what the one before has made."""
    office = Office(staff, firm, mailbox)
    customer = office.new_customer(demo.contact_of_atu("O'Kerran"))
    switch_in_the_list(staff, customer)
    reason(staff, office, customer)
    rules_of_the_portal(staff)
    review(staff, customer, mailbox)
    own_notices(new_page(firm.base, phone=True), customer)


def switch_in_the_list(staff, customer):
    visit(staff, "/admin/users", "life-users")
    switch = staff.get_by_role("switch", name=f"Accès de {customer.username}")
    expect(switch).to_have_attribute("aria-checked", "true")
    switch.press("Space")
    expect(staff.get_by_text("L’accès est désactivé")).to_be_visible()
    expect(switch).to_have_attribute("aria-checked", "false")
    look(staff, "life-switched-off")
    switch.click()
    expect(switch).to_have_attribute("aria-checked", "true")


def reason(staff, office, customer):
    staff.goto(customer.profile)
    staff.get_by_role("link", name="Désactiver", exact=True).click()
    look(staff, "life-deactivate")
    staff.get_by_label("Précision").fill("x" * 201)
    staff.get_by_role("main").get_by_role("button", name="Désactiver").click()
    expect(staff.get_by_text("Une ligne de 200 caractères au plus.")).to_be_visible()
    staff.get_by_label("Motif").select_option(label="Départ de la personne")
    staff.get_by_label("Précision").fill("en retraite")
    staff.get_by_role("main").get_by_role("button", name="Désactiver").click()
    expect(staff.get_by_text("Départ de la personne : en retraite")).to_be_visible()
    look(staff, "life-deactivated")
    staff.get_by_role("button", name="Activer", exact=True).click()
    expect(staff.get_by_text("Actif", exact=True).first).to_be_visible()


def rules_of_the_portal(staff):
    visit(staff, "/admin/portals")
    staff.get_by_role("table").get_by_role("link").first.click()
    staff.get_by_label("Suspendre sans connexion pendant (jours)").fill("5")
    staff.get_by_role("button", name="Enregistrer").click()
    expect(staff.get_by_text("Écrivez un nombre de jours de 30 à 1 095").first).to_be_visible()
    staff.get_by_label("Suspendre sans connexion pendant (jours)").fill("180")
    staff.get_by_label("Revue des accès").select_option(label="Tous les 6 mois")
    look(staff, "life-portal-rules")
    staff.get_by_role("button", name="Enregistrer").click()
    expect(staff.get_by_label("Suspendre sans connexion pendant (jours)")).to_have_value("180")


def review(staff, customer, mailbox):
    staff.goto("/admin/users")
    staff.get_by_role("link", name="Revue des accès").click()
    look(staff, "life-review-none")
    staff.get_by_role("button", name="Lancer une revue").click()
    staff.get_by_role("dialog").get_by_role("button", name="Lancer une revue").click()
    expect(staff.get_by_text("La revue est lancée")).to_be_visible()
    assert "/admin/users/review?portal=" in mailbox.wait("camille.rey@example.test", "Revue des accès").text
    staff.get_by_role("link", name=re.compile("Donnés par moi")).click()
    staff.get_by_role("checkbox", name=f"Choisir {customer.name}").check()
    look(staff, "life-review")
    staff.get_by_role("button", name="Garder").click()
    expect(staff.get_by_text("C’est noté.")).to_be_visible()
    expect(staff.get_by_role("checkbox", name=f"Choisir {customer.name}")).to_have_count(0)


def own_notices(page, customer):
    pages.sign_in(page, "/p/client", customer.username, customer.password)
    page.goto("/p/client/profile")
    page.get_by_role("link", name=re.compile("Modifier – E-mail de notification")).click()
    page.get_by_label("E-mail de notification").fill("secretariat")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("ou laissez vide")).to_be_visible()
    look(page, "life-notices-phone")
    page.get_by_label("E-mail de notification").fill("secretariat@example.com")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("secretariat@example.com")).to_be_visible()
    look(page, "life-profile-phone")
