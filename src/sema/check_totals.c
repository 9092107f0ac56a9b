/*
 * check_totals.c - everything in a project that must add up.
 *
 * Sources: the seed form (当年预算 = 财政拨款 + 其他资金; 明细合计 = 当年预算) and 财预〔2015〕88号's form
 * (中期 = the sum of its years, 年度 ≤ 中期). What is unknown was reported; nothing is judged by it.
 * What did not add up is disputed: either it or its parts are wrong, and nobody knows which. A total
 * above it is reported only if it is wrong however the disputed ones are read.
 */
#include "sema/bind.h"

#include "sema/plain_sum.h"

enum { DISPUTED_LIMIT = 4 /* with more disputed totals below, one is not judged */ };

/* ---- parts --------------------------------------------------------------------------------- */

/*
 * What is added up, in one of the ways to read it: a sum that nobody wrote is replaced by its written
 * parts, whose places count; a disputed total stands for itself, or its parts for it.
 */
struct parts {
    const struct funding *node;     /* this, */
    const struct funding *children; /* or these, */
    const struct line *lines;       /* or these */
    unsigned disputed;              /* how many totals among them are disputed */
    struct addend *addends;
    size_t count;
    unsigned mask; /* while they are read: of the next disputed ones, a bit each */
};

static size_t count_funding(const struct funding *funding, unsigned *disputed)
{
    size_t count = 1;
    *disputed += funding->is_disputed && funding->is_stated;
    for (const struct funding *child = funding->children; child; child = child->next)
        count += count_funding(child, disputed);
    return count;
}

/* Whether all of it holds. */
static bool read_funding(struct parts *parts, const struct funding *funding)
{
    bool is_open = !funding->is_stated;
    if (!funding_is_written(funding) || !(funding->known || (is_open && funding->is_disputed)))
        return funding->known;
    if (funding->is_stated && funding->is_disputed) {
        is_open = parts->mask & 1;
        parts->mask >>= 1;
    }
    if (!is_open) {
        parts->addends[parts->count++] =
            (struct addend){funding->span, funding->item->name, funding->amount};
        return true;
    }
    bool certain = true;
    for (const struct funding *child = funding->children; child; child = child->next)
        certain &= read_funding(parts, child);
    return certain;
}

/* Whether the lines below stand in its place when sums are made: it has no amount of its own. */
static bool is_open(const struct line *line)
{
    return line->is_summed && line->children;
}

static size_t count_lines(const struct line *first, unsigned *disputed)
{
    size_t count = 0;
    for (const struct line *line = first; line; line = line->next) {
        bool is_disputed = line->is_disputed && line->is_stated;
        *disputed += is_disputed;
        count += !is_open(line);
        if (is_open(line) || is_disputed)
            count += count_lines(line->children, disputed);
    }
    return count;
}

static bool read_lines(struct parts *parts, const struct line *first)
{
    bool certain = true;
    for (const struct line *line = first; line; line = line->next) {
        bool open = is_open(line);
        if (line->is_disputed && line->is_stated) {
            open = parts->mask & 1;
            parts->mask >>= 1;
        }
        if (open) {
            certain &= read_lines(parts, line->children) && !line->fields->poisoned &&
                       !(line->is_disputed && line->is_summed);
            continue;
        }
        certain &= line->known;
        struct span span = line->amount_span.source ? line->amount_span : line->span;
        parts->addends[parts->count++] =
            (struct addend){span, {line->name, line->name}, line->amount};
    }
    return certain;
}

/* Reads them once more, the disputed ones as `mask` says: 0 is as written. Whether all hold. */
static bool read_parts(struct parts *parts, unsigned mask)
{
    parts->mask = mask;
    parts->count = 0;
    bool certain = !parts->node || read_funding(parts, parts->node);
    for (const struct funding *child = parts->children; child; child = child->next)
        certain &= read_funding(parts, child);
    return read_lines(parts, parts->lines) && certain;
}

static void count_parts(struct binder *b, struct parts *parts)
{
    size_t count = parts->node ? count_funding(parts->node, &parts->disputed) : 0;
    for (const struct funding *child = parts->children; child; child = child->next)
        count += count_funding(child, &parts->disputed);
    count += count_lines(parts->lines, &parts->disputed);
    parts->addends = ARENA_ARRAY(b->arena, struct addend, count);
}

/* Whether the total agrees with them in one reading at least; if that is not known, it is taken to. */
static bool fits_parts(const struct total *total, struct parts *parts)
{
    if (parts->disputed > DISPUTED_LIMIT)
        return true;
    for (unsigned mask = 0; mask < 1u << parts->disputed; mask++) {
        if (!read_parts(parts, mask) ||
            totals_agree(total, parts->addends, parts->count) < DISAGREES)
            return true;
    }
    return false;
}

/* Whether the total is disputed now: it was reported, or no reading of its parts contradicts it. As they
 * are written, all of these hold. */
static bool is_contradicted(struct binder *b, enum diag_code code, const struct total *total,
                            struct parts *parts)
{
    if (parts->disputed && fits_parts(total, parts))
        return false;
    read_parts(parts, 0);
    return !check_total(b, code, total, parts->addends, parts->count);
}

/* The sum of what was read, which is something; or false: it is reported why there is none, at `span`. */
static bool sum_parts(struct binder *b, const struct parts *parts, struct span span,
                      struct quantity *sum)
{
    const struct measure *shown = b->money ? b->money : parts->addends[0].quantity.measure;
    if (sum_addends(parts->addends, parts->count, shown, sum) == SUM_FITS)
        return true;
    report_no_sum(b, span, parts->addends, parts->count);
    return false;
}

/* ---- funding ------------------------------------------------------------------------------- */

/* Nothing, in 金额单位; without it, in any unit of money. */
static struct quantity no_money(const struct binder *b)
{
    struct dimension dimension = money_dimension(b);
    const struct measure *money = b->money ? b->money : measure_one();
    if (!b->money)
        units_of_dimension(b->units, &dimension, &money, 1);
    return quantity_of(rational_whole(0), money);
}

static struct total funding_total(const struct funding *funding)
{
    return (struct total){
        .name = funding->item->name, .span = funding->span, .quantity = funding->amount};
}

/* The same of an amount that is summed and not disputed: with its parts. */
static struct total summed_total(struct binder *b, const struct funding *funding)
{
    struct total total = funding_total(funding);
    if (funding->is_stated)
        return total;
    struct parts parts = {.node = funding};
    count_parts(b, &parts);
    read_parts(&parts, 0);
    total.parts = parts.addends;
    total.part_count = parts.count;
    return total;
}

/* Whether the amount is the sum of its parts without a doubt; one that nobody wrote becomes it. */
static bool is_plainly_right(const struct binder *b, struct funding *funding)
{
    const struct measure *shown = funding->is_stated ? funding->amount.measure : b->money;
    if (!funding->known || !shown)
        return false;
    struct plain_sum sum = plain_sum_of(shown);
    if (!plain_sum_add_children(&sum, funding))
        return false;
    if (funding->is_stated)
        return plain_sum_is(&sum, &funding->amount);
    funding->amount = quantity_of(sum.amount, shown);
    return true;
}

/* Works out and checks the tree from its leaves up. */
static void check_funding(struct binder *b, struct funding *funding)
{
    bool has_parts = false;
    for (struct funding *child = funding->children; child; child = child->next) {
        check_funding(b, child);
        has_parts |= funding_is_written(child);
    }
    if (!has_parts) {
        if (!funding->is_stated) {
            funding->amount = no_money(b);
            funding->known &= !funding->span.source;
        }
        return;
    }
    if (is_plainly_right(b, funding))
        return;
    struct parts parts = {.children = funding->children};
    count_parts(b, &parts);
    bool certain = read_parts(&parts, 0);
    if (funding->is_stated) {
        struct total total = funding_total(funding);
        total.is_confirmed = funding->is_confirmed;
        funding->is_disputed =
            funding->known && certain && is_contradicted(b, DIAG_TOTAL_MISMATCH, &total, &parts);
        return;
    }
    funding->is_disputed = funding->known && certain && parts.disputed > 0;
    funding->known = funding->known && certain && !parts.disputed &&
                     sum_parts(b, &parts, parts.addends[0].span, &funding->amount);
}

static bool is_usable(const struct funding *funding)
{
    return funding && funding->known && !funding->is_disputed && funding_is_written(funding);
}

/* Whether the project begins and ends in one year. */
static bool is_one_year(const struct project *project)
{
    const struct value *period = object_value(project->fields, WORD_PROJECT_PERIOD, VALUE_PERIOD);
    return period && period->period.first.year == period->period.last.year;
}

/* A year is part of the whole, and in a project of one year all of it. */
static void check_year_and_total(struct binder *b, const struct project *project,
                                 const struct funding *total, const struct funding *year)
{
    int order = rational_compare(year->amount.amount, total->amount.amount);
    struct total whole = summed_total(b, total);
    struct addend part = {year->span, year->item->name, year->amount};
    struct addend all = {whole.span, whole.name, whole.quantity};
    if (!check_alike(b, &all, &part))
        return;
    if (order == 0 || (order < 0 && !is_one_year(project)))
        return;
    struct parts parts = {.node = year};
    count_parts(b, &parts);
    read_parts(&parts, 0);
    bool differ = totals_agree(&whole, parts.addends, parts.count) == DISAGREES;
    bool above = order > 0 && differ, one_year = is_one_year(project);
    if (!above && !(differ && one_year))
        return;
    struct bilingual year_text = quantity_phrase(b->arena, &year->amount);
    struct bilingual total_text = quantity_phrase(b->arena, &total->amount);
    struct span span = above ? year->span : total->span;
    struct diag *diag = diag_report(b->diags, above ? DIAG_YEAR_ABOVE_TOTAL : DIAG_YEAR_NOT_TOTAL,
                                    span, DIAG_PHRASE(year->item->name), DIAG_PHRASE(year_text),
                                    DIAG_PHRASE(total->item->name), DIAG_PHRASE(total_text));
    diag_label(b->diags, diag, NOTE_STATED, DIAG_PHRASE(above ? year_text : total_text));
    diag_place(b->diags, diag, above ? total->span : year->span, NOTE_ADDEND,
               DIAG_PHRASE(above ? total->item->name : year->item->name),
               DIAG_PHRASE(above ? total_text : year_text));
    add_clue(b, diag, &total->amount, &year->amount, &part, 1, true);
    diag_help(b->diags, diag, one_year ? NOTE_HELP_ONE_YEAR : NOTE_HELP_YEAR_WITHIN, DIAG_NONE);
}

/* This year's amount in 年度安排 and the year's budget are one number, written twice. */
static bool check_planned_year(struct binder *b, const struct project *project,
                               struct funding *year)
{
    int current = project_year(project);
    for (const struct year_amount *y = project->years; y && is_usable(year); y = y->next) {
        if (y->year != current || !y->known)
            continue;
        struct total whole = summed_total(b, year);
        struct addend planned = {y->span, year->item->name, y->amount};
        struct addend budget = {whole.span, whole.name, whole.quantity};
        if (!check_alike(b, &budget, &planned))
            return false;
        if (totals_agree(&whole, &planned, 1) != DISAGREES)
            continue;
        struct bilingual text = quantity_phrase(b->arena, &y->amount);
        struct diag *diag =
            diag_report(b->diags, DIAG_YEAR_PLAN_MISMATCH, y->span, DIAG_PHRASE(year->item->name),
                        stated_argument(b, &year->amount), DIAG_NUMBER(y->year), DIAG_PHRASE(text));
        diag_label(b->diags, diag, NOTE_STATED, DIAG_PHRASE(text));
        diag_place(b->diags, diag, year->span, NOTE_ADDEND, DIAG_PHRASE(year->item->name),
                   DIAG_PHRASE(quantity_phrase(b->arena, &year->amount)));
        diag_help(b->diags, diag, NOTE_HELP_SAME_AMOUNT, DIAG_NONE);
        return false;
    }
    return true;
}

/* Whether the years are plainly the total. */
static bool make_total(const struct year_amount *years, const struct funding *total)
{
    struct plain_sum sum = plain_sum_of(total->amount.measure);
    return plain_sum_add_years(&sum, years) && plain_sum_is(&sum, &total->amount);
}

/* Whether the parts of a total that was told not to be their sum come to what the years do: then it is the
 * total that is wrong. */
static bool parts_are_years(struct binder *b, const struct funding *total, struct addend *years,
                            size_t count)
{
    struct total planned = {.parts = years, .part_count = count};
    struct parts parts = {.children = total->children};
    count_parts(b, &parts);
    return sum_addends(years, count, total->amount.measure, &planned.quantity) != SUM_FITS ||
           fits_parts(&planned, &parts);
}

/* 年度安排: this year's amount is the year's budget, and all together make the total. */
static void check_year_plan(struct binder *b, const struct project *project, struct funding *total,
                            struct funding *year)
{
    size_t count = 0;
    bool known = true;
    for (const struct year_amount *y = project->years; y; y = y->next, count++)
        known &= y->known;
    if (!check_planned_year(b, project, year)) {
        year->is_disputed = true;
        return;
    }
    bool is_told = total && total->is_disputed && total->is_stated;
    if (!known || !(is_told || is_usable(total)) || make_total(project->years, total))
        return;
    struct addend *addends = ARENA_ARRAY(b->arena, struct addend, count);
    size_t i = 0;
    for (const struct year_amount *y = project->years; y; y = y->next) {
        struct str name = arena_format(b->arena, "%d 年", y->year);
        struct str english = arena_format(b->arena, "%d", y->year);
        addends[i++] = (struct addend){y->span, {name, english}, y->amount};
    }
    if (is_told && parts_are_years(b, total, addends, count))
        return;
    struct total whole = is_told ? funding_total(total) : summed_total(b, total);
    whole.whole = total;
    total->is_disputed |= !check_total(b, DIAG_YEARS_MISMATCH, &whole, addends, count);
}

/* ---- lines --------------------------------------------------------------------------------- */

/* Whether the task is the sum of its lines without a doubt; one that has no amount gets it. */
static bool is_plain_task(const struct binder *b, struct line *task)
{
    bool is_summed = !task->is_stated && !task->known;
    const struct measure *shown = is_summed ? b->money : task->known ? task->amount.measure : NULL;
    if (!shown || !task->children || task->fields->poisoned)
        return false;
    struct plain_sum sum = plain_sum_of(shown);
    if (!plain_sum_add_lines(&sum, task->children))
        return false;
    if (!is_summed)
        return plain_sum_is(&sum, &task->amount);
    task->is_summed = task->known = true;
    task->amount = quantity_of(sum.amount, shown);
    return true;
}

/* A task is the sum of its lines, which a subtotal may state. */
static void check_task(struct binder *b, struct line *task)
{
    for (struct line *line = task->children; line; line = line->next)
        check_task(b, line);
    if (!task->is_task)
        return;
    if (is_plain_task(b, task))
        return;
    struct parts parts = {.lines = task->children};
    count_parts(b, &parts);
    bool certain = read_parts(&parts, 0) && !task->fields->poisoned;
    if (!task->is_stated && !task->known) {
        task->is_summed = true;
        if (certain && parts.count && !parts.disputed) {
            task->known = sum_parts(b, &parts, parts.addends[0].span, &task->amount);
            task->is_disputed = !task->known;
        }
    } else if (task->known && certain) {
        struct total total = {
            .name = {task->name, task->name}, .span = task->amount_span, .quantity = task->amount};
        task->is_disputed = is_contradicted(b, DIAG_TOTAL_MISMATCH, &total, &parts);
    }
}

/* The total of 明细合计 that `word` is, or NULL. */
static const struct field *line_total(const struct project *project, enum word_id word)
{
    const struct field *totals = object_get(project->fields, WORD_PROJECT_LINE_TOTALS);
    const struct field *total = totals && totals->object ? object_get(totals->object, word) : NULL;
    return total && total->values && total->values->kind == VALUE_QUANTITY ? total : NULL;
}

/*
 * 明细合计: the totals as the form prints them. An amount that the lines do not make may still be the
 * budget's: if these two differ, that was reported.
 */
static void check_line_totals(struct binder *b, const struct project *project, struct parts *lines,
                              const struct funding *year)
{
    const struct field *amount = line_total(project, WORD_LINE_TOTALS_AMOUNT);
    if (amount) {
        struct total total = {.name = {STR("明细合计"), STR("line_totals")},
                              .span = amount->values->span,
                              .quantity = amount->values->quantity};
        struct parts budget = {.node = year};
        bool disputed = year && year->is_disputed;
        if (disputed)
            count_parts(b, &budget);
        if (!disputed || !fits_parts(&total, &budget))
            is_contradicted(b, DIAG_TOTAL_MISMATCH, &total, lines);
    }
    const struct field *quantity = line_total(project, WORD_LINE_TOTALS_QUANTITY);
    if (quantity && project->lines_known)
        check_quantity_total(b, project, quantity);
}

/* The budget is what the lines make, however the disputed amounts on either side are read. */
static void check_budget(struct binder *b, struct parts *lines, struct funding *year)
{
    struct parts budget = {.node = year};
    count_parts(b, &budget);
    if (budget.disputed + lines->disputed > DISPUTED_LIMIT || !read_parts(&budget, 0))
        return;
    struct total total = funding_total(year);
    for (unsigned mask = 1u << budget.disputed; mask-- > 0;) {
        if (!read_parts(&budget, mask))
            return;
        total.parts = budget.addends;
        total.part_count = budget.count;
        if (sum_addends(budget.addends, budget.count, budget.addends[0].quantity.measure,
                        &total.quantity) != SUM_FITS)
            return;
        if (mask == 0 && year->is_stated) { /* as it was written */
            total.quantity = year->amount;
            total.part_count = 0;
        }
        bool is_last = mask == 0;
        if ((!is_last || lines->disputed) && fits_parts(&total, lines))
            return;
    }
    read_parts(lines, 0);
    total.whole = year;
    year->is_disputed |= !check_total(b, DIAG_LINES_MISMATCH, &total, lines->addends, lines->count);
}

/* Whether the lines make the year's budget and 明细合计 without a doubt; their total is set then. */
static bool are_plain_lines(const struct binder *b, struct project *project,
                            const struct funding *year)
{
    if (!b->money || project->fields->poisoned)
        return false;
    struct plain_sum sum = plain_sum_of(b->money);
    if (!plain_sum_add_lines(&sum, project->lines))
        return false;
    const struct field *amount = line_total(project, WORD_LINE_TOTALS_AMOUNT);
    if (line_total(project, WORD_LINE_TOTALS_QUANTITY) ||
        (amount && !plain_sum_is(&sum, &amount->values->quantity)))
        return false;
    if (year && funding_is_written(year)) {
        struct plain_sum budget = plain_sum_of(b->money);
        struct quantity whole = quantity_of(sum.amount, b->money);
        if (!plain_sum_add_funding(&budget, year) || !plain_sum_is(&budget, &whole))
            return false;
    }
    project->lines_known = true;
    project->lines_total = quantity_of(sum.amount, b->money);
    return true;
}

static void check_lines(struct binder *b, struct project *project, struct funding *year)
{
    if (!project->lines)
        return;
    if (are_plain_lines(b, project, year))
        return;
    struct parts lines = {.lines = project->lines};
    count_parts(b, &lines);
    bool certain = read_parts(&lines, 0) && !project->fields->poisoned;
    if (!certain)
        return;
    if (!lines.disputed) {
        project->lines_known = sum_parts(b, &lines, project->lines->span, &project->lines_total);
        if (!project->lines_known)
            return;
    }
    if (year && funding_is_written(year))
        check_budget(b, &lines, year);
    check_line_totals(b, project, &lines, year);
}

/* Whether the lines come to the year's budget as it is written. */
static bool lines_confirm(struct binder *b, const struct project *project,
                          const struct funding *year)
{
    struct parts lines = {.lines = project->lines};
    if (!project->lines || !year || !year->known || !year->is_stated || project->fields->poisoned)
        return false;
    count_parts(b, &lines);
    struct total total = funding_total(year);
    return read_parts(&lines, 0) && totals_agree(&total, lines.addends, lines.count) < DISAGREES;
}

/* Whether the years come to the whole budget as it is written. */
static bool years_confirm(const struct project *project, const struct funding *total)
{
    bool known = project->years && total && total->known && total->is_stated;
    for (const struct year_amount *y = project->years; y; y = y->next)
        known &= y->known;
    return known && make_total(project->years, total);
}

void check_project_totals(struct binder *b, struct project *project)
{
    struct funding *total = funding_of_role(project->funding, role_is_total);
    struct funding *year = funding_of_role(project->funding, role_is_year);
    for (struct line *line = project->lines; line; line = line->next)
        check_task(b, line);
    if (year)
        year->is_confirmed = lines_confirm(b, project, year);
    if (total && total != year)
        total->is_confirmed = years_confirm(project, total);
    for (struct funding *funding = project->funding; funding; funding = funding->next)
        check_funding(b, funding);
    check_lines(b, project, year);
    if (project->years)
        check_year_plan(b, project, total, year);
    if (is_usable(total) && is_usable(year))
        check_year_and_total(b, project, total, year);
}
