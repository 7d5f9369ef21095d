"""The own sign-in: a person changes its address, is told of a new browser, and takes everything back."""

import re

from playwright.sync_api import expect
from support import browser
from support.browser import look, visit

LINK = re.compile(r"https?://\S+/(?:email|not-me)/[A-Za-z0-9_-]{43}")


def link(mail):
    found = LINK.findall(mail.text)
    assert len(found) == 1, mail.text
    return found[0]


def test_change_of_the_sign_in_address(customer, new_page, mailbox):
    """Asked for with the password, proved in the new mailbox, told to the old one, taken back from there."""
    page = new_page()
    browser.sign_in(page, "/p/client", customer.username, customer.password)
    page.goto("/p/client/profile")
    page.get_by_role("link", name="Changer mon e-mail de connexion").click()
    look(page, "own-email")
    page.get_by_role("button", name="Envoyer la confirmation").click()
    expect(page.get_by_role("alert")).to_contain_text("Écrivez une adresse")
    look(page, "own-email-refused")
    new = f"nouveau.{customer.email}"
    page.get_by_label("Nouvel e-mail").fill(new)
    page.get_by_label("Mot de passe actuel").fill(customer.password)
    page.get_by_role("button", name="Envoyer la confirmation").click()
    expect(page.get_by_text(f"Ouvrez l’e-mail envoyé à {new}")).to_be_visible()
    look(page, "own-email-waiting")
    mail = mailbox.wait(new)
    assert mail.html and mail.subject.endswith("Confirmez votre e-mail de connexion")

    phone = new_page(phone=True)
    visit(phone, link(mail), "own-email-confirm")
    phone.get_by_role("button", name="Confirmer").click()
    expect(phone.get_by_text("elle vous connecte dès maintenant")).to_be_visible()
    browser.sign_in(phone, "/p/client", new, customer.password)
    phone.wait_for_url("**/p/client")
    assert "Firefox" in mailbox.wait(new, "nouveau navigateur").text or "Chrome" in mailbox.wait(new, "nouveau navigateur").text

    told = mailbox.wait(customer.email, "a changé")
    visit(page, link(told), "own-not-me")
    expect(page.get_by_text(customer.email)).to_be_visible()
    page.get_by_role("button", name="Tout fermer et recevoir un nouveau lien").click()
    expect(page.get_by_role("heading", name="Tout est fermé")).to_be_visible()
    look(page, "own-not-me-pressed")
    browser.choose_password(
        page, mailbox.wait(customer.email, "Mot de passe oublié").link, "Six lanternes vertes au port 4")
    phone.goto("/p/client/invoices")
    expect(phone).to_have_url(re.compile("/signin"))
    visit(page, link(told), "own-not-me-done", status=410)
