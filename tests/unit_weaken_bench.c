/* unit_weaken_bench.c - compares two targets written in the language. */
#include "sema/weaken.h"
#include "tools/compile.h"
#include "unit_weaken.h"

struct weaken_bench {
    struct arena a;
    struct library library;
    struct compilation c;
};

struct weaken_bench *weaken_bench_open(void)
{
    struct arena a = ARENA_INIT;
    struct weaken_bench *bench = ARENA_NEW(&a, struct weaken_bench);
    bench->a = a;
    library_load(&bench->library, &bench->a);
    return bench;
}

void weaken_bench_close(struct weaken_bench *bench)
{
    struct arena a = bench->a;
    compilation_free(&bench->c);
    arena_free(&a);
}

int weaken_bench_compare(struct weaken_bench *bench, const char *old, const char *new_one)
{
    struct compilation *c = &bench->c;
    compilation_reset(c);
    struct str text = arena_format(&c->arena,
                                   "引用 \"std/上海市/2020\"\n项目 \"甲\" {\n  产出目标 {\n"
                                   "    质量 \"旧\" %s\n    质量 \"新\" %s\n  }\n}\n",
                                   old, new_one);
    struct import_loader loader = {.load = NULL};
    compile(c, &bench->library, NULL, source_new(&c->arena, STR("row.jx"), text), &loader);
    const struct indicator *first = c->projects ? c->projects->indicators : NULL;
    if (!first || !first->next)
        return ARE_NO_TARGETS;
    return (int)target_weakened(&first->target, &first->next->target);
}
