/* SPDX-License-Identifier: GPL-3.0-or-later */
/* version.c - the version, as the build names it. */
#include "campboard.h"

const char *camp_version(void) {
    return CAMP_VERSION;
}
