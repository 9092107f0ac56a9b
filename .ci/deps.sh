#!/usr/bin/env bash
# deps.sh KIND... - installs what is missing of the given kinds of deps.txt, after saying what and why.
#
# Where everything is there it does nothing, prints nothing and needs no network and no rights.
set -euo pipefail
cd "$(dirname "$0")/.."

trim() { sed 's/^[[:space:]]*//; s/[[:space:]]*$//'; }

# is_there PACKAGE KIND PROBE
is_there() {
    case $2:$3 in
    test-npm:*)
        local name=${1%@*} version=${1##*@}
        grep -qsF "\"version\": \"$version\"" "tests/node_modules/$name/package.json" ;;
    *:lib:*) pkg-config --exists "${3#lib:}" 2>/dev/null ;;
    *:-) [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ] ;;
    *) command -v "$3" >/dev/null ;;
    esac
}

apt=() npm=() reasons=()
while IFS='|' read -r package kind probe reason; do
    package=$(trim <<<"$package") kind=$(trim <<<"$kind")
    probe=$(trim <<<"$probe") reason=$(trim <<<"$reason")
    case $package in '' | '#'*) continue ;; esac
    wanted=
    for word in $kind; do
        case " $* " in *" $word "*) wanted=1 ;; esac
    done
    [ -n "$wanted" ] || continue
    is_there "$package" "$kind" "$probe" && continue
    if [ "$kind" = test-npm ]; then npm+=("$package"); else apt+=("$package"); fi
    reasons+=("$(printf '    %-24s %s' "$package" "$reason")")
done <deps.txt

[ ${#reasons[@]} -gt 0 ] || exit 0
echo "Missing, to be installed:"
printf '%s\n' "${reasons[@]}"

if [ ${#apt[@]} -gt 0 ]; then
    if ! command -v apt-get >/dev/null; then
        echo "There is no apt-get here: install these (Debian's names) by other means, then try again."
        exit 1
    fi
    root=()
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            echo "As root:  apt-get install -y --no-install-recommends ${apt[*]}"
            exit 1
        fi
        root=(sudo env DEBIAN_FRONTEND=noninteractive)
    fi
    export DEBIAN_FRONTEND=noninteractive
    "${root[@]}" apt-get update -qq
    "${root[@]}" apt-get install -y -qq --no-install-recommends "${apt[@]}" >/dev/null
fi
if [ ${#npm[@]} -gt 0 ]; then
    (cd tests && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
fi
