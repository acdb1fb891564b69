#!/usr/bin/env bash
# Builds one commit twice, noise library included, and compares what comes out byte by byte: from two folders of different
# depth, under two names of cargo's folder, two time zones and two languages. Takes about 15 CPU minutes.
#
#   benchmarks/reproducible.sh [COMMIT]
#
# Exit 0: the same bytes. 1: not, with the names of the files in the jars that differ, or a folder of the machine that the
# library names.
set -euo pipefail
cd "$(dirname "$0")/.."
commit=$(git rev-parse "${1:-HEAD}^{commit}")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cargo_home=${CARGO_HOME:-$HOME/.cargo}

build() { # folder, cargo's folder, time zone, language
    mkdir -p "$1"
    git archive "$commit" | tar -x -C "$1"
    (cd "$1" && CARGO_HOME=$2 TZ=$3 LC_ALL=$4 mvn -B -q -pl src/cli -am -DskipTests package)
}

# The library alone: cargo's list of its sources, which stands beside it, names their folder.
library() { # folder
    find "$1/src/core/src/main/rust/target/release" -maxdepth 1 -name '*effigy_opendp.*' ! -name '*.d' ! -name '*.rlib'
}

sums() { # folder
    (cd "$1" && sha256sum target/effigy-cli.jar src/*/target/effigy*.jar $(library .))
}

other=$scratch/cargo
mkdir -p "$other" "$cargo_home/registry"
ln -s "$cargo_home/registry" "$other/registry"
build "$scratch/a" "$cargo_home" UTC C
build "$scratch/another-folder/b" "$other" Asia/Kathmandu C.UTF-8

for folder in "$scratch/a" "$scratch/another-folder/b"; do
    if strings -n 4 "$(library "$folder")" | grep -F -e "$scratch" -e "$cargo_home"; then
        echo "the noise library names a folder of this machine" >&2
        exit 1
    fi
done
echo "commit $commit"
cargo --version
cc --version | head -n 1
mvn -v | sed -n '3p'
sums "$scratch/a"
if diff <(sums "$scratch/a") <(sums "$scratch/another-folder/b"); then
    echo "two builds, the same bytes"
    exit 0
fi
for jar in $(cd "$scratch/a" && ls target/effigy-cli.jar src/*/target/effigy*.jar); do
    diff <(unzip -v "$scratch/a/$jar") <(unzip -v "$scratch/another-folder/b/$jar") || true
done
exit 1
