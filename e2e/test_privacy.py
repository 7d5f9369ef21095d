"""The privacy policy of a portal: published, asked for, accepted, read again."""

import re

import pytest
from playwright.sync_api import expect
from support import browser
from support.browser import look, visit
from support.office import first_customer


@pytest.mark.both_engines
def test_privacy_policy(new_site, new_page):
    """Published, asked for before anything else, accepted, read again."""
    site = new_site()
    site.load_demo()
    site.start()
    staff = new_page(site.base)
    browser.sign_in(staff, "/admin", *site.administrator)
    staff.wait_for_url("**/admin")
    username, password = first_customer(staff, site)
    visit(staff, site.base + "/admin/portals")
    staff.get_by_role("table").get_by_role("link").first.click()
    staff.get_by_role("link", name="Confidentialité").click()
    look(staff, "policy-none")
    staff.get_by_role("button", name="Publier la version 1").click()
    expect(staff.get_by_role("alert")).to_contain_text("Écrivez le texte")
    staff.get_by_label("Texte (français)").fill("# Vos données\n\nNous gardons :\n\n- vos factures, dix ans ;\n- vos demandes, trois ans.")
    staff.get_by_role("button", name="Publier la version 1").click()
    expect(staff.get_by_text("Version 1, publiée par")).to_be_visible()
    look(staff, "policy-published")
    person = new_page(site.base, phone=True)
    browser.sign_in(person, "/p/client", username, password)
    person.wait_for_url("**/p/client/policy**")
    look(person, "policy-asked-phone")
    person.get_by_role("button", name="Continuer").click()
    expect(person.get_by_role("alert")).to_contain_text("Cochez la case")
    look(person, "policy-refused-phone")
    person.get_by_role("checkbox", name=re.compile("J’ai bien lu")).check()
    person.get_by_role("button", name="Continuer").click()
    person.wait_for_url("**/p/client")
    person.get_by_role("link", name="Confidentialité").click()
    expect(person.get_by_role("main")).to_contain_text("Version 1, acceptée le")
    look(person, "policy-read-phone")
