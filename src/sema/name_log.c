/* name_log.c - what the words of one source were taken for. */
#include "sema/name_log.h"

#include <stdlib.h>

void name_log_enter(struct name_log *log, struct span span, struct bilingual name)
{
    if (log->count == log->room) {
        log->room = log->room ? 2 * log->room : 256;
        log->items = arena_grow(log->arena, log->items, sizeof *log->items, log->count, log->room);
    }
    log->items[log->count++] = (struct name_entry){span.start, span.end, name};
}

void name_log_enter_unit(struct name_log *log, const struct units *units, struct span span,
                         const struct measure *measure)
{
    if (measure->spelling.len == 0 && !units_is_own(units, measure->name.chinese))
        name_log_add(log, span, measure->name);
}

static const struct units *library_of(const struct units *units)
{
    while (units->outer)
        units = units->outer;
    return units;
}

void name_log_kind(struct name_log *log, const struct units *units, struct span span,
                   const struct kind *kind)
{
    if (log && units_find_kind(library_of(units), kind->name.chinese) == kind)
        name_log_add(log, span, kind->name);
}

void name_log_scale(struct name_log *log, const struct units *units, struct span span,
                    const struct scale *scale)
{
    if (log && units_find_scale(library_of(units), scale->name.chinese) == scale)
        name_log_add(log, span, scale->name);
}

void name_log_grade(struct name_log *log, const struct units *units, struct span span,
                    const struct grade *grade)
{
    if (log && units_find_scale(library_of(units), grade->scale->name.chinese) == grade->scale)
        name_log_add(log, span, grade->name);
}

void name_log_framework(struct name_log *log, struct span span, struct str text,
                        struct bilingual framework)
{
    if (!log)
        return;
    const struct str start = str_starts_with(text, STR("std/")) ? STR("std/") : STR("");
    const struct str chinese[] = {start, framework.chinese}, english[] = {start, framework.english};
    struct bilingual name = {arena_join(log->arena, chinese, 2),
                             arena_join(log->arena, english, 2)};
    name_log_add(log, span, name);
}

/* ---- asking ---------------------------------------------------------------------------------- */

static int by_place(const void *one, const void *other)
{
    const struct name_entry *a = one, *b = other;
    return a->start != b->start ? (a->start < b->start ? -1 : 1)
                                : (a->end > b->end) - (a->end < b->end);
}

static bool is_same(const struct name_entry *a, const struct name_entry *b)
{
    return str_equal(a->name.chinese, b->name.chinese) &&
           str_equal(a->name.english, b->name.english);
}

void name_log_sort(struct name_log *log)
{
    size_t kept = 0;
    if (log->count)
        qsort(log->items, log->count, sizeof *log->items, by_place);
    for (size_t first = 0, end; first < log->count; first = end) {
        bool agrees = true;
        for (end = first + 1;
             end < log->count && by_place(&log->items[first], &log->items[end]) == 0; end++)
            agrees &= is_same(&log->items[first], &log->items[end]);
        if (agrees)
            log->items[kept++] = log->items[first];
    }
    log->count = kept;
}

const struct name_entry *name_log_find(const struct name_log *log, uint32_t start, uint32_t end)
{
    struct name_entry wanted = {.start = start, .end = end};
    return log->count ? bsearch(&wanted, log->items, log->count, sizeof wanted, by_place) : NULL;
}
