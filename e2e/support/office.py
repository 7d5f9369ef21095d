"""What staff do in the back office, as steps that tests put together."""

import re
import urllib.parse
from dataclasses import dataclass

from playwright.sync_api import expect

from . import browser, demo


@dataclass
class Customer:
    """A person outside with an access to the portal."""

    username: str
    email: str
    name: str
    account: str
    profile: str
    password: str = browser.PASSWORD


class Office:
    def __init__(self, page, site, mailbox):
        self.page = page
        self.site = site
        self.mailbox = mailbox

    def open_contact(self, contact):
        """From the list of contacts, by search, to the contact's page. Several people have the same name."""
        self.page.goto("/admin/contacts?q=" + urllib.parse.quote(f"{contact['firstname']} {contact['lastname']}"))
        account = demo.account_name(demo.account_of(contact))
        row = self.page.get_by_role("row").filter(has_text=contact["firstname"]).filter(has_text=account)
        row.locator("td.key a").click()
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(contact["lastname"])

    def create_account(self, contact):
        """Opens the dialog of the contact's page; the caller says what to do in it."""
        self.open_contact(contact)
        self.page.locator(".head").get_by_role("link", name="Créer un compte utilisateur").click()
        dialog = self.page.get_by_role("dialog")
        expect(dialog).to_be_visible()
        return dialog

    def new_customer(self, contact, password=browser.PASSWORD):
        """A contact of the demo with an account and a password, by the shortest way through the same pages. Whoever
        chooses a password is signed in; nobody stays so here."""
        customer, link = self.invite(contact, password)
        path = urllib.parse.urlsplit(link).path
        answer = self.site.post(path, {"password": password})
        assert answer.status == 303, answer.body
        cookies = [value.split(";")[0] for value in answer.headers.get_all("Set-Cookie")]
        self.site.post("/p/client/signout", {}, {"Cookie": "; ".join(cookies)})
        return customer

    def invite(self, contact, password=browser.PASSWORD):
        """The contact with an account, and the link with which its password is chosen."""
        first, last, email = contact["firstname"], contact["lastname"], contact["email"]
        dialog = self.create_account(contact)
        username = dialog.locator("[name=username]").input_value()
        # Other installations of the demo company may have written to the same address.
        before = len(self.mailbox.to(email))
        dialog.get_by_role("button", name="Créer et envoyer l’e-mail").click()
        expect(self.page).to_have_url(re.compile(r"/admin/users/\w+\?done="))
        profile = self.page.url.split("?")[0]
        link = self.mailbox.wait(email, count=before + 1).link
        account = demo.account_name(demo.account_of(contact))
        return Customer(username, email, f"{first} {last}", account, profile, password), link

    def set_permissions(self, customer, rights):
        """Gives (True) or takes (False) rights by their French labels and saves."""
        self.page.goto(customer.profile + "/permissions")
        for label, given in rights.items():
            self.page.get_by_role("checkbox", name=label, exact=True).set_checked(given)
        self.page.get_by_role("button", name="Enregistrer").click()
        expect(self.page.get_by_text("Les droits sont enregistrés")).to_be_visible()

    def deactivate(self, reason="Départ de la personne"):
        """From a user's page, through the page that asks why."""
        self.page.get_by_role("link", name="Désactiver", exact=True).click()
        self.page.get_by_label("Motif").select_option(label=reason)
        self.page.get_by_role("main").get_by_role("button", name="Désactiver").click()

    def confirm(self, button, answer=None):
        """Presses a button that asks first, and says yes."""
        self.page.get_by_role("button", name=button, exact=True).first.click()
        dialog = self.page.get_by_role("dialog")
        expect(dialog).to_be_visible()
        dialog.get_by_role("button", name=answer or button).click()
        expect(dialog).to_be_hidden()


def first_customer(staff, site):
    """Somebody without an address, whose temporary password was changed once; no mail is needed."""
    dialog = Office(staff, site, None).create_account(demo.contact_of_atu("Marchandoux"))
    dialog.get_by_role("button", name="Créer et afficher le mot de passe").click()
    temporary = staff.locator("#temporary").inner_text().strip()
    username = "damien.marchandoux"
    cookies = site.sign_in("/p/client", username, temporary)
    answer = site.post("/p/client/password", {"current": temporary, "password": browser.PASSWORD}, cookies)
    assert answer.status == 303, answer.body.decode()
    return username, browser.PASSWORD
