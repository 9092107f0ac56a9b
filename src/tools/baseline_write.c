/* baseline_write.c - writing what an office has found and lives with. */
#include "tools/baseline.h"

#include "emit/diag_json.h"
#include "tools/capture.h"
#include "tools/files.h"

#include <fcntl.h>
#include <stdlib.h>

/* ---- the lines of one file ------------------------------------------------------------------ */

static int compare_diags(const void *left, const void *right)
{
    const struct diag *one = *(const struct diag *const *)left;
    const struct diag *other = *(const struct diag *const *)right;
    int order = str_compare(diag_code_text(one), diag_code_text(other));
    return order ? order : str_compare(one->fingerprint, other->fingerprint);
}

struct file_lines {
    const struct diag **diags;
    size_t count;
    const unsigned *more;
    struct str path;
    struct arena *arena;
};

static int compare_texts(const void *left, const void *right)
{
    return str_compare(*(const struct str *)left, *(const struct str *)right);
}

/* The fingerprints of the parts, in an order that does not depend on where they stand. */
static void add_parts(struct json_builder *json, cJSON *object, const struct diag *diag)
{
    if (diag->part_count == 0)
        return;
    struct str *marks = ARENA_ARRAY(json->a, struct str, diag->part_count);
    size_t count = 0;
    for (const struct diag_part *part = diag->parts; part; part = part->next)
        marks[count++] = part->fingerprint;
    qsort(marks, count, sizeof *marks, compare_texts);
    cJSON *parts = json_add_array(json, object, "parts");
    for (size_t i = 0; i < count; i++)
        json_add_text(json, parts, NULL, marks[i]);
}

static struct str severity_word(enum diag_severity severity)
{
    return str_of(diag_severity_word(severity, LANGUAGE_ENGLISH));
}

static bool print_lines(void *context, FILE *out)
{
    struct file_lines *lines = context;
    struct json_builder json = {.a = lines->arena};
    for (size_t i = 0; i < lines->count; i++) {
        const struct diag *diag = lines->diags[i];
        cJSON *object = cJSON_CreateObject();
        json_add_text(&json, object, "path", lines->path);
        json_add_text(&json, object, "code", diag_code_text(diag));
        json_add_text(&json, object, "severity", severity_word(diag->severity));
        json_add_text(&json, object, "fingerprint", diag->fingerprint);
        add_parts(&json, object, diag);
        if (!diag_json_write(&json, object, out))
            return false;
    }
    for (int severity = DIAG_ERROR; severity >= DIAG_HINT; severity--) {
        if (lines->more[severity] == 0)
            continue;
        cJSON *object = cJSON_CreateObject();
        json_add_text(&json, object, "path", lines->path);
        json_add_text(&json, object, "severity", severity_word((enum diag_severity)severity));
        json_add_whole(&json, object, "count", lines->more[severity]);
        if (!diag_json_write(&json, object, out))
            return false;
    }
    return true;
}

bool baseline_lines(const struct diags *diags, const bool *chosen, const unsigned *more,
                    struct str path, struct arena *a, struct str *text)
{
    struct file_lines lines = {.more = more, .path = path, .arena = a};
    lines.diags = ARENA_ARRAY(a, const struct diag *, diags->kept + 1);
    size_t at = 0;
    for (const struct diag *diag = diags->first; diag; diag = diag->next, at++) {
        if (chosen[at])
            lines.diags[lines.count++] = diag;
    }
    if (lines.count > 0)
        qsort(lines.diags, lines.count, sizeof *lines.diags, compare_diags);
    return capture(a, print_lines, &lines, text);
}

/* ---- the whole ------------------------------------------------------------------------------ */

static int compare_parts(const void *left, const void *right)
{
    const struct baseline_part *one = left, *other = right;
    return str_compare(one->path, other->path);
}

bool baseline_write(const char *name, struct baseline_part *parts, size_t count, struct arena *a,
                    struct baseline_sum *sum)
{
    struct str *texts = ARENA_ARRAY(a, struct str, count + 1);
    size_t kept = 0;
    texts[kept++] = STR("{\"jixiao_baseline\":1}\n");
    if (count > 0)
        qsort(parts, count, sizeof *parts, compare_parts);
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && str_equal(parts[i - 1].path, parts[i].path))
            continue;
        texts[kept++] = parts[i].lines;
        sum->findings += parts[i].findings;
        sum->files++;
    }
    return file_replace(AT_FDCWD, str_of(name), arena_join(a, texts, kept));
}
