/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz.h - what the fuzz targets share: the function that libFuzzer (or replay.c) calls, and the checks that
 * hold for every report. Not assert(): they hold in release builds too. */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include "campboard.h"
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define FUZZ_ASSERT(holds)                                                                                   \
    do {                                                                                                     \
        if (!(holds)) {                                                                                      \
            (void)fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #holds);                 \
            abort();                                                                                         \
        }                                                                                                    \
    } while (0)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Every problem has a code, a message of valid UTF-8 and a place that makes sense. */
void camp_fuzz_report(const camp_report *report);

#endif
