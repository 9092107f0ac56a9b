/* merge_tree.c - three versions to one, block by block. */
#include "sema/merge_state.h"

#include <assert.h>

/* What has been written so far, to come back to. */
struct mark {
    size_t length;
    unsigned conflicts;
    struct contested_total **last_total;
    struct merged_block *blocks;
    struct taken_part *taken;
    size_t taken_count;
};

/* Where a row stands: in a block on one line, or with lines of its own; below something refused. */
struct place {
    bool is_one_line, is_refused;
    struct str indent;
};

static struct mark mark_of(const struct merge *m)
{
    return (struct mark){m->out.length, m->conflicts, m->last_total,
                         m->blocks,     m->taken,     m->taken_count};
}

static void go_back(struct merge *m, struct mark mark)
{
    m->out.length = mark.length;
    m->conflicts = mark.conflicts;
    m->last_total = mark.last_total;
    *m->last_total = NULL;
    m->blocks = mark.blocks;
    m->taken = mark.taken;
    m->taken_count = mark.taken_count;
}

static bool same(const struct merge *m, enum merge_version one, struct stretch first,
                 enum merge_version other, struct stretch second)
{
    return version_same(&m->versions[one], first, &m->versions[other], second);
}

static bool same_part(const struct merge *m, enum merge_version one, const struct part *first,
                      enum merge_version other, const struct part *second)
{
    return first->hash == second->hash && same(m, one, first->whole, other, second->whole);
}

static bool same_bytes(const struct merge *m, enum merge_version one, struct stretch first,
                       enum merge_version other, struct stretch second)
{
    return str_equal(version_text(&m->versions[one], first),
                     version_text(&m->versions[other], second));
}

/*
 * Whose stretch is taken: of the side that changed it; of two that say the same, the one that was laid out
 * anew. MERGE_BASE: both changed it, and not alike.
 */
static enum merge_version pick(const struct merge *m, const struct stretch *base,
                               struct stretch ours, struct stretch theirs)
{
    if (same(m, MERGE_OURS, ours, MERGE_THEIRS, theirs))
        return base && same_bytes(m, MERGE_BASE, *base, MERGE_OURS, ours) ? MERGE_THEIRS
                                                                          : MERGE_OURS;
    if (base && same(m, MERGE_BASE, *base, MERGE_OURS, ours))
        return MERGE_THEIRS;
    return base && same(m, MERGE_BASE, *base, MERGE_THEIRS, theirs) ? MERGE_OURS : MERGE_BASE;
}

/* Writes a stretch of whole lines, comments mostly, that both may have changed: line by line then. */
static void put_lines(struct merge *m, const struct stretch *base, struct stretch ours,
                      struct stretch theirs)
{
    enum merge_version side = pick(m, base, ours, theirs);
    if (side == MERGE_BASE) {
        struct text_writer lines = {.arena = m->arena};
        struct str old = base ? version_text(&m->versions[MERGE_BASE], *base) : STR("");
        unsigned conflicts =
            line_merge(&lines, old, version_text(&m->versions[MERGE_OURS], ours),
                       version_text(&m->versions[MERGE_THEIRS], theirs), m->marker_size);
        m->conflicts += conflicts;
        side = m->preferred;
        if (!conflicts || side == MERGE_BASE) {
            writer_put(&m->out, writer_text(&lines, 0));
            return;
        }
    }
    merge_put(m, side, side == MERGE_OURS ? ours : theirs);
}

static bool merge_children(struct merge *m, const struct part *ours, const struct part *theirs,
                           const struct place *place);

/* ---- blocks -------------------------------------------------------------------------------- */

/* Whether a blank stands at a byte of a version, in one of its blocks. */
static bool is_blank(const struct version *version, uint32_t at)
{
    return version->source->text.ptr[at] == ' ';
}

/* `{ 甲：1；乙：2 }`. */
static bool merge_one_line(struct merge *m, const struct part *ours, const struct part *theirs,
                           const struct place *place)
{
    const struct version *version = &m->versions[MERGE_OURS];
    struct stretch block = {ours->opening.start, ours->closing.end};
    struct stretch other = {theirs->opening.start, theirs->closing.end};
    if (version_has_comment(version, block) ||
        version_has_comment(&m->versions[MERGE_THEIRS], other))
        return false;
    merge_put(m, MERGE_OURS, ours->opening);
    if (is_blank(version, ours->opening.end))
        writer_put(&m->out, STR(" "));
    if (!merge_children(m, ours, theirs, place))
        return false;
    if (ours->count && is_blank(version, ours->closing.start - 1))
        writer_put(&m->out, STR(" "));
    merge_put(m, MERGE_OURS, ours->closing);
    return true;
}

/* What stands behind the last node of a block with lines of its own. */
static void put_closing(struct merge *m, const struct merge_row *row, enum merge_version frame)
{
    const struct part *ours = row->ours, *theirs = row->theirs;
    writer_end_line(&m->out, merge_line_end(m));
    const struct part *shown = frame == MERGE_THEIRS ? theirs : ours;
    struct str text =
        version_text(&m->versions[frame == MERGE_THEIRS ? frame : MERGE_OURS], shown->closing);
    if (shown->node && !strchr(" \t\r\n", text.ptr[0]))
        merge_put(m, frame == MERGE_THEIRS ? frame : MERGE_OURS, shown->indent);
    if (frame != MERGE_BASE) {
        writer_put(&m->out, text);
        return;
    }
    const struct stretch *base =
        row->base && row->base->has_block && !row->base->is_one_line ? &row->base->closing : NULL;
    put_lines(m, base, ours->closing, theirs->closing);
}

/* A block of both sides; `is_open`: what it begins with is written. False if it cannot be merged. */
static bool merge_block(struct merge *m, const struct merge_row *row, const struct place *outer,
                        bool is_open)
{
    const struct part *ours = row->ours, *theirs = row->theirs;
    struct place place = {.is_one_line = ours->is_one_line && theirs->is_one_line,
                          .is_refused = outer->is_refused || ours->is_refused,
                          .indent = merge_indent(m, ours, theirs)};
    assert(!outer->is_one_line || place.is_one_line);
    if (place.is_one_line)
        return merge_one_line(m, ours, theirs, &place);
    /* Whose braces it has, if only one side has them on lines of their own. */
    enum merge_version frame = ours->is_one_line     ? MERGE_THEIRS
                               : theirs->is_one_line ? MERGE_OURS
                                                     : MERGE_BASE;
    const struct stretch *base = row->base && row->base->has_block ? &row->base->opening : NULL;
    enum merge_version side =
        frame != MERGE_BASE ? frame : pick(m, base, ours->opening, theirs->opening);
    if (side == MERGE_BASE)
        return false;
    if (!is_open)
        merge_put(m, side, side == MERGE_OURS ? ours->opening : theirs->opening);
    bool is_whole = merge_children(m, ours, theirs, &place);
    put_closing(m, row, frame);
    return is_whole;
}

/* Keeps where a block that both sides changed is in the result. */
static void keep_block(struct merge *m, struct part *ours, uint32_t start)
{
    struct merged_block *block = ARENA_NEW(m->arena, struct merged_block);
    *block = (struct merged_block){ours, {start, (uint32_t)m->out.length}, m->blocks};
    m->blocks = block;
}

/* The block of a node that only one side has one of; false if the other took away what was changed. */
static bool put_single_block(struct merge *m, const struct merge_row *row)
{
    enum merge_version side = row->ours->has_block ? MERGE_OURS : MERGE_THEIRS;
    const struct part *part = row_part(row, side);
    struct stretch block = {part->opening.start, part->closing.end};
    if (row->base && row->base->has_block)
        return same(m, MERGE_BASE,
                    (struct stretch){row->base->opening.start, row->base->closing.end}, side,
                    block);
    merge_put(m, side, block);
    return true;
}

/* ---- nodes --------------------------------------------------------------------------------- */

/* The node up to its block. False if that is a conflict which is wider than the line that the block
 * begins on; `*is_open` if the brace was written too. */
static bool put_header(struct merge *m, const struct merge_row *row, const struct place *place,
                       bool *is_open)
{
    const struct part *ours = row->ours, *theirs = row->theirs;
    enum merge_version side =
        pick(m, row->base ? &row->base->header : NULL, ours->header, theirs->header);
    struct str indent = ours->indent.end > ours->indent.start
                            ? version_text(&m->versions[MERGE_OURS], ours->indent)
                            : place->indent;
    if (place->is_one_line)
        indent = STR("");
    bool changed_alike =
        m->adds_equal_changes && side != MERGE_BASE && row->base &&
        !same(m, MERGE_BASE, row->base->header, side, row_part(row, side)->header) &&
        same(m, MERGE_OURS, ours->header, MERGE_THEIRS, theirs->header);
    *is_open = false;
    if (side == MERGE_BASE || changed_alike) {
        struct str text;
        size_t before = m->out.length;
        writer_put(&m->out, indent);
        if (merge_contest(m, row, &text)) {
            writer_put(&m->out, text);
            return true;
        }
        m->out.length = before;
    }
    if (side != MERGE_BASE) {
        writer_put(&m->out, indent);
        merge_put(m, side, row_part(row, side)->header);
        return true;
    }
    if (place->is_one_line || !ours->has_block || !theirs->has_block || ours->is_one_line ||
        theirs->is_one_line || ours->shares_line || theirs->shares_line)
        return false;
    merge_conflict(m, row, place->indent, true);
    *is_open = true;
    return true;
}

static bool try_node(struct merge *m, const struct merge_row *row, const struct place *place)
{
    const struct part *base = row->base, *ours = row->ours, *theirs = row->theirs;
    bool is_open;
    if (!place->is_one_line) {
        writer_end_line(&m->out, merge_line_end(m));
        bool shares = (ours->shares_line && ours->has_comments) ||
                      (theirs->shares_line && theirs->has_comments);
        if (shares)
            return false;
        if (!ours->shares_line && !theirs->shares_line)
            put_lines(m, base && !base->shares_line ? &base->lead : NULL, ours->lead, theirs->lead);
    }
    uint32_t start = (uint32_t)m->out.length;
    if (!put_header(m, row, place, &is_open))
        return false;
    if (ours->has_block && theirs->has_block) {
        if (!merge_block(m, row, place, is_open))
            return false;
        keep_block(m, row->ours, start);
    } else if ((ours->has_block || theirs->has_block) && !put_single_block(m, row)) {
        return false;
    }
    if (place->is_one_line)
        return true;
    if (ours->shares_line || theirs->shares_line) {
        writer_end_line(&m->out, merge_line_end(m));
        return true;
    }
    enum merge_version side = pick(m, base ? &base->trail : NULL, ours->trail, theirs->trail);
    if (side != MERGE_BASE)
        merge_put(m, side, row_part(row, side)->trail);
    return side != MERGE_BASE;
}

/* Writes a part as one version has it. */
static void put_whole(struct merge *m, enum merge_version side, const struct part *part,
                      const struct place *place)
{
    if (place->is_one_line)
        merge_put(m, side, (struct stretch){part->header.start, part->trail.start});
    else
        merge_put_part(m, side, part, place->indent, true);
}

/* What comes of a row. */
enum verdict { DROP, TAKE_OURS, TAKE_THEIRS, MERGE, CONFLICT };

static enum verdict judge_pair(const struct merge *m, const struct merge_row *row, bool is_refused)
{
    const struct part *base = row->base, *ours = row->ours, *theirs = row->theirs;
    if (same_part(m, MERGE_OURS, ours, MERGE_THEIRS, theirs)) {
        bool changed = base && !same_part(m, MERGE_BASE, base, MERGE_OURS, ours);
        if (changed && m->adds_equal_changes)
            return MERGE;
        return base && same_bytes(m, MERGE_BASE, base->whole, MERGE_OURS, ours->whole) ? TAKE_THEIRS
                                                                                       : TAKE_OURS;
    }
    if (base && same_part(m, MERGE_BASE, base, MERGE_OURS, ours))
        return is_refused ? CONFLICT : TAKE_THEIRS;
    return base && same_part(m, MERGE_BASE, base, MERGE_THEIRS, theirs) ? TAKE_OURS : MERGE;
}

static enum verdict judge(const struct merge *m, const struct merge_row *row, bool is_refused)
{
    const struct part *base = row->base;
    if (row->ours && row->theirs)
        return judge_pair(m, row, is_refused);
    if (!base)
        return row->ours ? TAKE_OURS : is_refused ? CONFLICT : TAKE_THEIRS;
    if (row->ours) /* theirs took it away */
        return same_part(m, MERGE_BASE, base, MERGE_OURS, row->ours) && !is_refused ? DROP
                                                                                    : CONFLICT;
    return same_part(m, MERGE_BASE, base, MERGE_THEIRS, row->theirs) ? DROP : CONFLICT;
}

/* Keeps that something of theirs was taken over as it is. */
static void keep_taken(struct merge *m, const struct merge_row *row, enum verdict verdict)
{
    bool takes_away = verdict == DROP && row->ours;
    bool takes = verdict == TAKE_THEIRS &&
                 !(row->ours && same_part(m, MERGE_OURS, row->ours, MERGE_THEIRS, row->theirs));
    if (!takes && !takes_away)
        return;
    struct taken_part *taken = ARENA_NEW(m->arena, struct taken_part);
    *taken = (struct taken_part){takes ? row->theirs : row->base, m->taken};
    m->taken = taken;
    m->taken_count++;
}

/* The verdict, unless a line of the row cannot be as both sides want it (merge_dispute): then it is a conflict, or
 * there is one further down in its block. What the sides have alike is none. */
static enum verdict disputed(const struct merge *m, const struct merge_row *row,
                             enum verdict verdict)
{
    const struct part *ours = row->ours, *theirs = row->theirs;
    bool here = false, below = false;
    for (unsigned i = 0; i < MERGE_VERSIONS; i++) {
        const struct part *part = row_part(row, (enum merge_version)i);
        here |= part && part->is_disputed;
        below |= part && part->holds_disputed;
    }
    if ((!here && !below) ||
        (ours && theirs && same_part(m, MERGE_OURS, ours, MERGE_THEIRS, theirs)))
        return verdict;
    bool both = ours && theirs && ours->has_block && theirs->has_block;
    return here || !both ? CONFLICT : MERGE;
}

/* False if it cannot be done inside a block on one line. */
static bool merge_row(struct merge *m, const struct merge_row *row, const struct place *place)
{
    const struct part *changed = row->theirs ? row->theirs : row->base;
    enum verdict verdict = judge(m, row, place->is_refused || (changed && changed->is_refused));
    struct mark mark = mark_of(m);
    verdict = disputed(m, row, verdict);
    keep_taken(m, row, verdict);
    switch (verdict) {
    case DROP:
        return true;
    case TAKE_OURS:
        put_whole(m, MERGE_OURS, row->ours, place);
        return true;
    case TAKE_THEIRS:
        put_whole(m, MERGE_THEIRS, row->theirs, place);
        return true;
    case MERGE:
        if (try_node(m, row, place))
            return true;
        go_back(m, mark);
        break;
    case CONFLICT:
        break;
    }
    if (place->is_one_line)
        return false;
    merge_conflict(m, row, place->indent, false);
    return true;
}

/* What stands between the nodes of a block on one line, as one of the sides writes it. */
static struct str separator(const struct merge *m, enum merge_version side,
                            const struct part *block)
{
    if (block->count < 2)
        return (struct str){0};
    return version_text(&m->versions[side], (struct stretch){block->children[0]->trail.start,
                                                             block->children[1]->header.start});
}

static bool merge_children(struct merge *m, const struct part *ours, const struct part *theirs,
                           const struct place *place)
{
    struct str between = {0};
    if (place->is_one_line) {
        between = separator(m, MERGE_OURS, ours);
        if (!between.len)
            between = separator(m, MERGE_THEIRS, theirs);
        if (!between.len)
            between = STR("；");
    }
    bool is_first = true;
    for (const struct merge_row *row = merge_rows(m, ours, theirs); row; row = row->next) {
        size_t before = m->out.length;
        if (place->is_one_line && !is_first)
            writer_put(&m->out, between);
        size_t start = m->out.length;
        if (!merge_row(m, row, place))
            return false;
        if (m->out.length == start)
            m->out.length = before; /* nothing came of it */
        else
            is_first = false;
    }
    return true;
}

void merge_run(struct merge *m)
{
    struct part *ours = m->versions[MERGE_OURS].file, *theirs = m->versions[MERGE_THEIRS].file;
    struct merge_row row = {m->versions[MERGE_BASE].file, ours, theirs, NULL};
    struct place place = {0};
    m->out = (struct text_writer){.arena = m->arena};
    m->conflicts = 0;
    m->blocks = NULL;
    m->taken = NULL;
    m->taken_count = 0;
    m->totals = NULL;
    m->last_total = &m->totals;
    /* Only what stands in one line, or begins otherwise, cannot be merged. */
    merge_block(m, &row, &place, false);
    keep_block(m, ours, 0);
}
