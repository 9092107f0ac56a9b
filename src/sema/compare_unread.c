/* compare_unread.c - lines with errors, of which there is only the text to compare. */
#include "base/line_diff.h"
#include "sema/compare_match.h"
#include "sema/compare_state.h"
#include "sema/fingerprint.h"

void unread_add(struct arena *a, struct span_set *unread, const struct diags *diags)
{
    for (const struct diag *diag = diags->first; diag; diag = diag->next) {
        if (diag->severity == DIAG_ERROR && !diag->origin)
            span_set_add(unread, a, diag->span);
    }
}

/* A pair of projects, and what the changes found so far are about, on either side. */
struct rest {
    struct comparing *c;
    struct span_set touched; /* by any of them */
    struct span_set told;    /* by those that say what became of something */
    bool is_sure;            /* nothing that is new or gone went unsaid because of an error */
};

static struct rest rest_of(struct comparing *c, const struct project *old,
                           const struct project *new)
{
    struct rest rest = {.c = c};
    /* Without a framework no indicator is known. */
    rest.is_sure = c->is_whole && old->framework && new->framework && !old->indicators_poisoned &&
                   !new->indicators_poisoned && !old->years_poisoned && !new->years_poisoned;
    for (const struct change *change = c->project->changes; change; change = change->next) {
        bool tells = change->kind == CHANGE_CHANGED || change->kind == CHANGE_RENAMED;
        const struct span spans[] = {change->old_span, change->new_span};
        for (size_t i = 0; i < 2; i++) {
            span_set_add(&rest.touched, c->arena, spans[i]);
            if (tells)
                span_set_add(&rest.told, c->arena, spans[i]);
        }
    }
    span_set_sort(&rest.touched);
    span_set_sort(&rest.told);
    return rest;
}

/* Whether an error begins in the lines of which no change says what became of the text there. */
static bool has_error(const struct rest *rest, const struct span_set *errors, struct span lines)
{
    for (size_t i = span_set_from(errors, lines.source, lines.start); i < errors->count; i++) {
        struct span error = errors->items[i].span;
        if (error.source != lines.source || error.start > lines.end)
            break;
        if (!span_set_overlaps(&rest->told, error))
            return true;
    }
    return false;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* A line of a text that is part of the source, without the blanks around it. */
static struct span line_span(struct source *source, struct str line)
{
    const char *first = line.ptr, *stop = line.ptr + line.len;
    while (first < stop && is_blank(*first))
        first++;
    while (stop > first && is_blank(stop[-1]))
        stop--;
    return (struct span){source, (uint32_t)(first - source->text.ptr),
                         (uint32_t)(stop - source->text.ptr)};
}

/* “第 12 行”; of a line that is gone “原第 12 行”. */
static struct bilingual line_number(struct comparing *c, struct span span, bool is_gone)
{
    source_index(span.source, c->arena);
    unsigned line = source_line(span.source, span.start);
    return (struct bilingual){arena_format(c->arena, "%s第 %u 行", is_gone ? "原" : "", line),
                              arena_format(c->arena, "%sline %u", is_gone ? "old " : "", line)};
}

/* Lines that stand for each other; either span may have no source: there is none. */
static void compare_line_pair(const struct rest *rest, struct span old, struct span new)
{
    struct comparing *c = rest->c;
    bool has_none = !has_error(rest, c->old_unread, old) && !has_error(rest, c->new_unread, new);
    if (has_none && (rest->is_sure || span_set_overlaps(&rest->touched, old) ||
                     span_set_overlaps(&rest->touched, new)))
        return;
    struct str before = old.source ? arena_one_line(c->arena, span_text(old)) : (struct str){0};
    struct str after = new.source ? arena_one_line(c->arena, span_text(new)) : (struct str){0};
    if (str_equal(before, after) ||
        (has_none && str_equal(text_plain(c->arena, before), text_plain(c->arena, after))))
        return;
    struct change change = {
        .kind = !after.len    ? CHANGE_DROPPED
                : !before.len ? CHANGE_ADDED
                              : CHANGE_CHANGED,
        .area = AREA_UNREAD,
        .effect = EFFECT_UNREAD,
        .is_beside = has_none,
        .subject = line_number(c, after.len ? new : old, !after.len),
        .old_span = before.len ? old : (struct span){0},
        .new_span = after.len ? new : (struct span){0},
    };
    phrase_texts(c, &change, before, after);
    if (!before.len)
        change.old_text = (struct bilingual){{0}, {0}};
    if (!after.len)
        change.new_text = (struct bilingual){{0}, {0}};
    change_add(c, change);
}

/* The lines of one side of a hunk, each as its span. */
static void gather_lines(struct comparing *c, struct match_list *list, struct source *source,
                         const struct split_text *text, uint32_t start, uint32_t end)
{
    for (uint32_t i = start; i < end; i++) {
        struct span *span = ARENA_NEW(c->arena, struct span);
        *span = line_span(source, text->items[i]);
        if (span->start < span->end)
            match_add(list, c->arena, (struct match_item){.thing = span, .name = span_text(*span)});
    }
}

/* What likeness has left over: as many lines as there were stand for each other in their order. */
static void pair_rest(struct match_list *olds, struct match_list *news)
{
    size_t old_left = 0, new_left = 0, at = 0;
    for (size_t i = 0; i < olds->count; i++)
        old_left += !olds->items[i].other;
    for (size_t i = 0; i < news->count; i++)
        new_left += !news->items[i].other;
    for (size_t i = 0; old_left == new_left && i < news->count; i++) {
        if (news->items[i].other)
            continue;
        while (olds->items[at].other)
            at++;
        news->items[i].other = &olds->items[at];
        olds->items[at].other = &news->items[i];
    }
}

/*
 * Whether a change says that something is new or gone, of which a line with an error says so as it was written, or
 * which stands in a line that could not be read on the other side. The latter does not touch indicators: of these it
 * is known for sure (indicators_poisoned).
 */
static bool is_overruled(const struct span_set *changed, const struct span_set *one_sided,
                         const struct change *change)
{
    if (change->area == AREA_UNREAD ||
        (change->kind != CHANGE_ADDED && change->kind != CHANGE_DROPPED))
        return false;
    struct span span = change->kind == CHANGE_DROPPED ? change->old_span : change->new_span;
    span.end = span.start;
    return span_set_overlaps(one_sided, span) ||
           (change->area != AREA_INDICATOR && span_set_overlaps(changed, span));
}

static void drop_overruled(struct comparing *c)
{
    struct project_change *project = c->project;
    struct change **link = &project->changes;
    struct span_set changed = {0}, one_sided = {0};
    for (const struct change *line = project->changes; line; line = line->next) {
        struct span_set *lines = line->kind == CHANGE_CHANGED ? &changed : &one_sided;
        if (line->area == AREA_UNREAD) {
            span_set_add(lines, c->arena, line->old_span);
            span_set_add(lines, c->arena, line->new_span);
        }
    }
    span_set_sort(&changed);
    span_set_sort(&one_sided);
    project->last = NULL;
    while (*link) {
        if (is_overruled(&changed, &one_sided, *link)) {
            *link = (*link)->next;
        } else {
            project->last = *link;
            link = &(*link)->next;
        }
    }
}

void compare_unread(struct comparing *c, const struct project *old, const struct project *new)
{
    static const struct span none = {0};
    const struct rest rest = rest_of(c, old, new);
    if (!has_error(&rest, c->old_unread, old->span) && !has_error(&rest, c->new_unread, new->span))
        return;
    struct split_text old_lines = text_split(c->arena, span_text(old->span));
    struct split_text new_lines = text_split(c->arena, span_text(new->span));
    size_t count;
    const struct diff_hunk *hunks = line_diff(c->arena, &old_lines, &new_lines, &count);
    for (size_t i = 0; i < count; i++) {
        const struct diff_hunk *hunk = &hunks[i];
        struct match_list olds = {0}, news = {0};
        gather_lines(c, &olds, old->source, &old_lines, hunk->old_start, hunk->old_end);
        gather_lines(c, &news, new->source, &new_lines, hunk->new_start, hunk->new_end);
        match_lists(c->arena, &olds, &news);
        pair_rest(&olds, &news);
        for (size_t at = 0; at < news.count; at++) {
            const struct match_item *other = news.items[at].other;
            compare_line_pair(&rest, other ? *(const struct span *)other->thing : none,
                              *(const struct span *)news.items[at].thing);
        }
        for (size_t at = 0; at < olds.count; at++) {
            if (!olds.items[at].other)
                compare_line_pair(&rest, *(const struct span *)olds.items[at].thing, none);
        }
    }
    drop_overruled(c);
}
