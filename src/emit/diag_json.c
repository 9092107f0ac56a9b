/* diag_json.c - diagnostics as JSON, an object a line. */
#include "emit/diag_json.h"

/* A diagnostic being built. */
struct builder {
    struct json_builder *json;
    struct diag_page *page;
};

static void number_add(struct builder *b, cJSON *parent, const char *key, bool known,
                       uint32_t number)
{
    if (known)
        json_add_whole(b->json, parent, key, number);
    else
        json_add_null(b->json, parent, key);
}

static void place_add(struct builder *b, cJSON *parent, struct span span)
{
    struct positions *positions = &b->page->positions;
    struct position start = {0}, end = {0};
    bool known = span.source != NULL;
    if (known) {
        uint32_t size = (uint32_t)span.source->text.len;
        span.start = span.start < size ? span.start : size;
        span.end = span.end < size ? span.end : size;
        start = position_find(positions, span.source, span.start);
        end = position_find(positions, span.source, span.end);
        json_add_text(b->json, parent, "path", span.source->path);
    } else {
        json_add_null(b->json, parent, "path");
    }
    number_add(b, parent, "line", known, start.line);
    number_add(b, parent, "column", known, start.character);
    number_add(b, parent, "end_line", known, end.line);
    number_add(b, parent, "end_column", known, end.character);
    number_add(b, parent, "byte_start", known, span.start);
    number_add(b, parent, "byte_end", known, span.end);
}

static void label_add(struct builder *b, cJSON *labels, const struct diag_remark *label)
{
    cJSON *object = json_add_object(b->json, labels, NULL);
    place_add(b, object, label->span);
    json_add_text(b->json, object, "message",
                  diag_remark_text(b->page->a, label, b->page->options->language));
}

static void remarks_add(struct builder *b, cJSON *object, const struct diag *diag)
{
    cJSON *labels = json_add_array(b->json, object, "labels");
    if (diag->has_label)
        label_add(b, labels, &diag->label);
    for (const struct diag_remark *label = diag->labels; label; label = label->next)
        label_add(b, labels, label);
    cJSON *notes = json_add_array(b->json, object, "notes");
    for (const struct diag_remark *note = diag->notes; note; note = note->next)
        json_add_text(b->json, notes, NULL,
                      diag_remark_text(b->page->a, note, b->page->options->language));
}

/* The edits are made together, so they are one fix, as applicable as the worst of them. */
static void fixes_add(struct builder *b, cJSON *object, const struct diag *diag)
{
    static const char *const words[] = {
        [FIX_SAFE] = "safe",
        [FIX_NAMED] = "named",
        [FIX_SKETCH] = "sketch",
    };
    cJSON *fixes = json_add_array(b->json, object, "fixes");
    if (!diag->fixes)
        return;
    cJSON *object_of_fix = json_add_object(b->json, fixes, NULL);
    json_add_text(b->json, object_of_fix, "applicability", str_of(words[diag_applicability(diag)]));
    cJSON *edits = json_add_array(b->json, object_of_fix, "edits");
    for (const struct diag_fix *fix = diag->fixes; fix; fix = fix->next) {
        cJSON *edit = json_add_object(b->json, edits, NULL);
        place_add(b, edit, fix->span);
        json_add_text(b->json, edit, "text", fix->text);
    }
}

/* Writes one character as JSON escapes, in UTF-16. */
static void escape_write(FILE *out, uint32_t point)
{
    if (point > 0xFFFF) {
        point -= 0x10000;
        fprintf(out, "\\u%04x", (unsigned)(0xD800 + (point >> 10)));
        point = 0xDC00 + (point & 0x3FF);
    }
    fprintf(out, "\\u%04x", (unsigned)point);
}

/* cJSON escapes C0 controls only; what else could play tricks on a terminal can only stand in a string,
 * where an escape means the same. */
bool diag_json_write(struct json_builder *b, cJSON *object, FILE *out)
{
    char *printed = b->failed ? NULL : cJSON_PrintUnformatted(object);
    cJSON_Delete(object);
    if (!printed)
        return false;
    struct str text = str_of(printed);
    struct terminal_reader reader = terminal_read(text, 0, 1);
    struct terminal_character character;
    while (terminal_next(&reader, &character)) {
        if (character.shown == SHOWN_POINT)
            escape_write(out, character.point);
        else
            fwrite(printed + character.start, 1, character.end - character.start, out);
    }
    fputc('\n', out);
    cJSON_free(printed);
    return true;
}

/* The rule's name, which a waiver or a setting calls it by, and what it is judged for. */
static void rule_add(struct builder *b, cJSON *object, const struct diag_origin *origin)
{
    if (!origin)
        return;
    cJSON *names = json_add_object(b->json, object, "rule");
    json_add_text(b->json, names, "zh", origin->name.chinese);
    json_add_text(b->json, names, "en", bilingual_text(origin->name, LANGUAGE_ENGLISH));
    if (origin->criterion.english.len)
        json_add_text(b->json, object, "criterion", origin->criterion.english);
}

void diag_json_fill(struct json_builder *json, cJSON *object, struct diag_page *page,
                    const struct diag *diag)
{
    const struct diag_info *info = diag_info(diag->code);
    struct builder b = {json, page};
    json_add_text(json, object, "code", diag_code_text(diag));
    rule_add(&b, object, diag->origin);
    json_add_text(json, object, "severity",
                  str_of(diag_severity_word(diag->severity, LANGUAGE_ENGLISH)));
    json_add_text(json, object, "category", str_of(info->category));
    json_add_text(json, object, "message", diag_message(page->a, diag, page->options->language));
    cJSON *messages = json_add_object(json, object, "messages");
    json_add_text(json, messages, "zh", diag_message(page->a, diag, LANGUAGE_CHINESE));
    json_add_text(json, messages, "en", diag_message(page->a, diag, LANGUAGE_ENGLISH));
    place_add(&b, object, diag->span);
    remarks_add(&b, object, diag);
    fixes_add(&b, object, diag);
}

/* What it is known by in another version of the file, and its parts by theirs. */
static void fingerprints_add(struct json_builder *json, cJSON *object, const struct diag *diag)
{
    if (!diag->fingerprint.len)
        return;
    json_add_text(json, object, "fingerprint", diag->fingerprint);
    if (!diag->parts)
        return;
    cJSON *parts = json_add_array(json, object, "parts");
    for (const struct diag_part *part = diag->parts; part; part = part->next)
        json_add_text(json, parts, NULL, part->fingerprint);
}

bool diag_json_entry(struct diag_page *page, const struct diag *diag)
{
    struct json_builder json = {.a = page->a};
    cJSON *object = cJSON_CreateObject();
    diag_json_fill(&json, object, page, diag);
    fingerprints_add(&json, object, diag);
    if (diag->waiver) {
        cJSON *waived = json_add_object(&json, object, "waived");
        json_add_text(&json, waived, "rule", diag->waiver->rule);
        json_add_text(&json, waived, "reason", diag->waiver->reason);
        json_add_text(&json, waived, "approved_by", diag->waiver->approver);
        json_add_text_or_null(&json, waived, "valid_until", diag->waiver->expiry);
    }
    return diag_json_write(&json, object, page->out);
}

bool diag_json_omitted(struct diag_page *page, const struct diag_omitted *omitted)
{
    struct json_builder json = {.a = page->a};
    cJSON *object = cJSON_CreateObject();
    if (omitted->source)
        json_add_text(&json, object, "path", omitted->source->path);
    else
        json_add_null(&json, object, "path");
    cJSON *counts = json_add_object(&json, object, "omitted");
    json_add_whole(&json, counts, "errors", omitted->errors);
    json_add_whole(&json, counts, "warnings", omitted->warnings);
    json_add_whole(&json, counts, "hints", omitted->hints);
    return diag_json_write(&json, object, page->out);
}

bool diag_json_hidden(struct diag_page *page, const struct diags *d)
{
    struct json_builder json = {.a = page->a};
    cJSON *object = cJSON_CreateObject();
    json_add_text(&json, object, "path", d->hidden_of->path);
    cJSON *counts = json_add_object(&json, object, "hidden");
    json_add_whole(&json, counts, "errors", d->hidden[DIAG_ERROR]);
    json_add_whole(&json, counts, "warnings", d->hidden[DIAG_WARNING]);
    json_add_whole(&json, counts, "hints", d->hidden[DIAG_HINT]);
    return diag_json_write(&json, object, page->out);
}
