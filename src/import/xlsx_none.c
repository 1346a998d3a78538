/* SPDX-License-Identifier: GPL-3.0-or-later */
/* xlsx_none.c - in place of xlsx.c where libzip or expat is missing. */
#include "import/import.h"
#include <string.h>

bool camp_xlsx_is(const camp_file *source) {
    return source->size >= 4 && memcmp(source->bytes, "PK\003\004", 4) == 0;
}

camp_cells *camp_xlsx_read(camp_import *import, const camp_file *source, int *n) {
    *n = 0;
    camp_report_add(import->report, CAMP_ERROR, "E_IMPORT_XLSX", (camp_place){source->name, 0, 0, ""},
                    "this build of Campboard cannot read workbooks; save the sheet as \"CSV UTF-8\"");
    return NULL;
}

void camp_xlsx_free(camp_foreign *foreign) {
    (void)foreign;
}
