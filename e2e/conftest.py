"""What the tests work with: one installation with the demo company, its mail server, a browser, and people in it."""

import subprocess

import pytest
from playwright.sync_api import sync_playwright

from support import browser as pages
from support import demo
from support.mailbox import Mailbox
from support.office import Office
from support.postgres import Postgres
from support.program import Program, free_port


def pytest_addoption(parser):
    parser.addoption("--engine", choices=["sqlite", "postgres"], default="sqlite", help="the database under test")


@pytest.fixture(scope="session")
def engine(request):
    return request.config.getoption("--engine")


@pytest.fixture(scope="session")
def postgres():
    server = Postgres()
    yield server
    server.remove()


@pytest.fixture(scope="session")
def new_database(engine, request):
    """Makes addresses of empty databases; None stands for SQLite in the data folder."""
    if engine == "sqlite":
        return lambda: None
    return request.getfixturevalue("postgres").new_database


@pytest.fixture(scope="session")
def mailbox():
    box = Mailbox(free_port())
    box.start()
    yield box
    box.stop()


@pytest.fixture(scope="session")
def site(tmp_path_factory, new_database, mailbox):
    """The demo company, served for the whole session. Its folder has a space in its name, as folders do."""
    smtp = f"smtp://127.0.0.1:{mailbox.port}?security=none"
    program = Program(tmp_path_factory.mktemp("demo") / "les données", new_database(), smtp)
    program.load_demo()
    program.start()
    yield program
    assert program.stop() == 0, program.printed


@pytest.fixture
def new_site(tmp_path, new_database):
    """Makes installations of a test's own; ends them after it."""
    made = []

    def make(smtp=None, database=None, data=None):
        program = Program(data or tmp_path / f"site-{len(made)}", database or new_database(), smtp)
        made.append(program)
        return program

    yield make
    for program in made:
        program.kill()


@pytest.fixture(scope="module")
def firm(tmp_path_factory, new_database, mailbox):
    """The demo company in an installation of the module's own: what its administrator sets up is nobody else's."""
    program = Program(tmp_path_factory.mktemp("firm"), new_database(), f"smtp://127.0.0.1:{mailbox.port}?security=none")
    program.load_demo()
    program.start()
    yield program
    assert program.stop() == 0, program.printed


@pytest.fixture
def small_disk(tmp_path):
    """A file system that a test can fill. Ask for it before what makes programs, so that they end first."""
    folder = tmp_path / "small disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", folder]
    result = subprocess.run(mount, capture_output=True, text=True)
    assert result.returncode == 0, f"This test mounts a small file system, for which it must run as root: {result.stderr}"
    yield folder
    subprocess.run(["umount", folder], check=True)


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        chromium = pages.launch(playwright)
        yield chromium
        chromium.close()


@pytest.fixture
def new_page(browser, site):
    """Makes pages, each in a browser profile of its own: phone, dark, language, state."""
    contexts = []

    def make(base=None, **options):
        contexts.append(pages.new_context(browser, base or site.base, **options))
        return contexts[-1].new_page()

    yield make
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def staff_state(browser, site):
    """Camille Rey's signed-in browser, to be opened in as many windows as needed."""
    return administrators_state(browser, site)


@pytest.fixture(scope="module")
def firm_state(browser, firm):
    """The same in the module's own installation."""
    return administrators_state(browser, firm)


def administrators_state(browser, program):
    context = pages.new_context(browser, program.base)
    pages.sign_in(context.new_page(), "/admin", *program.administrator)
    context.pages[0].wait_for_url("**/admin")
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def staff(new_page, staff_state):
    """A page on which Camille Rey, the administrator, is signed in."""
    return new_page(state=staff_state)


@pytest.fixture
def office(staff, site, mailbox):
    """What staff do in the back office, by name."""
    return Office(staff, site, mailbox)


@pytest.fixture(scope="session")
def spare_contacts():
    """Contacts of customers other than Atu SARL; each test takes its own."""
    return iter([demo.contacts_of(account)[0] for account in demo.other_customers()])


@pytest.fixture
def customer(office, spare_contacts):
    """Somebody of another company than Atu SARL who can sign in."""
    return office.new_customer(next(spare_contacts))


@pytest.fixture
def portal(new_page, customer):
    """A page on which that person is signed in."""
    page = new_page()
    pages.sign_in(page, "/p/client", customer.username, customer.password)
    page.wait_for_url("**/p/client")
    return page


@pytest.fixture(scope="session")
def atu(browser, site, staff_state, mailbox):
    """Atu Lenobli of Atu SARL, who sees 181 issued invoices."""
    context = pages.new_context(browser, site.base, state=staff_state)
    person = Office(context.new_page(), site, mailbox).new_customer(demo.contact_of_atu("Lenobli"))
    context.close()
    return person


@pytest.fixture(scope="session")
def atu_state(browser, site, atu):
    context = pages.new_context(browser, site.base)
    page = context.new_page()
    pages.sign_in(page, "/p/client", atu.username, atu.password)
    page.wait_for_url("**/p/client")
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def atu_page(new_page, atu_state):
    """A page on which Atu Lenobli is signed in. Tests that change the person or its rights take `portal` instead."""
    return new_page(state=atu_state)
