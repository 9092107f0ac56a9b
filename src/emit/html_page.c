/* html_page.c - head, policy and the parts that both kinds of pages have. */
#include "emit/html_page.h"

#include "base/utf8.h"
#include "emit/assets.h"

#include <assert.h>

enum { FIGURE_WIDTH = 13 /* columns of a terminal: a longer figure is set smaller */ };

/* A style sheet or script, and what a policy names it by. */
struct asset {
    struct str text, hash;
};

static struct asset asset(const char *path)
{
    const struct stdlib_file *file = asset_files, *hash = asset_hashes;
    while (file->path && strcmp(file->path, path) != 0)
        file++, hash++;
    assert(file->path && "the asset is embedded");
    return (struct asset){{file->text, file->length}, {hash->text, hash->length}};
}

/* Stands first in the head: it holds for what follows it only. */
static void write_policy(struct html *h, struct str style, const char *script)
{
    const struct str words[] = {
        STR("default-src 'none'; style-src 'sha256-"),
        style,
        script ? STR("'; script-src 'sha256-") : STR("'; script-src 'none"),
        script ? asset(script).hash : STR(""),
        STR("'; base-uri 'none'; form-action 'none'"),
    };
    html_open(h, "meta");
    html_attribute(h, "http-equiv", STR("Content-Security-Policy"));
    html_attribute(h, "content", arena_join(h->arena, words, sizeof words / sizeof words[0]));
}

static void write_meta(struct html *h, const char *name, const char *content)
{
    html_open(h, "meta");
    html_attribute(h, "name", str_of(name));
    html_attribute(h, "content", str_of(content));
}

void page_open(struct html *h, const struct page *page)
{
    const struct asset style = asset("report.css");
    html_asset(h, STR("<!DOCTYPE html>\n"));
    html_open(h, "html");
    html_attribute(h, "lang", html_word(h, "zh-CN", "en"));
    html_open(h, "head");
    html_open(h, "meta");
    html_attribute(h, "charset", STR("utf-8"));
    write_policy(h, style.hash, page->script);
    write_meta(h, "viewport", "width=device-width, initial-scale=1");
    write_meta(h, "color-scheme", "light dark");
    html_element(h, "title", NULL, page->title);
    html_open(h, "style");
    html_asset(h, style.text);
    html_close(h, "style");
    html_close(h, "head");
    html_open_class(h, "body", page->class);
}

void page_close(struct html *h, const struct page *page)
{
    if (page->script) {
        html_open(h, "script");
        html_asset(h, asset(page->script).text);
        html_close(h, "script");
    }
    html_close(h, "body");
    html_close(h, "html");
    html_asset(h, STR("\n"));
    sink_flush(&h->sink);
}

struct str page_name(const struct html *h, struct str name)
{
    for (size_t i = 0; i < name.len; i++)
        if (name.ptr[i] != ' ' && name.ptr[i] != '\t' && name.ptr[i] != '\n')
            return name;
    return html_word(h, "（没有名称的项目）", "(a project without a name)");
}

struct str page_counts(const struct html *h, unsigned errors, unsigned warnings, unsigned hints,
                       unsigned waivers)
{
    const struct {
        unsigned count;
        const char *chinese, *one, *many;
    } rows[] = {
        {errors, "个错误", "error", "errors"},
        {warnings, "个警告", "warning", "warnings"},
        {hints, "条提示", "hint", "hints"},
        {waivers, "项豁免", "waiver", "waivers"},
    };
    bool english = h->language == LANGUAGE_ENGLISH;
    struct str text = STR("");
    for (unsigned i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *word = !english             ? rows[i].chinese
                           : rows[i].count == 1 ? rows[i].one
                                                : rows[i].many;
        if (rows[i].count > 0)
            text = arena_format(h->arena, "%" STR_FORMAT "%s%u %s", STR_ARG(text),
                                text.len == 0 ? ""
                                : english     ? ", "
                                              : "，",
                                rows[i].count, word);
    }
    return text;
}

void page_heads(struct html *h, const struct page_head *heads, size_t count)
{
    html_open(h, "thead");
    html_open(h, "tr");
    for (size_t i = 0; i < count; i++) {
        html_open(h, "th");
        html_attribute(h, "scope", STR("col"));
        if (heads[i].class)
            html_attribute(h, "class", str_of(heads[i].class));
        html_say(h, heads[i].chinese, heads[i].english);
        html_close(h, "th");
    }
    html_close(h, "tr");
    html_close(h, "thead");
}

void page_verdict_open(struct html *h, unsigned errors, unsigned warnings, struct str counts)
{
    html_open_class(h, "p",
                    errors     ? "verdict error"
                    : warnings ? "verdict warning"
                               : "verdict passed");
    html_open(h, "strong");
    if (errors)
        html_say(h, "未通过校验", "Did not pass");
    else
        html_say(h, "通过校验", "Passed");
    html_close(h, "strong");
    if (counts.len) {
        html_text(h, html_word(h, "：", ": "));
        html_text(h, counts);
    }
}

void page_elsewhere_write(struct html *h, unsigned count)
{
    if (count == 0)
        return;
    html_text(h, html_word(h, "；同一文件中另有 ", "; elsewhere in the file "));
    html_text(h, arena_format(h->arena, "%u", count));
    html_say(h, " 条", " more");
}

void page_figure(struct html *h, struct str name, struct str value, struct str note)
{
    html_open(h, "div");
    html_element(h, "dt", NULL, name);
    html_open(h, "dd");
    bool is_long = utf8_text_width(value, 2) > FIGURE_WIDTH;
    html_element(h, "span", is_long ? "figure text" : "figure", value.len ? value : STR("—"));
    if (note.len)
        html_element(h, "span", "note", note);
    html_close(h, "dd");
    html_close(h, "div");
}
