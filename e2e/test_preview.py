"""Staff see a portal in somebody's place: read only, with a reason, and with rights that are not saved yet."""

import re

from playwright.sync_api import expect
from support.browser import look


def test_seeing_as_a_person(staff, customer, site):
    staff.goto(customer.profile)
    staff.get_by_role("link", name="Voir comme").click()
    staff.get_by_role("button", name="Ouvrir le portail").click()
    expect(staff.get_by_role("alert")).to_contain_text("Dites pourquoi")
    look(staff, "see-as")
    staff.get_by_label("Raison").fill("Question au téléphone")
    staff.get_by_label("Un autre jour").fill("2020-02-29")
    staff.get_by_role("button", name="Ouvrir le portail").click()
    expect(staff.get_by_role("alert")).to_contain_text("Cet accès n’existait pas encore")
    look(staff, "see-as-too-early")
    staff.get_by_label("Un autre jour").fill("")
    staff.get_by_role("button", name="Ouvrir le portail").click()
    expect(staff).to_have_url(re.compile("/p/client$"))
    strip = staff.get_by_role("region", name="Aperçu")
    expect(strip).to_contain_text(customer.name)
    look(staff, "see-as-home")
    staff.goto("/p/client/tickets/new")
    cookies = "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in staff.context.cookies())
    answer = site.post("/p/client/tickets/new", {"subject": "Non", "message": "Non"}, {"Cookie": cookies})
    assert answer.status == 403
    assert staff.goto("/p/client/sessions").status == 403
    staff.goto("/p/client")
    strip.get_by_role("button", name="Quitter l’aperçu").click()
    expect(staff).to_have_url(re.compile("/admin$"))
    staff.goto("/p/client")
    expect(staff).to_have_url(re.compile("/p/client/signin"))
    staff.goto(customer.profile + "/events")
    expect(staff.locator("main")).to_contain_text("Portail vu à la place de la personne")


def test_rights_that_are_not_saved_are_looked_at(staff, atu):
    staff.goto("/admin/portals")
    staff.get_by_role("link", name="Portail client").click()
    staff.get_by_role("link", name="Types d’utilisateur").click()
    staff.get_by_role("link", name="Client", exact=True).click()
    grid = staff.url
    staff.get_by_role("checkbox", name="Factures : Afficher").uncheck()
    staff.get_by_role("button", name="Examiner et enregistrer").last.click()
    staff.get_by_role("button", name="Aperçu avec ces droits").click()
    expect(staff.get_by_role("region", name="Aperçu")).to_be_visible()
    menu = staff.get_by_role("navigation", name="Navigation principale")
    expect(menu.get_by_role("link", name="Devis")).to_be_visible()
    expect(menu.get_by_role("link", name="Factures", exact=True)).to_have_count(0)
    look(staff, "preview-draft")
    assert staff.goto("/p/client/invoices").status == 404
    staff.get_by_role("button", name="Quitter l’aperçu").click()
    staff.goto(grid)
    expect(staff.get_by_role("checkbox", name="Factures : Afficher")).to_be_checked()
