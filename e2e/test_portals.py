"""Portals: the wizard, the address that moves, the door of each, archiving and deleting."""

import re
import struct
import zlib

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
    # Closing a module says first who loses what.
    assert person.goto("/p/distribution/orders").status == 200
    staff.goto("/admin/portals")
    staff.get_by_role("link", name="Espace revendeurs").click()
    staff.get_by_role("checkbox", name="Commandes").uncheck()
    staff.get_by_role("main").get_by_role("button", name="Enregistrer", exact=True).click()
    expect(staff.get_by_role("heading", level=1)).to_have_text("Avant d’enregistrer")
    expect(staff.get_by_role("region", name="Commandes")).to_be_visible()
    look(staff, "portal-closing-review")
    assert person.goto("/p/distribution/orders").status == 200
    staff.get_by_role("main").get_by_role("button", name="Enregistrer", exact=True).click()
    expect(staff.locator(".note.ok")).to_be_visible()
    assert person.goto("/p/distribution/orders").status == 404
    staff.get_by_role("link", name="Archiver").click()
    look(staff, "portal-archive")
    staff.get_by_role("button", name="Archiver le portail").click()
    assert person.goto("/p/distribution/quotes").status == 410
    expect(person.locator("body")).to_contain_text("fermé")
    staff.get_by_role("link", name="Supprimer").click()
    expect(staff.locator("main")).to_contain_text("1 personne a encore un accès")
    look(staff, "portal-in-use")


def png(width, height, colour):
    """A picture of one colour."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + bytes(colour) * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def upload(page, kind, name, content):
    form = page.locator(f"form[action*='/{kind}?']")
    form.locator("[type=file]").set_input_files([{"name": name, "mimeType": "image/png", "buffer": content}])
    form.get_by_role("button", name=re.compile("Ajouter|Remplacer")).click()


def test_a_portal_shows_its_company(staff, new_page):
    new_portal(staff, "Espace artisans", "artisans", "Artisans", "Client")
    staff.goto("/admin/portals")
    staff.get_by_role("link", name="Espace artisans").click()
    settings = staff.url.split("?")[0]
    upload(staff, "logo", "logo.png", b"<script>alert(1)</script>")
    expect(staff.get_by_role("alert")).to_contain_text("n’est pas une image")
    look(staff, "portal-picture-refused")
    upload(staff, "logo", "logo.png", png(8, 8, (1, 2, 3)) + b"x" * 300_000)
    expect(staff.get_by_role("alert")).to_contain_text("256 Ko")
    upload(staff, "logo", "logo.png", png(240, 60, (24, 92, 87)))
    expect(staff.locator(".note.ok")).to_be_visible()
    upload(staff, "icon", "icone.png", png(32, 32, (24, 92, 87)))
    expect(staff.locator(".picture img")).to_have_count(2)
    look(staff, "portal-pictures")
    door = new_page()
    door.goto("/p/artisans/signin")
    logo = door.locator("header img")
    expect(logo).to_be_visible()
    assert logo.evaluate("image => image.naturalWidth") == 240
    icon = door.locator("link[rel=icon]").get_attribute("href")
    answer = door.request.get(icon)
    assert answer.ok and answer.headers["content-type"] == "image/png" and "immutable" in answer.headers["cache-control"]
    look(door, "portal-door-logo")
    staff.goto(settings)
    staff.locator("form[action*='/logo/remove?']").get_by_role("button").click()
    expect(staff.locator(".picture img")).to_have_count(1)
    assert door.request.get("/p/artisans/logo").status == 404


def test_what_two_people_change_is_not_lost(staff, new_page, staff_state):
    """The one who saves later is told, sees what the other one saved, and changes can be undone."""
    new_portal(staff, "Espace bailleurs", "bailleurs", "Bailleurs", "Client")
    staff.goto("/admin/portals")
    staff.get_by_role("link", name="Espace bailleurs").click()
    other = new_page(state=staff_state)
    other.goto(staff.url.split("?")[0])
    other.locator("[name=slug]").fill("proprietaires")
    other.get_by_role("main").get_by_role("button", name="Enregistrer", exact=True).click()
    expect(other.locator(".note.ok")).to_be_visible()
    staff.locator("[name=accent]").fill("#7a1f5c")
    staff.get_by_role("main").get_by_role("button", name="Enregistrer", exact=True).click()
    expect(staff.locator(".note.warn")).to_contain_text("pendant que vous écriviez")
    expect(staff.locator("[name=slug]")).to_have_value("proprietaires")
    look(staff, "portal-stale")
    staff.goto("/admin/changes")
    row = staff.get_by_role("listitem").filter(has_text="Espace bailleurs").filter(has_text="portail modifié").first
    row.get_by_role("button", name="Annuler ce changement").click()
    staff.get_by_role("dialog").get_by_role("button", name="Annuler le changement").click()
    expect(staff.locator(".note.ok")).to_be_visible()
    look(staff, "portal-undone")
    assert other.goto("/p/bailleurs/signin").ok and "/p/bailleurs/" in other.url


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
