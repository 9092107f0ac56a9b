/* compare_unread.c - lines with errors, of which there is only the text to compare. */
#include "base/line_diff.h"
#include "sema/compare_match.h"
#include "sema/compare_state.h"

void unread_add(struct arena *a, struct unread **list, const struct diags *diags)
{
    for (const struct diag *diag = diags->first; diag; diag = diag->next) {
        if (diag->severity != DIAG_ERROR || diag->origin)
            continue;
        struct unread *place = ARENA_NEW(a, struct unread);
        *place = (struct unread){diag->span, *list};
        *list = place;
    }
}

static bool is_within(struct span span, struct span whole)
{
    return span.source == whole.source && span.start >= whole.start && span.start <= whole.end;
}

static bool overlaps(struct span one, struct span other)
{
    return one.source == other.source && one.start <= other.end && other.start <= one.end;
}

/* Whether a change says already what became of the text at an error. */
static bool is_told(const struct comparing *c, struct span error)
{
    for (const struct change *change = c->project->changes; change; change = change->next) {
        bool is_there = overlaps(change->old_span, error) || overlaps(change->new_span, error);
        if (is_there && (change->kind == CHANGE_CHANGED || change->kind == CHANGE_RENAMED))
            return true;
    }
    return false;
}

static bool has_error(const struct comparing *c, const struct unread *first, struct span lines)
{
    for (; first; first = first->next) {
        if (is_within(first->span, lines) && !is_told(c, first->span))
            return true;
    }
    return false;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Whether a change is about something in the lines. */
static bool is_touched(const struct comparing *c, struct span lines)
{
    for (const struct change *change = c->project->changes; lines.source && change;
         change = change->next) {
        if (overlaps(change->old_span, lines) || overlaps(change->new_span, lines))
            return true;
    }
    return false;
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
static void compare_line_pair(struct comparing *c, struct span old, struct span new)
{
    bool has_none = !has_error(c, c->old_unread, old) && !has_error(c, c->new_unread, new);
    if (has_none && (c->is_whole || is_touched(c, old) || is_touched(c, new)))
        return;
    struct str before = old.source ? arena_one_line(c->arena, span_text(old)) : (struct str){0};
    struct str after = new.source ? arena_one_line(c->arena, span_text(new)) : (struct str){0};
    if (str_equal(before, after))
        return;
    struct change change = {
        .kind = !after.len    ? CHANGE_DROPPED
                : !before.len ? CHANGE_ADDED
                              : CHANGE_CHANGED,
        .area = AREA_UNREAD,
        .effect = EFFECT_UNREAD,
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

/* Whether a change says that something is new or gone, which stands in a line that could not be read on the
 * other side. Of indicators that is known for sure (indicators_poisoned). */
static bool is_overruled(const struct comparing *c, const struct change *change)
{
    if (change->area == AREA_INDICATOR || change->area == AREA_UNREAD ||
        (change->kind != CHANGE_ADDED && change->kind != CHANGE_DROPPED))
        return false;
    bool is_gone = change->kind == CHANGE_DROPPED;
    for (const struct change *line = c->project->changes; line; line = line->next) {
        if (line->area == AREA_UNREAD && line->kind == CHANGE_CHANGED &&
            is_within(is_gone ? change->old_span : change->new_span,
                      is_gone ? line->old_span : line->new_span))
            return true;
    }
    return false;
}

static void drop_overruled(struct comparing *c)
{
    struct project_change *project = c->project;
    struct change **link = &project->changes;
    project->last = NULL;
    while (*link) {
        if (is_overruled(c, *link)) {
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
    if (!has_error(c, c->old_unread, old->span) && !has_error(c, c->new_unread, new->span))
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
            compare_line_pair(c, other ? *(const struct span *)other->thing : none,
                              *(const struct span *)news.items[at].thing);
        }
        for (size_t at = 0; at < olds.count; at++) {
            if (!olds.items[at].other)
                compare_line_pair(c, *(const struct span *)olds.items[at].thing, none);
        }
    }
    drop_overruled(c);
}
