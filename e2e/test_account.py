"""A contact gets an account: dialog, mail, link, password; and what staff may do with it afterwards."""

import re
import urllib.parse

import pytest
from playwright.sync_api import expect
from support import browser, demo
from support.browser import look, visit

PASSWORD = browser.PASSWORD


@pytest.mark.both_engines
def test_first_customer(new_site, new_page, mailbox):
    """The whole way of S1 on an installation of its own: from the customer's card to the 181 issued invoices."""
    site = new_site(f"smtp://127.0.0.1:{mailbox.port}?security=none")
    site.load_demo()
    site.start()
    staff = new_page(site.base)
    browser.sign_in(staff, "/admin", *site.administrator)
    expect(staff).to_have_url(site.base + "/admin")
    staff.get_by_role("navigation", name="Navigation principale").get_by_role("link", name="Tiers").click()
    staff.get_by_role("searchbox").first.fill("Atu SARL")
    staff.get_by_role("searchbox").first.press("Enter")
    staff.get_by_role("table").get_by_role("link", name="Atu SARL").click()
    look(staff, "office-account")
    staff.locator(".tabs").get_by_role("link").filter(has_text="Contacts / Adresses").click()
    look(staff, "office-account-contacts")
    staff.get_by_role("table").get_by_role("link", name=re.compile("Lenobli")).click()
    look(staff, "office-contact")
    staff.locator(".head").get_by_role("link", name="Créer un compte utilisateur").click()
    dialog = staff.get_by_role("dialog")
    expect(dialog.get_by_label("Identifiant à créer")).to_have_value("atu.lenobli")
    expect(dialog).to_contain_text("L’utilisateur créé sera un utilisateur externe")
    look(staff, "office-create-account")
    before = len(mailbox.to("atu.lenobli@example.test"))
    dialog.get_by_role("button", name="Créer et envoyer l’e-mail").click()
    expect(staff.get_by_text("Le compte est créé et l’e-mail est prêt à partir.")).to_be_visible()
    look(staff, "office-user")

    mail = mailbox.wait("atu.lenobli@example.test", "Accès à notre portail client", before + 1)
    assert mail.subject == "Brévelec Distribution SAS - Accès à notre portail client"
    assert "Identifiant\xa0: atu.lenobli" in mail.text
    assert PASSWORD not in mail.text
    assert mail.link.startswith(site.base + "/p/client/welcome/")
    assert mail.link in mail.html

    # Scanners open links, more than once; nothing happens by that.
    path = urllib.parse.urlsplit(mail.link).path
    assert [site.get(path).status for _ in range(3)] == [200, 200, 200]
    customer = new_page(site.base)
    visit(customer, mail.link, "welcome")
    browser.choose_password(customer, mail.link)
    look(customer, "door-password-chosen")
    visit(customer, mail.link, "welcome-used", status=410)
    expect(customer.get_by_role("heading", name="Ce lien a déjà servi")).to_be_visible()

    browser.sign_in(customer, "/p/client", "atu.lenobli", PASSWORD)
    expect(customer).to_have_url(site.base + "/p/client")
    refs = all_refs(customer, "/p/client/invoices")
    assert len(refs) == 181 and len(set(refs)) == 181
    assert set(refs) == {row["ref"] for row in demo.issued_to("invoices", demo.ATU)}
    # The account's events tell about it.
    staff.goto("/admin/contacts?q=Lenobli")
    staff.get_by_role("row").filter(has_text="Atu SARL").locator("td.key a").click()
    expect(staff.get_by_text("atu.lenobli").first).to_be_visible()
    assert site.stop() == 0, site.printed
    assert "chain holds" in site.run("doctor").stdout


def all_refs(page, path):
    """Walks a list from its first page to its last."""
    page.goto(path)
    refs = []
    while True:
        refs += page.locator("table.rows tbody td.key").all_inner_texts()
        following = page.locator("a[rel=next]")
        if following.count() == 0:
            return [ref.strip() for ref in refs]
        following.click()
        page.wait_for_load_state()


def test_keyboard_in_the_dialog(office):
    """The dialog takes the focus, keeps it, and gives it back."""
    page = office.page
    office.open_contact(demo.contact_of_atu("O'Kerran"))
    button = page.locator(".head").get_by_role("link", name="Créer un compte utilisateur")
    button.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    expect(dialog.locator("[name=username]")).to_be_focused()
    for _ in range(12):
        page.keyboard.press("Tab")
        inside = page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('dialog')")
        assert inside, "the focus left the open dialog"
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(button).to_be_focused()


def test_taken_username(office, atu):
    """Another contact cannot take the name; the form says what is free and keeps what was typed."""
    dialog = office.create_account(demo.contact_of_atu("O'Kerran"))
    dialog.locator("[name=username]").fill(atu.username)
    dialog.get_by_role("button", name="Créer et envoyer l’e-mail").click()
    expect(office.page.get_by_text("Cet identifiant est déjà pris.").first).to_be_visible()
    expect(office.page.locator("[name=username]").last).to_have_value(atu.username)
    look(office.page, "office-create-account-refused")


def test_contact_without_address(office, new_page, site):
    """Without an e-mail a temporary password is shown once, and must be changed at the first sign-in."""
    dialog = office.create_account(demo.contact_of_atu("Marchandoux"))
    dialog.get_by_role("button", name="Créer et afficher le mot de passe").click()
    page = office.page
    expect(page.get_by_text("Copiez ce mot de passe provisoire maintenant.")).to_be_visible()
    look(page, "office-temporary-password")
    secret = page.locator("#temporary").inner_text().strip()
    assert len(secret) >= 15
    page.get_by_role("link", name="J’ai copié le mot de passe").click()
    assert secret not in page.content()

    customer = new_page()
    browser.sign_in(customer, "/p/client", "damien.marchandoux", secret)
    expect(customer).to_have_url(site.base + "/p/client/password")
    expect(customer.get_by_text("Votre mot de passe est provisoire")).to_be_visible()
    look(customer, "portal-password-temporary")
    customer.goto("/p/client/invoices")
    expect(customer).to_have_url(site.base + "/p/client/password")
    customer.locator("[name=current]").fill(secret)
    customer.locator("[name=password]").fill(PASSWORD)
    customer.get_by_role("button", name="Changer le mot de passe").click()
    expect(customer.get_by_text("Votre mot de passe est changé.")).to_be_visible()
    expect(customer.get_by_role("heading", level=1)).to_have_text("Vos préférences")
    customer.goto("/p/client/invoices")
    expect(customer).to_have_url(site.base + "/p/client/invoices")


def test_renewed_link_replaces_the_old_one(office, spare_contacts, mailbox, new_page):
    contact = next(spare_contacts)
    dialog = office.create_account(contact)
    dialog.get_by_role("button", name="Créer et envoyer l’e-mail").click()
    first = mailbox.wait(contact["email"]).link
    office.confirm("Régénérer et envoyer mot de passe")
    expect(office.page.get_by_text("Un nouveau lien est prêt à partir")).to_be_visible()
    second = mailbox.wait(contact["email"], count=2).link
    assert first != second
    page = new_page()
    visit(page, first, "welcome-replaced", status=410)
    expect(page.get_by_role("heading", name="Un lien plus récent existe")).to_be_visible()
    browser.choose_password(page, second)


def test_permissions_count_at_once(office, customer, portal):
    """Taken rights are gone with the next click; given back they are there again."""
    nav = portal.get_by_role("navigation", name="Navigation principale")
    expect(nav.get_by_role("link", name="Factures", exact=True)).to_be_visible()
    portal.goto("/p/client/invoices")
    invoice = portal.locator("table.rows tbody td.key a").first.get_attribute("href")
    office.page.goto(customer.profile + "/permissions")
    look(office.page, "office-permissions")
    office.set_permissions(customer, {"Consulter ses factures": False})
    for path in ["/p/client/invoices", invoice]:
        assert portal.goto(path).status == 404
    expect(portal.get_by_role("heading", name="Cette page n’existe pas")).to_be_visible()
    portal.goto("/p/client")
    expect(nav.get_by_role("link", name="Devis")).to_be_visible()
    expect(nav.get_by_role("link", name="Factures", exact=True)).to_have_count(0)
    look(portal, "portal-home-without-invoices")
    office.set_permissions(customer, {"Consulter ses factures": True})
    assert portal.goto(invoice).status == 200


def test_all_and_none(office, customer, portal):
    page = office.page
    page.goto(customer.profile + "/permissions")
    page.get_by_role("button", name="Aucun").click()
    expect(page.locator("[data-count]")).to_have_text("0 sur 9")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("Les droits sont enregistrés")).to_be_visible()
    portal.goto("/p/client")
    expect(portal.get_by_role("navigation", name="Navigation principale").get_by_role("link")).to_have_count(1)
    look(portal, "portal-home-without-rights")
    page.get_by_role("button", name="Tout").click()
    expect(page.locator("[data-count]")).to_have_text("9 sur 9")


def test_validity(office, customer, portal, new_page):
    """Outside the period the session is over, and the door says so plainly."""
    page = office.page
    page.goto(customer.profile)
    page.locator("[name=valid_from]").fill("2020-01-01")
    page.locator("[name=valid_until]").fill("2020-12-31")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("La période de validité est enregistrée.")).to_be_visible()
    portal.goto("/p/client/invoices")
    expect(portal).to_have_url(re.compile("/p/client/signin"))
    visitor = new_page()
    browser.sign_in(visitor, "/p/client", customer.username, customer.password)
    expect(visitor.get_by_text("Votre accès est valable du 1er janvier 2020 au 31 décembre 2020.")).to_be_visible()
    look(visitor, "door-outside-validity")


def test_deactivation_ends_the_session(office, customer, portal, new_page):
    office.page.goto(customer.profile)
    office.deactivate()
    expect(office.page.get_by_text("L’accès est désactivé et ses connexions sont fermées.")).to_be_visible()
    look(office.page, "office-user-deactivated")
    portal.goto("/p/client/invoices")
    expect(portal).to_have_url(re.compile("/p/client/signin"))
    visitor = new_page()
    browser.sign_in(visitor, "/p/client", customer.username, customer.password)
    expect(visitor.get_by_text("Votre accès est désactivé.")).to_be_visible()
    look(visitor, "door-disabled")
    office.page.get_by_role("button", name="Activer", exact=True).click()
    expect(office.page.get_by_text("L’accès est de nouveau actif.")).to_be_visible()
    browser.sign_in(visitor, "/p/client", customer.username, customer.password)
    expect(visitor).to_have_url(re.compile("/p/client$"))


def test_events_tell_what_happened(office, customer):
    office.page.goto(customer.profile + "/events")
    for text in ["Compte utilisateur créé", "Mot de passe choisi"]:
        expect(office.page.get_by_text(text).first).to_be_visible()
    look(office.page, "office-user-events")


def test_removed_access_opens_nothing(office, customer, portal):
    office.page.goto(customer.profile + "/remove")
    look(office.page, "office-user-remove")
    office.page.get_by_role("main").get_by_role("button", name=re.compile("Supprimer")).click()
    expect(office.page.get_by_text("L’accès est supprimé.")).to_be_visible()
    portal.goto("/p/client/invoices")
    expect(portal).to_have_url(re.compile("/p/client/signin"))


def api(site, key, path="/api/v1/invoices"):
    return site.get(path, {"Authorization": f"Bearer {key}"})


@pytest.mark.both_engines
def test_api_key(office, customer, portal, site):
    """Made on the card, shown once, used by a program, seen by the person, replaced and revoked."""
    page = office.page
    page.goto(customer.profile)
    panel = page.get_by_role("region", name="Clé pour l’API")
    expect(panel).to_contain_text("Aucune clé")
    panel.get_by_role("button", name="Créer une clé").click()
    expect(page.get_by_text("Copiez cette clé maintenant.")).to_be_visible()
    look(page, "office-api-key")
    first = page.locator("#key").inner_text().strip()
    assert re.fullmatch(r"pvk_[A-Za-z0-9_-]{43}", first)
    page.get_by_role("link", name="J’ai copié la clé").click()
    assert first not in page.content()
    expect(panel).to_contain_text("Jamais utilisée")

    answer = api(site, first)
    assert answer.status == 200 and answer.headers["content-type"].startswith("application/json")
    assert api(site, first, "/p/client/invoices").status == 303
    assert api(site, first, "/admin").status == 303
    wrong = api(site, "pvk_" + 43 * "A")
    assert (wrong.status, wrong.headers["www-authenticate"]) == (401, "Bearer")
    page.reload()
    expect(panel).not_to_contain_text("Jamais utilisée")
    look(page, "office-user-with-key")

    office.confirm("Remplacer la clé")
    second = page.locator("#key").inner_text().strip()
    assert [api(site, one).status for one in (first, second)] == [401, 200]
    page.goto(customer.profile)
    office.confirm("Révoquer la clé")
    expect(page.get_by_text("La clé est révoquée")).to_be_visible()
    assert api(site, second).status == 401

    panel.get_by_role("button", name="Créer une clé").click()
    third = page.locator("#key").inner_text().strip()
    portal.goto("/p/client/sessions")
    look(portal, "portal-sessions-with-key")
    portal.get_by_role("button", name="Révoquer la clé").click()
    portal.get_by_role("dialog").get_by_role("button", name="Révoquer la clé").click()
    expect(portal.get_by_text("La clé est révoquée")).to_be_visible()
    look(portal, "portal-sessions-without-key")
    assert api(site, third).status == 401
    page.goto(customer.profile + "/events")
    for text in ["Clé pour l’API créée", "Clé pour l’API remplacée", "Clé pour l’API révoquée"]:
        expect(page.get_by_text(text).first).to_be_visible()


@pytest.mark.parametrize("look_of", [{"phone": True}, {"language": "en"}, {"dark": True}], ids=str)
def test_pages_look_right(new_page, staff_state, atu, look_of):
    page = new_page(state=staff_state, **look_of)
    if "language" in look_of:
        page.goto("/language/en")
    visit(page, "/admin/users", "office-users")
    visit(page, atu.profile, "office-user")
    visit(page, atu.profile + "/permissions", "office-permissions")
