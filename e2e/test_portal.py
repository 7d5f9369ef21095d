"""What a customer sees and does: lists, records, files, own details, password, sessions."""

import hashlib
import re

import pytest
from playwright.sync_api import expect
from support import browser, demo
from support.browser import look, visit

LISTS = ["invoices", "quotes", "orders", "shipments", "projects", "tasks", "supplier_invoices", "tickets"]
COUNTS = {"invoices": 181, "quotes": 18, "orders": 54, "projects": 3, "tickets": 12}


def shown(page):
    """The references on the page."""
    return [text.strip() for text in page.locator("table.rows tbody td.key").all_inner_texts()]


@pytest.mark.both_engines
def test_every_invoice_and_no_other(atu_page):
    page = atu_page
    visit(page, "/p/client", "portal-home")
    visit(page, "/p/client/invoices", "portal-invoices")
    expect(page.locator(".head .sub")).to_contain_text("181")
    refs = []
    while True:
        refs += shown(page)
        following = page.get_by_role("link", name="Suivantes")
        if following.count() == 0:
            break
        following.click()
        page.wait_for_load_state()
    look(page, "portal-invoices-last")
    assert len(refs) == 181
    assert set(refs) == {row["ref"] for row in demo.issued_to("invoices", demo.ATU)}
    page.get_by_role("link", name="Précédentes").click()
    page.wait_for_load_state()
    assert shown(page) == refs[-len(shown(page)) - (181 % 25 or 25):][: len(shown(page))]


@pytest.mark.both_engines
@pytest.mark.parametrize("module", LISTS)
def test_lists(atu_page, module):
    """Every list opens; as many as the demo holds; the first record opens too."""
    page = atu_page
    visit(page, f"/p/client/{module}", f"portal-{module}")
    if module in COUNTS:
        expect(page.locator(".head .sub")).to_contain_text(str(COUNTS[module]))
    links = page.locator("table.rows tbody td.key a")
    if links.count():
        links.first.click()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        look(page, f"portal-{module}-one")


@pytest.mark.parametrize("look_of", [{"phone": True}, {"dark": True}, {"language": "en"}, {"phone": True, "dark": True}], ids=str)
def test_pages_look_right(new_page, atu_state, look_of):
    """Phone, dark, English."""
    page = new_page(state=atu_state, **look_of)
    if "language" in look_of:
        page.goto("/language/en")
    visit(page, "/p/client", "portal-home")
    visit(page, "/p/client/invoices", "portal-invoices")
    page.locator("table.rows tbody td.key a").first.click()
    look(page, "portal-invoices-one")
    visit(page, "/p/client/tickets", "portal-tickets")
    visit(page, "/p/client/tickets/new", "portal-tickets-new")
    visit(page, "/p/client/profile", "portal-profile")
    visit(page, "/p/client/sessions", "portal-sessions")
    visit(page, "/p/client/password", "portal-password")


@pytest.mark.both_engines
def test_search_filter_sort(atu_page):
    page = atu_page
    page.goto("/p/client/invoices")
    search = page.get_by_role("searchbox")
    search.fill("FA2609")
    expect(page).to_have_url(re.compile("q=FA2609"))
    expected = {row["ref"] for row in demo.issued_to("invoices", demo.ATU) if row["ref"].startswith("FA2609")}
    expect(page.locator("table.rows tbody tr")).to_have_count(len(expected))
    assert set(shown(page)) == expected
    look(page, "portal-invoices-searched")
    search.fill("rien de tel")
    expect(page.locator(".empty")).to_be_visible()
    look(page, "portal-invoices-nothing")

    page.goto("/p/client/invoices")
    page.locator(".filters a.pick").filter(has_text="À régler").click()
    expect(page).to_have_url(re.compile("view=due"))
    look(page, "portal-invoices-due")
    expect(page.locator("table.rows tbody .chip").filter(has_text="Payée")).to_have_count(0)

    page.goto("/p/client/invoices")
    first = shown(page)
    page.locator("th a.sort").filter(has_text="Date").click()
    expect(page.locator("th[aria-sort=ascending]")).to_contain_text("Date")
    assert shown(page) != first


@pytest.mark.both_engines
def test_pdf_is_the_one_of_the_source(atu_page):
    """The bytes of each invoice's PDF are those that the ERP gave; the address of the file needs the session."""
    page = atu_page
    documents = demo.documents(demo.ATU)
    assert documents
    for ref, (name, digest) in sorted(documents.items())[-3:]:
        page.goto(f"/p/client/invoices?q={ref}")
        page.get_by_role("table").get_by_role("link", name=ref, exact=True).click()
        with page.expect_download() as download:
            page.get_by_role("link", name="Télécharger le PDF").click()
        assert download.value.suggested_filename == name
        assert hashlib.sha256(download.value.path().read_bytes()).hexdigest() == digest


@pytest.mark.both_engines
def test_request_with_attachment(new_page, atu_state, office, tmp_path):
    """A customer asks with a file, staff answer, the customer reads it; internal notes stay inside."""
    page = new_page(state=atu_state)
    page.goto("/p/client/tickets")
    page.get_by_role("link", name="Nouvelle demande").first.click()
    page.get_by_role("button", name="Envoyer la demande").click()
    expect(page.locator(".errors")).to_be_visible()
    look(page, "portal-tickets-new-refused")
    plan = tmp_path / "Plan n° 3 – été.txt"
    plan.write_text("Un plan de l’atelier <b>sans balise</b>.")
    page.locator("[name=subject]").fill("Le quai n’a pas d’éclairage")
    page.locator("[name=message]").fill("Bonjour,\n\nDepuis lundi le quai est sombre.\nMerci.")
    page.locator("input[type=file]").set_input_files(plan)
    page.get_by_role("button", name="Envoyer la demande").click()
    expect(page.get_by_text("Votre demande est envoyée.")).to_be_visible()
    look(page, "portal-tickets-sent")
    address = page.url.split("?")[0]
    with page.expect_download() as download:
        page.get_by_role("main").get_by_role("link", name=re.compile("Plan n° 3")).click()
    assert download.value.path().read_bytes() == plan.read_bytes()

    staff = office.page
    staff.goto("/admin/tickets?q=%C3%A9clairage")
    staff.get_by_role("table").get_by_role("link").filter(has_text=re.compile("TS|éclairage")).first.click()
    expect(staff.get_by_text("Depuis lundi le quai est sombre.")).to_be_visible()
    look(staff, "office-ticket")
    staff.locator("[name=body]").fill("Note pour nous : vérifier le contrat.")
    staff.get_by_role("checkbox", name=re.compile("Note interne")).check()
    staff.get_by_role("button", name="Envoyer la réponse").click()
    expect(staff.get_by_text("Note pour nous : vérifier le contrat.")).to_be_visible()
    staff.locator("[name=body]").fill("Nous passons demain à 9 heures.")
    staff.get_by_role("button", name="Envoyer la réponse").click()
    expect(staff.get_by_text("Nous passons demain à 9 heures.")).to_be_visible()

    page.goto(address)
    expect(page.get_by_text("Nous passons demain à 9 heures.")).to_be_visible()
    expect(page.get_by_text("Note pour nous")).to_have_count(0)
    look(page, "portal-tickets-answered")
    page.locator("[name=body]").fill("Parfait, à demain.")
    page.get_by_role("button", name="Envoyer la réponse").click()
    expect(page.get_by_text("Parfait, à demain.")).to_be_visible()


def test_own_details(office, customer, portal, site):
    """With the right they can be changed; without it a form sent all the same is refused and changes nothing."""
    portal.goto("/p/client/profile")
    field = portal.locator("[name=phone_mobile]")
    field.fill("06 12 34 56 78")
    portal.get_by_role("button", name=re.compile("Enregistrer")).first.click()
    expect(portal.get_by_text("Les modifications sont enregistrées.")).to_be_visible()
    look(portal, "portal-profile-saved")
    fields = portal.locator("form:has([name=phone_mobile])").evaluate("form => Object.fromEntries(new FormData(form))")
    office.set_permissions(customer, {"Modifier ses informations personnelles": False})
    fields["phone_mobile"] = "06 00 00 00 00"
    cookies = "; ".join(f"{one['name']}={one['value']}" for one in portal.context.cookies())
    refused = site.post("/p/client/profile", fields, {"Cookie": cookies})
    assert refused.status in (403, 404, 422), refused.status
    portal.goto("/p/client/profile")
    expect(portal.locator("[name=phone_mobile]")).to_have_count(0)
    expect(portal.get_by_role("main")).to_contain_text("78")
    look(portal, "portal-profile-read-only")


def test_change_password(customer, portal, mailbox, new_page):
    portal.goto("/p/client/password")
    portal.locator("[name=current]").fill("pas celui-là du tout")
    portal.locator("[name=password]").fill("Quatre tortues vertes au port 8")
    portal.get_by_role("button", name="Changer le mot de passe").click()
    expect(portal.get_by_text("Ce n’est pas votre mot de passe actuel.")).to_be_visible()
    look(portal, "portal-password-refused")
    portal.locator("[name=current]").fill(customer.password)
    portal.locator("[name=password]").fill("Quatre tortues vertes au port 8")
    portal.get_by_role("button", name="Changer le mot de passe").click()
    expect(portal.get_by_text("Votre mot de passe est changé.")).to_be_visible()
    mailbox.wait(customer.email, "Votre mot de passe a été modifié")
    other = new_page()
    browser.sign_in(other, "/p/client", customer.username, customer.password)
    expect(other.get_by_text("Identifiant ou mot de passe incorrect.")).to_be_visible()


@pytest.mark.both_engines
def test_forgotten_password(customer, mailbox, new_page):
    """Same answer for a name that nobody has; the link chooses a new password; the e-mail signs in too."""
    page = new_page()
    page.goto("/p/client/signin")
    page.get_by_role("link", name="Mot de passe oublié ?").click()
    page.locator("[name=login]").fill("personne.de.tel")
    page.get_by_role("button", name="Confirmer la demande").click()
    expect(page.get_by_role("heading", name="Vérifiez votre messagerie")).to_be_visible()
    page.goto("/p/client/forgot")
    page.locator("[name=login]").fill(customer.username.upper())
    page.get_by_role("button", name="Confirmer la demande").click()
    expect(page.get_by_role("heading", name="Vérifiez votre messagerie")).to_be_visible()
    look(page, "door-forgotten-sent")
    mail = mailbox.wait(customer.email, "Mot de passe oublié")
    assert "30 minutes" in mail.text
    browser.choose_password(page, mail.link, "Sept renards roux au bois 4")
    browser.sign_in(page, "/p/client", customer.email, "Sept renards roux au bois 4")
    expect(page).to_have_url(re.compile("/p/client$"))


def test_sessions(customer, portal, new_page):
    """Two browsers; the first ends the second."""
    other = new_page()
    browser.sign_in(other, "/p/client", customer.username, customer.password)
    other.wait_for_url("**/p/client")
    visit(portal, "/p/client/sessions", "portal-sessions-two")
    rows = portal.get_by_role("main").get_by_role("listitem")
    expect(rows).to_have_count(2)
    expect(rows.filter(has_text="Cette connexion")).to_have_count(1)
    portal.get_by_label("Mot de passe actuel").fill("ce n’est pas lui")
    rows.get_by_role("button", name="Fermer").click()
    expect(portal.get_by_text("Ce n’est pas votre mot de passe actuel.")).to_be_visible()
    look(portal, "portal-sessions-refused")
    portal.get_by_label("Mot de passe actuel").fill(customer.password)
    rows.get_by_role("button", name="Fermer").click()
    expect(portal.get_by_text("La connexion est fermée.")).to_be_visible()
    other.goto("/p/client/invoices")
    expect(other).to_have_url(re.compile("/p/client/signin"))
    portal.goto("/p/client/invoices")
    expect(portal).to_have_url(re.compile("/p/client/invoices"))


def test_language_is_kept(customer, portal, new_page):
    portal.goto("/p/client/profile")
    portal.locator("[name=own_language]").select_option("en")
    portal.locator("form:has([name=own_language])").get_by_role("button").click()
    other = new_page()
    browser.sign_in(other, "/p/client", customer.username, customer.password)
    other.wait_for_url("**/p/client")
    expect(other.locator("html")).to_have_attribute("lang", "en")
    visit(other, "/p/client/invoices", "portal-invoices")


def test_menu_by_keyboard(atu_page):
    page = atu_page
    page.goto("/p/client")
    summary = page.locator("details.user summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Mes informations")).to_be_visible()
    look(page, "portal-user-menu")
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Mes informations")).to_be_hidden()
    expect(summary).to_be_focused()
    page.goto("/p/client/invoices")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
