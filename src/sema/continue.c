/* continue.c - 延续: last year's project, for comparing with it. */
#include "sema/spec.h"

#include "base/utf8.h"
#include "syntax/parse.h"

/* A file of last year's, read once however many projects continue one of it. */
struct previous_file {
    struct spec spec; /* its source is NULL if it could not be read */
    struct diags found;
};

/* Reads and binds the file, one step back only: what it continues in its turn is not followed. */
static struct previous_file *previous_find(struct binder *b, const struct ast_expression *path)
{
    struct str key = base_key(b->arena, path);
    struct previous_file *file = (struct previous_file *)map_get(&b->previous, key);
    if (file)
        return file;
    file = ARENA_NEW(b->arena, struct previous_file);
    map_put(&b->previous, b->arena, key, file);
    file->found.arena = b->arena;
    struct source *source = import_read(b, path);
    if (!source)
        return file;
    file->spec.source = source;
    file->spec.nodes = parse(source, b->arena, &file->found, NULL).first;
    struct binder binder =
        spec_binder(&file->spec, b->library, b->settings, b->arena, &file->found, b->loader);
    binder.is_baseline = true; /* its mistakes are only counted */
    binder.reads = b->reads;
    spec_bind(&binder, &file->spec);
    if (file->found.errors)
        diag_report(b->diags, DIAG_PREVIOUS_HAS_ERRORS, path->span, DIAG_TEXT(source->path),
                    DIAG_NUMBER(file->found.errors));
    return file;
}

/* The project that is named; of several, else, the one that is called like this one. */
static const struct project *choose_project(struct binder *b, const struct previous_file *file,
                                            const struct project *project,
                                            const struct ast_node *node)
{
    const struct ast_expression *wanted = referred_project(b, node);
    const struct project *first = file->spec.projects;
    if (!wanted && first && !first->next)
        return first;
    struct str name = utf8_compose(b->arena, wanted ? wanted->text : project->name);
    size_t count = 0;
    for (const struct project *p = first; p; p = p->next, count++) {
        if (str_equal(utf8_compose(b->arena, p->name), name))
            return p;
    }
    if (!first && file->found.errors)
        return NULL; /* that it has errors was reported */
    struct bilingual *names = ARENA_ARRAY(b->arena, struct bilingual, count);
    count = 0;
    for (const struct project *p = first; p; p = p->next)
        names[count++] = (struct bilingual){p->name, p->name};
    report_no_such_project(b, node->values->span, wanted, file->spec.source->path, names, count);
    return NULL;
}

/* ---- indicators ------------------------------------------------------------------------------ */

static struct str code_of(struct arena *a, const struct indicator *indicator)
{
    const struct field *field = object_get(indicator->fields, WORD_INDICATOR_CODE);
    const struct value *code = field ? field->values : NULL;
    return code && code->kind == VALUE_TEXT ? utf8_compose(a, code->text) : (struct str){0};
}

/* Category and name; or, without the category, the name alone. */
static struct str key_of(struct arena *a, const struct indicator *indicator, bool with_category)
{
    struct str name = utf8_compose(a, indicator->name);
    const struct str parts[] = {indicator->level_one->name.chinese, STR("\n"),
                                indicator->level_two->name.chinese, STR("\n"), name};
    return with_category ? arena_join(a, parts, 5) : name;
}

/* What the indicators of last year's project are known by. */
struct indicator_maps {
    struct map codes, keys, names;
};

/* Stands for a name that several indicators have. */
static const struct indicator several;

static struct indicator_maps index_indicators(struct arena *a, const struct project *project)
{
    struct indicator_maps maps = {{0}, {0}, {0}};
    for (const struct indicator *i = project->indicators; i; i = i->next) {
        struct str code = code_of(a, i), name = key_of(a, i, false);
        if (code.len)
            map_put(&maps.codes, a, code, i);
        if (!name.len)
            continue;
        map_put(&maps.keys, a, key_of(a, i, true), i);
        map_put(&maps.names, a, name, map_get(&maps.names, name) ? &several : i);
    }
    return maps;
}

/*
 * By 编号; else by category and name; else, where the category was changed or the framework is another
 * one, by a name that only one indicator of either year has.
 */
static void link_indicators(struct arena *a, struct project *project)
{
    struct indicator_maps old = index_indicators(a, project->previous);
    struct indicator_maps new = index_indicators(a, project);
    for (struct indicator *i = project->indicators; i; i = i->next) {
        struct str code = code_of(a, i), name = key_of(a, i, false);
        i->previous = code.len ? map_get(&old.codes, code) : NULL;
        if (!i->previous && name.len)
            i->previous = map_get(&old.keys, key_of(a, i, true));
        if (!i->previous && name.len && map_get(&new.names, name) == i &&
            map_get(&old.names, name) != &several)
            i->previous = map_get(&old.names, name);
    }
}

/* ---- lines ----------------------------------------------------------------------------------- */

/* Links lines of one task with those of the same task last year. */
static void link_lines(struct arena *a, struct line *lines, const struct line *old_lines)
{
    struct map names = {0};
    for (const struct line *old = old_lines; old; old = old->next) {
        struct str name = utf8_compose(a, old->name);
        if (name.len)
            map_put(&names, a, name, old);
    }
    for (struct line *line = lines; line; line = line->next) {
        line->previous = map_get(&names, utf8_compose(a, line->name));
        if (line->previous)
            link_lines(a, line->children, line->previous->children);
    }
}

/* ---- the project ----------------------------------------------------------------------------- */

/* Last year's is of an earlier year. This also keeps files from continuing each other in a circle. */
static bool check_year(struct binder *b, const struct project *project,
                       const struct project *previous, const struct ast_expression *path)
{
    int year = project_year(project), before = project_year(previous);
    bool is_itself = str_equal(previous->source->identity, project->source->identity) &&
                     previous->span.start == project->span.start;
    if ((!is_itself && (!year || !before)) || (before < year))
        return true;
    if (!year) { /* and it is itself */
        struct str name = project->source->path;
        const struct str chain[] = {name, STR(" → "), name};
        diag_help(b->diags,
                  diag_report(b->diags, DIAG_IMPORT_CYCLE, path->span,
                              DIAG_TEXT(arena_join(b->arena, chain, 3))),
                  NOTE_HELP_EARLIER, DIAG_NONE);
        return false;
    }
    struct diag *diag = diag_report(b->diags, DIAG_PREVIOUS_NOT_EARLIER, path->span,
                                    DIAG_NUMBER(before), DIAG_NUMBER(year));
    if (!is_itself)
        diag_place(b->diags, diag, object_get(previous->fields, WORD_PROJECT_YEAR)->values->span,
                   NOTE_THE_YEAR_THERE, DIAG_NONE);
    diag_help(b->diags, diag, NOTE_HELP_EARLIER, DIAG_NONE);
    return false;
}

void continue_project(struct binder *b, struct project *project, const struct ast_node *node)
{
    if (!project->extension && !object_get(project->fields, WORD_PROJECT_CONTINUES))
        return;
    const struct ast_node *reference = project_node_find(node, WORD_PROJECT_CONTINUES);
    if (!reference || b->is_baseline)
        return;
    const struct ast_expression *path = reference_path(b, reference);
    const struct previous_file *file = path ? previous_find(b, path) : NULL;
    if (!file || !file->spec.source)
        return;
    const struct project *previous = choose_project(b, file, project, reference);
    if (!previous || !check_year(b, project, previous, path))
        return;
    project->previous = previous;
    link_indicators(b->arena, project);
    link_lines(b->arena, project->lines, previous->lines);
}
