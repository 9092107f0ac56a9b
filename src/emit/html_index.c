/* html_index.c - the overview of a run: a table of projects, totals, charts. */
#include "emit/emit.h"
#include "emit/html_chart.h"
#include "emit/html_page.h"

#include <stdlib.h>

enum { GROUPS_SHOWN = 12 };

struct totals {
    struct rational amount;
    size_t unknown; /* amounts that are not known */
    bool adds_up;   /* the sum holds */
    size_t counted; /* projects that the sums are of: those with a report */
    unsigned errors, warnings, hints, drafts, failed, unread, indicators;
};

static bool is_known(const struct emit_summary *row)
{
    return row->year_amount.denominator != 0;
}

static struct totals totals_of(const struct emit_summary *rows, size_t count)
{
    struct totals t = {.amount = rational_whole(0), .adds_up = true};
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
        t.counted++;
        t.unknown += !is_known(&rows[i]);
        t.adds_up = t.adds_up && is_known(&rows[i]) &&
                    rational_add(t.amount, rows[i].year_amount, &t.amount);
        t.indicators += rows[i].indicators;
    }
    /* The sum of nothing would look like an amount. */
    t.adds_up = t.adds_up && (t.counted > 0 || t.failed + t.unread == 0);
    return t;
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
                        (byte >= 'a' && byte <= 'z') || (byte && strchr("-._~/", byte));
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

static void write_figures(struct html *h, const struct totals *t, size_t count)
{
    bool english = h->language == LANGUAGE_ENGLISH;
    struct str failed =
        count_note(h, t->drafts + t->failed, english ? "not validated" : "个未通过校验");
    struct str unread = count_note(h, t->unread, english ? "unreadable" : "个文件读不出项目");
    struct str unknown = STR("");
    if (t->unknown)
        unknown = arena_format(
            h->arena, english ? "%zu amounts unknown: not added" : "%zu 个项目金额未知，不合计",
            t->unknown);
    html_open_class(h, "dl", "figures");
    page_figure(h, html_word(h, "项目", "Projects"),
                arena_format(h->arena, "%zu", count - t->unread), both_notes(h, failed, unread));
    page_figure(h, html_word(h, "当年金额合计", "Total of the year's amounts"),
                t->adds_up ? amount_text(h, t->amount) : STR(""),
                both_notes(h, unknown, left_out_note(h, t)));
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
    size_t first, count, unknown;
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

/* A chart of the amounts by one of the texts of a row; nothing if all have the same. */
static void write_groups(struct html *h, struct str title, const struct emit_summary *rows,
                         size_t count, size_t offset, struct rational whole)
{
    struct map seen = {0};
    struct group *groups = ARENA_ARRAY(h->arena, struct group, count);
    size_t group_count = 0;
    for (size_t i = 0; i < count; i++) {
        struct str name;
        if (rows[i].is_failed)
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
        group->count++;
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

static void write_charts(struct html *h, const struct emit_summary *rows, size_t count,
                         const struct totals *t)
{
    /* No share can be told of a sum that is not known. */
    struct rational whole = t->adds_up ? t->amount : (struct rational){0};
    html_open_class(h, "div", "charts");
    write_groups(h, html_word(h, "按单位", "By unit"), rows, count,
                 offsetof(struct emit_summary, unit_name), whole);
    write_groups(h, html_word(h, "按类别", "By category"), rows, count,
                 offsetof(struct emit_summary, category), whole);
    write_groups(h, html_word(h, "按体系", "By framework"), rows, count,
                 offsetof(struct emit_summary, framework), whole);
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
                    row->errors || row->is_draft ? "tag error"
                    : row->warnings              ? "tag warning"
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
    html_open(h, "tr");
    html_open(h, "th");
    html_attribute(h, "scope", STR("row"));
    html_attribute_number(h, "colspan", 4);
    html_say(h, "合计", "Total");
    if (left_out.len) {
        html_text(h, STR(" "));
        html_element(h, "span", "note", left_out);
    }
    html_close(h, "th");
    html_element(h, "td", "number", t->adds_up ? amount_text(h, t->amount) : STR("—"));
    html_open(h, "td");
    html_attribute_number(h, "colspan", 3);
    html_close(h, "td");
    html_close(h, "tr");
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
    struct totals t = totals_of(rows, count);
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
