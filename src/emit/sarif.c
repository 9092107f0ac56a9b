/* sarif.c - the findings of a run as SARIF 2.1.0 (OASIS, 2020). */
#include "base/version.h"
#include "emit/diag_document.h"
#include "emit/diag_json.h"

/* More related places than these only make an alert unreadable. */
enum { RELATED_LIMIT = 50 };

/* A result being built. */
struct result {
    struct json_builder json;
    struct diag_page *page;
};

/* The end of `{12}` at byte `at`, or `at` if nothing like that stands there. */
static size_t placeholder_end(struct str text, size_t at)
{
    size_t end = at + 1;
    while (end < text.len && text.ptr[end] >= '0' && text.ptr[end] <= '9')
        end++;
    bool is_placeholder =
        text.ptr[at] == '{' && end > at + 1 && end < text.len && text.ptr[end] == '}';
    return is_placeholder ? end + 1 : at;
}

static bool has_link(struct str text)
{
    for (size_t i = 0; i + 1 < text.len; i++)
        if (text.ptr[i] == ']' && text.ptr[i + 1] == '(')
            return true;
    return false;
}

/*
 * In a SARIF message `[words](target)` is a link and `{0}` a placeholder: text that looks like these is
 * escaped as the standard says, other brackets and braces are left as they are.
 */
static struct str message_text(struct arena *a, struct str text)
{
    char *copy = arena_bytes(a, 2 * text.len + 1);
    size_t length = 0;
    bool escapes_links = has_link(text);
    for (size_t i = 0; i < text.len; i++) {
        size_t end = placeholder_end(text, i);
        if (end > i) {
            copy[length++] = '{';
            memcpy(copy + length, text.ptr + i, end - i);
            length += end - i;
            copy[length++] = '}';
            i = end - 1;
            continue;
        }
        if (escapes_links && (text.ptr[i] == '[' || text.ptr[i] == ']'))
            copy[length++] = '\\';
        copy[length++] = text.ptr[i];
    }
    return (struct str){copy, length};
}

static void message_add(struct json_builder *json, cJSON *parent, const char *key, struct str text)
{
    cJSON *message = json_add_object(json, parent, key);
    json_add_text(json, message, "text", message_text(json->a, text));
}

/* A path as a URI: what is not of letters, digits and a few signs by its bytes. */
static struct str uri_of(struct arena *a, struct str path)
{
    static const char plain[] = "/-._~", digits[] = "0123456789ABCDEF";
    char *uri = arena_bytes(a, 3 * path.len + 8);
    size_t length = 0;
    if (str_starts_with(path, STR("/")))
        memcpy(uri, "file://", length = 7);
    for (size_t i = 0; i < path.len; i++) {
        unsigned char c = (unsigned char)path.ptr[i];
        bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                        (c >= '0' && c <= '9') || memchr(plain, c, sizeof plain - 1);
        uri[length++] = is_plain ? (char)c : '%';
        if (!is_plain) {
            uri[length++] = digits[c >> 4];
            uri[length++] = digits[c & 15];
        }
    }
    return (struct str){uri, length};
}

static void artifact_add(struct result *r, cJSON *parent, const struct source *source)
{
    struct str path = diag_path(r->json.a, r->page->roots, source->path);
    cJSON *artifact = json_add_object(&r->json, parent, "artifactLocation");
    json_add_text(&r->json, artifact, "uri", uri_of(r->json.a, path));
    if (!str_starts_with(path, STR("/")) && !str_starts_with(path, STR("../")))
        json_add_text(&r->json, artifact, "uriBaseId", STR("%SRCROOT%"));
}

static void region_add(struct result *r, cJSON *parent, const char *key, struct span span)
{
    struct diag_region region = diag_region_find(r->page, span);
    cJSON *object = json_add_object(&r->json, parent, key);
    json_add_whole(&r->json, object, "startLine", region.start.line);
    json_add_whole(&r->json, object, "startColumn", region.start.unit);
    json_add_whole(&r->json, object, "endLine", region.end.line);
    json_add_whole(&r->json, object, "endColumn", region.end.unit);
}

/* Where `span` is. A place in the library is named by words alone: no file of the repository is it. */
static void location_fill(struct result *r, cJSON *location, struct span span)
{
    if (diag_source_has_path(span.source)) {
        cJSON *physical = json_add_object(&r->json, location, "physicalLocation");
        artifact_add(r, physical, span.source);
        region_add(r, physical, "region", span);
        return;
    }
    uint32_t line = diag_region_find(r->page, span).start.line;
    cJSON *logical =
        json_add_object(&r->json, json_add_array(&r->json, location, "logicalLocations"), NULL);
    json_add_text(
        &r->json, logical, "fullyQualifiedName",
        arena_format(r->json.a, "%" STR_FORMAT ":%u", STR_ARG(span.source->path), (unsigned)line));
}

static void locations_add(struct result *r, cJSON *result, const struct diag *diag)
{
    cJSON *location =
        json_add_object(&r->json, json_add_array(&r->json, result, "locations"), NULL);
    if (diag->span.source)
        location_fill(r, location, diag->span);
    else
        artifact_add(r, json_add_object(&r->json, location, "physicalLocation"), r->page->checked);
}

static void related_add(struct result *r, cJSON *result, const struct diag *diag)
{
    cJSON *places = NULL;
    unsigned count = 0;
    for (const struct diag_remark *label = diag->labels; label; label = label->next) {
        if (!label->span.source || count == RELATED_LIMIT)
            continue;
        if (!places)
            places = json_add_array(&r->json, result, "relatedLocations");
        cJSON *location = json_add_object(&r->json, places, NULL);
        json_add_whole(&r->json, location, "id", count++);
        location_fill(r, location, label->span);
        struct str text = diag_remark_text(r->json.a, label, r->page->options->language);
        message_add(&r->json, location, "message", terminal_text(r->json.a, text));
    }
}

/* A reader may apply a fix without a thought: sketches, which have holes, are none. */
static bool has_fix(const struct diag *diag)
{
    for (const struct diag_fix *fix = diag->fixes; fix; fix = fix->next)
        if (!fix->span.source || !diag_source_has_path(fix->span.source))
            return false;
    return diag->fixes && diag_applicability(diag) != FIX_SKETCH;
}

/* The edits in the source of `first`, which is the first of them there. */
static void change_add(struct result *r, cJSON *changes, const struct diag_fix *first)
{
    cJSON *change = json_add_object(&r->json, changes, NULL);
    artifact_add(r, change, first->span.source);
    cJSON *replacements = json_add_array(&r->json, change, "replacements");
    for (const struct diag_fix *fix = first; fix; fix = fix->next) {
        if (fix->span.source != first->span.source)
            continue;
        cJSON *replacement = json_add_object(&r->json, replacements, NULL);
        region_add(r, replacement, "deletedRegion", fix->span);
        if (fix->text.len > 0)
            json_add_text(&r->json, json_add_object(&r->json, replacement, "insertedContent"),
                          "text", fix->text);
    }
}

static void fixes_add(struct result *r, cJSON *result, const struct diag *diag)
{
    if (!has_fix(diag))
        return;
    cJSON *fix = json_add_object(&r->json, json_add_array(&r->json, result, "fixes"), NULL);
    message_add(&r->json, fix, "description",
                str_of(diag_applicability(diag) == FIX_SAFE
                           ? diag_page_text(r->page, "不改动申报的内容",
                                            "changes nothing of what is declared")
                           : diag_page_text(r->page, "会改动内容，核对后再改",
                                            "changes what is declared: make sure first")));
    cJSON *changes = json_add_array(&r->json, fix, "artifactChanges");
    for (const struct diag_fix *edit = diag->fixes; edit; edit = edit->next) {
        const struct diag_fix *before = diag->fixes;
        while (before != edit && before->span.source != edit->span.source)
            before = before->next;
        if (before == edit)
            change_add(r, changes, edit);
    }
}

static void suppression_add(struct result *r, cJSON *result, const struct diag_waiver *waiver)
{
    struct arena *a = r->json.a;
    cJSON *suppression =
        json_add_object(&r->json, json_add_array(&r->json, result, "suppressions"), NULL);
    json_add_text(&r->json, suppression, "kind", STR("inSource"));
    json_add_text(&r->json, suppression, "status", STR("accepted"));
    json_add_text(&r->json, suppression, "justification", terminal_text(a, waiver->reason));
    if (waiver->span.source && diag_source_has_path(waiver->span.source))
        location_fill(r, json_add_object(&r->json, suppression, "location"), waiver->span);
    cJSON *properties = json_add_object(&r->json, suppression, "properties");
    json_add_text(&r->json, properties, "approvedBy", waiver->approver);
    json_add_text_or_null(&r->json, properties, "validUntil", waiver->expiry);
}

static struct str level_of(enum diag_severity severity)
{
    static const char *const levels[] = {
        [DIAG_HINT] = "note",
        [DIAG_WARNING] = "warning",
        [DIAG_ERROR] = "error",
    };
    return str_of(levels[severity]);
}

bool diag_sarif_entry(struct diag_page *page, const struct diag *diag)
{
    struct result r = {{.a = page->a}, page};
    cJSON *result = cJSON_CreateObject();
    const struct str message[] = {terminal_text(page->a, diag_sentence(page, diag)),
                                  diag_details(page, diag)};
    json_add_text(&r.json, result, "ruleId", terminal_text(page->a, diag_code_text(diag)));
    json_add_text(&r.json, result, "level", level_of(diag->severity));
    if (page->options->is_compared && !diag->waiver)
        json_add_text(&r.json, result, "baselineState", STR("new"));
    message_add(&r.json, result, "message", arena_join(page->a, message, 2));
    locations_add(&r, result, diag);
    related_add(&r, result, diag);
    cJSON *fingerprints = json_add_object(&r.json, result, "partialFingerprints");
    json_add_text(&r.json, fingerprints, "jixiao/v1", diag->fingerprint);
    if (diag->waiver)
        suppression_add(&r, result, diag->waiver);
    fixes_add(&r, result, diag);
    return diag_json_write(&r.json, result, page->out);
}

/* ---- around the results -------------------------------------------------------------------- */

static void description_add(struct json_builder *json, cJSON *rule, const char *key,
                            struct str text)
{
    if (text.len > 0)
        message_add(json, rule, key, text);
}

static bool rule_write(FILE *out, const struct diag_document_rule *rule, struct arena *a)
{
    struct json_builder json = {.a = a};
    cJSON *object = cJSON_CreateObject();
    json_add_text(&json, object, "id", terminal_text(a, rule->id));
    if (rule->name.len > 0)
        json_add_text(&json, object, "name", rule->name);
    description_add(&json, object, "shortDescription", terminal_text(a, rule->title));
    description_add(&json, object, "fullDescription", rule->text);
    cJSON *defaults = json_add_object(&json, object, "defaultConfiguration");
    json_add_text(&json, defaults, "level", level_of(rule->severity));
    if (rule->page.len > 0) {
        cJSON *help = json_add_object(&json, object, "help");
        json_add_text(&json, help, "text", message_text(a, rule->page));
        json_add_text(&json, help, "markdown", rule->page);
    }
    return diag_json_write(&json, object, out);
}

/* How the run ended, and what is not among the results. */
static bool invocation_write(FILE *out, const struct diag_document *document, struct arena *a)
{
    struct json_builder json = {.a = a};
    cJSON *object = cJSON_CreateObject();
    json_add_truth(&json, object, "executionSuccessful", true);
    json_add_whole(&json, object, "exitCode", document->failed);
    struct str omitted = diag_document_omitted(document, a);
    if (omitted.len > 0) {
        cJSON *notices = json_add_array(&json, object, "toolExecutionNotifications");
        cJSON *notice = json_add_object(&json, notices, NULL);
        json_add_text(&json, notice, "level", STR("warning"));
        json_add_text(&json, json_add_object(&json, notice, "message"), "text", omitted);
    }
    return diag_json_write(&json, object, out);
}

bool diag_sarif_write(FILE *out, const struct diag_document *document, struct arena *a)
{
    const char *language = document->options->language == LANGUAGE_ENGLISH ? "en-US" : "zh-CN";
    fprintf(out,
            "{\n\"$schema\": \"https://json.schemastore.org/sarif-2.1.0.json\",\n"
            "\"version\": \"2.1.0\",\n\"runs\": [{\n\"language\": \"%s\",\n"
            "\"columnKind\": \"utf16CodeUnits\",\n\"defaultEncoding\": \"UTF-8\",\n"
            "\"originalUriBaseIds\": {\"%%SRCROOT%%\": {}},\n"
            "\"tool\": {\"driver\": {\"name\": \"jixiao\", \"version\": \"%s\", "
            "\"semanticVersion\": \"%s\", \"language\": \"%s\", \"rules\": [\n",
            language, JIXIAO_VERSION, JIXIAO_VERSION, language);
    for (size_t i = 0; i < document->rule_count; i++) {
        if (i > 0)
            fputc(',', out);
        if (!rule_write(out, &document->rules[i], a))
            return false;
    }
    fputs("]}},\n\"invocations\": [\n", out);
    if (!invocation_write(out, document, a))
        return false;
    fputs("],\n\"results\": [\n", out);
    for (size_t i = 0; i < document->count; i++)
        fprintf(out, "%s%" STR_FORMAT "\n", i > 0 ? "," : "", STR_ARG(document->records[i]->text));
    fputs("]\n}]\n}\n", out);
    return true;
}
