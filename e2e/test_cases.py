"""The four cases that a portal must be shaped for without code: franchise, car dealer, school, partners.

Each is set up in the back office alone, then used as its people would.
"""

import re

import pytest
from playwright.sync_api import expect
from support import browser as pages
from support.browser import look
from support.builder import Builder


@pytest.fixture
def builder(new_page, firm, firm_state, mailbox):
    return Builder(new_page(base=firm.base, state=firm_state), firm, mailbox)


@pytest.mark.both_engines
def test_school(builder, new_page):
    """Parents see their own children and the marks of these: a path of two look-ups."""
    pupils = builder.module("Élèves", "Élève")
    builder.field(pupils, "Champ de recherche", "Parent", target="Contacts", tick=["Obligatoire"])
    builder.field(pupils, "Texte", "Classe")
    marks = builder.module("Notes d’élève", "Note d’élève", "Matière")
    builder.field(marks, "Champ de recherche", "Élève", target="Élèves", tick=["Obligatoire"])
    builder.field(marks, "Nombre", "Note sur 20")
    builder.portal("École", "ecole", "Parents d’élèves", "Aucun droit")
    builder.grant("Élèves", "Afficher", by="Parent")
    builder.grant("Notes d’élève", "Afficher", by="Élève → Parent")
    look(builder.page, "case-school-grid")
    builder.save_rights()
    mother = builder.person("Agathe", "Durand", "Famille Durand", "Parents d’élèves", new_page, "ecole")
    father = builder.person("Omar", "Benali", "Famille Benali", "Parents d’élèves", new_page, "ecole")
    for child, parent in [("Louise Durand", "Agathe Durand"), ("Yanis Benali", "Omar Benali")]:
        builder.record(pupils, {"Nom": child, "Classe": "4e B"}, {"parent_id": parent})
        builder.record(marks, {"Matière": f"Maths de {child}", "Note sur 20": "16"}, {"eleve_id": child})
    mother.goto("/p/ecole")
    look(mother, "case-school-home")
    mother.get_by_role("link", name="Notes d’élève").first.click()
    expect(mother.locator("main")).to_contain_text("Maths de Louise Durand")
    expect(mother.locator("main")).not_to_contain_text("Yanis")
    look(mother, "case-school-marks")
    mother.get_by_role("link", name="Maths de Louise Durand").click()
    foreign_view = mother.url
    look(mother, "case-school-mark")
    assert father.goto(foreign_view).status == 404
    father.goto("/p/ecole/eleves")
    expect(father.locator("main")).to_contain_text("Yanis Benali")
    expect(father.locator("main")).not_to_contain_text("Louise")


def test_car_dealer(builder, new_page):
    """Customers correct their own data and fill in a repair request, with a photo and a note."""
    repairs = builder.module("Demandes de réparation", "Demande de réparation", "Véhicule")
    builder.field(repairs, "Champ de recherche", "Client", target="Contacts")
    builder.field(repairs, "Texte long", "Panne constatée", tick=["Obligatoire"])
    builder.field(repairs, "Date", "Date souhaitée")
    builder.field(repairs, "Fichier", "Carte grise")
    builder.field(repairs, "Liste de choix", "Avancement", values=["Reçue", "Planifiée", "Terminée"])
    builder.portal("Garage", "garage", "Automobilistes", "Client")
    builder.grant("Demandes de réparation", "Afficher", "Créer", "Modifier les siennes", "Supprimer", "Cloner", by="Client")
    builder.page.get_by_label("Demandes de réparation : Notes").select_option(label="Ajouter")
    builder.page.get_by_label("Demandes de réparation : Fichiers").select_option(label="Ajouter")
    builder.save_rights()
    builder.fields("Demandes de réparation", "Modifiable")
    driver = builder.person("Hélène", "Roy", "Hélène Roy", "Automobilistes", new_page, "garage")
    driver.goto("/p/garage/profile")
    driver.locator("[name=phone_mobile]").fill("+33 6 99 00 00 01")
    driver.get_by_role("button", name=re.compile("Enregistrer")).first.click()
    expect(driver.locator(".note.ok")).to_be_visible()
    driver.goto("/p/garage/demandes_de_reparation")
    look(driver, "case-dealer-empty")
    driver.locator(".head").get_by_role("link").filter(has_text=re.compile("Nouv")).click()
    driver.locator("form .form-acts .btn.main").click()
    expect(driver.get_by_role("alert")).to_contain_text("Panne constatée")
    driver.get_by_label("Véhicule").fill("Clio bleue")
    driver.get_by_label("Panne constatée").fill("Bruit au freinage.")
    driver.get_by_label("Carte grise").set_input_files({"name": "carte grise.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1"})
    look(driver, "case-dealer-form")
    driver.locator("form .form-acts .btn.main").click()
    expect(driver.get_by_role("heading", level=1)).to_contain_text("Clio bleue")
    with driver.expect_download() as download:
        driver.get_by_role("link", name="carte grise.pdf").click()
    assert download.value.suggested_filename == "carte grise.pdf"
    registration = driver.get_by_role("link", name="carte grise.pdf").get_attribute("href")
    driver.get_by_label("Ajouter une note").fill("Je peux venir jeudi.")
    driver.get_by_role("button", name="Ajouter la note").click()
    expect(driver.locator("main")).to_contain_text("Je peux venir jeudi.")
    driver.locator("input[type=file]").set_input_files({"name": "roue.txt", "mimeType": "text/plain", "buffer": b"photo"})
    driver.get_by_role("button", name="Joindre", exact=True).click()
    expect(driver.get_by_role("link", name="roue.txt").first).to_be_visible()
    look(driver, "case-dealer-request")
    driver.get_by_role("link", name="Modifier").first.click()
    driver.get_by_label("Date souhaitée").fill("2026-12-03")
    expect(driver.locator("main form.form")).to_contain_text("Actuellement : carte grise.pdf")
    driver.get_by_label("Enlever ce fichier").check()
    look(driver, "case-dealer-edit")
    driver.locator("form .form-acts .btn.main").click()
    expect(driver.locator("main")).to_contain_text("03/12/2026")
    expect(driver.locator("main")).not_to_contain_text("carte grise.pdf")
    assert driver.request.get(registration).status == 404
    driver.get_by_role("link", name="Dupliquer").click()
    expect(driver.get_by_label("Panne constatée")).to_have_value("Bruit au freinage.")
    driver.get_by_label("Véhicule").fill("Clio rouge")
    driver.locator("form .form-acts .btn.main").click()
    expect(driver.get_by_role("heading", level=1)).to_contain_text("Clio rouge")
    driver.get_by_role("link", name="Supprimer").click()
    look(driver, "case-dealer-delete")
    driver.get_by_role("button", name="Supprimer").click()
    expect(driver.locator(".note.ok")).to_contain_text("supprimé")
    expect(driver.locator("main")).not_to_contain_text("Clio rouge")
    builder.page.goto("/admin/bin")
    expect(builder.page.locator("main")).to_contain_text("Clio rouge")


def test_franchise(builder, new_page):
    """An owner sees the figures of the own outlet and its customers, nobody else's."""
    outlets = builder.module("Points de vente", "Point de vente")
    builder.field(outlets, "Champ de recherche", "Franchisé", target="Contacts", tick=["Obligatoire"])
    builder.field(outlets, "Montant", "Chiffre d’affaires du mois")
    clients = builder.module("Clients des points de vente", "Client du point de vente")
    builder.field(clients, "Champ de recherche", "Point de vente", target="Points de vente", tick=["Obligatoire"])
    builder.field(clients, "Téléphone", "Téléphone")
    builder.portal("Réseau", "reseau", "Franchisés", "Aucun droit")
    builder.grant("Points de vente", "Afficher", by="Franchisé")
    builder.grant("Clients des points de vente", "Afficher", "Modifier celles de l’équipe (partagé)", by="Point de vente → Franchisé")
    builder.save_rights()
    builder.fields("Points de vente", "Lecture seule")
    builder.fields("Clients des points de vente", "Modifiable")
    lille = builder.person("Ines", "Martel", "Franchise Lille", "Franchisés", new_page, "reseau")
    nice = builder.person("Marc", "Olivi", "Franchise Nice", "Franchisés", new_page, "reseau")
    for town, owner in [("Lille", "Ines Martel"), ("Nice", "Marc Olivi")]:
        builder.record(outlets, {"Nom": f"Boutique de {town}", "Chiffre d’affaires du mois": "12 500"}, {"franchise_id": owner})
        builder.record(clients, {"Nom": f"Cliente de {town}"}, {"point_de_vente_id": f"Boutique de {town}"})
    lille.goto("/p/reseau/points_de_vente")
    expect(lille.locator("main")).to_contain_text("12 500,00 €")
    expect(lille.locator("main")).not_to_contain_text("Nice")
    lille.get_by_role("link", name="Boutique de Lille").click()
    expect(lille.locator("main")).to_contain_text("Cliente de Lille")
    look(lille, "case-franchise-outlet")
    lille.get_by_role("link", name="Cliente de Lille").click()
    lille.get_by_role("link", name="Modifier").first.click()
    lille.get_by_label("Téléphone").fill("+33 3 99 00 00 02")
    lille.locator("form .form-acts .btn.main").click()
    expect(lille.locator("main")).to_contain_text("+33 3 99 00 00 02")
    assert nice.goto(lille.url.split("?")[0]).status == 404
    # What staff change counts at the next page.
    builder.page.goto("/admin/portals")
    builder.page.get_by_role("link", name="Réseau").click()
    builder.page.get_by_role("link", name="Types d’utilisateur").click()
    builder.page.get_by_role("link", name="Franchisés").click()
    builder.page.get_by_role("link", name=re.compile("^Champs de Points de vente")).click()
    builder.page.get_by_role("radio", name="Chiffre d’affaires du mois : Masqué").check()
    builder.page.get_by_role("button", name=re.compile("^Terminer|^Enregistrer et terminer")).first.click()
    builder.page.get_by_role("button", name="Enregistrer ces droits").click()
    lille.goto("/p/reseau/points_de_vente")
    expect(lille.locator("main")).not_to_contain_text("12 500,00 €")


def test_partners(builder, new_page):
    """Partners enter deals, see their own only, remove what they entered; lines and phone width included."""
    deals = builder.module("Affaires", "Affaire", "Intitulé")
    builder.field(deals, "Champ de recherche", "Partenaire", target="Contacts")
    builder.field(deals, "Montant", "Montant estimé")
    builder.field(deals, "Texte", "Commentaire interne", tick=["Réservé à l’équipe"])
    page = builder.page
    page.goto(f"/admin/modules/{deals}/subforms/new")
    page.get_by_label("Nom du sous-formulaire (français)").fill("Étapes")
    page.get_by_role("button", name="Créer le sous-formulaire").click()
    builder.portal("Partenaires", "partenaires", "Apporteurs", "Partenaire")
    expect(page.get_by_role("checkbox", name="Affaires : Supprimer")).to_be_checked()
    page.get_by_label("Affaires : Vue").select_option(label="Cartes")
    builder.save_rights()
    partner = builder.person("Gaël", "Tanguy", "Tanguy Conseil", "Apporteurs", new_page, "partenaires")
    other = builder.person("Rita", "Sommer", "Sommer GmbH", "Apporteurs", new_page, "partenaires")
    partner.set_viewport_size(pages.PHONE)
    partner.goto(f"/p/partenaires/{deals}/new")
    expect(partner.locator("main")).not_to_contain_text("Commentaire interne")
    partner.get_by_label("Intitulé").fill("Hôtel du Port")
    partner.get_by_label("Montant estimé").fill("48000")
    look(partner, "case-partner-form")
    partner.locator("form .form-acts .btn.main").click()
    expect(partner.get_by_role("heading", level=1)).to_contain_text("Hôtel du Port")
    partner.get_by_role("link", name="Modifier les lignes").click()
    partner.locator("[name=l0_label]").fill("Visite")
    look(partner, "case-partner-lines")
    partner.get_by_role("button", name="Enregistrer les lignes").last.click()
    expect(partner.locator("main")).to_contain_text("Visite")
    look(partner, "case-partner-deal")
    address = partner.url.split("?")[0]
    partner.set_viewport_size(pages.DESKTOP)
    partner.goto(f"/p/partenaires/{deals}")
    expect(partner.locator(".as-cards")).to_contain_text("Hôtel du Port")
    look(partner, "case-partner-cards")
    for path in [address, address + "/edit", address + "/lines", address + "/delete"]:
        assert other.goto(path).status == 404
    other.goto(f"/p/partenaires/{deals}")
    expect(other.locator("main")).not_to_contain_text("Hôtel du Port")


def test_layouts_decide_what_is_seen(builder, new_page):
    """Records of one module lie in several layouts, each with rights of its own."""
    page = builder.page
    sites = builder.module("Dossiers", "Dossier")
    builder.field(sites, "Champ de recherche", "Client", target="Contacts")
    builder.field(sites, "Texte", "Adresse du chantier")
    builder.field(sites, "Texte", "Remise consentie")
    page.goto(f"/admin/modules/{sites}")
    page.get_by_role("link", name="Ajouter une disposition").click()
    page.get_by_label("Nom de la disposition (français)").fill("Standard")
    page.get_by_role("button", name="Créer la disposition").click()
    expect(page.get_by_role("alert")).to_contain_text("porte déjà ce nom")
    page.get_by_label("Nom de la disposition (français)").fill("Chantier")
    look(page, "layout-new")
    page.get_by_role("button", name="Créer la disposition").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Disposition « Chantier »")
    page.locator("[name=section_fr]").first.fill("Le chantier")
    look(page, "layout-second")
    page.get_by_role("button", name="Enregistrer").last.click()
    expect(page.locator("main")).to_contain_text("Chantier")
    look(page, "module-layouts")
    builder.portal("Suivi", "suivi", "Maîtres d’ouvrage", "Aucun droit")
    builder.grant("Dossiers", "Afficher", "Créer", "Modifier les siennes", "Modifier celles de l’équipe (partagé)", by="Client")
    builder.save_rights()
    builder.fields("Dossiers", "Modifiable")
    grid = page.url.split("?")[0]
    person = builder.person("Lucie", "Ferrand", "Ferrand Habitat", "Maîtres d’ouvrage", new_page, "suivi")
    values = {"Adresse du chantier": "4 rue du Port", "Remise consentie": "12 pour cent"}
    builder.record(sites, {"Nom": "Contrat annuel"} | values, {"client_id": "Lucie Ferrand"})
    page.goto(f"/admin/{sites}/new")
    page.get_by_role("link", name="Chantier", exact=True).click()
    look(page, "record-new-layout")
    page.get_by_label("Nom").first.fill("Toiture")
    for label, value in values.items():
        page.get_by_label(label).fill(value)
    builder.choose("client_id", "Lucie Ferrand")
    page.locator("form .form-acts .btn.main").click()
    expect(page.locator("main")).to_contain_text("Le chantier")
    site = page.url.split("?")[0]
    # The discount is hidden on building sites alone.
    page.goto(grid)
    page.get_by_role("link", name=re.compile("^Champs de Dossiers")).click()
    page.get_by_role("link", name="Chantier", exact=True).click()
    page.get_by_role("radio", name="Remise consentie : Masqué").check()
    look(page, "fields-layout")
    page.get_by_role("button", name="Enregistrer et terminer").click()
    expect(page.locator("main")).to_contain_text("Remise consentie (Chantier)")
    look(page, "rights-review-layout")
    page.get_by_role("button", name="Enregistrer ces droits").click()
    person.goto(f"/p/suivi/{sites}")
    expect(person.locator("main")).to_contain_text("Contrat annuel")
    expect(person.locator("main")).to_contain_text("4 rue du Port")
    # Side by side no record says what another one may not.
    expect(person.locator("main")).not_to_contain_text("12 pour cent")
    person.get_by_role("link", name="Contrat annuel").click()
    expect(person.locator("main")).to_contain_text("12 pour cent")
    person.goto(f"/p/suivi/{sites}")
    person.get_by_role("link", name="Toiture").click()
    expect(person.locator("main")).to_contain_text("Le chantier")
    expect(person.locator("main")).not_to_contain_text("12 pour cent")
    look(person, "portal-record-layout")
    there = person.url.split("?")[0]
    person.get_by_role("link", name="Modifier").first.click()
    expect(person.get_by_label("Remise consentie")).to_have_count(0)
    person.goto(f"/p/suivi/{sites}/new")
    person.get_by_role("link", name="Chantier", exact=True).click()
    expect(person.get_by_label("Remise consentie")).to_have_count(0)
    look(person, "portal-new-layout")
    # A layout that is no longer granted takes its records along; whoever asks is told why.
    page.goto(grid)
    page.get_by_role("link", name=re.compile("^Champs de Dossiers")).click()
    page.get_by_role("link", name="Chantier", exact=True).click()
    page.get_by_label("Les fiches de la disposition « Chantier » sont visibles").uncheck()
    page.get_by_role("button", name="Enregistrer et terminer").click()
    expect(page.locator("main")).to_contain_text("1 personne ne verra plus 1 fiche")
    page.get_by_role("button", name="Enregistrer ces droits").click()
    assert person.goto(there).status == 404
    person.goto(f"/p/suivi/{sites}")
    expect(person.locator("main")).not_to_contain_text("Toiture")
    assert person.goto(f"/p/suivi/{sites}/new?layout=l0").status == 404
    # Records keep their layout from being removed until they have another one.
    page.goto(f"/admin/modules/{sites}")
    page.get_by_role("link", name=re.compile("Modifier Chantier")).click()
    page.get_by_role("button", name="Enlever cette disposition").click()
    page.get_by_role("dialog").get_by_role("button", name="Enlever").click()
    expect(page.locator("main")).to_contain_text("1 fiche a la disposition « Chantier »")
    page.goto(site + "/edit")
    page.get_by_label("Disposition").select_option(label="Standard")
    page.locator("form .form-acts .btn.main").click()
    expect(page.locator(".note.ok")).to_be_visible()
    person.goto(there)
    expect(person.locator("main")).to_contain_text("12 pour cent")


def test_the_leak_test_walks_what_was_made(firm):
    """Modules, portals and types that the cases made are there: nothing of one customer reaches the other."""
    assert firm.stop() == 0, firm.printed
    found = firm.run("leak-test", check=False)
    firm.start()
    assert found.returncode == 0, found.stdout + found.stderr
