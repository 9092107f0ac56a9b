/* compare_parts.c - funding, indicators, lines and safeguards of two versions of a project. */
#include "sema/compare_match.h"
#include "sema/compare_state.h"
#include "sema/fingerprint.h"
#include "sema/value.h"
#include "sema/weaken.h"

static const struct bilingual nothing = {{0}, {0}};

/* ---- funding ------------------------------------------------------------------------------- */

static void gather_funding(struct match_list *list, struct arena *a, const struct funding *first)
{
    for (; first; first = first->next) {
        match_add(list, a,
                  (struct match_item){.thing = first,
                                      .keys = {first->item->name.chinese,
                                               first->item->role ? first->item->role->name.chinese
                                                                 : (struct str){0}},
                                      .name = first->item->name.chinese});
        gather_funding(list, a, first->children);
    }
}

static bool is_written(const struct funding *funding)
{
    return funding && funding->known && funding->span.source;
}

/* An item that only one framework has, or that was written on one side only. */
static void funding_on_one_side(struct comparing *c, struct change change,
                                const struct funding *old, const struct funding *new)
{
    bool added = is_written(new);
    const struct funding *funding = added ? new : old;
    if (!is_written(funding) || rational_is_zero(funding->amount.amount))
        return;
    change.kind = added ? CHANGE_ADDED : CHANGE_DROPPED;
    *(added ? &change.new_text : &change.old_text) = amount_phrase(c, &funding->amount);
    change_add(c, change);
}

static void compare_funding_pair(struct comparing *c, const struct funding *old,
                                 const struct funding *new)
{
    struct change change = {.area = AREA_FUNDING, .subject = (new ? new : old)->item->name};
    if (is_written(old))
        change.old_span = old->span;
    if (is_written(new))
        change.new_span = new->span;
    if (is_written(old) && is_written(new))
        compare_amounts(c, change, &old->amount, &new->amount);
    else if (c->is_whole && (!old || old->known) && (!new || new->known))
        funding_on_one_side(c, change, old, new);
}

static const struct year_amount *find_year(const struct year_amount *first, int year)
{
    while (first && first->year != year)
        first = first->next;
    return first;
}

/* What is planned for a year: one side is NULL if it has no such year. */
static void compare_year(struct comparing *c, int year, const struct year_amount *old,
                         const struct year_amount *new)
{
    struct str name = arena_format(c->arena, "%d", year);
    struct change change = {
        .kind = new ? CHANGE_ADDED : CHANGE_DROPPED,
        .area = AREA_FUNDING,
        .subject = phrase_joined(c, word_info(WORD_FUNDING_YEAR_PLAN)->name, " ", " ",
                                 (struct bilingual){name, name}),
        .old_span = old ? old->span : (struct span){0},
        .new_span = new ? new->span : (struct span){0},
    };
    if ((old && !old->known) || (new && !new->known))
        return;
    if (old && new) {
        compare_amounts(c, change, &old->amount, &new->amount);
        return;
    }
    if (new)
        change.new_text = amount_phrase(c, &new->amount);
    else
        change.old_text = amount_phrase(c, &old->amount);
    change_add(c, change);
}

static void compare_years(struct comparing *c, const struct project *old, const struct project *new)
{
    for (const struct year_amount *one = new->years; one; one = one->next) {
        const struct year_amount *before = find_year(old->years, one->year);
        if (before || (c->is_whole && !old->years_poisoned))
            compare_year(c, one->year, before, one);
    }
    for (const struct year_amount *one = old->years; one; one = one->next) {
        if (!find_year(new->years, one->year) && !new->years_poisoned && c->is_whole)
            compare_year(c, one->year, one, NULL);
    }
}

void compare_funding(struct comparing *c, const struct project *old, const struct project *new)
{
    struct match_list olds = {0}, news = {0};
    gather_funding(&olds, c->arena, old->funding);
    gather_funding(&news, c->arena, new->funding);
    match_lists(c->arena, &olds, &news);
    for (size_t i = 0; i < news.count; i++) {
        const struct match_item *other = news.items[i].other;
        compare_funding_pair(c, other ? other->thing : NULL, news.items[i].thing);
    }
    for (size_t i = 0; i < olds.count; i++) {
        if (!olds.items[i].other)
            compare_funding_pair(c, olds.items[i].thing, NULL);
    }
    compare_years(c, old, new);
}

/* ---- indicators ---------------------------------------------------------------------------- */

static struct bilingual target_phrase(struct comparing *c, const struct target *target)
{
    return (struct bilingual){target_text(c->arena, target, LANGUAGE_CHINESE),
                              target_text(c->arena, target, LANGUAGE_ENGLISH)};
}

static bool is_words(const struct target *target)
{
    return target->low.kind == VALUE_TEXT || target->low.kind == VALUE_GRADE;
}

/* What another target means to a reviewer. */
static enum change_effect target_effect(const struct target *old, const struct target *new)
{
    bool was_number = old->low.kind == VALUE_QUANTITY, is_number = new->low.kind == VALUE_QUANTITY;
    if (was_number && is_words(new))
        return EFFECT_TO_WORDS;
    if (is_words(old) && is_number)
        return EFFECT_TO_NUMBER;
    if (was_number && is_number &&
        !dimension_equal(&old->low.quantity.measure->dimension,
                         &new->low.quantity.measure->dimension))
        return EFFECT_UNIT;
    if (target_weakened(old, new) == WEAKENED)
        return EFFECT_WEAKER;
    return target_weakened(new, old) == WEAKENED ? EFFECT_STRONGER : EFFECT_NONE;
}

/* A date in the year that its project is for. */
static bool is_in_year(const struct target *target, const struct project *project)
{
    return project && target->relation != AST_RANGE && target->low.kind == VALUE_DATE &&
           project_year(project) != 0 && target->low.date.year == project_year(project);
}

/* A date that went along with the year is no promise of less, nor of more: rule Y1 judges so too. */
static bool is_of_next_year(const struct comparing *c, const struct target *old,
                            const struct target *new)
{
    const struct project *before = c->project->old, *after = c->project->new;
    return is_in_year(old, before) && is_in_year(new, after) &&
           project_year(before) != project_year(after);
}

void compare_targets(struct comparing *c, struct bilingual subject, const struct target *old,
                     const struct target *new)
{
    struct bilingual before = target_phrase(c, old), after = target_phrase(c, new);
    if (old->low.kind == VALUE_NONE || new->low.kind == VALUE_NONE ||
        str_equal(before.chinese, after.chinese))
        return;
    change_add(c, (struct change){.kind = CHANGE_CHANGED,
                                  .area = AREA_INDICATOR,
                                  .effect = is_of_next_year(c, old, new) ? EFFECT_NONE
                                                                         : target_effect(old, new),
                                  .subject = subject,
                                  .old_text = before,
                                  .new_text = after,
                                  .old_span = old->span,
                                  .new_span = new->span});
}

static struct bilingual category_phrase(struct comparing *c, const struct indicator *indicator)
{
    return phrase_joined(c, indicator->level_one->name, "·", " · ", indicator->level_two->name);
}

static struct bilingual indicator_phrase(struct comparing *c, const struct indicator *indicator)
{
    return phrase_joined(c, indicator->level_two->name, " ", " ",
                         phrase_quoted(c, indicator->name));
}

static void gather_indicators(struct match_list *list, struct arena *a,
                              const struct indicator *first)
{
    for (; first; first = first->next) {
        struct str group = arena_format(a, "%" STR_FORMAT "\n%" STR_FORMAT,
                                        STR_ARG(first->level_one->name.english),
                                        STR_ARG(first->level_two->name.english));
        struct str place =
            arena_format(a, "%" STR_FORMAT "\n%" STR_FORMAT, STR_ARG(group), STR_ARG(first->name));
        match_add(list, a,
                  (struct match_item){
                      .thing = first,
                      .keys = {object_text(first->fields, WORD_INDICATOR_CODE), place, first->name},
                      .name = first->name,
                      .group = group,
                      .content = target_text(a, &first->target, LANGUAGE_CHINESE)});
    }
}

static void compare_indicator(struct comparing *c, const struct match_item *item)
{
    const struct indicator *old = item->other->thing, *new = item->thing;
    struct bilingual subject = indicator_phrase(c, new);
    struct change change = {.area = AREA_INDICATOR,
                            .is_guess = item->key == MATCH_KEYS,
                            .old_span = old->span,
                            .new_span = new->span};
    if (!str_equal(old->name, new->name)) {
        change.kind = CHANGE_RENAMED;
        change.subject = new->level_two->name;
        change.old_text = phrase_quoted(c, old->name);
        change.new_text = phrase_quoted(c, new->name);
        change_add(c, change);
    }
    if (!str_equal(old->level_one->name.chinese, new->level_one->name.chinese) ||
        !str_equal(old->level_two->name.chinese, new->level_two->name.chinese)) {
        change.kind = CHANGE_MOVED;
        change.subject = phrase_quoted(c, new->name);
        change.old_text = category_phrase(c, old);
        change.new_text = category_phrase(c, new);
        change_add(c, change);
    }
    compare_targets(c, subject, &old->target, &new->target);
    compare_objects(c, AREA_INDICATOR, subject, old->fields, new->fields);
}

static void indicator_on_one_side(struct comparing *c, const struct indicator *indicator,
                                  enum change_kind kind)
{
    bool added = kind == CHANGE_ADDED;
    struct bilingual target = target_phrase(c, &indicator->target);
    struct span none = {0};
    change_add(c, (struct change){.kind = kind,
                                  .area = AREA_INDICATOR,
                                  .subject = indicator_phrase(c, indicator),
                                  .old_text = added ? nothing : target,
                                  .new_text = added ? target : nothing,
                                  .old_span = added ? none : indicator->span,
                                  .new_span = added ? indicator->span : none});
}

bool project_is_whole(const struct project *project)
{
    return !(project->fields->is_incomplete && project->fields->poisoned);
}

void compare_indicators(struct comparing *c, const struct project *old, const struct project *new)
{
    struct match_list olds = {0}, news = {0};
    gather_indicators(&olds, c->arena, old->indicators);
    gather_indicators(&news, c->arena, new->indicators);
    match_lists(c->arena, &olds, &news);
    for (size_t i = 0; i < news.count; i++) {
        if (news.items[i].other)
            compare_indicator(c, &news.items[i]);
        else if (!old->indicators_poisoned && project_is_whole(old))
            indicator_on_one_side(c, news.items[i].thing, CHANGE_ADDED);
    }
    for (size_t i = 0; i < olds.count && !new->indicators_poisoned &&project_is_whole(new); i++) {
        const struct indicator *gone = olds.items[i].thing;
        if (olds.items[i].other)
            continue;
        indicator_on_one_side(c, gone, CHANGE_DROPPED);
        c->project->dropped += gone->target.low.kind == VALUE_QUANTITY;
    }
}

/* ---- lines --------------------------------------------------------------------------------- */

/* A line with the names of its tasks before it. */
static struct str line_path(struct arena *a, const struct line *line, struct str between)
{
    struct str path = line->name;
    for (const struct line *task = line->task; task; task = task->task)
        path = arena_format(a, "%" STR_FORMAT "%" STR_FORMAT "%" STR_FORMAT, STR_ARG(task->name),
                            STR_ARG(between), STR_ARG(path));
    return path;
}

/* The formula of a line, or its amount. */
static struct str line_content(struct arena *a, const struct line *line)
{
    if (line->is_task || !line->known)
        return (struct str){0};
    return line->formula.source ? text_plain(a, span_text(line->formula))
                                : quantity_text(a, &line->amount, LANGUAGE_CHINESE);
}

static void gather_lines(struct match_list *list, struct arena *a, const struct line *first,
                         size_t parent)
{
    for (; first; first = first->next) {
        struct str kind = first->is_task ? STR("task\n") : STR("line\n");
        struct str path = line_path(a, first, STR("\n"));
        struct str task = first->task ? line_path(a, first->task, STR("\n")) : (struct str){0};
        const struct str by_path[] = {kind, path}, by_name[] = {kind, first->name};
        const struct str group[] = {kind, task};
        struct str name = {0};
        if (!first->is_task)
            name = arena_join(a, by_name, 2);
        match_add(list, a,
                  (struct match_item){.thing = first,
                                      .keys = {arena_join(a, by_path, 2), name},
                                      .name = first->name,
                                      .group = arena_join(a, group, 2),
                                      .content = line_content(a, first),
                                      .parent = parent});
        gather_lines(list, a, first->children, list->count);
    }
}

static struct bilingual line_phrase(struct comparing *c, const struct line *line)
{
    return phrase_joined(c, word_info(WORD_PROJECT_LINES)->name, " ", " ",
                         phrase_quoted(c, line_path(c->arena, line, STR(" / "))));
}

/* A formula as it is written, in one line; empty if there is none. */
static struct bilingual formula_phrase(struct comparing *c, const struct line *line)
{
    if (!line->formula.source)
        return nothing;
    struct str text = arena_one_line(c->arena, span_text(line->formula));
    return (struct bilingual){text, text};
}

/* A line's formula: its price and quantities, or as a whole if it has another shape now. */
static void compare_formulas(struct comparing *c, struct bilingual subject, const struct line *old,
                             const struct line *new)
{
    struct change change = {.area = AREA_LINE, .old_span = old->formula, .new_span = new->formula};
    if (!old->price != !new->price || old->quantity_count != new->quantity_count) {
        change.subject = phrase_joined(c, subject, "的", ": ", word_info(WORD_LINE_FORMULA)->name);
        change.old_text = formula_phrase(c, old);
        change.new_text = formula_phrase(c, new);
        change.kind = !old->formula.source   ? CHANGE_ADDED
                      : !new->formula.source ? CHANGE_DROPPED
                                             : CHANGE_CHANGED;
        change_add(c, change);
        return;
    }
    if (old->price) {
        change.subject = phrase_joined(c, subject, "的", ": ", word_info(WORD_LINE_PRICE)->name);
        compare_amounts(c, change, old->price, new->price);
    }
    change.subject = phrase_joined(c, subject, "的", ": ", word_info(WORD_LINE_QUANTITY)->name);
    for (unsigned i = 0; i < old->quantity_count; i++)
        compare_amounts(c, change, &old->quantities[i], &new->quantities[i]);
}

/* Where a line was moved from or to: the task, by its whole path, as two may have one name; of none, all
 * lines are. */
static struct bilingual task_phrase(struct comparing *c, const struct line *task)
{
    return task ? phrase_quoted(c, line_path(c->arena, task, STR(" / ")))
                : word_info(WORD_PROJECT_LINES)->name;
}

static void compare_line(struct comparing *c, const struct match_item *item)
{
    const struct line *old = item->other->thing, *new = item->thing;
    struct bilingual subject = line_phrase(c, new);
    struct change change = {.area = AREA_LINE,
                            .is_guess = item->key == MATCH_KEYS,
                            .old_span = old->span,
                            .new_span = new->span};
    if (!str_equal(old->name, new->name)) {
        change.kind = CHANGE_RENAMED;
        change.subject = word_info(WORD_PROJECT_LINES)->name;
        change.old_text = phrase_quoted(c, old->name);
        change.new_text = phrase_quoted(c, new->name);
        change_add(c, change);
    } else if (item->key == 1) {
        change.kind = CHANGE_MOVED;
        change.subject = phrase_quoted(c, new->name);
        change.old_text = task_phrase(c, old->task);
        change.new_text = task_phrase(c, new->task);
        change_add(c, change);
    }
    if (!new->is_task)
        compare_formulas(c, subject, old, new);
    bool both = new->is_task ? old->is_stated &&new->is_stated : true;
    if (both && old->known && new->known)
        compare_amounts(c,
                        (struct change){.area = AREA_LINE,
                                        .subject = subject,
                                        .old_span = old->amount_span,
                                        .new_span = new->amount_span},
                        &old->amount, &new->amount);
    compare_objects(c, AREA_LINE, subject, old->fields, new->fields);
}

static void line_on_one_side(struct comparing *c, const struct line *line, enum change_kind kind)
{
    bool added = kind == CHANGE_ADDED;
    struct bilingual amount = line->known ? amount_phrase(c, &line->amount) : nothing;
    struct span none = {0};
    change_add(c, (struct change){.kind = kind,
                                  .area = AREA_LINE,
                                  .subject = line_phrase(c, line),
                                  .old_text = added ? nothing : amount,
                                  .new_text = added ? amount : nothing,
                                  .old_span = added ? none : line->span,
                                  .new_span = added ? line->span : none});
}

/* Whether the task that the line is part of is new, or gone, as a whole: then that says it all. */
static bool is_within_one_sided(const struct match_list *list, const struct match_item *item)
{
    return item->parent && !list->items[item->parent - 1].other;
}

void compare_lines(struct comparing *c, const struct project *old, const struct project *new)
{
    struct match_list olds = {0}, news = {0};
    gather_lines(&olds, c->arena, old->lines, 0);
    gather_lines(&news, c->arena, new->lines, 0);
    match_lists(c->arena, &olds, &news);
    for (size_t i = 0; i < news.count; i++) {
        if (news.items[i].other)
            compare_line(c, &news.items[i]);
        else if (c->is_whole && !is_within_one_sided(&news, &news.items[i]))
            line_on_one_side(c, news.items[i].thing, CHANGE_ADDED);
    }
    for (size_t i = 0; i < olds.count && c->is_whole; i++) {
        if (!olds.items[i].other && !is_within_one_sided(&olds, &olds.items[i]))
            line_on_one_side(c, olds.items[i].thing, CHANGE_DROPPED);
    }
}

/* ---- safeguards ---------------------------------------------------------------------------- */

static void gather_safeguards(struct match_list *list, struct arena *a,
                              const struct safeguard *first)
{
    for (; first; first = first->next) {
        const struct str parts[] = {first->kind->name.chinese, STR("\n"), first->document};
        match_add(list, a,
                  (struct match_item){.thing = first,
                                      .keys = {arena_join(a, parts, 3), first->document},
                                      .name = first->document});
    }
}

static void safeguard_on_one_side(struct comparing *c, const struct safeguard *safeguard,
                                  enum change_kind kind)
{
    bool added = kind == CHANGE_ADDED;
    struct bilingual text = {safeguard->document, safeguard->document};
    struct span none = {0};
    change_add(c, (struct change){.kind = kind,
                                  .area = AREA_SAFEGUARD,
                                  .subject = safeguard->kind->name,
                                  .old_text = added ? nothing : text,
                                  .new_text = added ? text : nothing,
                                  .old_span = added ? none : safeguard->span,
                                  .new_span = added ? safeguard->span : none});
}

void compare_safeguards(struct comparing *c, const struct project *old, const struct project *new)
{
    struct match_list olds = {0}, news = {0};
    gather_safeguards(&olds, c->arena, old->safeguards);
    gather_safeguards(&news, c->arena, new->safeguards);
    match_lists(c->arena, &olds, &news);
    for (size_t i = 0; i < news.count; i++) {
        const struct safeguard *one = news.items[i].thing;
        if (!news.items[i].other) {
            if (c->is_whole)
                safeguard_on_one_side(c, one, CHANGE_ADDED);
            continue;
        }
        const struct safeguard *before = news.items[i].other->thing;
        struct bilingual subject = {one->document, one->document};
        if (!str_equal(before->document, one->document))
            change_add(c, (struct change){.kind = CHANGE_RENAMED,
                                          .area = AREA_SAFEGUARD,
                                          .is_guess = news.items[i].key == MATCH_KEYS,
                                          .subject = word_info(WORD_PROJECT_SAFEGUARDS)->name,
                                          .old_text = {before->document, before->document},
                                          .new_text = subject,
                                          .old_span = before->span,
                                          .new_span = one->span});
        compare_objects(c, AREA_SAFEGUARD, subject, before->fields, one->fields);
    }
    for (size_t i = 0; i < olds.count; i++) {
        if (!olds.items[i].other && c->is_whole)
            safeguard_on_one_side(c, olds.items[i].thing, CHANGE_DROPPED);
    }
}
