# SPDX-License-Identifier: GPL-3.0-or-later
# Written by `ninja -C build reference` from src/cli/table.c: change that file.
# shellcheck shell=bash

_campboard() {
    local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} options=''
    COMPREPLY=()
    if [ "$COMP_CWORD" -eq 1 ] || [ "${COMP_WORDS[1]}" = help ]; then
        mapfile -t COMPREPLY < <(compgen -W 'new check solve verify export publish model import merge help --help --version' -- "$word")
        return
    fi
    case ${COMP_WORDS[1]} in
    new)
        case $previous in
        esac
        options='--help'
        ;;
    check)
        case $previous in
        esac
        options='--strict --quiet --help'
        ;;
    solve)
        case $previous in
        --output | -o)
            compopt -o filenames
            mapfile -t COMPREPLY < <(compgen -f -- "$word")
            return
            ;;
        --progress)
            compopt -o filenames
            mapfile -t COMPREPLY < <(compgen -f -- "$word")
            return
            ;;
        --time | -t)
            COMPREPLY=()
            return
            ;;
        --gap | -g)
            COMPREPLY=()
            return
            ;;
        --work | -w)
            COMPREPLY=()
            return
            ;;
        --seed | -s)
            COMPREPLY=()
            return
            ;;
        --threads | -j)
            COMPREPLY=()
            return
            ;;
        esac
        options='--output --progress --time --gap --work --seed --threads --strict --quiet --help'
        ;;
    verify)
        case $previous in
        esac
        options='--strict --quiet --help'
        ;;
    export)
        case $previous in
        --output | -o)
            compopt -o filenames
            mapfile -t COMPREPLY < <(compgen -f -- "$word")
            return
            ;;
        --link)
            COMPREPLY=()
            return
            ;;
        --format | -f)
            mapfile -t COMPREPLY < <(compgen -W 'json csv seats grid summary html staff signs list agendas pdf signs-pdf ics schedule-json schedule-xml xlsx report' -- "$word")
            return
            ;;
        --room)
            COMPREPLY=()
            return
            ;;
        --person)
            COMPREPLY=()
            return
            ;;
        --paper)
            mapfile -t COMPREPLY < <(compgen -W 'a4 a3 letter tabloid' -- "$word")
            return
            ;;
        --progress)
            compopt -o filenames
            mapfile -t COMPREPLY < <(compgen -f -- "$word")
            return
            ;;
        esac
        options='--output --link --format --room --person --paper --bom --progress --strict --quiet --help'
        ;;
    publish)
        case $previous in
        --link)
            COMPREPLY=()
            return
            ;;
        --progress)
            compopt -o filenames
            mapfile -t COMPREPLY < <(compgen -f -- "$word")
            return
            ;;
        --output | -o)
            compopt -o filenames
            mapfile -t COMPREPLY < <(compgen -f -- "$word")
            return
            ;;
        esac
        options='--link --progress --output --staff --strict --quiet --help'
        ;;
    model)
        case $previous in
        --output | -o)
            compopt -o filenames
            mapfile -t COMPREPLY < <(compgen -f -- "$word")
            return
            ;;
        --format | -f)
            mapfile -t COMPREPLY < <(compgen -W 'lp mps' -- "$word")
            return
            ;;
        esac
        options='--output --format --strict --quiet --help'
        ;;
    import)
        case $previous in
        --output | -o)
            compopt -o filenames
            mapfile -t COMPREPLY < <(compgen -f -- "$word")
            return
            ;;
        --weights)
            COMPREPLY=()
            return
            ;;
        --question)
            COMPREPLY=()
            return
            ;;
        --encoding)
            COMPREPLY=()
            return
            ;;
        esac
        options='--output --weights --question --encoding --keep-places --quiet --help'
        if [ "$COMP_CWORD" -eq 2 ] && [[ $word != -* ]]; then
            mapfile -t COMPREPLY < <(compgen -W 'forms sheet dots sessionize frab ak' -- "$word")
            return
        fi
        ;;
    merge)
        case $previous in
        esac
        options='--quiet --help'
        ;;
    esac
    if [[ $word == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
    else
        compopt -o filenames
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
    fi
}
complete -F _campboard campboard
