/* SPDX-License-Identifier: GPL-3.0-or-later */
/* table_test.c - records, places and refusals of CSV texts. Rows are compared as "line:[cell][cell]...". */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>

#include "base/table.h"
#include <stdio.h>
#include <string.h>

typedef struct reading {
    char rows[2000];
    char problem[300]; /* "CODE line:column header" */
    size_t last_n;     /* bytes of the last row's first cell */
    bool whole;
} reading;

static bool note_row(void *user, const camp_row *row) {
    reading *r = user;
    size_t n = strlen(r->rows);
    r->last_n = row->cell[0].n;
    if (r->last_n > 1000) return true; /* long_records looks at the length alone */

    n += (size_t)snprintf(r->rows + n, sizeof r->rows - n, "%ld:", row->line);
    for (int i = 0; i < row->n; i++)
        n +=
            (size_t)snprintf(r->rows + n, sizeof r->rows - n, "[%.*s]", (int)row->cell[i].n, row->cell[i].at);
    return true;
}

static reading read_bytes(const char *bytes, size_t n) {
    camp_arena arena;
    camp_report *report = camp_report_new();
    reading r = {.whole = false};
    camp_arena_init(&arena);
    if (setjmp(arena.recover)) fail();
    r.whole = camp_table_read(&arena, "f.csv", bytes, n, report, note_row, note_row, &r);
    const camp_problem *p = camp_report_get(report, 0);
    if (p) snprintf(r.problem, sizeof r.problem, "%s %ld:%d %s", p->code, p->line, p->column, p->header);
    assert_int_equal(camp_report_size(report), r.whole ? 0 : 1);
    camp_report_free(report);
    camp_arena_free(&arena);
    return r;
}

static void assert_rows(const char *text, const char *expected) {
    reading r = read_bytes(text, strlen(text));
    assert_string_equal(r.problem, "");
    assert_string_equal(r.rows, expected);
}

static void assert_refused(const char *bytes, size_t n, const char *expected) {
    reading r = read_bytes(bytes, n);
    assert_false(r.whole);
    assert_string_equal(r.problem, expected);
}
#define REFUSED(bytes, expected) assert_refused((bytes), sizeof(bytes) - 1, (expected))

static void plain_rows(void **state) {
    (void)state;
    assert_rows("a,b\n1,2\n", "1:[a][b]2:[1][2]");
    assert_rows("a,b\r\n1,2", "1:[a][b]2:[1][2]");
    assert_rows("a,b\r1,2\r", "1:[a][b]2:[1][2]"); /* old line ends */
    assert_rows("\xef\xbb\xbf"
                "a,b\n, x \n",
                "1:[a][b]2:[][ x ]");
    assert_rows("\n\na\n\n \n,,\n1,,\n", "3:[a]7:[1][][]"); /* blank rows do not count, their lines do */
}

static void quoted_cells(void **state) {
    (void)state;
    assert_rows("a,b\n\"x,1\",\"say \"\"hi\"\"\"\n", "1:[a][b]2:[x,1][say \"hi\"]");
    assert_rows("a,b\n\"two\nlines\",2\n3,4\n", "1:[a][b]2:[two\nlines][2]4:[3][4]");
    assert_rows("a,b\r\n\"two\r\nlines\",2\r\n3,4\r\n", "1:[a][b]2:[two\r\nlines][2]4:[3][4]");
    assert_rows("a,b\n7\" pipe,5'6\"\n", "1:[a][b]2:[7\" pipe][5'6\"]"); /* a quote within is text */
    assert_rows("\"a\",b\n\"\",\"\"\n\" \",x\n", "1:[a][b]3:[ ][x]");
    assert_rows("a\n\"end\"", "1:[a]2:[end]");
    assert_rows("a,b\n\"\n\n\n\",x\ny,z", "1:[a][b]2:[\n\n\n][x]6:[y][z]");
}

static void broken_quotes(void **state) {
    (void)state;
    REFUSED("a,b\n1,\"x\n2,y\n", "E_QUOTE_OPEN 2:2 b");
    REFUSED("a,b\n1,2\n\"x\"y,3\n", "E_QUOTE_INSIDE 3:1 a");
    REFUSED("a,b\n1, \"x\"\n", "E_QUOTE_SPACE 2:2 b");
    REFUSED("a,b\n1,\"x\" \n", "E_QUOTE_INSIDE 2:2 b");
    REFUSED("a,b\n\"1\n1\",\"x\"y\n", "E_QUOTE_INSIDE 2:2 b"); /* the record begins in line 2 */
}

static void other_bytes(void **state) {
    (void)state;
    REFUSED("a,b\n1,caf\xe9\n", "E_UTF8 2:2 b");
    REFUSED("a,b\n\"1,\n2\",\"caf\xe9\"\n", "E_UTF8 2:2 b");
    REFUSED("a,b\n1,x\0y\n", "E_NUL 2:2 b");
    REFUSED("\xff\xfe"
            "a\0,\0",
            "E_UTF8 0:0 ");
    REFUSED("a\0,\0b\0\n\0", "E_UTF8 0:0 ");
    REFUSED("PK\003\004....", "E_NOT_CSV 0:0 ");
    REFUSED("", "E_NO_HEADER 0:0 ");
    REFUSED("\n , \n", "E_NO_HEADER 0:0 ");
    REFUSED("slot;start\nA;9:00\n", "E_SEPARATOR 1:1 ");
    REFUSED("slot\tstart\nA\t9:00\n", "E_SEPARATOR 1:1 ");
}

/* Longer than any buffer begins with. */
static void long_records(void **state) {
    (void)state;
    static char text[60000];
    size_t n = (size_t)snprintf(text, sizeof text, "a,b\n\""), begin = n, lines = 0;
    for (; n < 50000; lines++)
        n += (size_t)snprintf(text + n, sizeof text - n, "line %zu \"\"quoted\"\"\n", n);
    size_t expected = n - begin - 2 * lines; /* doubled quotes are one */
    n += (size_t)snprintf(text + n, sizeof text - n, "\",x");
    reading r = read_bytes(text, n);
    assert_true(r.whole);
    assert_int_equal(r.last_n, expected);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_rows),  cmocka_unit_test(quoted_cells), cmocka_unit_test(broken_quotes),
        cmocka_unit_test(other_bytes), cmocka_unit_test(long_records),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
