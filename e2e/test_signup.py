"""Signing up: opened by an administrator, asked for by a customer, proved by mail, decided with evidence."""

import re

import pytest
from playwright.sync_api import expect
from support import browser as pages
from support.browser import look, visit

PASSWORD = "sept girafes bleues"


@pytest.fixture(scope="module")
def opened(browser, site, staff_state):
    """The demo's portal with sign-up open, decided by Camille Rey."""
    context = pages.new_context(browser, site.base, state=staff_state)
    page = context.new_page()
    page.goto("/admin/portals")
    page.get_by_role("link", name="Portail client").click()
    page.get_by_role("main").get_by_role("link", name="Inscriptions", exact=True).click()
    look(page, "signup-settings-closed")
    page.get_by_label("Les clients obtiennent le type").select_option(label="Client")
    page.get_by_label("Contact affiché pour toute aide").fill("support@brevelec.example")
    page.get_by_label("Accords nécessaires").fill("4")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("alert")).to_contain_text("au moins autant d’approbateurs")
    page.get_by_label("Accords nécessaires").fill("1")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator(".note.ok")).to_be_visible()
    look(page, "signup-settings")
    context.close()


def fill(page, **values):
    labels = {
        "first": "Prénom", "last": "Nom", "company": "Société", "email": "Adresse e-mail", "username": "Identifiant",
        "password": "Mot de passe", "message": "Un mot pour nous aider à vous reconnaître",
    }
    for name, value in values.items():
        page.get_by_label(re.compile(rf"^{labels[name]}( \*)?$")).fill(value)


def ask(page, mailbox, first, last, email, company=""):
    """Fills in the form and proves the address; returns the address of the applicant's page."""
    page.goto("/p/client/signup")
    fill(page, first=first, last=last, company=company, email=email, password=PASSWORD)
    page.get_by_role("button", name="S’inscrire").click()
    expect(page.get_by_role("heading", name="Vérifiez votre messagerie")).to_be_visible()
    mail = mailbox.wait(email, "Confirmez votre adresse")
    link = re.search(r"http://\S+/signup/[\w-]{43}", mail.text)[0]
    page.goto(link)
    page.get_by_label(re.compile("Le mot de passe que vous avez choisi")).fill(PASSWORD)
    page.get_by_role("button", name="C’est bien mon adresse").click()
    expect(page.get_by_role("heading", name="Votre demande d’accès")).to_be_visible()
    return link


def test_from_the_form_to_the_first_sign_in(opened, staff, new_page, mailbox, site):
    applicant = new_page()
    visit(applicant, "/p/client/signin", "signin-with-signup")
    applicant.get_by_role("link", name="S’inscrire").click()
    fill(applicant, first="Nora", last="Diallo", email="nora@yopmail.com", username="n d", password="court")
    applicant.get_by_role("button", name="S’inscrire").click()
    expect(applicant.get_by_role("alert")).to_contain_text("3 champs")
    look(applicant, "signup-mistakes")
    fill(
        applicant, first="Nora", last="Diallo", company="Pharmacie Ampère", email="nora@diallo.example",
        username="nora.diallo", password=PASSWORD, message="Vue au salon de Rennes.")
    look(applicant, "signup-form")
    applicant.get_by_role("button", name="S’inscrire").click()
    look(applicant, "signup-sent")
    mail = mailbox.wait("nora@diallo.example", "Confirmez votre adresse")
    link = re.search(r"http://\S+/signup/[\w-]{43}", mail.text)[0]
    applicant.goto(link)
    applicant.reload()
    look(applicant, "signup-confirm")
    applicant.get_by_label(re.compile("Le mot de passe que vous avez choisi")).fill("un tout autre mot de passe")
    applicant.get_by_role("button", name="C’est bien mon adresse").click()
    expect(applicant.get_by_text("Ce n’est pas le mot de passe choisi")).to_be_visible()
    look(applicant, "signup-confirm-wrong")
    applicant.get_by_label(re.compile("Le mot de passe que vous avez choisi")).fill(PASSWORD)
    applicant.get_by_role("button", name="C’est bien mon adresse").click()
    expect(applicant.get_by_text("Décision attendue")).to_be_visible()
    look(applicant, "signup-waiting")
    asked = mailbox.wait(site_administrator(site, staff), "Une demande d’inscription vous attend")
    staff.goto(re.search(r"http://\S+/admin/signups/\w+", asked.text)[0])
    look(staff, "signup-review")
    staff.get_by_role("button", name="Approuver").click()
    expect(staff.get_by_role("alert")).to_contain_text("Choisissez à quoi rattacher")
    staff.get_by_label(re.compile("Un nouveau contact chez Pharmacie Ampère")).first.check()
    staff.get_by_role("button", name="Approuver").click()
    expect(staff.get_by_text("La demande est approuvée")).to_be_visible()
    look(staff, "signup-approved")
    mailbox.wait("nora@diallo.example", "Votre accès est ouvert")
    applicant.reload()
    look(applicant, "signup-open")
    applicant.get_by_role("link", name="Se connecter").click()
    pages.sign_in(applicant, "/p/client", "nora.diallo", PASSWORD)
    applicant.wait_for_url("**/p/client")
    expect(applicant.locator(".who")).to_contain_text("Pharmacie Ampère")


def site_administrator(site, staff):
    """Where Camille Rey reads mail."""
    staff.goto("/admin/staff")
    return re.search(r"[\w.+-]+@[\w.-]+", staff.get_by_role("row").filter(has_text="Camille").inner_text())[0]


def test_a_refusal(opened, staff, new_page, mailbox):
    applicant = new_page()
    link = ask(applicant, mailbox, "Marc", "Inconnu", "marc@inconnu.example")
    visit(staff, "/admin/signups", "signup-inbox")
    staff.get_by_role("link", name="Approuver Marc Inconnu").click()
    staff.get_by_label("Motif, lu par la personne").fill("Nous ne vous connaissons pas.")
    staff.get_by_role("button", name="Refuser").click()
    dialog = staff.get_by_role("dialog")
    expect(dialog).to_contain_text("Refuser la demande de Marc Inconnu")
    dialog.get_by_role("button", name="Refuser").click()
    expect(staff.get_by_text("La demande est refusée")).to_be_visible()
    assert "Nous ne vous connaissons pas." in mailbox.wait("marc@inconnu.example", "Votre demande").text
    visit(applicant, link, "signup-refused")
    visit(staff, "/admin/signups?state=refused", "signup-inbox-refused")


def test_on_a_phone_and_in_english(opened, staff, new_page, staff_state, mailbox):
    phone = new_page(phone=True)
    visit(phone, "/p/client/signup", "signup-form-phone")
    english = new_page(language="en")
    visit(english, "/p/client/signup", "signup-form-en")
    ask(new_page(), mailbox, "Zoé", "Leroux", "zoe@leroux.example", "Leroux")
    visit(staff, "/admin/signups")
    review = staff.get_by_role("link", name="Zoé Leroux", exact=True).get_attribute("href")
    desk = new_page(phone=True, state=staff_state)
    visit(desk, review, "signup-review-phone")
    visit(desk, "/admin/signups", "signup-inbox-phone")
    visit(new_page(state=staff_state, language="en"), review, "signup-review-en")
    dark = new_page(state=staff_state, dark=True)
    visit(dark, review, "signup-review-dark")
