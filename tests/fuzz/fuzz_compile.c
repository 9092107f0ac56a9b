/* fuzz_compile.c - any bytes through the whole compiler, and everything it can print of them. */
#include "fuzz/check.h"

#include "tools/compile.h"

static void emit(enum emitter_id id, const struct emit_input *input)
{
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    CHECK(out && emitter_info(id)->emit(out, input) && fclose(out) == 0);
    switch (id) {
    case EMITTER_JSON: {
        cJSON *value = cJSON_ParseWithLengthOpts(text, length + 1, NULL, true);
        CHECK(cJSON_IsObject(value));
        cJSON_Delete(value);
        break;
    }
    case EMITTER_HTML:
        check_html((struct str){text, length});
        break;
    case EMITTER_COUNT:
        break;
    }
    free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct compilation c = {.arena = ARENA_INIT};
    struct str text = {(const char *)data, size};
    struct source *source = source_new(&c.arena, STR("a.jx"), text);
    unsigned way = str_hash(text) >> 8;
    compile(&c, check_library(), NULL, source, &(struct import_loader){.load = NULL});
    check_diags(&c.diags);
    check_printing(&c.diags, &c.arena, way);
    for (const struct project *project = c.projects; project; project = project->next) {
        check_span(project->span);
        struct emit_input input = {.project = project,
                                   .diags = &c.diags,
                                   .scratch = &c.arena,
                                   .language = way & 8 ? LANGUAGE_ENGLISH : LANGUAGE_CHINESE,
                                   .is_draft = c.diags.errors > 0};
        if ((way >> 4 & 3) < EMITTER_COUNT) /* reports cost most of the time */
            emit((enum emitter_id)(way >> 4 & 3), &input);
    }
    compilation_free(&c);
    return 0;
}
