#!/usr/bin/env bash
# Writes the three pinned, hashed lock files for every Python that pyproject.toml allows; `make lock` calls it, and
# `make lock ARGS=--upgrade` takes newer versions.
# No index, machine path or tool option may stay in them: an installation names its own index.
set -euo pipefail
cd "$(dirname "$0")/.."
uv=${UV:-.venv/bin/uv}
lock() {
    local out=$1
    shift
    "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-header --no-emit-index-url --no-emit-find-links --annotation-style line \
        --output-file "$out" "$@"
}
mkdir -p ci/locks
lock ci/locks/run.txt pyproject.toml --extra postgres "$@"
lock ci/locks/test.txt pyproject.toml --extra test --constraints ci/locks/run.txt "$@"
lock ci/locks/build.txt --group build --constraints ci/locks/test.txt "$@"
if grep -nE '(https?|file)://|--(index|extra-index|find-links)' ci/locks/*.txt; then
    echo "a lock file names a place to install from" >&2
    exit 1
fi
