/* cmd_units.c - jixiao units: kinds, units and scales, for people and as JSON. */
#include "tools/command.h"

#include "emit/json_build.h"
#include "emit/json_print.h"
#include "tools/list_catalogue.h"

/* “= 10000 元” behind a derived unit. */
static void print_factor(FILE *out, const struct units *units, const struct unit *unit,
                         struct arena *a, enum language language)
{
    char buffer[DECIMAL_TEXT_SIZE];
    if (unit->is_base)
        return;
    struct str number = rational_print(unit->measure.factor, 0, buffer);
    struct bilingual of = dimension_name(a, units, &unit->measure.dimension);
    fprintf(out, " = %" STR_FORMAT " %" STR_FORMAT, STR_ARG(number),
            STR_ARG(bilingual_text(of, language)));
}

static void print_unit(FILE *out, const struct units *units, const struct unit *unit,
                       struct arena *a, enum language language)
{
    fprintf(out, "  %" STR_FORMAT " %" STR_FORMAT, STR_ARG(unit->measure.name.chinese),
            STR_ARG(unit->measure.name.english));
    print_factor(out, units, unit, a, language);
    const char *before = language == LANGUAGE_ENGLISH ? "; also " : "；也写作 ";
    for (unsigned i = 0; i < unit->spelling_count; i++) {
        fprintf(out, "%s%" STR_FORMAT, before, STR_ARG(unit->spellings[i].chinese));
        before = language == LANGUAGE_ENGLISH ? ", " : "、";
    }
    if (!unit->is_legal)
        fputs(language == LANGUAGE_ENGLISH ? "; not a legal unit" : "；非法定计量单位", out);
    fputc('\n', out);
    if (unit->documentation.len)
        fprintf(out, "      %" STR_FORMAT "\n", STR_ARG(unit->documentation));
}

static bool unit_is_wanted(const struct options *options, const struct unit *unit)
{
    bool wanted =
        list_wants(options, unit->measure.name) || list_wants(options, unit->measure.kind->name) ||
        list_wants_all(options, WORD_FILE_UNIT) || list_wants_all(options, WORD_FILE_KIND);
    for (unsigned i = 0; i < unit->spelling_count && !wanted; i++)
        wanted = list_wants(
            options, (struct bilingual){unit->spellings[i].chinese, unit->spellings[i].chinese});
    return wanted;
}

static bool scale_is_wanted(const struct options *options, const struct scale *scale)
{
    bool wanted = list_wants(options, scale->name) || list_wants_all(options, WORD_FILE_SCALE);
    for (int i = 0; i < options->path_count && !wanted; i++)
        wanted = scale_find_step(scale, str_of(options->paths[i])) != NULL;
    return wanted;
}

static size_t print_kinds(const struct options *options, const struct units *units, struct arena *a)
{
    size_t shown = 0;
    for (const struct kind *kind = units->kinds; kind; kind = kind->next) {
        bool headed = false;
        for (const struct unit *unit = units->units; unit; unit = unit->next) {
            if (unit->measure.kind != kind || !unit_is_wanted(options, unit))
                continue;
            if (!headed)
                printf("%" STR_FORMAT " %" STR_FORMAT "\n", STR_ARG(kind->name.chinese),
                       STR_ARG(kind->name.english));
            headed = true;
            print_unit(stdout, units, unit, a, options->language);
            shown++;
        }
    }
    return shown;
}

/* “良好 good（也写作 …）”, with the sign before it that it is lower than the last. */
static void print_grade(const struct grade *grade, bool is_first)
{
    printf("%s%" STR_FORMAT " %" STR_FORMAT, is_first ? "" : " > ", STR_ARG(grade->name.chinese),
           STR_ARG(grade->name.english));
    for (unsigned i = 0; i < grade->spelling_count; i++)
        printf("%s%" STR_FORMAT "%s", i ? ", " : " (", STR_ARG(grade->spellings[i]),
               i + 1 == grade->spelling_count ? ")" : "");
}

static size_t print_scales(const struct options *options, const struct units *units)
{
    size_t shown = 0;
    for (const struct scale *scale = units->scales; scale; scale = scale->next) {
        if (!scale_is_wanted(options, scale))
            continue;
        printf("%s %" STR_FORMAT " %" STR_FORMAT "\n  ",
               options->language == LANGUAGE_ENGLISH ? "scale" : "等级",
               STR_ARG(scale->name.chinese), STR_ARG(scale->name.english));
        for (const struct grade *grade = scale->first; grade; grade = grade->next)
            print_grade(grade, grade == scale->first);
        struct str judging = bilingual_text(scale->judging, options->language);
        if (judging.len)
            printf("\n      %s%" STR_FORMAT,
                   options->language == LANGUAGE_ENGLISH ? "judged " : "判定：", STR_ARG(judging));
        putchar('\n');
        shown++;
    }
    return shown;
}

/* ---- JSON ---------------------------------------------------------------------------------- */

static void add_spellings(struct json_builder *json, cJSON *parent, const struct unit *unit)
{
    cJSON *array = json_add_array(json, parent, "spellings");
    for (unsigned i = 0; i < unit->spelling_count; i++)
        json_add_text(json, array, NULL, unit->spellings[i].chinese);
}

static void add_kinds(struct json_builder *json, cJSON *root, const struct options *options,
                      const struct units *units)
{
    cJSON *array = json_add_array(json, root, "kinds");
    for (const struct kind *kind = units->kinds; kind; kind = kind->next) {
        if (!list_wants(options, kind->name))
            continue;
        cJSON *object = json_add_object(json, array, NULL);
        json_add_text(json, object, "zh", kind->name.chinese);
        json_add_text(json, object, "en", kind->name.english);
        json_add_text(json, object, "note", kind->documentation);
    }
}

static void add_units(struct json_builder *json, cJSON *root, const struct options *options,
                      const struct units *units)
{
    char buffer[DECIMAL_TEXT_SIZE];
    cJSON *array = json_add_array(json, root, "units");
    for (const struct unit *unit = units->units; unit; unit = unit->next) {
        if (!unit_is_wanted(options, unit))
            continue;
        cJSON *object = json_add_object(json, array, NULL);
        json_add_text(json, object, "zh", unit->measure.name.chinese);
        json_add_text(json, object, "en", unit->measure.name.english);
        json_add_text(json, object, "kind", unit->measure.kind->name.chinese);
        json_add_text(json, object, "factor", rational_print(unit->measure.factor, 0, buffer));
        json_add_text(json, object, "dimension",
                      dimension_name(json->a, units, &unit->measure.dimension).chinese);
        add_spellings(json, object, unit);
        json_add_truth(json, object, "legal", unit->is_legal);
        json_add_text(json, object, "note", unit->documentation);
    }
}

static void add_scales(struct json_builder *json, cJSON *root, const struct options *options,
                       const struct units *units)
{
    cJSON *array = json_add_array(json, root, "scales");
    for (const struct scale *scale = units->scales; scale; scale = scale->next) {
        if (!scale_is_wanted(options, scale))
            continue;
        cJSON *object = json_add_object(json, array, NULL);
        json_add_text(json, object, "zh", scale->name.chinese);
        json_add_text(json, object, "en", scale->name.english);
        cJSON *steps = json_add_array(json, object, "steps");
        for (const struct grade *grade = scale->first; grade; grade = grade->next) {
            cJSON *step = json_add_object(json, steps, NULL);
            json_add_text(json, step, "zh", grade->name.chinese);
            json_add_text(json, step, "en", grade->name.english);
            cJSON *spellings = json_add_array(json, step, "spellings");
            for (unsigned i = 0; i < grade->spelling_count; i++)
                json_add_text(json, spellings, NULL, grade->spellings[i]);
        }
        json_add_text(json, object, "note", scale->documentation);
        cJSON *judging = json_add_object(json, object, "judging");
        json_add_text(json, judging, "zh", scale->judging.chinese);
        json_add_text(json, judging, "en", scale->judging.english);
    }
}

static bool print_json(const struct options *options, const struct library *library,
                       struct arena *a)
{
    const struct units *units = &library->units;
    struct json_builder json = {.a = a};
    cJSON *root = cJSON_CreateObject();
    add_kinds(&json, root, options, units);
    add_units(&json, root, options, units);
    add_scales(&json, root, options, units);
    list_catalogue_json(&json, root, options, library);
    bool built = root && !json.failed;
    if (built)
        json_print(stdout, root);
    cJSON_Delete(root);
    return built;
}

int command_units(const struct options *options)
{
    struct arena a = ARENA_INIT;
    const struct library *library = command_library(&a);
    int status = EXIT_CANNOT;
    if (library && options->print.format == DIAG_FORMAT_JSON) {
        status = print_json(options, library, &a) ? EXIT_CLEAN
                                                  : command_fail(NULL, "内存不足 out of memory");
    } else if (library) {
        size_t shown = print_kinds(options, &library->units, &a);
        shown += print_scales(options, &library->units);
        shown += list_catalogue(options, library);
        status = shown ? EXIT_CLEAN
                       : command_refuse(options, options->paths[0],
                                        "没有这个单位、量类、等级、词表、科目或指标",
                                        "no such unit, kind, scale, word list, code or indicator");
    }
    arena_free(&a);
    return status;
}
