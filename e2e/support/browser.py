"""Pages as a person meets them: each one looked at is photographed, searched for errors, and checked with axe."""

import pathlib
import re
import shutil

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

SHOTS = pathlib.Path(__file__).resolve().parents[1] / "shots"
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
PASSWORD = "Trois parapluies bleus au vent 7"

expect.set_options(timeout=10_000)


def launch(playwright):
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert program, "Chromium is not installed"
    return playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-dev-shm-usage", "--lang=fr-FR"])


def new_context(browser, base, phone=False, dark=False, language="fr", state=None, zone="Europe/Paris"):
    context = browser.new_context(
        base_url=base, viewport=PHONE if phone else DESKTOP, is_mobile=phone, has_touch=phone,
        color_scheme="dark" if dark else "light", reduced_motion="reduce", timezone_id=zone,
        locale={"fr": "fr-FR", "en": "en-GB"}.get(language, language), storage_state=state)
    context.set_default_timeout(15_000)
    context.errors = []
    context.on("page", lambda page: listen(page, context.errors))
    return context


def listen(page, errors):
    page.on("pageerror", lambda error: errors.append(f"{page.url}: {error}"))
    page.on("console", lambda message: note(message, page, errors))


def note(message, page, errors):
    """A page that answers 4xx or 5xx on purpose is reported as an error by the browser itself; all others count."""
    if message.type not in ("error", "warning"):
        return
    is_own_status = "Failed to load resource" in message.text and message.location.get("url", "").split("#")[0] == page.url.split("#")[0]
    if not is_own_status:
        errors.append(f"{page.url}: {message.text}")


def look(page, name):
    """Photographs the page as it is and checks it."""
    errors = list(page.context.errors)
    page.screenshot(path=shot_path(page, name), full_page=True)
    problems = axe_problems(page)
    # What axe itself does on the page is against the page's policy, which the browser reports; that is not the page's.
    page.context.errors.clear()
    assert not errors, f"{page.url}: the console says {errors}"
    assert not problems, f"{page.url}: axe finds\n" + "\n".join(problems)
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0, f"{page.url}: the page is {overflow} px wider than the window"


def visit(page, path, name=None, status=200):
    """Opens an address, expects its status, and looks."""
    answer = page.goto(path)
    assert answer.status == status, f"{path}: {answer.status}, expected {status}"
    if name:
        look(page, name)
    return answer


def axe_problems(page):
    found = Axe().run(page).response["violations"]
    return [
        f"  {one['id']} ({one['impact']}): {one['help']}\n" + "\n".join(f"    {node['html'][:300]}" for node in one["nodes"][:5])
        for one in found
    ]


def shot_path(page, name):
    SHOTS.mkdir(exist_ok=True)
    marks = [
        "phone" if page.viewport_size["width"] < 600 else "",
        "dark" if page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") else "",
        "en" if page.get_attribute("html", "lang") == "en" else "",
    ]
    return SHOTS / ("-".join([name] + [mark for mark in marks if mark]) + ".png")


def sign_in(page, door, username, password, skips_preferences=True):
    """Through the real door; `door` is /admin or /p/client. Whoever comes for the first time is asked how they read:
    most tests are about something else. Whoever is signed in already, after choosing a password, is inside at once."""
    page.goto(f"{door}/signin")
    if not page.url.split("?")[0].endswith("/signin"):
        return
    page.get_by_label(re.compile("Identifiant ou e-mail|Username or e-mail")).fill(username)
    page.locator("input[name=password]").fill(password)
    with page.expect_navigation():
        page.get_by_role("button", name=re.compile("^(Connexion|Sign in)$")).click()
    if skips_preferences and re.search(r"/preferences(\?|$)", page.url):
        page.get_by_role("link", name=re.compile("^(Plus tard|Later)$")).click()


def choose_password(page, link, password=PASSWORD):
    page.goto(link)
    page.locator("input[name=password]").fill(password)
    page.get_by_role("button", name=re.compile("Enregistrer le mot de passe|Save the password")).click()
    expect(page).to_have_url(re.compile(r"done=passwordSet$|/policy"))
