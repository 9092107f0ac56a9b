/* rule_settings.c - whether the rules that the command line sets are rules that there are. */
#include "tools/rule_settings.h"

#include "sema/rule_find.h"
#include "syntax/parse.h"

/* Refuses an error, and says which diagnostics a rule stands for that is none of its own. */
static bool refuse_error(const struct options *options, const char *name, const struct rule *rule)
{
    struct arena a = ARENA_INIT;
    struct str codes = {0};
    for (size_t i = 0; rule && i < rule->diagnostic_count; i++) {
        const struct str parts[] = {codes, codes.len ? STR(" ") : STR(""),
                                    str_of(diag_info(rule->diagnostics[i])->code)};
        codes = arena_join(&a, parts, 3);
    }
    const struct str same[] = {STR("，"), str_of(name), STR(" 就是 "), codes};
    const struct str same_english[] = {STR("; "), str_of(name), STR(" is "), codes};
    const struct str chinese[] = {STR("这是错误，级别不能改"),
                                  codes.len ? arena_join(&a, same, 4) : codes};
    const struct str english[] = {STR("this is an error, and cannot count as anything else"),
                                  codes.len ? arena_join(&a, same_english, 4) : codes};
    command_refuse(options, name, arena_join(&a, chinese, 2).ptr, arena_join(&a, english, 2).ptr);
    arena_free(&a);
    return false;
}

/* The names of a run, and where they are looked for. */
struct rule_names {
    const struct options *options;
    const struct library *library;
    const struct workspace_file *workspace;
    const struct file_list *list; /* or NULL */
};

/* The rules that the library and a spec have; of no spec, those of the library. */
static struct rule_walk walk_of(const struct rule_names *names, const struct spec *spec)
{
    const struct framework *frameworks =
        spec->frameworks ? spec->frameworks : names->library->frameworks;
    return rule_walk(names->library, frameworks, spec->rules);
}

static bool is_known(struct rule_walk walk, struct str name, struct nearest *nearest)
{
    return rule_find(walk, name, nearest) || rule_group_exists(walk, name);
}

/* Whether the file at `index`, or one that it uses, declares a rule of this name. */
static bool file_declares(const struct rule_names *names, struct workspace *workspace, size_t index,
                          struct str name, struct arena *a)
{
    const struct file *file = file_at(names->list, index);
    struct source *source;
    struct diags diags = {.arena = a};
    struct import_loader loader = {.load = workspace_load, .context = workspace};
    if (file_is_input(file))
        return true; /* it can be read only once */
    if (file_read(names->options, file, a, &source) != FILE_READ)
        return false;
    struct spec spec = {.source = source, .nodes = parse(source, a, &diags, NULL).first};
    struct binder binder = spec_binder(&spec, names->library, NULL, a, &diags, &loader);
    spec_bind(&binder, &spec);
    return is_known(walk_of(names, &spec), name, NULL);
}

/* Whether some file of the run declares a rule of this name. */
static bool run_declares(const struct rule_names *names, struct str name)
{
    struct arena a = ARENA_INIT, work = ARENA_INIT;
    struct workspace workspace;
    bool found = false;
    if (!names->list || !workspace_open(&workspace, &a)) {
        arena_free(&a);
        return false;
    }
    for (size_t i = 0; i < names->list->count && !found; i++) {
        found = file_declares(names, &workspace, i, name, &work);
        arena_reset(&work);
    }
    workspace_close(&workspace);
    arena_free(&work);
    arena_free(&a);
    return found;
}

static bool holds(const struct rule_names *names, const char *text)
{
    struct str name = str_of(text);
    struct nearest nearest = nearest_to(name);
    struct rule_walk walk = walk_of(names, &names->workspace->c.spec);
    enum diag_code code = diag_find(name);
    bool is_found = is_known(walk, name, &nearest);
    const struct rule *rule = rule_find(walk, name, NULL);
    if (rule_is_fixed(rule, code))
        return refuse_error(names->options, text, rule);
    if (is_found || code != DIAG_CODE_COUNT || bilingual_is(severity_all(), name) ||
        run_declares(names, name))
        return true;
    command_refuse_name(names->options, text, "没有这条规则", "no such rule",
                        nearest_name(&nearest), "jixiao rules");
    return false;
}

bool rule_settings_hold(const struct options *options, const struct library *library,
                        const struct workspace_file *workspace, const struct file_list *list)
{
    struct rule_names names = {options, library, workspace, list};
    for (const struct severity_setting *s = options->severities.first; s; s = s->next) {
        if (!holds(&names, s->rule.ptr))
            return false;
    }
    return true;
}
