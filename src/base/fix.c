/* fix.c - applying edits. */
#include "base/fix.h"

#include <stdlib.h>

/* An edit that will be made. */
struct edit {
    uint32_t start, end;
    struct str text;
    size_t order; /* in which it was offered: edits at one place keep it */
};

static bool is_asked(const struct fix_codes *asked, enum diag_code code)
{
    for (size_t i = 0; i < asked->count; i++) {
        if (asked->codes[i] == code)
            return true;
    }
    return false;
}

/* Whether the entry has edits, and all are in this source. */
static bool is_in(const struct diag *diag, const struct source *source)
{
    for (const struct diag_fix *fix = diag->fixes; fix; fix = fix->next) {
        if (fix->span.source != source)
            return false;
    }
    return diag->fixes != NULL;
}

static bool is_allowed(const struct diag *diag, const struct source *source,
                       const struct fix_codes *asked)
{
    enum diag_applicability worst = diag_applicability(diag);
    return is_in(diag, source) &&
           (worst == FIX_SAFE || (worst == FIX_NAMED && is_asked(asked, diag->code)));
}

bool fix_waits_for_code(const struct diag *diag, const struct source *source,
                        const struct fix_codes *asked)
{
    return is_in(diag, source) && diag_applicability(diag) == FIX_NAMED &&
           !is_asked(asked, diag->code);
}

/* By place; what is put in at a place goes before what replaces text from there on. */
static int compare_edits(const void *one, const void *other)
{
    const struct edit *a = one, *b = other;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    if (a->end != b->end)
        return a->end < b->end ? -1 : 1;
    return a->order < b->order ? -1 : 1;
}

/* Whether two edits, in order, touch: one would change what the other was made for. */
static bool edits_touch(const struct edit *a, const struct edit *b)
{
    return b->start < a->end || b->start == a->start;
}

/* A diagnostic and its edits among all. */
struct group {
    const struct diag *diag;
    bool dropped;
};

static struct str splice(struct arena *a, struct str text, const struct edit *edits, size_t count)
{
    size_t room = text.len;
    for (size_t i = 0; i < count; i++)
        room += edits[i].text.len;
    char *out = arena_alloc(a, room + 1);
    size_t length = 0, at = 0;
    for (size_t i = 0; i < count; i++) {
        struct str kept = str_part(text, at, edits[i].start);
        memcpy(out + length, kept.ptr, kept.len);
        length += kept.len;
        if (edits[i].text.len)
            memcpy(out + length, edits[i].text.ptr, edits[i].text.len);
        length += edits[i].text.len;
        at = edits[i].end;
    }
    memcpy(out + length, text.ptr + at, text.len - at);
    return (struct str){out, length + text.len - at};
}

/* The edits of the groups that are not dropped, sorted; `owners` tells whose each is. */
static size_t gather(const struct group *groups, size_t count, struct edit *edits)
{
    size_t edit_count = 0;
    for (size_t i = 0; i < count; i++) {
        if (groups[i].dropped)
            continue;
        for (const struct diag_fix *fix = groups[i].diag->fixes; fix; fix = fix->next)
            edits[edit_count++] = (struct edit){fix->span.start, fix->span.end, fix->text, i};
    }
    qsort(edits, edit_count, sizeof *edits, compare_edits);
    return edit_count;
}

/* Drops the later offered of two that touch; true if there were any. */
static bool drop_touching(struct group *groups, const struct edit *edits, size_t count)
{
    bool dropped = false;
    size_t last = 0;
    for (size_t i = 1; i < count; i++) {
        bool same = edits[i].order == edits[last].order;
        if (!same && edits_touch(&edits[last], &edits[i])) {
            size_t later = edits[i].order > edits[last].order ? edits[i].order : edits[last].order;
            groups[later].dropped = dropped = true;
        }
        if (edits[i].end >= edits[last].end)
            last = i;
    }
    return dropped;
}

struct fix_result fixes_apply(struct arena *a, const struct diags *d, struct source *source,
                              const struct fix_codes *asked)
{
    size_t count = 0, edit_count = 0;
    for (const struct diag *diag = d->first; diag; diag = diag->next) {
        if (is_allowed(diag, source, asked)) {
            count++;
            for (const struct diag_fix *fix = diag->fixes; fix; fix = fix->next)
                edit_count++;
        }
    }
    struct fix_result result = {.text = source->text};
    if (count == 0)
        return result;
    struct group *groups = ARENA_ARRAY(a, struct group, count);
    struct edit *edits = ARENA_ARRAY(a, struct edit, edit_count);
    count = 0;
    for (const struct diag *diag = d->first; diag; diag = diag->next) {
        if (is_allowed(diag, source, asked))
            groups[count++].diag = diag;
    }
    do
        edit_count = gather(groups, count, edits);
    while (drop_touching(groups, edits, edit_count));
    result.mended = ARENA_ARRAY(a, const struct diag *, count);
    for (size_t i = 0; i < count; i++) {
        if (groups[i].dropped)
            result.waiting++;
        else
            result.mended[result.applied++] = groups[i].diag;
    }
    result.text = splice(a, source->text, edits, edit_count);
    return result;
}
