"""A customer's administrator adds colleagues in three steps, assigns services, activates; staff see it and can veto."""

import re

import pytest
from playwright.sync_api import expect
from support import browser as pages
from support import demo
from support.browser import look, visit
from support.office import Office


@pytest.fixture(scope="module")
def firm_state(browser, firm, firm_state):
    """With services, and with customers who manage their users."""
    context = pages.new_context(browser, firm.base, state=firm_state)
    page = context.new_page()
    page.goto("/admin/portals")
    page.get_by_role("link", name="Portail client").click()
    page.get_by_role("checkbox", name="Services", exact=True).check()
    page.get_by_role("button", name="Enregistrer").first.click()
    expect(page.locator(".note.ok")).to_be_visible()
    page.get_by_role("link", name="Types d’utilisateur").click()
    page.get_by_role("table").get_by_role("link", name="Client", exact=True).click()
    page.get_by_role("main").get_by_role("link", name="Modifier", exact=True).first.click()
    page.get_by_label("Les clients gèrent leurs utilisateurs").check()
    look(page, "type-delegates")
    page.get_by_role("button", name="Enregistrer").click()
    for name in ("Microsoft 365", "Sauvegarde externalisée"):
        page.goto("/admin/services/new")
        page.get_by_label(re.compile("^Nom")).fill(name)
        page.locator("select[name=account_id], input[name=lookup_account_id]").first.wait_for()
        if page.locator("input[name=lookup_account_id]").count():
            page.locator("input[name=lookup_account_id]").fill("Atu SARL")
        else:
            page.locator("select[name=account_id]").select_option(label="Atu SARL")
        page.get_by_role("button", name="Ajouter").last.click()
        expect(page.get_by_role("heading", level=1)).to_have_text(name)
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture(scope="module")
def atu_admin(browser, firm, firm_state, mailbox):
    context = pages.new_context(browser, firm.base, state=firm_state)
    person = Office(context.new_page(), firm, mailbox).new_customer(demo.contact_of_atu("Lenobli"))
    context.close()
    context = pages.new_context(browser, firm.base)
    page = context.new_page()
    pages.sign_in(page, "/p/client", person.username, person.password)
    page.wait_for_url("**/p/client")
    state = context.storage_state()
    context.close()
    return state


def test_three_steps_activation_and_veto(firm, firm_state, atu_admin, new_page, mailbox):
    page = new_page(firm.base, state=atu_admin)
    page.goto("/p/client")
    page.get_by_role("navigation", name="Navigation principale").get_by_role("link", name="Utilisateurs").click()
    look(page, "team")
    page.get_by_role("link", name="Ajouter des utilisateurs").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Créer un nouvel utilisateur")
    page.get_by_role("button", name="Suivant").click()
    expect(page.get_by_role("alert")).to_contain_text("3 champs")
    page.get_by_label(re.compile("^Prénom")).fill("Léa")
    page.get_by_label(re.compile("^Nom")).fill("Roux")
    page.get_by_label(re.compile(r"^Adresse e-mail \(se connecter\)")).fill("lea.roux@atu.example")
    look(page, "team-step-1")
    page.get_by_role("button", name="Suivant").click()
    page.get_by_label("Microsoft 365").check()
    look(page, "team-step-2")
    page.get_by_role("button", name="Suivant").click()
    page.get_by_label(re.compile("Consulter ses devis")).uncheck()
    page.get_by_role("button", name="Précédent").click()
    expect(page.get_by_label("Microsoft 365")).to_be_checked()
    page.get_by_role("button", name="Suivant").click()
    expect(page.get_by_label(re.compile("Consulter ses devis"))).not_to_be_checked()
    page.get_by_label("Envoyer l’e-mail d’activation").uncheck()
    look(page, "team-step-3")
    page.get_by_role("button", name="Terminer").click()
    expect(page.get_by_text("L’utilisateur est créé, inactif")).to_be_visible()
    look(page, "team-colleague")
    page.get_by_role("button", name="Activer").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("lea.roux@atu.example")
    look(page, "team-activate")
    dialog.get_by_role("button", name="Activer").click()
    expect(page.get_by_role("status").filter(has_text="Le compte est activé")).to_be_visible()
    colleague = page.url.split("?")[0]
    lea = new_page(firm.base)
    pages.choose_password(lea, mailbox.wait("lea.roux@atu.example").link)
    pages.sign_in(lea, "/p/client", "lea.roux@atu.example", pages.PASSWORD)
    lea.wait_for_url("**/p/client")
    lea.goto("/p/client/services")
    expect(lea.get_by_role("main")).to_contain_text("Microsoft 365")
    expect(lea.get_by_role("main")).not_to_contain_text("Sauvegarde")
    look(lea, "team-services")
    assert lea.goto("/p/client/quotes").status == 404
    assert lea.goto("/p/client/users").status == 404
    staff = new_page(firm.base, state=firm_state)
    staff.goto("/admin/users?q=lea.roux")
    staff.get_by_role("link", name="lea.roux").first.click()
    expect(staff.get_by_role("main")).to_contain_text("chez le client")
    look(staff, "team-seen-by-staff")
    Office(staff, firm, mailbox).deactivate()
    page.goto(colleague)
    expect(page.get_by_text("elle seule peut le rouvrir")).to_be_visible()
    look(page, "team-vetoed")
    assert lea.goto("/p/client/services").status in (200, 401)
    expect(lea.get_by_role("heading", level=1)).to_have_text("Connexion")


def test_review_of_colleagues_on_a_phone(firm, firm_state, atu_admin, new_page):
    """Staff begin a review; the customer's administrator says who still needs an access. Léa's was deactivated before."""
    staff = new_page(firm.base, state=firm_state)
    staff.goto("/admin/users?q=lea.roux")
    staff.get_by_role("switch", name="Accès de lea.roux").click()
    expect(staff.get_by_role("switch", name="Accès de lea.roux")).to_have_attribute("aria-checked", "true")
    staff.goto("/admin/users/review")
    staff.get_by_role("button", name="Lancer une revue").click()
    staff.get_by_role("dialog").get_by_role("button", name="Lancer une revue").click()
    expect(staff.get_by_text("La revue est lancée")).to_be_visible()
    page = new_page(firm.base, state=atu_admin, phone=True)
    visit(page, "/p/client/users", "team-review-asked")
    page.get_by_role("link", name="Confirmer").click()
    page.get_by_role("button", name="Garder").click()
    expect(page.get_by_text("Cochez au moins une ligne.")).to_be_visible()
    look(page, "team-review-nothing-ticked")
    page.get_by_role("checkbox", name="Choisir Léa Roux").check()
    page.get_by_role("button", name="Désactiver").click()
    expect(page.get_by_text("Rien à confirmer")).to_be_visible()
    look(page, "team-review-done")


def test_on_a_phone_in_english_and_the_dark(firm, atu_admin, new_page):
    for suffix, options in (("phone", {"phone": True}), ("en", {"language": "en"}), ("dark", {"dark": True})):
        page = new_page(firm.base, state=atu_admin, **options)
        visit(page, "/p/client/users", f"team-{suffix}")
        visit(page, "/p/client/users/new", f"team-step-1-{suffix}")
        page.goto("/p/client/users")
        page.get_by_role("table").get_by_role("link").last.click()
        look(page, f"team-colleague-{suffix}")
