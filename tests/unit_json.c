/*
 * unit_json.c - a project as JSON, and the schema.
 *
 * With a word it prints what json.test.py validates: schema, full, empty or deep.
 */
#include "unit_json.h"

#include "base/diag.h"
#include "emit/json_print.h"

#include "unit.h"

#include <stdlib.h>

enum { DEEP = 256 };

/* ---- the printer --------------------------------------------------------------------------- */

static void check_print(struct unit *u, const char *json, const char *expected)
{
    struct output output = {0};
    cJSON *value = cJSON_ParseWithLengthOpts(json, strlen(json) + 1, NULL, 1);
    FILE *out = open_memstream(&output.text, &output.size);
    if (!out)
        abort();
    json_print(out, value);
    fclose(out);
    CHECK_TEXT(u, ((struct str){output.text, output.size}), expected);
    free(output.text);
    cJSON_Delete(value);
}

static void test_print(struct unit *u)
{
    check_print(u, "[]", "[]\n");
    check_print(u, "{\"b\":[1,-2,true,false,null],\"a\":{},\"c\":[[]]}",
                "{\n  \"b\": [\n    1,\n    -2,\n    true,\n    false,\n    null\n  ],\n"
                "  \"a\": {},\n  \"c\": [\n    []\n  ]\n}\n");
    check_print(u, "\"\\\" \\\\ \\/ \\b\\f\\n\\r\\t \\u0001 \\u001f \\u007f\"",
                "\"\\\" \\\\ / \\b\\f\\n\\r\\t \\u0001 \\u001f \x7F\"\n");
    check_print(u, "\"绩效<&>\\u2028\\u2029\\ud842\\udfb7\"",
                "\"绩效<&>\xE2\x80\xA8\xE2\x80\xA9\xF0\xA0\xAE\xB7\"\n");
}

/* A text that JSON in a C string could not carry. */
static void test_text(struct unit *u)
{
    struct output output = {0};
    struct json json = {.sink = {.out = open_memstream(&output.text, &output.size)}};
    if (!json.sink.out)
        abort();
    json_text(&json, NULL, (struct str){"a\0b\xFF\xEF\xBF\xBD—\xE2\x80", 12});
    json_end(&json);
    fclose(json.sink.out);
    CHECK_TEXT(u, ((struct str){output.text, output.size}),
               "\"a\xEF\xBF\xBD"
               "b\xEF\xBF\xBD\xEF\xBF\xBD—\xEF\xBF\xBD\xEF\xBF\xBD\"\n");
    free(output.text);
}

/* ---- values in the tree -------------------------------------------------------------------- */

/* The value at a path such as "project/lines/0/name", or NULL. */
static const cJSON *value_at(const cJSON *root, const char *path)
{
    while (root && *path) {
        char part[64];
        size_t length = strcspn(path, "/");
        memcpy(part, path, length);
        part[length] = '\0';
        root = cJSON_IsArray(root) ? cJSON_GetArrayItem(root, atoi(part))
                                   : cJSON_GetObjectItemCaseSensitive(root, part);
        path += length + (path[length] == '/');
    }
    return root;
}

struct row {
    int line;
    const char *path,
        *value; /* NULL: it is null; "-": it is not there; otherwise as JSON prints it */
};

static void check_rows(struct unit *u, const cJSON *root, const struct row *rows, size_t count)
{
    for (const struct row *row = rows; row < rows + count; row++) {
        const cJSON *value = value_at(root, row->path);
        char *printed = value ? cJSON_PrintUnformatted(value) : NULL;
        CHECK_ROW_TEXT(u, row, str_of(printed ? printed : "-"), row->value);
        cJSON_free(printed);
    }
}

static const struct row full_rows[] = {
    {HERE, "$schema", "\"jixiao-1.schema.json\""},
    {HERE, "format", "\"jixiao/1\""},
    {HERE, "draft", "true"},
    {HERE, "project/framework", "\"上海市/2020\""},
    {HERE, "project/source", "{\"path\":\"a/学区.jx\",\"line\":2,\"end_line\":11}"},
    {HERE, "project/year", "2020"},
    {HERE, "project/money_unit", "\"万元\""},
    {HERE, "project/category", "\"经常性项目\""},
    {HERE, "project/period", "{\"first\":\"2020-01-01\",\"last\":\"2020-12-31\"}"},
    {HERE, "project/rationale/basis/0/title", "\"《方案（2014-2020年）》\""},
    {HERE, "project/rationale/basis/0/line", "3"},
    {HERE, "project/rationale/basis/1", "{\"title\":\"《方案（2014-2020年）》\",\"line\":3}"},
    {HERE, "project/rationale/basis/2", "-"},
    {HERE, "project/sign_off/date", "\"2019-10\""},
    {HERE, "project/line_totals/amount",
     "{\"value\":\"80.00\",\"unit\":\"万元\",\"yuan\":\"800000\"}"},
    {HERE, "project/line_totals/quantity", "\"6.00\""},
    {HERE, "project/funding/items/0/key", "\"year_budget\""},
    {HERE, "project/funding/items/0/role", "\"year\""},
    {HERE, "project/funding/items/0/line", "4"},
    {HERE, "project/funding/items/0/children/0/amount", "null"},
    {HERE, "project/funding/items/0/children/0/stated", "false"},
    {HERE, "project/funding/items/0/children/0/line", "null"},
    {HERE, "project/funding/year_plan/0",
     "{\"year\":2020,\"amount\":{\"value\":\"123456\",\"unit\":\"元\",\"yuan\":\"123456\"},"
     "\"line\":4}"},
    {HERE, "project/indicators/0/target",
     "{\"comparison\":\">=\",\"type\":\"quantity\",\"value\":\"90\",\"unit\":\"%\",\"kind\":"
     "\"比率\","
     "\"direction\":\"higher\",\"text\":\"≥90%\"}"},
    {HERE, "project/indicators/0/scale", "\"质量等级\""},
    {HERE, "project/indicators/0/term_target/text", "\"≥300 门\""},
    {HERE, "project/indicators/1/target/comparison", "\"range\""},
    {HERE, "project/indicators/1/target/high",
     "{\"type\":\"quantity\",\"value\":\"95.5\",\"unit\":\"%\",\"kind\":\"比率\"}"},
    {HERE, "project/indicators/2/target/steps", "[\"优秀\",\"良好\",\"一般\"]"},
    {HERE, "project/indicators/2/target/rank", "1"},
    {HERE, "project/indicators/4/target",
     "{\"comparison\":\"=\",\"type\":\"date\",\"value\":\"2020-12-31\",\"direction\":\"exact\","
     "\"text\":\"2020-12-31\"}"},
    {HERE, "project/indicators/5/target/comparison", "null"},
    {HERE, "project/indicators/6/target/direction", "null"},
    {HERE, "project/indicators/8/target/yuan", "\"105000\""},
    {HERE, "project/indicators/9/target/value", "\"12 门/15 门\""},
    {HERE, "project/indicators/9/target/unit", "null"},
    {HERE, "project/indicators/9/target/denominator",
     "{\"value\":\"15\",\"unit\":\"门\",\"kind\":\"计数\"}"},
    {HERE, "project/indicators/10/target", "null"},
    {HERE, "project/indicators/10/level_two", "null"},
    {HERE, "project/lines/0/task", "true"},
    {HERE, "project/lines/0/formula", "-"},
    {HERE, "project/lines/0/lines/0/price",
     "{\"value\":\"5.00\",\"unit\":\"万元/门\",\"kind\":null}"},
    {HERE, "project/lines/0/lines/0/formula", "\"5.00 万元/门 × 4 门 = 20.00 万元\""},
    {HERE, "project/lines/0/lines/0/line", "7"},
    {HERE, "project/lines/0/lines/1/formula", "\"5.00 万元/门 × 4 门\""},
    {HERE, "project/lines/0/lines/1/price", "null"},
    {HERE, "project/lines_total/yuan", "null"},
    {HERE, "project/safeguards/0/kind", "\"项目管理制度\""},
    {HERE, "project/safeguards/0/stages", "[\"经常性项目\",\"经常性项目\"]"},
    {HERE, "diagnostics/0/code", "\"JX0106\""},
    {HERE, "diagnostics/0/line", "7"},
    {HERE, "diagnostics/0/fixes/0/applicability", "\"named\""},
    {HERE, "diagnostics/1/path", "null"},
    {HERE, "diagnostics_omitted", "-"},
};

static const struct row empty_rows[] = {
    {HERE, "project/framework", "null"},
    {HERE, "project/name", "\"学区化\""},
    {HERE, "project/source/line", "null"},
    {HERE, "project/code",
     "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD \xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\""},
    {HERE, "project/leader", "null"},
    {HERE, "project/period", "null"},
    {HERE, "project/rationale", "null"},
    {HERE, "project/sign_off", "{\"date\":null,\"line\":null}"},
    {HERE, "project/contact", "-"},
    {HERE, "project/funding", "{\"items\":[]}"},
    {HERE, "project/indicators", "[]"},
    {HERE, "project/lines_total", "null"},
    {HERE, "diagnostics", "[]"},
};

static cJSON *output_parse(struct unit *u, struct output output)
{
    const char *end = NULL;
    CHECK(u, output.complete);
    CHECK(u, output.size > 0 && output.text[output.size - 1] == '\n');
    cJSON *root = cJSON_ParseWithLengthOpts(output.text, output.size + 1, &end, 1);
    CHECK(u, root != NULL);
    return root;
}

static void test_projects(struct unit *u)
{
    struct model *m = model_open_full();
    struct output output = model_print(m);
    cJSON *root = output_parse(u, output);
    check_rows(u, root, full_rows, COUNT(full_rows));
    const cJSON *name = value_at(root, "project/name");
    CHECK_TEXT(u, str_of(name ? name->valuestring : ""), model_hostile_text);
    CHECK(u, model_source_is_untouched(m));
    cJSON_Delete(root);
    free(output.text);
    model_close(m);

    m = model_open_empty();
    output = model_print(m);
    root = output_parse(u, output);
    check_rows(u, root, empty_rows, COUNT(empty_rows));
    cJSON_Delete(root);
    free(output.text);
    model_close(m);
}

static void test_deep(struct unit *u)
{
    struct model *m = model_open_deep(DEEP);
    struct output output = model_print(m);
    cJSON *root = output_parse(u, output);
    unsigned depth = 0;
    for (const cJSON *lines = value_at(root, "project/lines"); lines && lines->child;
         lines = cJSON_GetObjectItemCaseSensitive(lines->child, "lines"))
        depth++;
    CHECK_NUMBER(u, depth, DEEP);
    cJSON_Delete(root);
    free(output.text);
    model_close(m);
}

/* More errors than a file keeps are said to be there. */
static void test_omitted(struct unit *u)
{
    struct model *m = model_open_empty();
    model_add_errors(m, DIAG_KEPT_LIMIT + 5);
    struct output output = model_print(m);
    cJSON *root = output_parse(u, output);
    CHECK_NUMBER(u, cJSON_GetArraySize(value_at(root, "diagnostics")), DIAG_KEPT_LIMIT);
    const struct row row = {HERE, "diagnostics_omitted",
                            "{\"errors\":5,\"warnings\":0,\"hints\":0}"};
    check_rows(u, root, &row, 1);
    cJSON_Delete(root);
    free(output.text);
    model_close(m);
}

/* ---- no memory ----------------------------------------------------------------------------- */

/* cJSON's hooks have no place for a state of the caller's, so this one is the program's. */
static long allocations_left = -1, allocations_live = 0;

static void *allocate(size_t size)
{
    if (allocations_left == 0)
        return NULL;
    allocations_left -= allocations_left > 0;
    allocations_live++;
    return malloc(size);
}

static void release(void *memory)
{
    allocations_live -= memory != NULL;
    free(memory);
}

/* Whichever allocation fails, nothing is written and nothing leaks. */
static void test_no_memory(struct unit *u)
{
    struct model *m = model_open_full();
    cJSON_InitHooks(&(cJSON_Hooks){allocate, release});
    bool complete = false, sound = true;
    long limit = 0;
    for (; !complete && limit < 100000; limit += 1 + limit / 50) {
        allocations_left = limit;
        struct output output = model_print(m);
        complete = output.complete;
        sound &= allocations_live == 0 && (complete ? output.size > 0 : output.size == 0);
        free(output.text);
    }
    CHECK(u, complete);
    CHECK(u, sound);
    CHECK(u, limit > 50); /* the trees of diagnostics: all else is written as it comes */
    allocations_left = 10;
    struct output schema = schema_print();
    CHECK(u, !schema.complete && schema.size == 0);
    free(schema.text);
    CHECK_NUMBER(u, allocations_live, 0);
    cJSON_InitHooks(NULL);
    model_close(m);
}

static int print_one(const char *word)
{
    struct model *m = NULL;
    if (strcmp(word, "full") == 0)
        m = model_open_full();
    else if (strcmp(word, "empty") == 0)
        m = model_open_empty();
    else if (strcmp(word, "deep") == 0)
        m = model_open_deep(DEEP);
    struct output output = m ? model_print(m) : schema_print();
    fwrite(output.text, 1, output.size, stdout);
    free(output.text);
    if (m)
        model_close(m);
    return output.complete ? 0 : 1;
}

int main(int argc, char **argv)
{
    struct unit u = {0};
    if (argc > 1)
        return print_one(argv[1]);
    test_print(&u);
    test_text(&u);
    test_projects(&u);
    test_deep(&u);
    test_omitted(&u);
    test_no_memory(&u);
    return unit_finish(&u);
}
