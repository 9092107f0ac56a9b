/* merge_total.c - totals that both sides changed. */
#include "sema/merge_state.h"

static bool is_word(const struct part *part, enum word_id word)
{
    const struct bilingual *name = &word_info(word)->name;
    return str_equal(part->head, name->chinese) || str_equal(part->head, name->english);
}

bool merge_is_total(const struct part *part)
{
    if (is_word(part, WORD_PROJECT_LINES))
        return part->has_block; /* a task, whose subtotal it is */
    for (const struct part *outer = part->parent; outer->node; outer = outer->parent) {
        if (is_word(outer, WORD_PROJECT_FUNDING) || is_word(outer, WORD_PROJECT_LINE_TOTALS))
            return true;
    }
    return false;
}

/* The one number of a header, or NULL. */
static const struct ast_expression *only_number(const struct part *part)
{
    const struct ast_expression *value = part->node->values;
    return value && !value->next && value->kind == AST_NUMBER ? value : NULL;
}

/* The digits alone. */
static struct stretch digits(const struct ast_expression *number)
{
    struct stretch stretch = {
        number->span.start, number->number.unit.len ? number->number.unit_start : number->span.end};
    struct str text = number->span.source->text;
    while (strchr(" \t", text.ptr[stretch.end - 1]))
        stretch.end--;
    return stretch;
}

/* base + (ours - base) + (theirs - base), with the most places of the three. */
static bool add_changes(const struct ast_expression *const numbers[MERGE_VERSIONS],
                        struct decimal *sum)
{
    unsigned places = 0;
    struct rational total, base = rational_of(*numbers[MERGE_BASE]->number.value);
    for (unsigned i = 0; i < MERGE_VERSIONS; i++) {
        if (numbers[i]->number.value->places > places)
            places = numbers[i]->number.value->places;
    }
    return rational_add(rational_of(*numbers[MERGE_OURS]->number.value),
                        rational_of(*numbers[MERGE_THEIRS]->number.value), &total) &&
           rational_subtract(total, base, &total) && total.numerator >= 0 &&
           rational_is_decimal(total, places, sum);
}

/* Whether the headers are the same but for their numbers, behind which only the unit stands. */
static bool same_frame(const struct merge *m, enum merge_version one, enum merge_version other,
                       const struct merge_row *row,
                       const struct ast_expression *const numbers[MERGE_VERSIONS])
{
    return version_same(
        &m->versions[one],
        (struct stretch){row_part(row, one)->header.start, numbers[one]->span.start},
        &m->versions[other],
        (struct stretch){row_part(row, other)->header.start, numbers[other]->span.start});
}

/* Whether there is a comment between a number and its unit. */
static bool has_comment(const struct version *version, const struct ast_expression *number)
{
    return version_has_comment(version, (struct stretch){number->span.start, number->span.end});
}

static struct str added_header(struct merge *m, const struct merge_row *row)
{
    const struct ast_expression *numbers[MERGE_VERSIONS];
    struct decimal sum;
    char buffer[DECIMAL_TEXT_SIZE];
    for (unsigned i = 0; i < MERGE_VERSIONS; i++) {
        const struct part *part = row_part(row, (enum merge_version)i);
        numbers[i] = only_number(part);
        if (!numbers[i] || part->node->relation != row->ours->node->relation ||
            !str_equal(numbers[i]->number.unit, numbers[0]->number.unit) ||
            has_comment(&m->versions[i], numbers[i]))
            return (struct str){0};
    }
    if (!add_changes(numbers, &sum))
        return (struct str){0};
    /* One side may have renamed the task. */
    bool ours_keeps = same_frame(m, MERGE_BASE, MERGE_OURS, row, numbers);
    bool theirs_keeps = same_frame(m, MERGE_BASE, MERGE_THEIRS, row, numbers);
    if (!ours_keeps && !theirs_keeps && !same_frame(m, MERGE_OURS, MERGE_THEIRS, row, numbers))
        return (struct str){0};
    enum merge_version side = ours_keeps && !theirs_keeps ? MERGE_THEIRS : MERGE_OURS;
    struct stretch place = digits(numbers[side]), header = row_part(row, side)->header;
    const struct version *version = &m->versions[side];
    const struct str parts[] = {
        version_text(version, (struct stretch){header.start, place.start}),
        decimal_print(sum, buffer),
        version_text(version, (struct stretch){place.end, header.end}),
    };
    return arena_join(m->arena, parts, 3);
}

static bool number_changed(const struct part *from, const struct part *to)
{
    return rational_compare(rational_of(*only_number(from)->number.value),
                            rational_of(*only_number(to)->number.value)) != 0;
}

bool merge_contest(struct merge *m, const struct merge_row *row, struct str *text)
{
    if (!row->base || !merge_is_total(row->ours))
        return false;
    struct str added = added_header(m, row);
    bool by_both =
        added.len && number_changed(row->base, row->ours) && number_changed(row->base, row->theirs);
    if (!added.len || (by_both && row->ours->total == TOTAL_IN_CONFLICT))
        return false;
    *text = by_both && row->ours->total == TOTAL_AS_OURS
                ? version_text(&m->versions[MERGE_OURS], row->ours->header)
                : added;
    struct contested_total *total = ARENA_NEW(m->arena, struct contested_total);
    uint32_t start = (uint32_t)m->out.length;
    *total = (struct contested_total){.base = row->base,
                                      .ours = row->ours,
                                      .theirs = row->theirs,
                                      .by_both = by_both,
                                      .place = {start, start + (uint32_t)text->len},
                                      .text = *text};
    *m->last_total = total;
    m->last_total = &total->next;
    return true;
}

/* How far apart the amounts of two versions are. */
static bool change_of(const struct part *from, const struct part *to, struct rational *change)
{
    return rational_subtract(rational_of(*only_number(to)->number.value),
                             rational_of(*only_number(from)->number.value), change);
}

bool merge_totals_in_step(const struct contested_total *one, const struct contested_total *other)
{
    struct rational ours, theirs, other_ours, other_theirs;
    return str_equal(only_number(one->ours)->number.unit, only_number(other->ours)->number.unit) &&
           change_of(one->base, one->ours, &ours) && change_of(one->base, one->theirs, &theirs) &&
           change_of(other->base, other->ours, &other_ours) &&
           change_of(other->base, other->theirs, &other_theirs) &&
           rational_compare(ours, other_ours) == 0 && rational_compare(theirs, other_theirs) == 0;
}
