"""Makes this folder from a capture of Dolibarr's REST API: reduce.py CAPTURE TARGET.

Keeps the members that the import reads, drops empty ones and white space. Nothing that names a server is kept."""
import glob
import json
import os
import sys

DOCUMENT = """id socid ref ref_client ref_customer date datec date_creation status total_ht total_tva total_ttc fk_project
cond_reglement_code mode_reglement_code note_public note_private last_main_doc multicurrency_code lines
linkedObjectsIds origin_type origin_id contacts_ids""".split()
LINE = """id fk_product product_type product_label label desc qty subprice remise_percent tva_tx total_ht total_ttc
fk_remise_except qty_shipped qty_asked pu_ht""".split()
KEYS = {
    "thirdparties": """id name name_alias code_client code_fournisseur client fournisseur status parent address zip town
        country_code phone email url idprof1 idprof2 tva_intra cond_reglement_id mode_reglement_id default_lang
        note_private note_public date_creation""".split(),
    "contacts": """id socid lastname firstname civility_code poste address zip town country_code state_id phone_pro
        phone_mobile phone_perso fax email no_email priv default_lang birthday roles statut note_private note_public
        date_creation""".split(),
    "products": "id ref label type price tva_tx description status date_creation".split(),
    "proposals": DOCUMENT + ["datep", "fin_validite"],
    "orders": DOCUMENT + ["date_commande", "delivery_date", "billed"],
    "shipments": DOCUMENT + "date_shipping date_delivery shipping_method_id shipping_method tracking_number tracking_url trueWeight weight_units".split(),
    "invoices": DOCUMENT + "date_lim_reglement type paye close_code totalpaid sumpayed remaintopay fk_facture_source".split(),
    "supplierinvoices": DOCUMENT + "ref_supplier date_echeance type paye close_code label".split(),
    "projects": "id ref title socid date_start date_end budget_amount description status note_private note_public date_c".split(),
    "tasks": """id ref label fk_project fk_task_parent date_start date_end progress planned_workload description
        note_private note_public date_c""".split(),
    "tickets": """id ref track_id subject message fk_soc fk_project type_code severity_code datec status
        fk_user_assign_string messages""".split(),
    "categories": "id label type fk_parent".split(),
}
WHOLE = ["setup/dictionary-payment_terms.json", "setup/dictionary-payment_types.json", "setup/dictionary-shipping_methods.json"]
COMPANY = "name address zip town country_code phone email url idprof1 idprof2 tva_intra".split()


def lean(value, keys=None):
    """The value without empty members, of the outermost object only the members in keys."""
    if isinstance(value, list):
        return [lean(item, keys) for item in value]
    if not isinstance(value, dict):
        return value
    kept = {}
    for key, member in value.items():
        if member in (None, "", [], {}) or (keys and key not in keys):
            continue
        kept[key] = lean(member, LINE if key == "lines" else None)
    return kept


def copy(capture, target, path, keys=None):
    with open(os.path.join(capture, path), encoding="utf-8") as file:
        value = lean(json.load(file), keys)
    if isinstance(value, dict) and "error" in value:
        return
    out = os.path.join(target, path)
    os.makedirs(os.path.dirname(out), exist_ok=True)
    with open(out, "w", encoding="utf-8") as file:
        json.dump(value, file, ensure_ascii=False, separators=(",", ":"))
        file.write("\n")


def main(capture, target):
    names = lambda pattern: sorted(os.path.relpath(p, capture) for p in glob.glob(os.path.join(capture, pattern)))
    for folder, keys in KEYS.items():
        for path in names(folder + "/page-[0-9]*.json"):
            copy(capture, target, path, keys)
    for path in names("tickets/by-id/*.json"):
        copy(capture, target, path, KEYS["tickets"])
    for path in names("categories/objects/*.json") + names("documents/download/*.json") + WHOLE:
        copy(capture, target, path)
    for path in names("supplierinvoices/payments/*.json"):
        copy(capture, target, path, "amount type typeline date".split())
    for path in names("orders/contacts/*.json"):
        copy(capture, target, path, "id source code".split())
    copy(capture, target, "setup/company.json", COMPANY)


main(*sys.argv[1:])
