"""What must never happen: another customer's data, forms from elsewhere, the back office from outside."""

import re
import urllib.parse

import pytest
from playwright.sync_api import expect
from support import demo
from support.browser import look, visit


def cookies_of(page):
    return {"Cookie": "; ".join(f"{one['name']}={one['value']}" for one in page.context.cookies())}


def without_ids(body):
    """The page with what differs from request to request taken out."""
    return re.sub(rb"[0-9A-Za-z]{13,}", b"", body)


@pytest.mark.both_engines
@pytest.mark.parametrize("module", ["invoices", "quotes", "orders", "shipments", "projects", "tickets"])
def test_others_records_do_not_exist(atu_page, staff, site, module):
    """A record of another customer answers byte for byte like one that there never was."""
    staff.goto(f"/admin/{module}")
    row = staff.locator("table.rows tbody tr").filter(has_not_text="Atu SARL").filter(has=staff.locator("td.key a")).first
    foreign = row.locator("td.key a").get_attribute("href").split("/")[-1]
    title = row.locator("td.key").inner_text().strip()
    # Ids rise with time: this one is decades away. A neighbour of the foreign one may well be Atu's own.
    unknown = "1" + foreign[1:]
    answers = [site.get(f"/p/client/{module}/{one}", cookies_of(atu_page)) for one in (foreign, unknown)]
    assert [answer.status for answer in answers] == [404, 404]
    assert without_ids(answers[0].body) == without_ids(answers[1].body)
    assert title.encode() not in answers[0].body
    atu_page.goto(f"/p/client/{module}?q={urllib.parse.quote(title)}")
    assert foreign not in atu_page.content()
    atu_page.goto(f"/p/client/{module}/{foreign}")
    look(atu_page, "portal-not-found")


@pytest.mark.both_engines
def test_others_files_do_not_exist(atu_page, staff, site):
    foreign = next(account for account in demo.other_customers() if demo.documents(account))
    ref = next(iter(demo.documents(foreign)))
    staff.goto(f"/admin/invoices?q={ref}")
    file = staff.locator("table.rows td.do a").first.get_attribute("href").split("/")[-1]
    assert site.get(f"/admin/files/{file}", cookies_of(staff)).status == 200
    assert site.get(f"/p/client/files/{file}", cookies_of(atu_page)).status == 404
    assert site.get(f"/p/client/files/{file}").status in (303, 404)
    assert site.get(f"/admin/files/{file}").status == 303


def test_api_gives_own_records_only(atu_page, site):
    answer = site.get("/api/v1/invoices", cookies_of(atu_page))
    assert answer.status == 200 and answer.headers["content-type"].startswith("application/json")
    refs = set(re.findall(r"FA\d{4}-\d{4}", answer.body.decode()))
    assert refs and refs <= {row["ref"] for row in demo.issued_to("invoices", demo.ATU)}
    assert site.get("/api/v1/invoices").status == 401
    assert site.get("/api/openapi.json").status == 401
    assert site.get("/api/openapi.json", cookies_of(atu_page)).status == 200


def test_back_office_is_closed_to_customers(atu_page, site, staff):
    """A portal's session opens nothing of the back office, and the other way round."""
    for path in ["/admin", "/admin/invoices", "/admin/users", "/admin/mails", "/admin/portals"]:
        answer = site.get(path, cookies_of(atu_page))
        assert (answer.status, answer.headers["location"].split("?")[0]) == (303, "/admin/signin"), path
    answer = site.get("/p/client/invoices", cookies_of(staff))
    assert (answer.status, answer.headers["location"].split("?")[0]) == (303, "/p/client/signin")


def test_forms_from_elsewhere_are_refused(atu_page, site):
    for headers in [
        {"Origin": "https://example.org"}, {"Origin": "null"}, {"Origin": site.base, "Sec-Fetch-Site": "cross-site"},
        {"Origin": "", "Sec-Fetch-Site": "same-site"},
    ]:
        answer = site.post("/p/client/signout", {}, {**cookies_of(atu_page), **headers})
        assert answer.status == 403, headers
    visit(atu_page, "/p/client", None)


def test_headers(atu_page, site):
    for path in ["/p/client/signin", "/p/client/invoices", "/nulle/part"]:
        headers = site.get(path, cookies_of(atu_page)).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
    assert "no-store" in site.get("/p/client/invoices", cookies_of(atu_page)).headers["cache-control"]
    for cookie in atu_page.context.cookies():
        if cookie["name"] not in ("language",):
            assert cookie["httpOnly"] and cookie["sameSite"] in ("Lax", "Strict"), cookie


def test_markup_is_text(new_page, atu_state, office):
    """What somebody types is shown as typed, on both sides."""
    page = new_page(state=atu_state)
    nasty = "<script>alert(1)</script><img src=x onerror=alert(2)>&amp;'\""
    page.goto("/p/client/tickets/new")
    page.locator("[name=subject]").fill(nasty)
    page.locator("[name=message]").fill(nasty)
    page.get_by_role("button", name="Envoyer la demande").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(nasty)
    look(page, "portal-tickets-markup")
    ref = re.search(r"/tickets/(\w+)", page.url)[1]
    office.page.goto(f"/admin/tickets/{ref}")
    expect(office.page.get_by_role("heading", level=1)).to_have_text(nasty)
    look(office.page, "office-ticket-markup")


def test_pages_that_are_not_there(new_page, staff):
    visit(new_page(), "/nulle/part", "not-found", status=404)
    visit(staff, "/admin/invoices/0000000000000", "office-not-found", status=404)
    visit(staff, "/admin/nulle-part", None, status=404)


@pytest.mark.both_engines
def test_leak_test_command(new_site):
    """The program's own proof: every route as two customers of its own making, beside the demo's."""
    site = new_site()
    site.load_demo()
    printed = site.run("leak-test").stdout
    found = re.match(r"(\d+) routes, (\d+) requests, 0 problems", printed)
    assert found and int(found[1]) > 100 and int(found[2]) > 200, printed
