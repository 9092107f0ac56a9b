/* diag_short.c - diagnostics, a line each. */
#include "emit/diag_format.h"

struct str diag_sentence(struct diag_page *page, const struct diag *diag)
{
    enum language language = page->options->language;
    struct str sentence = diag_message(page->a, diag, language);
    if (!diag->origin || !diag->has_label)
        return sentence;
    /* What was found; the sentence of a rule says what is required. */
    const struct str parts[] = {sentence, str_of(diag_page_text(page, "：", ": ")),
                                diag_remark_text(page->a, &diag->label, language)};
    return arena_join(page->a, parts, 3);
}

bool diag_short_entry(struct diag_page *page, const struct diag *diag)
{
    if (diag->span.source) {
        diag_write_place(page, diag->span.source, diag->span.start);
        fputs(": ", page->out);
    }
    fprintf(page->out, "%s[", diag_severity_word(diag->severity, page->options->language));
    terminal_write(page->out, diag_code_text(diag));
    fputs("] ", page->out);
    terminal_write(page->out, diag_sentence(page, diag));
    fputc('\n', page->out);
    return true;
}

bool diag_short_omitted(struct diag_page *page, const struct diag_omitted *omitted)
{
    diag_write_omitted(page, omitted);
    return true;
}
