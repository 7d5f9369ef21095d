"""User types: the grid of rights, fields, and what a change means before it is saved."""

import json
import re

import pytest
from playwright.sync_api import expect
from support import browser as pages
from support.browser import look, visit
from support.office import first_customer


def open_types(page):
    page.goto("/admin/portals")
    page.get_by_role("link", name="Portail client").click()
    page.get_by_role("link", name="Types d’utilisateur").click()


def test_the_grid_is_worked_with_the_keyboard(staff):
    open_types(staff)
    look(staff, "user-types")
    staff.get_by_role("link", name="Nouveau type").click()
    look(staff, "user-type-new")
    staff.get_by_label("Nom du type (français)").fill("Acheteurs")
    staff.get_by_label("Achats").check()
    staff.get_by_role("button", name="Créer le type").click()
    expect(staff.get_by_role("heading", level=1)).to_have_text("Acheteurs")
    look(staff, "user-type-grid")
    box = staff.get_by_role("checkbox", name="Commandes : Afficher")
    expect(box).to_be_checked()
    box.focus()
    staff.keyboard.press("ArrowRight")
    expect(staff.get_by_role("checkbox", name="Commandes : Créer")).to_be_focused()
    staff.keyboard.press("Space")
    staff.keyboard.press("ArrowDown")
    staff.keyboard.press("ArrowUp")
    expect(staff.get_by_role("checkbox", name="Commandes : Créer")).to_be_checked()
    staff.get_by_role("button", name="Tout cocher ou décocher : Cloner", exact=True).press("Enter")
    expect(staff.get_by_role("checkbox", name="Devis : Cloner")).to_be_checked()
    staff.get_by_role("searchbox", name="Chercher un module").fill("factur")
    expect(staff.get_by_role("row", name=re.compile("^Devis"))).to_be_hidden()
    staff.get_by_role("button", name="Enregistrer, puis les champs").press("Enter")
    expect(staff.get_by_role("heading", level=1)).to_contain_text("Champs :")
    expect(staff.locator(".head")).to_contain_text("Module 1 sur")
    look(staff, "user-type-fields")
    for _ in range(12):
        following = staff.get_by_role("button", name=re.compile("^Enregistrer et (suivant|terminer)$"))
        is_last = following.inner_text() == "Enregistrer et terminer"
        following.click()
        if is_last:
            break
    expect(staff.get_by_role("heading", level=1)).to_have_text("Acheteurs")
    expect(staff.get_by_role("checkbox", name="Commandes : Cloner")).to_be_checked()


def test_what_a_change_means_is_told_before_it_is_saved(staff, atu):
    open_types(staff)
    staff.get_by_role("table").get_by_role("link").first.click()
    staff.get_by_role("checkbox", name="Factures : Afficher").uncheck()
    staff.get_by_role("button", name="Examiner et enregistrer").last.click()
    expect(staff.get_by_role("heading", level=1)).to_have_text("Avant d’enregistrer")
    expect(staff.locator("main")).to_contain_text(re.compile("ne (verra|verront) plus"))
    staff.get_by_text("Qui ?").first.click()
    expect(staff.locator("main")).to_contain_text("Atu Lenobli 181")
    look(staff, "rights-review")
    staff.get_by_role("link", name="Revenir sans enregistrer").click()
    expect(staff.get_by_role("checkbox", name="Factures : Afficher")).to_be_checked()


def test_what_is_not_saved_is_counted_and_kept(staff):
    """Changed cells are marked and counted; leaving asks; the review leads back with what was changed."""
    open_types(staff)
    staff.get_by_role("table").get_by_role("link", name="Client").click()
    grid = staff.url
    assert staff.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    staff.get_by_role("checkbox", name="Commandes : Cloner").check()
    staff.locator("summary", has_text="Factures : États").click()
    staff.locator("[name='st.invoices'][value=draft]").check()
    expect(staff.locator("[data-unsaved]")).to_have_text("2 changements non enregistrés, sur 2 lignes")
    expect(staff.locator("td.was")).to_have_count(2)
    asked = []
    staff.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    staff.get_by_role("link", name="Types d’utilisateur").first.click()
    expect(staff.locator("td.was")).to_have_count(2)
    assert asked == ["beforeunload"] and staff.url == grid
    staff.get_by_role("button", name="Examiner et enregistrer").last.click()
    expect(staff.locator("main")).to_contain_text("États montrés")
    expect(staff.locator("main")).to_contain_text("Brouillon")
    staff.get_by_role("button", name="Modifier encore").click()
    expect(staff.locator("[data-unsaved]")).to_have_text("2 changements non enregistrés, sur 2 lignes")
    expect(staff.get_by_role("checkbox", name="Commandes : Cloner")).to_be_checked()
    staff.get_by_role("checkbox", name="Commandes : Cloner").uncheck()
    expect(staff.locator("[data-unsaved]")).to_have_text("1 changement non enregistré")


def test_a_hidden_field_is_gone_for_the_customer(staff, atu_page):
    open_types(staff)
    staff.get_by_role("table").get_by_role("link").first.click()
    staff.get_by_role("link", name=re.compile("^Champs de Devis")).click()
    staff.get_by_role("radio", name="Total TTC : Masqué", exact=True).check()
    staff.get_by_role("button", name="Terminer", exact=True).click()
    expect(staff.locator("main")).to_contain_text("Total TTC")
    staff.get_by_role("button", name="Enregistrer ces droits").click()
    expect(staff.locator(".note.ok")).to_be_visible()
    atu_page.goto("/p/client/quotes")
    expect(atu_page.locator("main")).not_to_contain_text("Total TTC")
    staff.goto("/admin/changes")
    staff.locator(".acts-list li").filter(has_text="Client").first.get_by_role("button", name="Annuler ce changement").click()
    staff.get_by_role("dialog").get_by_role("button", name="Annuler le changement").click()
    expect(staff.get_by_role("heading", level=1)).to_have_text("Avant d’annuler ce changement")
    expect(staff.locator("main")).to_contain_text("Total TTC")
    staff.get_by_role("button", name="Annuler le changement").click()
    expect(staff.locator(".note.ok")).to_be_visible()
    atu_page.goto("/p/client/quotes")
    expect(atu_page.locator("main")).to_contain_text("Total TTC")


def test_two_administrators(staff, new_page, staff_state):
    open_types(staff)
    staff.get_by_role("table").get_by_role("link", name="Acheteurs").click()
    other = new_page(state=staff_state)
    other.goto(staff.url)
    for page, module in ((staff, "Projets"), (other, "Tâches")):
        page.get_by_role("checkbox", name=f"{module} : Afficher").check()
        page.get_by_role("button", name="Examiner et enregistrer").last.click()
    expect(other.get_by_role("alert")).to_contain_text("pendant que vous le modifiiez")
    look(other, "user-type-stale")
    other.get_by_role("button", name="Enregistrer ces droits").click()
    for module in ("Projets", "Tâches"):
        expect(other.get_by_role("checkbox", name=f"{module} : Afficher")).to_be_checked()


def test_copy_rename_delete(staff):
    open_types(staff)
    staff.get_by_role("table").get_by_role("link", name="Acheteurs").click()
    staff.get_by_role("link", name="Copier").click()
    look(staff, "user-type-copy")
    staff.get_by_role("button", name="Copier le type").click()
    expect(staff.get_by_role("heading", level=1)).to_have_text("Acheteurs (copie)")
    staff.get_by_role("main").get_by_role("link", name="Modifier").first.click()
    staff.get_by_label("Nom du type (français)").fill("Acheteurs")
    staff.get_by_role("button", name="Enregistrer").last.click()
    expect(staff.get_by_role("alert").first).to_contain_text("s’appelle déjà")
    staff.get_by_label("Nom du type (français)").fill("Acheteurs bis")
    staff.get_by_role("button", name="Enregistrer").last.click()
    expect(staff.get_by_role("heading", level=1)).to_have_text("Acheteurs bis")
    staff.get_by_role("link", name="Supprimer").click()
    staff.get_by_role("button", name="Supprimer le type").click()
    expect(staff.get_by_role("table")).not_to_contain_text("Acheteurs bis")


@pytest.mark.parametrize("look_of", [{"phone": True}, {"dark": True}, {"language": "en"}], ids=str)
def test_pages_look_right(new_page, staff_state, look_of):
    page = new_page(state=staff_state, **look_of)
    page.goto("/admin/portals")
    page.get_by_role("table").get_by_role("link").first.click()
    types = page.get_by_role("link", name="Types d’utilisateur").get_attribute("href")
    page.goto(types)
    grid = page.get_by_role("table").get_by_role("link").first.get_attribute("href")
    if "language" in look_of:
        page.goto("/language/en")
    for path, name in {types: "user-types", types + "/new": "user-type-new", grid: "user-type-grid", grid + "/fields/invoices": "user-type-fields",
                       grid + "/edit": "user-type-edit", grid + "/delete": "user-type-delete"}.items():
        visit(page, path, name)


def test_fifty_modules(new_site, new_page, tmp_path):
    """The grid, its review and the portal's menu with fifty modules more."""
    site = new_site()
    site.load_demo()
    file = tmp_path / "fifty.json"
    file.write_text(json.dumps(with_fifty_modules(json.loads(site.run("portal", "export", "client").stdout))))
    site.run("portal", "import", str(file))
    site.start()
    staff = new_page(site.base)
    pages.sign_in(staff, "/admin", *site.administrator)
    staff.wait_for_url("**/admin")
    username, password = first_customer(staff, site)
    open_types(staff)
    staff.get_by_role("table").get_by_role("link", name="Client").click()
    look(staff, "grid-fifty")
    boxes = staff.get_by_role("checkbox", name=re.compile("^Registres .* : Afficher"))
    expect(boxes).to_have_count(50)
    boxes.last.uncheck()
    staff.get_by_role("checkbox", name="Devis : Afficher").uncheck()
    staff.get_by_role("button", name="Examiner et enregistrer").last.click()
    expect(staff.get_by_role("heading", level=1)).to_have_text("Avant d’enregistrer")
    look(staff, "grid-fifty-review")
    staff.get_by_role("button", name="Enregistrer ces droits").click()
    expect(boxes.last).not_to_be_checked()
    phone = new_page(site.base, phone=True, state=staff.context.storage_state())
    visit(phone, staff.url, "grid-fifty-phone")
    for is_phone in (False, True):
        person = new_page(site.base, phone=is_phone)
        pages.sign_in(person, "/p/client", username, password)
        person.wait_for_url("**/p/client")
        look(person, "portal-fifty")
        person.goto(site.base + "/p/client/registre_07")
        expect(person.get_by_role("heading", level=1)).to_have_text("Registres 07")
        look(person, "portal-fifty-list")


def with_fifty_modules(portal):
    for number in range(1, 51):
        key, name = f"registre_{number:02}", f"Registre {number:02}"
        client = {"key": "client", "label": {"fr": "Client", "en": "Customer"}, "kind": "lookup", "target": "accounts"}
        title = {"key": "name", "label": {"fr": "Objet", "en": "Subject"}, "kind": "line", "isRequired": True, "isSorted": True}
        portal["modules"][key] = {
            "names": {"one": {"fr": name, "en": name}, "many": {"fr": f"Registres {number:02}", "en": f"Registers {number:02}"}},
            "columns": [], "isPublic": False, "fields": [title, client], "changes": {}, "subforms": [], "layouts": [],
        }
        portal["userTypes"][0]["grants"][key] = {
            "see": "account:client", "may": [], "notes": "hidden", "files": "hidden", "view": "list",
            "fields": {"name": "read", "client": "read"}, "otherLayouts": {},
        }
        portal["portal"]["openModules"].append(key)
    return portal
