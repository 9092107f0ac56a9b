/*
 * unit_rule_steps.c - rules that run out of steps, wherever they are just then.
 *
 * They find nothing that they would not have found with all the steps they need, and where a finding is
 * missing the file is told that rules were not judged.
 */
#include "tools/compile.h"

#include <stdio.h>

static const char *const specs[] = {
    "cases/rules-language/guessed-calls.jx", "cases/rules-language/guessed-things/main.jx",
    "cases/rules-language/told-calls.jx",    "cases/rules-language/members.jx",
    "cases/rules-language/findings.jx",      "../examples/school-district/zh.jx",
};
enum { PLENTY = 100000000, FILE_MOST = 1 << 16 };

struct tally {
    unsigned passed, failed;
};

static bool count(struct tally *tally, bool holds)
{
    tally->passed += holds;
    tally->failed += !holds;
    return holds;
}

struct judged {
    struct compilation c;
    unsigned findings;
    bool is_cut;
};

static struct source *read(struct arena *a, const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    char *text = arena_bytes(a, FILE_MOST);
    struct str name = str_of(path), all = {text, fread(text, 1, FILE_MOST, file)};
    fclose(file);
    struct source *source = source_new(a, name, all);
    source->identity = name;
    return source;
}

/* What a spec uses stands beside it. */
static enum import_fault load(void *context, struct source *importer, struct str path,
                              struct arena *a, struct source **source)
{
    const char *spec = context;
    struct str name = str_part(path, str_starts_with(path, STR("./")) ? 2 : 0, path.len);
    size_t folder = (size_t)(strrchr(spec, '/') - spec);
    struct str place = arena_format(a, "%.*s/%" STR_FORMAT, (int)folder, spec, STR_ARG(name));
    *source = read(a, place.ptr);
    importer->identity = importer->path;
    return *source ? IMPORT_FOUND : IMPORT_ABSENT;
}

static void judge(struct judged *judged, const struct library *library, const char *spec,
                  struct rule_limits limits)
{
    struct compilation *c = &judged->c;
    const struct settings settings = {.limits = &limits};
    *judged = (struct judged){.c = {.arena = ARENA_INIT}};
    struct source *source = read(&c->arena, spec);
    if (!source)
        return;
    compile(c, library, &settings, source,
            &(struct import_loader){.load = load, .context = (char *)spec});
    for (const struct diag *diag = c->diags.first; diag; diag = diag->next) {
        judged->findings += diag->origin != NULL;
        judged->is_cut |= diag->code == DIAG_RULE_NOT_JUDGED || diag->code == DIAG_RULES_STOPPED;
    }
}

/* Whether what `some` found was found in `all`; perhaps elsewhere, where one finding stands for several. */
static bool is_within(const struct judged *some, const struct judged *all)
{
    struct arena a = ARENA_INIT;
    bool is_there = true;
    for (const struct diag *diag = some->c.diags.first; diag && is_there; diag = diag->next) {
        if (!diag->origin)
            continue;
        struct str message = diag_message(&a, diag, LANGUAGE_CHINESE);
        const struct diag *there = all->c.diags.first;
        while (there && !(there->origin && str_equal(there->origin->code, diag->origin->code) &&
                          str_equal(diag_message(&a, there, LANGUAGE_CHINESE), message)))
            there = there->next;
        is_there = there != NULL;
    }
    arena_free(&a);
    return is_there;
}

static void try_with(struct tally *tally, const struct judged *all, const struct library *library,
                     const char *spec, struct rule_limits limits)
{
    struct judged some;
    judge(&some, library, spec, limits);
    if (!count(tally, is_within(&some, all) && (some.is_cut || some.findings == all->findings)))
        printf("%s: %lld steps a rule, %lld in all: %u of %u findings\n", spec, limits.rule,
               limits.file, some.findings, all->findings);
    compilation_free(&some.c);
}

int main(void)
{
    struct tally tally = {0, 0};
    struct arena a = ARENA_INIT;
    struct library library = {0};
    library_load(&library, &a);
    for (size_t i = 0; i < sizeof specs / sizeof *specs; i++) {
        struct judged all;
        judge(&all, &library, specs[i], (struct rule_limits){PLENTY, PLENTY});
        count(&tally, all.findings > 0 && !all.is_cut);
        for (long long steps = 1; steps < 2000; steps += 1 + steps / 16)
            try_with(&tally, &all, &library, specs[i], (struct rule_limits){steps, PLENTY});
        for (long long steps = 1; steps < 40000; steps += 1 + steps / 64)
            try_with(&tally, &all, &library, specs[i], (struct rule_limits){PLENTY, steps});
        compilation_free(&all.c);
    }
    arena_free(&a);
    printf("%u passed, %u failed\n", tally.passed, tally.failed);
    return tally.failed > 0;
}
