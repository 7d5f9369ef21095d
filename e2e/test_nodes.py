"""Two programs on one PostgreSQL: what an administrator changes at one counts at the other's next request."""

import pytest
from playwright.sync_api import expect
from support import browser as pages
from support.office import first_customer
from support.postgres import Postgres


@pytest.fixture
def nodes(new_site):
    server = Postgres()
    database = server.new_database()
    first, second = new_site(database=database), new_site(database=database)
    first.load_demo()
    first.start()
    second.start()
    yield first, second
    assert first.stop() == 0, first.printed
    assert second.stop() == 0, second.printed
    server.remove()


def test_changes_count_at_the_other_node_at_once(nodes, new_page):
    first, second = nodes
    staff = new_page(first.base)
    pages.sign_in(staff, "/admin", *first.administrator)
    staff.wait_for_url("**/admin")
    username, password = first_customer(staff, first)
    customer = second.sign_in("/p/client", username, password)
    assert second.get("/p/client/invoices", customer).status == 200
    staff.goto("/admin/portals")
    staff.get_by_role("link", name="Portail client").click()
    staff.get_by_role("link", name="Types d’utilisateur").click()
    staff.get_by_role("table").get_by_role("link").first.click()
    staff.get_by_role("checkbox", name="Factures : Afficher").uncheck()
    staff.get_by_role("button", name="Examiner et enregistrer").last.click()
    staff.get_by_role("button", name="Enregistrer ces droits").click()
    expect(staff.get_by_role("checkbox", name="Factures : Afficher")).not_to_be_checked()
    assert second.get("/p/client/invoices", customer).status == 404
    staff.goto("/admin/modules/new")
    staff.get_by_label("Nom au pluriel (français)").fill("Interventions")
    staff.get_by_label("Nom au singulier (français)").fill("Intervention")
    staff.get_by_label("Champ qui nomme une fiche (français)").fill("Objet")
    staff.get_by_role("button", name="Créer le module").click()
    expect(staff.get_by_role("heading", level=1)).to_have_text("Interventions")
    address = "/admin/" + staff.url.split("/admin/modules/")[1].split("?")[0].split("/")[0]
    office = second.sign_in("/admin", *first.administrator)
    assert second.get(address, office).status == 200
