"""How somebody reads: guessed and confirmed at the first sign-in, changed later on *Mes informations*."""

import re

import pytest
from playwright.sync_api import expect
from support import browser
from support.browser import look


@pytest.fixture
def browser_far_away(new_page):
    """A browser in New York, as an American has it."""
    return new_page(language="en-US", zone="America/New_York")


@pytest.fixture
def invited(office, spare_contacts):
    """Somebody who has not chosen a password yet, and the link to do so."""
    return office.invite(next(spare_contacts))


def test_first_sign_in_in_french(invited, new_page):
    """The guess is right for a phone in Paris: one button, and one is inside."""
    page = new_page(phone=True)
    browser.choose_password(page, invited[1])
    expect(page.get_by_role("heading", level=1)).to_have_text("Vos préférences")
    expect(page.get_by_label("Fuseau horaire")).to_have_value("Paris (Europe)")
    expect(page.get_by_label("Format de l’heure")).to_have_value("24")
    expect(page.get_by_label("Pays")).to_have_value("FR")
    look(page, "preferences-phone")
    page.get_by_role("button", name="Continuer").click()
    page.wait_for_url("**/p/client")
    look(page, "preferences-done-phone")


def test_far_away_in_english(invited, browser_far_away):
    """The browser's own zone and clock win over what the customer's address says; pages show times with them."""
    page, (customer, link) = browser_far_away, invited
    browser.choose_password(page, link)
    expect(page.locator("[name=zone]")).to_have_value("New York (Amérique)")
    expect(page.locator("[name=clock]")).to_have_value("12")
    page.locator("[name=own_language]").select_option("en")
    look(page, "preferences-far")
    page.get_by_role("button", name=re.compile("Continuer|Continue")).click()
    page.wait_for_url("**/p/client")
    page.goto("/p/client/sessions")
    expect(page.get_by_role("main")).to_contain_text(re.compile(r"since .*, \d{1,2}:\d\d\s(AM|PM)"))
    page.goto("/p/client/profile")
    expect(page.locator("[name=zone]")).to_have_value("New York (America)")
    page.locator("[name=clock]").select_option("24")
    page.get_by_role("button", name="Save the preferences").click()
    expect(page.get_by_text("The changes are saved.")).to_be_visible()
    look(page, "profile-preferences")
    page.context.clear_cookies()
    browser.sign_in(page, "/p/client", customer.username, customer.password, skips_preferences=False)
    page.wait_for_url("**/p/client")
