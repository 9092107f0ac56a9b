/* diag_json.c - diagnostics as JSON, an object a line. */
#include "emit/diag_format.h"

#include <cjson/cJSON.h>
#include <stdlib.h>

/* An object being built; once memory is out nothing more is added. */
struct builder {
    struct diag_page *page;
    bool failed;
};

/* Puts `item` into `parent`, under `key` or, if that is NULL, at an array's end. Returns it, or
 * NULL when memory is out: then it is gone, and adding to NULL does nothing. */
static cJSON *item_add(struct builder *b, cJSON *parent, const char *key, cJSON *item)
{
    bool added =
        parent && item &&
        (key ? cJSON_AddItemToObject(parent, key, item) : cJSON_AddItemToArray(parent, item));
    if (added)
        return item;
    cJSON_Delete(item);
    b->failed = true;
    return NULL;
}

/* A string with U+FFFD for every byte that JSON in a C string could not carry. */
static cJSON *text_make(struct builder *b, struct str text)
{
    static const struct str replacement = {"\xEF\xBF\xBD", 3};
    char *copy = arena_alloc(b->page->a, text.len * replacement.len + 1);
    struct terminal_reader reader = terminal_read(text, 0, 1);
    struct terminal_character character;
    size_t length = 0;
    while (terminal_next(&reader, &character)) {
        struct str bytes = str_part(text, character.start, character.end);
        if (character.shown == SHOWN_BYTE || character.point == 0)
            bytes = replacement;
        memcpy(copy + length, bytes.ptr, bytes.len);
        length += bytes.len;
    }
    copy[length] = '\0';
    return cJSON_CreateString(copy);
}

static void text_add(struct builder *b, cJSON *parent, const char *key, struct str text)
{
    item_add(b, parent, key, text_make(b, text));
}

static void number_add(struct builder *b, cJSON *parent, const char *key, bool known,
                       uint32_t number)
{
    item_add(b, parent, key, known ? cJSON_CreateNumber(number) : cJSON_CreateNull());
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
        text_add(b, parent, "path", span.source->path);
    } else {
        item_add(b, parent, "path", cJSON_CreateNull());
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
    cJSON *object = item_add(b, labels, NULL, cJSON_CreateObject());
    place_add(b, object, label->span);
    text_add(b, object, "message", diag_remark_text(b->page->a, label, b->page->options->language));
}

static void remarks_add(struct builder *b, cJSON *object, const struct diag *diag)
{
    cJSON *labels = item_add(b, object, "labels", cJSON_CreateArray());
    if (diag->has_label)
        label_add(b, labels, &diag->label);
    for (const struct diag_remark *label = diag->labels; label; label = label->next)
        label_add(b, labels, label);
    cJSON *notes = item_add(b, object, "notes", cJSON_CreateArray());
    for (const struct diag_remark *note = diag->notes; note; note = note->next)
        text_add(b, notes, NULL, diag_remark_text(b->page->a, note, b->page->options->language));
}

/* The edits are made together, so they are one fix, as applicable as the worst of them. */
static void fixes_add(struct builder *b, cJSON *object, const struct diag *diag)
{
    static const char *const words[] = {
        [FIX_SAFE] = "safe",
        [FIX_NAMED] = "named",
        [FIX_SKETCH] = "sketch",
    };
    cJSON *fixes = item_add(b, object, "fixes", cJSON_CreateArray());
    if (!diag->fixes)
        return;
    enum diag_applicability worst = FIX_SAFE;
    for (const struct diag_fix *fix = diag->fixes; fix; fix = fix->next)
        worst = fix->applicability > worst ? fix->applicability : worst;
    cJSON *object_of_fix = item_add(b, fixes, NULL, cJSON_CreateObject());
    text_add(b, object_of_fix, "applicability", str_of(words[worst]));
    cJSON *edits = item_add(b, object_of_fix, "edits", cJSON_CreateArray());
    for (const struct diag_fix *fix = diag->fixes; fix; fix = fix->next) {
        cJSON *edit = item_add(b, edits, NULL, cJSON_CreateObject());
        place_add(b, edit, fix->span);
        text_add(b, edit, "text", fix->text);
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

/* Writes the object and a line's end. cJSON escapes C0 controls only; what else could play tricks
 * on a terminal can only stand in a string, where an escape means the same. */
static bool object_write(struct builder *b, cJSON *object)
{
    char *printed = b->failed || !object ? NULL : cJSON_PrintUnformatted(object);
    cJSON_Delete(object);
    if (!printed)
        return false;
    struct str text = str_of(printed);
    struct terminal_reader reader = terminal_read(text, 0, 1);
    struct terminal_character character;
    while (terminal_next(&reader, &character)) {
        if (character.shown == SHOWN_POINT)
            escape_write(b->page->out, character.point);
        else
            fwrite(printed + character.start, 1, character.end - character.start, b->page->out);
    }
    fputc('\n', b->page->out);
    cJSON_free(printed);
    return true;
}

bool diag_json_entry(struct diag_page *page, const struct diag *diag)
{
    const struct diag_info *info = diag_info(diag->code);
    struct builder b = {page, false};
    cJSON *object = cJSON_CreateObject();
    text_add(&b, object, "code", str_of(info->code));
    text_add(&b, object, "severity", str_of(diag_severity_word(diag->severity, LANGUAGE_ENGLISH)));
    text_add(&b, object, "category", str_of(info->category));
    text_add(&b, object, "message", diag_message(page->a, diag, page->options->language));
    cJSON *messages = item_add(&b, object, "messages", cJSON_CreateObject());
    text_add(&b, messages, "zh", diag_message(page->a, diag, LANGUAGE_CHINESE));
    text_add(&b, messages, "en", diag_message(page->a, diag, LANGUAGE_ENGLISH));
    place_add(&b, object, diag->span);
    remarks_add(&b, object, diag);
    fixes_add(&b, object, diag);
    return object_write(&b, object);
}

bool diag_json_omitted(struct diag_page *page, const struct diag_omitted *omitted)
{
    struct builder b = {page, false};
    cJSON *object = cJSON_CreateObject();
    if (omitted->source)
        text_add(&b, object, "path", omitted->source->path);
    else
        item_add(&b, object, "path", cJSON_CreateNull());
    cJSON *counts = item_add(&b, object, "omitted", cJSON_CreateObject());
    number_add(&b, counts, "errors", true, omitted->errors);
    number_add(&b, counts, "warnings", true, omitted->warnings);
    number_add(&b, counts, "hints", true, omitted->hints);
    return object_write(&b, object);
}
