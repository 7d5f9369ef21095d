# shellcheck shell=bash disable=SC2034
# Shared by the scripts of this folder: where the project is, and what has to be installed. To be sourced by bash.

set -euo pipefail
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)

# What the program is compiled with and runs with.
build_packages=(libpq-dev libsodium-dev libcurl4-openssl-dev libsqlite3-dev libcmark-dev libmagic-dev libarchive-dev)
# What its tests need besides: a database server, a browser with a font, and Python.
test_packages=(postgresql-15 chromium fonts-dejavu-core python3-venv openssl nginx-light caddy clamav-daemon)

say() { printf '%s\n' "$*"; }
fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

need_swift() {
    if command -v swift >/dev/null; then return; fi
    fail "Swift 6.2 ou plus récent est nécessaire / Swift 6.2 or newer is needed: https://www.swift.org/install/linux/"
}

is_installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

# Installs the Debian packages that are missing; asks apt for news only then.
need_packages() {
    command -v dpkg-query >/dev/null || fail "These scripts install Debian packages; here, install by hand: $*"
    local missing=() package
    for package in "$@"; do
        is_installed "$package" || missing+=("$package")
    done
    if [ ${#missing[@]} -eq 0 ]; then return; fi
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || fail "As root, run: apt-get install ${missing[*]}"
        as_root=(sudo)
    fi
    say "Installation / Installing: ${missing[*]}"
    "${as_root[@]}" apt-get update -qq
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "${missing[@]}" </dev/null >/dev/null
}
