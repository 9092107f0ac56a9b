/* github.c - the findings of a run as commands of a GitHub workflow, which makes annotations of them. */
#include "emit/diag_document.h"

/* Writes a text as the data of a command, or as one of its properties: those are separated by `,` and
 * ended by `:`. */
static void data_write(FILE *out, struct str text, bool is_property)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '%' || c == '\r' || c == '\n' || (is_property && (c == ':' || c == ',')))
            fprintf(out, "%%%02X", (unsigned)c);
        else
            fputc(c, out);
    }
}

static void title_write(struct diag_page *page, const struct diag *diag)
{
    struct str code = diag_code_text(diag), name = {0};
    if (diag->origin)
        name = bilingual_text(diag->origin->name, page->options->language);
    fputs(",title=", page->out);
    data_write(page->out, terminal_text(page->a, code), true);
    if (name.len > 0 && !str_equal(name, code)) {
        fputc(' ', page->out);
        data_write(page->out, terminal_text(page->a, name), true);
    }
}

bool diag_github_entry(struct diag_page *page, const struct diag *diag)
{
    static const char *const commands[] = {
        [DIAG_HINT] = "notice",
        [DIAG_WARNING] = "warning",
        [DIAG_ERROR] = "error",
    };
    struct diag_region region = diag_entry_region(page, diag);
    fprintf(page->out, "::%s file=", commands[diag->severity]);
    data_write(page->out, terminal_text(page->a, diag_entry_path(page, diag)), true);
    fprintf(page->out, ",line=%u,endLine=%u", (unsigned)region.start.line,
            (unsigned)region.end.line);
    if (region.start.line == region.end.line) /* GitHub refuses columns of several lines */
        fprintf(page->out, ",col=%u,endColumn=%u", (unsigned)region.start.unit,
                (unsigned)region.end.unit);
    title_write(page, diag);
    fputs("::", page->out);
    data_write(page->out, terminal_text(page->a, diag_sentence(page, diag)), false);
    data_write(page->out, diag_details(page, diag), false);
    fputc('\n', page->out);
    return true;
}

/* What was left out is told first: it is a notice, and takes the place of the last one if there are as
 * many as GitHub shows. */
bool diag_github_write(FILE *out, const struct diag_document *document, struct arena *a)
{
    struct diag_document told = *document;
    struct diag_omitted *omitted = &told.omitted;
    bool is_cut = omitted->errors + omitted->warnings + omitted->hints > 0;
    size_t hints = 0;
    while (hints < told.count && told.records[told.count - 1 - hints]->severity == DIAG_HINT)
        hints++;
    if (is_cut && hints == DIAG_GITHUB_LIMIT) {
        told.count--;
        omitted->hints++;
    }
    if (is_cut) {
        fputs("::notice title=jixiao::", out);
        data_write(out, diag_document_omitted(&told, a), false);
        fputc('\n', out);
    }
    for (size_t i = 0; i < told.count; i++)
        fprintf(out, "%" STR_FORMAT "\n", STR_ARG(told.records[i]->text));
    return true;
}
