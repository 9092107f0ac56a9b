/*
 * junit.c - the findings of a run as JUnit's XML, which build servers show as tests.
 *
 * A file is a suite and a finding is a test of it: failed if it makes the run fail, skipped if it is waived,
 * else passed with its words as output. A file without findings is a suite of one test that passed.
 */
#include "emit/diag_document.h"
#include "emit/xml_write.h"

/* Servers take a dot for the end of a package, as in Java: the folders are the packages. */
static struct str class_name(struct arena *a, struct str path)
{
    if (str_ends_with(path, STR(".jx")))
        path.len -= 3;
    char *copy = (char *)arena_copy(a, path).ptr;
    for (size_t i = 0; i < path.len; i++)
        copy[i] = copy[i] == '/' ? '.' : copy[i] == '.' ? '_' : copy[i];
    return (struct str){copy, path.len};
}

/* A test is told from others by its name, so one that occurs again gets a number. */
static struct str test_name(struct diag_page *page, struct str path, const struct diag *diag)
{
    const struct str parts[] = {STR("["), diag_code_text(diag), STR("] "),
                                diag_sentence(page, diag)};
    const struct str whole[] = {path, STR("\n"), arena_join(page->a, parts, 4)};
    struct str key = arena_join(page->a, whole, 3);
    unsigned *count = (unsigned *)map_get(&page->seen, key);
    if (!count) {
        count = ARENA_NEW(page->a, unsigned);
        map_put(&page->seen, page->a, key, count);
    }
    if (++*count == 1)
        return whole[2];
    return arena_format(page->a, "%" STR_FORMAT " (%u)", STR_ARG(whole[2]), *count);
}

static void test_open(FILE *out, struct arena *a, struct str name, struct str path)
{
    fputs("<testcase", out);
    xml_attribute(out, "name", name);
    xml_attribute(out, "classname", class_name(a, path));
    xml_attribute(out, "file", path);
}

bool diag_junit_entry(struct diag_page *page, const struct diag *diag)
{
    struct diag_region region = diag_entry_region(page, diag);
    struct str path = diag_entry_path(page, diag);
    struct str sentence = terminal_text(page->a, diag_sentence(page, diag));
    const struct str body[] = {
        arena_format(page->a, "%" STR_FORMAT ":%u:%u: %s[%" STR_FORMAT "] ",
                     STR_ARG(terminal_text(page->a, path)), (unsigned)region.start.line,
                     (unsigned)region.start.column,
                     diag_severity_word(diag->severity, page->options->language),
                     STR_ARG(terminal_text(page->a, diag_code_text(diag)))),
        sentence, diag_details(page, diag)};
    test_open(page->out, page->a, test_name(page, path, diag), path);
    xml_attribute_number(page->out, "line", region.start.line);
    fputs(" time=\"0\">", page->out);
    if (diag->waiver) {
        fputs("<skipped", page->out);
        xml_attribute(page->out, "message", diag->waiver->reason);
        fputs("/>", page->out);
    } else if (page->fails) {
        fputs("<failure", page->out);
        xml_attribute(page->out, "type", diag_code_text(diag));
        xml_attribute(page->out, "message", sentence);
        fputc('>', page->out);
        xml_text(page->out, arena_join(page->a, body, 3));
        fputs("</failure>", page->out);
    } else {
        fputs("<system-out>", page->out);
        xml_text(page->out, arena_join(page->a, body, 3));
        fputs("</system-out>", page->out);
    }
    fputs("</testcase>\n", page->out);
    return true;
}

struct counts {
    size_t tests, failures, skipped;
};

static void record_count(struct counts *counts, const struct diag_record *record)
{
    counts->tests++;
    counts->failures += record->fails;
    counts->skipped += record->is_waived;
}

static void suite_open(FILE *out, const char *element, struct str name, const struct counts *counts)
{
    fprintf(out, "<%s", element);
    xml_attribute(out, "name", name);
    xml_attribute_number(out, "tests", counts->tests);
    xml_attribute_number(out, "failures", counts->failures);
    fputs(" errors=\"0\"", out);
    xml_attribute_number(out, "skipped", counts->skipped);
    fputs(" time=\"0\">\n", out);
}

/* A suite of one test. */
static void single_write(FILE *out, struct str suite, struct str test, bool is_skipped,
                         struct arena *a)
{
    suite_open(out, "testsuite", suite, &(struct counts){1, 0, is_skipped});
    test_open(out, a, test, suite);
    fputs(is_skipped ? " time=\"0\"><skipped/></testcase>\n" : " time=\"0\"/>\n", out);
    fputs("</testsuite>\n", out);
}

static void suites_write(FILE *out, const struct diag_document *document)
{
    for (size_t i = 0; i < document->count;) {
        struct counts counts = {0};
        size_t end = i;
        do
            record_count(&counts, document->records[end++]);
        while (end < document->count && !document->records[end]->is_first_of_file);
        suite_open(out, "testsuite", document->records[i]->path, &counts);
        for (; i < end; i++)
            fprintf(out, "%" STR_FORMAT "\n", STR_ARG(document->records[i]->text));
        fputs("</testsuite>\n", out);
    }
}

bool diag_junit_write(FILE *out, const struct diag_document *document, struct arena *a)
{
    bool english = document->options->language == LANGUAGE_ENGLISH;
    struct str omitted = diag_document_omitted(document, a);
    struct counts all = {document->clean_count + (omitted.len > 0), 0, omitted.len > 0};
    for (size_t i = 0; i < document->count; i++)
        record_count(&all, document->records[i]);
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", out);
    suite_open(out, "testsuites", STR("jixiao"), &all);
    if (omitted.len > 0)
        single_write(out, STR("jixiao"), omitted, true, a);
    suites_write(out, document);
    for (size_t i = 0; i < document->clean_count; i++)
        single_write(out, document->clean[i], english ? STR("nothing found") : STR("没有发现问题"),
                     false, a);
    fputs("</testsuites>\n", out);
    return true;
}
