/*
 * unit_rule_judge.c - an expression is put into two rules, one that requires it and one that requires
 * the opposite; which of them fails says what it came to.
 */
#include "unit_rule.h"

#include "sema/rule_slot.h"
#include "tools/compile.h"

#include <stdlib.h>

struct judge {
    struct arena a;
    struct library library;
    struct severities severities;
    struct settings settings;
};

struct judge *judge_new(void)
{
    struct judge *judge = calloc(1, sizeof *judge);
    if (!judge)
        return NULL;
    library_load(&judge->library, &judge->a);
    severities_set(&judge->severities, &judge->a, STR("all"), SEVERITY_OFF, (struct span){0});
    severities_set(&judge->severities, &judge->a, STR("Q"), SEVERITY_WARNING, (struct span){0});
    judge->settings.command = &judge->severities;
    if (!judge->library.diags.first)
        return judge;
    judge_free(judge);
    return NULL;
}

void judge_free(struct judge *judge)
{
    if (!judge)
        return;
    arena_free(&judge->a);
    free(judge);
}

static enum outcome outcome_of(const struct compilation *c)
{
    bool fails = false, opposite_fails = false;
    for (const struct diag *diag = c->diags.first; diag; diag = diag->next) {
        if (!diag->origin)
            return REFUSED;
        fails |= str_equal(diag->origin->code, STR("Q1"));
        opposite_fails |= str_equal(diag->origin->code, STR("Q2"));
    }
    return fails ? FALSE : opposite_fails ? TRUE : NEITHER;
}

enum outcome judge_expression(const struct judge *judge, const char *expression,
                              const char *project)
{
    struct compilation c = {.arena = ARENA_INIT};
    struct import_loader loader = {.load = NULL};
    struct str text = arena_format(&c.arena,
                                   "引用 \"std/上海市/2020\"\n"
                                   "规则 甲 a \"一\" { 编码：Q1；对象：项目；要求：%s }\n"
                                   "规则 乙 b \"二\" { 编码：Q2；对象：项目；要求：非 (%s) }\n%s",
                                   expression, expression, project);
    compile(&c, &judge->library, &judge->settings, source_new(&c.arena, STR("row.jx"), text),
            &loader);
    enum outcome outcome = outcome_of(&c);
    compilation_free(&c);
    return outcome;
}

bool judge_keeps(long long steps)
{
    const struct rule_term truth = {.operation = TERM_CONSTANT,
                                    .constant = {.kind = RULE_TRUTH, .truth = TRUTH_TRUE}};
    struct rule_run run = {.steps = steps};
    unsigned char state = 0;
    rule_truth_found(&run, &truth, &state, rule_truth_read);
    return state != 0;
}
