"""What an administrator does to shape a portal, as steps that the cases put together."""

import re
import unicodedata
import urllib.parse

from playwright.sync_api import expect

from . import browser


class Builder:
    def __init__(self, page, site, mailbox):
        self.page = page
        self.site = site
        self.mailbox = mailbox

    def module(self, many, one, naming="Nom"):
        page = self.page
        page.goto("/admin/modules/new")
        page.get_by_label("Nom au pluriel (français)").fill(many)
        page.get_by_label("Nom au singulier (français)").fill(one)
        page.get_by_label("Champ qui nomme une fiche (français)").fill(naming)
        page.get_by_role("button", name="Créer le module").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(many)
        return urllib.parse.urlsplit(page.url).path.rsplit("/", 1)[1]

    def field(self, module, kind, name, tick=(), target=None, values=()):
        page = self.page
        page.goto(f"/admin/modules/{module}/fields/new")
        page.get_by_role("link").filter(has=page.locator("b", has_text=re.compile(f"^{re.escape(kind)}$"))).click()
        page.get_by_label("Nom du champ (français)").fill(name)
        for label in tick:
            page.get_by_label(label).check()
        if target:
            page.get_by_label("Pointe vers").select_option(label=target)
        for row, value in enumerate(values):
            page.locator("[name=choice_fr]").nth(row).fill(value)
        page.get_by_role("button", name="Ajouter le champ").last.click()
        expect(page.locator(".note.ok")).to_be_visible()

    def portal(self, name, slug, type_name, preset):
        """The wizard up to the grid, which is left open."""
        page = self.page
        page.goto("/admin/portals/new")
        page.get_by_label("Nom du portail").fill(name)
        page.get_by_label("Adresse").fill(slug)
        page.get_by_role("button", name="Continuer").click()
        page.get_by_label("Nom du type (français)").fill(type_name)
        page.get_by_role("radio", name=re.compile("^" + preset)).check()
        page.get_by_role("button", name="Créer le type").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(type_name)

    def grant(self, module, *rights, by=None):
        """Ticks a row of the open grid."""
        for right in rights:
            self.page.get_by_role("checkbox", name=f"{module} : {right}", exact=True).check()
        if by:
            self.page.get_by_label(f"{module} : Filtrer par", exact=True).select_option(label=by)

    def save_rights(self):
        page = self.page
        page.get_by_role("button", name="Examiner et enregistrer").last.click()
        if page.get_by_role("button", name="Enregistrer ces droits").count():
            page.get_by_role("button", name="Enregistrer ces droits").click()
        expect(page.locator(".note.ok")).to_be_visible()

    def fields(self, module, right):
        """Gives one right on all fields of a module whose rights are saved; they begin read-only."""
        page = self.page
        page.get_by_role("link", name=re.compile("^Champs de " + module)).click()
        for head in page.get_by_role("button", name=f"Tout mettre en : {right}").all():
            head.click()
        page.get_by_role("button", name=re.compile("^Terminer$|^Enregistrer et terminer$")).first.click()
        if page.get_by_role("button", name="Enregistrer ces droits").count():
            page.get_by_role("button", name="Enregistrer ces droits").click()
        expect(page.locator(".note.ok")).to_be_visible()

    def record(self, module, values, lookups=None):
        """Creates a record in the back office; returns its address."""
        page = self.page
        page.goto(f"/admin/{module}/new")
        for label, value in values.items():
            control = page.get_by_label(label).first
            if control.evaluate("control => control.tagName") == "SELECT":
                control.select_option(label=value)
            else:
                control.fill(value)
        for key, title in (lookups or {}).items():
            self.choose(key, title)
        page.locator("form .form-acts .btn.main").click()
        expect(page.locator(".note.ok")).to_be_visible()
        return urllib.parse.urlsplit(page.url).path

    def choose(self, key, title):
        """A look-up: from its list, or by its search."""
        page = self.page
        if page.locator(f"[name=lookup_{key}]").count():
            page.locator(f"[name=lookup_{key}]").fill(title)
            page.locator(f"button[name=find][value={key}]").click()
        option = page.locator(f"select[name={key}] option").filter(has_text=title).first
        page.locator(f"select[name={key}]").select_option(value=option.get_attribute("value"))

    def person(self, first, last, account, type_name, new_page, slug):
        """A contact of a new account who signs in to a portal; returns the page on which it is signed in."""
        page = self.page
        self.record("accounts", {"Nom": account})
        plain = unicodedata.normalize("NFD", f"{first}.{last}").encode("ascii", "ignore").decode()
        email = f"{plain.lower()}@example.test"
        page.goto("/admin/contacts/new")
        page.locator("[name=last_name]").fill(last)
        page.locator("[name=first_name]").fill(first)
        page.locator("[name=email]").fill(email)
        self.choose("account_id", account)
        page.locator("form .form-acts .btn.main").click()
        page.locator(".head").get_by_role("link", name="Créer un compte utilisateur").click()
        dialog = page.get_by_role("dialog")
        kinds = dialog.locator("[name=user_type]")
        kinds.select_option(value=kinds.locator("option").filter(has_text=type_name).first.get_attribute("value"))
        username = dialog.locator("[name=username]").input_value()
        dialog.get_by_role("button", name="Créer et envoyer l’e-mail").click()
        expect(page).to_have_url(re.compile(r"/admin/users/\w+\?done="))
        person = new_page(base=self.site.base)
        browser.choose_password(person, self.mailbox.wait(email).link)
        browser.sign_in(person, f"/p/{slug}", username, browser.PASSWORD)
        expect(person).to_have_url(re.compile(rf"/p/{slug}(/[a-z_]+)?$"))
        return person
