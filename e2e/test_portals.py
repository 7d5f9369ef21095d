"""Portals: the wizard, the address that moves, the door of each, archiving and deleting."""

import re

import pytest
from playwright.sync_api import expect
from support import browser as pages
from support.browser import look, visit


def new_portal(page, name, slug, type_name, preset):
    """The wizard up to the grid; returns the grid's address."""
    page.goto("/admin/portals/new")
    page.get_by_label("Nom du portail").fill(name)
    page.get_by_label("Adresse").fill(slug)
    page.get_by_role("button", name="Continuer").click()
    page.get_by_label("Nom du type (français)").fill(type_name)
    page.get_by_role("radio", name=re.compile("^" + preset)).check()
    page.get_by_role("button", name="Créer le type").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(type_name)
    return page.url.split("?")[0]


def test_the_wizard_names_what_is_taken(staff):
    visit(staff, "/admin/portals", "portals")
    staff.get_by_role("link", name="Nouveau portail").click()
    staff.get_by_label("Nom du portail").fill("Portail client")
    staff.get_by_label("Adresse").press_sequentially("client")
    expect(staff.locator("[data-address-says]")).to_contain_text("client-2")
    look(staff, "portal-new")
    staff.get_by_role("button", name="Continuer").click()
    expect(staff.get_by_role("alert")).to_contain_text("s’appelle déjà")
    look(staff, "portal-new-taken")
    staff.get_by_label("Nom du portail").fill("Espace partenaires")
    staff.get_by_label("Adresse").fill("")
    staff.get_by_role("button", name="Continuer").click()
    expect(staff.get_by_role("heading", level=1)).to_have_text("Nouveau type d’utilisateur")
    staff.get_by_role("link", name="Espace partenaires").click()
    expect(staff.locator("[name=slug]")).to_have_value("espace-partenaires")
    look(staff, "portal-settings")


def test_an_address_moves_and_people_are_told(staff, new_page, site, mailbox, office, spare_contacts):
    new_portal(staff, "Espace revendeurs", "revendeurs", "Revendeurs", "Achats")
    contact = next(spare_contacts)
    dialog = office.create_account(contact)
    kinds = dialog.locator("[name=user_type]")
    kinds.select_option(value=kinds.locator("option").filter(has_text="Revendeurs").get_attribute("value"))
    username = dialog.locator("[name=username]").input_value()
    dialog.get_by_role("button", name="Créer et envoyer l’e-mail").click()
    expect(office.page).to_have_url(re.compile(r"/admin/users/\w+\?done="))
    link = mailbox.wait(contact["email"]).link
    person = new_page()
    pages.choose_password(person, link)
    pages.sign_in(person, "/p/revendeurs", username, pages.PASSWORD)
    expect(person).to_have_url(re.compile("/p/revendeurs$"))
    staff.goto("/admin/portals")
    staff.get_by_role("link", name="Espace revendeurs").click()
    staff.locator("[name=slug]").fill("distribution")
    staff.get_by_label("Texte de la page de connexion (français)").fill("L’espace de nos revendeurs agréés.")
    staff.get_by_role("main").get_by_role("button", name="Enregistrer").click()
    expect(staff.locator(".note.ok")).to_be_visible()
    mail = mailbox.wait(contact["email"], "nouvelle adresse")
    assert f"{site.base}/p/distribution" in mail.text
    person.goto("/p/revendeurs/orders?q=1")
    expect(person).to_have_url(re.compile("/p/distribution/signin"))
    expect(person.locator("main")).to_contain_text("revendeurs agréés")
    look(person, "portal-door-moved")
    pages.sign_in(person, "/p/distribution", username, pages.PASSWORD)
    expect(person).to_have_url(re.compile("/p/distribution$"))
    # Each portal has its own session: the other one asks to sign in, and says that there is no access.
    person.goto("/p/client")
    expect(person).to_have_url(re.compile("/p/client/signin"))
    staff.goto("/admin/portals")
    staff.get_by_role("link", name="Espace revendeurs").click()
    staff.get_by_role("link", name="Archiver").click()
    look(staff, "portal-archive")
    staff.get_by_role("button", name="Archiver le portail").click()
    assert person.goto("/p/distribution/orders").status in (200, 410)
    expect(person.locator("body")).to_contain_text("fermé")
    staff.get_by_role("link", name="Supprimer").click()
    expect(staff.locator("main")).to_contain_text("1 personne a encore un accès")
    look(staff, "portal-in-use")


def test_portals_have_doors_of_their_own(staff):
    """The first portal is neither archived nor deleted."""
    staff.goto("/admin/portals")
    staff.get_by_role("link", name="Portail client").click()
    expect(staff.get_by_role("link", name="Archiver")).to_have_count(0)
    staff.goto(staff.url.split("?")[0] + "/close")
    expect(staff.locator("main")).to_contain_text("ne s’archive pas")


@pytest.mark.parametrize("look_of", [{"phone": True}, {"dark": True}, {"language": "en"}], ids=str)
def test_pages_look_right(new_page, staff_state, look_of):
    page = new_page(state=staff_state, **look_of)
    if "language" in look_of:
        page.goto("/language/en")
    visit(page, "/admin/portals", "portals")
    visit(page, "/admin/portals/new", "portal-new")
    page.goto("/admin/portals")
    visit(page, page.get_by_role("table").get_by_role("link").first.get_attribute("href"), "portal-settings")
