/* SPDX-License-Identifier: GPL-3.0-or-later */
/* arena.c - blocks of growing size; an allocation takes the next bytes of the newest block.
 *
 *     blocks -> [head | a | bb | ccc |  free  ] -> [head | d | e ] -> ...
 *                              ^ last     ^ used
 *
 * Blocks come zeroed from calloc and bytes are never used twice, so what is handed out is zero without a
 * memset.
 */
#include "base/arena.h"
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct camp_arena_block {
    camp_arena_block *older;           /* of the same arena */
    camp_arena_block *before, *behind; /* among all blocks of the topmost arena */
    size_t size, used;                 /* bytes behind the head */
    size_t last;                       /* where the last allocation begins */
};

struct camp_arena_owned {
    camp_arena_owned *older;
    const camp_arena *arena; /* with whose end it ends; only compared */
    void *object;
    void (*release)(void *object);
};

enum { ALIGN = sizeof(max_align_t) > 16 ? 16 : sizeof(max_align_t) };
#define HEAD ((sizeof(camp_arena_block) + ALIGN - 1) / ALIGN * ALIGN)
#define FIRST_BLOCK ((size_t)8192)
#define LARGEST_USUAL_BLOCK ((size_t)1 << 20)

static char *block_bytes(camp_arena_block *block) {
    return (char *)block + HEAD;
}

void camp_arena_init(camp_arena *arena) {
    memset(arena, 0, sizeof *arena);
}

void camp_arena_init_like(camp_arena *arena, camp_arena *owner) {
    memset(arena, 0, sizeof *arena);
    arena->parent = owner;
}

static camp_arena *topmost(camp_arena *arena) {
    while (arena->parent)
        arena = arena->parent;
    return arena;
}

void camp_arena_fail(camp_arena *arena) {
    longjmp(topmost(arena)->recover, 1);
}

/* Enters a block into the list of all, or tells its neighbours a new address. */
static void link_block(camp_arena *arena, camp_arena_block *block) {
    if (block->before) block->before->behind = block;
    if (block->behind) block->behind->before = block;
    if (!block->before) topmost(arena)->all = block;
}

static void free_block(camp_arena *top, camp_arena_block *block) {
    if (block->before) block->before->behind = block->behind;
    if (block->behind) block->behind->before = block->before;
    if (top->all == block) top->all = block->behind;
    free(block);
}

/* Releases what the arena owns; all of it when the arena is the topmost one. */
static void release_owned(camp_arena *top, const camp_arena *arena) {
    camp_arena_owned **at = &top->owned;
    while (*at) {
        camp_arena_owned *owned = *at;
        if (arena != top && owned->arena != arena) {
            at = &owned->older;
            continue;
        }
        *at = owned->older;
        if (owned->object) owned->release(owned->object);
    }
}

void camp_arena_free(camp_arena *arena) {
    camp_arena *top = topmost(arena);
    release_owned(top, arena);
    if (top == arena) {
        while (arena->all)
            free_block(arena, arena->all);
    } else {
        for (camp_arena_block *block = arena->blocks, *older; block; block = older) {
            older = block->older;
            free_block(top, block);
        }
    }
    arena->blocks = NULL;
}

/* Puts a block in front that has room for `bytes`. */
static void add_block(camp_arena *arena, size_t bytes) {
    size_t size = arena->blocks ? arena->blocks->size * 2 : FIRST_BLOCK;
    if (size > LARGEST_USUAL_BLOCK) size = LARGEST_USUAL_BLOCK;
    if (size < bytes) size = bytes;
    camp_arena_block *block = size > SIZE_MAX - HEAD ? NULL : calloc(1, HEAD + size);
    if (!block) camp_arena_fail(arena);
    block->older = arena->blocks;
    block->behind = topmost(arena)->all;
    block->size = size;
    link_block(arena, block);
    arena->blocks = block;
}

/* n * size rounded up to the alignment, at least one unit, so that every address is different. */
static size_t rounded(camp_arena *arena, size_t n, size_t size) {
    if (size && n > (SIZE_MAX - HEAD - ALIGN) / size) camp_arena_fail(arena);
    size_t bytes = n * size;
    return bytes ? (bytes + ALIGN - 1) / ALIGN * ALIGN : ALIGN;
}

void **camp_arena_own(camp_arena *arena, void (*release)(void *object)) {
    camp_arena_owned *owned = camp_arena_alloc(arena, 1, sizeof *owned);
    camp_arena *top = topmost(arena);
    *owned = (camp_arena_owned){top->owned, arena, NULL, release};
    top->owned = owned;
    return &owned->object;
}

void *camp_arena_alloc(camp_arena *arena, size_t n, size_t size) {
    size_t bytes = rounded(arena, n, size);
    if (!arena->blocks || arena->blocks->size - arena->blocks->used < bytes) add_block(arena, bytes);
    camp_arena_block *block = arena->blocks;
    block->last = block->used;
    block->used += bytes;
    return block_bytes(block) + block->last;
}

/* A block that holds nothing but this allocation is resized as a whole: no copy stays behind. */
static void *grow_block(camp_arena *arena, size_t bytes) {
    camp_arena_block *block = arena->blocks;
    camp_arena_block *moved = bytes > SIZE_MAX - HEAD ? NULL : realloc(block, HEAD + bytes);
    if (!moved) camp_arena_fail(arena);
    memset(block_bytes(moved) + moved->size, 0, bytes - moved->size);
    moved->size = moved->used = bytes;
    arena->blocks = moved;
    link_block(arena, moved);
    return block_bytes(moved);
}

void *camp_arena_grow(camp_arena *arena, void *old, size_t old_n, size_t new_n, size_t size) {
    if (new_n <= old_n && old) return old;
    size_t bytes = rounded(arena, new_n, size);
    camp_arena_block *block = arena->blocks;
    if (block && old == (void *)(block_bytes(block) + block->last)) {
        if (bytes <= block->size - block->last) {
            block->used = block->last + bytes;
            return old;
        }
        if (block->last == 0) return grow_block(arena, bytes);
    }
    void *grown = camp_arena_alloc(arena, new_n, size);
    if (old_n) memcpy(grown, old, old_n * size);
    return grown;
}

char *camp_arena_text(camp_arena *arena, const char *text, size_t n) {
    if (n == SIZE_MAX) camp_arena_fail(arena);
    char *copy = camp_arena_alloc(arena, n + 1, 1);
    if (n) memcpy(copy, text, n);
    return copy;
}

char *camp_arena_vprintf(camp_arena *arena, const char *format, va_list args) {
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    char *text = camp_arena_alloc(arena, n < 0 ? 1 : (size_t)n + 1, 1);
    if (n >= 0) vsnprintf(text, (size_t)n + 1, format, again);
    va_end(again);
    return text;
}

char *camp_arena_printf(camp_arena *arena, const char *format, ...) {
    va_list args;
    va_start(args, format);
    char *text = camp_arena_vprintf(arena, format, args);
    va_end(args);
    return text;
}
