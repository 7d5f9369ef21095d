"""Doors: signing in and out, languages, the first administrator, the keyboard."""

import re

import pytest
from playwright.sync_api import expect
from support import browser
from support.browser import look, visit

PORTAL, OFFICE = "/p/client", "/admin"


@pytest.mark.both_engines
def test_first_administrator(new_site, new_page):
    """An empty installation has no password to guess: the console prints a link that works once."""
    site = new_site()
    site.start()
    link = re.search(r"http://\S+/admin/first/\S+", site.printed)[0]
    page = new_page(site.base)
    visit(page, link, "first-administrator")
    for name, text in {
        "company": "Norval Essai", "first_name": "Zoé", "last_name": "d’Arc & fils", "username": "zoe.darc",
        "email": "zoe@example.test", "password": "court",
    }.items():
        page.locator(f"[name={name}]").fill(text)
    page.get_by_role("button", name="Créer le compte").click()
    expect(page.get_by_text("Utilisez au moins 15 caractères")).to_be_visible()
    expect(page.locator("[name=company]")).to_have_value("Norval Essai")
    look(page, "first-administrator-refused")
    page.locator("[name=password]").fill(browser.PASSWORD)
    page.get_by_role("button", name="Créer le compte").click()
    expect(page.get_by_text("Votre mot de passe est enregistré, et vous êtes connecté.")).to_be_visible()
    expect(page).to_have_url(site.base + OFFICE + "?done=passwordSet")
    assert new_page(site.base).goto(link).status == 404


@pytest.mark.parametrize("door", [PORTAL, OFFICE])
@pytest.mark.parametrize("look_of", [{}, {"phone": True}, {"dark": True}, {"language": "en"}], ids=str)
def test_doors(new_page, door, look_of):
    page = new_page(**look_of)
    name = "door-portal" if door == PORTAL else "door-office"
    visit(page, door + "/signin", name)
    visit(page, door + "/forgot", name + "-forgotten")


def test_wrong_password(new_page, site):
    """One message for a wrong name and a wrong password; the name stays, the password does not."""
    page = new_page()
    for username in [site.administrator[0], "personne.ici"]:
        browser.sign_in(page, OFFICE, username, "pas le bon mot de passe")
        expect(page.get_by_text("Identifiant ou mot de passe incorrect.")).to_be_visible()
        expect(page.locator("[name=login]")).to_have_value(username)
        expect(page.locator("[name=password]")).to_have_value("")
        expect(page.locator("[name=password]")).to_be_focused()
    look(page, "door-wrong-password")


def test_many_wrong_passwords_wait(new_page):
    """Guessing is slowed down, and the page says for how long."""
    page = new_page()
    refusal = page.get_by_role("heading", name="Trop d’essais")
    tries = 0
    while not refusal.is_visible():
        assert tries < 10, "ten wrong passwords in a row and no pause"
        browser.sign_in(page, PORTAL, "quelqu.un", "au hasard et encore")
        tries += 1
    assert tries > 5
    look(page, "door-too-many")


def test_staff_do_not_open_the_portal(new_page, site):
    page = new_page()
    browser.sign_in(page, PORTAL, *site.administrator)
    expect(page.get_by_text("Ce compte est celui d’un collaborateur")).to_be_visible()


def test_back_where_one_wanted_to_go(new_page, site):
    """The address that asked for the sign-in opens after it; an address elsewhere never does."""
    page = new_page()
    page.goto(OFFICE + "/sessions")
    expect(page).to_have_url(re.compile("/admin/signin"))
    page.locator("[name=login]").fill(site.administrator[0])
    page.locator("[name=password]").fill(site.administrator[1])
    page.get_by_role("button", name="Connexion", exact=True).click()
    expect(page).to_have_url(site.base + OFFICE + "/sessions")
    other = new_page()
    other.goto(OFFICE + "/signin?to=//example.org/")
    other.locator("[name=login]").fill(site.administrator[0])
    other.locator("[name=password]").fill(site.administrator[1])
    other.get_by_role("button", name="Connexion", exact=True).click()
    expect(other).to_have_url(site.base + OFFICE)


def test_language_switch(new_page):
    page = new_page()
    page.goto(PORTAL + "/signin")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    expect(page).to_have_url(re.compile("/p/client/signin$"))
    page.get_by_role("link", name="Français").click()
    expect(page.get_by_role("heading", name="Connexion")).to_be_visible()


def test_skip_link_and_keyboard(new_page, site):
    """Signed in without a mouse; the first stop of the keyboard leads to the content."""
    page = new_page()
    page.goto(OFFICE + "/signin")
    expect(page.locator("[name=login]")).to_be_focused()
    page.keyboard.type(site.administrator[0])
    page.keyboard.press("Tab")
    page.keyboard.type(site.administrator[1])
    page.keyboard.press("Enter")
    expect(page).to_have_url(site.base + OFFICE)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Aller au contenu")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_show_password(new_page):
    page = new_page()
    page.goto(PORTAL + "/signin")
    page.locator("[name=password]").fill("visible")
    page.get_by_role("button", name="Afficher").click()
    expect(page.locator("[name=password]")).to_have_attribute("type", "text")
    page.get_by_role("button", name="Masquer").click()
    expect(page.locator("[name=password]")).to_have_attribute("type", "password")


def test_sign_out(new_page, site):
    page = new_page()
    browser.sign_in(page, OFFICE, *site.administrator)
    page.locator("details.user summary").click()
    page.get_by_role("button", name="Se déconnecter").click()
    expect(page).to_have_url(re.compile("/admin/signin"))
    page.goto(OFFICE)
    expect(page).to_have_url(re.compile("/admin/signin"))


def test_unknown_portal(new_page):
    visit(new_page(), "/p/nulle-part/signin", "unknown-portal", status=404)


def test_the_code_beside_the_link(office, spare_contacts, new_page, mailbox):
    """A mail program that breaks links: the code from the same mail leads to the same page, and a used link says what to do."""
    contact = next(spare_contacts)
    office.create_account(contact).get_by_role("button", name="Créer et envoyer l’e-mail").click()
    mail = mailbox.wait(contact["email"])
    code = re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", mail.text)[0]
    page = new_page()
    visit(page, "/p/client/code", "code")
    page.get_by_label(re.compile("^Identifiant ou e-mail")).fill(contact["email"])
    page.get_by_label(re.compile("^Code")).fill("2222-2222-2222")
    page.get_by_role("button", name="Continuer").click()
    expect(page.get_by_text("Ce code ne va pas avec cet identifiant")).to_be_visible()
    look(page, "code-wrong")
    page.get_by_label(re.compile("^Code")).fill(code.lower())
    page.get_by_role("button", name="Continuer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Choisissez votre mot de passe")
    page.goto(mail.link)
    expect(page.get_by_role("heading", level=1)).to_have_text("Un lien plus récent existe")
    look(page, "link-superseded")
    page.get_by_role("button", name="Demander une nouvelle invitation").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Un nouveau message est parti")
    look(page, "link-again")
    visit(new_page(phone=True), "/p/client/code", "code-phone")
