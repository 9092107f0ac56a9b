/* diag_print.c - diagnostics as a person or another program reads them. */
#include "emit/diag_print.h"

#include <assert.h>

#include "emit/diag_format.h"
#include "emit/diag_json.h"

/* Of a document only the word; diag_document.c has the rest. */
static const struct format {
    const char *word;
    diag_entry_function *entry;
    diag_omitted_function *omitted;
} formats[] = {
#define DIAG_FORMAT(name, word, entry, omitted) {word, entry, omitted},
#define DIAG_DOCUMENT(name, word, entry, write, limit, waived, by_file) {word, NULL, NULL},
#include "emit/diag_formats.def"
#undef DIAG_FORMAT
#undef DIAG_DOCUMENT
};

enum diag_format diag_format_find(struct str word)
{
    int format = 0;
    while (format < DIAG_FORMAT_COUNT && !str_equal(word, str_of(formats[format].word)))
        format++;
    return (enum diag_format)format;
}

bool diag_format_is_for_programs(enum diag_format format)
{
    return format == DIAG_FORMAT_JSON || diag_format_is_document(format);
}

bool diag_format_is_document(enum diag_format format)
{
    return !formats[format].entry;
}

const char *diag_severity_word(enum diag_severity severity, enum language language)
{
    bool english = language == LANGUAGE_ENGLISH;
    switch (severity) {
    case DIAG_HINT:
        return english ? "hint" : "提示";
    case DIAG_WARNING:
        return english ? "warning" : "警告";
    case DIAG_ERROR:
        return english ? "error" : "错误";
    }
    return "";
}

const char *diag_page_text(const struct diag_page *page, const char *chinese, const char *english)
{
    return page->options->language == LANGUAGE_ENGLISH ? english : chinese;
}

void diag_write_place(struct diag_page *page, struct source *source, uint32_t offset)
{
    struct position position = position_find(&page->positions, source, offset);
    terminal_write_path(page->out, source->path);
    fprintf(page->out, ":%u:%u", (unsigned)position.line, (unsigned)position.column);
}

/* “3 个错误” or “3 errors”, after a comma unless it is the first. */
static void count_write(FILE *out, bool *first, enum language language, unsigned count,
                        const char *chinese, const char *english)
{
    if (language == LANGUAGE_ENGLISH)
        fprintf(out, "%s%u %s%s", *first ? "" : ", ", count, english, count == 1 ? "" : "s");
    else
        fprintf(out, "%s%u %s", *first ? "" : "，", count, chinese);
    *first = false;
}

/* “3 个错误，” or nothing. */
static struct str count_text(struct arena *a, enum language language, unsigned count,
                             const char *chinese, const char *english)
{
    if (count == 0)
        return STR("");
    return language == LANGUAGE_ENGLISH
               ? arena_format(a, "%u %s%s, ", count, english, count == 1 ? "" : "s")
               : arena_format(a, "%u %s，", count, chinese);
}

struct str diag_omitted_text(struct arena *a, const struct diag_omitted *omitted,
                             enum language language)
{
    bool english = language == LANGUAGE_ENGLISH;
    struct str separator = english ? STR(", ") : STR("，");
    struct str head = arena_format(a, english ? "%u more not shown" : "还有 %u 条没有显示",
                                   omitted->errors + omitted->warnings + omitted->hints);
    struct str path = STR("");
    if (omitted->source) {
        path = terminal_text(a, omitted->source->path);
        path =
            arena_format(a, english ? " (%" STR_FORMAT ")" : "（%" STR_FORMAT "）", STR_ARG(path));
    }
    const struct str parts[] = {
        head,
        path,
        english ? STR(": ") : STR("："),
        count_text(a, language, omitted->errors, "个错误", "error"),
        count_text(a, language, omitted->warnings, "个警告", "warning"),
        count_text(a, language, omitted->hints, "个提示", "hint"),
    };
    struct str text = arena_join(a, parts, sizeof parts / sizeof parts[0]);
    return str_part(text, 0, text.len - separator.len);
}

void diag_write_omitted(struct diag_page *page, const struct diag_omitted *omitted)
{
    struct str text = diag_omitted_text(page->a, omitted, page->options->language);
    fprintf(page->out, "%" STR_FORMAT "\n", STR_ARG(text));
}

struct diag_quota diag_quota_make(const struct diags *d, unsigned limit)
{
    struct diag_quota kept = {0};
    for (const struct diag *diag = d->first; diag; diag = diag->next)
        kept.of[diag->severity]++;
    if (limit == 0)
        return kept;
    for (int severity = DIAG_ERROR; severity >= DIAG_HINT; severity--) {
        if (kept.of[severity] > limit)
            kept.of[severity] = limit;
        limit -= kept.of[severity];
    }
    return kept;
}

/* The severity of a kept entry may have been changed since it was counted, so this may be below 0.
 */
static unsigned count_left(unsigned all, unsigned printed)
{
    return all > printed ? all - printed : 0;
}

/* What is waived is for programs: a person sees it in the verdict and in reports. */
static bool waived_print(struct diag_page *page, const struct format *format, const struct diags *d)
{
    for (const struct diag_waiver *waiver = d->waivers; waiver; waiver = waiver->next)
        for (const struct diag *diag = waiver->first; diag; diag = diag->next)
            if (!format->entry(page, diag))
                return false;
    return true;
}

bool diag_print(FILE *out, const struct diags *d, struct arena *scratch,
                const struct diag_print_options *options)
{
    assert(!diag_format_is_document(options->format));
    const struct format *format = &formats[options->format];
    unsigned ambiguous = options->ambiguous_width == 2 ? 2 : 1;
    struct diag_page page = {.out = out,
                             .a = scratch,
                             .options = options,
                             .positions = {.a = scratch, .ambiguous = ambiguous}};
    struct diag_quota quota = diag_quota_make(d, options->limit_per_file), left = quota;
    struct diag_omitted omitted = {
        .errors = count_left(d->errors, quota.of[DIAG_ERROR]),
        .warnings = count_left(d->warnings, quota.of[DIAG_WARNING]),
        .hints = count_left(d->hints, quota.of[DIAG_HINT]),
    };
    for (const struct diag *diag = d->first; diag; diag = diag->next) {
        if (!omitted.source)
            omitted.source = diag->span.source;
        if (left.of[diag->severity] == 0)
            continue;
        left.of[diag->severity]--;
        if (!format->entry(&page, diag))
            return false;
    }
    if (omitted.errors + omitted.warnings + omitted.hints && !format->omitted(&page, &omitted))
        return false;
    if (options->format != DIAG_FORMAT_JSON)
        return true;
    return (!d->hidden_of || diag_json_hidden(&page, d)) && waived_print(&page, format, d);
}

/* “（2 个文件，3 个项目）”. */
static void checked_write(FILE *out, const struct diag_verdict *verdict, enum language language)
{
    bool first = true, english = language == LANGUAGE_ENGLISH;
    fputs(english ? " (" : "（", out);
    count_write(out, &first, language, verdict->files, "个文件", "file");
    if (verdict->projects > 0)
        count_write(out, &first, language, verdict->projects, "个项目", "project");
    fputs(english ? ")" : "）", out);
}

void diag_print_verdict(FILE *out, const struct diag_verdict *verdict,
                        const struct diag_print_options *options)
{
    enum language language = options->language;
    bool english = language == LANGUAGE_ENGLISH, first = true;
    bool clean = verdict->errors == 0 && verdict->warnings == 0;
    terminal_style(out, options->color,
                   verdict->errors > 0     ? STYLE_RED
                   : verdict->warnings > 0 ? STYLE_YELLOW
                                           : STYLE_BOLD);
    fputs(english ? "verdict: " : "结论：", out);
    if (clean && verdict->files == 0 && options->is_compared) {
        fputs(english ? "passed, nothing was changed that files here depend on"
                      : "通过，没有改动涉及这里的文件",
              out);
    } else if (clean && verdict->files == 0) {
        fputs(english ? "no files checked" : "没有检查任何文件", out);
    } else if (clean && options->is_compared) {
        fputs(english ? "passed, no new errors or warnings" : "通过，没有新的错误和警告", out);
    } else if (clean) {
        fputs(english ? "passed, no errors or warnings" : "通过，没有错误和警告", out);
    } else {
        count_write(out, &first, language, verdict->errors, "个错误", "error");
        count_write(out, &first, language, verdict->warnings, "个警告", "warning");
    }
    first = false;
    if (verdict->hints > 0)
        count_write(out, &first, language, verdict->hints, "个提示", "hint");
    if (verdict->waivers > 0)
        count_write(out, &first, language, verdict->waivers, "项豁免", "waiver");
    if (verdict->hidden > 0)
        fprintf(out, english ? ", %u from before not shown" : "，以前就有的 %u 条没有显示",
                verdict->hidden);
    if (clean && verdict->files > 0)
        checked_write(out, verdict, language);
    terminal_style(out, options->color, STYLE_PLAIN);
    fputc('\n', out);
}
