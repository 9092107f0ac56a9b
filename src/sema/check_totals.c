/*
 * check_totals.c - everything in a project that must add up.
 *
 * Sources: the seed form (当年预算 = 财政拨款 + 其他资金; 明细合计 = 当年预算) and 财预〔2015〕88号's form
 * (中期 = the sum of its years, 年度 ≤ 中期). What is unknown was reported; nothing is judged by it.
 * Nor by what did not add up: one wrong number would be told of again at every total above it.
 */
#include "sema/bind.h"

/* ---- funding ------------------------------------------------------------------------------- */

/* Whether the item or anything below it was written. */
static bool is_present(const struct funding *funding)
{
    if (funding->span.source)
        return true;
    for (const struct funding *child = funding->children; child; child = child->next) {
        if (is_present(child))
            return true;
    }
    return false;
}

/* The parts that are written; `*certain` whether they and all that is not written hold. */
static size_t gather_children(struct binder *b, const struct funding *funding,
                              struct addend **addends, bool *certain)
{
    size_t count = 0;
    for (const struct funding *child = funding->children; child; child = child->next)
        count += is_present(child);
    *addends = ARENA_ARRAY(b->arena, struct addend, count);
    *certain = true;
    size_t i = 0;
    for (const struct funding *child = funding->children; child; child = child->next) {
        *certain &= child->known && !child->is_disputed;
        if (is_present(child))
            (*addends)[i++] = (struct addend){child->span, child->item->name, child->amount};
    }
    return count;
}

/* Works out and checks the tree from its leaves up. */
static void check_funding(struct binder *b, struct funding *funding)
{
    for (struct funding *child = funding->children; child; child = child->next)
        check_funding(b, child);
    struct addend *addends;
    bool certain;
    size_t count = gather_children(b, funding, &addends, &certain);
    if (count == 0) {
        if (!funding->is_stated) {
            funding->amount = quantity_of(rational_whole(0), &b->money);
            funding->known &= b->money.factor.numerator != 0 && !funding->span.source;
        }
        return;
    }
    if (!funding->is_stated) {
        const struct measure *shown =
            b->money.factor.numerator ? &b->money : &addends[0].quantity.measure;
        funding->known &= certain && sum_addends(addends, count, shown, &funding->amount);
        return;
    }
    if (funding->known && certain)
        funding->is_disputed = !check_total(b, DIAG_TOTAL_MISMATCH, funding->item->name,
                                            funding->span, &funding->amount, addends, count);
}

static struct funding *find_role(struct funding *first, enum funding_role role)
{
    for (; first; first = first->next) {
        if (first->item->role == role)
            return first;
        struct funding *inner = find_role(first->children, role);
        if (inner)
            return inner;
    }
    return NULL;
}

static bool is_usable(const struct funding *funding)
{
    return funding && funding->known && !funding->is_disputed && is_present(funding);
}

/* Whether the project begins and ends in one year. */
static bool is_one_year(const struct project *project)
{
    const struct field *period = object_get(project->fields, WORD_PROJECT_PERIOD);
    return period && period->values && period->values->kind == VALUE_PERIOD &&
           period->values->period.first.year == period->values->period.last.year;
}

/* A year is part of the whole, and in a project of one year all of it. */
static void check_year_and_total(struct binder *b, const struct project *project,
                                 const struct funding *total, const struct funding *year)
{
    int order = rational_compare(year->amount.amount, total->amount.amount);
    struct addend part = {year->span, year->item->name, year->amount};
    bool differ = quantities_agree(&total->amount, &part, 1) == DISAGREES;
    bool above = order > 0 && differ, one_year = is_one_year(project);
    if (!above && !(differ && one_year))
        return;
    struct bilingual year_text = quantity_phrase(b->arena, &year->amount);
    struct bilingual total_text = quantity_phrase(b->arena, &total->amount);
    struct span span = above ? year->span : total->span;
    struct diag *diag = diag_report(b->diags, above ? DIAG_YEAR_ABOVE_TOTAL : DIAG_YEAR_NOT_TOTAL,
                                    span.source ? span : project->name_span,
                                    DIAG_PHRASE(year->item->name), DIAG_PHRASE(year_text),
                                    DIAG_PHRASE(total->item->name), DIAG_PHRASE(total_text));
    diag_label(b->diags, diag, NOTE_STATED, DIAG_PHRASE(above ? year_text : total_text));
    struct span other = above ? total->span : year->span;
    if (other.source)
        diag_place(b->diags, diag, other, NOTE_ADDEND,
                   DIAG_PHRASE(above ? total->item->name : year->item->name),
                   DIAG_PHRASE(above ? total_text : year_text));
    add_clue(b, diag, &total->amount, &year->amount, &part, 1);
    diag_help(b->diags, diag, one_year ? NOTE_HELP_ONE_YEAR : NOTE_HELP_YEAR_WITHIN, DIAG_NONE);
}

/* This year's amount in 年度安排 and the year's budget are one number, written twice. */
static bool check_planned_year(struct binder *b, const struct project *project,
                               struct funding *year)
{
    int current = project_year(project);
    for (const struct year_amount *y = project->years; y && is_usable(year); y = y->next) {
        struct addend planned = {y->span, year->item->name, y->amount};
        if (y->year != current || !y->known ||
            quantities_agree(&year->amount, &planned, 1) != DISAGREES)
            continue;
        struct bilingual text = quantity_phrase(b->arena, &y->amount);
        struct diag *diag =
            diag_report(b->diags, DIAG_YEAR_PLAN_MISMATCH, y->span, DIAG_PHRASE(year->item->name),
                        DIAG_PHRASE(quantity_phrase(b->arena, &year->amount)), DIAG_NUMBER(y->year),
                        DIAG_PHRASE(text));
        diag_label(b->diags, diag, NOTE_STATED, DIAG_PHRASE(text));
        if (year->span.source)
            diag_place(b->diags, diag, year->span, NOTE_ADDEND, DIAG_PHRASE(year->item->name),
                       DIAG_PHRASE(quantity_phrase(b->arena, &year->amount)));
        diag_help(b->diags, diag, NOTE_HELP_SAME_AMOUNT, DIAG_NONE);
        return false;
    }
    return true;
}

/* 年度安排: this year's amount is the year's budget, and all together make the total. */
static void check_year_plan(struct binder *b, const struct project *project, struct funding *total,
                            struct funding *year)
{
    size_t count = 0;
    bool known = true;
    for (const struct year_amount *y = project->years; y; y = y->next, count++)
        known &= y->known;
    struct addend *addends = ARENA_ARRAY(b->arena, struct addend, count);
    size_t i = 0;
    for (const struct year_amount *y = project->years; y; y = y->next) {
        struct str name = arena_format(b->arena, "%d 年", y->year);
        struct str english = arena_format(b->arena, "%d", y->year);
        addends[i++] = (struct addend){y->span, {name, english}, y->amount};
    }
    if (!check_planned_year(b, project, year))
        year->is_disputed = true;
    else if (known && is_usable(total)) {
        struct span span = total->span.source ? total->span : project->name_span;
        total->is_disputed = !check_total(b, DIAG_YEARS_MISMATCH, total->item->name, span,
                                          &total->amount, addends, count);
    }
}

/* ---- lines --------------------------------------------------------------------------------- */

/* Whether the lines below stand in its place when sums are made: it has no amount of its own. */
static bool is_open(const struct line *line)
{
    return line->is_summed && line->children;
}

static size_t count_parts(const struct line *first)
{
    size_t count = 0;
    for (const struct line *line = first; line; line = line->next)
        count += is_open(line) ? count_parts(line->children) : 1;
    return count;
}

/* Puts the lines into `addends`, those below instead of a task that has no subtotal; whether all hold. */
static bool fill_parts(const struct line *first, struct addend *addends, size_t *count)
{
    bool certain = true;
    for (const struct line *line = first; line; line = line->next) {
        if (is_open(line)) {
            certain &= fill_parts(line->children, addends, count) && !line->fields->poisoned;
            continue;
        }
        certain &= line->known && !line->is_disputed;
        struct span span = line->amount_span.source ? line->amount_span : line->span;
        addends[(*count)++] = (struct addend){span, {line->name, line->name}, line->amount};
    }
    return certain;
}

static size_t gather_lines(struct binder *b, const struct line *first, struct addend **addends,
                           bool *certain)
{
    size_t count = 0;
    *addends = ARENA_ARRAY(b->arena, struct addend, count_parts(first));
    *certain = fill_parts(first, *addends, &count);
    return count;
}

/* A task is the sum of its lines, which a subtotal may state. */
static void check_task(struct binder *b, struct line *task)
{
    for (struct line *line = task->children; line; line = line->next)
        check_task(b, line);
    if (!task->is_task)
        return;
    struct addend *addends;
    bool certain;
    size_t count = gather_lines(b, task->children, &addends, &certain);
    certain &= !task->fields->poisoned;
    if (!task->is_stated && !task->known) {
        const struct measure *shown = b->money.factor.numerator ? &b->money
                                      : count                   ? &addends[0].quantity.measure
                                                                : NULL;
        task->is_summed = true;
        task->known = certain && shown && sum_addends(addends, count, shown, &task->amount);
    } else if (task->known && certain && count) {
        task->is_disputed =
            !check_total(b, DIAG_TOTAL_MISMATCH, (struct bilingual){task->name, task->name},
                         task->amount_span, &task->amount, addends, count);
    }
}

/*
 * All that is paid for by price × quantity, whatever its task. False: a line has a formula of another
 * form, and how much of what it counts is not known.
 */
static bool gather_quantities(const struct line *first, struct addend *addends, size_t *count)
{
    bool complete = true;
    for (; first; first = first->next) {
        if (first->children) {
            complete &= gather_quantities(first->children, addends, count);
        } else if (first->quantity_count == 1 && first->price) {
            if (addends)
                addends[*count] = (struct addend){
                    first->formula, {first->name, first->name}, first->quantities[0]};
            ++*count;
        } else if (first->formula.source) {
            complete = false;
        }
    }
    return complete;
}

/* 数量合计 without one line that has a quantity. */
static void report_no_quantities(struct binder *b, struct bilingual name, const struct value *total)
{
    struct measure one = measure_one();
    struct quantity none = quantity_of(rational_whole(0), &one);
    struct bilingual text = quantity_phrase(b->arena, &total->quantity);
    struct diag *diag = diag_report(
        b->diags, DIAG_TOTAL_MISMATCH, total->span, DIAG_PHRASE(name), DIAG_PHRASE(text),
        DIAG_PHRASE(quantity_phrase(b->arena, &none)), DIAG_PHRASE(text));
    diag_help(b->diags, diag, NOTE_HELP_NO_QUANTITY_TOTAL, DIAG_NONE);
}

/* 数量合计: a sum of unlike units is refused, and one of like units must be right. */
static void check_quantity_total(struct binder *b, struct project *project,
                                 const struct field *field)
{
    size_t count = 0;
    bool complete = gather_quantities(project->lines, NULL, &count);
    struct addend *addends = ARENA_ARRAY(b->arena, struct addend, count);
    count = 0;
    gather_quantities(project->lines, addends, &count);
    struct quantity total = field->values->quantity, sum;
    static const struct bilingual name = {{"数量合计", 12}, {"the total quantity", 18}};
    if (count == 0) {
        if (complete && !rational_is_zero(total.amount))
            report_no_quantities(b, name, field->values);
        return;
    }
    const struct measure *shown = &addends[0].quantity.measure;
    if (!sum_addends(addends, count, shown, &sum)) {
        struct bilingual list = {{0}, {0}};
        for (size_t i = 0; i < count && i < 6; i++) {
            struct bilingual text = quantity_phrase(b->arena, &addends[i].quantity);
            list.chinese =
                arena_format(b->arena, "%" STR_FORMAT "%s%" STR_FORMAT, STR_ARG(list.chinese),
                             i ? " + " : "", STR_ARG(text.chinese));
            list.english =
                arena_format(b->arena, "%" STR_FORMAT "%s%" STR_FORMAT, STR_ARG(list.english),
                             i ? " + " : "", STR_ARG(text.english));
        }
        struct diag *diag =
            diag_report(b->diags, DIAG_QUANTITIES_UNLIKE, field->values->span, DIAG_PHRASE(list));
        place_addends(b, diag, addends, count);
        diag_help(b->diags, diag, NOTE_HELP_NO_QUANTITY_TOTAL, DIAG_NONE);
        return;
    }
    total.measure = *shown;
    if (complete && rational_multiply(rational_of(total.written), shown->factor, &total.amount))
        check_total(b, DIAG_TOTAL_MISMATCH, name, field->values->span, &total, addends, count);
}

/* 明细合计: the totals as the form prints them; the amount only if `agreed` with the budget. */
static void check_line_totals(struct binder *b, struct project *project,
                              const struct addend *addends, size_t count, bool agreed)
{
    const struct field *totals = object_get(project->fields, WORD_PROJECT_LINE_TOTALS);
    if (!totals || !totals->object)
        return;
    static const struct bilingual name = {{"明细合计", 12}, {"line_totals", 11}};
    const struct field *amount = object_get(totals->object, WORD_LINE_TOTALS_AMOUNT);
    if (amount && amount->values && amount->values->kind == VALUE_QUANTITY && agreed)
        check_total(b, DIAG_TOTAL_MISMATCH, name, amount->values->span, &amount->values->quantity,
                    addends, count);
    const struct field *quantity = object_get(totals->object, WORD_LINE_TOTALS_QUANTITY);
    if (quantity && quantity->values && quantity->values->kind == VALUE_QUANTITY &&
        project->lines_known)
        check_quantity_total(b, project, quantity);
}

static void check_lines(struct binder *b, struct project *project, struct funding *year)
{
    if (!project->lines)
        return;
    for (struct line *line = project->lines; line; line = line->next)
        check_task(b, line);
    struct addend *addends;
    bool certain;
    size_t count = gather_lines(b, project->lines, &addends, &certain);
    const struct measure *shown =
        b->money.factor.numerator || !count ? &b->money : &addends[0].quantity.measure;
    certain &= !project->fields->poisoned;
    project->lines_known = certain && sum_addends(addends, count, shown, &project->lines_total);
    bool agreed = project->lines_known;
    if (agreed && is_usable(year)) {
        struct span span = year->span.source ? year->span : project->name_span;
        agreed = check_total(b, DIAG_LINES_MISMATCH, year->item->name, span, &year->amount, addends,
                             count);
        year->is_disputed = !agreed;
    }
    check_line_totals(b, project, addends, count, agreed);
}

void check_project_totals(struct binder *b, struct project *project)
{
    for (struct funding *funding = project->funding; funding; funding = funding->next)
        check_funding(b, funding);
    struct funding *total = find_role(project->funding, FUNDING_TOTAL);
    struct funding *year = find_role(project->funding, FUNDING_YEAR);
    check_lines(b, project, year);
    if (project->years)
        check_year_plan(b, project, total, year);
    if (is_usable(total) && is_usable(year))
        check_year_and_total(b, project, total, year);
}
