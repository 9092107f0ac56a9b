/* gitlab.c - the findings of a run as GitLab reads them: Code Quality. */
#include "emit/diag_document.h"
#include "emit/diag_json.h"

/* GitLab knows info, minor, major, critical and blocker. */
static const char *severity_of(enum diag_severity severity)
{
    static const char *const words[] = {
        [DIAG_HINT] = "info",
        [DIAG_WARNING] = "minor",
        [DIAG_ERROR] = "major",
    };
    return words[severity];
}

static void issue_fill(struct json_builder *json, cJSON *issue, struct str check,
                       struct str description, const char *severity)
{
    json_add_text(json, issue, "check_name", check);
    json_add_text(json, issue, "description", description);
    json_add_text(json, issue, "severity", str_of(severity));
}

static void location_add(struct json_builder *json, cJSON *issue, struct str path,
                         struct diag_region region)
{
    cJSON *location = json_add_object(json, issue, "location");
    json_add_text(json, location, "path", path);
    cJSON *lines = json_add_object(json, location, "lines");
    json_add_whole(json, lines, "begin", region.start.line);
    json_add_whole(json, lines, "end", region.end.line);
}

bool diag_gitlab_entry(struct diag_page *page, const struct diag *diag)
{
    struct json_builder json = {.a = page->a};
    cJSON *issue = cJSON_CreateObject();
    issue_fill(&json, issue, terminal_text(page->a, diag_code_text(diag)),
               terminal_text(page->a, diag_sentence(page, diag)), severity_of(diag->severity));
    location_add(&json, issue, diag_entry_path(page, diag), diag_entry_region(page, diag));
    return diag_json_write(&json, issue, page->out);
}

/* What was left out stands at the file of the last issue that was not. */
static bool omitted_write(FILE *out, const struct diag_document *document, struct str text,
                          struct arena *a)
{
    struct json_builder json = {.a = a};
    cJSON *issue = cJSON_CreateObject();
    json_add_text(&json, issue, "fingerprint", STR("jixiao-omitted"));
    issue_fill(&json, issue, STR("jixiao"), text, "info");
    location_add(&json, issue, document->records[document->count - 1]->path,
                 (struct diag_region){{.line = 1}, {.line = 1}});
    return diag_json_write(&json, issue, out);
}

/* GitLab drops an issue whose fingerprint it has seen, so a copy of a project, which has the findings of
 * the first with their fingerprints, is given others. */
static void fingerprint_write(FILE *out, struct map *seen, const struct diag_record *record,
                              struct arena *a)
{
    unsigned *count = (unsigned *)map_get(seen, record->fingerprint);
    if (!count) {
        count = ARENA_NEW(a, unsigned);
        map_put(seen, a, record->fingerprint, count);
    }
    fprintf(out, "{\"fingerprint\":\"%" STR_FORMAT, STR_ARG(record->fingerprint));
    if (++*count > 1)
        fprintf(out, "-%u", *count);
    fputs("\",", out);
}

bool diag_gitlab_write(FILE *out, const struct diag_document *document, struct arena *a)
{
    struct map seen = {0};
    struct str omitted = diag_document_omitted(document, a);
    fputs("[\n", out);
    for (size_t i = 0; i < document->count; i++) {
        const struct diag_record *record = document->records[i];
        if (i > 0)
            fputc(',', out);
        fingerprint_write(out, &seen, record, a);
        /* The text is an object: all of it but the brace that the fingerprint stands behind. */
        fprintf(out, "%" STR_FORMAT "\n", STR_ARG(str_part(record->text, 1, record->text.len)));
    }
    if (omitted.len > 0 && document->count > 0) {
        fputc(',', out);
        if (!omitted_write(out, document, omitted, a))
            return false;
    }
    fputs("]\n", out);
    return true;
}
