"""A member of staff is given customers, lands on the one there is, chooses among several, and changes at any time."""

import re

import pytest
from playwright.sync_api import expect
from support import browser, demo
from support.browser import look, visit


def add_staff(staff, mailbox, new_page, first, last):
    """Somebody new, with a password."""
    username = f"{first}.{last}".lower()
    staff.goto("/admin/staff")
    form = staff.locator("form:has([name=role])")
    form.locator("[name=first_name]").fill(first)
    form.locator("[name=last_name]").fill(last)
    form.locator("[name=username]").fill(username)
    form.locator("[name=email]").fill(f"{username}@example.test")
    form.get_by_role("button", name="Ajouter").click()
    page = new_page()
    browser.choose_password(page, mailbox.wait(f"{username}@example.test").link)
    return username


def give(staff, name):
    """From the page of somebody's customers: search, then give."""
    staff.get_by_label("Nom, code ou ville du client").fill(name)
    staff.get_by_role("button", name="Rechercher").click()
    staff.get_by_role("button", name=f"Confier {name}", exact=True).click()
    expect(staff.get_by_text("Le client est confié.")).to_be_visible()


@pytest.mark.both_engines
def test_customers_of_staff(staff, new_page, mailbox):
    username = add_staff(staff, mailbox, new_page, "Lena", "Faure")
    first, second, third = [demo.account_name(account) for account in demo.other_customers()[:3]]
    person = new_page()
    browser.sign_in(person, "/admin", username, browser.PASSWORD)
    expect(person).to_have_url(re.compile("/admin$"))

    staff.goto("/admin/staff")
    look(staff, "staff-customers-column")
    staff.get_by_role("row").filter(has_text=username).get_by_role("link", name=re.compile("Aucun client")).click()
    expect(staff.get_by_role("heading", level=1)).to_have_text("Clients confiés à Lena Faure")
    look(staff, "staff-customers-none")
    give(staff, first)
    look(staff, "staff-customers-given")

    # One customer: its page at once, whatever door one came through; a page that was asked for wins.
    browser.sign_in(person := new_page(), "/admin", username, browser.PASSWORD)
    expect(person).to_have_url(re.compile(r"/admin/accounts/\w+$"))
    expect(person.get_by_role("heading", level=1)).to_contain_text(first)
    expect(person.locator(".head .sub")).to_contain_text("Suivi par Lena Faure")
    look(person, "staff-landing-one")
    person = new_page()
    person.goto("/admin/invoices")
    person.get_by_label("Identifiant ou e-mail").fill(username)
    person.locator("input[name=password]").fill(browser.PASSWORD)
    person.get_by_role("button", name="Connexion").click()
    expect(person).to_have_url(re.compile("/admin/invoices$"))

    give(staff, second)
    give(staff, third)
    person = new_page()
    browser.sign_in(person, "/admin", username, browser.PASSWORD)
    expect(person).to_have_url(re.compile("/admin/switch$"))
    expect(person.get_by_role("link", name="Aller au tableau de bord")).to_be_visible()
    look(person, "staff-choice")
    person.get_by_role("button", name="Ouvrir ce client").click()
    expect(person.get_by_role("alert")).to_contain_text("Choisissez un client dans la liste.")
    look(person, "staff-choice-error")
    person.locator("#account").select_option(label=option(person, second))
    person.get_by_role("button", name="Ouvrir ce client").click()
    expect(person.get_by_role("heading", level=1)).to_contain_text(second)

    # At any time from the menu, by keyboard too; the one shown last is marked.
    person.locator("details.user summary").focus()
    person.keyboard.press("Enter")
    look(person, "staff-menu")
    person.get_by_role("link", name="Changer de client").press("Enter")
    expect(person).to_have_url(re.compile("/admin/switch$"))
    expect(person.locator("select option:checked")).to_contain_text("affiché en dernier")
    expect(person.locator("select option:checked")).to_contain_text(second)
    expect(person.get_by_text(f"Affiché en dernier\u00a0: {second}.")).to_be_visible()
    visit(person, "/admin/accounts?mine=1", "staff-own-accounts")
    expect(person.get_by_role("row")).to_have_count(4)
    state = person.context.storage_state()
    visit(new_page(state=state, phone=True), "/admin/switch", "staff-choice")
    visit(new_page(state=state, language="en"), "/admin/switch", "staff-choice")

    # Taken away again.
    page = staff.url.split("?")[0]
    visit(new_page(state=staff.context.storage_state(), phone=True), page, "staff-customers-given")
    english = new_page(state=staff.context.storage_state(), language="en")
    english.goto("/language/en")
    visit(english, page + "?q=pharmacie", "staff-customers-found")
    staff.goto(page)
    staff.get_by_role("button", name=f"Retirer {second}", exact=True).click()
    expect(staff.get_by_text("Le client est retiré.")).to_be_visible()
    person.goto("/admin/switch")
    expect(person.locator("select option", has_text=second)).to_have_count(0)


def test_many_customers_are_searched(staff, new_page, mailbox):
    """More than twenty: a search above the list, also without a script."""
    username = add_staff(staff, mailbox, new_page, "Hugo", "Blanc")
    staff.get_by_role("row").filter(has_text=username).get_by_role("link", name=re.compile("Aucun client")).click()
    page = staff.url
    ids = set()
    for letter in "aeio":
        staff.goto(f"{page}?q={letter}")
        ids |= set(staff.locator("#give ~ .body [name=account], section:has(#give) [name=account]").evaluate_all("all => all.map((one) => one.value)"))
    assert len(ids) > 20, len(ids)
    for account in sorted(ids)[:24]:
        answer = staff.request.post(page, form={"account": account}, headers={"Origin": page.split("/admin")[0]}, max_redirects=0)
        assert answer.status == 303, answer.text()
    visit(staff, page, "staff-customers-many")
    person = new_page()
    browser.sign_in(person, "/admin", username, browser.PASSWORD)
    expect(person).to_have_url(re.compile("/admin/switch$"))
    look(person, "staff-choice-many")
    name = person.locator("select option").nth(5).inner_text().split(" · ")[0]
    person.get_by_label("Rechercher parmi vos clients").press_sequentially(name)
    expect(person.locator("select option").first).to_contain_text(name)
    expect(person.locator("select option").nth(6)).to_have_count(0)
    look(person, "staff-choice-searched")
    person.get_by_label("Rechercher parmi vos clients").fill("introuvable")
    person.get_by_role("button", name="Rechercher").click()
    expect(person.get_by_text("Aucun de vos clients ne correspond à « introuvable ».")).to_be_visible()
    look(person, "staff-choice-nothing")


def option(page, name):
    """The whole text of the option that begins with a name."""
    return next(text for text in page.locator("select option").all_inner_texts() if text.startswith(name))
