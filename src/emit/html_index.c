/* html_index.c - the overview of a run: a table of projects, totals, charts. */
#include "emit/emit.h"
#include "emit/html_chart.h"
#include "emit/html_page.h"

#include <stdlib.h>

enum { GROUPS_SHOWN = 12 };

/* Amounts of one year: those of different years are never added. */
struct year_total {
    int year; /* 0: none is written */
    struct rational amount;
    size_t unknown; /* amounts that are not known */
    bool adds_up;   /* the sum holds */
};

struct totals {
    struct year_total *years; /* the earliest first; at least one */
    size_t year_count;
    size_t counted; /* projects that the sums are of: those with a report */
    unsigned errors, warnings, hints, drafts, failed, unread, indicators;
};

static bool is_known(const struct emit_summary *row)
{
    return row->year_amount.denominator != 0;
}

static int year_order(const void *a, const void *b)
{
    const struct year_total *left = a, *right = b;
    return (left->year > right->year) - (left->year < right->year);
}

/* The year's own total, made when it is met first. */
static struct year_total *total_of_year(struct totals *t, int year)
{
    for (size_t i = 0; i < t->year_count; i++)
        if (t->years[i].year == year)
            return &t->years[i];
    t->years[t->year_count] = (struct year_total){year, rational_whole(0), 0, true};
    return &t->years[t->year_count++];
}

static struct totals totals_of(struct arena *a, const struct emit_summary *rows, size_t count)
{
    struct totals t = {.years = ARENA_ARRAY(a, struct year_total, count + 1)};
    for (size_t i = 0; i < count; i++) {
        /* What was found in a file is in the row of each of its projects. */
        if (i == 0 || !str_equal(rows[i].path, rows[i - 1].path)) {
            t.errors += rows[i].errors;
            t.warnings += rows[i].warnings;
            t.hints += rows[i].hints;
        }
        t.drafts += rows[i].is_draft;
        t.failed += rows[i].is_failed && !rows[i].is_unread;
        t.unread += rows[i].is_unread;
        if (rows[i].is_failed)
            continue;
        struct year_total *year = total_of_year(&t, rows[i].year);
        t.counted++;
        year->unknown += !is_known(&rows[i]);
        year->adds_up = year->adds_up && is_known(&rows[i]) &&
                        rational_add(year->amount, rows[i].year_amount, &year->amount);
        t.indicators += rows[i].indicators;
    }
    if (t.counted == 0) /* the sum of nothing would look like an amount */
        total_of_year(&t, 0)->adds_up = t.failed + t.unread == 0;
    qsort(t.years, t.year_count, sizeof *t.years, year_order);
    return t;
}

/* “2022 年”, if there are several. */
static struct str year_words(struct html *h, const struct totals *t, int year)
{
    if (t->year_count < 2)
        return STR("");
    if (year == 0)
        return html_word(h, "未写年度的", "without a year: ");
    return arena_format(h->arena, h->language == LANGUAGE_ENGLISH ? "%d: " : "%d 年", year);
}

static struct str with_year(struct html *h, const struct totals *t, int year, struct str words)
{
    const struct str parts[] = {year_words(h, t, year), words};
    return arena_join(h->arena, parts, 2);
}

/* Amounts of a run are shown in 万元, exactly. */
static struct str amount_text(struct html *h, struct rational yuan)
{
    char buffer[DECIMAL_TEXT_SIZE];
    struct rational shown;
    if (!rational_divide(yuan, rational_whole(10000), &shown))
        return STR("");
    return arena_format(h->arena, "%" STR_FORMAT " %s", STR_ARG(rational_print(shown, 2, buffer)),
                        h->language == LANGUAGE_ENGLISH ? "× 10 000 yuan" : "万元");
}

/*
 * A path as the address of a file beside this page: nothing of it is ever read as a scheme, a host, a
 * query or markup.
 */
static struct str address_of(struct html *h, struct str path)
{
    static const char digits[] = "0123456789ABCDEF";
    char *text = arena_alloc(h->arena, 3 * path.len + 3), *end = text;
    *end++ = '.';
    *end++ = '/';
    for (size_t i = 0; i < path.len; i++) {
        unsigned char byte = (unsigned char)path.ptr[i];
        bool is_plain = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
                        (byte >= 'a' && byte <= 'z') || memchr("-._~/", byte, 5);
        if (is_plain) {
            *end++ = (char)byte;
            continue;
        }
        *end++ = '%';
        *end++ = digits[byte >> 4];
        *end++ = digits[byte & 15];
    }
    return (struct str){text, (size_t)(end - text)};
}

/* ---- figures and charts --------------------------------------------------------------------- */

/* Two remarks as one; either may be empty. */
static struct str both_notes(struct html *h, struct str one, struct str other)
{
    const struct str parts[] = {one, html_word(h, "，", ", "), other};
    return one.len == 0 ? other : other.len == 0 ? one : arena_join(h->arena, parts, 3);
}

static struct str count_note(struct html *h, unsigned count, const char *format)
{
    return count ? arena_format(h->arena, "%u %s", count, format) : STR("");
}

/* Which projects the sums leave out; empty if none. */
static struct str left_out_note(const struct html *h, const struct totals *t)
{
    if (t->failed + t->unread == 0)
        return STR("");
    return t->drafts ? html_word(h, "合计只含写出了报告的", "only those with a report are added")
                     : html_word(h, "合计只含通过的", "only those that passed are added");
}

static void write_year(struct html *h, const struct totals *t, const struct year_total *year)
{
    bool english = h->language == LANGUAGE_ENGLISH;
    struct str unknown = STR("");
    if (year->unknown)
        unknown = arena_format(
            h->arena, english ? "amounts unknown, not added: %zu" : "%zu 个项目金额未知，不合计",
            year->unknown);
    page_figure(h,
                with_year(h, t, year->year,
                          html_word(h, t->year_count > 1 ? "金额合计" : "当年金额合计",
                                    "Total of the year's amounts")),
                year->adds_up ? amount_text(h, year->amount) : STR(""),
                both_notes(h, unknown, left_out_note(h, t)));
}

static void write_figures(struct html *h, const struct totals *t, size_t count)
{
    bool english = h->language == LANGUAGE_ENGLISH;
    struct str failed =
        count_note(h, t->drafts + t->failed, english ? "not validated" : "个未通过校验");
    struct str unread = count_note(h, t->unread, english ? "unreadable" : "个文件读不出项目");
    html_open_class(h, "dl", "figures");
    page_figure(h, html_word(h, "项目", "Projects"),
                arena_format(h->arena, "%zu", count - t->unread), both_notes(h, failed, unread));
    for (size_t i = 0; i < t->year_count; i++)
        write_year(h, t, &t->years[i]);
    page_figure(h, html_word(h, "绩效指标", "Indicators"),
                arena_format(h->arena, "%u", t->indicators), STR(""));
    page_figure(h, html_word(h, "错误", "Errors"), arena_format(h->arena, "%u", t->errors),
                STR(""));
    page_figure(h, html_word(h, "警告", "Warnings"), arena_format(h->arena, "%u", t->warnings),
                STR(""));
    html_close(h, "dl");
}

/* Projects that have a text in common, with the sum of their known amounts. */
struct group {
    struct str name;
    struct rational amount;
    size_t first, unknown;
};

static int group_order(const void *a, const void *b)
{
    const struct group *left = a, *right = b;
    int order = rational_compare(right->amount, left->amount);
    return order ? order : (left->first > right->first) - (left->first < right->first);
}

static struct str group_text(struct html *h, const struct group *group)
{
    struct str amount = amount_text(h, group->amount);
    if (!group->unknown)
        return amount;
    return arena_format(h->arena,
                        h->language == LANGUAGE_ENGLISH ? "%" STR_FORMAT " + %zu unknown"
                                                        : "%" STR_FORMAT "，另 %zu 个未知",
                        STR_ARG(amount), group->unknown);
}

/* A chart of a year's amounts by one of the texts of a row; nothing if all have the same. */
static void write_groups(struct html *h, struct str title, const struct emit_summary *rows,
                         size_t count, size_t offset, const struct year_total *year)
{
    /* No share can be told of a sum that is not known. */
    struct rational whole = year->adds_up ? year->amount : (struct rational){0};
    struct map seen = {0};
    struct group *groups = ARENA_ARRAY(h->arena, struct group, count);
    size_t group_count = 0;
    for (size_t i = 0; i < count; i++) {
        struct str name;
        if (rows[i].is_failed || rows[i].year != year->year)
            continue;
        memcpy(&name, (const char *)&rows[i] + offset, sizeof name);
        if (name.len == 0)
            name = html_word(h, "（未填）", "(none)");
        const struct group *found = map_get(&seen, name);
        struct group *group = found ? &groups[found - groups] : &groups[group_count++];
        if (!found) {
            *group = (struct group){.name = name, .amount = rational_whole(0), .first = i};
            map_put(&seen, h->arena, name, group);
        }
        if (!is_known(&rows[i]) ||
            !rational_add(group->amount, rows[i].year_amount, &group->amount))
            group->unknown++;
    }
    if (group_count < 2)
        return;
    qsort(groups, group_count, sizeof *groups, group_order);
    size_t shown = group_count < GROUPS_SHOWN ? group_count : GROUPS_SHOWN;
    struct chart_bar *bars = ARENA_ARRAY(h->arena, struct chart_bar, shown);
    for (size_t i = 0; i < shown; i++)
        bars[i] = (struct chart_bar){
            .label = groups[i].name, .value = groups[i].amount, .text = group_text(h, &groups[i])};
    chart_write(h, &(struct chart){title, html_word(h, "占比", "share"), bars, shown, whole});
}

/* Of several years, the charts show the last. */
static void write_charts(struct html *h, const struct emit_summary *rows, size_t count,
                         const struct totals *t)
{
    const struct {
        struct str title;
        size_t offset;
    } groups[] = {
        {html_word(h, "按单位", "By unit"), offsetof(struct emit_summary, unit_name)},
        {html_word(h, "按类别", "By category"), offsetof(struct emit_summary, category)},
        {html_word(h, "按体系", "By framework"), offsetof(struct emit_summary, framework)},
    };
    const struct year_total *last = &t->years[t->year_count - 1];
    html_open_class(h, "div", "charts");
    for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++)
        write_groups(h, with_year(h, t, last->year, groups[i].title), rows, count, groups[i].offset,
                     last);
    html_close(h, "div");
}

/* ---- the table ------------------------------------------------------------------------------ */

static void write_heads(struct html *h)
{
    static const struct page_head heads[] = {
        {"项目", "Project", NULL},        {"单位", "Unit", NULL},
        {"年度", "Year", NULL},           {"类别", "Category", NULL},
        {"当年金额", "Amount", "number"}, {"指标", "Indicators", "number"},
        {"明细", "Lines", "number"},      {"校验", "Validation", NULL},
    };
    page_heads(h, heads, sizeof heads / sizeof heads[0]);
}

/* A cell with a number of the project, if there is one. */
static void write_count(struct html *h, const struct emit_summary *row, unsigned count)
{
    html_element(h, "td", "number", row->is_unread ? STR("") : arena_format(h->arena, "%u", count));
}

static void write_state(struct html *h, const struct emit_summary *row)
{
    struct str counts = page_counts(h, row->errors, row->warnings, row->hints, row->waivers);
    html_open(h, "td");
    html_attribute(h, "data-sort",
                   arena_format(h->arena, "%u", row->errors * 1000000 + row->warnings));
    html_open_class(h, "span",
                    row->errors     ? "tag error"
                    : row->warnings ? "tag warning"
                                    : "tag passed");
    if (row->is_failed)
        html_say(h, "未通过", "failed");
    else if (row->is_draft)
        html_say(h, "草稿", "draft");
    else
        html_say(h, "通过", "passed");
    html_close(h, "span");
    if (counts.len) {
        html_text(h, STR(" "));
        html_element(h, "span", "quiet", counts);
    }
    html_close(h, "td");
}

/* The project's name, which leads to its report; without one, the spec's path tells it. */
static void write_name(struct html *h, const struct emit_summary *row)
{
    html_open(h, "th");
    html_attribute(h, "scope", STR("row"));
    if (!row->is_failed) {
        html_open(h, "a");
        html_attribute(h, "href", address_of(h, row->file));
        html_text(h, page_name(h, row->name));
        html_close(h, "a");
    } else if (!row->is_unread) {
        html_text(h, page_name(h, row->name));
        html_text(h, STR(" "));
    }
    if (row->is_failed)
        html_element(h, "code", "quiet", row->path);
    html_close(h, "th");
}

static void write_row(struct html *h, const struct emit_summary *row)
{
    html_open(h, "tr");
    write_name(h, row);
    html_element(h, "td", NULL, row->unit_name);
    html_element(h, "td", "short", row->year ? arena_format(h->arena, "%d", row->year) : STR(""));
    html_element(h, "td", NULL, row->category);
    html_open_class(h, "td", "number");
    html_attribute(h, "data-sort", row->yuan);
    if (row->amount.len && row->yuan.len) {
        html_open(h, "data");
        html_attribute(h, "value", row->yuan);
        html_text(h, row->amount);
        html_close(h, "data");
    } else {
        html_text(h, row->amount);
    }
    html_close(h, "td");
    write_count(h, row, row->indicators);
    write_count(h, row, row->lines);
    write_state(h, row);
    html_close(h, "tr");
}

static void write_total(struct html *h, const struct totals *t)
{
    struct str left_out = left_out_note(h, t);
    html_open(h, "tfoot");
    for (size_t i = 0; i < t->year_count; i++) {
        const struct year_total *year = &t->years[i];
        html_open(h, "tr");
        html_open(h, "th");
        html_attribute(h, "scope", STR("row"));
        html_attribute_number(h, "colspan", 4);
        html_text(h, with_year(h, t, year->year, html_word(h, "合计", "Total")));
        if (left_out.len && i + 1 == t->year_count) {
            html_text(h, STR(" "));
            html_element(h, "span", "note", left_out);
        }
        html_close(h, "th");
        html_element(h, "td", "number", year->adds_up ? amount_text(h, year->amount) : STR("—"));
        html_open(h, "td");
        html_attribute_number(h, "colspan", 3);
        html_close(h, "td");
        html_close(h, "tr");
    }
    html_close(h, "tfoot");
}

/* Hidden until the script finds it: without one there is nothing to type into. */
static void write_search(struct html *h, size_t count)
{
    html_open_class(h, "div", "search");
    html_attribute(h, "id", STR("search"));
    html_attribute(h, "role", STR("search"));
    html_flag(h, "hidden");
    html_open(h, "label");
    html_attribute(h, "for", STR("words"));
    html_say(h, "查找", "Find");
    html_close(h, "label");
    html_open(h, "input");
    html_attribute(h, "id", STR("words"));
    html_attribute(h, "type", STR("search"));
    html_open_class(h, "output", "quiet");
    html_attribute(h, "id", STR("found"));
    html_attribute(h, "for", STR("words"));
    html_text(h, arena_format(h->arena, "%zu / %zu", count, count));
    html_close(h, "output");
    html_close(h, "div");
}

static void write_table(struct html *h, const struct emit_summary *rows, size_t count,
                        const struct totals *t)
{
    struct str title = html_word(h, "项目清单", "Projects");
    html_open_class(h, "section", "panel");
    html_attribute(h, "aria-labelledby", STR("list"));
    html_open(h, "h2");
    html_attribute(h, "id", STR("list"));
    html_text(h, title);
    html_close(h, "h2");
    write_search(h, count);
    html_open_class(h, "div", "list");
    html_attribute(h, "role", STR("group"));
    html_attribute(h, "aria-label", title);
    html_attribute_number(h, "tabindex", 0);
    html_open(h, "table");
    html_attribute(h, "id", STR("projects"));
    write_heads(h);
    html_open(h, "tbody");
    for (size_t i = 0; i < count; i++)
        write_row(h, &rows[i]);
    html_close(h, "tbody");
    write_total(h, t);
    html_close(h, "table");
    html_close(h, "div");
    html_close(h, "section");
}

/* The portfolios of the run, each with the way to its page. */
static void write_portfolios(struct html *h, const struct emit_summary *rows, size_t count)
{
    if (count == 0)
        return;
    html_open_class(h, "section", "panel");
    html_attribute(h, "aria-labelledby", STR("portfolios"));
    html_open(h, "h2");
    html_attribute(h, "id", STR("portfolios"));
    html_say(h, "汇总", "Portfolios");
    html_close(h, "h2");
    html_open(h, "ul");
    for (size_t i = 0; i < count; i++) {
        const struct emit_summary *row = &rows[i];
        html_open(h, "li");
        html_open(h, "a");
        html_attribute(h, "href", address_of(h, row->file));
        html_text(h, page_name(h, row->name));
        html_close(h, "a");
        if (row->year)
            html_text(h, arena_format(h->arena, " %d", row->year));
        html_text(h, html_word(h, "：合计 ", ": total "));
        html_text(h, row->amount);
        html_text(h, html_word(h, "，项目 ", ", projects "));
        html_text(h, arena_format(h->arena, "%u", row->indicators));
        if (row->category.len) {
            html_text(h, html_word(h, "，控制数 ", ", ceiling "));
            html_text(h, row->category);
        }
        html_text(h, STR(" "));
        html_open_class(h, "span",
                        row->errors     ? "tag error"
                        : row->warnings ? "tag warning"
                                        : "tag passed");
        html_text(h,
                  row->errors ? html_word(h, "未通过", "failed") : html_word(h, "通过", "passed"));
        html_close(h, "span");
        html_close(h, "li");
    }
    html_close(h, "ul");
    html_close(h, "section");
}

bool emit_index(FILE *out, const struct emit_index_input *input, struct arena *scratch)
{
    struct html h = {.sink = {.out = out}, .arena = scratch, .language = input->language};
    const struct emit_summary *rows = input->rows;
    size_t count = input->count;
    struct totals t = totals_of(h.arena, rows, count);
    struct page page = {.title = html_word(&h, "绩效目标申报总览", "Overview of declarations"),
                        .class = "index",
                        .script = "index.js"};
    page_open(&h, &page);
    html_open_class(&h, "header", "top");
    html_open_class(&h, "p", "kicker");
    html_say(&h, "财政项目支出绩效目标", "Performance targets of budget projects");
    html_close(&h, "p");
    html_element(&h, "h1", NULL, page.title);
    html_close(&h, "header");
    html_open(&h, "main");
    html_open_class(&h, "section", "overview");
    html_attribute(&h, "aria-labelledby", STR("overview"));
    html_open(&h, "h2");
    html_attribute(&h, "id", STR("overview"));
    html_say(&h, "概览", "Overview");
    html_close(&h, "h2");
    write_figures(&h, &t, count);
    write_charts(&h, rows, count, &t);
    html_close(&h, "section");
    write_portfolios(&h, input->portfolios, input->portfolio_count);
    write_table(&h, rows, count, &t);
    html_close(&h, "main");
    page_close(&h, &page);
    return true;
}
