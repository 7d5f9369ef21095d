"""Modules, fields, sub-forms and layouts that an administrator makes, without code, while the program runs."""

import re

import pytest
from playwright.sync_api import expect
from support import browser as pages
from support.browser import look, visit
from support.program import Program

KINDS = [
    ("Texte", "Référence constructeur"), ("Texte long", "Compte rendu"), ("E-mail", "E-mail du site"), ("Téléphone", "Téléphone du site"),
    ("Adresse", "Adresse du site"), ("Nombre", "Durée"), ("Montant", "Coût"), ("Date", "Prévue le"), ("Date et heure", "Passage"),
    ("Oui / non", "Sous garantie"), ("Pays", "Pays du site"),
]


@pytest.fixture(scope="module")
def workshop(tmp_path_factory, new_database, mailbox):
    """An installation of its own: its modules are nobody else's."""
    program = Program(tmp_path_factory.mktemp("workshop"), new_database(), f"smtp://127.0.0.1:{mailbox.port}?security=none")
    program.load_demo()
    program.start()
    yield program
    assert program.stop() == 0, program.printed


@pytest.fixture(scope="module")
def administrator(browser, workshop):
    context = pages.new_context(browser, workshop.base)
    pages.sign_in(context.new_page(), "/admin", *workshop.administrator)
    context.pages[0].wait_for_url("**/admin")
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def admin(new_page, workshop, administrator):
    return new_page(base=workshop.base, state=administrator)


def add_field(page, module, kind, name, **boxes):
    page.goto(f"/admin/modules/{module}/fields/new")
    page.get_by_role("link", name=kind, exact=False).filter(has=page.locator("b", has_text=re.compile(f"^{re.escape(kind)}$"))).click()
    page.get_by_label("Nom du champ (français)").fill(name)
    for label in boxes.get("tick", []):
        page.get_by_label(label).check()
    for label, value in boxes.get("choose", {}).items():
        page.get_by_label(label).select_option(label=value)
    for row, value in enumerate(boxes.get("values", [])):
        page.locator("[name=choice_fr]").nth(row).fill(value)
    page.get_by_role("button", name="Ajouter le champ").last.click()
    expect(page.locator(".note.ok")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text=name).first).to_be_visible()


def test_a_module_from_nothing_to_its_first_record(admin):
    visit(admin, "/admin/modules", "modules")
    admin.get_by_role("link", name="Nouveau module").click()
    look(admin, "module-new")
    admin.get_by_role("button", name="Créer le module").click()
    expect(admin.get_by_role("alert")).to_contain_text("Donnez un nom")
    look(admin, "module-new-wrong")
    admin.get_by_label("Nom au pluriel (français)").fill("Interventions")
    admin.get_by_label("Nom au singulier (français)").fill("Intervention")
    admin.get_by_label("Champ qui nomme une fiche (français)").fill("Objet")
    admin.get_by_role("button", name="Créer le module").click()
    expect(admin.get_by_role("heading", level=1)).to_have_text("Interventions")
    admin.get_by_role("link", name="Ajouter un champ").first.click()
    look(admin, "field-kinds")
    for kind, name in KINDS:
        add_field(admin, "interventions", kind, name, tick=["Les listes peuvent être triées"] if kind in ("Date", "Montant") else [])
    add_field(admin, "interventions", "Liste de choix", "État", values=["À planifier", "Planifiée", "Faite"])
    add_field(admin, "interventions", "Choix multiples", "Matériel", values=["Échelle", "Nacelle"])
    add_field(admin, "interventions", "Champ de recherche", "Client", choose={"Pointe vers": "Tiers"}, tick=["Obligatoire"])
    look(admin, "module-fields")
    admin.goto("/admin/modules/interventions/settings")
    admin.get_by_label("Ordre de la liste").select_option(label="Prévue le")
    admin.get_by_label("Champ d’état").select_option(label="État")
    look(admin, "module-settings")
    admin.get_by_role("button", name="Enregistrer").last.click()
    admin.goto("/admin/modules/interventions/subforms/new")
    admin.get_by_label("Nom du sous-formulaire (français)").fill("Pièces")
    admin.get_by_role("button", name="Créer le sous-formulaire").click()
    expect(admin.get_by_role("heading", name="Sous-formulaire « Pièces »")).to_be_visible()
    visit(admin, "/admin/interventions", "custom-empty")
    admin.get_by_role("link", name=re.compile("Intervention|Nouv")).filter(has_text=re.compile("Nouv")).first.click()
    look(admin, "custom-new")
    admin.get_by_label("Objet").fill("Chaudière en panne")
    admin.get_by_label("Passage").fill("2026-11-22T14:30")
    admin.get_by_label("Coût").fill("120,50")
    admin.get_by_label("Client").first.select_option(index=1) if admin.get_by_label("Client").first.locator("option").count() > 1 else find_account(admin)
    admin.get_by_role("button", name=re.compile("^(Créer|Ajouter|Enregistrer)")).last.click()
    expect(admin.get_by_role("heading", level=1)).to_contain_text("Chaudière en panne")
    expect(admin.locator("main")).to_contain_text("22/11/2026 14:30")
    look(admin, "custom-one")
    visit(admin, "/admin/interventions", "custom-list")
    expect(admin.get_by_role("link", name="Chaudière en panne")).to_be_visible()


def find_account(page):
    page.locator("[name=lookup_client_id]").fill("atu")
    page.locator("button[name=find][value=client_id]").click()
    page.get_by_label("Client").first.select_option(label="Atu SARL")


def test_a_removed_field_comes_back(admin):
    admin.goto("/admin/modules/interventions")
    admin.get_by_role("link", name="Coût").click()
    look(admin, "field-edit")
    admin.get_by_role("link", name="Retirer le champ").click()
    expect(admin.locator("main")).to_contain_text("1 fiche a une valeur")
    look(admin, "field-remove")
    admin.get_by_role("button", name="Retirer").click()
    expect(admin.get_by_role("heading", name="Retirés récemment")).to_be_visible()
    look(admin, "module-removed-field")
    admin.goto("/admin/interventions")
    admin.get_by_role("link", name="Chaudière en panne").click()
    expect(admin.locator("main")).not_to_contain_text("120,50")
    record = admin.url
    admin.goto("/admin/modules/interventions")
    admin.get_by_role("button", name="Rétablir").click()
    admin.goto(record)
    expect(admin.locator("main")).to_contain_text("120,50")


def test_layouts_are_arranged_without_a_mouse(admin):
    admin.goto("/admin/modules/interventions/layout")
    admin.get_by_role("button", name="Ajouter une section").click()
    admin.locator("[name=section_fr]").last.fill("Suivi")
    last = admin.get_by_role("button", name=re.compile("^Monter : Section")).last
    last.focus()
    admin.keyboard.press("Enter")
    expect(admin.locator(".arrange li").nth(-2)).to_have_class("section")
    look(admin, "layout")
    admin.get_by_role("button", name="Enregistrer").last.click()
    expect(admin.locator(".note.ok")).to_be_visible()


def test_changes_are_told_and_undone(admin):
    add_field(admin, "accounts", "Texte", "Secteur")
    visit(admin, "/admin/changes", "changes")
    first = admin.locator(".acts-list li").first
    expect(first).to_contain_text("« Secteur » ajouté")
    first.get_by_role("button", name="Annuler ce changement").click()
    admin.get_by_role("dialog").get_by_role("button", name="Annuler le changement").click()
    expect(admin.locator(".note.ok")).to_contain_text("annulé")
    admin.goto("/admin/modules/accounts")
    expect(admin.get_by_role("heading", name="Retirés récemment")).to_be_visible()


@pytest.mark.parametrize("look_of", [{"phone": True}, {"dark": True}, {"language": "en"}], ids=str)
def test_pages_look_right(new_page, workshop, administrator, look_of):
    page = new_page(base=workshop.base, state=administrator, **look_of)
    if "language" in look_of:
        page.goto("/language/en")
    for path, name in {
        "/admin/modules": "modules", "/admin/modules/new": "module-new", "/admin/modules/interventions": "module-fields",
        "/admin/modules/interventions/settings": "module-settings", "/admin/modules/interventions/fields/new": "field-kinds",
        "/admin/modules/interventions/fields/new?kind=choice": "field-new", "/admin/modules/interventions/layout": "layout",
        "/admin/modules/interventions/remove": "module-remove", "/admin/changes": "changes", "/admin/interventions": "custom-list",
    }.items():
        visit(page, path, name)
