"""The programs that are measured: started, waited for, looked at, and ended by their own id."""

import http.client
import os
import signal
import subprocess
import time

TICKS = os.sysconf("SC_CLK_TCK")


class Server:
    """One server on 127.0.0.1."""

    def __init__(self, name, command, port, health, log, environment=None):
        self.name, self.command, self.port, self.health, self.log = name, command, port, health, log
        self.environment = environment
        self.process = None

    def start(self):
        """Starts it and returns the milliseconds until the first healthy answer."""
        begin = time.perf_counter()
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(self.command, stdout=log, stderr=log, env=self.environment)
        while not self.is_healthy():
            if self.process.poll() is not None or time.perf_counter() - begin > 120:
                raise SystemExit(f"{self.name} does not answer; see {self.log}")
            time.sleep(0.001)
        return (time.perf_counter() - begin) * 1000

    def is_healthy(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", self.health)
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def stop(self):
        if self.process is None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None

    def cpu_seconds(self):
        """Processor time used so far, by the process and the children it waited for."""
        if self.process is None:
            return 0.0
        with open(f"/proc/{self.process.pid}/stat", encoding="utf-8") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory_mb(self):
        with open(f"/proc/{self.process.pid}/status", encoding="utf-8") as file:
            return next(int(line.split()[1]) / 1024 for line in file if line.startswith("VmRSS"))

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()


def busy_seconds():
    """Processor time of the whole machine that was not idle."""
    with open("/proc/stat", encoding="utf-8") as file:
        numbers = [int(field) for field in file.readline().split()[1:]]
    return (sum(numbers[:8]) - numbers[3] - numbers[4]) / TICKS
