/* html_portfolio.c - the page of a portfolio: what it comes to, by what, and of which projects. */
#include "emit/html_portfolio.h"

#include "emit/html_chart.h"
#include "emit/html_findings.h"
#include "emit/html_waivers.h"
#include "emit/html_page.h"
#include "emit/position.h"

#include <stdlib.h>

enum { GROUPS_SHOWN = 12 };

static struct str sum_text(struct html *h, const struct portfolio *portfolio, struct rational sum)
{
    struct quantity quantity = portfolio_quantity(portfolio, sum);
    return quantity_text(h->arena, &quantity, h->language);
}

static struct str count_text(struct html *h, size_t count)
{
    return arena_format(h->arena, "%zu", count);
}

/* ---- head ----------------------------------------------------------------------------------- */

static void write_head(struct html *h, const struct emit_input *input)
{
    const struct portfolio *portfolio = input->portfolio;
    const struct diags *diags = input->diags;
    struct str counts = page_counts(h, diags->errors, diags->warnings, diags->hints, 0);
    html_open_class(h, "header", "top");
    html_open_class(h, "p", "kicker");
    html_say(h, "项目汇总", "Portfolio of projects");
    if (portfolio->year)
        html_text(h,
                  arena_format(h->arena, h->language == LANGUAGE_ENGLISH ? " · %d" : " · %d 年度",
                               portfolio->year));
    html_close(h, "p");
    html_element(h, "h1", NULL, page_name(h, portfolio->name));
    page_verdict_open(h, diags->errors, diags->warnings, counts);
    page_elsewhere_write(h, input->elsewhere);
    html_close(h, "p");
    html_open_class(h, "p", "quiet");
    html_say(h, "来源：", "Source: ");
    html_element(h, "code", NULL, portfolio->source->path);
    html_close(h, "p");
    html_close(h, "header");
}

/* ---- figures -------------------------------------------------------------------------------- */

static struct str note_of(struct html *h, size_t count, const char *chinese, const char *english)
{
    if (count == 0)
        return STR("");
    return arena_format(h->arena, "%zu %s", count,
                        h->language == LANGUAGE_ENGLISH ? english : chinese);
}

static void write_ceiling(struct html *h, const struct portfolio *portfolio)
{
    struct rational left;
    if (!portfolio->has_ceiling)
        return;
    page_figure(h, html_word(h, "控制数", "Ceiling"),
                quantity_text(h->arena, &portfolio->ceiling, h->language), STR(""));
    if (!portfolio->adds_up ||
        !rational_subtract(portfolio->ceiling.amount, portfolio->total, &left))
        return;
    bool is_over = left.numerator < 0;
    page_figure(h, is_over ? html_word(h, "超出", "Over") : html_word(h, "剩余", "Remaining"),
                sum_text(h, portfolio, is_over ? rational_negate(left) : left),
                portfolio->unknown ? html_word(h, "未计金额未知的项目", "without unknown amounts")
                                   : STR(""));
}

static void write_figures(struct html *h, const struct portfolio *portfolio)
{
    html_open_class(h, "dl", "figures");
    page_figure(
        h, html_word(h, "项目", "Projects"), count_text(h, portfolio->count),
        note_of(h, portfolio->other_years, "个其他年度的没有计入", "of other years left out"));
    page_figure(h, html_word(h, "当年金额合计", "Total of the year's amounts"),
                portfolio->adds_up ? sum_text(h, portfolio, portfolio->total) : STR(""),
                note_of(h, portfolio->unknown, "个项目金额未知", "amounts unknown"));
    write_ceiling(h, portfolio);
    page_figure(h, html_word(h, "文件", "Files"), count_text(h, portfolio->file_count),
                note_of(h, portfolio->failed, "个有错误或读不出", "with errors or unreadable"));
    html_close(h, "dl");
}

/* ---- charts --------------------------------------------------------------------------------- */

/* Largest first; equal ones in the order in which they are met, which their places tell. */
static int group_order(const void *a, const void *b)
{
    const struct portfolio_group *const *left = a, *const *right = b;
    int order = rational_compare((*right)->amount, (*left)->amount);
    return order ? order : (*left > *right) - (*left < *right);
}

static void write_groups(struct html *h, struct str title, const struct portfolio *portfolio,
                         const struct portfolio_groups *groups)
{
    if (groups->count < 2)
        return;
    const struct portfolio_group **sorted =
        ARENA_ARRAY(h->arena, const struct portfolio_group *, groups->count);
    for (size_t i = 0; i < groups->count; i++)
        sorted[i] = &groups->items[i];
    qsort(sorted, groups->count, sizeof *sorted, group_order);
    size_t shown = groups->count < GROUPS_SHOWN ? groups->count : GROUPS_SHOWN;
    struct chart_bar *bars = ARENA_ARRAY(h->arena, struct chart_bar, shown);
    for (size_t i = 0; i < shown; i++) {
        struct str name = bilingual_text(sorted[i]->name, h->language);
        bars[i] = (struct chart_bar){
            .label = name.len ? name : html_word(h, "（未填）", "(none)"),
            .value = sorted[i]->amount,
            .text = sum_text(h, portfolio, sorted[i]->amount),
        };
    }
    struct rational whole = portfolio->adds_up ? portfolio->total : (struct rational){0};
    chart_write(h, &(struct chart){title, html_word(h, "占比", "share"), bars, shown, whole});
}

static void write_charts(struct html *h, const struct portfolio *portfolio)
{
    static const struct {
        enum portfolio_grouping grouping;
        const char *chinese, *english;
    } charts[] = {
        {PORTFOLIO_BY_UNIT, "按填报单位", "By reporting unit"},
        {PORTFOLIO_BY_DEPARTMENT, "按主管部门", "By department"},
        {PORTFOLIO_BY_CATEGORY, "按类别", "By category"},
        {PORTFOLIO_BY_ATTRIBUTE, "按项目属性", "By attribute"},
        {PORTFOLIO_BY_ROLE, "按资金来源", "By the role of the money"},
    };
    html_open_class(h, "div", "charts");
    for (size_t i = 0; i < sizeof charts / sizeof charts[0]; i++)
        write_groups(h, html_word(h, charts[i].chinese, charts[i].english), portfolio,
                     &portfolio->groups[charts[i].grouping]);
    html_close(h, "div");
}

/* ---- what was found, and the projects --------------------------------------------------------- */

static void write_findings(struct html *h, const struct diags *diags)
{
    struct positions positions = {.a = h->arena, .ambiguous = 1};
    html_open_class(h, "section", "problems");
    html_open(h, "h3");
    html_say(h, "校验结果", "What was found");
    html_close(h, "h3");
    if (!diags->first) {
        html_open_class(h, "p", "quiet");
        html_say(h, "没有发现问题。", "Nothing was found.");
        html_close(h, "p");
    } else {
        html_open_class(h, "ol", "findings");
    }
    for (const struct diag *diag = diags->first; diag; diag = diag->next) {
        html_open_class(h, "li", finding_class(diag->severity));
        html_open(h, "p");
        html_element(h, "strong", "badge", finding_word(h, diag->severity));
        html_text(h, STR(" "));
        html_element(h, "code", NULL, diag_code_text(diag));
        html_text(h, STR(" "));
        html_text(h, diag_message(h->arena, diag, h->language));
        html_close(h, "p");
        if (diag->labels || diag->notes)
            html_open_class(h, "ul", "notes");
        for (const struct diag_remark *label = diag->labels; label; label = label->next) {
            unsigned line = position_find_line(&positions, label->span.source, label->span.start);
            html_open(h, "li");
            html_element(h, "code", NULL,
                         arena_format(h->arena, "%" STR_FORMAT ":%u",
                                      STR_ARG(label->span.source->path), line));
            html_text(h, STR(" "));
            html_text(h, diag_remark_text(h->arena, label, h->language));
            html_close(h, "li");
        }
        for (const struct diag_remark *note = diag->notes; note; note = note->next)
            html_element(h, "li", NULL, diag_remark_text(h->arena, note, h->language));
        if (diag->labels || diag->notes)
            html_close(h, "ul");
        html_close(h, "li");
    }
    if (diags->first)
        html_close(h, "ol");
    html_close(h, "section");
}

static struct str field_text(struct html *h, const struct project *project, enum word_id word)
{
    const struct field *field = object_get(project->fields, word);
    return field && field->values ? value_text(h->arena, field->values, h->language) : STR("");
}

static void write_heads(struct html *h)
{
    static const struct page_head heads[] = {
        {"项目", "Project", NULL},   {"填报单位", "Reporting unit", NULL},
        {"类别", "Category", NULL},  {"当年金额", "Amount", "number"},
        {"占比", "Share", "number"}, {"文件", "File", NULL},
    };
    page_heads(h, heads, sizeof heads / sizeof heads[0]);
}

static void write_project(struct html *h, const struct portfolio *portfolio,
                          const struct portfolio_project *entry)
{
    const struct project *project = entry->project;
    struct str amount = STR(""), share = STR("");
    if (entry->known) {
        amount = sum_text(h, portfolio, entry->year_funding->amount.amount);
        if (portfolio->adds_up)
            share = chart_share(h->arena, entry->year_funding->amount.amount, portfolio->total);
    }
    html_open(h, "tr");
    html_open(h, "th");
    html_attribute(h, "scope", STR("row"));
    html_text(h, page_name(h, project->name));
    html_close(h, "th");
    html_element(h, "td", NULL, field_text(h, project, WORD_PROJECT_REPORTING_UNIT));
    html_element(h, "td", NULL, field_text(h, project, WORD_PROJECT_CATEGORY));
    html_element(h, "td", "number", amount);
    html_element(h, "td", "number", share);
    html_open(h, "td");
    html_element(h, "code", "quiet", entry->file->path);
    html_close(h, "td");
    html_close(h, "tr");
}

static void write_projects(struct html *h, const struct portfolio *portfolio)
{
    html_open_class(h, "section", "panel");
    html_attribute(h, "aria-labelledby", STR("list"));
    html_open(h, "h2");
    html_attribute(h, "id", STR("list"));
    html_say(h, "项目清单", "Projects");
    html_close(h, "h2");
    html_open_class(h, "div", "list");
    html_attribute(h, "role", STR("group"));
    html_attribute(h, "aria-labelledby", STR("list"));
    html_attribute_number(h, "tabindex", 0);
    html_open(h, "table");
    write_heads(h);
    html_open(h, "tbody");
    for (size_t i = 0; i < portfolio->count; i++)
        write_project(h, portfolio, &portfolio->projects[i]);
    html_close(h, "tbody");
    html_close(h, "table");
    html_close(h, "div");
    html_close(h, "section");
}

bool portfolio_html_write(FILE *out, const struct emit_input *input)
{
    struct html h = {.sink = {.out = out}, .arena = input->scratch, .language = input->language};
    const struct portfolio *portfolio = input->portfolio;
    struct page page = {.title = page_name(&h, portfolio->name), .class = "index"};
    page_open(&h, &page);
    write_head(&h, input);
    html_open(&h, "main");
    html_open_class(&h, "section", "overview");
    html_attribute(&h, "aria-labelledby", STR("overview"));
    html_open(&h, "h2");
    html_attribute(&h, "id", STR("overview"));
    html_say(&h, "概览", "Overview");
    html_close(&h, "h2");
    write_figures(&h, portfolio);
    write_charts(&h, portfolio);
    write_findings(&h, input->diags);
    waivers_write(&h, portfolio->waivers, false);
    html_close(&h, "section");
    write_projects(&h, portfolio);
    html_close(&h, "main");
    page_close(&h, &page);
    return true;
}
