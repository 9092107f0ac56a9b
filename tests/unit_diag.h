/*
 * unit_diag.h - a file with diagnostics made by hand, and what is printed of it.
 */
#ifndef TESTS_UNIT_DIAG_H
#define TESTS_UNIT_DIAG_H

#include "base/diag.h"
#include "emit/diag_print.h"

#include "unit.h"

#include <stdlib.h>

/* One file and what was found in it. */
struct fixture {
    struct arena a;
    struct source *source;
    struct diags d;
};

static inline void fixture_open(struct fixture *f, const char *path, struct str text)
{
    *f = (struct fixture){.a = ARENA_INIT};
    f->source = source_new(&f->a, str_of(path), text);
    f->d.arena = &f->a;
}

/* The first `needle` in the source from byte `from` on. */
static inline struct span span_find(struct source *source, const char *needle, uint32_t from)
{
    size_t length = strlen(needle);
    for (size_t i = from; i + length <= source->text.len; i++)
        if (memcmp(source->text.ptr + i, needle, length) == 0)
            return (struct span){source, (uint32_t)i, (uint32_t)(i + length)};
    abort();
}

static inline struct span span_at(struct fixture *f, uint32_t start, uint32_t end)
{
    return (struct span){f->source, start, end};
}

static inline struct diag *stray(struct fixture *f, struct span span, const char *text)
{
    return diag_report(&f->d, DIAG_STRAY_CHARACTER, span, DIAG_TEXT(str_of(text)));
}

static const struct diag_print_options chinese = {.limit_per_file = 100};
static const struct diag_print_options english = {.language = LANGUAGE_ENGLISH,
                                                  .limit_per_file = 100};
static const struct diag_print_options json = {.format = DIAG_FORMAT_JSON, .limit_per_file = 100};

static inline struct str print(struct fixture *f, struct diag_print_options options)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    if (!out)
        abort();
    diag_sort(&f->d);
    if (!diag_print(out, &f->d, &f->a, &options))
        fputs("no memory", out);
    fclose(out);
    struct str copy = arena_copy(&f->a, (struct str){text, size});
    free(text);
    return copy;
}

static inline bool contains(struct str text, const char *part)
{
    size_t length = strlen(part);
    for (size_t i = 0; i + length <= text.len; i++)
        if (memcmp(text.ptr + i, part, length) == 0)
            return true;
    return false;
}

#endif
