/*
 * merge_state.h - what the parts of the merge share.
 *
 * Private to src/sema/merge*.c.
 */
#ifndef SEMA_MERGE_STATE_H
#define SEMA_MERGE_STATE_H

#include "sema/merge.h"

/* A child in the order of the result, as each version has it, or NULL. */
struct merge_row {
    struct part *base, *ours, *theirs;
    struct merge_row *next;
};

/* The rows of a block that both sides have. (merge_match.c) */
struct merge_row *merge_rows(struct merge *m, const struct part *ours, const struct part *theirs);

/* The part that a version has in a row. */
static inline struct part *row_part(const struct merge_row *row, enum merge_version version)
{
    return version == MERGE_BASE ? row->base : version == MERGE_OURS ? row->ours : row->theirs;
}

/* ---- writing (merge_write.c) --------------------------------------------------------------- */

/* How lines end, and how far those of the block at hand are indented where a node has no line of its own. */
struct str merge_line_end(const struct merge *m);

/* Writes a stretch of a version as it is. */
void merge_put(struct merge *m, enum merge_version version, struct stretch stretch);

/* Writes a part on lines of its own, with or without what stands before it. `indent` is for one that
 * has no line of its own where it comes from. */
void merge_put_part(struct merge *m, enum merge_version version, const struct part *part,
                    struct str indent, bool with_lead);

/* The blanks that nodes in a block begin with. */
struct str merge_indent(struct merge *m, const struct part *ours, const struct part *theirs);

/*
 * Writes the row as a conflict: the parts, or of each (`is_header`) the line that its block begins
 * with.
 */
void merge_conflict(struct merge *m, const struct merge_row *row, struct str indent,
                    bool is_header);

/* ---- totals (merge_total.c) ---------------------------------------------------------------- */

/* Whether a part may be a total that is added up: an amount in 资金, a subtotal, one of 明细合计. */
bool merge_is_total(const struct part *part);

/*
 * The header of a total that both sides changed, as m and the part say, in `*text`; false if that is
 * a conflict. Keeps it among m->totals, its place starting where `m->out` is.
 */
bool merge_contest(struct merge *m, const struct merge_row *row, struct str *text);

#endif
