"""What the demo company holds, read from its files without the program's help."""

import base64
import functools
import hashlib
import json

from .program import ROOT

FOLDER = ROOT / "demo/dolibarr"
ATU = "2001"


@functools.cache
def rows(kind):
    return [row for path in sorted((FOLDER / kind).glob("page-*.json")) for row in json.loads(path.read_text())]


def account_of(row):
    return str(row.get("socid") or row.get("fk_soc") or "")


def of_account(kind, account):
    return [row for row in rows(kind) if account_of(row) == account]


def issued_to(kind, account):
    """What people outside see of a kind by default: no drafts, nothing that was written off or replaced."""
    inside = {"0", "3"} if kind == "invoices" else {"0"}
    return [row for row in of_account(kind, account) if str(row.get("status", row.get("statut"))) not in inside]


def account_name(account):
    return next(row["name"] for row in rows("thirdparties") if str(row["id"]) == account)


def contact_of_atu(last):
    return next(row for row in of_account("contacts", ATU) if row["lastname"] == last)


def contacts_of(account):
    """Open contacts with an e-mail."""
    return [
        row for row in of_account("contacts", account)
        if row.get("email") and row.get("firstname") and str(row.get("statut", "1")) == "1"
    ]


def closed_addresses(last):
    """The addresses of disabled contacts of a name: nobody invites them."""
    return [
        row["email"] for row in rows("contacts")
        if row.get("lastname") == last and row.get("email") and str(row.get("statut", "1")) != "1"
    ]


def other_customers():
    """Open accounts other than Atu SARL that have invoices and somebody to give an access to."""
    accounts = {account_of(row) for row in rows("invoices")} - {ATU}
    is_open = {str(row["id"]) for row in rows("thirdparties") if str(row.get("status", "1")) == "1"}
    return sorted(account for account in accounts & is_open if contacts_of(account))


def documents(account):
    """The PDF files of an account's invoices: reference to (file name, SHA-256)."""
    refs = {f"facture-{row['id']}": row["ref"] for row in of_account("invoices", account)}
    found = {}
    for path in (FOLDER / "documents/download").glob("facture-*.json"):
        if path.stem in refs:
            answer = json.loads(path.read_text())
            found[refs[path.stem]] = (answer["filename"], hashlib.sha256(base64.b64decode(answer["content"])).hexdigest())
    return found
