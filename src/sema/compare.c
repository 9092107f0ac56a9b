/* compare.c - two versions of projects: matching them, amounts, and what it comes to. */
#include "sema/compare.h"

#include "sema/compare_match.h"
#include "sema/compare_state.h"
#include "sema/value.h"

void change_add(struct comparing *c, struct change change)
{
    struct change *copy = ARENA_NEW(c->arena, struct change);
    *copy = change;
    copy->next = NULL;
    if (c->project->last)
        c->project->last->next = copy;
    else
        c->project->changes = copy;
    c->project->last = copy;
}

/* Writes a difference with the decimals that the amounts have, where both were written in its unit. */
static void keep_places(struct quantity *apart, const struct quantity *old,
                        const struct quantity *new)
{
    struct rational shown;
    if (!old->is_written || !new->is_written || old->measure != new->measure ||
        !rational_divide(apart->amount, old->measure->factor, &shown))
        return;
    unsigned one = old->written.places, other = new->written.places;
    apart->is_written = rational_is_decimal(shown, one > other ? one : other, &apart->written);
}

/* “15.00 万元，18.75%”: how far apart the amounts are, and what share of the old one that is. */
static struct bilingual difference_phrase(struct arena *a, const struct quantity *old,
                                          const struct quantity *new, struct rational difference)
{
    if (difference.numerator < 0)
        difference = rational_negate(difference);
    struct quantity apart = quantity_of(difference, old->measure);
    keep_places(&apart, old, new);
    struct bilingual phrase = quantity_phrase(a, &apart);
    struct rational share;
    struct decimal percent;
    char buffer[DECIMAL_TEXT_SIZE];
    if (rational_is_zero(old->amount) || !rational_divide(difference, old->amount, &share) ||
        !rational_multiply(share, rational_whole(100), &share) ||
        !rational_round(share, 2, &percent) || percent.coefficient < 0)
        return phrase;
    struct str number = decimal_print(percent, buffer);
    return (struct bilingual){arena_format(a, "%" STR_FORMAT "，%" STR_FORMAT "%%",
                                           STR_ARG(phrase.chinese), STR_ARG(number)),
                              arena_format(a, "%" STR_FORMAT ", %" STR_FORMAT "%%",
                                           STR_ARG(bilingual_text(phrase, LANGUAGE_ENGLISH)),
                                           STR_ARG(number))};
}

/* What two amounts of one dimension are apart, as their effect and words; false if they are not. */
static bool tell_apart(struct arena *a, struct change *change, const struct quantity *old,
                       const struct quantity *new)
{
    struct rational difference;
    change->kind = CHANGE_CHANGED;
    change->old_text = quantity_phrase(a, old);
    change->new_text = quantity_phrase(a, new);
    bool is_alike = dimension_equal(&old->measure->dimension, &new->measure->dimension);
    change->effect = is_alike ? EFFECT_NONE : EFFECT_UNIT;
    if (!is_alike || !rational_subtract(new->amount, old->amount, &difference))
        return true;
    change->effect = difference.numerator > 0 ? EFFECT_MORE : EFFECT_LESS;
    change->difference = difference_phrase(a, old, new, difference);
    return !rational_is_zero(difference);
}

void compare_amounts(struct comparing *c, struct change change, const struct quantity *old,
                     const struct quantity *new)
{
    if (tell_apart(c->arena, &change, old, new))
        change_add(c, change);
}

/* ---- projects ------------------------------------------------------------------------------ */

static void judge(struct comparing *c)
{
    struct project_change *project = c->project;
    for (const struct change *change = project->changes; change; change = change->next) {
        project->weaker += change->effect == EFFECT_WEAKER;
        project->stronger += change->effect == EFFECT_STRONGER;
        project->words += change->effect == EFFECT_TO_WORDS;
    }
    const struct funding *old = funding_of_role(project->old->funding, role_is_year);
    const struct funding *new = funding_of_role(project->new->funding, role_is_year);
    if (!old || !old->known || !new || !new->known)
        return;
    project->has_year = true;
    project->year_old = old->amount;
    project->year_new = new->amount;
    bool grew = dimension_equal(&old->amount.measure->dimension, &new->amount.measure->dimension) &&
                rational_compare(new->amount.amount, old->amount.amount) > 0;
    project->is_ratchet = grew && (project->weaker || project->words || project->dropped);
}

static void compare_project(struct comparing *c, const struct project *old,
                            const struct project *new)
{
    if (!str_equal(old->name, new->name))
        change_add(c, (struct change){.kind = CHANGE_RENAMED,
                                      .is_guess = c->project->is_guess,
                                      .subject = word_info(WORD_FILE_PROJECT)->name,
                                      .old_text = phrase_quoted(c, old->name),
                                      .new_text = phrase_quoted(c, new->name),
                                      .old_span = old->name_span,
                                      .new_span = new->name_span});
    c->is_whole = project_is_whole(old) && project_is_whole(new);
    compare_objects(c, AREA_PROJECT, (struct bilingual){{0}, {0}}, old->fields, new->fields);
    compare_funding(c, old, new);
    compare_indicators(c, old, new);
    compare_lines(c, old, new);
    compare_safeguards(c, old, new);
    compare_unread(c, old, new);
    judge(c);
}

static void gather_projects(struct match_list *list, struct arena *a, const struct project *first)
{
    for (; first; first = first->next) {
        struct str number = object_text(first->fields, WORD_PROJECT_CODE);
        struct str both = number.len ? arena_format(a, "%" STR_FORMAT "\n%" STR_FORMAT,
                                                    STR_ARG(number), STR_ARG(first->name))
                                     : (struct str){0};
        match_add(list, a,
                  (struct match_item){
                      .thing = first, .keys = {both, first->name, number}, .name = first->name});
    }
}

struct project_change *compare_projects(struct arena *a, struct compare_side *old,
                                        struct compare_side *new)
{
    struct match_list olds = {0}, news = {0};
    span_set_sort(&old->unread);
    span_set_sort(&new->unread);
    struct project_change *first = NULL, **last = &first;
    gather_projects(&olds, a, old->projects);
    gather_projects(&news, a, new->projects);
    match_lists(a, &olds, &news);
    match_only(&olds, &news);
    for (size_t i = 0; i < news.count + olds.count; i++) {
        bool is_new = i < news.count;
        const struct match_item *item = is_new ? &news.items[i] : &olds.items[i - news.count];
        if (!is_new && item->other)
            continue;
        struct project_change *project = ARENA_NEW(a, struct project_change);
        project->new = is_new ? item->thing : NULL;
        project->old = is_new ? item->other ? item->other->thing : NULL : item->thing;
        project->is_guess = item->other && item->key == MATCH_KEYS;
        struct comparing c = {
            .arena = a, .project = project, .old_unread = &old->unread, .new_unread = &new->unread};
        if (project->old && project->new) {
            compare_project(&c, project->old, project->new);
            if (!project->changes)
                continue;
        }
        *last = project;
        last = &project->next;
    }
    return first;
}

/* Adds what a project asks for in the year; false if it is not known, or of another dimension. */
static bool add_year(struct quantity *sum, const struct project *project)
{
    if (!project)
        return true;
    const struct funding *year = funding_of_role(project->funding, role_is_year);
    if (!year || !year->known)
        return false;
    if (!sum->measure)
        *sum = quantity_of(rational_whole(0), year->amount.measure);
    return dimension_equal(&sum->measure->dimension, &year->amount.measure->dimension) &&
           rational_add(sum->amount, year->amount.amount, &sum->amount);
}

bool compare_sums(struct arena *a, const struct project_change *projects, struct change *change)
{
    struct quantity old = {.measure = NULL}, new = {.measure = NULL};
    *change = (struct change){.area = AREA_FUNDING};
    if (!projects || !projects->next)
        return false;
    for (const struct project_change *p = projects; p; p = p->next) {
        if (!add_year(&old, p->old) || !add_year(&new, p->new))
            return false;
    }
    if (!old.measure || !new.measure)
        return false;
    if (!tell_apart(a, change, &old, &new))
        change->effect = EFFECT_NONE;
    return true;
}
