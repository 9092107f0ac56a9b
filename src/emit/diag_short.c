/* diag_short.c - diagnostics, a line each. */
#include "emit/diag_format.h"

bool diag_short_entry(struct diag_page *page, const struct diag *diag)
{
    enum language language = page->options->language;
    if (diag->span.source) {
        diag_write_place(page, diag->span.source, diag->span.start);
        fputs(": ", page->out);
    }
    fprintf(page->out, "%s[", diag_severity_word(diag->severity, language));
    terminal_write(page->out, diag_code_text(diag));
    fputs("] ", page->out);
    terminal_write(page->out, diag_message(page->a, diag, language));
    if (diag->origin && diag->has_label) { /* what was found; the sentence says what is required */
        fputs(diag_page_text(page, "：", ": "), page->out);
        terminal_write(page->out, diag_remark_text(page->a, &diag->label, language));
    }
    fputc('\n', page->out);
    return true;
}

bool diag_short_omitted(struct diag_page *page, const struct diag_omitted *omitted)
{
    diag_write_omitted(page, omitted);
    return true;
}
