# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=sh
#
# install_missing PACKAGE[=COMMAND]...: installs those that are missing, with apt, and says which; a tool whose command
# is there, from wherever, is not missing. Leaves in $missing what was missing. Sourced by samples/run, tests/run and .ci/run.

say_step() {
    printf '%s ...' "$1" >&2
}

install_missing() {
    if ! command -v dpkg-query >/dev/null 2>&1; then
        echo "This is no Debian or Ubuntu. Campboard needs these packages, or what they are called here: $*" >&2
        return 0
    fi
    missing=
    for package in "$@"; do
        case $package in
        *=*)
            ! command -v "${package#*=}" >/dev/null 2>&1 || continue
            package=${package%%=*}
            ;;
        esac
        status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
        [ "$status" = installed ] || missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    as_root=
    if [ "$(id -u)" != 0 ]; then
        if ! command -v sudo >/dev/null 2>&1; then
            echo "Campboard needs$missing. Install them as root: apt-get update && apt-get install$missing" >&2
            exit 2
        fi
        as_root=sudo
    fi
    say_step "Campboard needs$missing: installing them with apt"
    apt_log=$(mktemp)
    # The lists of packages may be missing or old: fetch them when the first try fails.
    # shellcheck disable=SC2086 # words on purpose
    if $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing >"$apt_log" 2>&1 ||
        { $as_root apt-get update >>"$apt_log" 2>&1 &&
            $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing >>"$apt_log" 2>&1; }; then
        echo " done" >&2
        rm -f "$apt_log"
    else
        echo " failed:" >&2
        cat "$apt_log" >&2
        rm -f "$apt_log"
        exit 2
    fi
}
