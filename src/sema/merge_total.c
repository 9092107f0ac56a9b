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
    for (const struct part *outer = part->parent; outer && outer->node; outer = outer->parent) {
        if (is_word(outer, WORD_PROJECT_FUNDING) || is_word(outer, WORD_PROJECT_LINE_TOTALS))
            return true;
    }
    return false;
}

/* The one number of a header, or NULL. */
static const struct ast_expression *only_number(const struct part *part)
{
    const struct ast_expression *value = part->node->values;
    return value && !value->next && value->kind == AST_NUMBER && value->number.value ? value : NULL;
}

/* The digits alone. */
static struct stretch digits(const struct ast_expression *number)
{
    struct stretch stretch = {number->span.start, number->number.unit.len
                                                      ? number->number.unit_span.start
                                                      : number->span.end};
    struct str text = number->span.source->text;
    while (stretch.end > stretch.start && strchr(" \t", text.ptr[stretch.end - 1]))
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

static struct str added_header(struct merge *m, const struct merge_row *row)
{
    const struct ast_expression *numbers[MERGE_VERSIONS];
    struct decimal sum;
    char buffer[DECIMAL_TEXT_SIZE];
    for (unsigned i = 0; i < MERGE_VERSIONS; i++) {
        const struct part *part = row_part(row, (enum merge_version)i);
        numbers[i] = part ? only_number(part) : NULL;
        if (!numbers[i] || part->node->relation != row->ours->node->relation ||
            !str_equal(numbers[i]->number.unit, numbers[0]->number.unit))
            return (struct str){0};
    }
    if (!add_changes(numbers, &sum))
        return (struct str){0};
    struct stretch place = digits(numbers[MERGE_OURS]);
    const struct version *ours = &m->versions[MERGE_OURS];
    const struct str parts[] = {
        version_text(ours, (struct stretch){row->ours->header.start, place.start}),
        decimal_print(sum, buffer),
        version_text(ours, (struct stretch){place.end, row->ours->header.end}),
    };
    return arena_join(m->arena, parts, 3);
}

bool merge_contest(struct merge *m, const struct merge_row *row, struct str *text)
{
    if (!row->base || !merge_is_total(row->ours))
        return false;
    struct str added = added_header(m, row);
    if (!added.len || row->ours->total == TOTAL_IN_CONFLICT)
        return false;
    *text = row->ours->total == TOTAL_AS_OURS
                ? version_text(&m->versions[MERGE_OURS], row->ours->header)
                : added;
    struct contested_total *total = ARENA_NEW(m->arena, struct contested_total);
    uint32_t start = (uint32_t)m->out.length;
    *total = (struct contested_total){.base = row->base,
                                      .ours = row->ours,
                                      .theirs = row->theirs,
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
