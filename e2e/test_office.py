"""The back office: lists, records, the bin, mail, templates, the portal's settings, staff."""

import re
import urllib.parse

import pytest
from playwright.sync_api import expect
from support import browser
from support.browser import look, visit

MODULES = [
    "accounts", "contacts", "quotes", "orders", "shipments", "invoices", "supplier_invoices", "tickets", "projects",
    "tasks", "products",
]


@pytest.mark.parametrize("module", MODULES)
def test_lists_and_records(staff, module):
    """Every module's list, its first record, and the form for a new one."""
    visit(staff, f"/admin/{module}", f"office-{module}")
    staff.locator("table.rows tbody td.key a").first.click()
    expect(staff.get_by_role("heading", level=1)).to_be_visible()
    look(staff, f"office-{module}-one")
    record = urllib.parse.urlsplit(staff.url).path
    for tab in staff.locator(".tabs a").evaluate_all("links => links.map(link => link.getAttribute('href'))"):
        visit(staff, tab)
        look(staff, f"office-{module}-{(re.search('tab=([a-z]+)', tab) or [0, 'main'])[1]}")
    visit(staff, record + "/edit", f"office-{module}-edit")
    visit(staff, f"/admin/{module}/new", f"office-{module}-new")


@pytest.mark.parametrize("look_of", [{"phone": True}, {"dark": True}, {"language": "en"}], ids=str)
def test_pages_look_right(new_page, staff_state, look_of):
    page = new_page(state=staff_state, **look_of)
    if "language" in look_of:
        page.goto("/language/en")
    for path, name in {
        "/admin": "office-home", "/admin/accounts": "office-accounts", "/admin/invoices": "office-invoices",
        "/admin/contacts/new": "office-contacts-new", "/admin/mails": "office-mails", "/admin/templates": "office-templates",
        "/admin/templates/COMM_ID_MDP": "office-template", "/admin/portals": "office-portals", "/admin/staff": "office-staff",
        "/admin/bin": "office-bin", "/admin/sessions": "office-sessions", "/admin/password": "office-password",
    }.items():
        visit(page, path, name)
    page.goto("/admin/invoices")
    page.locator("table.rows tbody td.key a").first.click()
    look(page, "office-invoices-one")


def test_search_filter_sort(staff):
    staff.goto("/admin/accounts")
    staff.get_by_role("searchbox").first.fill("atu sarl")
    expect(staff).to_have_url(re.compile("q=atu"))
    expect(staff.get_by_role("table").get_by_role("link", name="Atu SARL")).to_be_visible()
    staff.goto("/admin/invoices")
    total = staff.locator(".filters a.pick").filter(has_text="Avoirs")
    expect(total).to_contain_text("47")
    total.click()
    expect(staff.locator("table.rows tbody .chip").filter(has_text="Avoir")).not_to_have_count(0)
    expect(staff.locator("table.rows tbody .chip").filter(has_text="Payée")).to_have_count(0)
    staff.locator("th a.sort").filter(has_text="Échéance").click()
    expect(staff.locator("th[aria-sort]")).to_contain_text("Échéance")
    expect(staff).to_have_url(re.compile("view=credit"))


def test_columns_are_kept(new_page, staff_state):
    """The choice of columns belongs to the person and outlives the page."""
    page = new_page(state=staff_state)
    page.goto("/admin/products")
    before = page.locator("thead th").all_inner_texts()
    page.get_by_text("Affichage").click()
    look(page, "office-products-display")
    boxes = page.locator("input[name=col]:checked")
    boxes.last.uncheck()
    page.get_by_role("button", name="Garder ces colonnes").click()
    page.wait_for_load_state()
    assert len(page.locator("thead th").all_inner_texts()) == len(before) - 1
    page.get_by_text("Affichage").click()
    page.get_by_role("button", name="Par défaut").click()
    page.wait_for_load_state()
    assert page.locator("thead th").all_inner_texts() == before


@pytest.mark.both_engines
def test_contact_from_birth_to_bin_and_back(office):
    page = office.page
    page.goto("/admin/accounts?q=Atu%20SARL")
    page.get_by_role("table").get_by_role("link", name="Atu SARL").click()
    page.locator(".tabs").get_by_role("link").filter(has_text="Contacts / Adresses").click()
    page.get_by_role("link", name="Créer un contact").click()
    page.get_by_role("button", name="Ajouter").last.click()
    expect(page.locator(".errors")).to_be_visible()
    look(page, "office-contacts-new-refused")
    page.locator("[name=last_name]").fill("Éphémère")
    page.locator("[name=first_name]").fill("Zélie")
    page.get_by_role("button", name="Remplir avec l’adresse du tiers").click()
    expect(page.locator("[name=town]")).to_have_value("Lorient")
    expect(page.locator("[name=last_name]")).to_have_value("Éphémère")
    page.get_by_role("button", name="Ajouter").last.click()
    expect(page.get_by_text("La fiche est créée.")).to_be_visible()
    card = page.url.split("?")[0]

    page.get_by_role("link", name="Modifier").first.click()
    page.locator("[name=position]").fill("Directrice d’essai")
    page.get_by_role("button", name="Enregistrer").last.click()
    expect(page.get_by_text("Les modifications sont enregistrées.")).to_be_visible()
    expect(page.get_by_text("Directrice d’essai").first).to_be_visible()

    page.get_by_label("Autres actions").click()
    office.confirm("Supprimer")
    expect(page.get_by_text("La fiche est dans la corbeille.")).to_be_visible()
    assert page.goto(card).status == 404
    visit(page, "/admin/bin", "office-bin-filled")
    page.get_by_role("row").filter(has_text="Éphémère").get_by_role("button", name="Restaurer").click()
    expect(page.get_by_text("La fiche est restaurée.")).to_be_visible()
    visit(page, card, "office-contact-restored")


@pytest.mark.both_engines
def test_two_people_edit_the_same_record(new_page, staff_state):
    """The second to save is told who was first, keeps what was typed, and decides."""
    first, second = new_page(state=staff_state), new_page(state=staff_state)
    first.goto("/admin/accounts?q=Atu%20SARL")
    first.get_by_role("table").get_by_role("link", name="Atu SARL").click()
    edit = urllib.parse.urlsplit(first.url).path + "/edit"
    for page in (first, second):
        page.goto(edit)
    first.locator("[name=website]").fill("https://premier.example.org")
    first.get_by_role("button", name="Enregistrer").last.click()
    expect(first.get_by_text("Les modifications sont enregistrées.")).to_be_visible()
    second.locator("[name=website]").fill("https://second.example.org")
    second.get_by_role("button", name="Enregistrer").last.click()
    expect(second.get_by_text("Camille Rey a enregistré cette fiche")).to_be_visible()
    expect(second.locator("[name=website]")).to_have_value("https://second.example.org")
    look(second, "office-stale")
    second.get_by_role("button", name="Enregistrer ma version").last.click()
    expect(second.get_by_text("Les modifications sont enregistrées.")).to_be_visible()
    expect(second.get_by_text("second.example.org").first).to_be_visible()


def test_template_needs_its_link(staff, mailbox):
    """The text that carries the sign-in details cannot be saved without them, nor in one language; a test comes to oneself."""
    visit(staff, "/admin/templates/COMM_ID_MDP", "office-template")
    body = staff.locator("[name=body_fr]")
    delivered = body.input_value()
    assert "{mot_de_passe}" in delivered
    body.fill(delivered.replace("{mot_de_passe}", ""))
    staff.get_by_role("button", name="Enregistrer").click()
    expect(staff.get_by_text("Sans {mot_de_passe}, la personne ne pourrait pas se connecter.").first).to_be_visible()
    look(staff, "office-template-refused")
    body.fill(delivered + "\n{surprise}")
    staff.locator("[name=body_en]").fill("")
    staff.get_by_role("button", name="Enregistrer").click()
    expect(staff.locator(".errors")).to_contain_text("surprise")
    expect(staff.locator(".errors")).to_contain_text("Message (English)")
    body.fill(delivered.replace("Cordialement", "Bien cordialement"))
    staff.locator("[name=body_en]").fill("{url} {identifiant} {mot_de_passe}")
    staff.get_by_role("button", name="Aperçu").click()
    expect(staff.get_by_text("Bien cordialement").last).to_be_visible()
    look(staff, "office-template-preview")
    staff.get_by_role("button", name="M’envoyer un essai").click()
    expect(staff.get_by_text("Deux essais partent à")).to_be_visible()
    assert "Bien cordialement" in mailbox.wait("camille.rey@example.test", "[Essai]").text
    assert mailbox.wait("camille.rey@example.test", "[Test]").html
    staff.get_by_role("button", name="Enregistrer").click()
    expect(staff.get_by_text("Le modèle est enregistré.")).to_be_visible()
    staff.get_by_role("button", name="Rétablir le texte d’origine").click()
    staff.get_by_role("dialog").get_by_role("button", name="Rétablir le texte d’origine").click()
    expect(staff.locator("[name=body_fr]")).to_have_value(delivered)


def test_outbox_keeps_no_link(staff, atu):
    """The mails that went out are listed; their one-time links are not kept."""
    visit(staff, "/admin/mails", "office-mails")
    staff.get_by_role("table").get_by_role("link").filter(has_text="Accès à notre portail client").first.click()
    expect(staff.get_by_role("heading", level=1)).to_be_visible()
    look(staff, "office-mail")
    assert not re.search(r"/welcome/[A-Za-z0-9_-]{43}", staff.content())


def test_write_to_a_user(office, customer, mailbox, tmp_path):
    """A mail written by hand, with a file, arrives as written."""
    page = office.page
    page.goto(customer.profile + "/mail")
    look(page, "office-compose")
    file = tmp_path / "Conditions générales.txt"
    file.write_text("Article 1.")
    page.locator("[name=subject]").fill("Votre visite de jeudi")
    page.locator("textarea").first.fill("Bonjour,\n\nÀ jeudi <14 h>.\n")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Envoyer l’e-mail").click()
    mail = mailbox.wait(customer.email, "Votre visite de jeudi")
    assert "À jeudi <14 h>." in mail.text
    assert mail.attachments == {"Conditions générales.txt": "Article 1."}


def test_closed_module_is_gone_for_everybody(staff, portal):
    """The first of the two gates: a module that the portal does not open."""
    assert portal.goto("/p/client/quotes").status == 200
    staff.goto("/admin/portals")
    staff.get_by_role("table").get_by_role("link").first.click()
    look(staff, "office-portals")
    staff.get_by_role("checkbox", name="Devis").uncheck()
    staff.get_by_role("main").get_by_role("button", name="Enregistrer").click()
    # Who loses what is said first.
    expect(staff.get_by_role("heading", level=1)).to_have_text("Avant d’enregistrer")
    assert portal.goto("/p/client/quotes").status == 200
    look(staff, "office-portal-closing-module")
    staff.get_by_role("main").get_by_role("button", name="Enregistrer").click()
    expect(staff.get_by_text("Le portail est enregistré.")).to_be_visible()
    assert portal.goto("/p/client/quotes").status == 404
    staff.get_by_role("checkbox", name="Devis").check()
    staff.get_by_role("main").get_by_role("button", name="Enregistrer").click()
    staff.get_by_role("main").get_by_role("button", name="Enregistrer").click()
    expect(staff.get_by_text("Le portail est enregistré.")).to_be_visible()
    assert portal.goto("/p/client/quotes").status == 200


def test_new_member_of_staff(staff, mailbox, new_page):
    """Added by the administrator, chooses a password by mail, and is no administrator."""
    staff.goto("/admin/staff")
    form = staff.locator("form:has([name=role])")
    form.locator("[name=first_name]").fill("Noé")
    form.locator("[name=last_name]").fill("Dupré")
    form.locator("[name=username]").fill("noe.dupre")
    form.locator("[name=email]").fill("noe.dupre@example.test")
    form.get_by_role("button", name="Ajouter").click()
    expect(staff.get_by_text("noe.dupre").first).to_be_visible()
    look(staff, "office-staff-added")
    page = new_page()
    browser.choose_password(page, mailbox.wait("noe.dupre@example.test").link)
    browser.sign_in(page, "/admin", "noe.dupre", browser.PASSWORD)
    expect(page).to_have_url(re.compile("/admin$"))
    look(page, "office-home-staff")
    visit(page, "/admin/portals", status=404)
    visit(page, "/admin/staff", status=404)


@pytest.mark.both_engines
def test_lines_of_a_document(office, new_page, staff_state):
    """A quote is written line by line: a product's reference brings what it knows, and the totals follow."""
    page = office.page
    visit(page, "/admin/products")
    reference = page.locator("table.rows tbody td.key a").first.inner_text()
    page.goto("/admin/quotes/new")
    page.get_by_label("Référence", exact=False).first.fill("DEVIS-E2E")
    page.locator("select[name=account_id], input[name=lookup_account_id]").first.wait_for()
    if page.locator("input[name=lookup_account_id]").count():
        page.locator("input[name=lookup_account_id]").fill("Atu SARL")
    else:
        page.locator("select[name=account_id]").select_option(label="Atu SARL")
    page.get_by_role("button", name="Ajouter").last.click()
    page.wait_for_url(re.compile("done=created"))
    page.get_by_role("link", name="Ajouter des lignes").click()
    look(page, "office-lines-new")
    page.get_by_label("Produit, Ligne 1").fill(reference)
    page.get_by_label("Qté, Ligne 1").fill("2")
    page.get_by_label("Désignation, Ligne 2").fill("Pose sur place")
    page.get_by_label("PU HT, Ligne 2").fill("cent")
    page.get_by_role("button", name="Enregistrer les lignes").last.click()
    expect(page.locator(".errors")).to_contain_text("Ligne 2, PU HT")
    look(page, "office-lines-refused")
    page.get_by_label("PU HT, Ligne 2").fill("100")
    page.get_by_label("TVA, Ligne 2").fill("20")
    page.get_by_role("button", name="Enregistrer les lignes").last.click()
    page.wait_for_url(re.compile("done=saved"))
    expect(page.locator("table.lines")).to_contain_text("Pose sur place")
    expect(page.locator("table.lines tbody tr")).to_have_count(2)
    look(page, "office-lines-saved")
    phone = new_page(state=staff_state, phone=True)
    visit(phone, urllib.parse.urlsplit(page.url).path + "/lines", "office-lines-phone")
    phone.get_by_label("Qté, Ligne 1").fill("deux")
    phone.get_by_role("button", name="Enregistrer les lignes").last.click()
    expect(phone.locator(".errors")).to_contain_text("Ligne 1, Qté")
    look(phone, "office-lines-refused")
