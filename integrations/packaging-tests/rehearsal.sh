#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Ringlet authors
# SPDX-License-Identifier: Apache-2.0
#
# Rehearses a release: a copy of the last commit without -SNAPSHOT is deployed to a folder by the
# release profile, signed with a key that lives as long as this script. SbomTest runs over its lists
# of components. Then each file must have a signature that verifies. Arguments go to Maven.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(git -C "$here" rev-parse --show-toplevel)
modules=$("$here/published.sh")
work=$(mktemp -d)
export GNUPGHOME="$work/keys"
trap 'gpgconf --kill gpg-agent; rm -rf "$work"' EXIT
mkdir -m 700 "$GNUPGHOME"
gpg --batch -q --passphrase '' --quick-generate-key 'A rehearsal <rehearsal@ringlet.dev>' ed25519 sign 1d
git clone -q "$root" "$work/copy"
cd "$work/copy"
find . -name pom.xml -exec sed -i 's/-SNAPSHOT</</' {} +
mvn -B -q -Prelease -pl "$modules,integrations/packaging-tests" -am deploy \
  -Dtest=SbomTest -Dsurefire.failIfNoSpecifiedTests=false \
  "-DaltDeploymentRepository=rehearsal::file://$work/repository" "$@"
cd "$work/repository"
kinds=$(mktemp -p "$work")
find . -type f \( -name '*.jar' -o -name '*.pom' -o -name '*-cyclonedx.json' \) | sort >"$work/files"
while read -r file; do
  gpg --batch -q --verify "$file.asc" "$file" 2>/dev/null || {
    echo "$file has no valid signature" >&2
    exit 1
  }
  case $file in
    *-sources.jar) echo sources ;;
    *-javadoc.jar) echo Javadoc ;;
    *-tests.jar) echo test jars ;; # which the tests of other modules need
    *.jar) echo jars ;;
    *.pom) echo POMs ;;
    *.json) echo lists of components ;;
  esac >>"$kinds"
done <"$work/files"
sort "$kinds" | uniq -c
if grep -rl SNAPSHOT --include='*.pom' --include='*.json' .; then
  echo 'a file names a snapshot' >&2
  exit 1
fi
echo "$(wc -l <"$work/files") files, each with a signature that verifies"
