/* SPDX-License-Identifier: GPL-3.0-or-later */
/* file_test.c - files are read whole, and written whole or not at all. */
#define _POSIX_C_SOURCE 200809L
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>

#include "base/file.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static camp_arena arena;
static char folder[] = "/tmp/campboard-file-XXXXXX";

static const char *in_folder(const char *name) {
    return camp_path_join(&arena, folder, name);
}

static void written_bytes_are_read(void **state) {
    (void)state;
    char *bytes;
    size_t size;
    assert_int_equal(camp_file_write(in_folder("b.txt"), "one\0two", 7), CAMP_OK);
    assert_int_equal(camp_file_write(in_folder("a.txt"), "", 0), CAMP_OK);
    assert_int_equal(camp_file_write(in_folder("b.txt"), "new\0text", 8), CAMP_OK);
    assert_int_equal(camp_file_read(&arena, in_folder("b.txt"), &bytes, &size), CAMP_OK);
    assert_int_equal(size, 8);
    assert_memory_equal(bytes, "new\0text", 9); /* with the zero byte behind */
    assert_int_equal(camp_file_read(&arena, in_folder("a.txt"), &bytes, &size), CAMP_OK);
    assert_int_equal(size, 0);
    char **names;
    size_t n;
    assert_int_equal(camp_folder_list(&arena, folder, &names, &n), CAMP_OK);
    assert_int_equal(n, 2); /* no draft stays behind */
    assert_string_equal(names[0], "a.txt");
    assert_string_equal(names[1], "b.txt");
}

static void failures_leave_the_old_file(void **state) {
    (void)state;
    char *bytes;
    size_t size, n;
    char **names;
    assert_int_equal(camp_file_read(&arena, in_folder("none"), &bytes, &size), CAMP_IO);
    assert_int_equal(errno, ENOENT);
    assert_int_equal(camp_file_read(&arena, folder, &bytes, &size), CAMP_IO);
    assert_int_equal(camp_file_write(in_folder("none/x"), "x", 1), CAMP_IO);
    assert_int_equal(camp_file_write(folder, "x", 1), CAMP_IO);
    assert_int_equal(errno, EISDIR);
    assert_int_equal(camp_folder_list(&arena, in_folder("none"), &names, &n), CAMP_IO);
}

static void links_and_rights_stay(void **state) {
    (void)state;
    struct stat about;
    assert_int_equal(camp_file_write(in_folder("target"), "1", 1), CAMP_OK);
    assert_int_equal(chmod(in_folder("target"), 0640), 0);
    assert_int_equal(symlink("target", in_folder("link")), 0);
    assert_int_equal(camp_file_write(in_folder("link"), "22", 2), CAMP_OK);
    assert_int_equal(lstat(in_folder("link"), &about), 0);
    assert_true(S_ISLNK(about.st_mode));
    assert_int_equal(stat(in_folder("target"), &about), 0);
    assert_int_equal(about.st_size, 2);
    assert_int_equal(about.st_mode & 0777, 0640);
}

static int begin(void **state) {
    (void)state;
    camp_arena_init(&arena);
    return mkdtemp(folder) == NULL;
}

static int end(void **state) {
    (void)state;
    char **names;
    size_t n;
    if (camp_folder_list(&arena, folder, &names, &n) == CAMP_OK)
        for (size_t i = 0; i < n; i++)
            unlink(in_folder(names[i]));
    rmdir(folder);
    camp_arena_free(&arena);
    return 0;
}

int main(void) {
    if (setjmp(arena.recover)) return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(written_bytes_are_read),
        cmocka_unit_test(failures_leave_the_old_file),
        cmocka_unit_test(links_and_rights_stay),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
