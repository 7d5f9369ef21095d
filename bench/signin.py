"""Sign-ins a second through the real door, beside what argon2id alone allows on as many threads."""

import ctypes
import ctypes.util
import socket
import threading
import time
import urllib.parse

PASSWORD = "un mot de passe de mesure"
THREADS = 2


def argon2id_alone(seconds):
    """Verifications a second by libsodium with the same parameters, on the threads that Parvis gives it."""
    sodium = ctypes.CDLL(ctypes.util.find_library("sodium") or "libsodium.so.23")
    sodium.sodium_init()
    password = PASSWORD.encode()
    hashed = ctypes.create_string_buffer(128)
    assert sodium.crypto_pwhash_str(hashed, password, ctypes.c_ulonglong(len(password)), ctypes.c_ulonglong(2), ctypes.c_size_t(19 << 20)) == 0
    counts, end = [0] * THREADS, time.perf_counter() + seconds

    def verify(thread):
        while time.perf_counter() < end:
            assert sodium.crypto_pwhash_str_verify(hashed, password, ctypes.c_ulonglong(len(password))) == 0
            counts[thread] += 1

    return measured(counts, THREADS, verify)


def measured(counts, threads, work):
    begin = time.perf_counter()
    workers = [threading.Thread(target=work, args=(number,)) for number in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return sum(counts) / (time.perf_counter() - begin)


class SignIns:
    """People sign in, each once in a while, from networks of their own: the protection counts names and addresses."""

    def __init__(self, port, people, connections=16):
        self.port, self.people, self.connections = port, people, connections
        self.network = 0
        self.refused = {}

    def run(self, seconds):
        """Accepted sign-ins a second."""
        counts, end = [0] * self.connections, time.perf_counter() + seconds
        lock = threading.Lock()

        def person(connection):
            number = connection
            while time.perf_counter() < end:
                with lock:
                    self.network += 1
                    network = self.network
                with socket.create_connection(("127.0.0.1", self.port), 60, (address(network), 0)) as wire:
                    # An address is left after a few sign-ins: it may make 100 tries an hour.
                    for _ in range(20):
                        status = self.sign_in(wire, number % self.people)
                        counts[connection] += status == 303
                        if status != 303:
                            self.refused[status] = self.refused.get(status, 0) + 1
                        number += self.connections
                        if time.perf_counter() >= end:
                            break

        return measured(counts, self.connections, person)

    def sign_in(self, wire, number):
        body = urllib.parse.urlencode({"login": f"client{number}", "password": PASSWORD, "to": ""})
        wire.sendall((
            f"POST /p/client/signin HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nOrigin: http://127.0.0.1:{self.port}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n{body}").encode())
        return status_of(wire)


def address(number):
    return f"127.{1 + number // 62500}.{number // 250 % 250}.{1 + number % 250}"


def status_of(wire):
    """Reads one answer whole and returns its status."""
    data = b""
    while b"\r\n\r\n" not in data:
        data += read(wire)
    head, _, rest = data.partition(b"\r\n\r\n")
    length = next((int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), 0)
    while len(rest) < length:
        rest += read(wire)
    return int(head.split(b" ", 2)[1])


def read(wire):
    data = wire.recv(65536)
    if not data:
        raise ConnectionError("the server closed the connection")
    return data
