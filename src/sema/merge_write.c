/* merge_write.c - parts and conflicts as text. */
#include "sema/merge_state.h"

#include <stdlib.h>

enum {
    REMARK_CHANGES = 3, /* changes that a comment tells; of more only the number is told */
    REMARK_BYTES = 400,
};

struct str merge_line_end(const struct merge *m)
{
    return text_line_end(m->versions[MERGE_OURS].source->text);
}

void merge_put(struct merge *m, enum merge_version version, struct stretch stretch)
{
    writer_put(&m->out, version_text(&m->versions[version], stretch));
}

void merge_put_part(struct merge *m, enum merge_version version, const struct part *part,
                    struct str indent, bool with_lead)
{
    writer_end_line(&m->out, merge_line_end(m));
    if (!part->shares_line) {
        uint32_t start = with_lead ? part->whole.start : part->indent.start;
        merge_put(m, version, (struct stretch){start, part->whole.end});
        return;
    }
    if (with_lead && part->indent.end > part->indent.start)
        merge_put(m, version, part->lead);
    writer_put(&m->out, indent);
    if (part->indent.end == part->indent.start &&
        version_has_comment(&m->versions[version], part->lead))
        merge_put(m, version, part->lead);
    merge_put(m, version, (struct stretch){part->header.start, part->trail.start});
    if (version_has_comment(&m->versions[version], part->trail))
        merge_put(m, version, part->trail);
    writer_end_line(&m->out, merge_line_end(m));
}

static struct str own_indent(const struct merge *m, enum merge_version version,
                             const struct part *block)
{
    for (size_t i = 0; i < block->count; i++) {
        if (block->children[i]->indent.end > block->children[i]->indent.start)
            return version_text(&m->versions[version], block->children[i]->indent);
    }
    return (struct str){0};
}

struct str merge_indent(struct merge *m, const struct part *ours, const struct part *theirs)
{
    struct str indent = own_indent(m, MERGE_OURS, ours);
    if (!indent.len)
        indent = own_indent(m, MERGE_THEIRS, theirs);
    if (indent.len || !ours->node)
        return indent;
    struct str outer = version_text(&m->versions[MERGE_OURS], ours->indent);
    return arena_format(m->arena, "%" STR_FORMAT "    ", STR_ARG(outer));
}

/* ---- conflicts ----------------------------------------------------------------------------- */

/* A change, by where it is in one of the versions. */
struct placed_change {
    uint32_t start;
    size_t number; /* in the order in which they are told */
    const struct change *change;
};

struct change_index {
    struct placed_change *old, *new;
    size_t old_count, new_count;
};

static int compare_places(const void *one, const void *other)
{
    const struct placed_change *left = one, *right = other;
    if (left->start != right->start)
        return left->start < right->start ? -1 : 1;
    return (left->number > right->number) - (left->number < right->number);
}

void merge_take_changes(struct merge *m, enum merge_version side,
                        const struct project_change *projects)
{
    struct change_index *index = ARENA_NEW(m->arena, struct change_index);
    size_t count = 0;
    for (const struct project_change *project = projects; project; project = project->next) {
        for (const struct change *change = project->changes; change; change = change->next)
            count++;
    }
    index->old = ARENA_ARRAY(m->arena, struct placed_change, count + 1);
    index->new = ARENA_ARRAY(m->arena, struct placed_change, count + 1);
    count = 0;
    for (const struct project_change *project = projects; project; project = project->next) {
        for (const struct change *change = project->changes; change; change = change->next) {
            count++;
            if (change->old_span.source == m->versions[MERGE_BASE].source)
                index->old[index->old_count++] =
                    (struct placed_change){change->old_span.start, count, change};
            if (change->new_span.source == m->versions[side].source)
                index->new[index->new_count++] =
                    (struct placed_change){change->new_span.start, count, change};
        }
    }
    qsort(index->old, index->old_count, sizeof *index->old, compare_places);
    qsort(index->new, index->new_count, sizeof *index->new, compare_places);
    m->changes[side] = index;
}

/* The first change that starts at or behind a byte. */
static size_t first_from(const struct placed_change *changes, size_t count, uint32_t start)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (changes[middle].start < start)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The bytes of a part, or of what stands before its block; none of no part. */
static struct stretch told_stretch(const struct part *part, bool is_header)
{
    if (!part)
        return (struct stretch){0, 0};
    return (struct stretch){part->header.start, is_header ? part->header.end : part->trail.start};
}

static void tell_change(struct merge *m, struct text_writer *text, const struct change *change,
                        size_t *count)
{
    if (++*count > REMARK_CHANGES)
        return;
    if (*count > 1)
        writer_put(text, m->language == LANGUAGE_ENGLISH ? STR("; ") : STR("；"));
    struct change told = *change;
    if (told.effect == EFFECT_UNREAD) /* its number is another one in what comes of the merge */
        told.subject = (struct bilingual){STR("这一行"), STR("this line")};
    writer_put(text, change_sentence(m->arena, &told, m->language));
}

/* What a side did to the parts of the row, as a reviewer says it. */
static struct str told_changes(struct merge *m, const struct merge_row *row,
                               enum merge_version side, bool is_header)
{
    const struct change_index *index = m->changes[side];
    struct text_writer text = {.arena = m->arena};
    size_t count = 0;
    if (!index)
        return (struct str){0};
    struct stretch old = told_stretch(row->base, is_header);
    struct stretch new = told_stretch(row_part(row, side), is_header);
    for (size_t i = first_from(index->new, index->new_count, new.start);
         i < index->new_count && index->new[i].start < new.end; i++)
        tell_change(m, &text, index->new[i].change, &count);
    for (size_t i = first_from(index->old, index->old_count, old.start);
         i < index->old_count && index->old[i].start < old.end; i++) {
        struct span span = index->old[i].change->new_span;
        bool is_told = span.source == m->versions[side].source &&
                       span.start >= new.start &&span.start < new.end;
        if (!is_told)
            tell_change(m, &text, index->old[i].change, &count);
    }
    if (count > REMARK_CHANGES)
        writer_put(&text, arena_format(m->arena,
                                       m->language == LANGUAGE_ENGLISH ? "; %zu changes in all"
                                                                       : "；共 %zu 处变动",
                                       count));
    return writer_text(&text, 0);
}

static struct str remark(struct merge *m, const struct merge_row *row, enum merge_version side,
                         bool is_header)
{
    bool english = m->language == LANGUAGE_ENGLISH;
    struct str told = arena_one_line(m->arena, told_changes(m, row, side, is_header));
    if (told.len > REMARK_BYTES) {
        told.len = REMARK_BYTES;
        while (told.len && ((unsigned char)told.ptr[told.len] & 0xC0) == 0x80)
            told.len--;
        told = arena_format(m->arena, "%" STR_FORMAT "…", STR_ARG(told));
    }
    if (told.len)
        return told;
    if (!row_part(row, side) && !row->base)
        return english ? STR("does not have this here") : STR("这里没有这一项");
    if (!row_part(row, side))
        return english ? STR("took this away") : STR("删去了这一项");
    if (!row->base)
        return english ? STR("added this") : STR("加了这一项");
    const struct part *part = row_part(row, side);
    if (version_same(&m->versions[MERGE_BASE], row->base->whole, &m->versions[side], part->whole))
        return english ? STR("left this as it was") : STR("没有改这一项");
    return english ? STR("changed this") : STR("改了这一项");
}

/* One side of a conflict, with the comment that says what it meant. */
static void put_side(struct merge *m, const struct merge_row *row, enum merge_version side,
                     struct str indent, bool is_header, bool with_lead)
{
    const struct part *part = row_part(row, side);
    if (m->preferred == MERGE_BASE) {
        struct str text = remark(m, row, side, is_header);
        writer_put(&m->out, indent);
        writer_put(&m->out, side == MERGE_OURS ? STR("// ours") : STR("// theirs"));
        writer_put(&m->out, m->language == LANGUAGE_ENGLISH ? STR(": ") : STR("："));
        writer_put(&m->out, text);
        writer_put(&m->out, merge_line_end(m));
        if (m->reason.len && side == MERGE_THEIRS) {
            writer_put(&m->out, indent);
            writer_put(&m->out, m->language == LANGUAGE_ENGLISH
                                    ? STR("// theirs, together with ours: ")
                                    : STR("// theirs，和 ours 合在一起："));
            writer_put(&m->out, m->reason);
            writer_put(&m->out, merge_line_end(m));
        }
    }
    if (part && is_header)
        merge_put(m, side, (struct stretch){part->indent.start, part->opening.end});
    else if (part)
        merge_put_part(m, side, part, indent, with_lead);
}

void merge_conflict(struct merge *m, const struct merge_row *row, struct str indent, bool is_header)
{
    const struct part *ours = row->ours, *theirs = row->theirs;
    const struct part *any = ours ? ours : theirs;
    enum merge_version version = ours ? MERGE_OURS : MERGE_THEIRS;
    struct str line_end = merge_line_end(m);
    bool lead_is_shared = is_header || !ours || !theirs ||
                          version_same(&m->versions[MERGE_OURS], ours->lead,
                                       &m->versions[MERGE_THEIRS], theirs->lead);
    m->conflicts++;
    writer_end_line(&m->out, line_end);
    if (any->indent.end > any->indent.start)
        indent = version_text(&m->versions[version], any->indent);
    /* What only one side has keeps its comments inside the conflict. */
    bool with_lead = !ours || !theirs || !lead_is_shared;
    if (!with_lead && !is_header && !any->shares_line)
        merge_put(m, version, any->lead);
    if (m->preferred != MERGE_BASE) {
        put_side(m, row, m->preferred, indent, is_header, with_lead);
        return;
    }
    writer_put_marker(&m->out, '<', m->marker_size, STR("ours"), line_end);
    put_side(m, row, MERGE_OURS, indent, is_header, with_lead);
    writer_put_marker(&m->out, '=', m->marker_size, STR(""), line_end);
    put_side(m, row, MERGE_THEIRS, indent, is_header, with_lead);
    writer_put_marker(&m->out, '>', m->marker_size, STR("theirs"), line_end);
}
