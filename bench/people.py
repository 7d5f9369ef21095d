"""The list of users at a million accesses, as staff read it, and people who choose their password from a link."""

import concurrent.futures
import http.client
import re
import sqlite3
import statistics
import subprocess
import time
import urllib.parse

from signin import PASSWORD, address

LISTS = {
    "all": "", "active": "?state=active", "unconfirmed": "?state=awaiting", "deactivated": "?state=deactivated",
    "outside validity": "?state=outside", "search": "?q=client99",
}


def send(port, method, path, fields=None, cookie=None, network=None):
    source = (address(network), 0) if network else None
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60, source_address=source)
    headers = {"Origin": f"http://127.0.0.1:{port}", "Content-Type": "application/x-www-form-urlencoded"}
    if cookie:
        headers["Cookie"] = cookie
    connection.request(method, path, urllib.parse.urlencode(fields or {}), headers)
    answer = connection.getresponse()
    answer.text = answer.read().decode()
    connection.close()
    return answer


def mix(parvis):
    """Some accesses wait, some are shut, some have run out."""
    with sqlite3.connect(parvis.data + "/parvis.sqlite") as database:
        database.execute("UPDATE accesses SET state = 'deactivated' WHERE id % 50 = 7")
        database.execute("UPDATE accesses SET state = 'awaiting' WHERE id % 50 = 9")
        database.execute("UPDATE accesses SET valid_until = 20000 WHERE id % 50 = 11")


def staff_link(parvis):
    """The address with which a new member of staff chooses a password."""
    command = [parvis.program, "user", "add", "banc", "--first", "Camille", "--last", "Banc", "--administrator", *parvis.options]
    return re.search(r"/admin/welcome/[\w-]{43}", subprocess.run(command, check=True, capture_output=True, text=True).stdout)[0]


def list_times(parvis, link, tries):
    """Median milliseconds of each list."""
    assert send(parvis.port, "POST", link, {"password": PASSWORD}).status == 303
    answer = send(parvis.port, "POST", "/admin/signin", {"login": "banc", "password": PASSWORD})
    cookie = "; ".join(value.split(";")[0] for value in answer.headers.get_all("Set-Cookie"))
    times = {}
    for name, query in LISTS.items():
        taken = []
        for _ in range(tries):
            begin = time.perf_counter()
            answer = send(parvis.port, "GET", "/admin/users" + query, cookie=cookie)
            taken.append((time.perf_counter() - begin) * 1000)
            assert answer.status == 200 and re.search(r'href="/admin/users/[0-9a-z]{13}"', answer.text), name
        times[name] = statistics.median(taken)
    return times


def acceptances(port, data, seconds, connections=4):
    """Passwords chosen from invitations a second, each by somebody else from a network of their own."""
    with sqlite3.connect(f"file:{data}/parvis.sqlite?mode=ro", uri=True) as database:
        bodies = database.execute("SELECT body FROM outbox WHERE kind = 'COMM_ID_MDP' LIMIT 5000").fetchall()
    links = [re.search(r"/p/client/welcome/[\w-]{43}", body[0])[0] for body in bodies]
    end, begin = time.perf_counter() + seconds, time.perf_counter()

    def work(start):
        done = 0
        for number in range(start, len(links), connections):
            if time.perf_counter() > end:
                break
            assert send(port, "POST", links[number], {"password": PASSWORD}, network=number + 1).status == 303
            done += 1
        return done

    with concurrent.futures.ThreadPoolExecutor(connections) as pool:
        total = sum(pool.map(work, range(connections)))
    return total / (time.perf_counter() - begin)
