"""A mistake in each form about portals and people, in French, at phone width: it is named, and the page still fits."""

from playwright.sync_api import expect
from support import browser
from support.browser import look, visit


def send(page, label, name):
    page.get_by_role("main").get_by_role("button", name=label, exact=True).first.click()
    expect(page.get_by_role("alert").first).to_be_visible()
    look(page, name)


def test_mistakes_are_named_on_a_phone(new_page, staff_state, office, customer):
    page = new_page(state=staff_state, phone=True)
    visit(page, "/admin/portals/domains")
    page.get_by_label("Nos domaines").fill("pas un domaine")
    send(page, "Enregistrer", "mistake-domains")
    visit(page, "/admin/portals/domains")
    send(page, "Accepter cette adresse", "mistake-exception")
    visit(page, "/admin/portals")
    page.get_by_role("table").get_by_role("link", name="Portail client").click()
    portal = page.url
    page.get_by_label("Nombre d’accès au plus").fill("beaucoup")
    send(page, "Enregistrer", "mistake-quota")
    visit(page, portal + "/policy")
    send(page, "Publier la version 1 et la faire accepter", "mistake-policy")
    visit(page, portal + "/types")
    page.get_by_role("table").get_by_role("link", name="Client", exact=True).click()
    kind = page.url
    visit(page, kind + "/edit")
    page.get_by_label("Nombre d’accès au plus").fill("0")
    send(page, "Enregistrer", "mistake-type")
    visit(page, "/admin/users/invite")
    send(page, "Vérifier avant d’envoyer", "mistake-invite")
    visit(page, "/admin/users")
    page.get_by_role("checkbox", name=f"Choisir {customer.username}").check()
    page.get_by_role("button", name="Changer de type").click()
    page.get_by_role("main").get_by_role("button", name="Changer de type").click()
    expect(page.get_by_text("Choisissez un type d’utilisateur.")).to_be_visible()
    look(page, "mistake-transfer")
    visit(page, "/admin/templates/PASSWORD_RESET")
    page.locator("[name=body_en]").fill("Hello")
    send(page, "Enregistrer", "mistake-template")
    visit(page, portal)
    page.get_by_label("Suspendre sans connexion pendant (jours)").fill("bientôt")
    send(page, "Enregistrer", "mistake-idle")
    visit(page, customer.profile + "/disable")
    page.get_by_label("Précision").fill("x" * 201)
    page.get_by_role("main").get_by_role("button", name="Désactiver").click()
    expect(page.get_by_text("Une ligne de 200 caractères au plus.")).to_be_visible()
    look(page, "mistake-reason")


def test_mistakes_about_the_own_sign_in(new_page, customer):
    page = new_page(phone=True)
    browser.sign_in(page, "/p/client", customer.username, customer.password)
    page.wait_for_url("**/p/client")
    visit(page, "/p/client/profile/email")
    page.get_by_label("Nouvel e-mail").fill("pas une adresse")
    page.get_by_label("Mot de passe actuel").fill("pas le bon mot de passe")
    send(page, "Envoyer la confirmation", "mistake-own-email")
    visit(page, "/p/client/preferences")
    page.get_by_label("Fuseau horaire").fill("Phobos (Mars)")
    send(page, "Continuer", "mistake-preferences")
