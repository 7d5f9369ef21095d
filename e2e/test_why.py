"""Who sees a record, and why: from the rule itself."""

import re

from playwright.sync_api import expect
from support.browser import look


def test_why_a_person_sees_an_invoice(staff, atu):
    staff.goto("/admin/invoices?q=Atu")
    staff.goto("/admin/accounts?q=Atu+SARL")
    staff.get_by_role("link", name="Atu SARL").first.click()
    staff.goto(staff.url.split("?")[0] + "?tab=linked")
    staff.locator("section", has=staff.get_by_role("heading", name="Factures")).first.locator("td.key a").first.click()
    staff.get_by_label("Autres actions").click()
    staff.get_by_role("link", name="Qui y a accès ?").click()
    expect(staff.locator("main")).to_contain_text("Atu Lenobli")
    look(staff, "who-sees")
    staff.get_by_role("link", name=re.compile("^Pourquoi \\? Atu Lenobli")).click()
    expect(staff.locator("main")).to_contain_text("Atu Lenobli voit")
    expect(staff.locator("main")).to_contain_text("à qui l’accès est rattaché")
    look(staff, "why")
    staff.set_viewport_size({"width": 390, "height": 844})
    look(staff, "why-phone")


def test_why_somebody_else_does_not(staff, customer, atu):
    staff.goto("/admin/accounts?q=Atu+SARL")
    staff.get_by_role("link", name="Atu SARL").first.click()
    staff.goto(staff.url.split("?")[0] + "?tab=linked")
    staff.locator("section", has=staff.get_by_role("heading", name="Factures")).first.locator("td.key a").first.click()
    staff.get_by_label("Autres actions").click()
    staff.get_by_role("link", name="Qui y a accès ?").click()
    staff.get_by_role("searchbox").fill(customer.username)
    staff.get_by_role("button", name="Rechercher").click()
    staff.locator("#other").locator("xpath=ancestor::section").get_by_role("link", name=re.compile("^Pourquoi")).first.click()
    expect(staff.locator("main")).to_contain_text("ne voit pas")
    expect(staff.locator("main")).to_contain_text("pas à « Atu SARL »")
    look(staff, "why-not")
