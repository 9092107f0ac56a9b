/* checkstyle.c - the findings of a run as Checkstyle's XML, which many build servers read. */
#include "emit/diag_document.h"
#include "emit/xml_write.h"

bool diag_checkstyle_entry(struct diag_page *page, const struct diag *diag)
{
    static const char *const words[] = {
        [DIAG_HINT] = "info",
        [DIAG_WARNING] = "warning",
        [DIAG_ERROR] = "error",
    };
    struct diag_region region = diag_entry_region(page, diag);
    const struct str source[] = {STR("jixiao."), diag_code_text(diag)};
    fputs("<error", page->out);
    xml_attribute_number(page->out, "line", region.start.line);
    xml_attribute_number(page->out, "column", region.start.unit);
    xml_attribute(page->out, "severity", str_of(words[diag->severity]));
    xml_attribute(page->out, "message", terminal_text(page->a, diag_sentence(page, diag)));
    xml_attribute(page->out, "source", arena_join(page->a, source, 2));
    fputs("/>\n", page->out);
    return true;
}

static void file_open(FILE *out, struct str path)
{
    fputs("<file", out);
    xml_attribute(out, "name", path);
    fputs(">\n", out);
}

bool diag_checkstyle_write(FILE *out, const struct diag_document *document, struct arena *a)
{
    struct str omitted = diag_document_omitted(document, a);
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n", out);
    for (size_t i = 0; i < document->count; i++) {
        const struct diag_record *record = document->records[i];
        if (record->is_first_of_file) {
            fputs(i > 0 ? "</file>\n" : "", out);
            file_open(out, record->path);
        }
        fprintf(out, "%" STR_FORMAT "\n", STR_ARG(record->text));
    }
    if (omitted.len > 0 && document->count > 0) { /* in the last file */
        fputs("<error line=\"1\" severity=\"info\"", out);
        xml_attribute(out, "message", omitted);
        fputs(" source=\"jixiao.omitted\"/>\n", out);
    }
    fputs(document->count > 0 ? "</file>\n" : "", out);
    fputs("</checkstyle>\n", out);
    return true;
}
