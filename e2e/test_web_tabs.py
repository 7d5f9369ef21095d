"""Web tabs: a page in Markdown and an address, for the user types that have them."""

import re

from playwright.sync_api import expect
from support.browser import look


def test_a_page_and_an_address_in_the_menu(staff, atu_page, site):
    staff.goto("/admin/portals")
    staff.get_by_role("link", name="Portail client").click()
    staff.get_by_role("link", name="Onglets Web").click()
    look(staff, "web-tabs-empty")
    staff.get_by_role("link", name="Nouvel onglet").click()
    staff.get_by_role("button", name="Enregistrer").last.click()
    expect(staff.get_by_role("alert")).to_contain_text("Écrivez le texte de la page")
    staff.get_by_label("Titre de l’onglet (français)").fill("Annonces")
    staff.get_by_label("Texte (français)").fill("# Congés\n\nFermés du **24 au 26 décembre**.\n\n- [Nos horaires](https://exemple.fr)\n\n<script>alert(1)</script>")
    look(staff, "web-tab-new")
    staff.get_by_role("button", name="Enregistrer").last.click()
    expect(staff.locator("main")).to_contain_text("Annonces")
    staff.get_by_role("link", name="Nouvel onglet").click()
    staff.get_by_label("Titre de l’onglet (français)").fill("Notre site")
    staff.get_by_label("Contenu").select_option(label="Une adresse sur le Web")
    staff.get_by_label("Adresse", exact=True).fill("javascript:alert(1)")
    staff.get_by_role("button", name="Enregistrer").last.click()
    expect(staff.get_by_role("alert")).to_contain_text("https://exemple.fr/page")
    staff.get_by_label("Adresse", exact=True).fill("https://exemple.fr/")
    staff.get_by_role("button", name="Enregistrer").last.click()
    look(staff, "web-tabs")
    atu_page.goto("/p/client")
    expect(atu_page.get_by_role("link", name=re.compile("^Notre site"))).to_have_attribute("target", "_blank")
    atu_page.get_by_role("link", name="Annonces").click()
    expect(atu_page.get_by_role("heading", name="Congés")).to_be_visible()
    expect(atu_page.locator("main strong")).to_have_text("24 au 26 décembre")
    assert "alert(1)" not in atu_page.content()
    look(atu_page, "web-page")
    page = atu_page.url
    # Taken from the type, the tab and its page are gone at once; so are the tests' traces.
    for title in ("Annonces", "Notre site"):
        staff.locator(".acts-list li").filter(has_text=title).get_by_role("link", name="Modifier").click()
        if title == "Annonces":
            staff.get_by_label("Client").uncheck()
            staff.get_by_role("button", name="Enregistrer").last.click()
            assert atu_page.goto(page).status == 404
            staff.locator(".acts-list li").filter(has_text=title).get_by_role("link", name="Modifier").click()
        staff.get_by_role("button", name="Supprimer l’onglet").click()
        staff.get_by_role("dialog").get_by_role("button", name="Supprimer").click()
        expect(staff.get_by_role("heading", level=1)).to_have_text("Onglets Web")
