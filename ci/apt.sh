#!/usr/bin/env bash
# Installs what ci/apt.txt names and this machine lacks; says so and goes on where it may not.
set -euo pipefail
cd "$(dirname "$0")"
missing=()
while read -r package _; do
    [[ -z $package || $package == \#* ]] && continue
    [[ $(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || missing+=("$package")
done <apt.txt
((${#missing[@]})) || exit 0
if ! command -v apt-get >/dev/null || ((EUID)); then
    echo "not installed, and not ours to install here: ${missing[*]}" >&2
    exit 0
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
