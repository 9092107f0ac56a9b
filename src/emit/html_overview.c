/* html_overview.c - the first part of a project's page. */
#include "emit/html_overview.h"

#include "emit/html_chart.h"
#include "emit/html_findings.h"
#include "emit/html_page.h"
#include "emit/position.h"
#include "sema/definition.h"
#include "emit/html_waivers.h"

#include <stdlib.h>

enum { TASKS_SHOWN = 12 /* in the chart; the rest are one bar */ };

/* ---- head ----------------------------------------------------------------------------------- */

static void write_kicker(struct html *h, const struct project *project)
{
    const struct framework *framework = project->framework;
    int year = project_year(project);
    html_open_class(h, "p", "kicker");
    html_say(h, "财政项目支出绩效目标", "Performance targets of a budget project");
    if (framework) {
        html_text(h, STR(" · "));
        html_text(h, bilingual_text(framework->name, h->language));
    }
    if (year)
        html_text(h, arena_format(h->arena,
                                  h->language == LANGUAGE_ENGLISH ? " · %d" : " · %d 年度", year));
    html_close(h, "p");
}

static void write_verdict(struct html *h, const struct form *form, const struct project *project)
{
    struct str counts =
        page_counts(h, form->errors, form->warnings, form->hints, waivers_count(project));
    page_verdict_open(h, form->errors, form->warnings, counts);
    if (counts.len == 0)
        html_say(h, "：没有错误和警告", ": no errors, no warnings");
    page_elsewhere_write(h, form->outside);
    html_close(h, "p");
}

void overview_head_write(struct html *h, const struct form *form, const struct emit_input *input)
{
    const struct project *project = input->project;
    html_open_class(h, "header", "top");
    if (input->is_draft) {
        html_open_class(h, "p", "draft");
        html_open(h, "strong");
        html_say(h, "未通过校验", "Did not pass validation");
        html_close(h, "strong");
        html_say(h, "：草稿，不得作为正式申报材料", ": a draft, not to be filed");
        html_close(h, "p");
    }
    write_kicker(h, project);
    html_element(h, "h1", NULL, page_name(h, project->name));
    write_verdict(h, form, project);
    html_open_class(h, "p", "quiet");
    html_say(h, "来源：", "Source: ");
    html_element(h, "code", NULL, project->source->path);
    html_close(h, "p");
    html_close(h, "header");
}

/* ---- figures -------------------------------------------------------------------------------- */

static void write_amount(struct html *h, const struct funding *funding)
{
    if (!funding || !funding->span.source)
        return;
    struct str amount =
        funding->known ? quantity_text(h->arena, &funding->amount, h->language) : STR("");
    page_figure(h, bilingual_text(funding->item->name, h->language), amount, STR(""));
}

/* Whether the target is a number, a date or a range of them rather than a word. */
static bool is_quantitative(const struct indicator *indicator)
{
    enum value_kind kind = indicator->target.low.kind;
    return kind == VALUE_QUANTITY || kind == VALUE_DATE || kind == VALUE_PERIOD;
}

static struct str mix_text(struct html *h, unsigned quantitative, unsigned qualitative)
{
    return h->language == LANGUAGE_ENGLISH
               ? arena_format(h->arena, "%u quantitative, %u qualitative", quantitative,
                              qualitative)
               : arena_format(h->arena, "定量 %u，定性 %u", quantitative, qualitative);
}

static void count_leaves(const struct line *lines, unsigned *count)
{
    for (const struct line *line = lines; line; line = line->next) {
        *count += !line->is_task;
        count_leaves(line->children, count);
    }
}

static unsigned count_tasks(const struct line *lines)
{
    unsigned count = 0;
    for (const struct line *line = lines; line; line = line->next)
        count += line->is_task;
    return count;
}

static void write_figures(struct html *h, const struct project *project)
{
    unsigned quantitative = 0, qualitative = 0, lines = 0;
    for (const struct indicator *i = project->indicators; i; i = i->next) {
        quantitative += is_quantitative(i);
        qualitative += !is_quantitative(i);
    }
    count_leaves(project->lines, &lines);
    unsigned tasks = count_tasks(project->lines);
    const char *in_tasks = h->language != LANGUAGE_ENGLISH ? "分属 %u 项任务"
                           : tasks == 1                    ? "in %u task"
                                                           : "in %u tasks";
    const struct field *period = object_get(project->fields, WORD_PROJECT_PERIOD);

    html_open_class(h, "dl", "figures");
    write_amount(h, funding_of_role(project->funding, role_is_year));
    write_amount(h, funding_of_role(project->funding, role_is_total));
    page_figure(h, html_word(h, "绩效指标", "Indicators"),
                arena_format(h->arena, "%u", quantitative + qualitative),
                mix_text(h, quantitative, qualitative));
    page_figure(h, html_word(h, "预算明细", "Budget lines"), arena_format(h->arena, "%u", lines),
                tasks ? arena_format(h->arena, in_tasks, tasks) : STR(""));
    if (period && period->values)
        page_figure(h, html_word(h, "项目期", "Period"),
                    value_text(h->arena, period->values, h->language), STR(""));
    html_close(h, "dl");
}

/* ---- charts --------------------------------------------------------------------------------- */

struct bars {
    struct arena *arena;
    struct chart_bar *list;
    size_t count, room;
};

static void bar_add(struct bars *bars, struct chart_bar bar)
{
    if (bars->count == bars->room) {
        bars->room = bars->room ? 2 * bars->room : 16;
        bars->list = arena_grow(bars->arena, bars->list, sizeof bar, bars->count, bars->room);
    }
    bars->list[bars->count++] = bar;
}

static void funding_bars(struct html *h, struct bars *bars, const struct funding *first,
                         unsigned depth)
{
    for (const struct funding *f = first; f; f = f->next) {
        struct chart_bar bar = {.label = bilingual_text(f->item->name, h->language),
                                .depth = depth};
        if (!f->span.source)
            continue;
        if (f->known) {
            bar.value = f->amount.amount;
            bar.text = quantity_text(h->arena, &f->amount, h->language);
        }
        bar_add(bars, bar);
        funding_bars(h, bars, f->children, depth + 1);
    }
}

static void write_funding_chart(struct html *h, const struct project *project)
{
    const struct funding *year = funding_of_role(project->funding, role_is_year);
    if (!year || !year->known)
        return;
    struct bars bars = {.arena = h->arena};
    struct str title = arena_format(h->arena, "%" STR_FORMAT "%s",
                                    STR_ARG(bilingual_text(year->item->name, h->language)),
                                    h->language == LANGUAGE_ENGLISH ? " by source" : "的来源");
    funding_bars(h, &bars, year->children, 0);
    if (bars.count > 0)
        chart_write(h, &(struct chart){title, html_word(h, "占比", "share"), bars.list, bars.count,
                                       year->amount.amount});
}

/* Largest first; equals stay in the author's order, which `text` cannot tell, so by address. */
static int bar_order(const void *a, const void *b)
{
    const struct line *const *left = a, *const *right = b;
    int order = rational_compare((*right)->amount.amount, (*left)->amount.amount);
    return order ? order
                 : ((*left)->span.start > (*right)->span.start) -
                       ((*left)->span.start < (*right)->span.start);
}

/* The bar of all tasks from number `from` on; no bar if their sum does not fit. */
static void rest_bar(struct html *h, struct bars *bars, const struct line **lines, size_t from,
                     size_t count)
{
    struct quantity sum = lines[from]->amount;
    bool fits = true;
    for (size_t i = from + 1; i < count; i++)
        fits &= rational_add(sum.amount, lines[i]->amount.amount, &sum.amount);
    sum.is_written = false;
    sum.numerator = sum.denominator = NULL;
    struct chart_bar bar = {.label = h->language == LANGUAGE_ENGLISH
                                         ? arena_format(h->arena, "%zu others", count - from)
                                         : arena_format(h->arena, "其余 %zu 项", count - from)};
    if (fits) {
        bar.value = sum.amount;
        bar.text = quantity_text(h->arena, &sum, h->language);
    }
    bar_add(bars, bar);
}

static void write_lines_chart(struct html *h, const struct project *project)
{
    size_t count = 0;
    for (const struct line *line = project->lines; line; line = line->next)
        count++;
    if (count == 0 || !project->lines_known) /* which each of them is then */
        return;
    const struct line **lines = ARENA_ARRAY(h->arena, const struct line *, count);
    size_t at = 0;
    for (const struct line *line = project->lines; line; line = line->next)
        lines[at++] = line;
    qsort(lines, count, sizeof(void *), bar_order);
    struct bars bars = {.arena = h->arena};
    size_t shown = count > TASKS_SHOWN ? TASKS_SHOWN - 1 : count;
    for (size_t i = 0; i < shown; i++) {
        const struct quantity *amount = &lines[i]->amount;
        bar_add(&bars, (struct chart_bar){.label = lines[i]->name,
                                          .text = quantity_text(h->arena, amount, h->language),
                                          .value = amount->amount});
    }
    if (shown < count)
        rest_bar(h, &bars, lines, shown, count);
    chart_write(h, &(struct chart){html_word(h, "预算构成", "What the money is for"),
                                   html_word(h, "占比", "share"), bars.list, bars.count,
                                   project->lines_total.amount});
}

static void write_indicator_chart(struct html *h, const struct project *project)
{
    struct bars bars = {.arena = h->arena};
    unsigned all = 0;
    const struct framework *framework = project->framework;
    for (const struct category *c = framework ? framework->categories : NULL; c; c = c->next) {
        unsigned quantitative = 0, qualitative = 0;
        for (const struct indicator *i = project->indicators; i; i = i->next)
            if (i->level_one == c) {
                quantitative += is_quantitative(i);
                qualitative += !is_quantitative(i);
            }
        unsigned count = quantitative + qualitative;
        all += count;
        bar_add(&bars, (struct chart_bar){
                           .label = bilingual_text(c->name, h->language),
                           .text = arena_format(
                               h->arena, h->language == LANGUAGE_ENGLISH ? "%u" : "%u 项", count),
                           .value = rational_whole(count)});
    }
    if (all > 0)
        chart_write(h, &(struct chart){html_word(h, "指标构成", "Indicators by group"),
                                       html_word(h, "占比", "share"), bars.list, bars.count,
                                       rational_whole(all)});
}

/* ---- what was rounded ----------------------------------------------------------------------- */

/* The exact value of a line's formula in the unit of its amount; empty if it has no such text. */
static struct str exact_text(struct html *h, const struct line *line)
{
    struct quantity exact = line->amount;
    if (!line->price)
        return STR("");
    exact.amount = line->price->amount;
    for (unsigned i = 0; i < line->quantity_count; i++)
        if (!rational_multiply(exact.amount, line->quantities[i].amount, &exact.amount))
            return STR("");
    exact.is_written = false;
    return quantity_text(h->arena, &exact, h->language);
}

static void rounded_rows(struct html *h, const struct line *lines, bool *any)
{
    for (const struct line *line = lines; line; line = line->next) {
        if (line->is_rounded && !*any) {
            html_open_class(h, "section", "rounded");
            html_open(h, "h3");
            html_say(h, "四舍五入", "What was rounded");
            html_close(h, "h3");
            html_open(h, "ul");
            *any = true;
        }
        if (line->is_rounded) {
            html_open(h, "li");
            html_element(h, "strong", NULL, line->name);
            html_text(h, STR(" "));
            if (line->formula.source)
                html_element(h, "code", NULL, span_text(line->formula));
            html_say(h, "：精确值 ", ": exactly ");
            html_text(h, exact_text(h, line));
            html_say(h, "，写作 ", ", written ");
            html_text(h, quantity_text(h->arena, &line->amount, h->language));
            html_close(h, "li");
        }
        rounded_rows(h, line->children, any);
    }
}

/* ---- values used by name --------------------------------------------------------------------- */

static void write_definitions(struct html *h, const struct project *project)
{
    struct positions positions = {.a = h->arena, .ambiguous = 1};
    if (!project->definitions)
        return;
    html_open_class(h, "section", "definitions");
    html_open(h, "h3");
    html_say(h, "用到的定义", "Defined values");
    html_close(h, "h3");
    html_open(h, "ul");
    for (const struct definition_use *use = project->definitions; use; use = use->next) {
        const struct definition *definition = use->definition;
        unsigned line =
            position_find_line(&positions, definition->span.source, definition->span.start);
        html_open(h, "li");
        html_element(h, "strong", NULL, bilingual_text(definition->name, h->language));
        html_text(h, STR(" = "));
        html_text(h, value_text(h->arena, &definition->value, h->language));
        html_text(h, STR(" "));
        html_element(h, "code", "quiet",
                     arena_format(h->arena, "%" STR_FORMAT ":%u",
                                  STR_ARG(definition->span.source->path), line));
        for (const struct field *basis = object_get(definition->fields, WORD_DEFINITION_BASIS);
             basis; basis = basis->next) {
            for (const struct value *value = basis->values; value; value = value->next) {
                html_text(h, STR(" "));
                html_text(h, value_text(h->arena, value, h->language));
            }
        }
        html_close(h, "li");
    }
    html_close(h, "ul");
    html_close(h, "section");
}

void overview_write(struct html *h, const struct form *form, const struct emit_input *input)
{
    const struct project *project = input->project;
    bool any = false;
    html_open_class(h, "section", "overview");
    html_attribute(h, "aria-labelledby", STR("overview"));
    html_open(h, "h2");
    html_attribute(h, "id", STR("overview"));
    html_say(h, "概览", "Overview");
    html_close(h, "h2");
    write_figures(h, project);
    html_open_class(h, "div", "charts");
    write_lines_chart(h, project);
    write_funding_chart(h, project);
    write_indicator_chart(h, project);
    html_close(h, "div");
    rounded_rows(h, project->lines, &any);
    if (any) {
        html_close(h, "ul");
        html_close(h, "section");
    }
    write_definitions(h, project);
    html_open_class(h, "section", "problems");
    html_open(h, "h3");
    html_say(h, "校验结果", "What was found");
    html_close(h, "h3");
    findings_write(h, form, input);
    html_close(h, "section");
    waivers_write(h, project->waivers, false);
    html_close(h, "section");
}
