"""Portals as files, from one installation to another."""

import json

import pytest


@pytest.mark.both_engines
def test_a_portal_goes_from_test_to_production(site, new_site, tmp_path):
    kept = site.run("portal", "export", "client").stdout
    portal = json.loads(kept)
    assert portal["format"] == "parvis-portal" and portal["portal"]["slug"] == "client"
    portal["portal"] = dict(portal["portal"], slug="pro", name="Espace pro")
    file = tmp_path / "pro.json"
    file.write_text(json.dumps(portal))
    production = new_site()
    plan = production.run("portal", "import", "--dry-run", str(file)).stdout
    assert "+ portail pro" in plan
    assert "+ portail pro" in production.run("portal", "import", "--dry-run", str(file)).stdout, "a dry run changes nothing"
    production.run("portal", "import", str(file))
    assert production.run("portal", "import", str(file)).stdout.strip() == "Rien à faire."
    again = json.loads(production.run("portal", "export", "pro").stdout)
    assert again == portal
    file.write_text(json.dumps(dict(portal, version=99)))
    refused = production.run("portal", "import", str(file), check=False)
    assert refused.returncode != 0 and "version plus récente" in refused.stderr
