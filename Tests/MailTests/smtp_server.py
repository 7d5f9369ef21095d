"""A real SMTP server for MailTests: python smtp_server.py DIRECTORY

Prints one line of JSON with its ports and its certificate, then serves until standard input closes.
Each mail it takes is parsed by Python's email library into DIRECTORY/<message id>.json before the answer 250 leaves.
The local part of a recipient chooses what happens: later, never, busy, spam, drop; the sender "stranger" must sign in.
"""

import asyncio
import base64
import email
import email.policy
import json
import logging
import os
import shutil
import ssl
import subprocess
import sys

from aiosmtpd.smtp import SMTP, AuthResult

LOCAL = "127.0.0.1"


def part_of(part):
    content = part.get_payload(decode=True)
    return {
        "type": part.get_content_type(),
        "charset": part.get_content_charset() or "",
        "name": part.get_filename() or "",
        "base64": base64.b64encode(content).decode(),
    }


def people(header):
    return [[one.display_name, one.addr_spec] for one in header.addresses] if header else []


def report(envelope, session):
    raw = envelope.original_content
    message = email.message_from_bytes(raw, policy=email.policy.default)
    headers = {name: str(value) for name, value in message.items()}
    bare = raw.replace(b"\r\n", b"")
    return {
        "ehlo": session.host_name or "",
        "encrypted": session.ssl is not None,
        "login": (session.auth_data or b"").decode() if session.authenticated else "",
        "sender": envelope.mail_from,
        "recipients": envelope.rcpt_tos,
        "names": list(message.keys()),
        "headers": headers,
        "from": people(message["from"]),
        "to": people(message["to"]),
        "cc": people(message["cc"]),
        "replyTo": people(message["reply-to"]),
        "structure": [one.get_content_type() for one in message.walk()],
        "parts": [part_of(one) for one in message.walk() if not one.is_multipart()],
        "defects": [repr(defect) for one in message.walk() for defect in one.defects]
        + [repr(defect) for value in message.values() for defect in value.defects],
        "longestLine": max(len(line) for line in raw.split(b"\r\n")),
        "isClean": b"\r" not in bare and b"\n" not in bare and b"\0" not in raw and max(raw) < 128,
    }


class Handler:
    def __init__(self, directory):
        self.directory = directory

    async def handle_MAIL(self, server, session, envelope, address, options):
        if address.startswith("stranger@"):
            return "530 5.7.0 Authentication required"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        answers = {"later": "451 4.7.1 Greylisted, come back", "never": "550 5.1.1 No such user"}
        answer = answers.get(address.split("@")[0])
        if answer is None:
            envelope.rcpt_tos.append(address)
        return answer or "250 OK"

    async def handle_DATA(self, server, session, envelope):
        who = envelope.rcpt_tos[0].split("@")[0]
        if who == "drop":
            server.transport.abort()
            return "421 Gone"
        if who in ("busy", "spam"):
            return {"busy": "452 4.3.1 Disk full", "spam": "554 5.7.1 Content refused"}[who]
        found = report(envelope, session)
        name = found["headers"]["Message-ID"].strip("<>") + ".json"
        with open(os.path.join(self.directory, name), "w") as file:
            json.dump(found, file)
        return "250 2.0.0 Taken"


class Lingering(SMTP):
    """Takes mails and never answers QUIT."""

    async def smtp_QUIT(self, argument):
        await asyncio.Event().wait()


def authenticate(server, session, envelope, mechanism, data):
    good = data.login == b"parvis@example.com" and data.password == "pâss:/@".encode()
    return AuthResult(success=good, auth_data=data.login, handled=False)


def certificate(directory):
    key, cert = os.path.join(directory, "key.pem"), os.path.join(directory, "cert.pem")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=parvis test",
         "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", cert],
        check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    return context, cert


async def say_nothing(reader, writer):
    await reader.read()


async def refuse_us(reader, writer):
    writer.write(b"554 5.7.1 Your network is not welcome\r\n")
    await reader.read()
    writer.close()


async def main(directory):
    logging.disable()
    loop = asyncio.get_running_loop()
    tls, cert = certificate(directory)
    handler = Handler(directory)
    common = {"hostname": "test.example", "loop": loop}
    signed_in = {"authenticator": authenticate, "auth_required": True}
    kinds = {
        "plain": ({}, None),
        "lingering": ({}, None),
        "login": ({**signed_in, "auth_require_tls": False}, None),
        "starttls": ({**signed_in, "tls_context": tls, "require_starttls": True}, None),
        "tls": ({**signed_in, "auth_require_tls": False}, tls),
    }
    servers, ports = [], {}
    for name, (options, wrapped) in kinds.items():
        kind = Lingering if name == "lingering" else SMTP
        make = lambda kind=kind, options=options: kind(handler, **common, **options)
        servers.append(await loop.create_server(make, LOCAL, 0, ssl=wrapped))
        ports[name] = servers[-1].sockets[0].getsockname()[1]
    for name, behaviour in {"silent": say_nothing, "hostile": refuse_us, "closed": say_nothing}.items():
        servers.append(await asyncio.start_server(behaviour, LOCAL, 0))
        ports[name] = servers[-1].sockets[0].getsockname()[1]
    servers[-1].close()
    print(json.dumps({"ports": ports, "certificate": cert}), flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    shutil.rmtree(directory)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
