"""Imports while the site runs: on the page, and on the command line through the running server."""

import pytest

HEADER = "id;ref;label;kind;state\n"


def table(tmp_path, numbers):
    file = tmp_path / "articles.csv"
    file.write_text(HEADER + "".join(f"{n};E2E-{n};Article n° {n};product;on_sale\n" for n in numbers))
    return file


@pytest.mark.both_engines
def test_the_command_goes_through_the_running_server(firm, tmp_path):
    def run(numbers, *more):
        file = str(table(tmp_path, numbers))
        return firm.run("import", "csv", file, "--module", "products", "--source", "e2e", *more).stdout

    assert "Rien n’a été enregistré" in run(range(700), "--dry-run")
    told = run(range(700), "--full")
    assert "c’est lui qui fait l’import" in told and "créés 700" in told
    assert "inchangés 700" in run(range(700), "--full")
    told = run(range(650), "--full")
    assert "products 50" in told
    command = next(line for line in told.splitlines() if "parvis import withdraw" in line).split("parvis ")[1].split()
    refused = firm.run(*command[:-1], "49", check=False)
    assert refused.returncode != 0 and "Rien n’est retiré" in refused.stderr
    assert "corbeille : 50" in firm.run(*command).stdout.replace("\u00a0", " ")
    failed = firm.run("import", "csv", str(tmp_path / "nulle-part.csv"), "--module", "products", check=False)
    assert failed.returncode == 1 and "ne peut pas être lu" in failed.stderr


def test_a_table_is_imported_on_the_page(firm, firm_state, new_page, tmp_path):
    page = new_page(firm.base, state=firm_state)
    page.goto("/admin/imports")
    page.get_by_label("Module").select_option("accounts")
    mac = "id;Nom;Code client;Ville\r30;Été mac;C030;Orléans\r31;Ça;C031;Tours\r".encode("mac_roman")
    file = {"name": "clients mac.csv", "mimeType": "text/csv", "buffer": mac}
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Envoyer et vérifier").click()
    page.get_by_text("Mac Roman").first.wait_for(state="attached")
    assert page.get_by_role("cell", name="Été mac").first.is_visible()
    for name, value in (("kind", "customer"), ("state", "open")):
        page.locator(f"[name=default-{name}]").select_option(value)
    page.get_by_role("button", name="Essayer à blanc").click()
    page.get_by_role("button", name="Importer pour de bon").wait_for()
    page.get_by_role("button", name="Importer pour de bon").click()
    page.get_by_text("Toutes les lignes sont enregistrées").wait_for()
    page.goto("/admin/accounts?q=" + "mac")
    assert page.get_by_text("Été mac").first.is_visible()
